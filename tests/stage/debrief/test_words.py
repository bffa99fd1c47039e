from dataclasses import replace
from fractions import Fraction

import pytest

from sim.content import texts as catalogues
from sim.core import telling
from sim.core.debrief import Instead
from sim.core.mood import Mood
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import Cap, Line
from sim.stage.debrief import words
from sim.stage.debrief.chart import even, timeline_data
from sim.stage.debrief.ledger import entries
from sim.stage.debrief.moment import moment_card
from sim.stage.debrief.parts import Ink
from tests.shipped import PLAYS, each
from tests.stage.debriefs import shipped, small

DUTCH = catalogues.load("nl")


def line(reason, points, turn=1, detail=""):
    return Line("calm", turn, reason, Fraction(points), detail)


def card_of(*lines, caps=(), score=50):
    _, debrief = small("aaaaa")
    return replace(debrief.card, lines=lines, caps=caps, scores={**debrief.card.scores, "calm": score})


@pytest.mark.parametrize(
    ("score", "complete", "effort", "why"),
    [
        (30, True, Fraction(1, 2), "Too many replies came before they could have been read."),
        (80, True, Fraction(1, 2), "Too many replies came before they could have been read."),
        (80, False, Fraction(1), "The call did not come to a proper close."),
        (30, False, Fraction(1), ""),  # how it ended is told anyway, and the scores alone did not pass
        (30, True, Fraction(1), ""),
    ],
)
def test_what_keeps_a_call_from_passing_besides_its_scores_is_told(english, score, complete, effort, why):
    card = replace(card_of(), scores=dict.fromkeys(DIMENSIONS, score), complete=complete, effort=effort, passed=False)
    assert telling.why_not(english, card) == why


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Mood(70, 20, 20, 50), Mood(50, 20, 30, 50), "anger fell, trust rose"),
        (Mood(70, 20, 20, 50), Mood(75, 24, 20, 0), "anger rose a little, panic rose a little"),
        (Mood(70, 20, 20, 50), Mood(71, 18, 20, 0), "nothing changed"),
    ],
)
def test_what_a_reply_did_to_the_caller_is_told_in_words_and_never_in_numbers(english, before, after, said):
    assert words.effect_words(english, before, after) == said


def test_a_score_that_was_capped_says_so_first(english):
    capped = card_of(line("start", 90), caps=(Cap("calm", 40, 3, "sarcasm"),))
    assert words.reason_words(english, capped, "calm") == "At most 40, set in turn 3: contempt for the caller."


def test_a_cap_above_the_sum_is_not_the_reason_of_a_score(english):
    card = card_of(line("conduct", -9, 2, "argue"), caps=(Cap("calm", 75, 2, "contest"),))
    assert words.reason_words(english, card, "calm") == "Costliest: argued (turn\xa02)."


def test_a_score_is_explained_by_its_largest_gain_and_loss(english):
    card = card_of(
        line("start", 25, 0),
        line("conduct", 4, 1, "validate"),
        line("conduct", 8, 3, "listen+name_feeling"),
        line("milestone", 20, 4, "She was heard."),
        line("conduct", -2, 5, "minimise"),
        line("snap", -3, 6),
    )
    reason = words.reason_words(english, card, "calm")
    assert (
        reason == "Best: named the feeling (turn\xa03). Costliest: answered before it could have been read (turn\xa06)."
    )


def test_a_milestone_explains_a_score_where_no_reply_does(english):
    card = card_of(line("milestone", 20, 4, "She was heard."), line("milestone_missed", 0, 0, "She got a boundary."))
    expected = "Best: She was heard (turn\xa04). Not reached: “She got a boundary”."
    assert words.reason_words(english, card, "calm") == expected


def test_a_breach_costs_more_than_any_line_that_takes_points(english):
    card = card_of(line("breach", 0, 2), line("conduct", -9, 5, "argue"))
    assert "broken here (turn\xa02)" in words.reason_words(english, card, "calm")


def test_a_dimension_that_no_reply_weighed_in_says_so(english):
    assert "No reply" in words.reason_words(english, card_of(score=None), "calm")


