"""Calls with the real voice, one after the other, and what their frames cost: game_soak.py SECONDS, or --calls N.

The trainee waits a moment with each reply, opens a card now and then, and looks at the debrief before the next call.
With --calls nobody waits: frames of a sixth of a second follow one another, until so many calls were taken.
Prints JSON. `frames`: milliseconds of wall and CPU, whether a face was worked on, what was to be seen. `portrait`: CPU
of one whole face. `memory`: MB resident after each call.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

import pygame
from game_inside import A_FRAME, Inside, game_inside

from sim.stage.app import LONGEST_FRAME
from sim.stage.face.life import life
from sim.stage.face.portrait import Portrait, Sight
from sim.stage.face.pose import feeling, pose_for
from sim.stage.kit.outcome import Pop

SCENARIOS = ("eviction-thursday", "four-afternoons", "the-helpful-man")
_REPLIES = (pygame.K_1, pygame.K_2, pygame.K_3)
_CARDS = (pygame.K_p, pygame.K_t, pygame.K_d)
_THINKS, _READS, _LOOKS = 1.2, 1.5, 2.5  # seconds before a reply, in a card, at the debrief
_HASTE = 1 / 6  # seconds of a frame when nobody waits


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

    def __init__(self, inside: Inside, scenarios: Sequence[str]) -> None:
        self.inside, self.scenarios = inside, scenarios
        self.frames = Frames()
        self.frames.watch()
        self.calls, self.rng = 0, random.Random(5)
        self.memory: list[float] = []
        self.lag = 0.0
        self._stage, self._since, self._shown = "", 0.0, False

    def live(self, seconds: float) -> None:
        """Frames as App.run makes them."""
        began = last = time.perf_counter()
        while time.perf_counter() - began < seconds:
            self._act()
            now = time.perf_counter()
            step = min(LONGEST_FRAME, now - last)
            self.frames.take(lambda step=step: self.inside.app.frame(step), self._stage)  # type: ignore[misc]
            if step < LONGEST_FRAME:
                self.lag = max(self.lag, self.inside.game.sound.lag(self.inside.app.now))
            self.inside.app.tidy()
            last = now
            time.sleep(max(0.0, A_FRAME - (time.perf_counter() - now)))

    def haste(self, calls: int) -> None:
        """Frames without a rest between them."""
        while self.calls < calls:
            self._act()
            self.inside.app.frame(_HASTE)
            self.inside.app.tidy()

    def _act(self) -> None:
        """The next thing a trainee would do, when it is time for it."""
        stage = self._seen()
        now = self.inside.app.now
        if stage != self._stage:
            self._stage, self._since = stage, now
        waited = now - self._since
        match stage:
            case "menu":
                self.inside.ring(self.scenarios[self.calls % len(self.scenarios)])
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


def portrait_ms(inside: Inside) -> float:
    """CPU of one whole face of the size it has in a call."""
    inside.ring(SCENARIOS[0])
    portrait = Portrait(inside.call.parts.portrait.identity, max(inside.call.parts.portrait.rect.size))
    pose, found = pose_for(feeling(60, 30, 30, 40)), []
    for moment in range(16):
        began = time.thread_time()
        portrait.render(pose, life(moment / 15, 3), moment * 0.37 % 1.0, (90, 140, 150))
        found.append(time.thread_time() - began)
    return median(found) * 1000


def main() -> None:
    """Soak, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=float, nargs="?", default=300.0)
    parser.add_argument("--calls", type=int)
    parser.add_argument("--scenario", type=Path, help="a file; else shipped calls in turn")
    given = parser.parse_args()
    own = given.scenario
    with game_inside([own.parent] if own else []) as inside:
        soak = Soak(inside, [own.stem] if own else SCENARIOS)
        if given.calls:
            soak.haste(given.calls)
        else:
            soak.live(given.seconds)
        sound = inside.game.sound
        print(json.dumps({
            "frames": asdict(soak.frames), "calls": soak.calls, "memory": soak.memory, "load": os.getloadavg()[0],
            "sound": {"crowded": sound.crowded, "dropped": sound.dropped, "lag": soak.lag},
            "portrait": portrait_ms(inside),
        }))  # fmt: skip


if __name__ == "__main__":
    main()
