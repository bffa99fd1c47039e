"""Tables, steps, and one writer for all."""

import asyncio
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.exc import TimeoutError as NoConnection

from sim.team.database import Database, UnusableDatabase, sqlite_url
from sim.team.tables import metadata, settings
from sim.team.trouble import Declined


def put(key):
    """Work that writes a key, and returns it."""

    def work(connection):
        connection.execute(insert(settings).values(key=key, value="x"))
        return key

    return work


def keys(connection):
    return set(connection.execute(select(settings.c.key)).scalars())


def test_the_steps_make_exactly_the_tables(database):
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_that_is_up_to_date_stays_as_it_is(database, database_url):
    with database.writing() as connection:
        put("a")(connection)
    with Database.open(database_url) as again, again.reading() as connection:
        assert keys(connection) == {"a"}


def test_each_commit_of_sqlite_is_on_disk_before_it_is_acknowledged(tmp_path):
    with Database.open(sqlite_url(tmp_path / "a.db")) as opened, opened.writing() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")}
    assert asked == {"journal_mode": "wal", "synchronous": 2}


@pytest.mark.parametrize("url", ["mysql://a:secret@b/c", "nonsense", "sqlite://", "sqlite:////proc/none/x.db"])
def test_a_database_that_cannot_be_used_is_said_in_one_line_without_its_password(url):
    with pytest.raises(UnusableDatabase) as error:
        Database.open(url)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_what_fails_undoes_itself_alone_and_what_it_raised_is_raised(database):
    def failing(connection):
        put("lost")(connection)
        raise Declined("busy")

    async def all_of_it():
        work = (database.write(put("a")), database.write(failing), database.write(put("a")), database.write(put("b")))
        return await asyncio.gather(*work, return_exceptions=True)

    first, failed, twice, other = asyncio.run(all_of_it())
    assert (first, other) == ("a", "b")
    assert isinstance(failed, Declined)
    assert type(twice).__name__ == "IntegrityError"
    with database.reading() as connection:
        assert keys(connection) == {"a", "b"}


def test_items_that_wait_together_are_written_together(database):
    piles = []

    def write_all(connection, items):
        piles.append(len(items))
        return [put(item)(connection) for item in items]

    held, holding = threading.Event(), threading.Event()

    def hold(connection):
        holding.set()
        held.wait()

    async def all_of_it():
        first = asyncio.ensure_future(database.write(hold))
        await asyncio.to_thread(holding.wait)
        rest = [asyncio.ensure_future(database.write_with_others(write_all, f"k{n}")) for n in range(40)]
        await asyncio.sleep(0)  # each has put itself in line
        held.set()
        return await asyncio.gather(first, *rest)

    assert asyncio.run(all_of_it())[1:] == [f"k{n}" for n in range(40)]
    assert piles == [40]


def test_what_waits_when_the_database_closes_is_still_written(database_url):
    async def some(opened):
        return await asyncio.gather(*(opened.write(put(f"k{n}")) for n in range(20)))

    with Database.open(database_url) as opened:
        asyncio.run(some(opened))
    with Database.open(database_url) as opened, opened.reading() as connection:
        assert len(keys(connection)) == 20


def test_an_error_of_the_database_does_not_say_what_was_written(database):
    with database.writing() as connection:
        put("Ann Bakker")(connection)
    with pytest.raises(Exception, match="settings") as error, database.writing() as connection:
        put("Ann Bakker")(connection)
    if not database.is_postgres:  # PostgreSQL says the key itself; its own setting keeps it from doing so
        assert "Bakker" not in str(error.value)


def test_who_reads_sees_one_moment_and_changes_nothing(database):
    if database.is_postgres:
        pytest.skip("PostgreSQL has roles for this")
    with database.reading() as connection, pytest.raises(Exception, match="readonly"):
        put("a")(connection)


def test_what_cannot_be_swept_for_want_of_a_connection_is_left_for_later(database, monkeypatch):
    def no_connection(*_):
        raise NoConnection("QueuePool limit reached")

    with monkeypatch.context() as busy:
        busy.setattr(database._write_engine, "raw_connection", no_connection)
        busy.setattr(database._write_engine, "begin", no_connection)
        assert not database.scrub_now()
    assert database.scrub_now()
