import sqlite3

import pytest

from sim.store import schema
from sim.store.database import DATABASE_NAME
from sim.store.errors import DatabaseFailed, NewerSchema
from sim.store.journal import Journal
from tests.store.playing import play


def tables(folder) -> tuple[int, set[str]]:
    connection = sqlite3.connect(folder / DATABASE_NAME)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version, names


PRESENT = len(schema.MIGRATIONS)
TABLES = {"calls", "events", "heard", "kept", "outbox"}


def add_notes(connection) -> None:
    connection.execute("CREATE TABLE notes (call_id TEXT)")
    connection.execute("ALTER TABLE calls ADD COLUMN place TEXT")


def fail_halfway(connection) -> None:
    connection.execute("CREATE TABLE half (x TEXT)")
    connection.execute("no such statement")


def test_an_empty_file_of_version_zero_becomes_the_present_version(tmp_path):
    (tmp_path / DATABASE_NAME).touch()
    with Journal.open(tmp_path) as journal:
        assert journal.set_aside is None
        play(journal)
    assert tables(tmp_path) == (PRESENT, TABLES)


def test_a_later_step_keeps_old_calls_intact(tmp_path, monkeypatch):
    with Journal.open(tmp_path) as journal:
        call = play(journal)
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, add_notes])
    with Journal.open(tmp_path) as journal:
        assert journal.load(call).intact
        assert journal.load(play(journal)).intact
    assert tables(tmp_path) == (PRESENT + 1, TABLES | {"notes"})


def test_a_reader_of_an_older_version_brings_a_copy_up_to_date_and_leaves_the_file(tmp_path, monkeypatch):
    with Journal.open(tmp_path) as journal:
        call = play(journal)
    before = (tmp_path / DATABASE_NAME).read_bytes()
    monkeypatch.setattr("sim.store.schema.MIGRATIONS", [*schema.MIGRATIONS, add_notes])
    with Journal.open(tmp_path, read_only=True) as journal:
        assert journal.load(call).intact
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


def test_a_step_that_fails_halfway_leaves_the_old_version_whole(tmp_path, monkeypatch):
    with Journal.open(tmp_path) as journal:
        call = play(journal)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, add_notes, fail_halfway])
        with pytest.raises(DatabaseFailed):
            Journal.open(tmp_path)
    assert tables(tmp_path) == (PRESENT + 1, TABLES | {"notes"})
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, add_notes])
    with Journal.open(tmp_path) as journal:
        assert journal.load(call).intact


@pytest.mark.parametrize("read_only", [False, True])
def test_results_of_a_newer_version_are_refused_and_left_alone(tmp_path, monkeypatch, read_only):
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, add_notes])
        with Journal.open(tmp_path) as journal:
            play(journal)
    with pytest.raises(NewerSchema) as caught:
        Journal.open(tmp_path, read_only=read_only)
    assert (caught.value.data["found"], caught.value.data["known"]) == (PRESENT + 1, PRESENT)
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE_NAME]
