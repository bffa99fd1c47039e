"""From the start of the process to the first frame: the game's menu beside a bare pygame-ce window. Wall time."""

from __future__ import annotations

import tempfile
import time

from displays import DISPLAYS
from measure import Row, Unavailable, child, medians

ROUNDS, MOST = 9, 2.5


def rows(rounds: int = ROUNDS) -> list[Row]:
    """A row for each display driver."""
    found = []
    for name, display in DISPLAYS.items():
        title = f"first frame / bare window ({name})"
        try:
            with display() as environment, tempfile.TemporaryDirectory() as folder:
                times = medians(rounds, {"game": _start("game_start.py", environment, folder),
                                         "bare": _start("bare_window.py", environment)})  # fmt: skip
            found.append(Row(title, "ms", times["game"], times["bare"], MOST))
        except Unavailable as error:
            found.append(Row(title, "ms", note=str(error)))
    return found


def _start(script: str, environment: dict[str, str], *arguments: str):
    def measure() -> float:
        # The monotonic clock is one for all processes of a machine.
        began = time.monotonic()
        return (float(child(script, *arguments, **environment).split()[-1]) - began) * 1000

    return measure
