"""The quick count of a call comes to what the whole ledger says, whatever happened in the call."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.agents import archetypes, play_out
from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.scoring import score
from sim.core.script import Script
from sim.core.standing import Scorer
from tests.core.small_scenarios import scenarios, small
from tests.examples import examples

often = st.sampled_from([False, False, True])
timings = st.fixed_dictionaries(
    {
        "breath_ms": st.sampled_from([0, SHORTEST_BREATH_MS - 1, SHORTEST_BREATH_MS]),
        "silences": st.sampled_from([0, 0, 1, 2]),
        "snap": often,
        "interrupted": often,
    }
)


def same(scenario, log):
    card, quick = score(scenario, log), Scorer(Script(scenario)).of(log)
    assert quick.scores == tuple(card.scores.values())
    assert (quick.passed, quick.distinction, quick.complete) == (card.passed, card.distinction, card.complete)


@pytest.mark.parametrize("worse", [0, 5, 10, 20, 40])
def test_silence_after_the_last_reply_may_make_the_caller_as_upset_as_never_before(worse):
    scenario = small()
    script = Script(scenario)
    log = play_out(script, next(player for player in archetypes(script) if player.name == "ideal"), 3)
    mood = log.final.mood.changed((worse, worse, 0, -8))
    same(scenario, replace(log, final=log.final._replace(mood=mood), tail=log.tail._replace(silences=1)))


@examples(60)
@given(scenarios(), st.data())
def test_the_quick_count_of_any_call_is_that_of_the_whole_ledger(scenario, data):
    script = Script(scenario)
    player = data.draw(st.sampled_from(archetypes(script)), label="player")
    log = play_out(script, player, data.draw(st.integers(0, 9), label="seed"))
    turns = tuple(turn._replace(timing=turn.timing._replace(**data.draw(timings))) for turn in log.turns)
    log = replace(
        log,
        turns=turns[: data.draw(st.integers(0, len(turns)), label="turns")] if data.draw(often) else turns,
        tail=log.tail._replace(silences=data.draw(st.integers(0, 1))),
        complete=log.complete and not data.draw(often),
        hung_up_without_ground=data.draw(often),
    )
    mood = log.final.mood.changed(data.draw(st.tuples(*[st.integers(-20, 40)] * 4), label="since the last reply"))
    same(scenario, replace(log, final=log.final._replace(mood=mood)))
