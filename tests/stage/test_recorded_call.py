"""What a device would play of a call, kept by SDL's disk driver: in real time, hence slow."""

import math
import time
import wave
from array import array
from dataclasses import replace

import pytest

from sim.stage.director import Director
from sim.stage.sound import RATE, Sound
from tests.stage.fakes import FakeProgram, FakeRecorder, FakeSpeaker

pytestmark = pytest.mark.slow


class Voice(FakeSpeaker):
    """Each line is a second of a tone as loud as a furious caller."""

    def __init__(self, folder):
        super().__init__()
        self.path = folder / "voice.wav"
        with wave.open(str(self.path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(11025)
            file.writeframes(array("h", (round(29000 * math.sin(i / 3)) for i in range(11025))).tobytes())

    def poll(self):
        return [replace(speech, path=self.path, seconds=1.0) for speech in super().poll()]


def decibels(samples):
    rms = math.sqrt(sum(v * v for v in samples) / max(1, len(samples))) / 32768
    return 20 * math.log10(max(rms, 1e-6))


def test_a_call_rings_calmly_never_clips_and_is_silent_when_it_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(tmp_path / "call.raw"))
    sound = Sound()
    director = Director(FakeProgram().call(), FakeRecorder(), Voice(tmp_path), sound)
    began = time.perf_counter()

    def wait(condition):
        while not condition():
            director.tick(time.perf_counter() - began)
            time.sleep(0.01)

    def seconds(length):
        until = time.perf_counter() + length
        wait(lambda: time.perf_counter() >= until)

    director.begin(0.0)
    seconds(0.9)
    director.answer()
    wait(lambda: director.phase == "your_turn")
    director.hold()
    seconds(0.6)
    director.leave()
    time.sleep(0.7)
    sound.close()

    played = array("h", (tmp_path / "call.raw").read_bytes())
    heard = [decibels(played[i : i + RATE // 20]) for i in range(0, len(played), RATE // 20)]
    assert max(map(abs, played)) < 32767
    assert any(-29 < level < -22 for level in heard[:20]), "the ring"
    assert max(heard) > -8, "the voice, whatever is under it"
    assert any(-42 < level < -28 for level in heard[-30:]), "the hold tone"
    assert not any(played[-RATE // 5 :]), "nothing any more"
