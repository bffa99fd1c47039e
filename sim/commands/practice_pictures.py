"""Pictures of the screens round a call: the quiz and the shift, at a moment that does not change."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from sim.stage.kit.outcome import STAY

if TYPE_CHECKING:
    from sim.commands.window import Game
    from sim.stage.kit.screen import Screen

FIRST = "four-afternoons"


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
