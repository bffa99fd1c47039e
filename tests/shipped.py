"""What is shipped, for tests of what holds for every call: three calls always, all others with the slow tests.

So the suite does not grow with every call that is added; `check` and `perform` in .ci/run see to each of them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from sim.content.files import kind_of

FOLDER = Path(__file__).parents[1] / "scenarios"
SCENARIOS = tuple(path for path in sorted(FOLDER.glob("*.yaml")) if kind_of(path) == "scenario")
PLAYS = tuple(sorted((FOLDER / "plays").glob("*.yaml")))
# The first three, the shortest and the one with the most conditions among them.
ALWAYS = ("eviction-thursday", "four-afternoons", "the-helpful-man")


def each(paths: Iterable[Path]) -> list[Any]:
    """Values for parametrize, one a file."""
    return [
        pytest.param(path, id=path.stem, marks=() if path.stem.startswith(ALWAYS) else pytest.mark.slow)
        for path in paths
    ]
