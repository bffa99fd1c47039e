"""Calls in real time with the real voice, one after the other, and what each frame cost: game_soak.py SECONDS [CALLS].

The trainee waits a moment with each reply, opens a card now and then, and looks at the debrief before the next call.
With CALLS it ends after that many of them, and time passes faster. Prints JSON; `memory` is what is resident after each
call, in MB.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pygame
from game_inside import A_FRAME, Inside, game_inside

from sim.stage.app import LONGEST_FRAME
from sim.stage.face.portrait import Portrait, Sight
from sim.stage.outcome import Pop

SCENARIOS = ("eviction-thursday", "four-afternoons", "the-helpful-man")
_REPLIES = (pygame.K_1, pygame.K_2, pygame.K_3)
_CARDS = (pygame.K_p, pygame.K_t, pygame.K_d)
_THINKS, _READS, _LOOKS = 1.2, 1.5, 2.5  # seconds before a reply, in a card, at the debrief


@dataclass
class Frames:
    """Wall and thread CPU milliseconds of each frame, whether a face was worked on in it, and what was to be seen."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    face: list[bool] = field(default_factory=list)
    doing: list[str] = field(default_factory=list)
    drawn: int = 0

    def watch(self) -> None:
        """Count the work on faces."""
        prepare = Portrait.prepare

        def counted(portrait: Portrait, sight: Sight) -> bool:
            self.drawn += portrait._last is None or portrait._last[0] != sight
            return prepare(portrait, sight)

        Portrait.prepare = counted  # type: ignore[method-assign]

    def take(self, frame: Callable[[], object], doing: str) -> None:
        """Measure one frame."""
        drawn, cpu, wall = self.drawn, time.thread_time(), time.perf_counter()
        frame()
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.thread_time() - cpu) * 1000)
        self.face.append(self.drawn > drawn)
        self.doing.append(doing)


class Soak:
    """Somebody who takes one call after the other."""

    def __init__(self, inside: Inside, speed: float) -> None:
        self.inside, self.speed = inside, speed
        self.frames = Frames()
        self.frames.watch()
        self.calls, self.rng = 0, random.Random(5)
        self.memory: list[float] = []
        self._stage, self._since, self._shown = "", 0.0, False

    def run(self, seconds: float, calls: int | None) -> None:
        """Frames as App.run makes them, until the time is over or so many calls were taken."""
        began = last = time.perf_counter()
        while time.perf_counter() - began < seconds and (calls is None or self.calls < calls):
            self._act()
            now = time.perf_counter()
            step = min(LONGEST_FRAME, (now - last) * self.speed)
            self.frames.take(lambda step=step: self.inside.app.frame(step), self._stage)  # type: ignore[misc]
            last = now
            time.sleep(max(0.0, A_FRAME - (time.perf_counter() - now)))

    def _act(self) -> None:
        """The next thing a trainee would do, when it is time for it."""
        stage = self._seen()
        now = self.inside.app.now
        if stage != self._stage:
            self._stage, self._since = stage, now
        waited = now - self._since
        match stage:
            case "menu":
                self.inside.ring(SCENARIOS[self.calls % len(SCENARIOS)])
            case "ringing" | "hold" | "over" if waited > _THINKS:
                self._press(pygame.K_RETURN)
            case "replies" if waited > _THINKS and self.inside.call.director.ready_for_reply:
                self._reply()
            case "card" if waited > _READS:
                self._press(pygame.K_ESCAPE)
            case "debrief" if waited > _LOOKS:
                self._end()

    def _seen(self) -> str:
        if self.inside.app.top.ui.overlay is not None:
            return "card"
        return self.inside.call.view.stage if self.inside.in_call else self.inside.app.top.name

    def _press(self, key: int) -> None:
        self.inside.press(key)
        self._since = self.inside.app.now

    def _reply(self) -> None:
        """A reply, or first a card once a turn."""
        self._shown = not self._shown
        self._press(self.rng.choice(_CARDS if self._shown else _REPLIES[: len(self.inside.call.call.replies)]))

    def _end(self) -> None:
        self.calls += 1
        while len(self.inside.app.screens) > 1:
            self.inside.app.carry_out(Pop())
        self.memory.append(_resident())


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Soak, and print."""
    seconds = float(sys.argv[1])
    calls = int(sys.argv[2]) if len(sys.argv) > 2 else None
    with game_inside() as inside:
        soak = Soak(inside, 8.0 if calls else 1.0)
        soak.run(seconds, calls)
        frames = soak.frames
        found = {"wall": frames.wall, "cpu": frames.cpu, "face": frames.face, "doing": frames.doing}
        print(json.dumps({**found, "calls": soak.calls, "memory": soak.memory, "load": os.getloadavg()[0]}))


if __name__ == "__main__":
    main()
