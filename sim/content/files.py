"""Which files of a folder are read, and what kind each is, by its name and folder alone.

service.yaml and service.nl.yaml are service cards, lexicon.en.yaml is a lexicon, everything in a folder `plays` is a
play, NAME.nl.yaml translates NAME.yaml, and the rest are scenarios (or a play, when it has steps).
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

FileKind = Literal["scenario", "translation", "play", "service", "lexicon"]
TRANSLATION = re.compile(r"^(?P<base>.+)\.(?P<language>[A-Za-z]{2})\.ya?ml$")
_SERVICE = re.compile(r"^service(\.[A-Za-z]{2})?\.ya?ml$")
_OVERLOOKED = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
_LEXICON = re.compile(r"^lexicon(\.[^.]+)?\.ya?ml$")


def files_in(folder: Path) -> list[Path]:
    """The YAML files of a folder and of the folders in it, without hidden ones, sorted by their names at each level."""
    return _below(folder, _is_read)


def overlooked_in(folder: Path) -> list[Path]:
    """Files that are not read for their names alone: call.YAML, and the call.yaml.txt that Notepad makes."""
    return _below(folder, lambda name: bool(_OVERLOOKED.search(name)) and not _is_read(name))


def _is_read(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _below(folder: Path, wanted: Callable[[str], bool]) -> list[Path]:
    found: list[Path] = []
    # The next one is the last. Names are compared, not paths, which in a large folder takes most of the time.
    waiting = [(folder, True)]
    while waiting:
        here, is_folder = waiting.pop()
        if is_folder:
            waiting += ((here / name, below) for name, below in sorted(_entries(here, wanted), reverse=True))
        else:
            found.append(here)
    return found


def _entries(folder: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """The names in a folder that may matter, each with whether it is a folder itself."""
    with suppress(OSError), os.scandir(folder) as entries:  # a folder that cannot be read has no files
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield entry.name, True
            elif wanted(entry.name) and not entry.is_dir():
                yield entry.name, False


def kind_of(path: Path) -> FileKind:
    """What kind of file this is, by its name and folder."""
    name = path.name
    if _SERVICE.match(name):
        return "service"
    if _LEXICON.match(name):
        return "lexicon"
    if path.parts[-2:-1] == ("plays",):
        return "play"
    return "translation" if TRANSLATION.match(name) else "scenario"
