"""What may still tell of somebody beside the database: sounds of screens read aloud, faults, files set aside."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from sim.commands.faults import REPORT_NAME
from sim.store.database import DATABASE_NAME
from sim.store.files import COMPANIONS, set_aside_before
from sim.store.lock import LOCK_NAME
from sim.store.secret import SECRET_NAME
from sim.store.settings import SETTINGS_NAME
from sim.store.versions import FOLDER as VERSIONS

SPOKEN = Path("voice")  # what callers say, as sound
READ_ALOUD = SPOKEN / "reader"  # and the screens that were read aloud: names and notes among them
CERTIFICATES = "certificates"  # the folder of pages that were made from the window
_AT_ONCE = 1 << 20


class Leftovers(NamedTuple):
    """Files that were removed; damaged databases that may hold something; other files that still hold the name."""

    removed: tuple[Path, ...]
    set_aside: tuple[Path, ...]
    still: tuple[Path, ...]


def remove_files(folder: Path, person: str, set_aside: Sequence[Path]) -> Leftovers:
    """Remove what this program wrote about a person beside the database, overwriting it. A file that holds the name and
    is not ours to remove is named. Of somebody without a name, only what was read aloud goes.
    """
    aside = tuple(path.with_name(path.name + companion) for path in set_aside for companion in COMPANIONS)
    ours = [folder / REPORT_NAME, *set_aside_before(folder / SETTINGS_NAME), *_files(folder / CERTIFICATES)]
    doomed = [*_files(folder / READ_ALOUD), *(path for path in ours if person and _holds(path, person))]
    removed = tuple(path for path in doomed if _wiped(path))
    known = {folder / (DATABASE_NAME + companion) for companion in COMPANIONS}
    known |= {folder / name for name in (LOCK_NAME, SETTINGS_NAME, SECRET_NAME)} | set(aside)
    of_nobody = {folder / SPOKEN, folder / VERSIONS}  # what callers say
    others = (path for path in _files(folder) if path not in known and of_nobody.isdisjoint(path.parents))
    still = tuple(path for path in others if person and _holds(path, person))
    return Leftovers(_shown(folder, removed), tuple(path for path in aside if path.exists()), still)


def _shown(folder: Path, removed: Sequence[Path]) -> tuple[Path, ...]:
    """Of many sounds, their folder."""
    sounds = folder / READ_ALOUD
    others = tuple(path for path in removed if sounds not in path.parents)
    return (sounds, *others) if len(others) < len(removed) else others


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    except OSError:
        return


def _holds(path: Path, person: str) -> bool:
    """Whether a name stands in a file or in its own name, as a word: as it is or in the escapes of JSON or HTML."""
    in_pages = escape(person, quote=False).replace('"', "&#34;").replace("'", "&#39;")
    spellings = {one.encode("utf-8") for one in (person, json.dumps(person)[1:-1], escape(person), in_pages)}
    word = re.compile(rb"(?<![0-9A-Za-z])(?:" + b"|".join(map(re.escape, spellings)) + rb")(?![0-9A-Za-z])")
    overlap = max(map(len, spellings)) + 1
    if word.search(os.fsencode(path.name)):
        return True
    try:
        with path.open("rb") as stream:
            before = b""
            while part := stream.read(_AT_ONCE):
                if word.search(before + part):
                    return True
                before = part[-overlap:]
    except OSError:
        return False
    return False


def _wiped(path: Path) -> bool:
    """Overwrite a file and remove it; False where that could not be done."""
    try:
        size = path.stat().st_size
        with path.open("r+b") as stream:
            for start in range(0, size, _AT_ONCE):
                stream.write(bytes(min(_AT_ONCE, size - start)))
            stream.flush()
            os.fsync(stream.fileno())
        path.unlink()
    except OSError:
        return False
    return True
