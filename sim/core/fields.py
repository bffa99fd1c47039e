"""The kinds of values that content is made of: texts, ids, gauges, moves, conditions, and the base of every part.

Values arrive as the text that a trainer typed; numbers and truth values are read from it, everything else stays text.
The parts made of these are in scenario.py (and lexicon.py, service.py).
"""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    InstanceOf,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from sim.core import conditions
from sim.core.errors import ConditionError
from sim.core.moves import MOVES

FORMAT = 1
CONDITION_FORMAT, CONDITION_EXAMPLE = "condition", "such as: anger >= 60 and not heard"  # in the JSON Schema
NodeFlag = Literal[
    "hot", "panic", "provocation", "pressure", "abuse", "key", "safety", "detour", "interruptible", "escalate"
]
# What each flag says of its moment; the editor shows it, the trainer's reference too.
NODE_FLAGS: dict[NodeFlag, str] = {
    "hot": "the caller is angry at this moment; listening counts, and rules or questions before hearing them out cost",
    "panic": "the caller is in panic at this moment; short, closed and steadying replies count",
    "provocation": "an attack or a shock; a breath before answering counts, and staying constructive is calm",
    "pressure": "a push against a rule; holding the line counts here, and staying constructive is calm",
    "abuse": "a personal insult, in every variant of the line; a boundary is right here and nowhere else",
    "key": "a decision that matters: it counts double",
    "safety": "someone may come to harm; safety comes before everything else",
    "detour": "reached only because the caller got worse; who caused that earns nothing by mending it",
    "interruptible": "speaking before the caller has finished is right here",
    "escalate": "the policy asks for a colleague here",
}


class Model(BaseModel):
    """The base of every part: frozen, strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True)


def _known_move(move: str) -> str:
    if move not in MOVES:
        raise PydanticCustomError("unknown_move", "there is no move {move}", {"move": move})
    return move


def _condition(text: Any) -> conditions.Condition:
    if isinstance(text, conditions.Condition):
        return text
    if not isinstance(text, str):
        raise PydanticCustomError("string_type", "a condition is text")
    try:
        return conditions.parse(text)
    except ConditionError as error:
        details = {"message": str(error), "offset": error.offset, "hint": error.hint}
        raise PydanticCustomError("condition", "{message}", details) from None


def _safe_recording(name: str) -> str:
    # A recording lives in the scenario's own folder; the name must not lead out of it on any system.
    plain = name.replace("\\", "/")
    parts = plain.split("/")
    stem = parts[-1].split(".")[0].upper()
    device = stem in {"CON", "PRN", "AUX", "NUL"} or (stem[:3] in {"COM", "LPT"} and stem[3:].isdigit())
    if plain.startswith("/") or ".." in parts or ":" in plain or device or "" in parts:
        raise PydanticCustomError("unsafe_path", "a recording must lie in the scenario's own folder")
    if not plain.lower().endswith((".wav", ".ogg")):
        raise PydanticCustomError("recording_kind", "a recording is a .wav or .ogg file")
    return name


class EachExplained:
    """For the JSON Schema: what each choice means. Editors show it beside the choice."""

    def __init__(self, meanings: dict[Any, str]) -> None:
        self.meanings = meanings

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        said = [self.meanings[choice] for choice in schema["enum"]]
        return {**schema, "enumDescriptions": said, "markdownEnumDescriptions": said}


Text = Annotated[str, Field(min_length=1, max_length=4000)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
ScenarioId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$")]  # a file's name, and no option
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Gauge = Annotated[int, Field(ge=0, le=100)]
Grade = Annotated[int, Field(ge=-2, le=2)]
Flag = Annotated[NodeFlag, EachExplained(NODE_FLAGS)]
MoveId = Annotated[str, AfterValidator(_known_move), WithJsonSchema({"type": "string", "enum": sorted(MOVES)})]
Recording = Annotated[str, Field(max_length=200), AfterValidator(_safe_recording)]
When = Annotated[
    InstanceOf[conditions.Condition],
    BeforeValidator(_condition),
    PlainSerializer(lambda condition: condition.text, return_type=str),
    WithJsonSchema({"type": "string", "format": CONDITION_FORMAT, "description": CONDITION_EXAMPLE}),
]


class OrText:
    """For the JSON Schema: where a mapping is read, plain text is read too (and one line where lines are)."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        text: JsonSchemaValue = {"type": "string"}
        if schema.get("type") != "array":
            return {"anyOf": [text, schema]}
        either = {"anyOf": [text, schema["items"]]}
        return {"anyOf": [*either["anyOf"], {**schema, "items": either}]}


class Accepted(Model):
    """A checker's warning that the writer stands by, and why."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{2,4}$")] = Field(
        description="the warning's code, as check shows it; an error cannot be accepted"
    )
    reason: Text = Field(description="why it is right here; check shows it instead of the warning")
