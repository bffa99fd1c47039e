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

    when: When | None = Field(None, description="said when this holds; the last variant has none")


class Turning(Model):
    """Where the call goes on when an option does not say so itself; the first that holds decides."""

    when: When | None = Field(None, description="the way on when this holds; the last entry has none")
    to: Id = Field(description="the node or ending that follows")


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

    calm: Grade | None = Field(None, description="the grade for calm, from -2 to 2, instead of what the moves give")
    ownership: Grade | None = Field(None, description="the grade for ownership, from -2 to 2")
    policy: Grade | None = Field(None, description="the grade for policy-holding, from -2 to 2")
    reason: Text = Field(description="why the moves' own grades are wrong here")


class Option(Spoken):
    """One reply that the trainee may choose: its words, its moves, where it leads."""

    moves: tuple[MoveId, ...] = Field((), description="what the reply does, 1 to 3 from the move table")
    to: Id | None = Field(None, description="the node or ending that follows; without it the node's `next` decides")
    when: When | None = Field(None, description="offered only when this holds")
    sets: tuple[Id, ...] = Field((), description="needs or declared flags that this reply sets")
    upholds: Id | None = Field(None, description="the policy that it holds")
    breaks: Id | None = Field(None, description="the policy that it breaks")
    hold: Annotated[int, Field(ge=1, le=600)] | None = Field(None, description="seconds of hold that it announces")
    grade: GradeOverride | None = Field(None, description="grades set by hand instead of the moves' own, with a reason")
    because: Text | None = Field(None, description="one sentence: what it does to this caller and why")
    paraphrases: tuple[Text, ...] = Field((), description="other ways to say it, for typed replies")


class NodeLines(Model):
    """What the caller says at special moments in this node; each has a default in its language."""

    interrupted: SpokenText | None = Field(None, description="when the trainee talks over the caller")
    hold_over: SpokenText | None = Field(None, description="when a hold lasts longer than was said")
    lookup: SpokenText | None = Field(None, description="when the trainee begins to look something up")
    loop: SpokenText | None = Field(None, description="when panic makes the caller repeat themselves")
    unsure: SpokenText | None = Field(None, description="when a typed reply was not understood")


class Node(Model):
    """One turn of the call: the caller says something, the trainee chooses a reply."""

    flags: tuple[NodeFlag, ...] = Field((), description="what kind of moment this is; grades depend on it")
    caller: CallerLines = Field(description="what the caller says: one text, or variants of which the first fits")
    silence: SpokenText | None = Field(None, description="what the caller says into a silence")
    lines: NodeLines = Field(NodeLines(), description="the caller's words at special moments of this node")
    options: Annotated[dict[Id, Option], Field(min_length=2, max_length=5)] = Field(
        description="two to five replies to choose from, each under an id of its own such as a, b, c"
    )
    next: Annotated[tuple[Turning, ...], Field(max_length=12)] = Field(
        (), description="where the call goes on after a reply without its own `to`; the first that holds decides"
    )


class Start(Model):
    """The caller's hidden mood when the phone rings."""

    anger: Gauge = Field(description="0 calm to 100 furious")
    panic: Gauge = Field(description="0 composed to 100 in panic")
    trust: Gauge = Field(description="0 none to 100 full")
    patience: Gauge = Field(description="0 hangs up to 100 all the time in the world")


class CallerVoice(Model):
    """How the caller sounds; the factors multiply the mood's own rate, pitch and volume."""

    sex: Literal["female", "male"] = Field("female", description="whose voice it is")
    age: Annotated[int, Field(ge=10, le=110)] = Field(40, description="how old the voice sounds, in years")
    rate: Annotated[float, Field(ge=0.5, le=1.5)] = Field(1.0, description="pace: 1 as usual, 1.2 a fifth faster")
    pitch: Annotated[float, Field(ge=0.5, le=1.5)] = Field(1.0, description="height: 1 as usual, 0.9 a tenth lower")
    volume: Annotated[float, Field(ge=0.3, le=1.5)] = Field(1.0, description="loudness: 1 as usual, 0.8 a fifth softer")


class Caller(Model):
    """Who rings, how they are, how they sound and look."""

    name: Text = Field(description="who rings, as the trainee sees it")
    about: Text = Field(description="who they are and what makes them tick, for the briefing")
    anger_type: Literal["emotional", "instrumental"] = Field("emotional", description="where the anger comes from")
    start: Start = Field(description="the hidden mood when the phone rings")
    voice: CallerVoice = Field(CallerVoice(), description="how they sound")
    face: dict[str, str] = Field(default_factory=dict, description="looks; a stable default comes from the id")


class Briefing(Model):
    """What the trainee knows before the phone rings."""

    company: Text = Field(description="whom the trainee answers the phone for")
    role: Text = Field(description="what the trainee is there")
    goal: Text = Field(description="what a good call comes to")
    notes: tuple[Text, ...] = Field((), description="facts to know beforehand, each a line")


class Policy(Model):
    """A rule that the trainee must hold, why it exists and what to offer instead."""

    id: Id = Field(description="the name that a reply's `upholds` and `breaks` use")
    rule: Text = Field(description="the rule in one sentence")
    why: Text | None = Field(None, description="why it exists, as one would tell the caller")
    instead: Text | None = Field(None, description="what to offer in its place")


