"""What holds for every scenario and every sequence of events."""

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.debrief import review
from sim.core.decision import decide, menu
from sim.core.errors import InputError
from sim.core.events import Finished, Refused
from sim.core.log import WAYS, Setup
from sim.core.scenario import DIMENSIONS, Scenario
from sim.core.scoring import score, to_json
from sim.core.script import Script
from tests.core.small_scenarios import scenarios, small
from tests.examples import examples

ROOT = Path(__file__).parents[2]
MS = st.integers(0, 70_000)
EVENTS = st.one_of(
    st.builds(ev.Answer, MS), st.builds(ev.Heard, MS), st.builds(ev.Skip, MS), st.builds(ev.Show, MS),
    st.builds(ev.Breathe, MS), st.builds(ev.Hold, MS), st.builds(ev.Resume, MS), st.builds(ev.Wait, MS),
    st.builds(ev.Reply, MS, st.sampled_from("abcd"), st.integers(0, 1000)), st.builds(ev.Timers, MS, st.booleans()),
    st.builds(ev.LookUp, MS, st.sampled_from(["Prices", "File", "x"])), st.builds(ev.HangUp, MS),
    st.builds(ev.Close, MS), st.builds(ev.Note, MS, st.sampled_from(["", "a note"])), st.builds(ev.Notice, MS),
)  # fmt: skip
SETUPS = st.builds(
    Setup, seed=st.integers(0, 3), way=st.sampled_from(WAYS), queued=st.sampled_from([0, 47, 900]), timers=st.booleans()
)
# Calls that get somewhere: a random event, then what moves a call on.
LONG_CALLS = st.lists(st.tuples(EVENTS, st.sampled_from("abcd")), max_size=25).map(
    lambda pairs: [
        ev.Answer(),
        *(e for extra, name in pairs for e in (extra, ev.Heard(900), ev.Show(4000), ev.Reply(3000, name))),
    ]
)


def played(scenario, events, setup=Setup()):  # noqa: B008  # immutable
    call = Call(scenario, setup)
    kept = [event for event in events if not any(isinstance(f, Refused) for f in call.feed(event))]
    return call, kept


@examples(40)
@given(scenarios(), LONG_CALLS, SETUPS)
def test_no_event_ever_breaks_a_call_and_its_score_stays_in_bounds(scenario, events, setup):
    call, _ = played(scenario, events, setup)
    assert all(0 <= value <= 100 for value in call.mood)
    call.next_lines()
    card = score(scenario, call.log())
    for dimension in DIMENSIONS:
        value = card.scores[dimension]
        total = sum((line.points for line in card.lines_of(dimension)), Fraction(0))
        assert 0 <= total <= 100
        if value is not None:
            limit = min([100, *(cap.cap for cap in card.caps if cap.dimension == dimension)])
            assert value == int(min(total, Fraction(limit)) + Fraction(1, 2))
    assert len(review(call).turns) == len(call.turns)


@examples(25)
@given(scenarios(), LONG_CALLS, SETUPS)
def test_a_call_is_made_again_by_its_events_alone(scenario, events, setup):
    call, kept = played(scenario, events, setup)
    again = Call(scenario, setup)
    assert replay(again, [ev.from_json(ev.to_json(event)) for event in kept])
    assert again.log() == call.log()
    assert again.transcript == call.transcript
    assert to_json(score(scenario, again.log())) == to_json(score(scenario, call.log()))


@examples(20)
@given(scenarios(), LONG_CALLS, st.randoms(use_true_random=False))
def test_the_order_in_which_options_are_written_changes_no_score(scenario, events, chance):
    data = scenario.model_dump(mode="json")
    for node in data["nodes"].values():
        names = list(node["options"])
        chance.shuffle(names)
        node["options"] = {name: node["options"][name] for name in names}
    shuffled = Scenario.model_validate(data)
    first, kept = played(scenario, events)
    second, _ = played(shuffled, kept)
    assert score(scenario, first.log()).scores == score(shuffled, second.log()).scores


@examples(20)
@given(scenarios(), st.lists(st.integers(0, 3), max_size=12))
def test_remembered_menus_and_effects_change_no_decision(scenario, choices):
    """A script that has decided much and a fresh one agree: the memory is only speed."""
    warm = Script(scenario)
    for _ in range(2):
        state = warm.opening()
        for choice in choices:
            fresh = Script(scenario)
            indexes = menu(warm, state).indexes
            index = indexes[choice % len(indexes)]
            step = decide(warm, state, index)
            assert step == decide(fresh, state, index)
            if step.ended:
                break
            state = step.state


@given(st.integers(), st.text(), st.text())
def test_an_event_that_exists_is_legal_and_survives_the_journal(ms, option, card):
    for kind, more in ((ev.Reply, {"option": option}), (ev.LookUp, {"card": card}), (ev.Wait, {})):
        try:
            event = kind(ms=ms, **more)
        except InputError:
            continue
        assert ev.from_json(ev.to_json(event)) == event


@pytest.mark.slow
def test_the_same_call_gives_the_same_bytes_under_any_hash_seed():
    program = (
        "import sys\n"
        "from sim.core import events as ev\n"
        "from sim.core.call import Call\n"
        "from sim.core.log import Setup\n"
        "from sim.core.scenario import Scenario\n"
        "from sim.core.scoring import score, to_json\n"
        "call = Call(Scenario.model_validate_json(sys.stdin.read()), Setup(seed=5)); call.feed(ev.Answer())\n"
        "for option in ('rule', 'limit', 'go', 'give', 'why', 'next'):\n"
        "    call.feed(ev.Heard(100)); call.feed(ev.Reply(3000, option))\n"
        "print(call.transcript, [r.option for r in call.replies], to_json(score(call.scenario, call.log())))\n"
    )
    outputs = set()
    for seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            input=small().model_dump_json().encode(),
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert b"settled" in outputs.pop()


def test_a_finished_call_takes_nothing_but_a_close():
    call, _ = played(small(), [ev.Answer(), ev.HangUp()])
    assert isinstance(call.finished, Finished)
    assert call.feed(ev.Reply(option="feel")) == (Refused("over"),)
    assert call.feed(ev.Close()) == ()
    assert call.feed(ev.Close()) == (Refused("over"),)
