"""Finds scenarios in folders and lists them by their headers; loads one by its id.

Folders come in order: the first that has an id owns it. What is no scenario (translations, service cards, lexicons,
plays) is left out; a file that cannot be read is kept with its problems and never hides the others. An id is looked
up among the files that were found, so it can never lead out of the folders.

Only headers are read for a listing (headers.py), without the models of a scenario: importing those takes longer than
showing the menu. An index remembers them between runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.content.catalogue import BY_NAME
from sim.content.compiled import compiled
from sim.content.files import TRANSLATION, files_in, kind_of
from sim.content.headers import Header, Listed, group, listed_from, read_header, text
from sim.content.index import HeaderIndex, fields_of, listed_of
from sim.content.problems import Problem, listed_words, make, nearest, printable, suggestion
from sim.content.translations import overlaid
from sim.core.errors import InputError

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.core.service import ServiceCard

__all__ = ["SHIPPED", "Header", "Library", "Listed", "UnknownScenario", "read_header"]
SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"


class UnknownScenario(InputError):
    """No scenario has this id; the message says which id was probably meant.

    `code` and `data` say it in any language: a key of the texts under `trouble`, and its fields.
    """

    def __init__(self, scenario_id: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no scenario {scenario_id}. {suggestion(scenario_id, known)}".strip())
        self.scenario_id = scenario_id
        near = nearest(scenario_id, known)
        self.code = f"unknown_scenario.{'near' if near else 'other' if known else 'none'}"
        self.data: dict[str, object] = {"id": printable(scenario_id), "near": near, "known": listed_words(known)}


class Library:
    """The scenarios of some folders. What was found is remembered until `refresh`.

    brought: how a version is listed that lies in none of them, by its content hash.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (SHIPPED,),
        index: HeaderIndex | None = None,
        brought: Callable[[str], Listed | None] = lambda content_hash: None,
    ) -> None:
        self.folders = tuple(dict.fromkeys(folders))
        self._index, self.brought = index, brought

    def refresh(self) -> None:
        """Look at the folders again."""
        self.__dict__.pop("_found", None)

    @property
    def scenarios(self) -> tuple[Listed, ...]:
        """All scenarios that can be listed, in the order of folders and file names."""
        return self._found[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why files are not listed: broken headers, ids that an earlier folder has, folders that do not exist."""
        return self._found[1]

    def ids(self) -> tuple[str, ...]:
        """The ids of all scenarios."""
        return tuple(listed.id for listed in self.scenarios)

    def find(self, scenario_id: str) -> Listed:
        """The scenario with this id. Raises UnknownScenario."""
        for listed in self.scenarios:
            if listed.id == scenario_id:
                return listed
        raise UnknownScenario(scenario_id, self.ids())

    def load(self, scenario_id: str, language: str | None = None) -> Scenario:
        """A scenario, in `language` where it has a translation, else in its own.

        Raises UnknownScenario, or BrokenContent with the problems of the file.
        """
        from sim.content.loading import load_file  # noqa: PLC0415  # see the rule above

        return load_file(self.find(scenario_id).path, language)

    def shown_in(self, listed: Listed, language: str) -> Listed:
        """What a menu in this language shows: title, caller and what it is about, translated where they can be."""
        translation = listed.path.with_name(f"{listed.path.stem}.{language}.yaml")
        if language not in listed.languages[1:] or not translation.is_file():
            return listed
        from sim.content.reading import read_file  # noqa: PLC0415  # see the rule above

        words = read_file(translation, before="nodes").value
        shown = listed_from(group(overlaid(read_file(listed.path, before="nodes").value, words)), listed.path)
        return replace(listed, title=shown.title, caller=shown.caller, about=shown.about)

    def purpose(self, language: str) -> str:
        """The purpose of the service, from its card as it stands; empty where there is none."""
        paths = self._card_paths(language)
        if paths is None:
            return ""
        files = [path for path in paths if path.is_file()]
        if paths[0].parent != SHIPPED:
            return _purpose(files)
        return text(compiled(f"purpose.{language}", files, lambda: _purpose(files)))

    def service_card(self, language: str) -> ServiceCard | None:
        """The service card: a team's own folder, given last, comes before the shipped one. Raises BrokenContent."""
        from sim.content.loading import load_card  # noqa: PLC0415  # see the rule above

        paths = self._card_paths(language)
        return load_card(*paths) if paths is not None else None

    def _card_paths(self, language: str) -> tuple[Path, Path] | None:
        """The service card's file and that of its translation, which need not exist."""
        for folder in reversed(self.folders):
            path = folder / "service.yaml"
            if path.is_file():
                return path, path.with_name(f"service.{language}.yaml")
        return None

    @cached_property
    def _found(self) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
        found: dict[str, Listed] = {}
        problems: list[Problem] = []
        for folder in self.folders:
            if not folder.is_dir():
                problems.append(make(BY_NAME["unreadable"], str(folder), (1, 1), found="there is no such folder"))
                continue
            kinds = {path: kind_of(path) for path in files_in(folder) if path.name.endswith(".yaml")}
            spoken = _translations(path for path, kind in kinds.items() if kind == "translation")
            for path, kind in kinds.items():
                if kind == "scenario":
                    problems += self._take(path, spoken.get(os.fspath(path), ()), found)
        if self._index is not None:
            self._index.save()
        return tuple(found.values()), tuple(problems)

    def _header(self, path: Path) -> Header:
        if path.parts[:-1] != SHIPPED.parts:
            return (self._index or read_header)(path)
        kept = compiled(f"header.{path.stem}", [path], lambda: _fields(read_header(path)))
        return Header(listed_of(kept, path)) if kept is not None else read_header(path)

    def _take(self, path: Path, languages: Sequence[str], found: dict[str, Listed]) -> tuple[Problem, ...]:
        header = self._header(path)
        if header.listed is None:
            return header.problems
        listed = header.listed
        if languages:
            listed = replace(listed, languages=(*listed.languages, *languages))
        first = found.setdefault(listed.id, listed)
        if first is listed:
            return ()
        return (make(BY_NAME["same-id-twice"], str(path), (1, 1), found=listed.id, other=first.path),)


def _fields(header: Header) -> list[Any] | None:
    return fields_of(header.listed) if header.listed is not None else None


def _purpose(files: Sequence[Path]) -> str:
    """The purpose in a service card, and in its translation where that is a second file."""
    from sim.content.reading import read_file  # noqa: PLC0415  # see the rule above

    value, *words = (read_file(path).value for path in files)
    return text(group(overlaid(value, words[0]) if words else value).get("purpose"))


def _translations(files: Iterable[Path]) -> dict[str, list[str]]:
    """The languages of translations, by the path of the scenario."""
    found: dict[str, list[str]] = {}
    for path in files:
        match = TRANSLATION.match(path.name)
        if match:
            found.setdefault(os.fspath(path.with_name(f"{match['base']}.yaml")), []).append(match["language"])
    return found
