"""CPU of the game's frames beside CPU of one portrait, taken in turns. One JSON document on standard output."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median

import pygame
from game_inside import A_FRAME, Inside, game_inside

from sim.stage.face.life import life
from sim.stage.face.portrait import Portrait
from sim.stage.kit.vector import clamp

SCENARIO = "eviction-thursday"
IDLE_FRAMES, SILENT_FRAMES, PORTRAITS, ROUNDS = 600, 240, 12, 7


def cpu_ms(action: Callable[[], object], times: int) -> float:
    """Mean CPU milliseconds of an action."""
    began = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - began) / times * 1000


def measure(inside: Inside) -> dict[str, float]:
    """Everything, in the order of a call."""
    found: dict[str, float] = {}
    _settle(inside)
    idle = [cpu_ms(lambda: inside.app.frame(A_FRAME), IDLE_FRAMES) for _ in range(ROUNDS)]
    inside.ring(SCENARIO)
    inside.press(pygame.K_SPACE)
    call = inside.call
    inside.live(lambda: call.director.speaking, limit=10)
    found["voice"] = float(bool(call.director.line and call.director.line.speech and call.director.line.speech.path))
    portrait, widget = _portrait(inside)
    speaking, silent, drawn = [], [], []
    while call.director.speaking and len(speaking) < 12:
        drawn.append(cpu_ms(portrait, PORTRAITS))
        speaking.append(_speaking_frames(inside))
    inside.live(lambda: call.view.stage == "replies" and call.director.ready_for_reply, speed=4)
    for _ in range(3):
        drawn.append(cpu_ms(portrait, PORTRAITS))
        silent.append(cpu_ms(lambda: inside.app.frame(A_FRAME), SILENT_FRAMES // 3))
    return {
        **found,
        "idle": median(idle),
        "speaking": median(speaking),
        "silent": median(silent),
        "portrait": median(drawn),
        "side": widget,
    }


def _settle(inside: Inside) -> None:
    """Let the menu's portraits appear and everything come to rest."""
    for _ in range(120):
        inside.app.frame(A_FRAME)


def _speaking_frames(inside: Inside) -> float:
    """Mean CPU of a frame over a quarter of a second of speech: as many frames as hold whole portraits."""
    return cpu_ms(lambda: inside.app.frame(A_FRAME), 16)


def _portrait(inside: Inside) -> tuple[Callable[[], object], int]:
    """One full draw of the caller's face, each time at another moment; and its size in pixels."""
    widget = inside.call.parts.portrait
    side = max(widget.rect.size)
    portrait = Portrait(widget.identity, side)
    moments = iter(range(100000))
    pose = widget.glide.end

    def draw() -> object:
        moment = next(moments)
        return portrait.render(pose, life(moment / 15, 3), clamp(moment * 0.37 % 1.0), (90, 140, 150))

    draw()
    return draw, side


if __name__ == "__main__":
    with game_inside() as game:
        print(json.dumps(measure(game)))
