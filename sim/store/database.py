"""Opening the database: for writing, for reading while a game plays, and for reading where nothing can be written.

Writing: WAL, synchronous FULL, foreign keys; every transaction is BEGIN IMMEDIATE. A damaged file is found here,
before anything is added to it.

Reading: SQLite opens a WAL database on a read-only or full file system only as `immutable`, which ignores a -wal file
that a killed program left behind. Where there is one, a copy is read instead, so that its last events are seen.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sim.store.errors import DatabaseBroken, FolderUnusable, plain_errors
from sim.store.files import COMPANIONS, Place, make_folder, place_of
from sim.store.schema import MIGRATIONS, check_ours, check_whole, upgrade, version_of

DATABASE_NAME = "cool-head.sqlite"
_PATIENCE_S = 2.0  # for another program that writes; a person waits
_MOST_CHECKED_BYTES = 64 * 1024 * 1024  # quick_check reads the whole file

# What SQLite says where it cannot make the files beside a database that it wants even for reading.
_NO_COMPANIONS = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def open_for_writing(path: Path) -> sqlite3.Connection:
    """A connection that may write, at the present schema. Raises StoreError; DatabaseBroken for a damaged file."""
    folder = path.parent
    make_folder(folder)
    with plain_errors(folder):
        connection = _connect(str(path))
        return _prepared(connection, lambda: _prepare_writing(connection, path))


class Places(NamedTuple):
    """Which files a connection writes to."""

    database: Place | None
    companions: tuple[tuple[Path, Place | None], ...]


def places_of(path: Path) -> Places:
    """The files of an open database, by their names now."""
    names = [path.with_name(path.name + companion) for companion in COMPANIONS if companion]
    return Places(place_of(path), tuple((name, place_of(name)) for name in names))


def take_companions(connection: sqlite3.Connection, places: Places) -> None:
    """Where a database has lost its name, take its companions away from it: a fresh one must never meet them.

    Everything in them goes into the old file first, wherever that is now. Raises OSError or sqlite3.Error.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    for name, place in places.companions:
        if place is not None and place_of(name) == place:
            name.unlink()


def open_in_memory() -> sqlite3.Connection:
    """A database that is gone when it is closed."""
    connection = _connect(":memory:")
    return _prepared(connection, lambda: upgrade(connection, Path()))


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that reads only; where there are no results yet, an empty one. Raises StoreError."""
    if not path.is_file():
        if path.parent.exists() and not path.parent.is_dir():
            raise FolderUnusable(folder=path.parent, reason="it is a file")
        empty = open_in_memory()
        return _prepared(empty, lambda: _forbid_writing(empty))
    with plain_errors(path.parent):
        connection = _connect_reading(path)
        return _prepared(connection, lambda: _prepare_reading(connection, path.parent))


def _connect(name: str, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_PATIENCE_S, isolation_level=None, uri=uri)
    # A flipped byte may be no UTF-8 any more: it must be read, to be found.
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    return connection


def _prepared(connection: sqlite3.Connection, prepare: Callable[[], sqlite3.Connection | None]) -> sqlite3.Connection:
    """The connection after `prepare`, or what that puts in its place; closed if it fails."""
    try:
        return prepare() or connection
    except BaseException:
        connection.close()
        raise


def _prepare_writing(connection: sqlite3.Connection, path: Path) -> None:
    check_ours(connection, path.parent)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: fsync alone does not reach the disk there
    connection.execute("PRAGMA foreign_keys = ON")
    _look_for_damage(connection, path)
    upgrade(connection, path.parent)
    check_whole(connection, path.parent)
    # Say now, not at the first reply, that nothing can be kept. BEGIN IMMEDIATE alone succeeds on a read-only file.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("ROLLBACK")


def _look_for_damage(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size > _MOST_CHECKED_BYTES:
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseBroken(folder=path.parent, reason=found)


def _connect_reading(path: Path) -> sqlite3.Connection:
    # Not mode=ro: such a connection cannot tidy up when it is the last one, and leaves its companions behind.
    connection = _connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    try:
        version_of(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in _NO_COMPANIONS:
            raise
        return _connect_frozen(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_frozen(path: Path) -> sqlite3.Connection:
    """Read a database whose folder admits no companions beside it."""
    wal = path.with_name(path.name + "-wal")
    if not wal.is_file() or not wal.stat().st_size:
        return _connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    import tempfile  # noqa: PLC0415  # it loads slowly, and a copy is rare

    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, path.name)
        for file in (path, wal):
            shutil.copyfile(file, copy.with_name(file.name))
        with closing(_connect(str(copy))) as source:
            return _in_memory(source)


def _in_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    copy = _connect(":memory:")
    return _prepared(copy, lambda: source.backup(copy))


def _prepare_reading(connection: sqlite3.Connection, folder: Path) -> sqlite3.Connection:
    check_ours(connection, folder)
    if version_of(connection) < len(MIGRATIONS):
        # An older version, and no right to bring the file up to date: a copy is.
        with closing(connection):
            connection = _in_memory(connection)
        _prepared(connection, lambda: upgrade(connection, folder))
    _prepared(connection, lambda: check_whole(connection, folder))
    _forbid_writing(connection)
    return connection


def _forbid_writing(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
