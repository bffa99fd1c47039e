"""The commands on scenarios: list, check, perform, schema. They need no display, no sound and no pygame."""

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from sim.commands.context import Context, UsageError
from sim.content.checking import Around, FileReport, check_paths
from sim.content.library import SHIPPED
from sim.content.loading import load_file
from sim.content.performing import Performance
from sim.content.performing import perform as perform_play
from sim.content.plays import read_play
from sim.content.problems import BrokenContent, Problem
from sim.content.texts import caller_lines
from sim.core.scenario import Scenario

PROGRESS_AFTER_S = 1.0
T = TypeVar("T")


def dump(context: Context, document: Any) -> None:
    """Print one JSON document."""
    context.out(json.dumps(document, ensure_ascii=False, indent=2))


def list_scenarios(context: Context, options: Namespace) -> int:
    """All scenarios found; files that cannot be listed are named on stderr and hide nothing."""
    from sim.commands.journal import best_scores

    listed = context.library.scenarios
    best = best_scores(context)
    for problem in context.library.problems:
        context.complain(problem.to_line())
    if options.json:
        dump(context, [{**entry.to_json(), "best": best.get(entry.id)} for entry in listed])
        return 0
    texts = context.texts
    width = max((len(entry.id) for entry in listed), default=0)
    for entry in listed:
        family = texts(f"family.{entry.family}")
        score = best.get(entry.id)
        mark = "" if score is None else texts("cli.list.best", score=score)
        level = texts("common.level", count=entry.level)
        context.out(
            f"{entry.id:{width}}  {entry.title}  ({family}, {level}, {', '.join(entry.languages)})  {mark}".rstrip()
        )
    return 0


def check(context: Context, options: Namespace) -> int:
    """All problems of files and folders, each with file, line and column."""
    paths = options.path or [SHIPPED]
    found = check_paths(paths, _around(context), workers=os.cpu_count() or 1)
    reports = list(with_progress(found, context.texts("cli.check.progress")))
    problems = [problem for report in reports for problem in report.problems]
    if options.json:
        dump(context, {"problems": [p.to_json() for p in problems], "accepted": _accepted(reports)})
    else:
        _tell_problems(context, reports, problems)
    errors = any(problem.severity == "error" for problem in problems)
    return 1 if errors or (options.strict and problems) else 0


def _accepted(reports: Iterable[FileReport]) -> list[dict[str, Any]]:
    return [{**problem.to_json(), "reason": reason} for report in reports for problem, reason in report.accepted]


def _tell_problems(context: Context, reports: list[FileReport], problems: list[Problem]) -> None:
    texts = context.texts
    for problem in problems:
        context.complain(problem.to_line())
    for report in reports:
        for problem, reason in report.accepted:
            context.out(texts("cli.check.accepted", problem=problem.to_line().splitlines()[0], reason=reason))
    errors = sum(problem.severity == "error" for problem in problems)
    context.out(texts("cli.check.files", count=len(reports)))
    context.out(texts("cli.check.errors", count=errors))
    context.out(texts("cli.check.warnings", count=len(problems) - errors))


def with_progress(items: Iterable[T], label: str) -> Iterator[T]:
    """Pass items on; on a terminal, after a second, show how many there were."""
    began = time.monotonic()
    shown = False
    for count, item in enumerate(items, 1):
        yield item
        if sys.stderr.isatty() and time.monotonic() - began > PROGRESS_AFTER_S:
            shown = True
            print(f"\r{label} {count}", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r" + " " * (len(label) + 12), end="\r", file=sys.stderr, flush=True)


def _around(context: Context) -> Around:
    """What a check may look at besides the files: the library, and which faces can be drawn."""
    from sim.commands.looks import known_face

    return Around(tuple(context.library.folders), known_face())


def perform(context: Context, options: Namespace) -> int:
    """Run plays without a window, in the order given; nothing is stored."""
    performances = [_performed(context, path) for path in options.play]
    if options.json:
        dump(context, [performance.to_json() for performance in performances])
    else:
        for performance in performances:
            _tell_performance(context, performance)
    return 0 if all(performance.ok for performance in performances) else 1


def _performed(context: Context, path: Path) -> Performance:
    if not path.is_file():
        raise UsageError(f"{path}: there is no such play")
    reading = read_play(path)
    scenario: Scenario | None = None
    if reading.play is not None:
        found = Around(tuple(context.library.folders)).scenario(path, reading.play.scenario)
        try:
            scenario = load_file(found) if found is not None else None
        except BrokenContent as error:
            for problem in error.problems:
                context.complain(problem.to_line())
    return perform_play(reading, scenario, caller_lines(scenario.language) if scenario else None)


def _tell_performance(context: Context, performance: Performance) -> None:
    texts = context.texts
    for problem in performance.problems:
        context.complain(problem.to_line())
    if performance.card is None:
        return
    scores = ", ".join(
        f"{texts(f'scores.{name}')} {texts('scores.not_rated') if value is None else value}"
        for name, value in performance.card.scores.items()
    )
    word = texts("scores.pass" if performance.card.passed else "scores.below")
    ending = performance.card.ending or texts("cli.perform.open")
    mark = texts("cli.perform.as_expected" if performance.ok else "cli.perform.not_as_expected")
    context.out(f"{performance.play}: {scores}. {word}. {ending}. {mark}")


def schema(context: Context, options: Namespace) -> int:
    """The JSON Schema of a scenario, for editors."""
    document = Scenario.model_json_schema()
    dump(context, {"$schema": "https://json-schema.org/draft/2020-12/schema", **document})
    return 0
