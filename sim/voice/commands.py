"""Any other engine, at arm's length: a command that reads the text on its standard input and writes a WAV file.

Imported in the worker process alone. `{out}` stands for the file to write; `{voice}`, `{language}`, `{sex}`,
`{rate}`, `{pitch}`, `{range}` and `{volume}` may be used too. Example: ["piper", "-m", "{voice}", "-f", "{out}"].
"""

# ruff: noqa: PTH108, PTH110
# Paths are texts here: pathlib would cost the worker half a megabyte.
from __future__ import annotations

import os
import subprocess
import wave
from array import array
from typing import Any

from sim.voice import problems
from sim.voice.problems import NotSpokenError

FIELDS = ("voice", "language", "sex", "rate", "pitch", "range", "volume")


def speak(request: dict[str, Any], out: str) -> tuple[array[int], int]:
    """Run the command for one line; (samples, rate). `out` is a scratch file, removed again.

    Standard output and error are thrown away: what a foreign program prints must not reach our pipe.
    """
    places = {f"{{{name}}}": str(request[name]) for name in FIELDS} | {"{out}": out}
    argv = [_filled(str(part), places) for part in request["command"]]
    try:
        done = subprocess.run(
            argv,
            input=request["text"].encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=request["timeout"],
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if done.returncode:
            raise NotSpokenError(problems.FAILED)
        return read_wav(out)
    except subprocess.TimeoutExpired:
        raise NotSpokenError(problems.LATE) from None
    except (wave.Error, EOFError):
        raise NotSpokenError(problems.FAILED) from None
    except OSError:
        raise NotSpokenError(problems.BAD_COMMAND) from None
    finally:
        if os.path.exists(out):
            os.unlink(out)


def read_wav(path: str) -> tuple[array[int], int]:
    """(samples of the first channel, rate) of a 16-bit WAV. Raises wave.Error or EOFError for anything else."""
    with wave.open(path, "rb") as file:
        if file.getsampwidth() != 2 or not file.getnframes():
            raise wave.Error("not a 16-bit WAV with sound in it")
        samples = array("h", file.readframes(file.getnframes()))
        return samples[:: file.getnchannels()], file.getframerate()


def _filled(part: str, places: dict[str, str]) -> str:
    for place, value in places.items():
        part = part.replace(place, value)
    return part
