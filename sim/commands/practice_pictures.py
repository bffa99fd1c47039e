"""Pictures of the screens round a call: the quiz and the shift, at a moment that does not change."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from sim.stage.kit.outcome import STAY

if TYPE_CHECKING:
    from sim.commands.window import Game
    from sim.core.shift import Shift, Step
    from sim.stage.kit.screen import Screen

FIRST = "four-afternoons"
_PLAN = ("four-afternoons", "the-helpful-man", "eviction-thursday")


def quiz_picture(game: Game, options: Namespace) -> Screen:
    """The first question; `quiz-right` and `quiz-wrong`: answered; `quiz-end`: what it came to."""
    from sim.stage.quiz.screen import QuizScreen

    scenario = game.scenario(options.scenario or FIRST)
    screen = game.quiz(scenario, lambda: STAY)
    assert isinstance(screen, QuizScreen)
    state = options.screen.partition("-")[2]
    while state and not screen.over:
        right = screen.items[len(screen.answered)].right
        screen.cards[right if state == "right" or screen.answered else right - 1].activate()
        if state != "end":
            break
        screen.on.activate()
    return screen


def shift_picture(game: Game, options: Namespace) -> Screen:
    """Choosing a shift; `shift-between`: after its second call; `shift-breather`: in a breather; `shift-end`."""
    from sim.stage.shift.between import BetweenScreen

    state = options.screen.partition("-")[2]
    if not state:
        return game.shift_start()
    shift = _shift(game)
    if state == "end":
        return game.shift_end(shift.called(_step(game, 2)))
    screen = game.between(shift)
    assert isinstance(screen, BetweenScreen)
    screen.steps[2].activate()
    if state == "breather":
        screen.turn_breather()
    return screen


def _shift(game: Game) -> Shift:
    """Two calls of three are over."""
    from sim.core.shift import Shift

    shift = Shift("picture", 7, 3, _PLAN)
    return shift.called(_step(game, 0)).rested(2, 40).called(_step(game, 1))


def _step(game: Game, number: int) -> Step:
    from sim.core.shift import Slips, Step

    scores = ((78, 84, 91), (62, 70, 88), (81, 76, 72))[number]
    slips = (Slips(), Slips(2, 1, 1), Slips(1, 0, 0))[number]
    seconds = (228, 301, 256)[number]
    scenario = game.scenario(_PLAN[number])
    said = next(iter(scenario.nodes[scenario.start].options.values())).wordings[0]
    rule = game.texts("plan.rule.expect")
    return Step(scenario.id, "", 40 * number, seconds, slips, scores, number != 1, said, 300 - number, rule)
