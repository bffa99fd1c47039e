"""Other people's programs, fetched into a cache folder outside the project; never part of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from measure import Unavailable, last_line
from platformdirs import user_cache_path

INKJS, BINK = "inkjs@2.4.0", "bink==0.7.1"
_LONGEST_FETCH = 120


def cache() -> Path:
    """Where the peers are kept from run to run."""
    return user_cache_path("cool-head-bench", appauthor=False)


def inkjs() -> list[str]:
    """The command that starts a script of node's, and the folder that holds inkjs."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Unavailable("there is no node or npm on this machine")
    folder = cache() / INKJS.replace("@", "-")
    if not (folder / "node_modules" / "inkjs").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _fetch([npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", INKJS])
    return [node, str(folder)]


def bink() -> str:
    """The python that has bink."""
    folder = cache() / f"{BINK.replace('==', '-')}-py{sys.version_info.major}{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "complete").exists():
        _fetch([sys.executable, "-m", "venv", "--clear", str(folder)])
        _fetch([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", BINK])
        (folder / "complete").touch()
    return str(python)


def _fetch(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=_LONGEST_FETCH)
    except subprocess.CalledProcessError as error:
        said = last_line(error.stderr or error.stdout or "")
        raise Unavailable(f"{Path(command[0]).name} could not fetch it: {said}") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{Path(command[0]).name}: {error}") from None


class Peer:
    """A program that measures one round for each line that it reads."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._answer()

    def __call__(self) -> float:
        """Microseconds a choice in one round."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise Unavailable(last_line(self._process.stderr.read()))
        return line

    def close(self) -> None:
        """End it."""
        self._process.communicate()