def test_best_and_costliest_turns_are_named_as_such():
    _, debrief = small("aabba")
    assert words.kicker(debrief, debrief.best) == "best"
    assert words.kicker(debrief, debrief.costliest) == "costliest"
    marks = [words.mark(debrief, debrief.turns[n - 1]) for n in (debrief.best, debrief.costliest)]
    assert marks == ["good", "bad"]


def test_the_costliest_turn_of_a_fine_call_is_no_fault_where_nothing_better_was_on_offer():
    _, debrief = small("aaaaa")
    turn = replace(debrief.turns[2], instead=None, gained=Fraction(9), lost=Fraction(1))
    fine = replace(debrief, turns=(*debrief.turns[:2], turn, *debrief.turns[3:]), best=1, costliest=3, moments=(1, 3))
    assert words.kicker(fine, 3) == "moment"
    assert words.mark(fine, turn) == "good"


@pytest.mark.parametrize(
    ("value", "english_words", "dutch_words"),
    [
        (Fraction(175, 13), "13.46", "13,46"),
        (Fraction(-50, 13), "−3.85", "−3,85"),
        (Fraction(0), "0.00", "0,00"),
        (Fraction(1, 1000), "0.00", "0,00"),
    ],
)
def test_points_are_written_to_a_hundredth_as_the_language_does(english, value, english_words, dutch_words):
    assert words.hundredths(english, value) == english_words
    assert words.hundredths(DUTCH, value) == dutch_words


@pytest.mark.parametrize(("seconds", "said"), [(43, "43 s"), (60, "1 min 0 s"), (430, "7 min 10 s")])
def test_the_length_of_a_call_is_told_in_minutes_and_seconds(english, seconds, said):
    assert words.length_words(english, seconds) == said


def test_a_need_is_told_with_whether_it_was_reached_whatever_its_name(english):
    assert words.need_words(english, "need_met", "A router.", True) == "Met: A router."
    assert words.need_words(english, "need_met", "A router.", False) == "Not met: A router."
    assert words.need_words(english, "man_off", "The man is off.", False) == "Still open: The man is off."


def number(text):
    return Fraction(text.replace("−", "-").replace("±", "").replace("+", "").replace(",", "."))


@pytest.mark.parametrize("play", each(PLAYS))
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_ledger_on_screen_can_be_added_up_to_the_score(english, play, dimension):
    card = shipped(play)[1].card
    table = list(entries(english, card, dimension))
    lines = [entry for entry in table if entry.kind == "line"]
    assert len(lines) == len(card.lines_of(dimension))
    shown = Fraction(0)
    for entry in lines:
        assert abs(number(entry.total) - shown - number(entry.points)) <= Fraction(1, 100)
        shown = number(entry.total)
    total = next(entry for entry in table if entry.kind == "sum")
    caps = [int(entry.total) for entry in table if entry.kind in ("cap", "slack")]
    assert number(total.total) == shown
    assert int(table[-1].total) == card.scores[dimension] == int(min(shown, *caps, 100) + Fraction(1, 2))


def test_only_a_cap_below_the_sum_is_shown_as_what_held_the_score(english):
    card = card_of(line("start", 60), caps=(Cap("calm", 75, 2, "contest"), Cap("calm", 40, 3, "sarcasm")), score=40)
    kinds = [entry.kind for entry in entries(english, card, "calm")]
    assert kinds == ["head", "line", "sum", "cap", "slack", "score"]


def test_the_chart_runs_from_pick_up_to_the_end_with_the_moments_at_their_turns(english):
    _, debrief = small("abbba")
    data = timeline_data(english, debrief)
    assert [curve.tone for curve in data.curves] == ["anger", "panic", "trust"]
    assert [moment.seconds for moment in data.moments] == [debrief.turns[n - 1].at_ms / 1000 for n in debrief.moments]
    assert [moment.number for moment in data.moments] == [1, 2, 3]
    for place, curve in enumerate(data.curves):
        assert curve.points[0] == (0, debrief.turns[0].before[place] / 100)
        assert curve.points[-1][0] >= debrief.seconds
        assert curve.points[-1][1] == pytest.approx(debrief.turns[-1].after[place] / 100)


