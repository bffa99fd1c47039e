"""What `append` answered for is on disk: after a kill, on a full disk, in a folder that became read-only."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sim.core import events as ev
from sim.store.database import DATABASE_NAME
from sim.store.errors import DatabaseBusy, DiskFull, FolderReadOnly, FolderUnusable, StoreError
from sim.store.journal import Journal
from sim.store.lock import PlayLock
from tests.store.playing import CALL, header, play, unwritable

ROOT = Path(__file__).parents[2]
APPEND_FOR_EVER = """
import sys
from pathlib import Path
from sim.core.events import Reply
from sim.store.journal import Journal
from tests.store.playing import header
with Journal.open(Path(sys.argv[1])) as journal:
    call = journal.begin(header())
    print(call, flush=True)
    for number in range(10**6):
        journal.append(call, Reply(number, f"option-{number}"))
        print(number, flush=True)
"""
# Runs where only this test sees the mounts: $1 is the folder, the rest the program.
IN_SMALL_DISK = 'mount -t tmpfs -o size=600k tmpfs "$1" && shift && exec "$@"'
IN_READ_ONLY_MOUNT = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'
FILL_THE_DISK = """
import sys
from pathlib import Path
from sim.core.events import Reply, Wait
from sim.store.errors import DiskFull
from sim.store.journal import Journal
from sim.store.settings import Settings, load_settings, save_settings
from tests.store.playing import header
folder, kept = Path(sys.argv[1]), 0
save_settings(folder, Settings(theme="paper"))
ballast = folder / "ballast"
ballast.write_bytes(bytes(200_000))
with Journal.open(folder) as journal:
    call = journal.begin(header())
    try:
        for kept in range(100_000):
            journal.append(call, Reply(kept, "x" * 500))
    except DiskFull:
        pass
    else:
        sys.exit("the disk never filled")
    try:
        save_settings(folder, Settings(theme="contrast", unknown={"x": "y" * 100_000}))
        sys.exit("there was room for settings")
    except DiskFull:
        pass
    assert load_settings(folder).settings.theme == "paper"
    ballast.unlink()
    journal.append(call, Reply(kept, "x" * 500))
    found = journal.load(call)
    assert found.intact and len(found.events) == kept + 1, (found.broken_at, len(found.events), kept)
with ballast.open("wb", buffering=0) as file:
    try:
        while True:
            file.write(bytes(4096))
    except OSError:
        pass
with Journal.open(folder, read_only=True) as journal:
    assert len(journal.load(call).events) == kept + 1
try:
    Journal.open(folder)
    sys.exit("there was room for a journal")
except DiskFull:
    pass
print("kept", kept)
"""
READ_THE_REST = """
import sys
from pathlib import Path
from sim.store.errors import FolderReadOnly
from sim.store.journal import Journal
from sim.store.lock import PlayLock
folder = Path(sys.argv[1])
with Journal.open(folder, read_only=True) as journal:
    print([len(journal.load(call.id).events) for call in journal.calls()])
for write in (Journal.open, PlayLock.acquire):
    try:
        write(folder).close()
    except FolderReadOnly:
        print("read-only")
