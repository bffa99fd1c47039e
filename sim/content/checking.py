"""The check: every problem of a file or a folder, whatever kind of file it is.

What kind a file is follows from its name and folder (sim/content/files.py). One broken file never hides another.
Warnings that the writer accepts are kept apart with the writer's reason; an error cannot be accepted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sim.content import around as around_files
from sim.content.accepting import Accepting, sorted_out
from sim.content.advice import Subject, advice
from sim.content.around import NOTHING_ELSE, Around
from sim.content.catalogue import BY_NAME
from sim.content.document import Document
from sim.content.files import FileKind, files_in, kind_of
from sim.content.organisation import lexicon_of, service_card_of
from sim.content.performing import perform
from sim.content.plays import misfits, play_of
from sim.content.problems import Problem, make
from sim.content.reading import limited, read_file
from sim.content.scenarios import Reading, scenario_of
from sim.content.texts import caller_lines
from sim.content.translated import translation_of

__all__ = ["Around", "FileReport", "check_file", "check_paths", "check_scenario", "files_of", "forget", "owned"]


_MANY = 24  # files from which on a second process is worth its start


@dataclass(frozen=True, slots=True)
class FileReport:
    """What the check found in one file; `accepted` holds the warnings that its writer stands by, with the reason.

    `about`: the scenario that a translation or play belongs to; a scenario's own id.
    """

    path: str
    kind: FileKind
    problems: tuple[Problem, ...] = ()
    accepted: tuple[tuple[Problem, str], ...] = ()
    scenario_id: str = ""
    about: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that must be mended before the file can be used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that a writer may accept."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def check_paths(paths: Iterable[Path], around: Around = NOTHING_ELSE, workers: int = 1) -> Iterator[FileReport]:
    """Check files, and everything in folders, in a fixed order; a path that does not exist is a problem as well.

    `workers`: so many processes share the work where there are many files; the reports come in the same order.
    """
    groups = list(files_of(paths))
    reports = _reports([file for files in groups for file in files], around, workers)
    yield from owned((next(reports) for _ in files) for files in groups)


def files_of(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """The files of each path, each file once."""
    done: set[Path] = set()
    for path in paths:
        files = [file for file in (files_in(path) if path.is_dir() else [path]) if file.absolute() not in done]
        done.update(file.absolute() for file in files)
        yield files


def owned(groups: Iterable[Iterable[FileReport]]) -> Iterator[FileReport]:
    """The reports of each path: in one folder, each id belongs to the file that has it first."""
    for reports in groups:
        owners: dict[str, str] = {}
        for report in reports:
            yield _owned(report, owners)


def _reports(files: Sequence[Path], around: Around, workers: int) -> Iterator[FileReport]:
    if workers > 1 and len(files) >= _MANY:
        from sim.content.sharing import Work, shared_out  # noqa: PLC0415  # few checks need processes; they load slowly

        return shared_out(Work(_checked, around, broke_down), files, workers)
    return (_checked(file, around) for file in files)


def _checked(file: Path, around: Around) -> FileReport:
    """Check one file; should the check itself fail on it, that is its report, and the other files are still checked."""
    try:
        return check_file(file, around)
    except Exception as error:  # whatever it is, the other files must not suffer from it
        return broke_down(file, type(error).__name__)


def broke_down(file: Path, reason: str = "its process ended") -> FileReport:
    """The report on a file that the check could not deal with."""
    problem = make(BY_NAME["check-broke-down"], str(file), (1, 1), found=reason)
    return FileReport(str(file), kind_of(file), (problem,))


def check_file(path: Path, around: Around = NOTHING_ELSE) -> FileReport:
    """Check one file. Never raises for what stands in it."""
    document, kind = read_file(path), kind_of(path)
    if kind == "scenario" and isinstance(document.value, dict) and {"steps", "scenario"} <= set(document.value):
        kind = "play"
    accepting: Accepting = ()
    about = ""
    match kind:
        case "scenario":
            return check_scenario(scenario_of(document, path.name), path, around)
        case "service":
            card, problems = service_card_of(document, path)
            accepting = card.accept if card else ()
        case "lexicon":
            lexicon, problems = lexicon_of(document, path)
            accepting = lexicon.accept if lexicon else ()
        case "translation":
            found = translation_of(document, path, _read, around)
            problems, accepting, about = found.problems, found.accept, found.scenario_id
        case "play":
            problems, about = _check_play(document, path, around)
    left, accepted = sorted_out([*problems, *_extension(document, path)], accepting, document)
    return FileReport(str(path), kind, limited(left), accepted, about=about)


@lru_cache(maxsize=8)
def _read_version(path: Path, version: tuple[int, int]) -> Reading:
    return scenario_of(read_file(path), path.name)


def _read(path: Path) -> Reading:
    """A scenario as read; plays and translations that lie beside each other ask for the same one."""
    try:
        found = path.stat()
    except OSError:
        return scenario_of(read_file(path), path.name)
    return _read_version(path, (found.st_mtime_ns, found.st_size))


def forget() -> None:
    """Forget what was read: files may have changed."""
    around_files.forget()
    _read_version.cache_clear()


def _check_play(document: Document, path: Path, around: Around) -> tuple[tuple[Problem, ...], str]:
    """The play's own problems and what in it does not fit its scenario; the scenario's id."""
    reading = play_of(document)
    if reading.play is None:
        return reading.problems, ""
    wanted = reading.play.scenario
    found = around.scenario(path, wanted)
    if found is None:
        place = document.find(("scenario",))[1].place
        return (*reading.problems, make(BY_NAME["unknown-scenario"], document.path, place, found=wanted)), wanted
    scenario = _read(found).scenario
    if scenario is None:
        return reading.problems, wanted  # the scenario's own problems stand in its own report
    wrong = misfits(reading, scenario)
    if wrong:
        return (*reading.problems, *wrong), wanted
    return perform(reading, scenario, caller_lines(scenario.language)).problems, wanted


def check_scenario(reading: Reading, path: Path, around: Around = NOTHING_ELSE) -> FileReport:
    """The report on a scenario that was read."""
    problems = [*reading.problems, *_extension(reading.document, path)]
    scenario = reading.scenario
    if scenario is None:
        return FileReport(str(path), "scenario", limited(problems))
    lexicon = around.lexicon(path, scenario.language)
    subject = Subject(
        scenario,
        reading.document,
        lexicon,
        around.face,
        lambda scenario_id: around.scenario(path, scenario_id) is not None,
    )
    problems += advice(subject)
    left, accepted = sorted_out(problems, scenario.accept, reading.document)
    return FileReport(str(path), "scenario", limited(left), accepted, scenario.id, about=scenario.id)


def _owned(report: FileReport, owners: dict[str, str]) -> FileReport:
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
