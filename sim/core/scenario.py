"""What a scenario is: frozen models, the format's one definition.

The JSON Schema for editors, the trainer's reference and the strict reader all come from here; a description is what
the editor shows and what docs/format.md says. What one field can say is checked here; what only the whole can say
(does this target exist?) is in soundness.py.
"""

import hashlib
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sim.core.fields import (
    FORMAT,
    Accepted,
    Flag,
    Gauge,
    Grade,
    Id,
    Language,
    Model,
    MoveId,
    OrText,
    Recording,
    ScenarioId,
    Text,
    When,
)
from sim.core.kinds import DIMENSIONS as DIMENSIONS  # noqa: PLC0414  # whoever knows scenarios knows these too
from sim.core.kinds import Dimension as Dimension  # noqa: PLC0414
from sim.core.kinds import Family as Family  # noqa: PLC0414

CALLER_HUNG_UP = "caller_hung_up"
YOU_HUNG_UP = "you_hung_up"
ENGINE_ENDINGS = (CALLER_HUNG_UP, YOU_HUNG_UP)


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
        (), description="instead of `say`: several wordings of the same thing; each call draws one"
    )
    recording: Recording | None = Field(
        None, description="a sound file (.ogg or .wav) beside the scenario, played instead of the computer's voice"
    )

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
    """A variant of what the caller says: the first whose `when` holds is said. The last has no `when`."""

    when: When | None = Field(None, description="said when this holds, such as anger >= 60; the last variant has none")


class Turning(Model):
    """Where the call goes on when an option does not say so itself: the first whose `when` holds."""

    when: When | None = Field(None, description="taken when this holds; the last entry has none")
    to: Id = Field(description="the node or ending that follows")


