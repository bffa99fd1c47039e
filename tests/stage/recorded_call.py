"""A call whose sound goes to a file, as a program of its own: in a process where SDL's sound was open before, another
driver cannot be had any more.

    SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=call.raw python -m tests.stage.recorded_call call.raw voice.wav

Its clock is what the device has played, so a busy machine stretches nothing. It ends by saying where in the file, in
seconds, each part of the call began, as JSON.
"""

import json
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from sim.stage.director import Director
from sim.stage.sound import RATE, Sound
from tests.stage.fakes import FakeProgram, FakeRecorder, FakeSpeaker

PATIENCE = 120.0


@dataclass
class Voice(FakeSpeaker):
    """Each line is the same second of sound."""

    path: Path = Path("voice.wav")

    def poll(self):
        return [replace(speech, path=self.path, seconds=1.0) for speech in super().poll()]


class Device:
    """The file that the device plays into."""

    def __init__(self, path):
        self.path = path
        self.director = None

    def played(self):
        return self.path.stat().st_size / 2 / RATE if self.path.exists() else 0.0

    def until(self, condition):
        ends = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < ends, f"nothing more after {self.played()} s"
            if self.director is not None:
                self.director.tick(self.played())
            time.sleep(0.01)

    def seconds(self, length):
        ends = self.played() + length
        self.until(lambda: self.played() >= ends)
        return self.played()


def main(raw, voice):
    sound, device, parts = Sound(), Device(Path(raw)), {}
    device.director = director = Director(FakeProgram().call(), FakeRecorder(), Voice(path=Path(voice)), sound)
    director.begin(device.played())
    parts["answered"] = device.seconds(0.9)
    director.answer()
    device.until(lambda: director.phase == "your_turn")
    director.hold()
    parts["held"] = device.played()
    parts["left"] = device.seconds(1.0)
    director.leave()
    device.director = None  # nobody ticks a call that was left
    parts["silent"] = device.seconds(0.6)
    device.seconds(0.5)
    sound.close()
    sys.stdout.write(json.dumps(parts))


if __name__ == "__main__":
    main(*sys.argv[1:])
