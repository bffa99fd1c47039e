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
from sim.content.accepting import sorted_out
from sim.content.catalogue.explored import EXPLORED_BY_CODE
from sim.content.document import Document
from sim.content.problems import BrokenContent, Problem, encodable, printable
from sim.content.reading import read_file
from sim.content.scenarios import scenario_of
from sim.core.fairness import Dominance, Fairness, Job, judge
from sim.core.odds import Odds
from sim.core.reach.exploring import Reach, explore
from sim.core.reach.findings import Finding, findings
from sim.core.script import Script
from sim.report.xray.replies import reply_lines, shares, shown
from sim.report.xray.text import advice, lines, message
from sim.report.xray.values import Xray, bounds, to_json

if TYPE_CHECKING:
    from pathlib import Path

    from sim.report.xray.page import Told

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
    told = [_problem(context, document, path, finding) for finding in found.findings]
    left, accepted = sorted_out(told, script.scenario.accept, document, explored=True)
    problems = [problem.to_json() for problem in left]
    reasons = [{**problem.to_json(), "reason": reason} for problem, reason in accepted]
    if options.output is not None:
        from sim.content.writing import write_whole

        write_whole(options.output, _page(context, found, problems, reasons))
        context.out(printable(options.output))
    elif options.json:
        dump(context, to_json(found, problems, reasons))
    else:
        for problem in left:
            context.complain(context.line_of(problem))
        for problem, reason in accepted:
            context.out(
                context.texts("cli.check.accepted", problem=context.line_of(problem).splitlines()[0], reason=reason)
            )
        _tell(context, found, options.replies)
    return 1 if left else 0


def _tell(context: Context, found: Xray, with_replies: bool) -> None:
    for line in lines(found, context.texts):
        context.out(line)
    context.out("")
    for kind, figures in bounds(found.reach).items():
        for dimension, bound in figures.items():
            shown_as = {name: "-" if value is None else value for name, value in bound.items()}
            named = context.texts(f"xray.dimension.{dimension}")
            context.out(context.texts("xray.bound", kind=context.texts(f"xray.{kind}"), dimension=named, **shown_as))
    for line in reply_lines(found, context.texts) if with_replies else [context.texts("xray.replies.more")]:
        context.out(line)


def _problem(context: Context, document: Document, path: Path, finding: Finding) -> Problem:
    """A finding with its words and its place in the file."""
    _, spot = document.find(finding.place)
    line, column = spot.key_place
    words, hint = printable(message(finding, context.texts)), printable(advice(finding, context.texts))
    severity = EXPLORED_BY_CODE[finding.code].severity
    return Problem(finding.code, severity, encodable(path), line, column, words, hint)


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
    try:
        yield
    finally:
        if shown:
            print("\r" + " " * len(label), end="\r", file=sys.stderr, flush=True)


def _page(context: Context, found: Xray, problems: Sequence[Told], accepted: Sequence[Told]) -> str:
    from sim.content.drawing.graph import drawing_of, proved
    from sim.content.drawing.svg import Figures, svg
    from sim.report.xray.page import page

    structure = found.reach.structure
    drawing = proved(drawing_of(found.scenario), structure.unreachable, structure.no_way_out)
    nodes = {node.id: shown(node.hundred["random"]) for node in shares(found)}
    replies = {(node.id, reply.id): shown(reply.hundred["random"]) for node in shares(found) for reply in node.replies}
    of_hundred = {name: context.texts("xray.page.of_hundred", count=figure) for name, figure in nodes.items()}
    picture = svg(drawing, context.texts, Figures(of_hundred, replies))
    return page(found, problems, accepted, picture, context.texts)
