"""Strict reading of YAML: text stays text, every key and value keeps its place, problems are collected.

The builder works on the *events* of PyYAML's C parser (the pure one where there is no C): no value is ever
interpreted, so `no`, `12:30`, `010` and `1.10` are what was typed. Nothing here raises for a file's content, and
time and memory stay bounded for any file: at most 1 MB is read, aliases are never followed, nesting stops at 40.
"""

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from sim.content import slips
from sim.content.building import MOST_PROBLEMS, Builder
from sim.content.catalogue import BY_NAME
from sim.content.characters import UNWANTED, lines_of, name_of, unwanted_in
from sim.content.document import NOWHERE, Document, Place
from sim.content.problems import Problem, make

MOST_BYTES = 1_000_000
_MOST_REPAIRS = 10
# In words that have a translation; the system's own are in whatever language the system speaks.
_NOT_OPENED = ((FileNotFoundError, "there is no such file"), (PermissionError, "you may not read it"))
_WORD_PROCESSORS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF-")  # .docx and .odt, .doc, .rtf, .pdf
# Pasted from a page or a word processor: a space that looks like one and is none, where YAML needs one.
_FALSE_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
_FALSE_INDENT = re.compile(
    rf"^(?=[^\n]*[{_FALSE_SPACES}])[ \t{_FALSE_SPACES}]*"  # before what the line says,
    rf"(?:-[ {_FALSE_SPACES}]+)?(?:[A-Za-z_][\w-]*:[ {_FALSE_SPACES}]+)?",  # after its dash, after its key
    re.MULTILINE,
)
_FALSE_SPACE = re.compile(f"[{_FALSE_SPACES}]")
_BLANK_WITH_TAB = re.compile(r"^[ \t]*\t[ \t]*$", re.MULTILINE)


def read_file(path: Path, before: str | None = None) -> Document:
    """Read a file. Everything that is wrong with it, even that it is missing, is in the document's problems.

    `before`: a key at the left margin; only what stands before its line is read.
    """
    shown = str(path)
    try:
        # Only a plain file: a pipe or a device would wait for ever.
        if path.is_dir() or (path.exists() and not path.is_file()):
            return _failed(shown, "unreadable", found="it is no plain file")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        known = next((said for kind, said in _NOT_OPENED if isinstance(error, kind)), None)
        reason = known or getattr(error, "strerror", None) or str(error)
        return _failed(shown, "unreadable", found=reason)
    if before is not None and len(data) <= MOST_BYTES:
        data = data.partition(f"\n{before}:".encode())[0]
    return read_bytes(data, shown)


def read_bytes(data: bytes, path: str) -> Document:
    """Read the bytes of a file; `path` is for the problems only."""
    if len(data) > MOST_BYTES:
        return _failed(path, "too-big")
    if data.startswith(_WORD_PROCESSORS):
        return _failed(path, "word-processor")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = lines_of(data[: error.start].decode("utf-8", "replace"))
        return _failed(path, "not-utf8", (len(lines), len(lines[-1]) + 1))
    return read_text(text, path)


def read_text(text: str, path: str) -> Document:
    """Read a text; see read_bytes."""
    clean, problems = _clean(text.removeprefix("\ufeff"), path)
    for attempt in range(_MOST_REPAIRS + 1):
        lines = lines_of(clean)
        builder = Builder(clean, lines, path)
        error = builder.run()
        if error is None:
            break
        slip = slips.diagnose(error, lines, builder.last_quoted)
        problems.append(make(BY_NAME[slip.name], path, slip.place, **slip.figures))
        if slip.mended is None or attempt == _MOST_REPAIRS:
            break
        clean = slip.mended  # the line's value is replaced: what follows can be looked at as well
    whole = error is None and attempt == 0
    return Document(path, builder.top, builder.root, limited([*problems, *builder.problems]), lines, whole)


def limited(problems: list[Problem]) -> tuple[Problem, ...]:
    """In the order of the file, each once, and not more than anybody reads: errors come before warnings then."""
    unique = sorted(dict.fromkeys(problems), key=Problem.order)
    if len(unique) <= MOST_PROBLEMS:
        return tuple(unique)
    kept = sorted(unique, key=lambda problem: problem.severity != "error")[:MOST_PROBLEMS]
    last = max(kept, key=Problem.order)
    rest = make(BY_NAME["more-problems"], last.path, (last.line, last.column), found=len(unique) - MOST_PROBLEMS)
    if kept[0].severity != "error":  # errors come first: there is none, and that there are many is none either
        rest = replace(rest, severity="warning")
    return (*sorted(kept, key=Problem.order), rest)


def _failed(path: str, name: str, place: Place = (1, 1), **figures: Any) -> Document:
    return Document(path, {}, NOWHERE, (make(BY_NAME[name], path, place, **figures),), whole=False)


def _clean(text: str, path: str) -> tuple[str, list[Problem]]:
    """The text with what the parser must not see taken out, at the same places, and what was refused in it."""
    problems: list[Problem] = []
    if UNWANTED.search(text):
        found = islice(unwanted_in(lines_of(text)), MOST_PROBLEMS + 1)
        kind = BY_NAME["forbidden-character"]
        problems = [make(kind, path, place, found=name_of(char)) for place, char in found]
        text = UNWANTED.sub("\ufffd", text)
    if _FALSE_SPACE.search(text):
        problems += _false_spaces(text, path)
        text = _FALSE_INDENT.sub(lambda blank: _FALSE_SPACE.sub(" ", blank[0]), text)
    if "\t" in text:  # a line of nothing but blanks means nothing: no reason to refuse its tab
        text = _BLANK_WITH_TAB.sub(lambda blank: " " * len(blank[0]), text)
    return text, problems


def _false_spaces(text: str, path: str) -> list[Problem]:
    """One for each line that begins with spaces which only look like spaces."""
    kind, found = BY_NAME["forbidden-character"], []
    for number, line in enumerate(lines_of(text), 1):
        begin = _FALSE_INDENT.match(line)
        false = _FALSE_SPACE.search(begin[0]) if begin else None
        if false:
            found.append(make(kind, path, (number, false.start() + 1), found=name_of(false[0])))
        if len(found) > MOST_PROBLEMS:
            break
    return found
