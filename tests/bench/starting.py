"""From the start of the process to the first frame: the game's menu beside a bare pygame-ce window.

Wall time on Xvfb. On the dummy driver nothing is waited for, so there CPU time is what an idle machine's clock would
say, and is less disturbed by a busy one.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from displays import DISPLAYS
from measure import Row, Unavailable, child, medians

ROUNDS, MOST = 11, 2.5
_HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")


def rows(rounds: int = ROUNDS) -> list[Row]:
    """A row for each display driver. The home folder is an empty one; after the first, uncounted start it is not."""
    found = []
    for name, display in DISPLAYS.items():
        title = f"first frame / bare window ({name}{', CPU' if name == 'dummy' else ''})"
        try:
            with display() as environment, tempfile.TemporaryDirectory() as folder:
                home = dict.fromkeys(_HOMES, folder)
                _welcomed(Path(folder))
                sides = {
                    "game": _start("game_start.py", {**environment, **home}),
                    "bare": _start("bare_window.py", environment),
                }
                times = medians(rounds, sides)
            found.append(Row(title, "ms", times["game"], times["bare"], MOST))
        except Unavailable as error:
            found.append(Row(title, "ms", note=str(error)))
    return found


def _welcomed(folder: Path) -> None:
    """The menu is measured, not the cards of the very first start."""
    data = folder / "cool-head"
    data.mkdir()
    (data / "settings.json").write_text('{"welcomed": true}', encoding="utf-8")


def _start(script: str, environment: dict[str, str]) -> Callable[[], float]:
    def measure() -> float:
        # The monotonic clock is one for all processes of a machine.
        began = time.monotonic()
        shown_at, cpu = map(float, child(script, **environment).split()[-2:])
        return (cpu if environment["SDL_VIDEODRIVER"] == "dummy" else shown_at - began) * 1000

    return measure
