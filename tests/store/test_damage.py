"""Whatever byte of the file changes: it is found, or the call is still the same."""

import random
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from sim.store.database import DATABASE_NAME
from sim.store.errors import CallUnreadable, DatabaseBroken, StoreError, UnknownCall
from sim.store.journal import Journal
from tests.store.playing import CALL, RESULT, header, play

FLIP_STEP, SLOW_STEP = 389, 11  # primes: every kind of place in a page is met over the pages


@pytest.fixture
def played(tmp_path) -> tuple[Path, str]:
    """A file with one finished call of Noor between two others, closed."""
    with Journal.open(tmp_path) as journal:
        play(journal, trainee="Sam")
        call = play(journal, trainee="Noor")
        play(journal, trainee="Sam", result=None)
    return tmp_path, call


def flip(folder: Path, old: bytes, new: bytes, which: int = 0) -> None:
    path = folder / DATABASE_NAME
    data = path.read_bytes()
    at = -1
    for _ in range(which + 1):
        at = data.index(old, at + 1)
    assert len(old) == len(new)
    path.write_bytes(data[:at] + new + data[at + len(old) :])


def change(folder: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(folder / DATABASE_NAME)
    connection.execute(statement, values)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE calls SET trainee = 'Moor' WHERE id = ?", 0),
        ("UPDATE calls SET trainee = NULL WHERE id = ?", 0),
        ("UPDATE calls SET scenario_hash = 'ac' WHERE id = ?", 0),
        ("UPDATE calls SET setup = replace(setup, '7', '8') WHERE id = ?", 0),
        ("UPDATE calls SET started_at = '2026-05-09T07:03:00.000Z' WHERE id = ?", 0),
        ("UPDATE calls SET attempt = 2 WHERE id = ?", 0),
        ("UPDATE calls SET header_hash = 'ff' WHERE id = ?", 0),
        ("UPDATE events SET event = replace(event, '900', '901') WHERE call_id = ? AND seq = 1", 1),
        ("UPDATE events SET at = at + 1 WHERE call_id = ? AND seq = 2", 2),
        ("UPDATE events SET hash = 'ff' WHERE call_id = ? AND seq = 3", 3),
        ("UPDATE events SET event = '{}' WHERE call_id = ? AND seq = 3", 3),
        ("UPDATE events SET seq = 9 WHERE call_id = ? AND seq = 2", 2),
        ("DELETE FROM events WHERE call_id = ? AND seq = 4", 4),
        ("DELETE FROM events WHERE call_id = ? AND seq = 5", 5),
        ("UPDATE calls SET result = replace(result, '81', '91') WHERE id = ?", 6),
        ("UPDATE calls SET result = NULL WHERE id = ?", 6),
        ("UPDATE calls SET ended_at = '2026-05-09T08:03:00.000Z' WHERE id = ?", 6),
        ("UPDATE calls SET status = 'abandoned' WHERE id = ?", 6),
        ("UPDATE calls SET status = 'open' WHERE id = ?", 6),
        ("UPDATE calls SET status = 'open', result = NULL, ended_at = NULL WHERE id = ?", 6),
        ("UPDATE calls SET head = 'ff' WHERE id = ?", 6),
    ],
)
def test_a_changed_row_is_found_where_it_is(played, statement, broken_at):
    folder, call_id = played
    change(folder, statement, call_id)
    with Journal.open(folder) as journal:
        call = journal.load(call_id)
        assert (call.intact, call.broken_at) == (False, broken_at)
        assert not broken_at or call.events == CALL[: broken_at - 1]


@pytest.mark.parametrize(
    ("old", "new", "broken_at"),
    [
        (b"Noor", b"Moor", 0),
        (b"Noor", b"No\xffr", None),
        (b'"option":"own-it"', b'"option":"owm-it"', 3),
        (b'"option":"own-it"', b'"option"\x80"own-it"', 3),
        (b'"calm":81', b'"calm":91', 6),
        (b'"calm":81', b'"calm"\xc0:1', 6),
    ],
)
def test_a_flipped_byte_in_the_file_is_found_where_sqlite_sees_nothing(tmp_path, old, new, broken_at):
    with Journal.open(tmp_path) as journal:
        call_id = play(journal, trainee="Noor")
    flip(tmp_path, old, new)
    with Journal.open(tmp_path) as journal:
        assert journal.set_aside is None
        assert len(journal.calls()) == 1
        if broken_at is None:
            with pytest.raises(CallUnreadable):
                journal.load(call_id)
        else:
            assert journal.load(call_id).broken_at == broken_at


