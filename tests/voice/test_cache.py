import json
import os
import wave
import zlib

import pytest

from sim.voice.cache import Cache, key_of


@pytest.fixture
def cache(tmp_path):
    cache = Cache(tmp_path / "lines", cap_bytes=50_000)
    assert cache.open()
    return cache


def put(cache, word, size=10_000, used=None):
    """A line in the cache as the worker would leave it; its key."""
    key, sound = key_of(word), b"\x01\x02" * (size // 2)
    name = f"{key}.{zlib.crc32(sound):08x}.wav"
    with wave.open(str(cache.folder / name), "wb") as file:
        file.setparams((1, 2, 11025, 0, "NONE", ""))
        file.writeframes(sound)
    facts = {"format": 1, "wav": name, "seconds": size / 22050, "events": [[0.1, 0]], "envelope": "00ff"}
    index = cache.folder / f"{key}.json"
    index.write_text(json.dumps(facts))
    if used is not None:
        for path in (index, cache.folder / name):
            os.utime(path, (used, used))
    return key


def test_what_was_put_in_comes_out(cache):
    entry = cache.load(put(cache, "hello"))
    assert entry.path.is_file()
    assert (entry.events, entry.envelope) == (((0.1, 0),), b"\x00\xff")


def test_what_is_not_there_is_none(cache):
    assert cache.load(key_of("hello")) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda index, wav: index.write_text("{"),
        lambda index, wav: index.write_text("[]"),
        lambda index, wav: index.write_text('{"format": 1}'),
        lambda index, wav: index.write_bytes(b"\xff\xfe"),
        lambda index, wav: index.write_text(index.read_text().replace('"format": 1', '"format": 2')),
        lambda index, wav: index.write_text(index.read_text().replace('"00ff"', '"00f"')),
        lambda index, wav: wav.unlink(),
        lambda index, wav: wav.write_bytes(wav.read_bytes()[:-2]),
        lambda index, wav: wav.write_bytes(wav.read_bytes()[:-1] + b"\xff"),
    ],
)
def test_a_damaged_entry_is_no_entry(cache, damage):
    key = put(cache, "hello")
    damage(cache.folder / f"{key}.json", next(cache.folder.glob("*.wav")))
    assert cache.load(key) is None


def test_over_its_cap_the_cache_drops_what_was_used_longest_ago(cache):
    keys = [put(cache, str(i), used=1000 + i) for i in range(7)]
    cache.load(keys[0])
    cache.sweep()
    kept = [key for key in keys if cache.load(key)]
    assert keys[0] in kept
    assert kept[1:] == keys[-len(kept) + 1 :]
    assert sum(path.stat().st_size for path in cache.folder.iterdir()) <= 50_000


def test_adding_lines_never_lets_the_cache_outgrow_its_cap(cache):
    for i in range(12):
        entry = cache.load(put(cache, str(i), used=1000 + i))
        cache.added(entry)
        assert entry.path.is_file(), "what was just made is kept"
        assert sum(path.stat().st_size for path in cache.folder.iterdir()) <= 61_000


def test_leftovers_of_a_killed_program_go_when_they_are_old(cache):
    old, new = cache.folder / "a.1.part", cache.folder / "b.2.part"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (1000, 1000))
    cache.sweep()
    assert (old.exists(), new.exists()) == (False, True)


def test_files_that_are_not_ours_are_left_alone(cache):
    note = cache.folder / "README.txt"
    note.write_bytes(b"x" * 90_000)
    cache.sweep()
    assert note.exists()


@pytest.mark.parametrize("facts", [("a", "b"), ("ab",), ("a", "b", 1), ("a", "b", None)])
def test_different_facts_have_different_keys(facts):
    assert key_of(*facts) != key_of("a", "b", "")
