"""The tables of the journal, as steps from one version to the next.

A database says its version in `user_version`; step N of MIGRATIONS leads from version N to N + 1. A step is never
changed once it was released: what comes later is a new step. Each runs in one transaction with the rise of the
version, so that a program killed in between finds the old version whole. A newer version than ours is refused.

What the hash chain of a call covers (sim.store.chain) must stay as it is in old rows: new columns hold NULL there.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.store.errors import DatabaseBroken, NewerSchema

APPLICATION = 0x434F4F4C  # "COOL", in the header of the file: it tells our databases from others

_CALLS = """
CREATE TABLE calls (
    id            TEXT PRIMARY KEY,
    scenario_id   TEXT NOT NULL,
    scenario_hash TEXT NOT NULL,
    language      TEXT NOT NULL,
    title         TEXT NOT NULL,
    mode          TEXT NOT NULL,
    model         INTEGER NOT NULL,
    setup         TEXT NOT NULL,
    trainee       TEXT,
    program       TEXT NOT NULL,
    attempt       INTEGER NOT NULL,
    started_at    TEXT NOT NULL,
    header_hash   TEXT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('open', 'closed', 'abandoned')),
    ended_at      TEXT,
    result        TEXT,
    head          TEXT NOT NULL
)
"""
_EVENTS = """
CREATE TABLE events (
    call_id TEXT NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    event   TEXT NOT NULL,
    hash    TEXT NOT NULL,
    PRIMARY KEY (call_id, seq)
) WITHOUT ROWID
"""
_HEARD = """
CREATE TABLE heard (
    trainee     TEXT NOT NULL,
    scenario_id TEXT NOT NULL,
    line        TEXT NOT NULL,
    PRIMARY KEY (trainee, scenario_id, line)
) WITHOUT ROWID
"""


_KEPT = """
CREATE TABLE kept (
    id          INTEGER PRIMARY KEY,
    trainee     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    scenario_id TEXT NOT NULL,
    call_id     TEXT NOT NULL,
    at          TEXT NOT NULL,
    data        TEXT NOT NULL
)
"""

_OUTBOX = """
CREATE TABLE outbox (
    uuid        TEXT PRIMARY KEY,
    trainee     TEXT NOT NULL,
    seat        TEXT NOT NULL,
    scenario_id TEXT NOT NULL,
    made_at     TEXT NOT NULL,
    document    TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'refused')),
    code        TEXT NOT NULL DEFAULT '',
    said        TEXT NOT NULL DEFAULT ''
)
"""


def _first_tables(connection: sqlite3.Connection) -> None:
    for statement in (
        _CALLS,
        _EVENTS,
        _HEARD,
        "CREATE INDEX calls_of_scenario ON calls (scenario_id, trainee)",
        f"PRAGMA application_id = {APPLICATION}",
    ):
        connection.execute(statement)


def _what_is_kept_beside_calls(connection: sqlite3.Connection) -> None:
    connection.execute(_KEPT)
    connection.execute("CREATE INDEX kept_of_trainee ON kept (trainee, kind)")


def _what_waits_to_be_sent(connection: sqlite3.Connection) -> None:
    connection.execute(_OUTBOX)
    connection.execute("CREATE INDEX outbox_of_trainee ON outbox (trainee)")
    connection.execute("CREATE INDEX outbox_waiting ON outbox (seat, status)")


MIGRATIONS: list[Callable[[sqlite3.Connection], None]] = [
    _first_tables,
    _what_is_kept_beside_calls,
    _what_waits_to_be_sent,
]


# Settled before a call begins; the first hash covers them.
HEADER_COLUMNS = (
    "id",
    "scenario_id",
    "scenario_hash",
    "language",
    "title",
    "mode",
    "model",
    "setup",
    "trainee",
    "program",
    "attempt",
    "started_at",
)
# Rows are read by these names and their place: a damaged schema may spell its own otherwise.
CALL_COLUMNS = (*HEADER_COLUMNS, "header_hash", "status", "ended_at", "result", "head")
SELECT_CALLS = f"SELECT {', '.join(CALL_COLUMNS)} FROM calls"
_PROBES = (
    f"{SELECT_CALLS} LIMIT 0",
    "SELECT call_id, seq, at, event, hash FROM events LIMIT 0",
    "SELECT trainee, scenario_id, line FROM heard LIMIT 0",
    "SELECT id, trainee, kind, scenario_id, call_id, at, data FROM kept LIMIT 0",
    "SELECT uuid, trainee, seat, scenario_id, made_at, document, status, code, said FROM outbox LIMIT 0",
)


def call_row(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of SELECT_CALLS by the names of its columns."""
    return dict(zip(CALL_COLUMNS, row, strict=True))


def version_of(connection: sqlite3.Connection) -> int:
    """The version that a database says it has; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_ours(connection: sqlite3.Connection, folder: Path) -> None:
    """Raises NewerSchema where a newer version wrote the file, DatabaseBroken where another program did."""
    found = version_of(connection)
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != (APPLICATION if found or tables else 0):
        raise DatabaseBroken(folder=folder, reason="it belongs to another program")
    if found > len(MIGRATIONS):
        raise NewerSchema(folder=folder, found=found, known=len(MIGRATIONS))


def upgrade(connection: sqlite3.Connection, folder: Path) -> None:
    """Bring a database to the present version, step by step. Raises StoreError or sqlite3.Error; keeps what was."""
    check_ours(connection, folder)
    while version_of(connection) < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _one_step(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def check_whole(connection: sqlite3.Connection, folder: Path) -> None:
    """Raises DatabaseBroken where tables or columns of the present version are missing."""
    try:
        for probe in _PROBES:
            connection.execute(probe)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise DatabaseBroken(folder=folder, reason=str(error)) from error


def _one_step(connection: sqlite3.Connection) -> None:
    version = version_of(connection)  # inside the transaction: another process may have been quicker
    if version < len(MIGRATIONS):
        MIGRATIONS[version](connection)
        connection.execute(f"PRAGMA user_version = {version + 1}")
