"""What `doctor` wants to know about speech: is there an engine, which, with which voices, and what would mend it."""

import platform
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from sim.voice import problems
from sim.voice.engines import Engine, find_engines
from sim.voice.process import WorkerProcess

_LANGUAGES = ("en", "nl")

INSTALL_PACKAGE = "voice_install_package"
INSTALL_WHEEL = "voice_install_wheel"
"""Codes for the text catalogue; `Mend.command` is what to type."""

_PACKAGE_COMMANDS = (
    ("apt-get", "sudo apt-get install espeak-ng"),
    ("dnf", "sudo dnf install espeak-ng"),
    ("pacman", "sudo pacman -S espeak-ng"),
    ("zypper", "sudo zypper install espeak-ng"),
    ("apk", "sudo apk add espeak-ng"),
)


@dataclass(frozen=True)
class Mend:
    """The one thing to do: a code for the sentence, and the command to type."""

    code: str
    command: str


@dataclass(frozen=True)
class VoiceProbe:
    """What was found. `problem` is None when lines can be spoken; `mend` is None when nothing is missing.

    `source`: system, wheel, public, command or empty. `version` and `voices` (language codes, such as en-us and nl) are
    empty where the engine does not tell. `missing`: languages of the program without a voice.
    """

    source: str = ""
    engine: str = ""
    version: str = ""
    voices: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    problem: str | None = None
    mend: Mend | None = None


def probe(engines: Sequence[Engine] | None = None, seconds: float = 3.0) -> VoiceProbe:
    """Start each engine in turn until one answers, at most `seconds` each. Takes about 0.1 s where all is well."""
    for engine in find_engines() if engines is None else engines:
        found = _asked(engine, seconds)
        if found is not None:
            return found
    return VoiceProbe(missing=_LANGUAGES, problem=problems.NO_ENGINE, mend=_mend())


def _asked(engine: Engine, seconds: float) -> VoiceProbe | None:
    """What this engine tells; None when it does not start in time."""
    heard: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    try:
        worker = WorkerProcess(engine, lambda _, message: heard.put(message))
    except OSError:
        return None
    try:
        until = time.monotonic() + seconds
        ready = _next(heard, until)
        if ready is None or ready.get("ready") is not True:
            return None
        worker.send({"id": 1, "languages": True})
        answer = _next(heard, until) or {}
    finally:
        worker.kill()
    voices = tuple(str(code) for code in answer.get("languages", ()) if str(code).startswith(_LANGUAGES))
    missing = tuple(code for code in _LANGUAGES if voices and not any(voice.startswith(code) for voice in voices))
    return VoiceProbe(
        engine.source,
        str(ready.get("engine", "")),
        str(ready.get("version", "")),
        voices,
        missing,
        problems.NO_VOICE if missing else None,
        _mend() if missing else None,
    )


def _next(heard: SimpleQueue[dict[str, Any] | None], until: float) -> dict[str, Any] | None:
    try:
        return heard.get(timeout=max(0.0, until - time.monotonic()))
    except Empty:
        return None


def _mend() -> Mend:
    """A package of the system where its tool is known, else the wheel, which needs no rights."""
    if platform.system() == "Linux":
        for tool, command in _PACKAGE_COMMANDS:
            if shutil.which(tool):
                return Mend(INSTALL_PACKAGE, command)
        return Mend(INSTALL_WHEEL, "pip install espeakng-loader")
    return Mend(INSTALL_WHEEL, "pip install pyttsx3==2.99")
