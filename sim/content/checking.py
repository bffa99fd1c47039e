"""The check: every problem of a file or a folder, whatever kind of file it is.

What kind a file is follows from its name and folder (sim/content/files.py). One broken file never hides another.
Warnings that the writer accepts are kept apart with the writer's reason; an error cannot be accepted.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sim.content.advice import advice
from sim.content.catalogue import BY_CODE, BY_NAME
from sim.content.document import Document
from sim.content.files import FileKind, files_in, kind_of
from sim.content.organisation import check_lexicon, check_service_card, check_translation
from sim.content.performing import perform
from sim.content.plays import misfits, play_of
from sim.content.problems import Problem, make
from sim.content.reading import limited, read_file
from sim.content.scenarios import Reading, scenario_of
from sim.content.texts import caller_lines

Finder = Callable[[Path, str], Path | None]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What the check found in one file; `accepted` holds the warnings that its writer stands by, with the reason."""

    path: str
    kind: FileKind
    problems: tuple[Problem, ...] = ()
    accepted: tuple[tuple[Problem, str], ...] = ()
    scenario_id: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that must be mended before the file can be used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that a writer may accept."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def scenario_beside(play: Path, scenario_id: str) -> Path | None:
    """The scenario of a play, in the play's own folder or the one above it."""
    folders = (play.parent, play.parent.parent)
    return next((path for folder in folders if (path := folder / f"{scenario_id}.yaml").is_file()), None)


def check_paths(paths: Iterable[Path], find: Finder = scenario_beside) -> Iterator[FileReport]:
    """Check files, and everything in folders, in a fixed order; a path that does not exist is a problem as well.

    `find`: where the scenario of a play is, from the play's path and the id that it names.
    """
    done: set[Path] = set()
    for path in paths:
        owners: dict[str, str] = {}
        for file in files_in(path) if path.is_dir() else [path]:
            if file.absolute() not in done:
                done.add(file.absolute())
                yield _owned(check_file(file, find), owners)


def check_file(path: Path, find: Finder = scenario_beside) -> FileReport:
    """Check one file. Never raises for what stands in it."""
    document, kind = read_file(path), kind_of(path)
    if kind == "scenario" and isinstance(document.value, dict) and {"steps", "scenario"} <= set(document.value):
        kind = "play"
    match kind:
        case "scenario":
            return check_scenario(scenario_of(document, path.name), path)
        case "service":
            problems = check_service_card(document, path)
        case "lexicon":
            problems = check_lexicon(document, path)
        case "translation":
            problems = check_translation(document, path)
        case "play":
            problems = _check_play(document, path, find)
    return FileReport(str(path), kind, limited([*problems, *_extension(document, path)]))


def _check_play(document: Document, path: Path, find: Finder) -> tuple[Problem, ...]:
    """The play's own problems, and what in it does not fit its scenario."""
    reading = play_of(document)
    if reading.play is None:
        return reading.problems
    found = find(path, reading.play.scenario)
    if found is None:
        place = document.find(("scenario",))[1].place
        return (*reading.problems, make(BY_NAME["unknown-scenario"], document.path, place, found=reading.play.scenario))
    scenario = scenario_of(read_file(found), found.name).scenario
    if scenario is None:
        return reading.problems  # the scenario's own problems stand in its own report
    wrong = misfits(reading, scenario)
    return (
        (*reading.problems, *wrong) if wrong else perform(reading, scenario, caller_lines(scenario.language)).problems
    )


def check_scenario(reading: Reading, path: Path) -> FileReport:
    """The report on a scenario that was read."""
    problems = [*reading.problems, *_extension(reading.document, path)]
    scenario = reading.scenario
    if scenario is None:
        return FileReport(str(path), "scenario", limited(problems))
    problems += [*advice(scenario, reading.document), *_useless(reading)]
    reasons = {one.code: one.reason for one in scenario.accept}
    accepted = [(one, reasons[one.code]) for one in problems if one.code in reasons and one.severity == "warning"]
    left = [one for one in problems if one.code not in reasons or one.severity == "error"]
    return FileReport(str(path), "scenario", limited(left), tuple(accepted), scenario.id)


def _owned(report: FileReport, owners: dict[str, str]) -> FileReport:
    """In one folder, each id belongs to the file that has it first."""
    if not report.scenario_id:
        return report
    first = owners.setdefault(report.scenario_id, report.path)
    if first == report.path:
        return report
    twice = make(BY_NAME["same-id-twice"], report.path, (1, 1), found=report.scenario_id, other=first)
    return replace(report, problems=(twice, *report.problems))


def _extension(document: Document, path: Path) -> list[Problem]:
    if path.suffix == ".yaml" or not path.is_file():
        return []
    return [make(BY_NAME["wrong-extension"], document.path, (1, 1), wanted=f"{path.stem}.yaml")]


def _useless(reading: Reading) -> Iterator[Problem]:
    """Entries of `accept` that can never silence anything."""
    document = reading.document
    for index, accepted in enumerate(reading.scenario.accept if reading.scenario else ()):
        kind = BY_CODE.get(accepted.code)
        if kind is None or kind.severity == "error":
            _, spot = document.find(("accept", index, "code"))
            name = "unknown-code" if kind is None else "accepted-error"
            yield make(BY_NAME[name], document.path, spot.place, found=accepted.code)
