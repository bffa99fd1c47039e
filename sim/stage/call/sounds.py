"""What is heard in a call besides the caller: the ring, the line, the hold tone, the receiver.

Rules
- What is heard follows from the scene alone, looked at every frame: nothing is heard twice, nothing outlives its scene.
- `silence` ends everything at once: in a pause, in trouble, and when the screen goes.
- The files are in assets/sounds, made by the script there. One that is missing is not heard, that is all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from sim.stage.sound import Group, Playing, Sound

SOUND_FOLDER = Path(__file__).resolve().parents[3] / "assets" / "sounds"

Scene = Literal["ringing", "line", "breath", "hold", "over"]

LOOPS: dict[Scene, tuple[str, ...]] = {
    "ringing": ("ring",), "line": ("line",), "breath": ("line", "breath"), "hold": ("hold",), "over": (),
}  # fmt: skip
RING_SECONDS, RING_EVERY = 1, 5  # as the file has it
UNDER_THE_VOICE = 0.5  # share of a loop that is left while the caller speaks
_CLICKS = ("pick_up", "hang_up")


class CallSounds:
    """The sounds of one call. `follow` once a frame. others: what somebody else will play, to have it ready too."""

    def __init__(self, sound: Sound, others: Sequence[Path] = ()) -> None:
        self._sound = sound
        self._loops: dict[str, Playing] = {}
        self._click: Playing | None = None
        self._scene: Scene | None = None
        names = dict.fromkeys([*_CLICKS, *(name for names in LOOPS.values() for name in names)])
        self._cold = [*others, *map(_file, names)]

    def follow(self, now: float, scene: Scene, speaking: bool) -> None:
        """The call stands like this now. speaking: the caller is heard."""
        before, self._scene = self._scene, scene
        for name in [name for name in self._loops if name not in LOOPS[scene]]:
            self._sound.stop(self._loops.pop(name), now)
        level = UNDER_THE_VOICE if speaking else 1.0
        for name in LOOPS[scene]:
            if name not in self._loops:
                group: Group = "line" if name == "line" else "effects"
                self._loops[name] = self._sound.loop(_file(name), now, group, level)
            self._sound.set_level(self._loops[name], level)
        if before == "ringing" and scene not in ("ringing", "over"):
            self._clack("pick_up", now)
        elif scene == "over" and before not in ("over", "ringing", None):
            self._clack("hang_up", now)
        if scene == "ringing" and self._cold:
            # Reading a file costs up to 14 ms: one a frame, while nobody moves yet.
            self._sound.ready(self._cold.pop())

    def ring(self, now: float) -> float:
        """How loud the phone rings at this moment, 0..1, for a sign that swells with it."""
        ring = self._loops.get("ring")
        place = ring.position(now) % RING_EVERY if ring is not None else RING_SECONDS
        return math.sin(math.pi * place / RING_SECONDS) if place < RING_SECONDS else 0.0

    def silence(self, now: float) -> None:
        """Nothing is heard any more."""
        for playing in self._loops.values():
            self._sound.stop(playing, now)
        self._loops.clear()
        if self._click is not None:
            self._sound.stop(self._click, now)

    def _clack(self, name: str, now: float) -> None:
        if self._click is not None:
            self._sound.stop(self._click, now)
        self._click = self._sound.play(_file(name), now, "effects")


def _file(name: str) -> Path:
    return SOUND_FOLDER / f"{name}.wav"
