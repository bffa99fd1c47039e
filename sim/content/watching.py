"""Checks files again whenever they change: what is new, what is mended, what is left. The clock is somebody else's.

A look compares every file's time and size with those of the last look. What changed is checked again, and with it what
belongs to it: the translations and plays of a scenario; everything, when a lexicon or service card changed.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.content.around import Around
from sim.content.checking import FileReport, check_file, check_paths, files_of, forget, owned
from sim.content.problems import Problem

Stamp = tuple[int, int]


class Changes(NamedTuple):
    """What one look found. `files`: those that changed or went; `left`: all problems that there are now."""

    files: tuple[Path, ...]
    new: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


class Watch:
    """Watches files and folders. `look` once to check everything, then again and again."""

    def __init__(self, paths: Iterable[Path], around: Around, workers: int = 1) -> None:
        self._paths, self._around, self._workers = list(paths), around, workers
        self._stamps: dict[Path, Stamp | None] = {}
        self._looked = False
        self._reports: dict[Path, FileReport] = {}
        self._problems: tuple[Problem, ...] = ()
        self._unseen: tuple[Problem, ...] = ()

    @property
    def reports(self) -> tuple[FileReport, ...]:
        """What is known of every file, in the order of the check."""
        groups = ([self._reports[file] for file in files if file in self._reports] for files in files_of(self._paths))
        return tuple(owned(groups))

    def look(self) -> Changes | None:
        """What changed since the last look; None when nothing did."""
        stamps = {file: _stamp(file) for files in files_of(self._paths) for file in files}
        changed = [file for file, stamp in stamps.items() if file not in self._stamps or self._stamps[file] != stamp]
        gone = [file for file in self._stamps if file not in stamps]
        first, self._looked = not self._looked, True
        self._stamps = stamps
        if not changed and not gone and not first:  # a first look is told even where there is nothing yet
            return None
        forget()
        if first:
            found = check_paths(self._paths, self._around, self._workers)
            self._reports = dict(zip(stamps, found, strict=False))
        else:
            self._check_again(changed, gone)
        before = (*self._problems, *self._unseen)
        self._problems = tuple(problem for report in self.reports for problem in report.problems)
        self._unseen = _unseen(_beyond(before, self._problems), self._problems)
        new, mended = _beyond(self._problems, before), _beyond(before, (*self._problems, *self._unseen))
        return Changes((*changed, *gone), new, mended, self._problems)

    def _check_again(self, changed: Sequence[Path], gone: Sequence[Path]) -> None:
        old = [self._reports.pop(file) for file in (*changed, *gone) if file in self._reports]
        now = {file: check_file(file, self._around) for file in changed}
        touched = {report.about for report in (*old, *now.values()) if report.kind == "scenario"} - {""}
        shared = any(report.kind in ("lexicon", "service") for report in (*old, *now.values()))
        self._reports |= now
        for file, report in list(self._reports.items()):
            if file not in now and (shared or report.about in touched or (touched and not report.about)):
                self._reports[file] = check_file(file, self._around)


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


def _beyond(these: Sequence[Problem], those: Sequence[Problem]) -> tuple[Problem, ...]:
    """These problems without those; one that only moved to another line is the same."""
    known = {(problem.path, problem.code, problem.message) for problem in those}
    return tuple(one for one in these if (one.path, one.code, one.message) not in known)


def _unseen(missing: Sequence[Problem], now: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those that are only not looked for: a file with errors gets no advice, one that cannot be read still less."""
    errors = {problem.path for problem in now if problem.severity == "error"}
    unreadable = {problem.path for problem in now if problem.severity == "error" and problem.code.startswith("Y")}
    return tuple(
        one
        for one in missing
        if (one.severity == "warning" and one.path in errors)
        or (one.path in unreadable and not one.code.startswith("Y"))
    )