class DeskCard(Model):
    """A piece of information at hand during the call."""

    title: Text = Field(description="what the card is called; a play looks it up by this")
    text: Text = Field(description="what stands on it")
    after: Literal["identity"] | None = Field(None, description="hidden until the identity is verified")


class Milestone(Model):
    """Something that a good call does once: by a move or by setting a need, perhaps before something else."""

    id: Id = Field(description="a name of its own")
    weight: Annotated[int, Field(ge=1, le=10)] = Field(1, description="how much it counts beside the others, 1 to 10")
    any: tuple[MoveId, ...] = Field((), description="reached by a reply with any of these moves")
    sets: tuple[Id, ...] = Field((), description="reached by a reply that sets any of these needs or flags")
    before: tuple[MoveId, ...] = Field((), description="has to come before any reply with one of these moves")
    only_if: When | None = Field(None, description="asked for only when this holds at the end of the call")
    why: Text = Field(description="what it shows, as the debrief says it")


class Milestones(Model):
    """The milestones of each dimension."""

    calm: tuple[Milestone, ...] = Field((), description="milestones of calm")
    ownership: tuple[Milestone, ...] = Field((), description="milestones of ownership")
    policy: tuple[Milestone, ...] = Field((), description="milestones of policy-holding")

    def of(self, dimension: Dimension) -> tuple[Milestone, ...]:
        """The milestones of one dimension."""
        found: tuple[Milestone, ...] = getattr(self, dimension)
        return found


class Reveal(Spoken):
    """What the caller volunteers once trust is high."""

    sets: tuple[Id, ...] = Field((), description="the needs or flags that are set by it")


class Triggers(Model):
    """When the caller leaves, loops in panic, or volunteers the hidden fact."""

    leave: Gauge = Field(95, description="at this anger the caller hangs up")
    loop: Gauge = Field(85, description="at this panic the caller repeats themselves")
    reveal: Gauge = Field(60, description="at this trust the caller volunteers what `reveal` says")


class Ending(Model):
    """How a call may end; complete means that it came to a proper close."""

    complete: bool = Field(description="true where the call came to a proper close; only such a call can pass")
    text: Text = Field(description="how it ended, in one sentence")


class Question(Model):
    """A quiz item on the policy card; `right` counts the answers from 0."""

    ask: Text = Field(description="the question")
    answers: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)] = Field(description="two to six answers")
    right: Annotated[int, Field(ge=0)] = Field(description="which answer is right, counted from 0")
    why: Text | None = Field(None, description="shown after answering")


class Accepted(Model):
    """A checker's warning that the writer stands by, and why."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{2,4}$")] = Field(
        description="the warning's code, such as Q004"
    )
    reason: Text = Field(description="why it is meant; shown whenever the file is checked")


class Scenario(Model):
    """One call that can be practised."""

    format: Literal[1] = Field(description="the version of this format: 1")
    id: ScenarioId = Field(description="the file's name without .yaml: letters, digits and dashes")
    language: Language = Field(description="the language this file is written in, such as en or nl")
    title: Text = Field(description="what the menu calls it")
    family: Family = Field(description="what kind of call it is")
    level: Annotated[int, Field(ge=1, le=5)] = Field(description="1 (first day) to 5")
    minutes: Annotated[int, Field(ge=1, le=60)] = Field(description="how long a call is expected to take")
    about: Text = Field(description="what the call is about, for the menu")
    caller: Caller = Field(description="who rings")
    briefing: Briefing = Field(description="what the trainee reads before the phone rings")
    policy: tuple[Policy, ...] = Field(description="the rules that the trainee must hold, shown all through the call")
    desk: tuple[DeskCard, ...] = Field((), description="information at hand, which can be searched during the call")
    identity: Literal["required", "none"] = Field("none", description="whether the caller's identity must be verified")
    needs: dict[Id, Text] = Field(
        default_factory=dict, description="what helping this caller really means, by a name that replies set"
    )
    flags: dict[Id, Text] = Field(default_factory=dict, description="other names that options may set, with meanings")
    milestones: Milestones = Field(Milestones(), description="what a good call does once, by dimension of the score")
    reveal: Reveal | None = Field(None, description="what the caller volunteers once trust is high")
    triggers: Triggers = Field(Triggers(), description="when the caller leaves, loops in panic or tells more")
    start: Id = Field(description="the node that the call begins with")
    nodes: Annotated[dict[Id, Node], Field(min_length=1, max_length=500)] = Field(
        description="the turns of the call, each under an id of its own"
    )
    endings: Annotated[dict[Id, Ending], Field(min_length=1)] = Field(
        description="how the call may end, each under an id of its own"
    )
    quiz: tuple[Question, ...] = Field((), description="questions on the policy, before or after the call")
    twin_of: ScenarioId | None = Field(None, description="the scenario with the same skill and other facts, for exams")
    accept: tuple[Accepted, ...] = Field((), description="warnings of the checker that the writer stands by, with why")

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
