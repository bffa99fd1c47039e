"""What a scenario is: frozen models, the format's one definition.

The JSON Schema for editors, the trainer's reference and the strict reader all come from here. Values arrive as
the text that a trainer typed; numbers and truth values are read from it, everything else stays text. What one
field can say is checked here; what only the whole can say (does this target exist?) is in soundness.py.
"""

import hashlib
from typing import Annotated, Any, Literal, Self

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
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from sim.core import conditions
from sim.core.errors import ConditionError
from sim.core.kinds import DIMENSIONS as DIMENSIONS  # noqa: PLC0414  # whoever knows scenarios knows these too
from sim.core.kinds import Dimension as Dimension  # noqa: PLC0414
from sim.core.kinds import Family as Family  # noqa: PLC0414
from sim.core.moves import MOVES

FORMAT = 1
NodeFlag = Literal[
    "hot", "panic", "provocation", "pressure", "abuse", "key", "safety", "detour", "interruptible", "escalate"
]
CALLER_HUNG_UP = "caller_hung_up"
YOU_HUNG_UP = "you_hung_up"
ENGINE_ENDINGS = (CALLER_HUNG_UP, YOU_HUNG_UP)


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


Text = Annotated[str, Field(min_length=1, max_length=4000)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
ScenarioId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$")]  # a file's name, and no option
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Gauge = Annotated[int, Field(ge=0, le=100)]
Grade = Annotated[int, Field(ge=-2, le=2)]
MoveId = Annotated[str, AfterValidator(_known_move), WithJsonSchema({"type": "string", "enum": sorted(MOVES)})]
Recording = Annotated[str, Field(max_length=200), AfterValidator(_safe_recording)]
When = Annotated[
    InstanceOf[conditions.Condition],
    BeforeValidator(_condition),
    PlainSerializer(lambda condition: condition.text, return_type=str),
    WithJsonSchema({"type": "string", "description": "such as: anger >= 60 and not heard"}),
]


def _spoken(value: Any) -> Any:
    """One text, or a mapping with `say`, or `say` that itself holds `either`: one shape for all."""
    if isinstance(value, str):
        return {"say": value}
    if isinstance(value, dict) and isinstance(value.get("say"), dict):
        return {**value["say"], **{key: part for key, part in value.items() if key != "say"}}
    return value


class Spoken(Model):
    """Something that is said: one text, or several wordings of which the call's seed draws one."""

    say: Text | None = Field(None, description="the words, as they are spoken")
    either: Annotated[tuple[Text, ...], Field(max_length=12)] = Field(
        (), description="several wordings; each call draws one"
    )
    recording: Recording | None = Field(None, description="a sound file to play instead of the voice")

    @model_validator(mode="before")
    @classmethod
    def _flatten(cls, value: Any) -> Any:
        return _spoken(value)

    @model_validator(mode="after")
    def _one_way_of_saying(self) -> Self:
        if (self.say is None) == (not self.either):
            raise PydanticCustomError("say_or_either", "give the words by `say`, or several by `either`")
        return self

    @property
    def wordings(self) -> tuple[str, ...]:
        """All ways in which it may be said, at least one."""
        return self.either or (self.say or "",)


class CallerLine(Spoken):
    """A variant of what the caller says, said when its condition holds."""

    when: When | None = None


class Turning(Model):
    """Where the call goes on when an option does not say so itself."""

    when: When | None = None
    to: Id


def _list_of_lines(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


class OrText:
    """For the JSON Schema: where a mapping is read, plain text is read too (and one line where lines are)."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        text: JsonSchemaValue = {"type": "string"}
        if schema.get("type") != "array":
            return {"anyOf": [text, schema]}
        either = {"anyOf": [text, schema["items"]]}
        return {"anyOf": [*either["anyOf"], {**schema, "items": either}]}


SpokenText = Annotated[Spoken, OrText()]
CallerLines = Annotated[
    tuple[CallerLine, ...], BeforeValidator(_list_of_lines), Field(min_length=1, max_length=12), OrText()
]


class GradeOverride(Model):
    """Grades that a writer sets by hand; the checker reports each with its reason."""

    calm: Grade | None = None
    ownership: Grade | None = None
    policy: Grade | None = None
    reason: Text


class Option(Spoken):
    """One reply that the trainee may choose: its words, its moves, where it leads."""

    moves: tuple[MoveId, ...] = Field((), description="what the reply does, 1 to 3 from the move table")
    to: Id | None = Field(None, description="the node or ending that follows; without it the node's `next` decides")
    when: When | None = Field(None, description="offered only when this holds")
    sets: tuple[Id, ...] = Field((), description="needs or declared flags that this reply sets")
    upholds: Id | None = Field(None, description="the policy that it holds")
    breaks: Id | None = Field(None, description="the policy that it breaks")
    hold: Annotated[int, Field(ge=1, le=600)] | None = Field(None, description="seconds of hold that it announces")
    grade: GradeOverride | None = None
    because: Text | None = Field(None, description="one sentence: what it does to this caller and why")
    paraphrases: tuple[Text, ...] = Field((), description="other ways to say it, for typed replies")


class NodeLines(Model):
    """What the caller says at special moments in this node; each has a default in its language."""

    interrupted: SpokenText | None = None
    hold_over: SpokenText | None = None
    lookup: SpokenText | None = None
    loop: SpokenText | None = None
    unsure: SpokenText | None = None


class Node(Model):
    """One turn of the call: the caller says something, the trainee chooses a reply."""

    flags: tuple[NodeFlag, ...] = ()
    caller: CallerLines
    silence: SpokenText | None = Field(None, description="what the caller says into a silence")
    lines: NodeLines = NodeLines()
    options: Annotated[dict[Id, Option], Field(min_length=2, max_length=5)]
    next: Annotated[tuple[Turning, ...], Field(max_length=12)] = ()


class Start(Model):
    """The caller's hidden mood when the phone rings."""

    anger: Gauge
    panic: Gauge
    trust: Gauge
    patience: Gauge


class CallerVoice(Model):
    """How the caller sounds; the factors multiply the mood's own rate, pitch and volume."""

    sex: Literal["female", "male"] = "female"
    age: Annotated[int, Field(ge=10, le=110)] = 40
    rate: Annotated[float, Field(ge=0.5, le=1.5)] = 1.0
    pitch: Annotated[float, Field(ge=0.5, le=1.5)] = 1.0
    volume: Annotated[float, Field(ge=0.3, le=1.5)] = 1.0


class Caller(Model):
    """Who rings, how they are, how they sound and look."""

    name: Text
    about: Text
    anger_type: Literal["emotional", "instrumental"] = "emotional"
    start: Start
    voice: CallerVoice = CallerVoice()
    face: dict[str, str] = Field(default_factory=dict, description="looks; a stable default comes from the id")


class Briefing(Model):
    """What the trainee knows before the phone rings."""

    company: Text
    role: Text
    goal: Text
    notes: tuple[Text, ...] = ()


class Policy(Model):
    """A rule that the trainee must hold, why it exists and what to offer instead."""

    id: Id
    rule: Text
    why: Text | None = None
    instead: Text | None = None


class DeskCard(Model):
    """A piece of information at hand during the call."""

    title: Text
    text: Text
    after: Literal["identity"] | None = Field(None, description="hidden until the identity is verified")


class Milestone(Model):
    """Something that a good call does once: by a move or by setting a need, perhaps before something else."""

    id: Id
    weight: Annotated[int, Field(ge=1, le=10)] = 1
    any: tuple[MoveId, ...] = ()
    sets: tuple[Id, ...] = ()
    before: tuple[MoveId, ...] = ()
    only_if: When | None = None
    why: Text


class Milestones(Model):
    """The milestones of each dimension."""

    calm: tuple[Milestone, ...] = ()
    ownership: tuple[Milestone, ...] = ()
    policy: tuple[Milestone, ...] = ()

    def of(self, dimension: Dimension) -> tuple[Milestone, ...]:
        """The milestones of one dimension."""
        found: tuple[Milestone, ...] = getattr(self, dimension)
        return found


class Reveal(Spoken):
    """What the caller volunteers once trust is high."""

    sets: tuple[Id, ...] = ()


class Triggers(Model):
    """When the caller leaves, loops in panic, or volunteers the hidden fact."""

    leave: Gauge = 95
    loop: Gauge = 85
    reveal: Gauge = 60


class Ending(Model):
    """How a call may end; complete means that it came to a proper close."""

    complete: bool
    text: Text


class Question(Model):
    """A quiz item on the policy card; `right` counts the answers from 0."""

    ask: Text
    answers: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)]
    right: Annotated[int, Field(ge=0)]
    why: Text | None = None


