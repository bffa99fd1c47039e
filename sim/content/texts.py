"""Reads the program's texts (assets/text/*.yaml) into the flat entries of a Texts catalogue.

Text stays text: `no`, `12:30` and `010` are what they look like. A key given twice is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.content.compiled import compiled
from sim.content.problems import TextsError as TextsError  # noqa: PLC0414  # what loading raises
from sim.core.texts import PLURAL_FORMS, Entry, Texts

if TYPE_CHECKING:
    from sim.core.log import DefaultLines

TEXT_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "text"


def load(language: str, folder: Path = TEXT_FOLDER) -> Texts:
    """The catalogue of a language ("en", "nl"): LANG.yaml and every PART.LANG.yaml beside it. Raises TextsError.

    Files are read once: the command line and the program ask for the same catalogue.
    """
    return Texts(language, _entries(language, folder))


@cache
def _entries(language: str, folder: Path) -> dict[str, Entry]:
    files = (folder / f"{language}.yaml", *sorted(folder.glob(f"*.{language}.yaml")))
    if folder != TEXT_FOLDER:
        return _read(files)
    found: dict[str, Entry] = compiled(f"texts.{language}", files, lambda: _read(files))
    return found


def _read(files: Sequence[Path]) -> dict[str, Entry]:
    from sim.content.text_files import tree_of  # noqa: PLC0415  # what is compiled needs no YAML

    entries: dict[str, Entry] = {}
    for path in files:
        found = _flat(tree_of(path), path)
        twice = sorted(entries.keys() & found.keys())
        if twice:
            raise TextsError(f"{path}: the key {twice[0]} stands in another file too")
        entries.update(found)
    return entries


def caller_lines(language: str, folder: Path = TEXT_FOLDER) -> DefaultLines:
    """What callers say where their scenario has no words for it; English where a language has none."""
    from sim.content.text_files import tree_of  # noqa: PLC0415  # see above
    from sim.core.log import DefaultLines  # noqa: PLC0415  # a menu or a list needs no lines of callers

    path = folder / "callers" / f"{language}.yaml"
    tree = tree_of(path if path.exists() else folder / "callers" / "en.yaml")
    try:
        return DefaultLines(**{key: tuple(wordings) for key, wordings in tree.items()})
    except TypeError as problem:
        raise TextsError(f"{path}: {problem}") from problem


def languages(folder: Path = TEXT_FOLDER) -> list[str]:
    """The languages there are catalogues for."""
    return sorted(path.stem for path in folder.glob("*.yaml") if "." not in path.stem)


def _flat(tree: dict[str, Any], path: Path, prefix: str = "") -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for key, value in tree.items():
        full = f"{prefix}{key}"
        if isinstance(value, str) or (isinstance(value, dict) and "other" in value and set(value) <= PLURAL_FORMS):
            entries[full] = value
        elif isinstance(value, dict):
            entries.update(_flat(value, path, f"{full}."))
        else:
            raise TextsError(f"{path}: {full} is neither text nor a group of texts")
    return entries
