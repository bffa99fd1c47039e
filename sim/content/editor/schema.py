"""The JSON Schemas of the trainer's files, for editors: made from the models, never written by hand.

An editor reads YAML by other rules than this program, which takes every value as the text that was typed. So a schema
accepts what `check` accepts (a title that is a number, `yes` for true) and leaves to `check` what only it can know.
What was optional in a model is a key that may be left out, never an empty one. The wording is in editor_words.py.
"""

from typing import Any

from pydantic import BaseModel

from sim.content.editor import words
from sim.content.editor.moves import move_meanings
from sim.content.plays import Play
from sim.core import conditions
from sim.core.fields import CONDITION_FORMAT
from sim.core.lexicon import Lexicon
from sim.core.moves import MOVES
from sim.core.scenario import Scenario
from sim.core.service import ServiceCard
from sim.core.texts import Texts

Schema = dict[str, Any]
MODELS: dict[str, type[BaseModel]] = {
    "scenario": Scenario,
    "play": Play,
    "lexicon": Lexicon,
    "service": ServiceCard,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
OURS = "Made by Cool Head (run_sim.py schema); a new version of the program writes it anew, so do not edit it."
_MOVE = "Move"
_SPOKEN = frozenset({"Spoken", "CallerLine", "Option", "Reveal"})  # may give their words by `say` or by `either`


def editor_schema(kind: str, texts: Texts) -> Schema:
    """The schema of a kind of file, one of MODELS. `texts`: the program's, in English, for what moves mean."""
    found = MODELS[kind].model_json_schema()
    maker = _Maker(texts)
    definitions = {name: maker.definition(name, part) for name, part in found.pop("$defs", {}).items()}
    root = maker.definition(MODELS[kind].__name__, found)
    if maker.asked_for_moves:
        definitions[_MOVE] = _move(maker.meanings)
    return {
        "$schema": DIALECT,
        "$comment": OURS,
        "title": f"Cool Head {kind}",
        **root,
        "description": words.KINDS_OF_FILE[kind],
        "$defs": definitions,
    }


class _Maker:
    """Turns the models' schemas into an editor's."""

    def __init__(self, texts: Texts) -> None:
        self.meanings = move_meanings(texts)
        self.asked_for_moves = False

    def definition(self, name: str, schema: Schema) -> Schema:
        """A group of keys."""
        made = {key: part for key, part in schema.items() if key != "title"}
        keys = made.get("properties", {})
        made["properties"] = {key: self._key(part, name, key) for key, part in keys.items()}
        if name in _SPOKEN:
            made["properties"]["say"] = _say(made["properties"])
            made["anyOf"] = [{"required": ["say"]}, {"required": ["either"]}]
        if name == "PlayStep":
            made["properties"]["hang_up"]["doNotSuggest"] = True  # the bare word says it
            return {"anyOf": [{"const": "hang_up", "description": "the trainee hangs up"}, made]}
        return made

    def _key(self, schema: Schema, owner: str, key: str) -> Schema:
        made = self.value(schema, owner, key)
        if key == "recording":
            made |= {"pattern": r"\.([oO][gG][gG]|[wW][aA][vV])$", "patternErrorMessage": words.RECORDING}
        if (owner, key) in words.SNIPPETS:
            label, description, body = words.SNIPPETS[owner, key]
            made["defaultSnippets"] = [{"label": label, "description": description, "body": body}]
        if (owner, key) == ("Option", "moves"):
            # An editor offers the entries of a list only inside [ ]; this makes the brackets, and offers them there.
            text = f"[${{1|{','.join(MOVES)}|}}]"
            made["defaultSnippets"] = [{**words.FIRST_MOVE, "bodyText": text}]
        return made

    def value(self, schema: Schema, owner: str, key: str) -> Schema:
        """What may stand at a key of a group."""
        made = {name: part for name, part in schema.items() if name != "title"}
        if made.get("default") is None or isinstance(made["default"], (list, dict)):
            made.pop("default", None)
        parts = [part for part in made.pop("anyOf", ()) if part.get("type") != "null"]
        if len(parts) == 1:
            made = {**parts[0], **made}
            made.pop("title", None)
        elif parts:
            return {**made, "anyOf": [self.value(part, owner, key) for part in parts]}
        if made.get("type") == "array":
            made = self._list(made, owner, key)
        made = self._mapping(made, owner, key)
        return made | self._scalar(made, owner, key)

    def _list(self, made: Schema, owner: str, key: str) -> Schema:
        # A list that may also be one text has the limits of a text in pydantic's words.
        for limit, meant in (("minLength", "minItems"), ("maxLength", "maxItems")):
            if limit in made:
                made[meant] = made.pop(limit)
        return {**made, "items": self.value(made["items"], owner, key), "errorMessage": words.LIST}

    def _mapping(self, made: Schema, owner: str, key: str) -> Schema:
        """Keys that the writer chooses: their form, and what stands at each."""
        for pattern, part in made.pop("patternProperties", {}).items():
            names = {**_patterned({"pattern": pattern}), "doNotSuggest": True}
            made |= {"propertyNames": names, "additionalProperties": part}
        if isinstance(made.get("additionalProperties"), dict):
            made["additionalProperties"] = self.value(made["additionalProperties"], owner, key)
        return made

    def _scalar(self, made: Schema, owner: str, key: str) -> Schema:
        if made.get("enum") == sorted(MOVES):
            del made["enum"], made["type"]
            self.asked_for_moves = True
            return {"$ref": f"#/$defs/{_MOVE}"}
        if made.get("format") == CONDITION_FORMAT:
            return _condition(made)
        if key != "format" and ("enum" in made or "const" in made):
            return _choice(made, words.MEANINGS.get((owner, key), {}))
        match made.get("type"):
            case "string" if "enum" not in made and "const" not in made:
                return _text(made)
            case "integer" if "const" not in made:
                return {"errorMessage": words.WHOLE.format(range=_range(made))}
            case "number":
                return {"errorMessage": words.NUMBER.format(range=_range(made))}
            case "boolean":
                return _true_or_false(made)
        return {"errorMessage": words.FORMAT} if key == "format" else {}


def _move(meanings: dict[str, str]) -> Schema:
    return {
        "type": "string",
        "enum": list(meanings),
        "markdownEnumDescriptions": list(meanings.values()),
        "errorMessage": words.NO_MOVE,
    }


def _text(made: Schema) -> Schema:
    # An editor takes an unquoted 112 for a number and `true` for a truth value; here both are texts.
    kinds = ["string", "integer"] if "pattern" in made else ["string", "number", "boolean"]
    return {**_patterned(made), "type": kinds, "errorMessage": words.TEXT}


def _patterned(made: Schema) -> Schema:
    hints = (hint for start, hint in words.PATTERNS.items() if made.get("pattern", "").startswith(start))
    hint = next(hints, "")
    return {**made, "patternErrorMessage": hint} if hint else made


def _choice(made: Schema, meanings: dict[str, str]) -> Schema:
    """One of a few words; where the model itself explains them, that stands."""
    known = made.pop("enum", None) or [made.pop("const")]
    explained = {"markdownEnumDescriptions": [meanings[word] for word in known]} if meanings else {}
    return {"enum": known, **explained, "errorMessage": words.NO_CHOICE.format(words=", ".join(known))}


def _true_or_false(made: Schema) -> Schema:
    del made["type"]
    hint = {"errorMessage": words.TRUE_OR_FALSE}
    return {"anyOf": [{"type": "boolean", **hint}, {"type": "string", "pattern": "^(yes|no|on|off)$", **hint}]}


def _condition(made: Schema) -> Schema:
    del made["format"]
    description = f"{made.get('description', '')}\n\n{words.CONDITION_MEANING}".strip()
    return {
        "description": description,
        "pattern": condition_pattern(),
        "patternErrorMessage": words.CONDITION,
        "errorMessage": words.CONDITION,
    }


def condition_pattern() -> str:
    """What a condition looks like, as far as a regular expression can say it: all but whether ( and ) go in pairs."""
    end = "(?![A-Za-z0-9_-])"
    gauge, operator, number = f"(?:{'|'.join(conditions.GAUGES)}){end}", "(?:>=|<=|==|!=|>|<|=)", f"[0-9]{{1,4}}{end}"
    name = f"(?!(?:{'|'.join(conditions.GAUGES)}|and|or|not|[0-9]+){end})[A-Za-z0-9_][A-Za-z0-9_-]*"
    compared = rf"{gauge}\s*{operator}\s*{number}|{number}\s*{operator}\s*{gauge}"
    term = rf"(?:\s|\(|not{end})*(?:{compared}|{name})[\s)]*"
    return f"^{term}(?:(?:and|or){end}{term})*$"


def _say(keys: dict[str, Schema]) -> Schema:
    """The words themselves, or a group that has them."""
    group = {
        "type": "object",
        "properties": {key: keys[key] for key in ("say", "either", "recording")},
        "additionalProperties": False,
    }
    plain = {key: part for key, part in keys["say"].items() if key != "description"}
    return {"description": keys["say"]["description"], "anyOf": [plain, group]}


def _range(made: Schema) -> str:
    if "minimum" in made and "maximum" in made:
        return words.RANGE.format(least=made["minimum"], most=made["maximum"])
    return words.AT_LEAST.format(least=made["minimum"]) if "minimum" in made else ""
