"""The worker's process as its owner sees it: started, written to, heard, killed. Never waits for it."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from sim.voice.engines import Engine

_LONGEST_ANSWER = 1 << 16

Heard = Callable[["WorkerProcess", dict[str, Any] | None], None]
"""Called on the reader's thread for each message, and once with None: the worker ended, or said what is no message."""


class WorkerProcess:
    """One run of the worker. Raises OSError where it cannot be started."""

    def __init__(self, engine: Engine, heard: Heard) -> None:
        self._process = subprocess.Popen(
            engine.argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **engine.environment},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows: no console pops up
            start_new_session=True,  # a group of its own: Ctrl+C is ours to answer, and its children die with it
        )
        self._heard = heard
        threading.Thread(target=self._read, args=(self._process.stdout,), name="voice reader", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process, for whoever measures it."""
        return self._process.pid

    def send(self, message: dict[str, Any]) -> bool:
        """False when the worker is gone. One request at a time fits the pipe, so this never waits."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def kill(self) -> None:
        """End it and its children now. Once is enough, twice does no harm."""
        if self._process.returncode is not None:
            return
        with suppress(ProcessLookupError, PermissionError):  # gone already
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def _read(self, source: IO[bytes]) -> None:
        with source:
            while True:
                message = _parsed(source.readline(_LONGEST_ANSWER))
                self._heard(self, message)
                if message is None:
                    return


def _parsed(line: bytes) -> dict[str, Any] | None:
    """The message in a line; None for the end of the pipe and for garbage."""
    if not line.endswith(b"\n"):
        return None
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None
