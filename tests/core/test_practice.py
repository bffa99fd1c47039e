"""What to practise next, how it goes, readiness and the certificate: rules over calls that were played."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.kinds import DIMENSIONS, FAMILIES
from sim.core.practice.certificate import Proof, certificate, check_code, read_code
from sim.core.practice.readiness import readiness
from sim.core.practice.results import practised, standings, trend
from sim.core.practice.returns import due, exam_calls, next_day, next_return, weakest_dimension
from tests.core.practice_calls import CALLS, SHELF, TODAY, TWIN, a_call, exam, played
from tests.examples import examples

# --- what is due ------------------------------------------------------------------------------------------------


def days_of(*outcomes):
    """A call practised whenever it was due, with these outcomes; returns the gaps."""
    tries, day, gaps = [], 0, []
    for passed in outcomes:
        tries.append(played(day=day, scores=(80, 80, 80) if passed else (80, 60, 80)))
        gaps.append(next_day(tries) - day)
        day = next_day(tries)
    return gaps


@pytest.mark.parametrize(
    ("outcomes", "gaps"),
    [
        ([True] * 5, [1, 3, 7, 21, 21]),
        ([False, False, True], [1, 1, 3]),
        ([True, True, True, False, True], [1, 3, 7, 3, 7]),
    ],
    ids=["passed each time", "passed late", "forgotten once"],
)
def test_a_call_returns_after_1_3_7_and_21_days_later_when_passed_sooner_when_not(outcomes, gaps):
    assert days_of(*outcomes) == gaps


def test_the_second_try_of_a_day_and_a_pass_before_the_call_is_due_stretch_nothing():
    failed = [played(day=0, scores=(10, 80, 80), at="1"), played(day=0, at="2")]
    assert next_day(failed) == 1
    early = [played(day=0), played(day=1), played(day=2)]
    assert next_day(early) == 2 + 3


def test_a_beginner_gets_the_easiest_call_of_each_family():
    found = due([], SHELF, 100)
    assert [(one.scenario, one.reason) for one in found] == [(f"{family}-1", "first") for family in FAMILIES]


def test_what_is_due_comes_before_anything_new_and_says_why():
    calls = [played("angry-1", 98), played("panicked-1", 98, (80, 60, 80))]
    found = due(calls, SHELF, 100)
    assert [(one.scenario, one.reason, one.ago) for one in found] == [
        ("angry-1", "spaced", 2),
        ("panicked-1", "again", 2),
    ]


def test_before_each_family_was_passed_calls_come_as_they_fall_due_and_then_families_alternate():
    some = [played("angry-1", 90), played("angry-2", 91), played("panicked-1", 92), played("out_of_scope-2", 93)]
    failed = replace(some[2], passed=False, scores=(60, 80, 80))
    assert [one.scenario for one in due([*some[:2], failed, some[3]], SHELF, 100)] == [
        "angry-1", "angry-2", "panicked-1", "out_of_scope-2",
    ]  # fmt: skip
    mixed = due(some, SHELF, 100)
    assert [one.family for one in mixed] == ["angry", "panicked", "angry", "out_of_scope"]


def test_within_a_family_the_call_that_trains_the_weakest_dimension_comes_first():
    base = [played(f"{family}-1", 90, (90, 75, 90)) for family in FAMILIES]
    calls = [*base, played("angry-2", 91, (72, 90, 90)), played("angry-3", 92, (90, 71, 90))]
    found = [one for one in due(calls, SHELF, 100) if one.family == "angry"]
    assert weakest_dimension(calls) == "ownership"
    assert [(one.scenario, one.reason) for one in found] == [
        ("angry-1", "weakest"), ("angry-3", "weakest"), ("angry-2", "spaced"),
    ]  # fmt: skip


def test_new_calls_come_family_by_family_when_nothing_is_due_and_one_of_each_stays_for_an_exam():
    calls = [played("angry-1", 100), played("angry-2", 100), played("panicked-1", 100)]
    assert [one.scenario for one in due(calls, SHELF, 100)] == ["out_of_scope-1", "panicked-2", "angry-4"]
    assert exam_calls(calls, SHELF) == {"angry": "angry-3", "panicked": "panicked-3", "out_of_scope": "out_of_scope-3"}
    later = [*calls, played("angry-4", 100), played("panicked-2", 100), played("panicked-4", 100)]
    assert {one.family for one in due(later, SHELF, 100)} == {"out_of_scope"}


def test_a_twin_of_what_was_met_is_kept_for_the_exam():
    assert exam_calls([played("angry-1")], [*SHELF, TWIN])["angry"] == "angry-1-b"
    assert exam_calls([played("angry-1-b")], [*SHELF, TWIN])["angry"] == "angry-1"
    assert "angry-1-b" not in [one.scenario for one in due([played("angry-1", 100)], [*SHELF, TWIN], 100)]


def test_a_call_that_was_shown_as_a_model_is_no_exam_call_but_its_twin_is():
    assert exam_calls([], SHELF, ["angry-3"])["angry"] == exam_calls([played("angry-3")], SHELF)["angry"] != "angry-3"
    assert exam_calls([played("angry-1")], [*SHELF, TWIN], ["angry-1"])["angry"] == "angry-1-b"


def test_a_family_without_an_unmet_call_has_no_exam_call():
    assert exam_calls([played("angry-1")], SHELF[:1]) == {"angry": "", "panicked": "", "out_of_scope": ""}


def test_the_day_of_the_next_return_is_known_when_nothing_is_due():
    calls = [played("angry-1", 99), played("angry-1", 100), played("panicked-1", 100)]
    assert next_return(calls, SHELF, 100) == 101
    assert next_return([], SHELF, 100) is None


@given(CALLS, TODAY)
@examples(200)
def test_a_due_list_is_a_handful_of_different_calls_that_there_are(calls, today):
    found = due(calls, [*SHELF, TWIN], today)
    assert len(found) <= 5
    assert len({one.scenario for one in found}) == len(found)
    assert {one.scenario for one in found} <= {one.scenario for one in [*SHELF, TWIN]}
    assert all(one.day <= today for one in found)
    assert next_return(calls, SHELF, today) is None or next_return(calls, SHELF, today) > today


@given(CALLS, st.permutations(range(25)), TODAY)
@examples(100)
def test_the_order_in_which_calls_are_handed_in_does_not_matter(calls, order, today):
    mixed = [calls[place] for place in order if place < len(calls)]
    assert due(mixed, SHELF, today) == due(calls, SHELF, today)
    assert readiness(mixed, today) == readiness(calls, today)
    assert standings(mixed) == standings(calls)
    assert [trend(mixed, name) for name in DIMENSIONS] == [trend(calls, name) for name in DIMENSIONS]
    assert practised(mixed, today) == practised(calls, today)


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=12))
@examples(200)
def test_passing_never_brings_a_call_back_sooner_than_failing_and_no_later_practice_does(steps):
    tries, day = [], 0
    for gap, passed in steps:
        day += gap
        tries.append(played(day=day, scores=(80, 80, 80) if passed else (80, 0, 80), at=f"{len(tries):02d}"))
    *before, last = tries
    outcomes = [
        next_day([*before, replace(last, passed=passed, scores=(score,) * 3)])
        for passed, score in ((False, 0), (True, 80))
    ]
    assert outcomes[0] <= outcomes[1]
    assert last.day < next_day(tries) <= last.day + 21
    assert next_day(tries) <= next_day([*tries, played(day=next_day(tries), at="99")])


@given(CALLS, TODAY, st.integers(1, 30))
@examples(100)
def test_what_is_due_stays_due_until_it_is_practised(calls, today, later):
    back = {name.scenario for name in SHELF if (own := [c for c in calls if c.scenario == name.scenario and c.counts])
            and next_day(sorted(own, key=lambda c: (c.day, c.at, c.id))) <= today}  # fmt: skip
    listed = {one.scenario for one in due(calls, SHELF, today) if one.reason not in ("new", "first")}
    assert listed <= back
    assert bool(listed) == bool(back)
    again = {one.scenario for one in due(calls, SHELF, today + later)}
    assert not back or again


@given(CALLS, a_call(), TODAY)
@examples(100)
def test_a_rewound_call_changes_nothing_but_the_list_of_calls(calls, call, today):
    more = [*calls, replace(call, attempt=0)]
    assert due(more, SHELF, today) == due(calls, SHELF, today)
    assert readiness(more, today) == readiness(calls, today)
    assert [replace(one, rewound=0) for one in standings(more)] == [replace(one, rewound=0) for one in standings(calls)]
    assert [trend(more, name) for name in DIMENSIONS] == [trend(calls, name) for name in DIMENSIONS]


# --- how it goes ------------------------------------------------------------------------------------------------


def test_first_best_and_latest_of_each_call_the_latest_scenario_first():
    tries = [played(day=1, scores=(40, 60, 70)), played(day=2, scores=(90, 85, 88)), played(day=3, scores=(71, 90, 90))]
    rewound = replace(tries[0], id="again", attempt=0)
    one, other = standings([played("panicked-1", 2), *tries, rewound])
    assert (one.scenario, one.tries, one.rewound, other.scenario) == ("angry-1", 3, 1, "panicked-1")
    assert [call.lowest for call in (one.first, one.best, one.latest)] == [40, 85, 71]


def test_a_trend_has_a_point_for_each_call_and_a_line_that_is_smoother():
    found = trend([played(day=day, scores=(score, 50, None)) for day, score in enumerate((30, 60, 90, 90))], "calm")
    assert [point.score for point in found.points] == [30, 60, 90, 90]
    assert found.smooth == (30, 40, 57, 68)
    assert found.change == 38
    assert trend([played(scores=(1, 1, None))], "policy").points == ()


def test_five_hundred_calls_are_forty_points():
    calls = [played(day=day, scores=(day % 100, 50, 50)) for day in range(500)]
    found = trend(calls, "calm")
    assert (len(found.points), len(found.smooth), sum(point.calls for point in found.points)) == (40, 40, 500)
    assert all(0 <= value <= 100 for value in found.smooth)


def test_days_of_practice_are_counted_and_none_is_held_against_anybody():
    found = practised([played(day=100), played(day=100), played(day=94), played(day=93), played(day=72)], 100)
    assert (found.calls, found.this_week, found.count) == (5, 3, 3)
    assert [place for place, day in enumerate(found.days) if day] == [20, 21, 27]


# --- readiness --------------------------------------------------------------------------------------------------

THREE = [exam("angry-3", 98), exam("panicked-3", 99), exam("out_of_scope-3", 100)]


def codes(calls, today=100):
    return [(one.code, one.family) for one in readiness(calls, today).missing]


def test_ready_is_one_fresh_exam_call_of_each_family_passed_at_the_first_try():
    found = readiness([*THREE, played("angry-1", 100, (1, 1, 1))], 100)
    assert found.ready
    assert [call.scenario for call in found.calls] == ["angry-3", "panicked-3", "out_of_scope-3"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"passed": False}, "not_passed"),
        ({"passed": False, "complete": False}, "incomplete"),
        ({"attempt": 2}, "not_first_try"),
        ({"met": True}, "not_first_try"),
        ({"model": 0}, "old_model"),
        ({"day": 69}, "too_old"),
        ({"mode": "practice"}, "none"),
        ({"attempt": 0}, "none"),
    ],
    ids=str,
)
def test_what_is_missing_is_named_with_its_family(change, code):
    assert codes([replace(THREE[0], **change), *THREE[1:]]) == [(code, "angry")]


def test_nobody_is_ready_without_an_exam():
    assert codes([]) == [("none", family) for family in FAMILIES]


def test_only_the_last_five_exam_calls_count():
    others = [exam(f"angry-{n}", 100, at=str(n), attempt=2) for n in (1, 2)]
    assert readiness([*THREE, *others], 100).ready
    assert codes([*THREE, *others, exam("angry-4", 100, at="3", attempt=2)]) == [("too_far", "angry")]


def test_a_fatal_cap_in_one_of_the_last_five_is_in_the_way_until_it_is_old():
    capped = exam("angry-1", 97, (40, 80, 80), capped=True)
    assert codes([capped, *THREE]) == [("capped", "angry")]
    assert readiness([replace(capped, day=60), *THREE], 100).ready


def test_the_thirtieth_day_counts_and_the_next_does_not():
    assert readiness(THREE, 128).ready
    assert codes(THREE, 129) == [("too_old", "angry")]


@given(CALLS, TODAY)
@examples(150)
def test_readiness_never_comes_from_practice(calls, today):
    exams = [call for call in calls if call.mode == "exam"]
    assert readiness(calls, today) == readiness(exams, today)
    assert not readiness([replace(call, mode="practice") for call in calls], today).ready
    found = readiness(calls, today)
    assert all(call.mode == "exam" and call.attempt == 1 and call.passed for call in found.calls)
    assert found.ready is (len({call.family for call in found.calls}) == 3 and not found.missing)


# --- the certificate --------------------------------------------------------------------------------------------

PROOFS = {call.id: Proof(call.id, "ab" * 32, f"{place}c" * 32, call.scores) for place, call in enumerate(THREE)}


def test_a_certificate_rests_on_the_calls_that_made_somebody_ready():
    found = certificate(readiness(THREE, 100), PROOFS, 100)
    assert found is not None
    assert (found.day, found.calls) == (100, tuple(THREE))
    assert found.code == check_code(reversed(PROOFS.values()))
    assert [len(group) for group in found.code.split("-")] == [4, 4, 4, 4]


def test_nobody_gets_a_certificate_who_is_not_ready_or_whose_calls_cannot_be_computed_again():
    assert certificate(readiness(THREE[1:], 100), PROOFS, 100) is None
    assert certificate(readiness(THREE, 100), dict(list(PROOFS.items())[1:]), 100) is None


@pytest.mark.parametrize("change", [{"id": "x"}, {"scenario_hash": "0"}, {"head": "0"}, {"scores": (80, 80, 81)}])
def test_the_code_is_another_where_anything_of_a_call_is(change):
    first, *rest = PROOFS.values()
    assert check_code([replace(first, **change), *rest]) != check_code([first, *rest])
    assert check_code([first, *rest], model=2) != check_code([first, *rest], model=3)


CODE = check_code(PROOFS.values())


@pytest.mark.parametrize(
    "typed",
    [CODE.lower(), CODE.replace("-", ""), f" {CODE.replace('-', ' – ')} ", CODE.replace("0", "O").replace("1", "l")],
)
def test_a_code_may_be_typed_in_any_spelling(typed):
    assert read_code(typed) == CODE


@given(st.integers(0, 15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), st.text(max_size=30))
@examples(100)
def test_one_wrong_figure_is_always_found(place, letter, text):
    plain = list(check_code([Proof(text, "", "", (1, 2, 3))]).replace("-", ""))
    same = plain[place] == letter
    plain[place] = letter
    assert (read_code("".join(plain)) is not None) is same


@pytest.mark.parametrize("typed", ["", "ABCD", CODE[:-1], f"{CODE}A", CODE.replace(CODE[0], "*", 1)])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None
