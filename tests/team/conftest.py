"""Databases for tests: SQLite always; PostgreSQL as well where COOL_HEAD_POSTGRES names one (slow)."""

import os
import shutil
from argparse import Namespace
from threading import Lock

import pytest

from tests.painting import _faces_are_plain, _painted_where_it_is_looked_at  # noqa: F401  # for every test here

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A file with all tables and nothing in them: the steps are not run for every test."""
    from sim.team.database import Database, sqlite_url

    file = tmp_path_factory.mktemp("team") / "empty.db"
    Database.open(sqlite_url(file)).close()
    return file


def url_of(backend, empty_database, folder, whose="own"):
    from sim.team.database import sqlite_url

    if backend == "sqlite":
        return sqlite_url(shutil.copy(empty_database, folder / "sessions.db"))
    return _own_schema(whose)


def _own_schema(whose):
    """An empty schema of this test process: one for a single test, another for the server that outlives it."""
    url = os.environ.get("COOL_HEAD_POSTGRES")
    if not url:
        pytest.skip("COOL_HEAD_POSTGRES names no PostgreSQL")
    pytest.importorskip("psycopg")
    from sqlalchemy import create_engine, make_url, text

    schema = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{whose}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    found = make_url(url).update_query_dict({"options": f"-csearch_path={schema}"})
    return found.render_as_string(hide_password=False)


@pytest.fixture(params=BACKENDS)
def database_url(request, tmp_path, empty_database):
    return url_of(request.param, empty_database, tmp_path)


@pytest.fixture
def database(database_url):
    """A database of the test's own."""
    from sim.team.database import Database

    with Database.open(database_url) as opened:
        yield opened


@pytest.fixture(scope="session", params=BACKENDS)
def school(request, tmp_path_factory, empty_database):
    """A server for all tests of this process: building its routes takes longer than most tests."""
    from sim.team.database import Database
    from tests.team.classroom import Classroom

    url = url_of(request.param, empty_database, tmp_path_factory.mktemp("school"), "school")
    with Database.open(url) as opened, Classroom(opened) as classroom:
        yield classroom


@pytest.fixture
def room(school):
    """The server with nothing in it."""
    school.clean()
    return school


@pytest.fixture
def wire(room, monkeypatch):
    """Every address leads to the classroom, from the game as well."""
    from sim.commands import seats
    from sim.team.client import Server
    from tests.team.sending import Wire

    line, ask, turn = Wire(room.client), room.client.request, Lock()

    def one_at_a_time(*what, **options):  # the classroom has one event loop, and the game asks from threads
        with turn:
            return ask(*what, **options)

    monkeypatch.setattr(room.client, "request", one_at_a_time)
    monkeypatch.setattr(seats, "connector", lambda language: lambda address: Server(address, language, line))
    return line


@pytest.fixture
def start(tmp_path, monkeypatch, wire):
    """Starts the game, for whoever plays."""
    from sim.commands import seats
    from sim.commands.context import Context
    from sim.commands.playing import playing_journal
    from sim.commands.window import Game
    from sim.team.client_courier import Courier

    def courier(context, language):  # at once: no first frame is waited for here
        return Courier(lambda: seats.sender_of(context, language), 0.0)

    monkeypatch.setattr(seats, "courier_of", courier)
    monkeypatch.setattr(Game, "downloads", lambda game: tmp_path)
    with Context(tmp_path / "data", [], "en") as context:

        def begin(trainee=None, of=context):
            game = Game(of, playing_journal(of), Namespace(no_voice=True, seed=7))
            of.closing.callback(game.close)
            game.keep_all({"trainee": trainee})
            return game

        yield begin
