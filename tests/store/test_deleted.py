"""The data folder is deleted, moved or replaced while the program is open: nothing of this sitting is lost."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from sim.store.database import DATABASE_NAME
from sim.store.errors import AlreadyOpen, StoreError
from sim.store.journal import Journal
from sim.store.lock import PlayLock
from tests.store.playing import CALL, RESULT, header, play, unwritable


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def journal(folder):
    with Journal.open(folder) as opened:
        yield opened


def on_disk(folder):
    """What somebody else finds there, and whether SQLite calls the file sound."""
    with Journal.open(folder, read_only=True) as journal:
        stored = [(journal.load(call.id), call.status) for call in journal.calls()]
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return [f"{call.intact} {len(call.events)} {status}" for call, status in stored]


def delete(folder, tmp_path):
    shutil.rmtree(folder)


def delete_the_file(folder, tmp_path):
    (folder / DATABASE_NAME).unlink()


def move(folder, tmp_path):
    folder.rename(tmp_path / "elsewhere")


def move_the_file(folder, tmp_path):
    (folder / DATABASE_NAME).rename(tmp_path / "moved.sqlite")


def replace_by_an_older_copy(folder, tmp_path):
    """As a backup program does that puts everything back: the open call is in it with fewer events."""
    copy = tmp_path / "copy"
    with Journal.open(copy) as older:
        play(older)
    shutil.rmtree(folder)
    copy.rename(folder)


def replace_by_nonsense(folder, tmp_path):
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / DATABASE_NAME).write_bytes(b"nonsense" * 1000)


@pytest.mark.parametrize(
    ("harm", "others"),
    [
        (delete, 0),
        (delete_the_file, 0),
        (move, 0),
        (move_the_file, 0),
        (replace_by_an_older_copy, 1),
        (replace_by_nonsense, 0),
    ],
)
def test_a_call_whose_file_disappears_goes_on_in_a_fresh_one_with_all_its_events(
    journal, folder, tmp_path, harm, others
):
    told = []
    journal.on_anew = lambda: told.append("anew")
    call = journal.begin(header())
    for event in CALL[:3]:
        journal.append(call, event)
    harm(folder, tmp_path)
    for event in CALL[3:]:
        journal.append(call, event)
    assert told == ["anew"]
    assert sorted(on_disk(folder)) == [f"True {len(CALL)} closed"] * others + [f"True {len(CALL)} open"]
    journal.close(call, RESULT)
    assert on_disk(folder) == [f"True {len(CALL)} closed"] * (others + 1)
    assert journal.anew == 1


def test_a_file_that_was_moved_away_has_all_that_was_written_before(journal, folder, tmp_path):
    call = play(journal)
    move_the_file(folder, tmp_path)
    journal.begin(header())
    with closing(sqlite3.connect(tmp_path / "moved.sqlite")) as moved:
        assert moved.execute("SELECT id, status FROM calls").fetchall() == [(call, "closed")]


def test_the_calls_of_this_sitting_come_along_and_those_from_before_stay_deleted(folder):
    with Journal.open(folder) as before:
        play(before)
    with Journal.open(folder) as journal:
        finished, running = play(journal), journal.begin(header())
        journal.append(running, CALL[0])
        shutil.rmtree(folder)
        journal.remember_heard(None, "four-afternoons", ["Nobody came!"])
        assert {call.id for call in journal.calls()} == {finished, running}
        journal.append(running, CALL[1])
    assert sorted(on_disk(folder)) == ["True 2 open", f"True {len(CALL)} closed"]


def test_a_new_call_after_the_folder_was_deleted_begins_in_a_fresh_file(journal, folder):
    shutil.rmtree(folder)
    play(journal)
    assert on_disk(folder) == [f"True {len(CALL)} closed"]


def test_an_older_state_of_the_same_call_gives_way_to_the_newer(journal, folder, tmp_path):
    call = journal.begin(header())
    journal.append(call, CALL[0])
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as source, closing(sqlite3.connect(tmp_path / "x")) as copy:
        source.backup(copy)
    journal.append(call, CALL[1])
    (tmp_path / "x").replace(folder / DATABASE_NAME)
    journal.append(call, CALL[2])
    assert on_disk(folder) == ["True 3 open"]


def test_where_no_fresh_file_can_be_made_nothing_is_lost_and_the_same_append_works_later(open_folder):
    with Journal.open(open_folder / "data") as journal:
        call = journal.begin(header())
        journal.append(call, CALL[0])
        shutil.rmtree(open_folder / "data")
        with unwritable(open_folder):
            for _ in range(2):
                with pytest.raises(StoreError):
                    journal.append(call, CALL[1])
        journal.append(call, CALL[1])
    assert on_disk(open_folder / "data") == ["True 2 open"]


def test_a_second_copy_on_the_new_folder_keeps_it_and_the_first_waits(folder):
    lock = PlayLock.acquire(folder)
    with lock, Journal.open(folder, lock=lock) as journal:
        call = journal.begin(header())
        shutil.rmtree(folder)
        with PlayLock.acquire(folder), pytest.raises(AlreadyOpen):
            journal.append(call, CALL[0])
        journal.append(call, CALL[0])
        with pytest.raises(AlreadyOpen):
            PlayLock.acquire(folder)
    assert on_disk(folder) == ["True 1 open"]
    PlayLock.acquire(folder).release()


def test_a_lock_that_is_still_there_is_not_taken_anew(folder):
    with PlayLock.acquire(folder) as lock:
        lock.renew()
        with pytest.raises(AlreadyOpen):
            PlayLock.acquire(folder)
    lock.renew()
    PlayLock.acquire(folder).release()
