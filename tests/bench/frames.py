"""CPU of the game's frames beside one full draw of the caller's portrait, and how soon a key press is seen."""

from __future__ import annotations

import json

from displays import DUMMY
from measure import Row, child

IDLE, SPEAKING = 1 / 50, 0.6


def rows() -> list[Row]:
    """Frames at 1280x720 in the real game with the real voice, or its captions where there is no engine."""
    found = json.loads(child("game_frames.py", **DUMMY).splitlines()[-1])
    portrait = found["portrait"]
    said = "" if found["voice"] else "no voice here: captions move, the mouth does not"
    of = f"of {found['side']} px"
    return [
        Row("CPU of an idle frame / portrait", "ms", found["idle"], portrait, IDLE, note=f"the menu at rest; {of}"),
        Row("CPU of a speaking frame / portrait", "ms", found["speaking"], portrait, SPEAKING, note=said),
        Row("CPU of a silent call's frame / portrait", "ms", found["silent"], portrait,
            note="for comparison: the caller breathes and blinks, 8 pictures a second"),
    ]  # fmt: skip


def key_rows() -> list[Row]:
    """How many frames after a key press something else is seen; the clock stands still meanwhile."""
    found = json.loads(child("game_keys.py", **DUMMY).splitlines()[-1])
    return [Row(f"key to picture: {name}", "frame", count, 1, 1.0) for name, count in found.items()]
