"""The header of a scenario file: what a list or a menu shows of it, read without the rest of the file.

Only the blocks of the keys that are shown are parsed, so that a folder of 1,000 files lists in a moment. Where they do
not do (a key is missing, something cannot be read), all that stands before `nodes` is read, and then the whole file,
to say why. The models of a scenario are imported only then: importing them takes longer than showing the menu.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.content.catalogue import BY_NAME
from sim.content.problems import Problem, encodable, make
from sim.core.kinds import FAMILIES, Family

_SHOWN = "format|id|language|title|family|level|minutes|about|caller|twin_of"
# A key at the margin, with the lines below it that are indented, blank or comments.
_BLOCK = re.compile(rf"^(?:{_SHOWN}):.*\n(?:(?:[ \t].*|#.*|\r?)\n)*".encode(), re.MULTILINE)
_NODES = b"\nnodes:"
_AT_ONCE = 16_384
_NEEDED = ("id", "title", "family", "level", "language")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list or a menu shows of a scenario. `languages`: its own first, then those of its translations."""

    id: str
    title: str
    family: Family
    level: int
    minutes: int
    languages: tuple[str, ...]
    path: Path
    caller: str
    about: str
    twin_of: str | None = None
    sex: str = "female"
    age: int = 40
    face: tuple[tuple[str, str], ...] = ()
    start: tuple[int, int, int, int] | None = None  # anger, panic, trust, patience

    def to_json(self) -> dict[str, Any]:
        """The keys of `list --json`."""
        return {
            "id": self.id,
            "title": self.title,
            "family": self.family,
            "level": self.level,
            "minutes": self.minutes,
            "languages": list(self.languages),
            "path": encodable(self.path),
            "caller": self.caller,
            "about": self.about,
            "twin_of": self.twin_of,
        }


@dataclass(frozen=True, slots=True)
class Header:
    """What was read of one file: how it is listed, or why it cannot be."""

    listed: Listed | None
    problems: tuple[Problem, ...] = ()


def read_header(path: Path) -> Header:
    """The header of a scenario file."""
    from sim.content.reading import MOST_BYTES  # noqa: PLC0415  # what is remembered needs no YAML

    data = b""
    try:
        if path.is_file():  # a pipe or a device would wait for ever
            with path.open("rb") as stream:
                while len(data) <= MOST_BYTES and _NODES not in data and (part := stream.read(_AT_ONCE)):
                    data += part
    except (OSError, ValueError):
        return _slowly(path)
    return header_of(data, path)


def header_of(data: bytes, path: Path) -> Header:
    """The header of a scenario file, from its bytes or their beginning."""
    from sim.content.reading import read_bytes  # noqa: PLC0415  # what is remembered needs no YAML

    nodes = data.find(_NODES)
    end = nodes + 1 if nodes >= 0 else len(data)
    document = read_bytes(b"".join(match[0] for match in _BLOCK.finditer(data, 0, end)), str(path))
    value = group(document.value)
    if document.problems or not _does(value, path):
        return _slowly(path)
    return Header(listed_from(value, path))


def _slowly(path: Path) -> Header:
    """The header as it stands before `nodes`, or what is wrong with it."""
    from sim.content.reading import read_file  # noqa: PLC0415  # what is remembered needs no YAML

    document = read_file(path, before="nodes")
    value = group(document.value)
    wrong = tuple(problem for problem in document.problems if problem.severity == "error")
    if wrong or not _does(value, path):
        return Header(None, wrong or _whole_problems(path))
    return Header(listed_from(value, path))


def _does(value: dict[str, Any], path: Path) -> bool:
    """Whether this can be listed."""
    texts = [value.get(key) for key in _NEEDED]
    numbers = [_number(value.get(key)) for key in ("level", "minutes")]
    if not all(isinstance(text, str) and text for text in texts) or None in numbers:
        return False
    return texts[0] == path.stem and value["family"] in FAMILIES


def _whole_problems(path: Path) -> tuple[Problem, ...]:
    """A header that does not do is rare: then the whole file says why."""
    from sim.content.reading import read_file  # noqa: PLC0415  # as above
    from sim.content.scenarios import scenario_of  # noqa: PLC0415  # see the rule above

    problems = scenario_of(read_file(path), path.name).problems
    errors = tuple(problem for problem in problems if problem.severity == "error")
    return errors or (make(BY_NAME["not-valid"], str(path), (1, 1), found="header"),)


def listed_from(value: dict[str, Any], path: Path) -> Listed:
    """How a scenario is listed, from the values of its header."""
    caller = group(value.get("caller"))
    voice, start = group(caller.get("voice")), group(caller.get("start"))
    mood = [_number(start.get(gauge)) for gauge in ("anger", "panic", "trust", "patience")]
    anger, panic, trust, patience = (number or 0 for number in mood)
    return Listed(
        id=path.stem,
        title=value["title"],
        family=value["family"],
        level=int(value["level"]),
        minutes=int(value["minutes"]),
        languages=(value["language"],),
        path=path,
        caller=text(caller.get("name")),
        about=text(value.get("about")),
        twin_of=text(value.get("twin_of")) or None,
        sex=text(voice.get("sex")) or "female",
        age=_number(voice.get("age")) or 40,
        face=tuple(sorted((key, text(part)) for key, part in group(caller.get("face")).items())),
        start=None if None in mood else (anger, panic, trust, patience),
    )


def text(value: Any) -> str:
    """The value if it is a text, else the empty text."""
    return value if isinstance(value, str) else ""


def group(value: Any) -> dict[str, Any]:
    """The value if it is a group of keys, else an empty one."""
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int | None:
    number = text(value)
    return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else None
