"""What a debrief advises, what it names as the costliest moment, and that each point and each advice has its reason."""

import pytest

from sim.content import texts as catalogues
from sim.core import events as ev
from sim.core import telling
from sim.core.call import Call
from sim.core.course import HAPPENINGS
from sim.core.debrief import WORTH_NAMING, Instead, review
from sim.core.log import Setup
from tests.core.small_scenarios import small
from tests.shipped import PLAYS, each
from tests.stage.debriefs import shipped
from tests.stage.debriefs import small as played_small

ENGLISH = catalogues.load("en")
WHOLE_CALL = {"start", "timing_start", "timing_bound", "milestone_missed", "effect"}  # what no single turn earns
PLAIN = {"say": "I take care of that now.", "moves": ["own_action"]}
BAD = {"say": "Calm down.", "moves": ["calm_down"]}


def played(options, *replies):
    """The first turn with these replies instead of its own, beside one that is bad."""

    def change(data):
        data["nodes"]["opening"]["options"] = {"bad": BAD, **options}

    call = Call(small(change), Setup(seed=3, timers=False))
    call.feed(ev.Answer())
    for reply in replies:
        call.feed(ev.Heard())
        call.feed(ev.Reply(4000, reply))
    return review(call)


@pytest.mark.parametrize(
    ("better", "why"),
    [
        ({**PLAIN, "upholds": "limit"}, "it holds a policy"),
        ({**PLAIN, "sets": ["need_found"]}, "it finds what the caller needs"),
    ],
)
def test_of_replies_that_are_graded_alike_the_one_that_does_more_is_what_to_say_instead(better, why):
    alike = {"first": PLAIN, "better": better, "last": PLAIN}
    (turn,) = played(alike, "bad").turns
    assert turn.instead.option == "better", why


def test_a_milestone_that_was_still_to_be_reached_decides_between_replies_that_are_graded_alike():
    alike = {
        "first": {"say": "You want to be heard.", "moves": ["validate"]},
        "heard": {"say": "Tell me.", "moves": ["listen"]},
    }
    grades = [turn.grade for option in alike for turn in played(alike, option).turns]
    assert grades[0] == grades[1]
    assert played(alike, "bad").turns[0].instead.option == "heard"


def test_a_reply_that_breaks_a_policy_is_never_what_to_say_instead():
    breaking = {"give": {**PLAIN, "breaks": "limit"}}
    (turn,) = played(breaking, "bad").turns
    assert turn.instead is None


def test_a_reply_as_good_as_any_gets_no_advice():
    (turn,) = played({"first": PLAIN, "better": {**PLAIN, "upholds": "limit"}}, "first").turns
    assert turn.instead is None


def test_a_call_that_lost_nothing_worth_naming_has_no_costliest_turn():
    feel = {"say": "Four days for nothing.", "moves": ["name_feeling", "listen"]}
    ways = [("feel", *rest) for rest in (("why", "next"), ("no", "next"), ("why", "bye"))]
    fine, *others = [played({"feel": feel}, *way) for way in ways]
    assert max(turn.lost for turn in fine.turns) < WORTH_NAMING
    assert fine.costliest == 0
    assert [debrief.costliest for debrief in others] == [2, 3]


def test_a_turn_that_went_well_with_nothing_better_on_offer_is_not_the_one_that_cost_most():
    feel = {"say": "Four days for nothing.", "moves": ["name_feeling", "listen"]}
    wait = {"say": "I look it up; a minute.", "moves": ["hold_announce"]}
    debrief = played({"feel": feel, "wait": wait}, "feel")
    (turn,) = debrief.turns
    assert turn.gained > turn.lost >= WORTH_NAMING
    assert turn.instead is None
    assert debrief.costliest == 0


@pytest.mark.parametrize("play", each(PLAYS))
def test_every_point_has_its_turn_unless_the_whole_call_earned_it(play):
    debrief = shipped(play)[1]
    for line in debrief.card.lines:
        assert (line.turn == 0) == (line.reason in WHOLE_CALL), line
        assert 0 <= line.turn <= len(debrief.turns) + 1


@pytest.mark.parametrize("play", each(PLAYS))
def test_what_to_say_instead_always_has_its_reason(play):
    for turn in shipped(play)[1].turns:
        assert turn.instead is None or telling.instead_because(ENGLISH, turn.instead)


def test_a_better_reply_without_a_reason_says_what_it_would_have_done():
    better = Instead("b", "One thing at a time.", "", (1, 1, 0), ("one_step", "ask_closed"))
    assert telling.instead_because(ENGLISH, better) == "Gave one step, asked a short question"


def test_the_needs_that_a_turn_reached_add_up_to_those_of_the_call():
    for letters in ("aabba", "aabab", "bbbbb"):
        debrief = played_small(letters)[1]
        met = [name for turn in debrief.turns for name in turn.met]
        assert sorted(met) == sorted(name for name, _, done in debrief.needs if done)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_there_are_words_for_whatever_can_happen(language):
    texts = catalogues.load(language)
    assert all(texts.has(f"debrief.happened.{kind}") for kind in HAPPENINGS)
