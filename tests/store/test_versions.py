"""Versions of scenarios on disk: whole or not at all, by hash alone, and never more than there is room for."""

import os
import subprocess
import sys
import time
from random import Random

import pytest

from sim.core.kinds import MOST_SCENARIO_BYTES
from sim.store.errors import DiskFull, StoreError
from sim.store.versions import FOLDER, VersionStore

A, B, C, D = (letter * 64 for letter in "abcd")


def nothing():
    return ()


def aged(store, *hashes):
    """Give files their age: the first is the oldest."""
    for seconds, name in enumerate(hashes, 1):
        os.utime(store.path(name), (seconds, seconds))


def test_what_is_kept_is_read_again_and_nothing_but_a_hash_is_a_name(tmp_path):
    assert VersionStore(tmp_path).keep(A, "één", nothing)
    assert VersionStore(tmp_path).read(A) == "één"
    (tmp_path / "secret.json").write_text("{}")
    for name in ("../secret", "", "A" * 64, B, f"{A}\n"):
        assert VersionStore(tmp_path).read(name) is None
    assert VersionStore(tmp_path).all() == {A}


def test_what_cannot_be_a_text_or_is_too_long_is_as_good_as_gone(tmp_path):
    store = VersionStore(tmp_path)
    store.keep(A, "x" * MOST_SCENARIO_BYTES, nothing)
    store.keep(B, "x", nothing)
    assert store.read(A) is not None
    with store.path(A).open("a") as file:
        file.write("x")
    store.path(B).write_bytes(b"\xff")
    assert (store.read(A), store.read(B)) == (None, None)


def test_a_write_that_fails_leaves_the_old_one_and_nothing_half(tmp_path, monkeypatch):
    store = VersionStore(tmp_path)
    store.keep(A, "old", nothing)
    with monkeypatch.context() as patch:
        patch.setattr("sim.store.files.os.fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(DiskFull):
            store.keep(A, "new", nothing)
        with pytest.raises(StoreError):
            store.keep(B, "new", nothing)
    assert (store.read(A), store.read(B)) == ("old", None)
    assert [path.name for path in store.folder.iterdir()] == [f"{A}.json"]


def test_what_a_killed_program_left_is_no_version_and_goes_with_the_next_write(tmp_path):
    store = VersionStore(tmp_path)
    store.keep(A, "a", nothing)
    draft = tmp_path / FOLDER / f"{B}.json.4711.tmp"
    draft.write_text("half")
    assert store.all() == {A}
    store.keep(C, "c", nothing)
    assert not draft.exists()


def test_where_there_is_no_room_the_oldest_that_nobody_needs_goes_first(tmp_path):
    store = VersionStore(tmp_path, most_bytes=30)
    for name in (A, B, C):
        store.keep(name, "x" * 10, nothing)
    aged(store, B, A, C)
    assert store.keep(D, "x" * 10, lambda: {B})
    assert store.all() == {B, C, D}
    assert store.keep(D, "y" * 10, nothing)  # in the place of itself
    assert not store.keep(A, "x" * 10, lambda: {B, C, D})
    assert not store.keep(A, "x" * 31, nothing)
    assert store.all() == {B, C, D}


def test_what_is_removed_is_what_nobody_needs(tmp_path):
    store = VersionStore(tmp_path)
    assert store.remove(but=()) == 0
    for name in (A, B, C):
        store.keep(name, "x", nothing)
    assert store.remove(but={B}) == 2
    assert store.all() == {B}


WRITER = """
import sys
from pathlib import Path
from sim.store.versions import VersionStore
store = VersionStore(Path(sys.argv[1]))
for number in range(1_000_000):
    print(number, flush=True)
    for letter in "abcdef":
        store.keep(letter * 64, letter * 50_000, lambda: ())
"""


@pytest.mark.slow
def test_a_program_that_is_killed_while_it_writes_leaves_nothing_half(tmp_path):
    chance = Random(7)
    for _ in range(10):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        writer.stdout.readline()
        time.sleep(chance.random() / 20)  # somewhere in the middle; where it is does not matter
        writer.kill()
        writer.communicate()
        store = VersionStore(tmp_path)
        assert all(store.read(name) == name[0] * 50_000 for name in store.all())
    assert store.keep(A, "a", nothing)
    assert not list(store.folder.glob("*.tmp"))
