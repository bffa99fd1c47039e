"""The mixer: plays WAV files and knows how far each has got, with or without a sound device.

How far a sound is follows from the app's clock and the length of the file, not from the device: captions and
mouth move the same on a machine without one. Nothing here raises into the frame loop; a file that cannot be
read plays as nothing, and `problem` says what was wrong last; `crowded`, `dropped` and `lag` tell what a trainee
would hear as a fault. Sounds of the same path that are not the voice are
loaded once (`ready` does it beforehand), so that starting one costs no frame.
"""

from __future__ import annotations

import math
import os
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pygame

from sim.stage.quiet import quiet_stderr

RATE, SAMPLE_BITS, CHANNELS, BUFFER = 22050, -16, 1, 512
Group = Literal["voice", "effects", "line", "reader"]
_SPEAKING = ("voice", "reader")  # who says one thing at a time


@dataclass
class Playing:
    """A sound that was started. started is a moment of the app's clock, length is in seconds, infinite for a loop.

    level: its share of its group's volume.
    """

    path: Path
    group: Group
    started: float
    length: float
    level: float = 1.0
    sound: pygame.mixer.Sound | None = None
    channel: pygame.mixer.Channel | None = None
    stopped: float | None = None

    def position(self, now: float) -> float:
        """How many seconds of it have been heard, 0 to its length."""
        until = now if self.stopped is None else min(now, self.stopped)
        return max(0.0, min(self.length, until - self.started))

    def over(self, now: float) -> bool:
        """Whether it has ended or was stopped."""
        return self.stopped is not None or now - self.started >= self.length


class Sound:
    """Owns the mixer. open=False never touches a device: for tests and pictures."""

    def __init__(self, open: bool = True) -> None:
        self.has_device = False
        self.problem: str | None = None
        self.crowded = 0  # times that somebody began to speak over themselves
        self.dropped = 0  # sounds for which the mixer had no channel left
        self.volumes: dict[Group, float] = {"voice": 1.0, "effects": 1.0, "line": 1.0, "reader": 1.0}
        self._ducked = 1.0
        self._playing: list[Playing] = []
        self._loaded: dict[Path, pygame.mixer.Sound] = {}
        self._mixing = open and self._open()
        asked_for_none = os.environ.get("SDL_AUDIODRIVER") == "dummy" and self.problem is None
        self.missing = open and not self.has_device and not asked_for_none

    def _open(self) -> bool:
        """Open the device, or SDL's dummy one, which keeps real time."""
        asked = os.environ.get("SDL_AUDIODRIVER")
        for driver in (asked, "dummy"):
            if driver:
                os.environ["SDL_AUDIODRIVER"] = driver
            try:
                with quiet_stderr():
                    # No changes: a device of 48 kHz would make each sound be turned into that while a frame waits.
                    pygame.mixer.pre_init(RATE, SAMPLE_BITS, CHANNELS, BUFFER, allowedchanges=0)
                    pygame.mixer.init()
            except pygame.error as problem:
                self.problem = str(problem)
                continue
            self.has_device = driver != "dummy"
            return True
        return False

    def play(self, path: Path, now: float, group: Group = "voice", volume: float = 1.0) -> Playing:
        """Start a WAV or OGG file at this moment. Always gives a Playing; one of length 0 when it is unusable."""
        playing = Playing(path, group, now, 0.0, volume)
        playing.length = self._start(playing, loops=0)
        return playing

    def loop(self, path: Path, now: float, group: Group = "effects", volume: float = 1.0) -> Playing:
        """Start a WAV file that is heard again and again until it is stopped; over at once when it is unusable."""
        playing = Playing(path, group, now, 0.0, volume)
        playing.length = math.inf if self._start(playing, loops=-1) else 0.0
        return playing

    def ready(self, path: Path) -> None:
        """Load a sound that is not the voice before it is needed."""
        if self._mixing and path not in self._loaded:
            try:
                self._loaded[path] = pygame.mixer.Sound(str(path))
            except (OSError, pygame.error) as problem:
                self.problem = f"{path.name}: {problem}"

    def _start(self, playing: Playing, loops: int) -> float:
        """Let it be heard; the file's seconds, 0 when it is unusable."""
        path, now = playing.path, playing.started
        self._playing = self.heard(now)
        self.crowded += playing.group in _SPEAKING and any(other.group == playing.group for other in self._playing)
        self._playing.append(playing)
        try:
            seconds = 0.0 if path.suffix.lower() == ".ogg" else wav_length(path)
            if self._mixing:
                if playing.group not in ("voice", "reader"):
                    self.ready(path)
                playing.sound = self._loaded.get(path) or pygame.mixer.Sound(str(path))
                self._balance(playing)
                playing.channel = playing.sound.play(loops)
                self.dropped += playing.channel is None
                seconds = seconds or playing.sound.get_length()
        except (OSError, EOFError, wave.Error, pygame.error) as problem:
            self.problem = f"{path.name}: {problem}"
            return 0.0
        return seconds

    def _balance(self, playing: Playing) -> None:
        if playing.sound is not None:
            share = 1.0 if playing.group == "reader" else self._ducked
            playing.sound.set_volume(max(0.0, min(1.0, playing.level * self.volumes[playing.group] * share)))

    def heard(self, now: float) -> list[Playing]:
        """What is to be heard now, oldest first."""
        return [playing for playing in self._playing if not playing.over(now)]

    def lag(self, now: float) -> float:
        """For how many seconds something sounds on that should have ended: much more than a buffer's length when the
        device got its sound too late. now: a moment of the app's clock, which must have kept real time.
        """
        ended = [playing for playing in self._playing if playing.stopped is None and playing.over(now)]
        late = [now - playing.started - playing.length for playing in ended if _sounds(playing)]
        return max(late, default=0.0)

    def stop(self, playing: Playing, now: float, fade: float = 0.03) -> None:
        """End it, fading so that it does not click."""
        if playing.stopped is None and not playing.over(now):
            playing.stopped = now
            # The mixer gives a channel whose sound has ended to another.
            if self._mixing and _sounds(playing) and playing.channel is not None:
                playing.channel.fadeout(round(fade * 1000))

    def stop_all(self, now: float, group: Group | None = None) -> None:
        """End all sounds, or those of a group."""
        for playing in self._playing:
            if group in (None, playing.group):
                self.stop(playing, now)

    def set_volume(self, group: Group, volume: float) -> None:
        """0..1 for a group, for what is playing now too."""
        self.volumes[group] = max(0.0, min(1.0, volume))
        for playing in self._playing:
            if playing.group == group:
                self._balance(playing)

    def duck(self, share: float) -> None:
        """Leave this share of every volume but the reader's: 1 is all of it."""
        self._ducked = share
        for playing in self._playing:
            self._balance(playing)

    def set_level(self, playing: Playing, level: float) -> None:
        """Another share of its group's volume, from now on."""
        if level != playing.level:
            playing.level = level
            self._balance(playing)

    def close(self) -> None:
        """Give the device back."""
        if self._mixing:
            self._loaded.clear()
            pygame.mixer.quit()
            self._mixing = False


def _sounds(playing: Playing) -> bool:
    return playing.channel is not None and playing.channel.get_sound() is playing.sound


def wav_length(path: Path) -> float:
    """The seconds of a WAV file. Raises OSError, EOFError or wave.Error for what is none."""
    with wave.open(str(path), "rb") as file:
        return file.getnframes() / (file.getframerate() or RATE)
