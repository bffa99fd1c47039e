"""The format's reference, docs/format.md: every key of every file, from the models that read it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, TypeAdapter

from sim.content.editor.words import CONDITION_MEANING, MEANINGS
from sim.content.plays import Play
from sim.content.reference.examples import Schema, entries_of, model_name, shown, uses, ways
from sim.content.translated import TranslationHead
from sim.core.fields import CONDITION_FORMAT, NODE_FLAGS, Accepted, Id, Language, NodeFlag, ScenarioId
from sim.core.lexicon import Lexicon
from sim.core.moves import HEARING, MOVES
from sim.core.scenario import Scenario, Spoken
from sim.core.service import ServiceCard


class File(NamedTuple):
    """A kind of file: its model, how its file is called, an example of it in docs/examples."""

    model: type[BaseModel]
    title: str
    named: str
    example: str


FILES = (
    File(Scenario, "A call", "`ID.yaml`, called after its id", "every-key.yaml"),
    File(Play, "A play", "`plays/ID-WORD.yaml`", "plays/every-key-steps.yaml"),
    File(
        TranslationHead,
        "A translation",
        "`ID.LANGUAGE.yaml` beside the call: `ID.nl.yaml`",
        "every-key.nl.yaml",
    ),
    File(ServiceCard, "A service card", "`service.yaml`; `service.nl.yaml` translates it", "service.yaml"),
    File(Lexicon, "A lexicon", "`lexicon.LANGUAGE.yaml`: `lexicon.en.yaml`", "lexicon.en.yaml"),
)
_ANY, _SAID = "any model", Spoken.model_fields  # whoever says something has the same keys for it
_OPENING = """\
# The format, key by key

What can stand in the files that the program reads, from the program itself: the editor shows the same words. How to
write a call is told in the [guide](guide.md); what a reply's moves are worth, in the [moves](moves.md); what `check`
can say, in the [problems](scenario-problems.md). This page is generated; do not edit it.

