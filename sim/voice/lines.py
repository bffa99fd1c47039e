"""What is asked of the voice and what it answers: plain values."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ENVELOPE_RATE = 40
"""Loudness values a second in `Speech.envelope`."""


class Word(NamedTuple):
    """A word of a line: when it starts (seconds), and its characters from 0, with the punctuation after it."""

    start: float
    offset: int
    length: int


@dataclass(frozen=True)
class CallerVoice:
    """Who speaks. Equal values always sound the same; `seed` (the scenario's id, say) tells two callers alike apart.

    `sex` is female or male; `rate`, `pitch` and `volume` are factors on the mood's values, 1.0 for an ordinary voice.
    `loudest` is the most that any mood may raise the volume to (see sim.voice.mood), for who does not want to be
    shouted at.
    """

    sex: str = "female"
    age: int = 40
    rate: float = 1.0
    pitch: float = 1.0
    volume: float = 1.0
    seed: str = ""
    loudest: int = 170


@dataclass(frozen=True)
class Mood:
    """How the caller feels while speaking, each 0..100. `relief` may be the caller's trust.

    `weary` is what is missing of their patience.
    """

    anger: int = 0
    panic: int = 0
    relief: int = 0
    weary: int = 0


@dataclass(frozen=True)
class Line:
    """One line to be spoken. `language` is en or nl; `recording` is a WAV or OGG that goes before any engine."""

    text: str
    language: str = "en"
    voice: CallerVoice = CallerVoice()
    mood: Mood = Mood()
    recording: Path | None = None


@dataclass(frozen=True)
class Speech:
    """A line, ready: the answer to one request.

    `path` is a mono or stereo WAV (or the line's own OGG), None for a caption alone. `seconds` is its length, or the
    time that reading it aloud would take; None only for an OGG, which the stage measures. `words` cover the whole
    text. `envelope` holds ENVELOPE_RATE loudness values a second, 0..255 against the loudest voice; empty where there
    is no sound or it is not known. `problem` is None or a code of `problems`.
    """

    id: int
    path: Path | None
    seconds: float | None
    words: tuple[Word, ...]
    envelope: bytes = b""
    problem: str | None = None
