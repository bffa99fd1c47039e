"""The drivers to measure on: SDL's dummy one, and a real X server where Xvfb is there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from measure import Unavailable

DUMMY = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


@contextmanager
def x11() -> Iterator[dict[str, str]]:
    """An X server of our own; gives the environment of a program that draws on it."""
    server = shutil.which("Xvfb")
    if server is None:
        raise Unavailable("there is no Xvfb on this machine")
    command = [server, "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        number = process.stdout.readline().strip()
        if not number:
            raise Unavailable("Xvfb did not start")
        yield {"SDL_VIDEODRIVER": "x11", "SDL_AUDIODRIVER": "dummy", "DISPLAY": f":{number}"}
    finally:
        process.terminate()
        process.wait()


@contextmanager
def dummy() -> Iterator[dict[str, str]]:
    """SDL's own way to draw into nothing."""
    yield dict(DUMMY)


DISPLAYS = {"Xvfb": x11, "dummy": dummy}
