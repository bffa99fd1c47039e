"""`graph`: draws a scenario, sound or not, in its reader's language."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sim.commands.context import Context, UsageError
from sim.commands.found import scenario_path
from sim.content.document import Document
from sim.content.drawing.graph import Drawing, drawing_of, mermaid
from sim.content.drawing.page import page
from sim.content.drawing.svg import svg
from sim.content.problems import BrokenContent, printable
from sim.content.reading import read_file
from sim.content.scenarios import model_of, scenario_of
from sim.content.translations import overlaid
from sim.content.writing import write_whole
from sim.core.scenario import Scenario
from sim.core.texts import Texts

_WRITERS: dict[str, Callable[[Drawing, Texts], str]] = {".svg": svg, ".mmd": mermaid, ".html": page, ".htm": page}


def graph(context: Context, options: Namespace) -> int:
    """Draw a scenario; what check would call errors is told, and drawn as far as it can be."""
    path, target = scenario_path(context, options.id), options.output
    if target is not None and target.suffix.lower() not in _WRITERS:
        raise UsageError(context.texts("tools.graph.kind", path=printable(target)))
    drawing = drawing_of(_scenario(context, path))
    if target is None:
        context.out(mermaid(drawing, context.texts).rstrip("\n"))
        return 0
    write_whole(target, _WRITERS[target.suffix.lower()](drawing, context.texts))
    context.out(printable(target))
    return 0


def _scenario(context: Context, path: Path) -> Scenario:
    """The scenario of a file, though its parts may not fit together. Raises BrokenContent."""
    document = read_file(path)
    model, problems = model_of(_translated(context, path, document), Scenario)
    if not isinstance(model, Scenario):
        raise BrokenContent(str(path), problems)
    errors = sum(one.severity == "error" for one in scenario_of(document, path.name).problems)
    if errors:
        context.complain(context.texts("tools.graph.problems", count=errors, path=printable(path)))
    return model


def _translated(context: Context, path: Path, document: Document) -> Document:
    """The document with the words of the reader's language, where there is a translation that can be read."""
    translation = path.with_name(f"{path.stem}.{context.language}.yaml")
    if not isinstance(document.value, dict) or not translation.is_file():
        return document
    texts = read_file(translation)
    if any(problem.severity == "error" for problem in texts.problems):
        context.complain(context.line_of(texts.problems[0]))
        return document
    value = overlaid(document.value, texts.value)
    return replace(document, value={**value, "language": context.language})
