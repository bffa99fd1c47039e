"""From a reply's key to the sound of the caller's answer: real loop, real voice, a whole call of each scenario."""

from __future__ import annotations

import json
from statistics import median

from displays import DUMMY
from measure import SCENARIOS, Row, Unavailable, child

LIMIT_MS = 200.0  # the gap between turns when people talk


def rows() -> list[Row]:
    """Median and longest over all calls; the sound device is SDL's dummy one, whose buffer comes on top."""
    found: list[float] = []
    for scenario in SCENARIOS:
        found += json.loads(child("game_answers.py", scenario, **DUMMY).splitlines()[-1])
    if not found:
        raise Unavailable("there is no voice on this machine")
    note = f"{len(found)} answers in {len(SCENARIOS)} calls; theirs: the limit"
    return [
        Row("reply to answer, median / limit", "ms", median(found), LIMIT_MS, 1.0, note=note),
        Row("reply to answer, longest / limit", "ms", max(found), LIMIT_MS, 1.0),
    ]