Keys that are marked *needed* must be there. All others may be left out. What is typed stays what it is: `no`, `12:30`
and `010` are texts. Put a text in quotes when it holds a colon, a bracket or a #, or a comma between { } or [ ].
An *id* is a name that you choose: letters, digits, - and _. ID in capitals stands for one.
"""
_TRANSLATED = """
Below the head stand texts, under the keys that they have in the call: `title`, `nodes.opening.caller` and so on, an
entry of a list under its `id`, else under its number from 0. `translate` writes the file with all of them. Words only:
moves, conditions and numbers are decided by the call. A text that is missing or empty is shown in the call's language.
"""


def format_page(documents: Mapping[str, Any], face: Mapping[str, tuple[str, str]]) -> str:
    """The whole page, as Markdown.

    `documents`: the values of FILES' examples as read, by name. `face`: of each key of a face what may stand there,
    and what it is.
    """
    links = "\n".join(f"- [{file.title}](#{_anchor(file.title)}): {file.named}" for file in FILES)
    values = "- [What stands in many places](#what-stands-in-many-places): conditions, flags, faces, accepted warnings"
    parts = [_OPENING, f"{links}\n{values}\n"]
    for file in FILES:
        parts.append("\n".join(_file(file, documents[file.example])))
    return "\n".join([*parts, *_common(face)])


def _file(file: File, document: Any) -> Iterator[str]:
    schema = file.model.model_json_schema()
    examples: dict[tuple[str, str], Any] = {}
    for key, value in uses(schema, document):
        examples.setdefault(key, value)
        examples.setdefault((_ANY, key[1]), value)
    yield f"## {file.title}\n"
    yield f"The file: {file.named}. An example: [{file.example}](examples/{file.example}).\n"
    places = _places(schema)
    for name, model in {schema["title"]: schema, **_in_order(schema, places)}.items():
        if name == Accepted.__name__:
            continue
        if model is not schema:
            yield f"### {_title(name)}\n"
            yield f"{_sentence(model['description'])} Stands at {', '.join(places[name])}.\n"
        yield from _table(name, model, examples)
    if file.model is TranslationHead:
        yield _TRANSLATED


def _table(name: str, model: Schema, examples: Mapping[tuple[str, str], Any]) -> Iterator[str]:
    yield "| key | what it is | what may stand there | without it |\n|---|---|---|---|"
    for key, schema in model["properties"].items():
        needed = "*needed*" if key in model.get("required", ()) else _default(schema)
        example = _example(key, name, examples)
        said = _sentence(schema["description"]) + (f"<br>`{_cell(example)}`" if example else "")
        yield f"| `{key}` | {_cell(said)} | {_kind(schema, (name, key))} | {needed} |"
    yield ""


def _example(key: str, name: str, examples: Mapping[tuple[str, str], Any]) -> str:
    value = examples.get((name, key), examples.get((_ANY, key)) if key in _SAID else None)
    return shown(key, value) if value else ""


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _default(schema: Schema) -> str:
    default = schema.get("default")
    return "" if default is None or isinstance(default, (list, dict)) else f"`{default}`"


# -- where a part stands ------------------------------------------------------------------------------------------


def _places(schema: Schema) -> dict[str, list[str]]:
    """Of each model the places where it stands, as ways of keys, a part right after what it stands in."""
    found: dict[str, list[str]] = {}

    def look(model: Schema, way: str) -> None:
        for key, part in model["properties"].items():
            for name, place in _parts(part, f"{way}{key}"):
                if f"`{place}`" not in found.setdefault(name, []):
                    found[name].append(f"`{place}`")
                    look(schema["$defs"][name], f"{place}.")

    look(schema, "")
    return found


def _parts(schema: Schema, place: str) -> Iterator[tuple[str, str]]:
    for one in ways(schema):
        if "$ref" in one:
            yield model_name(one), place
        elif "items" in one:
            yield from _parts(one["items"], place)
        elif (below := entries_of(one)) is not None:
            yield from _parts(below, f"{place}.ID")


def _in_order(schema: Schema, places: Mapping[str, Any]) -> dict[str, Schema]:
    return {name: schema["$defs"][name] for name in places}


# -- what may stand there -----------------------------------------------------------------------------------------

_PATTERNS = {
    TypeAdapter(Id).json_schema()["pattern"]: "an id",
    TypeAdapter(ScenarioId).json_schema()["pattern"]: "an id that is a file's name",
    TypeAdapter(Language).json_schema()["pattern"]: "two letters, such as en",
}


def _kind(schema: Schema, owner: tuple[str, str]) -> str:
    """What may stand at a key, in words."""
    return " or ".join(dict.fromkeys(_one_kind(one, owner) for one in ways(schema)))


def _one_kind(schema: Schema, owner: tuple[str, str]) -> str:  # one row a shape
    if "$ref" in schema:
        return f"[{_title(model_name(schema))}](#{_anchor(_title(model_name(schema)))})"
    choices = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    if choices == sorted(MOVES):
        return "[moves](moves.md)"
    if set(choices) == set(NODE_FLAGS):
        return "[flags](#flags-of-a-node)"
    if choices:
        meanings = MEANINGS.get(owner, {})
        return "<br>".join(f"`{one}`" + (f": {meanings[one]}" if one in meanings else "") for one in choices)
    if schema.get("format") == CONDITION_FORMAT:
        return "[a condition](#conditions)"
    match schema.get("type"):
        case "array":
            return f"a list{_count(schema)}: {_kind(schema['items'], owner)}"
        case "object":
            return f"ids{_count(schema)}, at each: {_kind(entries_of(schema) or {}, owner)}"
        case "integer" | "number" as kind:
            word = "a whole number" if kind == "integer" else "a number"
            return f"{word}, {_range(schema)}"
        case "boolean":
            return "`true` or `false`"
    return "a file's name" if owner[1] == "recording" else _PATTERNS.get(schema.get("pattern", ""), "text")


def _range(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    return f"{least:g} to {most:g}" if most is not None and most < 1e6 else f"{least:g} or more"


def _count(schema: Schema) -> str:
    least = next((schema[key] for key in ("minItems", "minLength", "minProperties") if key in schema), 0)
    most = next((schema[key] for key in ("maxItems", "maxLength", "maxProperties") if key in schema), None)
    if most is not None:
        return f" of {least} to {most}" if least else f" of up to {most}"
    return f" of at least {least}" if least else ""


def _title(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return words[0] + words[1:].lower()


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


# -- what stands in many places -----------------------------------------------------------------------------------


def _common(face: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    yield "## What stands in many places\n"
    yield "### Conditions\n"
    yield f"{CONDITION_MEANING}\n"
    heard = ", ".join(f"`{move}`" for move in MOVES if move in HEARING)
    yield f"- `heard`: a reply had one of these moves: {heard}."
    yield "- `identity`: a reply had the move `verify_id`."
    yield "- `abuse`: a node with the flag `abuse` was played.\n"
    yield "### Flags of a node\n"
    yield "| flag | the moment |\n|---|---|"
    yield from (f"| `{flag}` | {_sentence(NODE_FLAGS[flag])} |" for flag in get_args(NodeFlag))
    yield "\n### Faces\n"
    yield "A caller's looks follow from the id of the call. What you name in `face` is drawn your way.\n"
    yield "| key | what it is | what may stand there |\n|---|---|---|"
    yield from (f"| `{key}` | {_sentence(what)} | {_cell(legal)} |" for key, (legal, what) in face.items())
    yield "\n### Accepted\n"
    yield "A warning of `check` that you stand by: it is shown with your reason instead of as a warning. Stands at"
    yield "`accept` in every file but a play.\n"
    schema = Accepted.model_json_schema()
    examples = {("Accepted", "code"): "Q007", ("Accepted", "reason"): "The long reply is the good one on purpose."}
    yield from _table("Accepted", schema, examples)
