"""Whoever wants to be forgotten is: not a byte of theirs is left in the file, whatever happened to it before."""

import sqlite3
from contextlib import closing

import pytest

from sim.store.database import DATABASE_NAME
from sim.store.journal import Journal
from sim.store.kept import Kept
from tests.store.playing import play

NAME = "Zebedeus Quarrelstone"


def some_of_it_deleted_without_overwriting(folder):
    """As by a SQLite that does not overwrite by itself: rows move about as the file grows, copies stay."""
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
        database.execute("PRAGMA secure_delete = OFF")
        rows = [(NAME, f"s{n}", f"k{n * 7919 % 400}") for n in range(400)]
        database.executemany("INSERT INTO heard VALUES (?, ?, ?)", rows)
        database.execute("DELETE FROM heard WHERE trainee = ? AND scenario_id > 's2'", (NAME,))
        database.commit()


def left(folder):
    return {path.name: found for path in folder.iterdir() if (found := path.read_bytes().count(NAME.encode()))}


def test_not_a_byte_is_left_and_others_stay(tmp_path):
    with Journal.open(tmp_path) as journal:
        play(journal, trainee=NAME)
        other = play(journal, trainee="Ada")
        journal.keep(Kept("plan", {"text": f"I am {NAME}"}, NAME))
        journal.remember_heard(NAME, "four-afternoons", ["Nobody came!"])
    some_of_it_deleted_without_overwriting(tmp_path)
    assert left(tmp_path)
    with Journal.open(tmp_path) as journal:
        assert journal.heard_counts(NAME)["four-afternoons"] == 1
        gone = journal.delete(NAME)
        assert (gone.calls, gone.set_aside, gone.rewritten) == (1, (), True)
        assert left(tmp_path) == {}
        assert [call.id for call in journal.calls()] == [other]
        assert journal.load(other).intact
        assert (journal.kept(NAME), journal.heard_counts(NAME)) == ([], {})


@pytest.mark.parametrize("name", [None, "nobody of this name"])
def test_deleting_who_is_not_there_harms_nobody(tmp_path, name):
    with Journal.open(tmp_path) as journal:
        other = play(journal, trainee="Ada")
        assert journal.delete(name).calls == 0
        assert journal.load(other).intact
