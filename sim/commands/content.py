"""The commands on scenarios: list, perform, schema. They need no display, no sound and no pygame.

What performs a call is imported when one is performed: a list needs only headers.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.context import Context, UsageError

if TYPE_CHECKING:
    from sim.content.performing import Performance
    from sim.core.scenario import Scenario


def dump(context: Context, document: Any) -> None:
    """Print one JSON document; in escapes where the output has no room for all characters."""
    everything = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    context.out(json.dumps(document, ensure_ascii=not everything, indent=2))


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
    from sim.content.around import Around
    from sim.content.loading import load_file
    from sim.content.performing import perform as perform_play
    from sim.content.plays import read_play
    from sim.content.problems import BrokenContent
    from sim.content.texts import caller_lines

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
    """The JSON Schema of a kind of file, for editors."""
    from sim.content.editor_files import schema_text

    dump(context, json.loads(schema_text(options.kind)))
    return 0
