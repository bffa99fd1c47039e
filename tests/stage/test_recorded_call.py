"""What a device would play of a call, kept by SDL's disk driver: in real time, hence slow."""

import json
import math
import os
import subprocess
import sys
import wave
from array import array
from pathlib import Path

import pytest

from sim.stage.sound import RATE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def furious_voice(path):
    """A second of a tone as loud as a furious caller."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(11025)
        file.writeframes(array("h", (round(29000 * math.sin(i / 3)) for i in range(11025))).tobytes())
    return path


def recorded(folder):
    """A call in a process of its own: its samples, and at which second of them its parts began."""
    raw, voice = folder / "call.raw", furious_voice(folder / "voice.wav")
    drivers = {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(raw), "SDL_VIDEODRIVER": "dummy"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.stage.recorded_call", str(raw), str(voice)],
        cwd=ROOT, env={**os.environ, **drivers, "PYGAME_HIDE_SUPPORT_PROMPT": "1"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return array("h", raw.read_bytes()), json.loads(done.stdout.splitlines()[-1])


def decibels(samples):
    rms = math.sqrt(sum(v * v for v in samples) / max(1, len(samples))) / 32768
    return 20 * math.log10(max(rms, 1e-6))


def levels(samples, began, ended):
    """How loud each twentieth of a second between two moments is."""
    step = RATE // 20
    part = samples[int(began * RATE) : int(ended * RATE)]
    return [decibels(part[i : i + step]) for i in range(0, len(part) - step + 1, step)]


def test_a_call_rings_calmly_never_clips_and_is_silent_when_it_is_left(tmp_path):
    played, at = recorded(tmp_path)
    assert max(map(abs, played)) < 32767
    assert any(-29 < level < -22 for level in levels(played, 0, at["answered"])), "the ring"
    assert max(levels(played, at["answered"], at["held"])) > -8, "the voice, whatever is under it"
    assert any(-42 < level < -28 for level in levels(played, at["held"], at["left"])), "the hold tone"
    assert not any(played[int(at["silent"] * RATE) :]), "nothing any more"
