"""`xray`: what can be reached in a scenario, what a call can score, and whether the right people pass."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sim.commands.content import dump
from sim.commands.context import Context
from sim.commands.found import scenario_path
from sim.content.document import Document
from sim.content.problems import BrokenContent, encodable, printable
from sim.content.reading import read_file
from sim.content.scenarios import scenario_of
from sim.core.fairness import Dominance, Fairness, Job, judge
from sim.core.odds import Odds
from sim.core.reach import Reach, explore
from sim.core.reach_findings import Finding, findings
from sim.core.script import Script
from sim.report.xray import Xray, to_json
from sim.report.xray_text import lines, message

if TYPE_CHECKING:
    from pathlib import Path

_SPAWN = multiprocessing.get_context("spawn")
WORTH_SHARING = 2_000  # situations: below, another process takes longer to start than all the plays


def xray(context: Context, options: Namespace) -> int:
    """Look a scenario through; 1 when something is wrong."""
    path = scenario_path(context, options.id)
    document = read_file(path)
    reading = scenario_of(document, path.name)
    if reading.scenario is None:
        raise BrokenContent(str(path), reading.problems)
    script = Script(reading.scenario)
    with _without_collection(), ProcessPoolExecutor(_cores(), _SPAWN, gc.disable) as pool:
        with _told(context.texts("cli.xray.looking")):
            reach = explore(script, beside=(lambda *job: pool.submit(*job).result) if _cores() > 1 else None)
        fairness = _judged(context, script, reach, pool)
    found = Xray(script.scenario, reach, fairness, findings(script, reach, fairness))
    problems = [_problem(context, document, path, finding) for finding in found.findings]
    if options.output is not None:
        _write_page(context, found, problems, options.output)
    elif options.json:
        dump(context, to_json(found, problems))
    else:
        for problem in problems:
            context.complain("{path}:{line}:{column}: {code} {message}".format_map(problem))
        for line in lines(found, context.texts):
            context.out(line)
    return 1 if found.findings else 0


def _problem(context: Context, document: Document, path: Path, finding: Finding) -> dict[str, Any]:
    """A finding with its words and its place in the file."""
    _, spot = document.find(finding.place)
    line, column = spot.key_place
    words = printable(message(finding, context.texts))
    return {"code": finding.code, "path": encodable(path), "line": line, "column": column, "message": words}


@contextmanager
def _without_collection() -> Iterator[None]:
    """Exploration keeps nearly all that it makes, in no circles: a fifth of its time would go into looking."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _cores() -> int:
    """How many processes to use; one costs memory too."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 4)


def _judged(context: Context, script: Script, reach: Reach, pool: ProcessPoolExecutor) -> Fairness:
    label = context.texts("cli.xray.playing")
    shared = _cores() > 1 and reach.situations >= WORTH_SHARING

    def spread(job: Job, names: Sequence[str]) -> Iterator[Odds | Dominance]:
        return _counted((pool.map if shared else map)(job, names), label)

    return judge(script, reach.ideal.path, reach.calls, spread)


def _counted(results: Any, label: str) -> Iterator[Odds | Dominance]:
    """Pass results on; on a terminal show how many there were."""
    for count, result in enumerate(results, 1):
        yield result
        if sys.stderr.isatty():
            print(f"\r{label} {count}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r" + " " * (len(label) + 6), end="\r", file=sys.stderr, flush=True)


@contextmanager
def _told(label: str) -> Iterator[None]:
    """On a terminal, say what takes its time and wipe it out afterwards."""
    shown = sys.stderr.isatty()
    if shown:
        print(label, end="", file=sys.stderr, flush=True)
    yield
    if shown:
        print("\r" + " " * len(label), end="\r", file=sys.stderr, flush=True)


def _write_page(context: Context, found: Xray, problems: Sequence[dict[str, Any]], target: Path) -> None:
    from sim.content.drawing import drawing_of
    from sim.content.drawing_svg import svg
    from sim.content.writing import write_whole
    from sim.report.xray_page import page

    picture = svg(drawing_of(found.scenario), context.texts)
    write_whole(target, page(found, problems, picture, context.texts))
    context.out(printable(target))
