"""`new`: a starter scenario that can be played at once, with a play of it."""

from argparse import Namespace
from pathlib import Path

from sim.commands.context import Context, UsageError
from sim.commands.found import checked_id, unused
from sim.content.editor.files import first_line_of_play, keep_schemas
from sim.content.problems import printable
from sim.content.starters import starter
from sim.content.writing import commented, write_whole


def new(context: Context, options: Namespace) -> int:
    """Write ID.yaml and plays/ID-ideal.yaml, and the schemas for an editor; nothing of a trainer's is overwritten."""
    texts = context.texts
    scenario_id = checked_id(context, options.id)
    folder = _folder(context, options.output, scenario_id)
    if scenario_id in context.library.ids():
        known = context.library.find(scenario_id).path
        raise UsageError(texts("tools.new.taken", id=scenario_id, path=printable(known)))
    path = unused(context, folder / f"{scenario_id}.yaml")
    play = unused(context, folder / "plays" / f"{scenario_id}-ideal.yaml")
    made = starter(options.family, context.language, scenario_id)
    play.parent.mkdir(exist_ok=True)
    write_whole(path, made.scenario, fresh=True)
    keep_schemas(folder)
    head = [first_line_of_play(play), *commented(texts("tools.new.play"))]
    write_whole(play, "\n".join([*filter(None, head), made.play]), fresh=True)
    context.out(texts("tools.new.written", path=printable(path), play=printable(play)))
    context.out(texts("tools.new.next", id=scenario_id, path=printable(path), folder=printable(folder)))
    return 0


def _folder(context: Context, output: Path | None, scenario_id: str) -> Path:
    """Where the files go: -o (a folder, or the file by its full name), else the team's own folder, else here."""
    if output is None:
        folder = context.folders[-1] if context.folders else Path()
    elif output.suffix in (".yaml", ".yml"):
        if output.name != f"{scenario_id}.yaml":
            wanted = output.with_name(f"{scenario_id}.yaml")
            raise UsageError(context.texts("tools.new.name", path=printable(output), wanted=printable(wanted)))
        folder = output.parent
    else:
        folder = output
    if not folder.is_dir():
        raise UsageError(context.texts("tools.no_folder", path=printable(folder)))
    return folder
