"""Memory of the game in a call, with its voice worker, beside that of a bare window. PSS, from the kernel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from displays import DISPLAYS
from measure import HERE, Broken, Row, Unavailable, environment, last_line

MOST = 2.5


def rows() -> list[Row]:
    """A row for each display driver."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Unavailable("this system does not tell the share of memory (smaps_rollup)")
    found = []
    for name, display in DISPLAYS.items():
        title = f"memory in a call / bare window ({name})"
        try:
            with display() as variables:
                ours = _megabytes(["game_waits.py"], variables)
                theirs = _megabytes(["bare_window.py", "stay"], variables)
            real = name != "dummy"
            note = "" if real else "for comparison: no window is opened, theirs is little but the interpreter"
            found.append(Row(title, "MB", ours, theirs, MOST if real else None, note=note))
        except Unavailable as error:
            found.append(Row(title, "MB", note=str(error)))
    return found


def _megabytes(command: list[str], variables: dict[str, str]) -> float:
    """The memory of a script and all its children once it has said its line."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / command[0]), *command[1:]],
        env=environment(**variables), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        if not process.stdout.readline():
            _, said = process.communicate()
            raise Broken(f"{command[0]}: {last_line(said)}")
        return sum(map(_pss, _family(process.pid))) / 1024
    finally:
        process.communicate()


def _family(pid: int) -> list[int]:
    children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _words(task / "children")]
    return [pid, *(member for child in children for member in _family(child))]


def _words(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").split()


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