def _list_of_lines(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


SpokenText = Annotated[Spoken, OrText()]
CallerLines = Annotated[
    tuple[CallerLine, ...], BeforeValidator(_list_of_lines), Field(min_length=1, max_length=12), OrText()
]


class GradeOverride(Model):
    """Grades that a writer sets by hand for one option, -2 to 2; the checker reports each with its reason."""

    calm: Grade | None = Field(None, description="the grade for calm; without it the moves decide")
    ownership: Grade | None = Field(None, description="the grade for ownership; without it the moves decide")
    policy: Grade | None = Field(None, description="the grade for policy-holding; without it the moves decide")
    reason: Text = Field(description="why the moves do not tell the truth here")


class Option(Spoken):
    """One reply that the trainee may choose: its words, its moves, where it leads."""

    moves: tuple[MoveId, ...] = Field(
        (), description="what the reply does, 1 to 3 from the move table; they decide the score"
    )
    to: Id | None = Field(None, description="the node or ending that follows; without it the node's `next` decides")
    when: When | None = Field(None, description="offered only when this holds")
    sets: tuple[Id, ...] = Field((), description="needs and declared flags that are true from this reply on")
    upholds: Id | None = Field(None, description="the policy that it holds, by its id")
    breaks: Id | None = Field(None, description="the policy that it breaks, by its id; it costs policy-holding")
    hold: Annotated[int, Field(ge=1, le=600)] | None = Field(
        None, description="seconds of hold that the reply announces; the caller waits after it"
    )
    grade: GradeOverride | None = Field(
        None, description="grades set by hand, with a reason; leave it to the moves if you can"
    )
    because: Text | None = Field(
        None, description="one sentence for the debrief: what the reply does to this caller, and why"
    )
    paraphrases: tuple[Text, ...] = Field((), description="other ways to say it, for replies that are typed")


class NodeLines(Model):
    """What the caller says at special moments in this node; each has a default in the scenario's language."""

    interrupted: SpokenText | None = Field(
        None, description="said when the trainee speaks before the caller has finished"
    )
    hold_over: SpokenText | None = Field(None, description="said when a hold lasts longer than announced")
    lookup: SpokenText | None = Field(None, description="said while the trainee looks something up")
    loop: SpokenText | None = Field(
        None, description="said before the line comes again, when panic makes the caller loop"
    )
    unsure: SpokenText | None = Field(None, description="said when the caller does not understand what was typed")


class Node(Model):
    """One turn of the call: the caller says something, the trainee chooses a reply."""

    flags: tuple[Flag, ...] = Field((), description="what kind of moment this is; it decides what moves are worth here")
    caller: CallerLines = Field(
        description="what the caller says: one text, or variants of which the first whose `when` holds is said"
    )
    silence: SpokenText | None = Field(None, description="what the caller says into a silence; without it a default")
    lines: NodeLines = Field(NodeLines(), description="what the caller says at special moments of this node")
    options: Annotated[dict[Id, Option], Field(min_length=2, max_length=5)] = Field(
        description="the replies, each under an id of its own; a call shows them in an order that it draws"
    )
    next: Annotated[tuple[Turning, ...], Field(max_length=12)] = Field(
        (), description="where the call goes on after an option without `to`: the first entry whose `when` holds"
    )


class Start(Model):
    """The caller's hidden mood when the phone rings."""

    anger: Gauge = Field(description="0 to 100; from about 72 a caller may insult, at `leave` they hang up")
    panic: Gauge = Field(description="0 to 100; at `loop` they say the line again and hear only calming replies")
    trust: Gauge = Field(description="0 to 100; at `reveal` they tell the hidden fact by themselves")
    patience: Gauge = Field(description="0 to 100; waiting costs it, and at 0 they hang up")


class CallerVoice(Model):
    """How the caller sounds; the factors multiply the mood's own rate, pitch and volume."""

    sex: Literal["female", "male"] = Field("female", description="the kind of voice")
    age: Annotated[int, Field(ge=10, le=110)] = Field(40, description="years; older voices speak slower and lower")
    rate: Annotated[float, Field(ge=0.5, le=1.5)] = Field(1.0, description="faster above 1, slower below")
    pitch: Annotated[float, Field(ge=0.5, le=1.5)] = Field(1.0, description="higher above 1, lower below")
    volume: Annotated[float, Field(ge=0.3, le=1.5)] = Field(1.0, description="louder above 1, softer below")


class Caller(Model):
    """Who rings, how they are, how they sound and look."""

    name: Text = Field(description="first name and surname, as shown during the call")
    about: Text = Field(description="age, what they do, how they talk; the trainee reads it before the call")
    anger_type: Literal["emotional", "instrumental"] = Field(
        "emotional", description="emotional: the anger is felt; instrumental: it is a means to get something"
    )
    start: Start = Field(description="the caller's hidden mood when the phone rings")
    voice: CallerVoice = Field(CallerVoice(), description="how the caller sounds")
    face: dict[str, str] = Field(
        default_factory=dict, description="looks, such as style: bun; what is not given follows from the scenario's id"
    )


class Briefing(Model):
    """What the trainee knows before the phone rings."""

    company: Text = Field(description="for whom the trainee answers the phone")
    role: Text = Field(description="what the trainee is there, and what day and time it is")
    goal: Text = Field(description="what a good call leads to for this caller")
    notes: tuple[Text, ...] = Field((), description="further facts to know before the call")


class Policy(Model):
    """A rule that the trainee must hold, why it exists and what to offer instead."""

    id: Id = Field(description="its name in `upholds` and `breaks`")
    rule: Text = Field(description="the rule, in one sentence; shown before and during the call")
    why: Text | None = Field(None, description="the reason that can be given to a caller")
    instead: Text | None = Field(None, description="what can be offered where the rule says no")


class DeskCard(Model):
    """A piece of information at hand during the call."""

    title: Text = Field(description="what the card is found by")
    text: Text = Field(description="what stands on it; the facts that good replies name")
    after: Literal["identity"] | None = Field(None, description="hidden until a reply with verify_id was taken")


class Milestone(Model):
    """Something that a good call does once: by a move or by setting a need, perhaps before something else."""

    id: Id = Field(description="its name, for messages and translations")
    weight: Annotated[int, Field(ge=1, le=10)] = Field(1, description="how much it counts beside the others")
    any: tuple[MoveId, ...] = Field((), description="reached by a reply with one of these moves")
    sets: tuple[Id, ...] = Field((), description="reached by a reply that sets one of these needs or flags")
    before: tuple[MoveId, ...] = Field((), description="counts only before the first of these moves")
    only_if: When | None = Field(None, description="asked for only in calls at whose end this holds, such as abuse")
    why: Text = Field(description="what the debrief says about it, in one sentence")


class Milestones(Model):
    """The milestones of each dimension: what a good call does once."""

    calm: tuple[Milestone, ...] = Field((), description="milestones that count for calm")
    ownership: tuple[Milestone, ...] = Field((), description="milestones that count for ownership")
    policy: tuple[Milestone, ...] = Field((), description="milestones that count for policy-holding")

    def of(self, dimension: Dimension) -> tuple[Milestone, ...]:
        """The milestones of one dimension."""
        found: tuple[Milestone, ...] = getattr(self, dimension)
        return found


class Reveal(Spoken):
    """What the caller volunteers once trust is high."""

    sets: tuple[Id, ...] = Field((), description="needs and flags that are true once it is said")


class Triggers(Model):
    """When the caller leaves, loops in panic, or volunteers the hidden fact."""

    leave: Gauge = Field(95, description="the caller hangs up at this anger")
    loop: Gauge = Field(85, description="the caller says the line again from this panic on")
    reveal: Gauge = Field(60, description="the caller says the `reveal` line from this trust on")


class Ending(Model):
    """How a call may end; complete means that it came to a proper close."""

    complete: bool = Field(description="true: a proper close, without which nobody passes")
    text: Text = Field(description="what the trainee reads when the call has ended")


class Question(Model):
    """A quiz item about the rules of this call; `right` counts the answers from 0."""

    ask: Text = Field(description="the question")
    answers: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)] = Field(
        description="the answers to choose from"
    )
    right: Annotated[int, Field(ge=0)] = Field(description="which answer is right: 0 is the first, 1 the second")
    why: Text | None = Field(None, description="what is said about the right answer")