def test_an_open_call_that_lost_its_end_is_found(tmp_path):
    with Journal.open(tmp_path) as journal:
        call_id = play(journal, result=None)
    change(tmp_path, "DELETE FROM events WHERE seq = 5")
    with Journal.open(tmp_path) as journal:
        assert journal.load(call_id).broken_at == 5
        assert [call.intact for call in journal.open_calls()] == [False]


def test_a_call_whose_header_cannot_be_read_does_not_hide_the_other_open_ones(tmp_path):
    with Journal.open(tmp_path) as journal:
        lost, kept = play(journal, result=None), play(journal, result=None)
    change(tmp_path, "UPDATE calls SET setup = 'x' WHERE id = ?", lost)
    with Journal.open(tmp_path) as journal:
        assert [call.id for call in journal.open_calls()] == [kept]


def flipped_is_found(folder: Path, data: bytes, place: int, calls: dict[str, object]) -> None:
    """Flip one bit of the file; then each call is the same, or known to be damaged."""
    path = folder / DATABASE_NAME
    path.write_bytes(data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :])
    with suppress(StoreError), Journal.open(folder, read_only=True) as journal:
        for call_id, before in calls.items():
            with suppress(UnknownCall, CallUnreadable):
                call = journal.load(call_id)
                assert not call.intact or call == before, f"byte {place} changed unseen"


def all_calls(folder: Path) -> tuple[bytes, dict[str, object]]:
    with Journal.open(folder) as journal:
        calls: dict[str, object] = {call.id: journal.load(call.id) for call in journal.calls()}
    return (folder / DATABASE_NAME).read_bytes(), calls


def test_no_flipped_bit_goes_unseen(played):
    folder, _ = played
    data, calls = all_calls(folder)
    assert len(calls) == 3
    for place in range(0, len(data), FLIP_STEP):
        flipped_is_found(folder, data, place, calls)


@pytest.mark.slow
def test_no_flipped_bit_goes_unseen_anywhere(played):
    folder, _ = played
    data, calls = all_calls(folder)
    for place in range(0, len(data), SLOW_STEP):
        flipped_is_found(folder, data, place, calls)


def test_a_damaged_database_is_set_aside_and_a_new_one_begun(tmp_path):
    (tmp_path / DATABASE_NAME).write_bytes(b"this is no database, it is a letter " * 200)
    with Journal.open(tmp_path) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.path == tmp_path / f"{DATABASE_NAME}.broken-1"
        assert journal.set_aside.path.read_bytes().startswith(b"this is no database")
        assert journal.set_aside.rescued == 0
        assert journal.load(play(journal)).intact
        assert journal.delete(None).set_aside == (journal.set_aside.path,)
    with Journal.open(tmp_path) as journal:
        assert journal.set_aside is None


def test_a_reader_says_that_the_database_is_damaged_and_leaves_it_there(tmp_path):
    (tmp_path / DATABASE_NAME).write_bytes(b"this is no database, it is a letter " * 200)
    with pytest.raises(DatabaseBroken):
        Journal.open(tmp_path, read_only=True)
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE_NAME]


def test_the_database_of_another_program_is_never_written_to(tmp_path):
    change(tmp_path, "CREATE TABLE recipes (name TEXT)")
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with Journal.open(tmp_path) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.path.read_bytes() == before


@pytest.mark.slow
def test_what_can_be_read_of_a_damaged_database_is_carried_over(tmp_path):
    with Journal.open(tmp_path) as journal:
        journal.remember_heard("Noor", "four-afternoons", ["Hello?"])
        calls = [play(journal, result=RESULT[:-1] + f',"pad":"{"x" * 3000}"}}') for _ in range(30)]
    data = bytearray((tmp_path / DATABASE_NAME).read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = random.Random(1).randbytes(4096)
    (tmp_path / DATABASE_NAME).write_bytes(data)
    with Journal.open(tmp_path) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.rescued == len(journal.calls()) >= 20
        found = [journal.load(call.id) for call in journal.calls()]
        assert sum(call.intact for call in found) >= 20
        assert {call.id for call in found} <= set(calls)
        assert journal.heard_lines("Noor", "four-afternoons")


def test_an_event_can_be_added_beside_a_damaged_call(played):
    folder, call_id = played
    change(folder, "UPDATE events SET hash = 'ff' WHERE call_id = ? AND seq = 3", call_id)
    with Journal.open(folder) as journal:
        journal.append(journal.begin(header()), CALL[0])
