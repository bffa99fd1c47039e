"""What many results come to: first, best and latest, means in which everybody weighs alike, small groups hidden."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from sim.core.results import cells, counting, families, means, people_of, recent, standings, veiled

sys.path.append(str(Path(__file__).parents[1] / "report"))
from tests.report.result_rows import row


def test_first_best_and_latest_and_the_best_is_by_its_lowest_score():
    rows = [row(1, (90, 90, 20)), row(3, (72, 71, 70)), row(2, (70, 70, 70)), row(4, (10, 100, 100))]
    standing = standings(rows)["four-afternoons"]
    assert [standing.first.scores, standing.best.scores, standing.latest.scores] == [
        (90, 90, 20),
        (72, 71, 70),
        (10, 100, 100),
    ]
    assert standing.tries == 4


def test_of_equal_tries_the_earliest_is_the_best():
    assert standings([row(1), row(2)])["four-afternoons"].best.attempt == 1


@pytest.mark.parametrize("figures", [{"attempt": 0}, {"scores": (None, None, None)}])
def test_a_rewound_call_and_one_without_a_reply_count_for_nothing(figures):
    assert counting([row(1, **figures)]) == []


def test_a_call_with_one_dimension_rated_counts_in_that_one_alone():
    rows = [row(1, (80, None, None)), row(2, (60, 50, 50))]
    assert means(rows) == (70, 50, 50)
    assert rows[0].lowest is None
    assert standings(rows)["four-afternoons"].best is rows[1]


def test_everybody_weighs_alike_however_often_they_tried():
    rows = [row(1, (100, 100, 100)), *(row(number, (40, 40, 40), person="Bas") for number in range(2, 9))]
    cell = cells(rows)["four-afternoons"]
    assert (cell.latest, cell.people, cell.tries) == ((70, 70, 70), 2, 8)


def test_a_trend_is_the_mean_of_the_last_five():
    rows = [row(number, (score, 0, 0)) for number, score in enumerate((10, 20, 30, 40, 50, 60), 1)]
    assert recent(rows, "calm") == [10, 15, 20, 25, 30, 40]


def test_people_stand_in_the_order_of_the_alphabet_and_never_of_scores():
    names = ["bas", "Ada", "", "Émile", "Eva", "Zoë"]
    assert people_of(row(number, person=name) for number, name in enumerate(names, 1)) == [
        "Ada",
        "bas",
        "Émile",
        "Eva",
        "Zoë",
        "",
    ]


def test_families_stand_in_their_order_with_the_means_of_the_latest_tries():
    rows = [
        row(1, (10, 10, 10), family="panicked", scenario="the-cot"),
        row(2, (90, 80, 70), family="panicked", scenario="the-cot"),
        row(3, (50, 50, 51)),
        row(4, (50, 50, 50), family="", scenario="gone"),
    ]
    lines = families(rows)
    assert [line.family for line in lines] == ["angry", "panicked", ""]
    assert (lines[1].scenarios, lines[1].calls, lines[1].passed, lines[1].latest) == (1, 2, 1, (90, 80, 70))
    assert lines[0].latest[2] == Fraction(51)


def test_without_names_what_fewer_than_three_people_tried_is_hidden():
    rows = [row(number, person=name) for number, name in enumerate(("Ada", "Bas", "Cor", "Ada"), 1)]
    rows += [row(number, person=name, scenario="the-cot") for number, name in enumerate(("Ada", "Bas", "Ada"), 5)]
    hidden = veiled(rows, {"Ada": "1", "Bas": "2", "Cor": "3"}.get)
    assert {one.person for one in hidden} == {"1", "2", "3"}
    assert [one.scores for one in hidden if one.scenario == "the-cot"] == [(None, None, None)] * 3
    assert not any(one.passed for one in hidden if one.scenario == "the-cot")
    assert [one.scores for one in hidden if one.scenario != "the-cot"] == [(80, 75, 90)] * 4


def test_a_rewound_call_makes_no_third_person():
    rows = [row(1), row(2, person="Bas"), row(3, person="Cor", attempt=0)]
    assert counting(veiled(rows, str)) == []
