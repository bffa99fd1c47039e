"""From pydantic's errors to problems in plain words, each at its place in the file.

An error's `loc` is a way of keys through the document; the deepest node that exists there is the place. What a key
could have been is read from the model at that place, so a new field needs nothing here.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.content.catalogue import BY_NAME
from sim.content.document import Document, Spot
from sim.content.problems import Problem, make
from sim.core.moves import MOVES

# pydantic's type -> the catalogue's name, and its figure that is the limit
_KINDS = {
    "string_type": ("text-expected", ""),
    "tuple_type": ("list-expected", ""),
    "list_type": ("list-expected", ""),
    "dict_type": ("group-expected", ""),
    "model_type": ("group-expected", ""),
    "model_attributes_type": ("group-expected", ""),
    "int_parsing": ("whole-number", ""),
    "int_parsing_size": ("whole-number", ""),
    "int_type": ("whole-number", ""),
    "int_from_float": ("whole-number", ""),
    "float_parsing": ("number", ""),
    "float_type": ("number", ""),
    "finite_number": ("number", ""),
    "bool_parsing": ("true-or-false", ""),
    "bool_type": ("true-or-false", ""),
    "greater_than_equal": ("too-small", "ge"),
    "less_than_equal": ("too-large", "le"),
    "string_too_long": ("text-too-long", "max_length"),
    "too_short": ("too-few", "min_length"),
    "too_long": ("too-many-entries", "max_length"),
    "unsafe_path": ("unsafe-recording", ""),
    "recording_kind": ("recording-kind", ""),
    "say_or_either": ("say-or-either", ""),
    "unknown_step": ("unknown-step", ""),
    "one_thing_a_step": ("one-thing-a-step", ""),
}
_AT_KEY = frozenset({"say-or-either", "too-few", "too-many-entries", "list-expected", "group-expected", "missing-key"})
_PATTERNS = {"^[A-Za-z0-9_-]": "bad-id", "^[A-Za-z0-9_][": "bad-scenario-id", "^[a-z]{2}$": "bad-language"}


def problems_of(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    """Each of pydantic's errors as a problem, but for those that only repeat what the reader already reported."""
    reported = {(problem.line, problem.column) for problem in document.problems if problem.severity == "error"}
    for details in error.errors(include_url=False, include_input=False):
        value, spot = document.find(details["loc"])
        if value == "" and (spot.place in reported or spot.key_place in reported):
            continue
        # A list with a broken entry counts as too short; the entry is reported, and the list is long enough.
        if details["type"] == "too_short" and len(value) >= details.get("ctx", {}).get("min_length", 0):
            continue
        yield _problem(details, document, value, spot, model)


def _problem(details: ErrorDetails, document: Document, value: Any, spot: Spot, model: type[BaseModel]) -> Problem:
    kind, keys = details["type"], details["loc"]
    figures: dict[str, Any] = {"found": value if isinstance(value, str) else describe(value)}
    context = details.get("ctx", {})
    place = spot.place
    match kind:
        case "missing":
            name, place, figures = "missing-key", spot.key_place, {"found": keys[-1]}
        case "extra_forbidden":
            name, place = "unknown-key", spot.key_place
            figures = {"found": keys[-1], "known": fields_at(model, keys[:-1])}
        case "literal_error":
            name, figures["known"] = "not-a-choice", choices_at(model, keys)
        case "unknown_move":
            name, figures["known"] = "unknown-move", tuple(MOVES)
        case "format":
            value, spot = document.find(("format",))
            name, place, figures = "unknown-format", spot.place, {"found": value}
        case "condition":
            name, place = "condition", document.inside(spot, str(value), context.get("offset", 0))
            figures = {"problem": context.get("message", ""), "help": _sentence(context.get("hint", ""))}
        case "string_too_short":
            name = "no-text"
        case "string_pattern_mismatch":
            name = _pattern(str(context.get("pattern", "")))
            place = spot.key_place if "[key]" in keys else place
            figures["found"] = keys[-2] if "[key]" in keys else figures["found"]
        case _:
            name, limit = _KINDS.get(kind, ("not-valid", ""))
            figures = {**figures, "limit": context.get(limit, ""), "kind": describe(value)}
            figures["found"] = details["msg"] if name == "not-valid" else figures["found"]
            place = spot.key_place if name in _AT_KEY else place
    return make(BY_NAME[name], document.path, place, **figures)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _pattern(pattern: str) -> str:
    for start, name in _PATTERNS.items():
        if pattern.startswith(start):
            return name
    return "bad-code" if pattern.startswith("^[A-Z]") else "not-valid"


def describe(value: Any) -> str:
    """What kind of value stands there, in plain words."""
    if isinstance(value, dict):
        return "keys with values"
    return "a list" if isinstance(value, list) else "a text"


def fields_at(model: type[BaseModel], keys: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that the model knows at this place."""
    found = _models(_type_at(model, keys))
    return tuple(dict.fromkeys(field.alias or name for one in found for name, field in one.model_fields.items()))


def choices_at(model: type[BaseModel], keys: tuple[str | int, ...]) -> tuple[str, ...]:
    """The words that are allowed at this place."""
    return tuple(str(word) for part in _parts(_type_at(model, keys)) for word in get_args(part))


def _type_at(model: type[BaseModel], keys: tuple[str | int, ...]) -> Any:
    here: Any = model
    for key in keys:
        below: Any = None
        for part in _parts(here):
            if isinstance(part, type) and issubclass(part, BaseModel):
                below = part.model_fields[key].annotation if key in part.model_fields else below
            elif get_args(part):
                below = get_args(part)[0] if get_origin(part) is tuple else get_args(part)[-1]
        here = below if below is not None else here
    return here


def _parts(annotation: Any) -> Iterator[Any]:
    """The alternatives of a type: without Annotated, and each member of a union."""
    if hasattr(annotation, "__metadata__"):
        yield from _parts(annotation.__origin__)
    elif get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _parts(part)
    else:
        yield annotation


def _models(annotation: Any) -> list[type[BaseModel]]:
    return [part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
