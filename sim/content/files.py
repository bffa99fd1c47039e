"""Which files of a folder are read, and what kind each is, by its name and folder alone.

service.yaml and service.nl.yaml are service cards, lexicon.en.yaml is a lexicon, everything in a folder `plays` is a
play, NAME.nl.yaml translates NAME.yaml, and the rest are scenarios (or a play, when it has steps).
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Literal

FileKind = Literal["scenario", "translation", "play", "service", "lexicon"]
TRANSLATION = re.compile(r"^(?P<base>.+)\.(?P<language>[A-Za-z]{2})\.ya?ml$")
_SERVICE = re.compile(r"^service(\.[A-Za-z]{2})?\.ya?ml$")
_LEXICON = re.compile(r"^lexicon(\.[^.]+)?\.ya?ml$")


def files_in(folder: Path) -> list[Path]:
    """The YAML files of a folder and of the folders in it, without hidden ones, sorted."""
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        with suppress(OSError), os.scandir(here) as entries:  # a folder that cannot be read has no files
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(here / entry.name)
                elif entry.name.endswith((".yaml", ".yml")) and not entry.is_dir():
                    found.append(here / entry.name)
    return sorted(found)


def kind_of(path: Path) -> FileKind:
    """What kind of file this is, by its name and folder."""
    if _SERVICE.match(path.name):
        return "service"
    if _LEXICON.match(path.name):
        return "lexicon"
    if path.parent.name == "plays":
        return "play"
    return "translation" if TRANSLATION.match(path.name) else "scenario"
