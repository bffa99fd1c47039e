"""The rows of calls and their events: what is written into them and read back, in whose transaction it may be.

A call's rows are a hash chain (sim.store.chain); whoever adds to one says where its end is (`Tail`), and an end that
is not the file's is refused. Errors of SQLite come through as they are: the journal makes them plain.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sim.store.chain import canonical, header_hash, link, seal
from sim.store.errors import CallNotOpen, UnknownCall
from sim.store.reading import EventRow, stored_call
from sim.store.records import CallHeader, CallSummary, Status, StoredCall, setup_to_json, summary_of
from sim.store.schema import HEADER_COLUMNS, SELECT_CALLS, call_row

if TYPE_CHECKING:
    from sim.core.events import Event

_INSERT = (
    f"INSERT INTO calls ({', '.join(HEADER_COLUMNS)}, header_hash, status, head) "
    f"VALUES ({', '.join(':' + name for name in HEADER_COLUMNS)}, :header_hash, 'open', :header_hash)"
)
# A call that ended before the first reply is no try. Events are stored in one spelling, so a text search is exact.
_TRIES = (
    "SELECT count(*) FROM calls WHERE scenario_id = ? AND trainee IS ? AND attempt > 0 AND "
    """EXISTS (SELECT 1 FROM events WHERE call_id = calls.id AND instr(event, '"do":"reply"'))"""
)


class Tail(NamedTuple):
    """The end of an open call's chain: the number of its last event, when that was (ms), and the last link."""

    seq: int
    at: int
    head: str


class End(NamedTuple):
    """How a call ended. `at` as the journal writes moments; `result` is JSON, None where it could not be scored."""

    status: Status
    at: str
    result: str | None


def insert(connection: sqlite3.Connection, call_id: str, header: CallHeader, started_at: str) -> Tail:
    """A new call. Its attempt counts from 1, past calls of this trainee that had a reply; a rewound one has 0."""
    tries = connection.execute(_TRIES, (header.scenario_id, header.trainee)).fetchone()[0]
    values: dict[str, object] = {
        "id": call_id,
        "scenario_id": header.scenario_id,
        "scenario_hash": header.scenario_hash,
        "language": header.language,
        "title": header.title,
        "mode": header.setup.mode,
        "model": header.setup.model,
        "setup": setup_to_json(header.setup),
        "trainee": header.trainee,
        "program": header.program,
        "attempt": 0 if header.setup.branch else tries + 1,
        "started_at": started_at,
    }
    first = header_hash(values)
    connection.execute(_INSERT, {**values, "header_hash": first})
    return Tail(0, 0, first)


def add(connection: sqlite3.Connection, call_id: str, tail: Tail, event: Event) -> Tail:
    """An event at the end of an open call's chain; returns the new end. Raises CallNotOpen."""
    from sim.core.events import to_json  # noqa: PLC0415  # a list of calls, as in the menu, needs no events

    text = canonical(to_json(event))
    seq, at = tail.seq + 1, tail.at + event.ms
    head = link(tail.head, seq, at, text)
    moved = connection.execute(
        "UPDATE calls SET head = ? WHERE id = ? AND status = 'open' AND head = ?", (head, call_id, tail.head)
    )
    if moved.rowcount != 1:
        raise CallNotOpen(call=call_id)
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", (call_id, seq, at, text, head))
    return Tail(seq, at, head)


def close(connection: sqlite3.Connection, call_id: str, tail: Tail, end: End) -> None:
    """The call is over; its chain is sealed. Raises CallNotOpen."""
    head = seal(tail.head, *end)
    done = connection.execute(
        "UPDATE calls SET status = ?, ended_at = ?, result = ?, head = ? WHERE id = ? AND status = 'open' AND head = ?",
        (*end, head, call_id, tail.head),
    )
    if done.rowcount != 1:
        raise CallNotOpen(call=call_id)


def tail_of(connection: sqlite3.Connection, call_id: str) -> Tail:
    """Where an open call stands, from the file. Raises UnknownCall, CallNotOpen."""
    row = connection.execute("SELECT status, head FROM calls WHERE id = ?", (call_id,)).fetchone()
    last = connection.execute(
        "SELECT seq, at FROM events WHERE call_id = ? ORDER BY seq DESC LIMIT 1", (call_id,)
    ).fetchone()
    if row is None:
        raise UnknownCall(call=call_id)
    status, head = row
    if status != "open":
        raise CallNotOpen(call=call_id)
    seq, at = last or (0, 0)
    return Tail(seq, at, head)


def load(connection: sqlite3.Connection, call_id: str) -> StoredCall:
    """A call with its events, checked. Raises UnknownCall, CallUnreadable."""
    find = SELECT_CALLS + " WHERE {} = ?"
    row = connection.execute(find.format("id"), (call_id,)).fetchone()
    if row is None:  # the index may be what is damaged
        row = connection.execute(find.format("+id"), (call_id,)).fetchone()
    rows = connection.execute(
        "SELECT seq, at, event, hash FROM events WHERE call_id = ? ORDER BY seq", (call_id,)
    ).fetchall()
    if row is None:
        raise UnknownCall(call=call_id)
    return stored_call(call_row(row), [EventRow(*event) for event in rows])


def select(connection: sqlite3.Connection, wanted: Mapping[str, str | None]) -> list[CallSummary]:
    """All calls whose columns are as wanted (None means any), oldest first."""
    given = {name: value for name, value in wanted.items() if value is not None}
    where = " AND ".join(f"{name} = :{name}" for name in given) or "TRUE"
    rows = connection.execute(f"{SELECT_CALLS} WHERE {where} ORDER BY started_at, rowid", given)
    return [summary_of(call_row(row)) for row in rows]