def test_a_curve_never_swings_above_or_below_what_it_joins():
    points = [(0.0, 0.2), (10.0, 0.2), (10.4, 0.9), (10.5, 0.1), (60.0, 0.1), (60.0, 0.3), (61.0, 0.25)]
    curve = even(points)
    assert [x for x, _ in curve] == sorted(x for x, _ in curve)
    assert min(y for _, y in curve) >= 0.1
    assert max(y for _, y in curve) <= 0.9
    assert {round(y, 6) for x, y in curve if x <= 10} == {0.2}


@pytest.mark.parametrize("points", [[], [(0.0, 0.5)], [(0.0, 0.5), (0.0, 0.7)]])
def test_a_call_too_short_for_a_curve_has_none(points):
    assert len(even(points)) <= 1


@pytest.mark.parametrize(
    ("after", "gained", "lost", "said", "tone"),
    [
        (Mood(75, 20, 20, 50), 3, 1, "Anger rose a little. It was still right to say.", "warn"),
        (Mood(75, 20, 20, 50), 1, 3, "Anger rose a little", "warn"),
        (Mood(50, 20, 20, 50), 3, 1, "Anger fell", "good"),
        (Mood(50, 20, 20, 50), 1, 3, "Anger fell, but it cost points.", "good"),
        (Mood(50, 30, 20, 50), 3, 1, "Anger fell, panic rose", "text"),
        (Mood(70, 20, 10, 50), 0, 0, "Trust fell", "warn"),
        (Mood(70, 20, 20, 50), 3, 1, "Nothing changed", "muted"),
    ],
)
def test_the_callers_feelings_and_the_grade_of_a_moment_never_contradict_each_other(
    english, after, gained, lost, said, tone
):
    _, debrief = small("aaaaa")
    points = {"gained": Fraction(gained), "lost": Fraction(lost)}
    better = small("bbbbb")[1].turns[0].instead
    turn = replace(debrief.turns[0], before=Mood(70, 20, 20, 50), after=after, instead=better, **points)
    card = moment_card(english, debrief, turn, 1)
    ink = next(child for child in card.children if type(child) is Ink)
    assert (ink.label, ink.tone) == (said, tone)


def test_a_reply_with_nothing_better_beside_it_is_not_reproached_with_points(english):
    _, debrief = small("aaaaa")
    turn = replace(debrief.turns[0], instead=None, gained=Fraction(1), lost=Fraction(3))
    calmer = replace(turn, before=Mood(70, 20, 20, 50), after=Mood(50, 20, 20, 50))
    assert words.moment_effect(english, calmer) == "Anger fell"


def test_a_cap_by_hanging_up_names_no_turn_that_cannot_be_found(english):
    for turn in (2, 6):
        said = words.reason_words(english, card_of(line("start", 90), caps=(Cap("calm", 40, turn, "hang_up"),)), "calm")
        assert said == "At most 40, by hanging up: the call was ended without ground."


def test_showing_understanding_is_no_fault_where_a_better_reply_did_what_was_missed(english):
    _, debrief = small("aaaaa")
    first = replace(debrief.turns[0], grade=(0, -1, 0), instead=Instead("b", "I will.", "", (0, 2, 0), ("own_action",)))
    turns = (first, *debrief.turns[1:])
    cost = Line("ownership", 1, "conduct", Fraction(-2), "validate")
    said = words.reason_words(english, card_of(cost), "ownership", turns)
    assert said == f"Turn\xa01: the better reply {english('move.own_action')}."
    fault = cost._replace(detail="dismiss")
    assert words.reason_words(english, card_of(fault), "ownership", turns).startswith("Costliest: ")


def test_a_silence_after_the_last_turn_is_put_down_to_the_last_turn_that_is_shown(english):
    _, debrief = small("aaaaa")
    late = line("dead_air", -3, len(debrief.turns) + 1)
    said = words.reason_words(english, card_of(late), "calm", debrief.turns)
    assert f"(turn\xa0{len(debrief.turns)})" in said
