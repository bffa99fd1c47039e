"""What if: a rewound call is the first one up to a turn, and its own from there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.log import Setup
from sim.core.recording import RecordError
from sim.core.rewinding import rewind, same_beginning, way_back
from tests.core.small_scenarios import scenarios, small
from tests.core.test_properties import LONG_CALLS, played
from tests.examples import examples

EVENTS = [
    ev.Notice(feeling=3), ev.Answer(900), ev.Heard(3000), ev.Breathe(100), ev.Resume(2000), ev.Reply(4000, "feel"),
    ev.Heard(2000), ev.Reply(4000, "wait"), ev.Resume(9000), ev.Heard(1000), ev.Reply(4000, "next"), ev.Close(),
]  # fmt: skip


def first_try(events=EVENTS, **setup):
    call = Call(small(), Setup(seed=5, **setup))
    assert replay(call, list(events))
    return call


@examples(30)
@given(scenarios(), LONG_CALLS, st.integers(0, 3), st.data())
def test_the_same_replies_after_a_rewind_give_the_same_call(scenario, events, seed, data):
    call, kept = played(scenario, events, Setup(seed=seed))
    turn = data.draw(st.integers(1, len(call.turns) or 1))
    rewound = rewind(call, "first", kept, turn)
    assert rewound.events == tuple(kept[: len(rewound.events)])
    assert replay(rewound.call, kept[len(rewound.events) :])
    assert rewound.call.log() == call.log()
    assert rewound.call.transcript == call.transcript
    alone = Call(scenario, rewound.call.setup)
    assert replay(alone, kept)
    assert alone.log() == call.log()


@pytest.mark.parametrize(("turn", "copied", "phase"), [(1, 2, "caller_speaking"), (2, 6, "caller_speaking"),
                                                       (3, 8, "on_hold")])  # fmt: skip
def test_a_rewound_call_stands_where_the_caller_begins_to_speak(turn, copied, phase):
    rewound = rewind(first_try(), "first", EVENTS, turn)
    assert rewound.events == tuple(EVENTS[:copied])
    assert (rewound.call.phase, len(rewound.call.turns)) == (phase, turn - 1)
    assert (rewound.call.setup.branch, rewound.call.setup.branch_turn, rewound.call.setup.seed) == ("first", turn, 5)


def test_a_call_that_ended_in_silence_can_be_played_on_from_its_last_turn():
    events = [*EVENTS[:6], ev.Heard(1000), ev.HangUp(500), ev.Close()]
    assert rewind(first_try(events), "first", events, 2).call.phase == "caller_speaking"


@pytest.mark.parametrize(
    ("turn", "setup", "code"),
    [
        (0, {}, "rewind_turn"),
        (4, {}, "rewind_turn"),
        (-1, {}, "rewind_turn"),
        (2, {"mode": "exam"}, "rewind_exam"),
    ],
)
def test_what_cannot_be_rewound_says_why(turn, setup, code):
    with pytest.raises(RecordError) as raised:
        rewind(first_try(**setup), "first", EVENTS, turn)
    assert raised.value.code == code


def test_a_rewound_call_is_no_longer_part_of_a_shift():
    rewound = rewind(first_try(shift="today", queued=40), "first", EVENTS, 2)
    assert (rewound.call.setup.shift, rewound.call.setup.queued) == ("", 40)
    assert rewound.call.log().start == first_try(queued=40).log().start


BRANCHES = {"a": "", "b": "a", "c": "b", "d": "a", "e": "", "lost": "gone", "ring": "ring"}


@pytest.mark.parametrize(("call", "way"), [("a", "a"), ("c", "cba"), ("d", "da"), ("unknown", ["unknown"])])
def test_branches_of_branches_lead_back_to_the_first_try(call, way):
    assert way_back(call, BRANCHES) == tuple(way)


@pytest.mark.parametrize(("call", "others"), [("a", "abcd"), ("c", "abcd"), ("e", "e"), ("lost", ["lost"]),
                                              ("ring", ["ring"])])  # fmt: skip
def test_calls_of_the_same_first_try_belong_together(call, others):
    assert same_beginning(call, BRANCHES) == tuple(others)
