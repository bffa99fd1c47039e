"""Remembers the headers of scenario files between runs, so that a large folder lists without being read.

A file that has the size and time of last change that it had is taken as it was; one whose time changed is compared by
the hash of its content; everything else is read. A change within the same tick of a file system's clock could keep
size and time, so of a file that had just changed when it was read only the hash counts. The index is a convenience:
where it cannot be read or written everything works as without it.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from sim.content.headers import Header, Listed, header_of, read_header

_VERSION = 1  # of the file's form and of what a header holds: raise it when either changes
_FEWEST = 50  # fewer files are read as fast as an index of them
_MOST = 20_000
_SETTLED_NS = 2_000_000_000


class _Entry(NamedTuple):
    size: int
    changed_ns: int  # 0: the time says nothing
    sha256: str
    fields: list[Any]


class HeaderIndex:
    """Give it to a Library as its `index`. `file`: where it is kept; it need not exist."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, _Entry] | None = None
        self._asked: set[str] = set()
        self._new = False

    def __call__(self, path: Path) -> Header:
        """The header of a file, from the index where the file has not changed."""
        if self._known is None:
            self._known = _kept(self._file)
        name = os.fspath(path)
        self._asked.add(name)
        entry = self._known.get(name)
        try:
            found = os.stat(name)  # noqa: PTH116  # a thousand times: the method takes twice as long
            if entry and (entry.size, entry.changed_ns) == (found.st_size, found.st_mtime_ns):
                return Header(listed_of(entry.fields, path))
            return self._read(path, name, entry, found)
        except (OSError, ValueError, TypeError):
            return read_header(path)

    def _read(self, path: Path, name: str, entry: _Entry | None, found: os.stat_result) -> Header:
        from sim.content.reading import MOST_BYTES  # noqa: PLC0415  # what is remembered needs no YAML

        if found.st_size > MOST_BYTES or not path.is_file():
            return read_header(path)
        import hashlib  # noqa: PLC0415  # it loads slowly, and what is remembered needs no hash

        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        same = entry is not None and entry.sha256 == sha256
        header = Header(listed_of(entry.fields, path)) if entry and same else header_of(data, path)
        if header.listed is not None and self._known is not None:
            settled = time.time_ns() - found.st_mtime_ns > _SETTLED_NS
            changed_ns = found.st_mtime_ns if settled else 0
            self._known[name] = _Entry(len(data), changed_ns, sha256, fields_of(header.listed))
            self._new = True
        return header

    def save(self) -> None:
        """Keep what was learnt, if it is worth it."""
        if not self._new or self._known is None or len(self._known) < _FEWEST:
            return
        self._new = False
        known = {name: entry for name, entry in self._known.items() if name in self._asked or Path(name).exists()}
        document = {"version": _VERSION, "files": dict(list(known.items())[-_MOST:])}
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
            beside.replace(self._file)
        except (OSError, UnicodeError):
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _kept(file: Path) -> dict[str, _Entry]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        if document["version"] != _VERSION:
            return {}
        return {name: _Entry(*entry) for name, entry in document["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def fields_of(listed: Listed) -> list[Any]:
    """A listing as JSON keeps it."""
    return [
        listed.title, listed.family, listed.level, listed.minutes, listed.languages, listed.caller, listed.about,
        listed.twin_of, listed.sex, listed.age, listed.face, listed.start,
    ]  # fmt: skip


def listed_of(fields: list[Any], path: Path) -> Listed:
    """The listing that was kept of a file. Raises ValueError or TypeError where the fields are no header's."""
    title, family, level, minutes, languages, caller, about, twin_of, sex, age, face, start = fields
    looks = tuple((key, value) for key, value in face)
    mood = None if start is None else (start[0], start[1], start[2], start[3])
    return Listed(
        path.stem, title, family, level, minutes, tuple(languages), path, caller, about, twin_of, sex, age, looks, mood
    )