class Scenario(Model):
    """One call that can be practised."""

    format: Literal[1] = Field(description="the format's version: 1")
    id: ScenarioId = Field(description="the scenario's name for the program; its file is called ID.yaml")
    language: Language = Field(description="the language that the file is written in, by its two letters")
    title: Text = Field(description="the name of the call in the menu")
    family: Family = Field(description="what makes the call difficult: anger, panic, or a question that is not yours")
    level: Annotated[int, Field(ge=1, le=5)] = Field(description="how hard it is: 1 for the first day, up to 5")
    minutes: Annotated[int, Field(ge=1, le=60)] = Field(description="how long you expect a call to take")
    about: Text = Field(description="what it is about in one or two sentences, for the menu and the briefing")
    caller: Caller = Field(description="who rings")
    briefing: Briefing = Field(description="what the trainee reads before the phone rings")
    policy: tuple[Policy, ...] = Field(description="the rules that are hard to hold in this call")
    desk: tuple[DeskCard, ...] = Field((), description="cards that can be looked up during the call")
    identity: Literal["required", "none"] = Field(
        "none", description="whether the caller's identity must be checked before their data is used"
    )
    needs: dict[Id, Text] = Field(
        default_factory=dict, description="what helping this caller really means; found, met and followed up by options"
    )
    flags: dict[Id, Text] = Field(
        default_factory=dict, description="other names that options may set, with what each means"
    )
    milestones: Milestones = Field(Milestones(), description="what a good call does once, for each score")
    reveal: Reveal | None = Field(None, description="what the caller tells by themselves once trust is high")
    triggers: Triggers = Field(Triggers(), description="when the caller leaves, loops or tells; rarely changed")
    start: Id = Field(description="the node that the call begins with")
    nodes: Annotated[dict[Id, Node], Field(min_length=1, max_length=500)] = Field(
        description="the turns of the call, each under an id of its own"
    )
    endings: Annotated[dict[Id, Ending], Field(min_length=1)] = Field(
        description="how the call may end, each under an id of its own"
    )
    quiz: tuple[Question, ...] = Field((), description="questions about the rules of this call")
    twin_of: ScenarioId | None = Field(
        None, description="the call that trains the same skill with other facts, for exams"
    )
    accept: tuple[Accepted, ...] = Field(
        (), description="warnings of the check that you stand by, each with its reason"
    )

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
