"""The speaking process: `python -m sim.voice.worker espeak|command`. JSON lines in on standard input, JSON lines out.

First line out: {"ready": true, "engine", "version"} or {"ready": false, "problem"}. Then, for each request, in order:
    {"id": 1, "text", "voice", "rate", "pitch", "range", "volume", "line": true, "folder", "key"}   speak
        -> {"id": 1} when KEY.json and its WAV are in the folder (see `_store`), or {"id": 1, "problem": code}
    {"id": 2, "languages": true}
        -> {"id": 2, "languages": [codes]}
The process ends when its standard input closes, even in the middle of a line that hangs, and takes its children with
it: it never outlives the game, however the game ends.
"""

# ruff: noqa: PTH105, PTH108, PTH110, PTH118, PTH123
# Paths are texts here: pathlib would cost the worker half a megabyte.
from __future__ import annotations

import json
import os
import signal
import sys
import threading
import wave
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import IO, Any

from sim.voice import problems, telephone
from sim.voice.problems import NotSpokenError


class EspeakEngine:
    """The binding; imported here so that a command's worker needs no espeak."""

    def __init__(self) -> None:
        try:
            from sim.voice.binding import Synthesiser  # noqa: PLC0415
        except (ImportError, OSError, RuntimeError):
            raise NotSpokenError(problems.NO_ENGINE) from None
        self._espeak = Synthesiser()
        self.version = self._espeak.version

    def speak(self, request: dict[str, Any]) -> tuple[array[int], int, list[tuple[float, int]]]:
        """(samples of 16 bits, their rate, (second, place in the text) of each word). Raises NotSpokenError."""
        settings = (request["rate"], request["pitch"], request["range"])
        samples = self._espeak.speak(request["text"], request["voice"], *settings)
        return samples, self._espeak.rate, self._espeak.events

    def languages(self) -> list[str]:
        """The codes of all voices."""
        return self._espeak.languages()


class CommandEngine:
    """Another program for each line. It tells nothing about its words."""

    version = ""

    def speak(self, request: dict[str, Any]) -> tuple[array[int], int, list[tuple[float, int]]]:
        """(samples of 16 bits, their rate, nothing of words). Raises NotSpokenError."""
        from sim.voice import commands  # noqa: PLC0415

        samples, rate = commands.speak(request, _scratch(request, "wav"))
        return samples, rate, []

    def languages(self) -> list[str]:
        """It cannot be asked."""
        return []


ENGINES: dict[str, type[EspeakEngine | CommandEngine]] = {"espeak": EspeakEngine, "command": CommandEngine}


def main() -> None:
    """Answer requests, a line of JSON each, until the pipe ends."""
    out = _own_pipe()
    requests = _listen(sys.stdin.buffer)
    try:
        engine = ENGINES[sys.argv[1]]()
    except NotSpokenError as failure:
        _say(out, {"ready": False, "problem": failure.code})
        return
    _say(out, {"ready": True, "engine": sys.argv[1], "version": engine.version})
    while True:
        request = json.loads(requests.get())
        _say(out, {"id": request["id"], **_answer(engine, request)})


def _answer(engine: EspeakEngine | CommandEngine, request: dict[str, Any]) -> dict[str, Any]:
    try:
        if request.get("languages"):
            return {"languages": engine.languages()}
        _store(request, *engine.speak(request))
    except NotSpokenError as failure:
        return {"problem": failure.code}
    except OSError:
        return {"problem": problems.DISK}
    return {}


def _store(request: dict[str, Any], samples: array[int], rate: int, events: list[tuple[float, int]]) -> None:
    """Put a line into the cache: KEY.CRC.wav first, then KEY.json that names it.

    Both under a temporary name, then moved: no reader ever meets half a file, nor another program's WAV beside our
    times.
    """
    if request["line"]:
        samples, rate = telephone.on_the_line(samples, rate, request["volume"], zlib.crc32(request["key"].encode()))
    else:
        samples = telephone.untouched(samples, request["volume"])
    name = f"{request['key']}.{zlib.crc32(samples.tobytes()):08x}.wav"
    facts = {
        "format": 1,
        "wav": name,
        "seconds": round(len(samples) / rate, 3),
        "events": events,
        "envelope": telephone.envelope(samples, rate).hex(),
    }
    with _moved_to(request, name) as file, wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes(samples.tobytes())
    with _moved_to(request, f"{request['key']}.json") as file:
        file.write(json.dumps(facts).encode())


@contextmanager
def _moved_to(request: dict[str, Any], name: str) -> Iterator[IO[bytes]]:
    """A file to write that appears under its name only when it is whole; a failed one leaves nothing."""
    part = _scratch(request, "part")
    try:
        with open(part, "wb") as file:
            yield file
        os.replace(part, os.path.join(request["folder"], name))
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _scratch(request: dict[str, Any], ending: str) -> str:
    return os.path.join(request["folder"], f"{request['key']}.{os.getpid()}.{ending}")


def _own_pipe() -> IO[bytes]:
    """Keep standard output for us alone: pyttsx3 prints to it, and so may a library."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return out


def _say(out: IO[bytes], message: dict[str, Any]) -> None:
    try:
        out.write(json.dumps(message).encode() + b"\n")
    except OSError:
        _end()


def _listen(source: IO[bytes]) -> SimpleQueue[bytes]:
    """The lines of `source`. They are read on a thread of its own, so that its end is seen while a line hangs."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        for line in source:
            lines.put(line)
        _end()

    threading.Thread(target=read, daemon=True).start()
    return lines


def _end() -> None:
    """End now, with every process that we started. The client made us the leader of a group of our own."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main()
