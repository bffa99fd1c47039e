"""A whole call in real time, with the real voice: game_answers.py SCENARIO. Milliseconds from each reply's key to the
moment the sound of the caller's answer was started, as JSON.

Whoever replies does so as soon as replies can be taken. The app's clock runs SPEED times as fast as the real one, so
that a call takes a sixth of its time; it also leaves the voice only a sixth of the time to prepare answers.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

import pygame
from game_inside import Inside, game_inside

from sim.stage import sound

SPEED, MOST_REPLIES = 6.0, 40
_REPLY_KEYS = (pygame.K_1, pygame.K_2, pygame.K_3, pygame.K_4, pygame.K_5)


class Ear:
    """Notes when sounds of the caller were started."""

    def __init__(self) -> None:
        self.heard_at = 0.0
        play = sound.Sound.play

        def noted(mixer: sound.Sound, path: Path, now: float, *rest: object, **more: object) -> sound.Playing:
            playing = play(mixer, path, now, *rest, **more)  # type: ignore[arg-type]
            if playing.group == "voice":  # not the receiver's click; a caller's breath before the words is heard too
                self.heard_at = time.perf_counter()
            return playing

        sound.Sound.play = noted  # type: ignore[method-assign, assignment]


def answers(inside: Inside, ear: Ear, scenario_id: str) -> list[float]:
    """Play a call with random replies to its end; the milliseconds of each answer that was spoken."""
    rng = random.Random(scenario_id)
    inside.ring(scenario_id)
    inside.press(pygame.K_SPACE)
    inside.live(lambda: inside.call.director.speaking, limit=15)
    if not ear.heard_at:
        return []  # captions alone
    found: list[float] = []
    for _ in range(MOST_REPLIES):
        inside.live(lambda: _stage(inside) in ("replies", "over"), SPEED)
        if _stage(inside) != "replies":
            break
        inside.live(lambda: inside.call.director.ready_for_reply and not inside.call.director.speaking, SPEED)
        ear.heard_at = 0.0
        asked = time.perf_counter()
        inside.press(rng.choice(_REPLY_KEYS[: len(inside.call.call.replies)]))
        inside.live(lambda: ear.heard_at > 0 or _stage(inside) in ("hold", "over"), 1.0, limit=5)
        if ear.heard_at:
            found.append((ear.heard_at - asked) * 1000)
        elif _stage(inside) == "hold":
            inside.press(pygame.K_SPACE)
            inside.live(lambda: _stage(inside) != "hold", SPEED)
    return found


def _stage(inside: Inside) -> str:
    return inside.call.view.stage if inside.in_call else "over"


if __name__ == "__main__":
    listening = Ear()
    with game_inside() as game:
        print(json.dumps(answers(game, listening, sys.argv[1])))