class Accepted(Model):
    """A checker's warning that the writer stands by, and why."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{2,4}$")]
    reason: Text


class Scenario(Model):
    """One call that can be practised."""

    format: Literal[1]
    id: ScenarioId
    language: Language
    title: Text
    family: Family
    level: Annotated[int, Field(ge=1, le=5)]
    minutes: Annotated[int, Field(ge=1, le=60)]
    about: Text
    caller: Caller
    briefing: Briefing
    policy: tuple[Policy, ...]
    desk: tuple[DeskCard, ...] = ()
    identity: Literal["required", "none"] = "none"
    needs: dict[Id, Text] = Field(default_factory=dict)
    flags: dict[Id, Text] = Field(default_factory=dict, description="other names that options may set, with meanings")
    milestones: Milestones = Milestones()
    reveal: Reveal | None = None
    triggers: Triggers = Triggers()
    start: Id
    nodes: Annotated[dict[Id, Node], Field(min_length=1, max_length=500)]
    endings: Annotated[dict[Id, Ending], Field(min_length=1)]
    quiz: tuple[Question, ...] = ()
    twin_of: ScenarioId | None = None
    accept: tuple[Accepted, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _known_format(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("format") is not None:
            text = str(value["format"])
            if text != str(FORMAT):
                raise PydanticCustomError("format", "format {found} is not known here", {"found": text})
            return {**value, "format": FORMAT}
        return value

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that an option may set: the needs, then the declared flags."""
        return tuple(dict.fromkeys((*self.needs, *self.flags)))

    def content_hash(self) -> str:
        """The version of this scenario: a hash of what it says and does, not of comments or layout."""
        return hashlib.sha256(self.model_dump_json(exclude={"accept"}).encode()).hexdigest()
