"""The database of team sessions: SQLite in a file, or PostgreSQL by URL. Reads have connections of their own; writes
wait in line for one writer, which performs all that wait in one transaction and answers after the commit.

SQLite: write-ahead log, every commit on disk before it is acknowledged, and each write transaction begins IMMEDIATE
(one that begins as a reader fails half the time when others write). PostgreSQL: whoever decides by what is there
locks the seat's row first.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from sim.core.errors import InputError
from sim.team.writing import Writer

T = TypeVar("T")
Item = TypeVar("Item")
_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_S = 15
_READERS = 4
_SWEEP_WAITS_MS = 5000  # for those who read; whoever waits behind waits no longer than that
_MIGRATION_LOCK = 0x434F4F4C  # only one process at a time brings the tables up to date


class UnusableDatabase(InputError):
    """The database cannot be opened; the message says why."""


def sqlite_url(file: Path) -> str:
    """The URL of a database in a file."""
    return f"sqlite:///{file.absolute()}"


class Database:
    """Open it, close it. `read` and `write` are for the event loop, `reading` and `writing` for everybody else."""

    def __init__(self, writer: Engine, reader: Engine) -> None:
        self._write_engine, self._read_engine = writer, reader
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="team-read")
        self._writer = Writer(writer)

    @classmethod
    def open(cls, url: str) -> "Database":
        """The database at a URL, its tables up to date. Raises UnusableDatabase."""
        try:
            writer, reader = _engines(url)
            with writer.begin() as connection:
                _migrate(connection)
        except (DBAPIError, ArgumentError, NoSuchModuleError, ModuleNotFoundError, OSError) as error:
            raise UnusableDatabase(_in_one_line(error, url)) from error
        return cls(writer, reader)

    @property
    def is_postgres(self) -> bool:
        """Whether several servers may share it."""
        return self._write_engine.dialect.name == "postgresql"

    @property
    def place(self) -> str:
        """Its URL, without a password that may be in it."""
        return self._write_engine.url.render_as_string(hide_password=True)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What a function reads, in a transaction of its own."""
        import asyncio  # noqa: PLC0415  # a command that only writes needs no loop

        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self.reading() as connection:
            return work(connection)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Let a function write; returns after the commit. Whatever it raises undoes what it did, and only that."""
        return await self._writer.work(work)

    async def write_with_others(
        self, work: Callable[[Connection, Sequence[Item]], Sequence[T | Exception]], item: Item
    ) -> T:
        """Let a function write all items that wait for it at once; an exception in its answer is raised here."""
        return await self._writer.together(work, item)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment and changes nothing."""
        with self._read_engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction, committed at the end."""
        with self._write_engine.begin() as connection:
            yield connection

    async def scrub(self) -> bool:
        """As `scrub_now`, for the event loop."""
        import asyncio  # noqa: PLC0415  # as above

        return await asyncio.get_running_loop().run_in_executor(self._readers, self.scrub_now)

    def scrub_now(self) -> bool:
        """After something was deleted for good: leave no copy of it where the database keeps what it wrote before.
        Returns whether that is done; else somebody reads for too long just now, and it is to be tried again.

        SQLite overwrites deleted rows in the file at once, but they stay in its log until that is emptied. PostgreSQL
        leaves their bytes in the file's free space, swept or not: the table of names, which is small, is written anew.
        """
        done = False
        with suppress(SQLAlchemyError, sqlite3.Error):  # also that no connection is free
            done = self._rewritten() if self.is_postgres else self._log_emptied()
        return done

    def _log_emptied(self) -> bool:
        with closing(self._write_engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {_SWEEP_WAITS_MS}")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {_BUSY_S * 1000}")
        return not busy

    def _rewritten(self) -> bool:
        # By a change of type to what it was: VACUUM FULL would take along what any open transaction might still see.
        with self._write_engine.begin() as rewriting:
            rewriting.execute(text(f"SET LOCAL lock_timeout = {_SWEEP_WAITS_MS}"))
            rewriting.execute(text("ALTER TABLE names ALTER COLUMN name TYPE varchar(60) USING name || ''"))
        with self._write_engine.connect() as sweeping:
            sweeping.execution_options(isolation_level="AUTOCOMMIT")
            sweeping.execute(text("VACUUM (SKIP_LOCKED) attempts, seats"))
        return True

    def close(self) -> None:
        """What waits is still written; then everything is let go."""
        self._writer.stop()
        self._readers.shutdown()
        self._read_engine.dispose()
        self._write_engine.dispose()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _engines(url: str) -> tuple[Engine, Engine]:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(parsed, pool_size=_READERS + 2, pool_pre_ping=True, hide_parameters=True)
        return engine, engine
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise ArgumentError(f"neither sqlite:///FILE nor postgresql+psycopg://...: {parsed.render_as_string()}")
    Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # there are names in it
    return _sqlite(url, "IMMEDIATE", reading=False), _sqlite(url, "DEFERRED", reading=True)


def _sqlite(url: str, begin: str, reading: bool) -> Engine:
    # Parameters may be names: no error says them, and so no log does.
    engine = create_engine(url, connect_args={"timeout": _BUSY_S, "check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        pragmas = ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"]
        for pragma in [*pragmas, *(["query_only = ON"] if reading else [])]:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    return engine


def _migrate(connection: Connection) -> None:
    """Every step that this database has not had yet."""
    from alembic import command  # noqa: PLC0415  # only a start needs it
    from alembic.config import Config  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _in_one_line(error: Exception, url: str) -> str:
    """What went wrong, without the password of a URL."""
    try:
        shown = make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        shown = "?"
    cause = getattr(error, "orig", None) or error
    return f"{shown}: {' '.join(str(cause).split())}"
