"""The schemas as files, where an editor finds them: the one place that says where that is.

A scenario's first line is `# yaml-language-server: $schema=scenario.schema.json`, a play's the same with
`../play.schema.json`: a name beside the file, so that it holds wherever a team keeps its folder and without the
internet. The shipped schemas lie in scenarios/. `new` and `import` put scenario.schema.json and play.schema.json
beside what they write, and write them anew when this program makes others; a file of that name that is not the
program's own (OURS) stays as it is.
"""

import json
from contextlib import suppress
from functools import cache
from pathlib import Path

from sim.content.editor.schema import MODELS, OURS, editor_schema
from sim.content.texts import load
from sim.content.writing import write_whole

KINDS = tuple(MODELS)
_BESIDE_A_SCENARIO = ("scenario", "play")


def schema_name(kind: str) -> str:
    """The name of a schema's file."""
    return f"{kind}.schema.json"


@cache
def schema_text(kind: str) -> str:
    """A schema as its file holds it. The format's reference is English, whatever the program speaks."""
    return json.dumps(editor_schema(kind, load("en")), ensure_ascii=False, indent=2) + "\n"


def keep_schemas(folder: Path) -> None:
    """Put the schemas beside a scenario. A folder that takes none costs only the editor's help."""
    for kind in _BESIDE_A_SCENARIO:
        path, text = folder / schema_name(kind), schema_text(kind)
        with suppress(OSError, UnicodeError):
            there = path.read_text(encoding="utf-8") if path.exists() else None
            if there is None or (there != text and OURS in there):
                write_whole(path, text)


def first_line_of_play(path: Path) -> str:
    """The line by which an editor finds the schema of a play at this path; empty where no schema lies there."""
    name = schema_name("play")
    for folder, shown in ((path.parent, name), (path.parent.parent, f"../{name}")):
        if (folder / name).is_file():
            return f"# yaml-language-server: $schema={shown}"
    return ""
