"""The arithmetic of scores, on logs made by hand: every figure here can be worked out on paper."""

from fractions import Fraction

import pytest

from sim.core.decision import Timing, Turn
from sim.core.log import Log
from sim.core.mood import Mood
from sim.core.scoring import score, to_json
from sim.core.script import Choice, State
from tests.core.small_scenarios import small

CALM, OWNERSHIP, POLICY = range(3)


def turn(grade=(0, 0, 0), **parts):
    choice = Choice(
        option="a", moves=tuple(parts.get("moves", ())), sets=tuple(parts.get("sets", ())), grade=grade,
        weight=parts.get("weight", (1, 1, 1)), top=parts.get("top", (2, 2, 2)), low=parts.get("low", (-2, -2, -2)),
        flags=frozenset(parts.get("flags", ())), harms=tuple(parts.get("harms", ())), breach=parts.get("breach", False),
        offered=("a", "b"),
    )  # fmt: skip
    mood = Mood(*parts.get("mood", (60, 20, 30, 60)))
    return Turn("opening", choice, mood, mood, parts.get("timing", Timing()), False, "rule")


def log(*turns, end=(60, 20, 30, 60), facts=0, complete=True, ending="settled", **more):
    final = State(0, Mood(*end), (), more.pop("words", 0), facts, 0)
    return Log(Mood(60, 20, 30, 60), turns, more.pop("tail", Timing()), final, ending, complete,
               more.pop("hung_up_without_ground", False))  # fmt: skip


def points(card, dimension, reason):
    return [line.points for line in card.lines_of(dimension) if line.reason == reason]


def test_the_best_of_every_turn_is_full_conduct_and_nothing_is_half():
    best = score(small(), log(turn((2, 2, 2)), turn((2, 2, 2))))
    none = score(small(), log(turn(), turn()))
    worst = score(small(), log(turn((-2, -2, -2)), turn((-2, -2, -2))))
    for card, conduct in ((best, 25), (none, 0), (worst, -25)):
        assert sum(points(card, "ownership", "conduct")) == conduct
        assert points(card, "ownership", "start") == [25]


def test_conduct_is_local_to_what_was_offered():
    # One turn offers at most +1: taking it is all that could be done there.
    card = score(small(), log(turn((1, 1, 1), top=(1, 1, 1)), turn((2, 2, 2))))
    assert sum(points(card, "policy", "conduct")) == 25


def test_a_key_turn_weighs_double_and_a_turn_without_a_difference_not_at_all():
    card = score(small(), log(turn((2, 2, 2), weight=(2, 2, 0)), turn((-2, -2, -2))))
    # N = 2*2 - 2 = 2, D = 2*2 + 2 = 6
    assert sum(points(card, "calm", "conduct")) == Fraction(25 * 2, 6)
    # only the second turn weighs: N = -2, D = 2
    assert sum(points(card, "policy", "conduct")) == -25


def test_a_dimension_that_no_turn_weighed_in_is_not_rated_and_the_call_cannot_pass():
    card = score(small(), log(turn((2, 2, 2), weight=(1, 1, 0)), facts=3))
    assert card.scores["policy"] is None
    assert card.lowest is None
    assert not card.passed


def test_a_milestone_needs_a_reply_that_does_no_harm_and_comes_before_what_it_should():
    why = turn((0, 0, 2), moves=["explain_why"])
    heard = turn((2, 0, 0), moves=["listen"])
    harmful = turn((-1, 0, 0), moves=["listen", "stonewall"])
    both = turn((1, 0, 1), moves=["listen", "explain_why"])
    for turns, reached in (((heard, why), 1), ((why, heard), 0), ((harmful, why), 0), ((both,), 1), ((), 0)):
        card = score(small(), log(*turns, turn()))
        assert points(card, "calm", "milestone") == ([20] if reached else []), turns


def test_a_need_that_the_caller_volunteered_counts_as_met_but_reaches_no_milestone():
    card = score(small(), log(turn(), facts=1))
    assert points(card, "ownership", "effect") == [Fraction(15, 2)]
    assert points(card, "ownership", "milestone") == []


def test_a_milestone_that_does_not_apply_gives_its_weight_to_conduct():
    def abuse_only(data):
        data["milestones"]["calm"] = [{"id": "limit", "any": ["limit"], "only_if": "abuse", "why": "A limit."}]

    card = score(small(abuse_only), log(turn()))
    assert points(card, "calm", "start") == [35]


