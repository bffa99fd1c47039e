"""The journal: every call, event by event, on disk before the next input is taken.

    with PlayLock.acquire(folder), Journal.open(folder) as journal:
        call_id = journal.begin(header)
        journal.append(call_id, Answer(ms=900))       # returns when it is durable
        journal.close(call_id, result_json)

Rules
- One event is one small transaction (WAL, synchronous FULL, BEGIN IMMEDIATE). When `append` returns, the event
  survives a killed program and a power cut. When it raises, nothing was written and the same append may be repeated.
- Each call is a hash chain (sim.store.chain); `load` says whether it holds and where it breaks.
- One process writes: take the PlayLock first. Readers open with `read_only=True` and need no lock.
- Should the file be deleted or replaced while a call is played, the next write finds that out: it goes into a fresh
  one, and the calls of this sitting come along (`on_anew`). SQLite would write on into a file without a name.
- A damaged database is renamed, never deleted; what can be read of it is carried over, and `set_aside` says so.
- Everything that goes wrong is a StoreError. What a result means is for its writer; the store looks only at the keys
  `scores`, `passed` and `complete` of its JSON, for lists.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from sim.store import calls, erasing, heard, kept, outbox, rescue
from sim.store.calls import End, Tail
from sim.store.database import (
    DATABASE_NAME,
    Places,
    open_for_reading,
    open_for_writing,
    open_in_memory,
    places_of,
    take_companions,
)
from sim.store.errors import CallUnreadable, DatabaseBroken, plain_errors
from sim.store.files import place_of, set_aside, set_aside_before
from sim.store.kept import Kept
from sim.store.lock import PlayLock
from sim.store.records import (
    CallHeader,
    CallSummary,
    Status,
    StoredCall,
    check_name,
    check_text,
    to_text,
)

if TYPE_CHECKING:
    from sim.core.events import Event

Clock = Callable[[], datetime]


class Deleted(NamedTuple):
    """What a deletion removed, and the damaged files set aside earlier, which may still hold something.

    `rewritten` is False where the file could not be written anew: then older copies may be left in its unused parts.
    """

    calls: int
    set_aside: tuple[Path, ...]
    rewritten: bool = True


class SetAside(NamedTuple):
    """A damaged database that was renamed: where it is, why, and how many calls could be carried over."""

    path: Path
    reason: str
    rescued: int


def utc_now() -> datetime:
    """The clock of everyday use; tests hand in another."""
    return datetime.now(UTC)


class Journal:
    """The calls of one data folder. Belongs to one thread; close it, or use it as a context manager."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, clock: Clock = utc_now) -> None:
        self.folder = folder
        self.set_aside: SetAside | None = None
        self._connection = connection
        self._clock = clock
        self._tails: dict[str, Tail] = {}
        self._places: Places | None = None  # which files are written to
        self._lock: PlayLock | None = None
        self._played: set[str] = set()  # the calls of this sitting
        self.anew = 0  # how often the file was gone
        self.on_anew: Callable[[], None] = lambda: None
        # What of a call that closes is to be sent, and from whose seat; None: nothing.
        self.poster: outbox.Poster | None = None

    @classmethod
    def open(
        cls, folder: Path, *, read_only: bool = False, clock: Clock = utc_now, lock: PlayLock | None = None
    ) -> Journal:
        """The journal of a data folder, created where it is missing (not when read-only: then it is empty).

        lock: the right to play on the folder, which is taken anew where somebody deleted the folder.

        Raises StoreError: FolderReadOnly, FolderUnusable, DiskFull, NewerSchema, DatabaseBusy; DatabaseBroken only
        when read-only, for a damaged file is else set aside.
        """
        path = folder / DATABASE_NAME
        if read_only:
            return cls(open_for_reading(path), folder, clock)
        try:
            return cls._for_writing(folder, clock, lock)
        except DatabaseBroken as error:
            aside = set_aside(path)
            reason = str(error.data["reason"])
        journal = cls._for_writing(folder, clock, lock)
        try:
            with journal._transaction() as connection:
                rescued = rescue.carry_over(aside, connection)
        except BaseException:
            journal.shut()
            raise
        journal.set_aside = SetAside(aside, reason, rescued)
        return journal

    @classmethod
    def _for_writing(cls, folder: Path, clock: Clock, lock: PlayLock | None) -> Journal:
        path = folder / DATABASE_NAME
        journal = cls(open_for_writing(path), folder, clock)
        journal._places, journal._lock = places_of(path), lock
        return journal

    @classmethod
    def in_memory(cls, clock: Clock = utc_now) -> Journal:
        """A journal that keeps nothing, for a call where nothing can be written and the trainee plays on."""
        return cls(open_in_memory(), Path(), clock)

    def shut(self) -> None:
        """Let go of the database; a second time does nothing."""
        self._connection.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()

    # -- writing ----------------------------------------------------------------------------------------------

    def begin(self, header: CallHeader, events: Iterable[Event] = ()) -> str:
        """A new call; returns its id. Its attempt counts from 1, past calls of this trainee that had a reply.

        A call that was rewound from another is no try of its own: attempt 0. It begins with the `events` that it shares
        with the other, in the same transaction: it is there with all of them, or not at all.
        """
        from uuid import uuid4  # noqa: PLC0415  # it loads slowly, and only a new call needs it

        call_id = str(uuid4())
        with self._transaction() as connection:
            tail = calls.insert(connection, call_id, header, to_text(self._clock()))
            for event in events:
                tail = calls.add(connection, call_id, tail, event)
        self._played.add(call_id)
        self._tails[call_id] = tail
        return call_id

    def append(self, call_id: str, event: Event) -> None:
        """Keep an event; it is durable when this returns. Raises StoreError; then the same append may be repeated."""
        tail = self._tails.get(call_id) or self._find_tail(call_id)
        self._played.add(call_id)
        # Forgotten until it is written: after a failure, the file says how far we are.
        self._tails.pop(call_id, None)
        with self._transaction() as connection:
            tail = calls.add(connection, call_id, tail, event)
        self._tails[call_id] = tail

    def close(self, call_id: str, result_json: str, ended_at: datetime | None = None) -> None:
        """The call is over and scored. Raises CallNotOpen and the other StoreErrors; may be repeated after them.

        Where it belongs to a team session (`poster`), its attempt is in the outbox by the same transaction.
        """
        check_text(result_json)
        post = self._post(call_id)
        self._end(call_id, "closed", result_json, ended_at, post)

    def _post(self, call_id: str) -> Callable[[sqlite3.Connection], None]:
        """What puts the attempt of a call into the outbox, where it belongs there."""
        try:
            stored = self.load(call_id) if self.poster is not None else None
        except CallUnreadable:
            stored = None  # it cannot be told any more; the call closes all the same
        outgoing = self.poster(stored) if self.poster is not None and stored is not None else None
        if stored is None or outgoing is None:
            return lambda connection: None
        header = stored.header
        made = to_text(self._clock())
        row = outbox.Posted(call_id, header.trainee, outgoing.seat, header.scenario_id, made, outgoing.document)
        return lambda connection: outbox.insert(connection, row)

    def abandon(self, call_id: str, result_json: str | None = None, ended_at: datetime | None = None) -> None:
        """The call was broken off and will not be taken up again; with a result where it could be scored."""
        check_text(result_json or "")
        self._end(call_id, "abandoned", result_json, ended_at)

    def _end(
        self,
        call_id: str,
        status: Status,
        result: str | None,
        ended_at: datetime | None,
        also: Callable[[sqlite3.Connection], None] = lambda connection: None,
    ) -> None:
        tail = self._tails.get(call_id) or self._find_tail(call_id)
        end = End(status, to_text(ended_at or self._clock()), result)
        self._played.add(call_id)
        self._tails.pop(call_id, None)
        with self._transaction() as connection:
            calls.close(connection, call_id, tail, end)
            also(connection)

    def _find_tail(self, call_id: str) -> Tail:
        """Where an open call stands, from the file: after a restart or a failed write."""
        with plain_errors(self.folder):
            return calls.tail_of(self._connection, call_id)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; what follows from an event (the outbox) belongs in the same one."""
        self._begin_anew_where_gone()
        with plain_errors(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _begin_anew_where_gone(self) -> None:
        """Go on in a fresh file where ours was deleted or replaced; the old one is held until that has succeeded."""
        path = self.folder / DATABASE_NAME
        if self._places is None or place_of(path) == self._places.database:
            return
        if self._lock is not None:
            self._lock.renew()
        with plain_errors(self.folder):
            take_companions(self._connection, self._places)
        fresh = Journal.open(self.folder, clock=self._clock)
        try:
            with plain_errors(self.folder), fresh._transaction() as connection:
                for call_id in self._played:
                    rescue.carry_call(self._connection, call_id, connection)
        except BaseException:
            fresh.shut()
            raise
        # SQLite sees that the old file has moved, and leaves the new one's companions alone.
        self._connection.close()
        self._connection, self._places, self.set_aside = fresh._connection, fresh._places, fresh.set_aside
        self.anew += 1
        self.on_anew()

    # -- reading ----------------------------------------------------------------------------------------------

    def load(self, call_id: str) -> StoredCall:
        """A call with its events, checked. Raises UnknownCall, CallUnreadable and the other StoreErrors."""
        with plain_errors(self.folder):
            return calls.load(self._connection, call_id)

    def open_calls(self) -> list[StoredCall]:
        """Calls that were begun and not ended, oldest first; those that can no longer be read are left out."""
        found = []
        for summary in self.calls(status="open"):
            try:
                found.append(self.load(summary.id))
            except CallUnreadable:
                continue
        return found

    def calls(
        self, scenario_id: str | None = None, trainee: str | None = None, status: Status | None = None
    ) -> list[CallSummary]:
        """All calls that fit, oldest first; None means any."""
        wanted = {"scenario_id": scenario_id, "trainee": trainee, "status": status}
        with plain_errors(self.folder):
            return calls.select(self._connection, wanted)

    def heard_lines(self, trainee: str | None, scenario_id: str) -> frozenset[str]:
        """The keys (sim.store.chain.text_key) of the lines that this trainee heard to the end: they may be skipped."""
        with plain_errors(self.folder):
            return heard.select(self._connection, trainee, scenario_id)

    def remember_heard(self, trainee: str | None, scenario_id: str, texts: Iterable[str]) -> None:
        """These lines were heard to the end; only their keys are kept. Raises StoreError; may be repeated."""
        with self._transaction() as connection:
            heard.insert(connection, trainee, scenario_id, texts)

    # -- what is kept beside the calls ------------------------------------------------------------------------

    def keep(self, thing: Kept) -> int:
        """Keep something beside the calls; durable when this returns its number. Its time is now unless it has one."""
        with self._transaction() as connection:
            return kept.insert(connection, replace(thing, at=thing.at or to_text(self._clock())))

    def kept(self, trainee: str | None, kind: str | None = None) -> list[Kept]:
        """What was kept of a trainee, oldest first."""
        with plain_errors(self.folder):
            return kept.select(self._connection, trainee, kind)

    def people(self) -> list[str]:
        """The names of all trainees of whom there is anything, in alphabetical order."""
        with plain_errors(self.folder):
            return kept.people(self._connection)

    @property
    def changes(self) -> tuple[int, int]:
        """Another value after each change: who has read something need not read it again while it stays the same."""
        return self.anew, self._connection.total_changes

    def posted(self, trainee: str | None) -> list[outbox.Posted]:
        """The attempts of a trainee that were to be sent to a team session, oldest first."""
        with plain_errors(self.folder):
            return outbox.select(self._connection, trainee)

    def forget(self, number: int) -> None:
        """Remove something that was kept; nothing happens where it is gone already."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM kept WHERE id = ?", (number,))

    # -- privacy ----------------------------------------------------------------------------------------------

    def heard_counts(self, trainee: str | None) -> dict[str, int]:
        """How many lines of each scenario this trainee heard to their end."""
        with plain_errors(self.folder):
            return heard.counts(self._connection, trainee)

    def delete(self, trainee: str | None) -> Deleted:
        """Remove everything of a trainee (None: of those who gave no name), overwriting it in the file.

        Damaged files set aside earlier are not searched; the answer names them.
        """
        if trainee is not None:
            check_name(trainee)
        with plain_errors(self.folder):
            self._connection.execute("PRAGMA secure_delete = ON")
        with self._transaction() as connection:
            gone = erasing.erase(connection, trainee)
        self._tails.clear()
        with plain_errors(self.folder):
            rewritten = erasing.rewrite(self._connection)
        return Deleted(gone, tuple(set_aside_before(self.folder / DATABASE_NAME)), rewritten)
