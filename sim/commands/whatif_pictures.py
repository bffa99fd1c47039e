"""Pictures of two calls side by side and of model calls, for the command screenshot."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.core.log import Setup
from sim.core.modelcalls import Mark, faults, play_on, players, who_plays
from sim.core.rewinding import rewind
from sim.core.scoring import score
from sim.stage.compare.screen import CompareScreen, Way
from sim.stage.kit.outcome import STAY

if TYPE_CHECKING:
    from sim.commands.game.modelcalls import ModelCalls
    from sim.core.scenario import Scenario
    from sim.stage.kit.screen import Screen

MODELS = ("models", *(f"models-{state}" for state in ("watch", "why", "feedback", "tour", "worst")))
_PARTING = 3  # the first turn that differs


def compare_picture(game: ModelCalls, scenario: Scenario, seed: int) -> Screen:
    """A call that gives in from its third turn on, and beside it the ideal one."""
    ideal = Call(scenario, Setup(seed=seed), caller_lines(scenario.language))
    who = players(ideal.script)
    first = rewind(ideal, scenario.id, play_on(ideal, who["ideal"]), _PARTING).call
    play_on(first, who["doormat"])
    ways = [Way(order, call, score(scenario, call.log()).lowest) for order, call in enumerate((first, ideal), 1)]
    return CompareScreen(game, ways[1], ways[:1], 0, lambda: STAY)


def models_picture(game: ModelCalls, scenario: Scenario, screen: str) -> Screen:
    """The exercises, or by its name: a doormat's call as it goes wrong, the question why, what is said of the mark, the
    tour and what it says of an answer.
    """
    state = screen.partition("-")[2]
    if state in ("tour", "worst"):
        tour = game.touring(scenario)
        if state == "worst":
            tour.choose(0)
        return tour
    if not state:
        return game.models()
    watch = game.watching(scenario, next(number for number in count() if who_plays(scenario.id, number) == "doormat"))
    fault = next(fault for fault in faults(watch.model) if fault.grave)
    if state == "feedback":
        return game.feedback(watch.model, Mark(fault.turn, "unowned"), 0)
    watch.entered(0.0)
    for _ in range(2 * fault.turn - 1):
        watch.playback.step(0.0)
        watch.show(0.0)
    if state == "why":
        watch.ask_why(fault.turn)
    return watch
