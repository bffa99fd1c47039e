"""Examples of keys, taken from files that are played and checked: the first use of each key in docs/examples."""

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
Key = tuple[str, str]  # the model and its key
# What needs no quotes: it begins like a word or a number, and holds nothing that YAML reads as a sign.
_PLAIN = re.compile(r"(?:[A-Za-z0-9]|-\d)(?:[^:#{}\[\],]|:(?! )|(?<! )#)*")
_LONGEST = 130


def uses(schema: Schema, value: Any) -> Iterator[tuple[Key, Any]]:
    """Every use of a model's key in a value as read. `schema`: the JSON Schema of the model that it is."""
    yield from _uses(schema, schema["title"], value, schema.get("$defs", {}))


def _uses(schema: Schema, name: str, value: Any, models: dict[str, Schema]) -> Iterator[tuple[Key, Any]]:
    for key, part in value.items():
        below = schema["properties"].get(key)
        if below is not None:
            yield (name, key), part
            yield from _inside(below, part, models)


def _inside(schema: Schema, value: Any, models: dict[str, Schema]) -> Iterator[tuple[Key, Any]]:
    if "$ref" in schema and isinstance(value, dict):
        model = model_name(schema)
        yield from _uses(models[model], model, value, models)
    elif isinstance(value, list):
        entries: Schema = next((one["items"] for one in ways(schema) if "items" in one), {})
        for part in value:
            yield from _inside(entries, part, models)
    elif isinstance(value, dict):
        below = next((found for one in ways(schema) if (found := entries_of(one)) or "$ref" in one), None)
        for part in value.values() if below else ():
            yield from _inside(below or {}, part, models)
        yield from (use for one in ways(schema) if "$ref" in one for use in _inside(one, value, models))


def ways(schema: Schema) -> list[Schema]:
    """The shapes that a value may have; nothing at all is none of them."""
    return [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]


def entries_of(schema: Schema) -> Schema | None:
    """What stands at each key of a group whose keys the writer chooses."""
    patterns = schema.get("patternProperties") or {}
    found: Any = next(iter(patterns.values()), schema.get("additionalProperties"))
    return found if isinstance(found, dict) else None


def model_name(schema: Schema) -> str:
    """The model that a reference leads to."""
    return str(schema["$ref"]).rpartition("/")[2]


def shown(key: str, value: Any) -> str:
    """A key with its value on one line, as it could stand in a file; of much only the first, of more nothing."""
    first = value[:1] if isinstance(value, list) else dict([*value.items()][:1]) if isinstance(value, dict) else value
    texts = (f"{key}: {_flow(one, inside=False)}" for one in (value, first))
    return next((text for text in texts if len(text) <= _LONGEST or isinstance(value, str)), "")


def _flow(value: Any, inside: bool = True) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    plain = _PLAIN.fullmatch(text.replace(",", "") if not inside else text) and text == text.strip()
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
