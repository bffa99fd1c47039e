import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sim.core.events import Answer, Event, Heard, Reply
from sim.core.log import Setup
from sim.store.journal import Journal
from sim.store.records import CallHeader

NOBODY = 65534
CALL: tuple[Event, ...] = (Answer(900), Heard(4000), Reply(1500, "own-it"), Heard(5200), Reply(2100, "say-when", 1000))
RESULT = '{"complete":true,"passed":true,"scores":{"calm":81,"ownership":74,"policy":90}}'


def header(scenario: str = "four-afternoons", trainee: str | None = None, setup: Setup | None = None) -> CallHeader:
    return CallHeader(scenario, "ab" * 32, "en", "Four afternoons", setup or Setup(seed=7), "0.1.0", trainee)


def play(journal: Journal, *, result: str | None = RESULT, **settled: object) -> str:
    """A whole call; left open without a result."""
    call = journal.begin(header(**settled))  # type: ignore[arg-type]
    for event in CALL:
        journal.append(call, event)
    if result is not None:
        journal.close(call, result)
    return call


class Ticking:
    """A clock that moves on a minute at each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 9, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@contextmanager
def unwritable(folder: Path) -> Iterator[Path]:
    """Take the right to write away. Root needs none, so root becomes nobody for a while."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(NOBODY)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)
