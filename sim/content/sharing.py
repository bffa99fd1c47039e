"""Shares the check of many files out among processes. A file that ends a process hides no other file.

The processes are started anew (spawn), alike on every system; a key press of Ctrl-C is for the first process alone.
"""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_AT_ONCE = 6  # files that one process takes at a time: little to wait for, little to send
Work = Callable[[Path, Any], T]


def shared_out(work: Work[T], files: Sequence[Path], around: Any, workers: int) -> Iterator[T]:
    """The results of `work(file, around)`, in the order of the files."""
    parts = [files[first : first + _AT_ONCE] for first in range(0, len(files), _AT_ONCE)]
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_quietly)
    try:
        waiting = [(part, _given(pool, work, part, around)) for part in parts]
        for part, results in waiting:
            yield from _results(part, results, work, around)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _quietly() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _given(pool: ProcessPoolExecutor, work: Work[T], part: Sequence[Path], around: Any) -> Future[list[T]] | None:
    try:
        return pool.submit(_each, work, part, around)
    except BrokenProcessPool:
        return None


def _results(part: Sequence[Path], results: Future[list[T]] | None, work: Work[T], around: Any) -> Iterator[T]:
    """What the processes found; where they broke down, this process does the work."""
    try:
        found = results.result() if results else None
    except BrokenProcessPool:
        found = None
    if found is None:
        for file in part:
            yield work(file, around)
    else:
        yield from found


def _each(work: Work[T], part: Sequence[Path], around: Any) -> list[T]:
    return [work(file, around) for file in part]
