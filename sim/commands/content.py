"""The commands on scenarios that only look: list, schema. They need no display, no sound and no pygame."""

import json
import sys
from argparse import Namespace
from typing import Any

from sim.commands.context import Context


def dump(context: Context, document: Any) -> None:
    """Print one JSON document; in escapes where the output has no room for all characters."""
    everything = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    context.out(json.dumps(document, ensure_ascii=not everything, indent=2))


def list_scenarios(context: Context, options: Namespace) -> int:
    """All scenarios found; files that cannot be listed are named on stderr and hide nothing."""
    listed = context.library.scenarios
    best = _best_scores(context)
    for problem in context.library.problems:
        context.complain(context.line_of(problem))
    if options.json:
        dump(context, [{**entry.to_json(), "best": best.get(entry.id)} for entry in listed])
        return 0
    texts = context.texts
    width = max((len(entry.id) for entry in listed), default=0)
    families = {family: texts(f"family.{family}") for family in {entry.family for entry in listed}}
    levels = {level: texts("common.level", count=level) for level in {entry.level for entry in listed}}
    for entry in listed:
        score = best.get(entry.id)
        mark = "" if score is None else texts("cli.list.best", score=score)
        about = f"{families[entry.family]}, {levels[entry.level]}, {', '.join(entry.languages)}"
        context.out(f"{entry.id:{width}}  {entry.title}  ({about})  {mark}".rstrip())
    return 0


def _best_scores(context: Context) -> dict[str, int]:
    if not context.data.exists():
        return {}
    from sim.commands.journal import best_scores

    return best_scores(context)


def schema(context: Context, options: Namespace) -> int:
    """The JSON Schema of a kind of file, for editors."""
    from sim.content.editor.files import schema_text

    dump(context, json.loads(schema_text(options.kind)))
    return 0
