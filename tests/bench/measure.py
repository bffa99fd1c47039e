"""A row of the table, and how its figures are taken: several rounds, everyone in each round, medians."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
SCENARIOS = ("eviction-thursday", "four-afternoons", "the-helpful-man")


class Unavailable(Exception):
    """The other side cannot be had here; the message says why."""


class Broken(Exception):
    """What was to be measured failed: never a row to skip."""


@dataclass(frozen=True)
class Row:
    """What was measured beside what. `target` is the highest ratio that will do, or just too high (`below`)."""

    name: str
    unit: str
    ours: float | None = None
    theirs: float | None = None
    target: float | None = None
    below: bool = False
    note: str = ""
    broken: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours to theirs; None where a side is missing."""
        return None if self.ours is None or not self.theirs else self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None for a row without a target or without a ratio."""
        if self.broken:
            return False
        if self.target is None or self.ratio is None:
            return None
        return self.ratio < self.target if self.below else self.ratio <= self.target

    def as_json(self) -> dict[str, Any]:
        """The row as a mapping."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def medians(rounds: int, sides: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Every side once a round, so that load hits all alike; the median of each. One round before goes uncounted."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, measure in sides.items():
            value = measure()
            if number:
                found[name].append(value)
    return {name: median(values) for name, values in found.items()}


def environment(**extra: str) -> dict[str, str]:
    """The environment for a child that is measured: bytecode is cached, the program is found."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYGAME_HIDE_SUPPORT_PROMPT": "1", **extra}


def child(script: str, *arguments: str, **extra: str) -> str:
    """Run one of the scripts of this folder to its end; what it printed. Raises Broken when it fails."""
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, env=environment(**extra), capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise Broken(f"{script}: {last_line(done.stderr)}")
    return done.stdout


def last_line(text: str) -> str:
    """What a program said last."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it said nothing").strip()


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = ("", "ours", "theirs", "ratio", "target", "")
    body = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in body) for place in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in body
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    notes = [f"- {row.name}: {row.note}" for row in rows if row.note]
    return "\n".join([*lines, "", *notes])


def _cells(row: Row) -> tuple[str, ...]:
    if row.ours is None and row.theirs is None:
        return row.name, "", "", "", "", "BROKEN" if row.broken else "skipped"
    ratio = "" if row.ratio is None else f"{row.ratio:.2g}" if row.ratio < 0.1 else f"{row.ratio:.2f}"
    target = "" if row.target is None else f"{'<' if row.below else '≤'} {row.target:g}"
    met = {True: "met", False: "MISSED", None: ""}[row.met]
    return row.name, _figure(row.ours, row.unit), _figure(row.theirs, row.unit), ratio, target, met


def _figure(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"
