"""The outbox: attempts of a team session that wait to be sent, and what became of those that were.

A row is written in the transaction that closes its call, so that there is never one without the other. Who sends is
another thread with a connection of its own (`Outbox`), opened for a moment each time: the file may be replaced while
the program runs. What it writes need not survive a power cut, since an attempt that is sent twice is known by its
uuid; so its commits wait for no disk, and hold up no frame.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from sim.store.errors import plain_errors

if TYPE_CHECKING:
    from sim.store.records import StoredCall

State = Literal["waiting", "delivered", "refused"]
_COLUMNS = "uuid, trainee, seat, scenario_id, made_at, document, status, code, said"
_PATIENCE_S = 10.0


class Outgoing(NamedTuple):
    """What a call that closes leaves for the outbox: whose seat it is, and the attempt (sim.core.attempt.to_text)."""

    seat: str
    document: str


Poster = Callable[["StoredCall"], Outgoing | None]


@dataclass(frozen=True, slots=True)
class Posted:
    """A row of the outbox. `uuid` is the call's id; `made_at` ISO 8601 in UTC by our clock, only to be shown.

    `code` and `said`: why it was refused; for one that was delivered, what the server said (JSON). The document is
    emptied on delivery: the call itself stays in the journal.
    """

    uuid: str
    trainee: str | None
    seat: str
    scenario_id: str
    made_at: str
    document: str
    status: State = "waiting"
    code: str = ""
    said: str = ""


def document_of(stored: StoredCall) -> str:
    """A stored call as the attempt that travels, without what the trainee felt, noted or typed."""
    from sim.core.attempt import Attempt, to_text, without_private  # noqa: PLC0415  # only a call that ends needs it
    from sim.store.records import to_text as moment  # noqa: PLC0415

    header = stored.header
    return to_text(
        Attempt(
            uuid=stored.id,
            scenario=header.scenario_id,
            scenario_hash=header.scenario_hash,
            language=header.language,
            setup=header.setup,
            program=header.program,
            started_at=moment(stored.started_at),
            events=without_private(stored.events),
        )
    )


# -- in the journal's transactions -----------------------------------------------------------------------------------


def insert(connection: sqlite3.Connection, row: Posted) -> None:
    """Put an attempt into the outbox, in the connection's transaction."""
    values = (row.uuid, row.trainee or "", row.seat, row.scenario_id, row.made_at, row.document)
    connection.execute(
        "INSERT INTO outbox (uuid, trainee, seat, scenario_id, made_at, document, status) "
        "VALUES (?, ?, ?, ?, ?, ?, 'waiting')",
        values,
    )


def select(connection: sqlite3.Connection, trainee: str | None) -> list[Posted]:
    """The attempts of a trainee (None: of those who gave no name), oldest first."""
    return _rows(connection, "trainee = ?", (trainee or "",))


def carry(source: sqlite3.Connection, into: sqlite3.Connection, uuid: str | None = None) -> None:
    """Copy the outbox, or one attempt of it, to another database, in the transaction of `into`."""
    query = f"SELECT {_COLUMNS} FROM outbox WHERE ? IS NULL OR uuid = ? ORDER BY rowid"
    for row in source.execute(query, (uuid, uuid)):
        into.execute(f"INSERT OR IGNORE INTO outbox ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _rows(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[Posted]:
    found = connection.execute(f"SELECT {_COLUMNS} FROM outbox WHERE {where} ORDER BY rowid", values)
    return [Posted(row[0], row[1] or None, *row[2:]) for row in found]


# -- for who sends ---------------------------------------------------------------------------------------------------


class Outbox:
    """The outbox of a database file, for any thread. Raises StoreError; what failed may be tried again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with plain_errors(self._path.parent):
            uri = f"{self._path.absolute().as_uri()}?mode=rw"
            with closing(sqlite3.connect(uri, timeout=_PATIENCE_S, isolation_level=None, uri=True)) as connection:
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA wal_autocheckpoint = 0")
                connection.execute("PRAGMA secure_delete = ON")
                yield connection

    def waiting(self) -> list[tuple[str, str]]:
        """(seat, uuid) of all that wait, oldest first."""
        with self._open() as connection:
            return connection.execute(
                "SELECT seat, uuid FROM outbox WHERE status = 'waiting' ORDER BY rowid"
            ).fetchall()

    def document(self, uuid: str) -> str | None:
        """The text of one that waits; None where it is gone or waits no more."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT document FROM outbox WHERE uuid = ? AND status = 'waiting'", (uuid,)
            ).fetchone()
        return None if row is None else str(row[0])

    def delivered(self, uuid: str, said: str) -> None:
        """The server has it. said: its answer."""
        self._settle("status = 'delivered', document = '', code = '', said = ?", (said,), uuid)

    def refused(self, uuid: str, code: str, said: str) -> None:
        """The server will never take it, for this reason; it is kept."""
        self._settle("status = 'refused', code = ?, said = ?", (code, said), uuid)

    def _settle(self, change: str, values: Sequence[str], uuid: str) -> None:
        with self._open() as connection:
            connection.execute(f"UPDATE outbox SET {change} WHERE uuid = ? AND status = 'waiting'", (*values, uuid))

    def again(self, seat: str) -> int:
        """What was refused at a seat waits once more: something may have changed there. Returns how many."""
        with self._open() as connection:
            query = "UPDATE outbox SET status = 'waiting', code = '', said = '' WHERE seat = ? AND status = 'refused'"
            return connection.execute(query, (seat,)).rowcount

    def of_seat(self, seat: str) -> list[Posted]:
        """All of a seat, oldest first."""
        with self._open() as connection:
            return _rows(connection, "seat = ?", (seat,))
