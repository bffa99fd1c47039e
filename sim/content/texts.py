"""Reads the program's texts (assets/text/*.yaml) into the flat entries of a Texts catalogue.

Text stays text: `no`, `12:30` and `010` are what they look like. A key given twice is an error.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.core.log import DefaultLines
from sim.core.texts import PLURAL_FORMS, Entry, Texts

TEXT_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "text"
_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class TextsError(Exception):
    """A catalogue that cannot be used; the message names file, line and reason."""


class _Reader(_Base):  # type: ignore[misc]
    """Every scalar is text, and no key may come twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key.value} is given twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load(language: str, folder: Path = TEXT_FOLDER) -> Texts:
    """The catalogue of a language ("en", "nl"): LANG.yaml and every PART.LANG.yaml beside it. Raises TextsError.

    Files are read once: the command line and the program ask for the same catalogue.
    """
    return Texts(language, _entries(language, folder))


@cache
def _entries(language: str, folder: Path) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for path in (folder / f"{language}.yaml", *sorted(folder.glob(f"*.{language}.yaml"))):
        found = _flat(_tree(path), path)
        twice = sorted(entries.keys() & found.keys())
        if twice:
            raise TextsError(f"{path}: the key {twice[0]} stands in another file too")
        entries.update(found)
    return entries


def caller_lines(language: str, folder: Path = TEXT_FOLDER) -> DefaultLines:
    """What callers say where their scenario has no words for it; English where a language has none."""
    path = folder / "callers" / f"{language}.yaml"
    tree = _tree(path if path.exists() else folder / "callers" / "en.yaml")
    try:
        return DefaultLines(**{key: tuple(wordings) for key, wordings in tree.items()})
    except TypeError as problem:
        raise TextsError(f"{path}: {problem}") from problem


def languages(folder: Path = TEXT_FOLDER) -> list[str]:
    """The languages there are catalogues for."""
    return sorted(path.stem for path in folder.glob("*.yaml") if "." not in path.stem)


def _tree(path: Path) -> dict[str, Any]:
    try:
        with path.open(encoding="utf-8") as file:
            tree = yaml.load(file, Loader=_Reader)
    except (OSError, UnicodeError, yaml.YAMLError) as problem:
        raise TextsError(f"{path}: {problem}") from problem
    if not isinstance(tree, dict):
        raise TextsError(f"{path}: expected keys and texts")
    return tree


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
