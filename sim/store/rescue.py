"""What can still be read of a damaged or deleted database is carried over into the new one, rows as they are.

A call with damage of its own comes along too: its hash chain goes on saying where. Only whole calls are taken.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sim.store import outbox
from sim.store.database import open_for_reading
from sim.store.errors import StoreError


def carry_over(broken: Path, into: sqlite3.Connection) -> int:
    """Copy the calls and what is kept beside them, as far as it can be read; returns how many calls.

    In the transaction of `into`.
    """
    try:
        source = open_for_reading(broken)
    except StoreError:
        return 0
    with closing(source):
        calls = sum(_copy_call(source, into, rowid) for rowid in _rowids(source))
        _copy_heard(source, into)
        _copy_kept(source, into)
        with suppress(sqlite3.Error, UnicodeEncodeError):
            outbox.carry(source, into)
    return calls


def carry_call(source: sqlite3.Connection, call_id: str, into: sqlite3.Connection) -> None:
    """Put a call of a sound database in the place of what `into` has of it, in the transaction of `into`."""
    call = source.execute("SELECT * FROM calls WHERE id = ?", (call_id,)).fetchone()
    if call is not None:
        into.execute("DELETE FROM calls WHERE id = ?", (call_id,))
        _insert(into, "calls", [call])
        _insert(into, "events", source.execute("SELECT * FROM events WHERE call_id = ? ORDER BY seq", (call_id,)))
        outbox.carry(source, into, call_id)


def _rowids(source: sqlite3.Connection) -> list[int]:
    """The numbers of the calls, read from both ends towards the damage."""
    found: set[int] = set()
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            # NOT INDEXED: an index may be damaged by itself.
            for row in source.execute(f"SELECT rowid FROM calls NOT INDEXED ORDER BY rowid {order}"):
                found.add(row[0])
    return sorted(found)


def _copy_call(source: sqlite3.Connection, into: sqlite3.Connection, rowid: int) -> bool:
    try:
        call = source.execute("SELECT * FROM calls NOT INDEXED WHERE rowid = ?", (rowid,)).fetchone()
        # The id is the first column; by place, since a damaged schema may name it otherwise.
        events = source.execute("SELECT * FROM events WHERE call_id = ? ORDER BY seq", (call[0],)).fetchall()
    except (sqlite3.Error, TypeError):
        return False
    into.execute("SAVEPOINT one_call")
    try:
        _insert(into, "calls", [call])
        _insert(into, "events", events)
    except (sqlite3.IntegrityError, UnicodeEncodeError):
        into.execute("ROLLBACK TO one_call")
        return False
    finally:
        into.execute("RELEASE one_call")
    return True


def _copy_heard(source: sqlite3.Connection, into: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error, UnicodeEncodeError):
        _insert(into, "heard", source.execute("SELECT * FROM heard"))


def _copy_kept(source: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Without their numbers: the new table gives its own. An older database has no such table."""
    with suppress(sqlite3.Error, UnicodeEncodeError):
        for row in source.execute("SELECT trainee, kind, scenario_id, call_id, at, data FROM kept ORDER BY id"):
            into.execute(
                "INSERT INTO kept (trainee, kind, scenario_id, call_id, at, data) VALUES (?, ?, ?, ?, ?, ?)", row
            )


def _insert(into: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for values in rows:
        into.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
