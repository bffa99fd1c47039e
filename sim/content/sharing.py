"""Shares the check of many files out among processes. A file that ends its process hides no other file.

The processes are started anew (spawn), alike on every system; Ctrl-C is for the first process alone. When one dies, the
files that it had are looked at one by one, each that dies again is given up, and the rest goes on in new processes.
"""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_AT_ONCE = 6  # files that a process takes at a time: little to wait for, little to send
Part = Sequence[Path]


@dataclass(frozen=True)
class Work(Generic[T]):
    """What is done with each file: `do(file, around)`, and `give_up(file)` for one on which a process died.

    Functions and `around` are sent to the processes, so they must be things that can be sent.
    """

    do: Callable[[Path, Any], T]
    around: Any
    give_up: Callable[[Path], T]


def shared_out(work: Work[T], files: Sequence[Path], workers: int) -> Iterator[T]:
    """The results for the files, in their order."""
    parts = [files[first : first + _AT_ONCE] for first in range(0, len(files), _AT_ONCE)]
    while parts:
        pool = _pool(workers)
        try:
            waiting = [_given(pool, work, part) for part in parts]
            done = 0
            for future in waiting:
                found = _found(future)
                if found is None:
                    break
                done += 1
                yield from found
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if done < len(parts):
            yield from _one_by_one(work, parts[done])
        parts = parts[done + 1 :]


def _one_by_one(work: Work[T], part: Part) -> Iterator[T]:
    pool = _pool(1)
    try:
        for file in part:
            found = _found(_given(pool, work, [file]))
            if found is None:
                pool.shutdown(wait=False)
                pool = _pool(1)  # it starts no process before it has a file
            yield work.give_up(file) if found is None else found[0]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_quietly)


def _quietly() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _given(pool: ProcessPoolExecutor, work: Work[T], part: Part) -> Future[list[T]] | None:
    try:
        return pool.submit(_each, work.do, work.around, part)
    except BrokenProcessPool:
        return None


def _each(do: Callable[[Path, Any], T], around: Any, part: Part) -> list[T]:
    return [do(file, around) for file in part]


def _found(future: Future[list[T]] | None) -> list[T] | None:
    """What a process found; None where it died."""
    try:
        return future.result() if future is not None else None
    except BrokenProcessPool:
        return None
