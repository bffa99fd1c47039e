"""Finds scenarios in folders and lists them by their headers; loads one by its id.

Folders come in order: the first that has an id owns it. What is no scenario (translations, service cards, lexicons,
plays) is left out; a file that cannot be read is kept with its problems and never hides the others. An id is looked
up among the files that were found, so it can never lead out of the folders.

Only what stands before `nodes` is read for a listing, without the models of a scenario: importing those takes longer
than showing the menu. `header_of` is a parameter of the library, so that an index of headers can take its place
without a change here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.content.catalogue import BY_NAME
from sim.content.files import TRANSLATION, files_in, kind_of
from sim.content.problems import Problem, encodable, make, suggestion
from sim.content.reading import read_file
from sim.content.translations import overlaid
from sim.core.errors import InputError
from sim.core.kinds import FAMILIES, Family

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.core.service import ServiceCard

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"


class UnknownScenario(InputError):
    """No scenario has this id; the message says which id was probably meant."""

    def __init__(self, scenario_id: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no scenario {scenario_id}. {suggestion(scenario_id, known)}".strip())
        self.scenario_id = scenario_id


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
    """The header of a scenario file; only what stands before `nodes` is looked at."""
    document = read_file(path, before="nodes")
    value = _group(document.value)
    texts = [value.get(key) for key in ("id", "title", "family", "level", "language")]
    wrong = tuple(problem for problem in document.problems if problem.severity == "error")
    if wrong or not all(isinstance(text, str) and text for text in texts):
        return Header(None, wrong or tuple(_whole_problems(path)))
    numbers = [str(value.get(key)) for key in ("level", "minutes")]
    known = texts[0] == path.stem and value["family"] in FAMILIES
    if not known or not all(number.isascii() and number.isdigit() for number in numbers):
        return Header(None, tuple(_whole_problems(path)))
    return Header(_listed(value, path))


def _listed(value: dict[str, Any], path: Path) -> Listed:
    caller = _group(value.get("caller"))
    voice, start = _group(caller.get("voice")), _group(caller.get("start"))
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
        caller=_text(caller.get("name")),
        about=_text(value.get("about")),
        twin_of=_text(value.get("twin_of")) or None,
        sex=_text(voice.get("sex")) or "female",
        age=_number(voice.get("age")) or 40,
        face=tuple(sorted((key, _text(text)) for key, text in _group(caller.get("face")).items())),
        start=None if None in mood else (anger, panic, trust, patience),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _group(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int | None:
    text = _text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _whole_problems(path: Path) -> tuple[Problem, ...]:
    """A header that does not do is rare: then the whole file says why."""
    from sim.content.scenarios import scenario_of  # noqa: PLC0415  # see the rule above

    problems = scenario_of(read_file(path), path.name).problems
    errors = tuple(problem for problem in problems if problem.severity == "error")
    return errors or (make(BY_NAME["not-valid"], str(path), (1, 1), found="header"),)


class Library:
    """The scenarios of some folders. What was found is remembered until `refresh`."""

    def __init__(self, folders: Sequence[Path] = (SHIPPED,), header_of: Callable[[Path], Header] = read_header) -> None:
        self.folders = tuple(dict.fromkeys(folders))
        self._header_of = header_of

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
        words = read_file(translation, before="nodes").value
        shown = _listed(_group(overlaid(read_file(listed.path, before="nodes").value, words)), listed.path)
        return replace(listed, title=shown.title, caller=shown.caller, about=shown.about)

    def purpose(self, language: str) -> str:
        """The purpose of the service, from its card as it stands; empty where there is none."""
        paths = self._card_paths(language)
        if paths is None:
            return ""
        value = read_file(paths[0]).value
        if paths[1].is_file():
            value = overlaid(value, read_file(paths[1]).value)
        return _text(_group(value).get("purpose"))

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
            files = [path for path in files_in(folder) if path.suffix == ".yaml"]
            spoken = _translations(files)
            for path in files:
                if kind_of(path) == "scenario":
                    problems += self._take(path, spoken.get((path.parent, path.stem), ()), found)
        return tuple(found.values()), tuple(problems)

    def _take(self, path: Path, languages: Sequence[str], found: dict[str, Listed]) -> tuple[Problem, ...]:
        header = self._header_of(path)
        if header.listed is None:
            return header.problems
        listed = replace(header.listed, languages=(*header.listed.languages, *languages))
        first = found.setdefault(listed.id, listed)
        if first is listed:
            return ()
        return (make(BY_NAME["same-id-twice"], str(path), (1, 1), found=listed.id, other=first.path),)


def _translations(files: Sequence[Path]) -> dict[tuple[Path, str], list[str]]:
    found: dict[tuple[Path, str], list[str]] = {}
    for path in files:
        match = TRANSLATION.match(path.name)
        if match and kind_of(path) == "translation":
            found.setdefault((path.parent, match["base"]), []).append(match["language"])
    return found