@pytest.mark.parametrize(
    ("highest", "end", "effect"),
    [(80, 80, 50), (80, 0, 100), (80, 40, 100), (80, 70, Fraction(125, 2)), (90, 80, 40), (150, 150, 0)],
)
def test_the_effect_on_calm_is_what_was_soothed_less_how_high_it_rose(highest, end, effect):
    """Anger and panic together: 80 at the start, `highest` after the first turn, `end` at the end."""
    risen = turn()._replace(after=Mood(highest // 2, highest - highest // 2, 30, 60))
    card = score(small(), log(risen, turn(), end=(end // 2, end - end // 2, 30, 60)))
    assert points(card, "calm", "effect") == [Fraction(15, 100) * effect]


def test_a_breach_or_a_call_without_a_proper_close_leaves_no_effect_on_policy():
    assert points(score(small(), log(turn())), "policy", "effect") == [15]
    assert points(score(small(), log(turn(), complete=False)), "policy", "effect") == [0]
    breached = score(small(), log(turn(), turn(breach=True)))
    assert [(line.turn, line.points) for line in breached.lines_of("policy") if line.reason == "breach"] == [(2, 0)]


BREATH = Timing(breath_ms=1500)


@pytest.mark.parametrize(
    ("turns", "share"),
    [
        ([turn((1, 0, 0), flags=["provocation"], timing=BREATH)], 90),
        ([turn((0, 0, 0), flags=["provocation"], timing=BREATH)], 50),
        ([turn((1, 0, 0), timing=BREATH)], 50),
        ([turn((1, 0, 0), flags=["provocation"], timing=Timing(breath_ms=1499))], 50),
        ([turn((1, 0, 0), flags=["provocation"], timing=BREATH), turn(flags=["provocation"])], 70),
        ([turn((1, 0, 0), flags=["provocation"], timing=BREATH)] * 3, 90),
        ([turn(timing=Timing(snap=True))], 50),
        ([turn(flags=["provocation"], timing=Timing(snap=True))], 30),
        ([turn(timing=Timing(silences=2))], 40),
        ([turn(timing=Timing(interrupted=True))], 35),
        ([turn(flags=["provocation"], timing=Timing(snap=True, interrupted=True))] * 3, 0),
    ],
)
def test_timing_starts_at_fifty_and_stays_within_its_bounds(turns, share):
    card = score(small(), log(*turns))
    reasons = {"timing_start", "breath", "snap", "interruption", "dead_air", "timing_bound"}
    assert sum(line.points for line in card.lines if line.reason in reasons) == Fraction(15, 100) * share


def test_a_silence_in_the_last_unfinished_turn_counts_too():
    card = score(small(), log(turn(), tail=Timing(silences=3)))
    assert [line.turn for line in card.lines if line.reason == "dead_air"] == [2]


@pytest.mark.parametrize(
    ("harms", "dimension", "caps"),
    [
        ([["sarcasm"]], "calm", [(40, 1)]),
        ([[], ["contest"]], "calm", [(75, 2)]),
        ([["contest"], [], ["contest"]], "calm", [(55, 3)]),
        ([["send_away"]], "ownership", [(75, 1)]),
        ([["send_away"], ["send_away"]], "ownership", [(55, 2)]),
        ([["promise"]], "policy", [(60, 1)]),
        ([["promise"], ["promise"]], "policy", [(40, 2)]),
        ([["concede"], ["concede"]], "policy", [(40, 1)]),
        ([["disclose"]], "policy", [(30, 1)]),
        ([["hang_up"]], "ownership", [(30, 1)]),
    ],
)
def test_a_harm_caps_its_score_and_names_its_turn(harms, dimension, caps):
    good = [turn((2, 2, 2), harms=kinds, moves=["listen"]) for kinds in harms]
    card = score(small(), log(*good, end=(0, 0, 90, 90), facts=3))
    assert [(cap.cap, cap.turn) for cap in card.caps if cap.dimension == dimension] == caps
    assert card.scores[dimension] <= caps[0][0]


def test_hanging_up_by_the_key_without_ground_caps_at_the_turn_after_the_last():
    card = score(small(), log(turn((2, 2, 2)), hung_up_without_ground=True, ending="you_hung_up", complete=False))
    assert {(cap.dimension, cap.cap, cap.turn) for cap in card.caps} == {("calm", 40, 2), ("ownership", 30, 2)}


def test_quiet_is_not_calm():
    fire = [turn((0, 2, 2), flags=["pressure"]), turn((1, 2, 2), flags=["provocation"])]
    assert score(small(), log(*fire)).caps == ()
    assert [cap[:3] for cap in score(small(), log(fire[0], *fire)).caps] == [("calm", 65, 1)]


def test_a_pass_needs_all_three_a_complete_ending_and_replies_that_were_read():
    perfect = [turn((2, 2, 2), moves=["listen", "explain_why"], sets=["need_found"])] * 5
    facts = {"end": (0, 0, 90, 90), "facts": 3}
    assert score(small(), log(*perfect, **facts)).distinction
    assert not score(small(), log(*perfect, complete=False, ending="dropped", **facts)).passed
    snapped = perfect[0]._replace(timing=Timing(snap=True))
    assert score(small(), log(*perfect[:4], snapped, **facts)).passed
    assert not score(small(), log(*perfect[:3], snapped, snapped, **facts)).passed


def test_half_a_point_rounds_up():
    # ownership: 25 + 0 + 0 + 7.5 = 32.5
    assert score(small(), log(turn(), facts=1)).scores["ownership"] == 33


def test_a_result_is_kept_as_the_same_bytes_every_time():
    card = score(small(), log(turn((1, 1, 1), moves=["listen"])))
    assert to_json(card) == to_json(score(small(), log(turn((1, 1, 1), moves=["listen"]))))
    assert '"points":"25"' in to_json(card)
