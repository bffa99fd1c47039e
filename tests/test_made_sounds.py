"""The sounds of a call are what assets/sounds/make.py makes, calm, and without a seam where they loop."""

import importlib.util
import itertools
import wave
from array import array
from functools import cache
from pathlib import Path

import pytest

from sim.stage.call.sounds import RING_EVERY, RING_SECONDS

FOLDER = Path(__file__).parents[1] / "assets" / "sounds"
LOOPS = ("ring", "line", "hold", "breath")
LONG_TO_MAKE = {"line", "hold", "breath"}


@cache
def script():
    spec = importlib.util.spec_from_file_location("made_sounds", FOLDER / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples_of(name):
    with wave.open(str(FOLDER / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 11025)
        return array("h", file.readframes(file.getnframes()))


def names():
    return sorted(path.stem for path in FOLDER.glob("*.wav"))


def test_every_sound_has_its_file_and_every_file_its_sound():
    assert names() == sorted(script().SOUNDS)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in LONG_TO_MAKE else []) for name in names()]
)
def test_a_file_is_what_the_script_makes(name):
    kept, made = samples_of(name), script().made(name)
    assert len(kept) == len(made)
    # Another machine's sine may differ in its last bit.
    assert max(abs(one - other) for one, other in zip(kept, made, strict=True)) <= 1


@pytest.mark.parametrize("name", names())
def test_no_sound_shouts(name):
    assert max(map(abs, samples_of(name))) <= 0.25 * 32767


@pytest.mark.parametrize("name", names())
def test_a_sound_begins_and_ends_without_a_click(name):
    samples = samples_of(name)
    step = max(abs(b - a) for a, b in itertools.pairwise(samples))
    seam = abs(samples[0] - samples[-1]) if name in LOOPS else max(abs(samples[0]), abs(samples[-1]))
    assert seam <= step


def test_the_phone_rings_one_second_in_five():
    samples, on = samples_of("ring"), RING_SECONDS * 11025
    assert len(samples) == RING_EVERY * 11025
    assert max(map(abs, samples[:on])) > 1000
    assert not any(samples[on:])


def test_the_breath_is_as_long_as_the_ring_on_the_screen():
    from sim.stage.call.breath import IN_SECONDS, OUT_SECONDS

    assert len(samples_of("breath")) == (IN_SECONDS + OUT_SECONDS) * 11025
