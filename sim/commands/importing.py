"""`import`: a Twine story in Twee 3 becomes a scenario; what it could not carry over is listed by line."""

from argparse import Namespace
from pathlib import Path

from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.commands.found import checked_id, id_from, told, unused
from sim.content.editor.files import keep_schemas
from sim.content.problems import encodable, printable
from sim.content.twee import read_twee
from sim.content.twee_scenario import lost_words, scenario_from_story
from sim.content.writing import write_whole


def import_twee(context: Context, options: Namespace) -> int:
    """Write the scenario of a story beside nothing that is there."""
    texts, source = context.texts, options.file
    with told(context):
        if not source.exists():
            raise UsageError(texts("tools.no_file", path=printable(source)))
        story = read_twee(source)
        target = unused(context, _target(context, options.output, story.title or source.stem))
        imported = scenario_from_story(story, target.stem, context.language, texts)
    write_whole(target, imported.text, fresh=True)
    keep_schemas(target.parent)
    lost = [{"line": one.line, "what": lost_words(one, texts), "code": one.code} for one in imported.lost]
    if options.json:
        dump(context, {"path": encodable(target), "lost": lost})
        return 0
    for one in imported.lost:
        context.out(f"{printable(source)}:{one.line}: {printable(lost_words(one, texts))}")
    context.out(texts("tools.import.written", path=printable(target), nodes=len(story.passages)))
    context.out(texts("tools.import.lost_count", count=len(lost)))
    context.out(texts("tools.import.next", path=printable(target)))
    return 0


def _target(context: Context, output: Path | None, title: str) -> Path:
    """Where the scenario goes: -o, else here, named after the story."""
    if output is None:
        return Path(f"{id_from(title) or 'imported-call'}.yaml")
    if output.suffix != ".yaml":
        raise UsageError(context.texts("tools.import.kind", path=printable(output)))
    checked_id(context, output.stem)
    if not output.absolute().parent.is_dir():
        raise UsageError(context.texts("tools.no_folder", path=printable(output.parent)))
    return output
