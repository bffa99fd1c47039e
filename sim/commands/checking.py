"""The command `check`: all problems of files and folders, once or whenever a file changes.

It needs no display, no sound and no pygame.
"""

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.commands.looks import known_face
from sim.content.checking import Around, FileReport, check_paths, files_of
from sim.content.files import overlooked_in
from sim.content.library import SHIPPED
from sim.content.problems import Problem, printable
from sim.content.watching import Changes, Watch

PROGRESS_AFTER_S = 1.0
LOOK_EVERY_S = 0.4
T = TypeVar("T")


def check(context: Context, options: Namespace) -> int:
    """All problems of files and folders, each with file, line and column."""
    paths, workers = options.path or [SHIPPED], os.cpu_count() or 1
    around = Around(tuple(context.library.folders), known_face())
    if options.watch:
        if options.json:
            raise UsageError(context.texts("check.watch_or_json"))
        return _watch(context, paths, Watch(paths, around, workers), options.strict)
    count = sum(map(len, files_of(paths)))
    reports = list(with_progress(check_paths(paths, around, workers), context.texts("cli.check.progress"), count))
    problems = [problem for report in reports for problem in report.problems]
    if options.json:
        dump(
            context,
            {"problems": [context.worded(p).to_json() for p in problems], "accepted": _accepted(context, reports)},
        )
    else:
        _tell_problems(context, reports, problems)
        _tell_overlooked(context, paths)
    return _code(problems, options.strict)


def _code(problems: Iterable[Problem], strict: bool) -> int:
    return int(any(strict or problem.severity == "error" for problem in problems))


def _accepted(context: Context, reports: Iterable[FileReport]) -> list[dict[str, Any]]:
    return [
        {**context.worded(problem).to_json(), "reason": reason}
        for report in reports
        for problem, reason in report.accepted
    ]


def _tell_problems(context: Context, reports: Iterable[FileReport], problems: list[Problem]) -> None:
    texts = context.texts
    reports = list(reports)
    for problem in problems:
        context.complain(context.line_of(problem))
    for report in reports:
        for problem, reason in report.accepted:
            context.out(texts("cli.check.accepted", problem=context.line_of(problem).splitlines()[0], reason=reason))
    errors = sum(problem.severity == "error" for problem in problems)
    context.out(texts("cli.check.files", count=len(reports)))
    context.out(texts("cli.check.errors", count=errors))
    context.out(texts("cli.check.warnings", count=len(problems) - errors))


def _tell_overlooked(context: Context, paths: Iterable[Path]) -> None:
    """A folder in which nothing is read must not look like one in which nothing is wrong."""
    for folder in filter(Path.is_dir, paths):
        if not any(files_of([folder])):
            context.complain(context.texts("check.nothing", path=printable(folder)))
        for file in overlooked_in(folder):
            context.complain(context.texts("check.overlooked", path=printable(file)))


def with_progress(items: Iterable[T], label: str, expected: int) -> Iterator[T]:
    """Pass items on; on a terminal, after a second, show how many of those expected there were."""
    began = time.monotonic()
    shown = False
    for count, item in enumerate(items, 1):
        yield item
        if sys.stderr.isatty() and time.monotonic() - began > PROGRESS_AFTER_S:
            shown = True
            print(f"\r{label} {count}/{expected}", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r" + " " * (len(label) + 2 * len(str(expected)) + 2), end="\r", file=sys.stderr, flush=True)


def _watch(context: Context, paths: list[Path], watch: Watch, strict: bool) -> int:
    """Check, then check again what changes, until Ctrl-C."""
    left: tuple[Problem, ...] = ()
    first = True
    try:
        while True:
            changes = watch.look()
            if changes is not None:
                left = changes.left
                if first:
                    _tell_problems(context, watch.reports, list(left))
                    _tell_overlooked(context, paths)
                    context.out(context.texts("check.watching"))
                else:
                    _tell_changes(context, changes)
                sys.stdout.flush()
                first = False
            time.sleep(LOOK_EVERY_S)
    except KeyboardInterrupt:
        context.out()
        return _code(left, strict)


def _tell_changes(context: Context, changes: Changes) -> None:
    texts = context.texts
    context.out()
    for file in changes.files:
        context.out(texts("check.changed", path=file))
    for problem in changes.mended:
        context.out(texts("check.mended", problem=context.line_of(problem).splitlines()[0]))
    for problem in changes.new:
        context.complain(context.line_of(problem))
    errors = sum(problem.severity == "error" for problem in changes.left)
    context.out(texts("cli.check.errors", count=errors))
    context.out(texts("cli.check.warnings", count=len(changes.left) - errors))
