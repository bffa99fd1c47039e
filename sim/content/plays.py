"""A play: a call written down, read with the places of its steps. How it is performed stands in performing.py.

A step is one thing that the trainee does: `{breathe: 2}`, `{reply: a, after: 3.5}`, `{hold: 30}`, `{lookup: Visits}`,
`{wait: 12}`, `{interrupt: 0.4, reply: c}`, `{interrupt: 0.4, hold: 30}`, `{type: "..."}`, `{timers: off}` or the bare
word `hang_up`. Times are seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sim.content.catalogue import BY_NAME
from sim.content.document import Document
from sim.content.problems import Problem, make
from sim.content.reading import limited, read_file
from sim.content.scenarios import model_of
from sim.core.fields import Id, Model, ScenarioId, Text
from sim.core.scenario import ENGINE_ENDINGS, Scenario
from sim.core.service import FormatNumber

VERBS = ("breathe", "reply", "hold", "lookup", "wait", "interrupt", "type", "timers", "hang_up")
HANG_UP = "hang_up"
Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
Score = Annotated[int, Field(ge=0, le=100)]


class PlayStep(Model):
    """One step; exactly one verb, but that `interrupt` goes with its `reply` or `hold`."""

    breathe: Seconds | None = Field(None, description="seconds of a breath before the answer")
    reply: Id | None = Field(None, description="the id of the reply that is taken")
    after: Seconds | None = Field(None, description="seconds thought before a reply; else half the reading time")
    hold: Seconds | None = Field(None, description="seconds on hold")
    lookup: Text | None = Field(None, description="the title of the card that is read")
    seconds: Seconds | None = Field(None, description="seconds that a card is read; else its reading time")
    wait: Seconds | None = Field(None, description="seconds of silence")
    interrupt: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="the share of the caller's line that was heard when the reply, or a hold without a word, came"
    )
    type: Text | None = Field(None, description="a typed reply")
    timers: Literal["on", "off"] | None = Field(None, description="judging of time from here on")
    hang_up: Literal["yes"] | None = Field(None, description="the trainee hangs up; written as the bare word hang_up")

    @model_validator(mode="before")
    @classmethod
    def _bare_word(cls, value: Any) -> Any:
        if isinstance(value, str):
            if value != HANG_UP:
                raise PydanticCustomError("unknown_step", "there is no step {found}", {"found": value})
            return {HANG_UP: "yes"}
        return value

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        verbs = [name for name in VERBS if getattr(self, name) is not None]
        if verbs not in ([verb] for verb in VERBS if verb != "interrupt") and verbs not in (
            ["reply", "interrupt"],
            ["hold", "interrupt"],
        ):
            raise PydanticCustomError("one_thing_a_step", "a step is one thing")
        if (self.after is not None and not (self.reply or self.type)) or (self.seconds is not None and not self.lookup):
            raise PydanticCustomError("one_thing_a_step", "`after` goes with a reply, `seconds` with a lookup")
        return self

    @property
    def verb(self) -> str:
        """What is done: one of VERBS; what interrupts is `interrupt`."""
        if self.interrupt is not None:
            return "interrupt"
        return next(name for name in VERBS if getattr(self, name) is not None)


class ExpectedScores(Model):
    """The scores that must come out; what is not named is not checked."""

    calm: Score | None = Field(None, description="the score for calm")
    ownership: Score | None = Field(None, description="the score for ownership")
    policy: Score | None = Field(None, description="the score for policy-holding")


class Expect(Model):
    """What must come out; only what is named is checked."""

    ending: Id | None = Field(None, description="how the call ends; also caller_hung_up or you_hung_up")
    passed: bool | None = Field(None, alias="pass", description="whether the call passes")
    scores: ExpectedScores = Field(ExpectedScores(), description="the scores, as whole numbers")
    path: tuple[Id, ...] | None = Field(None, description="the nodes in which a reply was taken, in order")


class Play(Model):
    """A scripted call."""

    format: FormatNumber = Field(description="the format's version: 1")
    scenario: ScenarioId = Field(description="the id of the scenario that is played")
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(
        0, description="a number that draws wordings and order; the same number draws the same"
    )
    steps: Annotated[tuple[PlayStep, ...], Field(min_length=1, max_length=1000)] = Field(
        description="what the trainee does, step by step"
    )
    expect: Expect = Field(Expect(), description="what must come out; perform says when it does not")


@dataclass(frozen=True, slots=True)
class PlayReading:
    """A play file as read: the play when it has no errors, the problems, and the places of its parts."""

    document: Document
    play: Play | None
    problems: tuple[Problem, ...]


def read_play(path: Path) -> PlayReading:
    """Read a play. Never raises for what stands in it."""
    return play_of(read_file(path))


def play_of(document: Document) -> PlayReading:
    """The play in a document that was read."""
    model, problems = model_of(document, Play)
    broken = model is None or any(problem.severity == "error" for problem in problems)
    return PlayReading(document, None if broken else cast(Play, model), problems)


def misfits(reading: PlayReading, scenario: Scenario) -> tuple[Problem, ...]:
    """What the play names and the scenario does not have, wherever the call may go."""
    if reading.play is None:
        return ()
    return limited(list(_misfits(reading.play, reading.document, scenario)))


def _misfits(play: Play, document: Document, scenario: Scenario) -> Iterator[Problem]:
    def problem(name: str, keys: tuple[str | int, ...], found: str, known: tuple[str, ...]) -> Problem:
        return make(BY_NAME[name], document.path, document.find(keys)[1].place, found=found, known=known)

    replies = {name for node in scenario.nodes.values() for name in node.options}
    titles = tuple(card.title for card in scenario.desk)
    for index, step in enumerate(play.steps):
        if step.reply is not None and step.reply not in replies:
            yield problem("unknown-reply", ("steps", index, "reply"), step.reply, tuple(sorted(replies)))
        if step.lookup is not None and step.lookup not in titles:
            yield problem("unknown-card", ("steps", index, "lookup"), step.lookup, titles)
    endings = (*scenario.endings, *ENGINE_ENDINGS)
    if play.expect.ending is not None and play.expect.ending not in endings:
        yield problem("unknown-ending", ("expect", "ending"), play.expect.ending, endings)
    for index, node in enumerate(play.expect.path or ()):
        if node not in scenario.nodes:
            yield problem("unknown-node", ("expect", "path", index), node, tuple(scenario.nodes))
