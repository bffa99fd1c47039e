"""Moments: integers in the database (ms since 1970, UTC), ISO 8601 everywhere else."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import time

Clock = Callable[[], int]
DAY_MS = 24 * 3600 * 1000


def now_ms() -> int:
    """The server's clock; tests hand in another."""
    return int(time() * 1000)


def iso(moment: int | None) -> str | None:
    """A moment as clients read it; None where there is none."""
    if moment is None:
        return None
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
