import os
import signal
import subprocess
import sys

import pytest

from sim.store.errors import AlreadyOpen, FolderReadOnly
from sim.store.journal import Journal
from sim.store.lock import PlayLock
from tests.store.playing import unwritable

HOLD = """
import sys, time
from pathlib import Path
from sim.store.lock import PlayLock
lock = PlayLock.acquire(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_copy_is_told_who_plays_and_may_play_after_it(tmp_path):
    with PlayLock.acquire(tmp_path / "new"):
        with pytest.raises(AlreadyOpen) as caught:
            PlayLock.acquire(tmp_path / "new")
        assert caught.value.data["pid"] == os.getpid()
        assert str(os.getpid()) in str(caught.value)
    PlayLock.acquire(tmp_path / "new").release()


def test_readers_need_no_lock(tmp_path):
    with PlayLock.acquire(tmp_path), Journal.open(tmp_path), Journal.open(tmp_path, read_only=True) as reader:
        assert reader.calls() == []


def test_the_lock_of_a_killed_program_is_free_again(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyOpen) as caught:
            PlayLock.acquire(tmp_path)
        assert caught.value.data["pid"] == other.pid
        other.send_signal(signal.SIGKILL)
    PlayLock.acquire(tmp_path).release()


def test_a_child_that_outlives_the_program_does_not_keep_the_lock(tmp_path):
    lock = PlayLock.acquire(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE):
        lock.release()
        PlayLock.acquire(tmp_path).release()


def test_releasing_twice_does_nothing(tmp_path):
    lock = PlayLock.acquire(tmp_path)
    lock.release()
    lock.release()


def test_a_read_only_folder_says_so(open_folder):
    with unwritable(open_folder), pytest.raises(FolderReadOnly):
        PlayLock.acquire(open_folder)


def test_no_room_for_the_pid_still_locks(tmp_path, monkeypatch):
    def full(handle, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.write", full)
    with PlayLock.acquire(tmp_path), pytest.raises(AlreadyOpen) as caught:
        PlayLock.acquire(tmp_path)
    assert caught.value.data["pid"] is None
