"""From a line to what is asked of the worker, or to an answer that needs no worker."""

import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.voice import problems
from sim.voice.cache import key_of
from sim.voice.captions import estimated_words, silent_seconds
from sim.voice.engines import Engine
from sim.voice.lines import ENVELOPE_RATE, CallerVoice, Line, Speech
from sim.voice.mood import setting, voice_name
from sim.voice.telephone import envelope

LONGEST_TEXT = 1500
"""Characters; two minutes of speech. It also keeps a request smaller than the pipe to the worker."""
EFFECT = "line-1"
PLAIN = "plain-1"
_LAST_OF_THE_BASIC_PLANE = 0xFFFF

# One character for one, so that the engine's offsets hold in the caption's text.
_SAID_AS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": ".", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Order:
    """A line for the worker: its key in the cache and the message, but for id and folder.

    `problem`: it cannot be said.
    """

    line: Line
    key: str
    message: dict[str, Any]
    problem: str | None = None


def order_for(line: Line, engine: Engine, on_the_line: bool) -> Order:
    """What to ask of this engine for this line. Equal keys sound alike."""
    text = spoken_text(line.text)
    voice = _engine_voice(line.voice, line.language, engine)
    rate, pitch, spread, volume = setting(line.voice, line.mood)
    effect = EFFECT if on_the_line else PLAIN
    key = key_of(engine.identity, voice, line.language, rate, pitch, spread, volume, effect, text)
    message = {
        "key": key,
        "text": text,
        "voice": voice,
        "language": line.language,
        "sex": line.voice.sex,
        "rate": rate,
        "pitch": pitch,
        "range": spread,
        "volume": volume,
        "line": on_the_line,
        "command": list(engine.command),
        "timeout": engine.deadline(line.text),
    }
    problem = _unspeakable(text, engine)
    return Order(line, key, message, problem)


def spoken_text(text: str) -> str:
    """A text as engines take it: plain quotes, and a blank for each character that cannot be spoken."""

    def plain(character: str) -> str:
        odd = not character.isprintable() or ord(character) > _LAST_OF_THE_BASIC_PLANE
        return " " if odd else character

    return "".join(map(plain, text.translate(_SAID_AS)))


def as_caption(id_: int, line: Line, problem: str | None) -> Speech:
    """The line without sound, paced as if it were spoken."""
    seconds = silent_seconds(line.text, line.language, setting(line.voice, line.mood).rate)
    return Speech(id_, None, seconds, estimated_words(line.text, seconds), problem=problem)


def recorded(id_: int, line: Line) -> Speech | None:
    """The line's own recording; None where it cannot be used.

    The length of an OGG is left to the stage, which can read it.
    """
    path = line.recording
    if path is None or not path.is_file():
        return None
    if path.suffix.lower() == ".ogg":
        guess = silent_seconds(line.text, line.language)
        return Speech(id_, path, None, estimated_words(line.text, guess))
    try:
        seconds, loudness = _measured(path)
    except (OSError, wave.Error, EOFError, ZeroDivisionError):
        return None
    return Speech(id_, path, seconds, estimated_words(line.text, seconds), loudness)


def _measured(path: Path) -> tuple[float, bytes]:
    """Seconds and envelope of a WAV; the envelope is empty where it is not 16-bit sound."""
    with wave.open(str(path), "rb") as file:
        rate, count, channels = file.getframerate(), file.getnframes(), file.getnchannels()
        if file.getsampwidth() != 2:
            return count / rate, b""
        samples = array("h", file.readframes(count))[::channels]
    thinned = samples[:: max(1, rate // (ENVELOPE_RATE * 50))]
    return count / rate, envelope(thinned, rate // max(1, rate // (ENVELOPE_RATE * 50)))


def _engine_voice(voice: CallerVoice, language: str, engine: Engine) -> str:
    """A name from the settings for a foreign engine, else espeak's."""
    sex = "male" if voice.sex == "male" else "female"
    return engine.voices.get(f"{language}-{sex}") or engine.voices.get(language) or voice_name(voice, language)


def _unspeakable(text: str, engine: Engine) -> str | None:
    if not any(map(str.isalnum, text)):
        return problems.SILENT
    if len(text) > LONGEST_TEXT:
        return problems.TOO_LONG
    if engine.command and not any("{out}" in part for part in engine.command):
        return problems.BAD_COMMAND
    return None
