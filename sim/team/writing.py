"""The one writer: takes all that waits, performs it in one transaction, commits, and only then answers.

Commits cost a visit to the disk each, whatever is in them: a hundred attempts that wait together cost one. So while
much comes in the writer waits for a few milliseconds before it begins; who comes alone never waits. Each piece
of work stands in a savepoint, so that what fails undoes itself alone; should the transaction fail as a whole, each
piece is tried by itself.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
Item = TypeVar("Item")
MOST_TOGETHER = 256
_GATHER_S = 0.002
_TRIES = 3  # of a piece by itself: a deadlock or a lock that lasted too long may pass

Work = Callable[[Connection], Any]
GroupWork = Callable[[Connection, Sequence[Any]], Sequence[Any]]


class _Waiting(NamedTuple):
    """A piece of work, or an item for a group's work, and who waits for it."""

    work: Work | None
    group: GroupWork | None
    item: Any
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"


class Writer:
    """A thread with a line in front of it. It starts with the first piece of work."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._line: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread: Thread | None = None

    async def work(self, work: Callable[[Connection], T]) -> T:
        """The function's value, when it is durable."""
        done: T = await self._wait(work, None, None)
        return done

    async def together(self, group: Callable[[Connection, Sequence[Item]], Sequence[T | Exception]], item: Item) -> T:
        """The value for this item out of what the function returns for all that waited, when it is durable."""
        done: T = await self._wait(None, group, item)
        return done

    def _wait(self, work: Work | None, group: GroupWork | None, item: Any) -> "asyncio.Future[Any]":
        if self._thread is None:
            self._thread = Thread(target=self._run, name="team-write", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._line.put(_Waiting(work, group, item, loop, future))
        return future

    def stop(self) -> None:
        """Write what waits, then end."""
        if self._thread is not None:
            self._line.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        company = False  # whether the last ones came together
        while (first := self._line.get()) is not None:
            batch, ended = [first], False
            if company:
                time.sleep(_GATHER_S)
            while len(batch) < MOST_TOGETHER and not ended:
                try:
                    more = self._line.get_nowait()
                except Empty:
                    break
                if more is None:
                    ended = True
                else:
                    batch.append(more)
            company = len(batch) > 1
            _answer(batch, self._perform(batch))
            if ended:
                return

    def _perform(self, batch: list[_Waiting]) -> list[Any]:
        """A value or an exception for each."""
        try:
            with self._engine.begin() as connection:
                return _performed(connection, batch)
        except Exception as error:  # whatever it is belongs to whoever waits, never to this thread
            if len(batch) == 1:
                return [self._alone(batch[0], error)]
            return [self._perform([waiting])[0] for waiting in batch]

    def _alone(self, waiting: _Waiting, error: Exception) -> Any:
        """What becomes of a piece that failed by itself: trouble of the database may pass, anything else stays."""
        for _ in range(_TRIES - 1):
            if not isinstance(error, DBAPIError):
                break
            try:
                with self._engine.begin() as connection:
                    return _performed(connection, [waiting])[0]
            except Exception as again:  # as above
                error = again
        return error


def _performed(connection: Connection, batch: list[_Waiting]) -> list[Any]:
    values: dict[int, Any] = {}
    groups: dict[GroupWork, list[int]] = {}
    for place, waiting in enumerate(batch):
        if waiting.group is not None:
            groups.setdefault(waiting.group, []).append(place)
        elif waiting.work is not None:
            values[place] = _in_savepoint(connection, waiting.work)
    for group, places in groups.items():
        found = group(connection, [batch[place].item for place in places])
        values.update(zip(places, found, strict=True))
    return [values[place] for place in range(len(batch))]


def _in_savepoint(connection: Connection, work: Work) -> Any:
    try:
        with connection.begin_nested():
            return work(connection)
    except DBAPIError:
        raise  # the transaction may be gone with it: everything is tried anew
    except Exception as error:  # the caller's own: it has undone itself, the others stand
        return error


def _answer(batch: list[_Waiting], values: list[Any]) -> None:
    """One call into each event loop, however many wait there."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for waiting, value in zip(batch, values, strict=True):
        by_loop.setdefault(waiting.loop, []).append((waiting.future, value))
    for loop, answers in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, answers)


def _settle(answers: list[tuple["asyncio.Future[Any]", Any]]) -> None:
    for future, value in answers:
        if future.done():
            continue  # whoever waited has gone; it was written all the same
        if isinstance(value, Exception):
            future.set_exception(value)
        else:
            future.set_result(value)
