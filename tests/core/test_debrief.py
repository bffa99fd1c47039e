"""What a debrief advises, and what it names as the costliest moment."""

import pytest

from sim.core import events as ev
from sim.core.call import Call
from sim.core.debrief import WORTH_NAMING, review
from sim.core.log import Setup
from tests.core.small_scenarios import small

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