"""


def kill_in_mid_call(folder: Path, after: int) -> None:
    """Kill a program that appends as fast as it can; what it told of is there, whole and in order."""
    command = [sys.executable, "-c", APPEND_FOR_EVER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        call_id = child.stdout.readline().strip()
        for _ in range(after):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        told = after + len(child.stdout.read().split("\n")) - 1
    with Journal.open(folder) as journal:
        call = journal.load(call_id)
        assert call.intact
        assert call_id in [found.id for found in journal.open_calls()]
        assert told <= len(call.events) <= told + 1
        assert call.events == tuple(ev.Reply(number, f"option-{number}") for number in range(len(call.events)))
        journal.append(call_id, ev.Close(1))
        journal.close(call_id, "{}")


@pytest.mark.slow
def test_a_killed_program_lost_no_event(tmp_path):
    kill_in_mid_call(tmp_path, after=40)


@pytest.mark.slow
def test_a_program_killed_again_and_again_lost_no_event(tmp_path):
    for after in range(0, 300, 25):
        kill_in_mid_call(tmp_path, after)
    with Journal.open(tmp_path, read_only=True) as journal:
        assert len(journal.calls(status="closed")) == 12


def fill(journal: Journal, free_pages: int) -> None:
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count = {pages + free_pages}")


def test_on_a_full_disk_nothing_is_lost_and_the_same_append_may_be_repeated(journal):
    call = play(journal, result=None)
    fill(journal, 0)
    long = ev.LookUp(5, "x" * 10_000)
    for _ in range(2):
        with pytest.raises(DiskFull) as caught:
            journal.append(call, long)
    assert str(journal.folder) in str(caught.value)
    assert (journal.load(call).events, journal.load(call).intact) == (CALL, True)
    fill(journal, 100)
    journal.append(call, long)
    assert (journal.load(call).events, journal.load(call).intact) == ((*CALL, long), True)


def test_on_a_full_disk_a_call_can_be_closed_later(journal):
    call = play(journal, result=None)
    fill(journal, 0)
    with pytest.raises(DiskFull):
        journal.close(call, '"' + "x" * 10_000 + '"')
    fill(journal, 100)
    journal.close(call, '"' + "x" * 10_000 + '"')
    assert journal.load(call).intact


def test_a_read_only_folder_can_be_read_and_says_so_when_a_call_begins(open_folder):
    with Journal.open(open_folder) as journal:
        call = play(journal)
    with unwritable(open_folder):
        with Journal.open(open_folder, read_only=True) as journal:
            assert journal.load(call).events == CALL
        with pytest.raises(FolderReadOnly) as caught:
            Journal.open(open_folder)
        assert str(open_folder) in str(caught.value)


def test_events_of_a_killed_program_can_be_read_in_a_read_only_folder(open_folder, tmp_path):
    """Its last events are in the -wal file only; `immutable` alone would not show them."""
    with Journal.open(tmp_path) as journal:
        call = play(journal, result=None)
        for companion in ("", "-wal"):
            shutil.copy(tmp_path / (DATABASE_NAME + companion), open_folder)
    with unwritable(open_folder), Journal.open(open_folder, read_only=True) as journal:
        assert journal.load(call).events == CALL


def test_a_folder_that_cannot_be_made_says_which(tmp_path):
    (tmp_path / "file").touch()
    for use in (Journal.open, PlayLock.acquire):
        with pytest.raises(FolderUnusable) as caught:
            use(tmp_path / "file" / "data")
        assert str(tmp_path / "file" / "data") in str(caught.value)


def test_a_database_that_another_program_holds_says_so_and_waits_for_nobody_else(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.store.database._PATIENCE_S", 0.01)
    with Journal.open(tmp_path) as journal:
        other = sqlite3.connect(tmp_path / DATABASE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            journal.begin(header())
        other.close()
        assert journal.load(play(journal)).intact


def test_every_error_says_what_happened_in_one_line():
    known = {"folder": "F", "reason": "R", "pid": 1, "found": 2, "known": 1, "call": "C"}
    kinds = StoreError.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds) == 11
    for kind in kinds:
        message = str(kind(**known))
        assert message
        assert "{" not in message
        assert "\n" not in message


def run_in_mounts(mounts: str, folder: Path, program: str) -> str:
    """Run a program with mounts of its own; skips where that right is missing."""
    if shutil.which("unshare") is None or os.geteuid() != 0:
        pytest.skip("needs unshare and the right to mount")
    if subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount")
    command = ["unshare", "--mount", "sh", "-c", mounts, "sh", str(folder)]
    done = subprocess.run(
        [*command, sys.executable, "-W", "error", "-c", program, str(folder)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_disk_that_really_fills_up_loses_nothing(tmp_path):
    assert int(run_in_mounts(IN_SMALL_DISK, tmp_path, FILL_THE_DISK).split()[1]) > 10


@pytest.mark.slow
def test_a_mount_that_really_is_read_only_can_be_read(tmp_path):
    with Journal.open(tmp_path) as journal:
        play(journal)
    assert run_in_mounts(IN_READ_ONLY_MOUNT, tmp_path, READ_THE_REST) == "[5]\nread-only\nread-only\n"


@pytest.mark.slow
def test_a_read_only_mount_shows_the_last_events_of_a_killed_program(tmp_path):
    with Journal.open(tmp_path / "live") as journal:
        play(journal)
        play(journal, result=None)
        shutil.copytree(tmp_path / "live", tmp_path / "killed")
    assert run_in_mounts(IN_READ_ONLY_MOUNT, tmp_path / "killed", READ_THE_REST).startswith("[5, 5]\n")
