"""Debriefs of real calls for tests: the small scenario played by letters, and the shipped ones by their plays."""

from functools import cache
from pathlib import Path

from sim.content.performing import perform
from sim.content.plays import read_play
from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.debrief import Debrief, review
from sim.core.log import Setup
from sim.core.scenario import Scenario
from tests.stage.fakes import shipped_scenario, small_scenario


def small(letters: str, ms: int = 4000) -> tuple[Scenario, Debrief]:
    """The small scenario with these replies, one letter a turn; broken off where the letters end."""
    call = Call(small_scenario(), Setup(seed=7))
    call.feed(ev.Answer())
    for letter in letters:
        call.feed(ev.Heard(ms=3000))
        call.feed(ev.Reply(ms=ms, option=letter))
    call.feed(ev.Close())
    assert len(call.turns) == len(letters)
    return call.scenario, review(call)


@cache
def shipped(play: Path) -> tuple[Scenario, Debrief]:
    """A shipped scenario as one of its plays goes."""
    reading = read_play(play)
    assert reading.play is not None
    scenario = shipped_scenario(reading.play.scenario)
    call = Call(scenario, Setup(seed=reading.play.seed))
    assert replay(call, list(perform(reading, scenario).events))
    return scenario, review(call)
