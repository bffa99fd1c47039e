"""What playing together is built of: the caller's words, a reply to vote for, what became of it, the line below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core import telling
from sim.core.kinds import DIMENSIONS
from sim.stage.call.parts import first_sentence
from sim.stage.call.portrait import CallerPortrait
from sim.stage.call.region import REPLIES, CallReply
from sim.stage.debrief.words import capital
from sim.stage.face.cast import identity_for, seed_of
from sim.stage.kit.action import ActionCard
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, Chips, Small, Text, Told, Tone
from sim.stage.kit.look import BODY, CAPTION, HEADING
from sim.stage.kit.meters import Progress
from sim.stage.kit.reading import ReadCard
from sim.stage.team.room import ASKING, ENDED, SHOWN, Question, Room, RoomReply

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.outcome import Next
    from sim.stage.kit.widget import Widget
    from sim.stage.team.room import OnTheLine, RoomDoor

_LOOK_S = 0.2  # how often the session's screen looks whether something is played
_LINES: dict[str, tuple[Tone, str]] = {
    "choose": ("accent", "bulb"),
    "sending": ("info", "clock"),
    "sent": ("good", "tick"),
    "unsent": ("warn", "info"),
    "busy": ("warn", "info"),
    "late": ("warn", "info"),
    "offline": ("warn", "info"),
    "lost": ("bad", "info"),
}
_GRADES: tuple[tuple[Tone, str], ...] = (("muted", "dot"), ("good", "tick"), ("bad", "cross"))  # by sign: 0, 1, -1


def portrait_of(caller: OnTheLine) -> CallerPortrait:
    """The caller's face, as in a call."""
    identity = identity_for(caller.scenario, caller.sex, caller.age, dict(caller.face))
    portrait = CallerPortrait(identity, seed_of(caller.scenario), caller.name, first_sentence(caller.about))
    portrait.light = "live"
    return portrait


class Heard(ReadCard):
    """What the caller said, and before it what the room said; how they feel where no bars show it (`feels`)."""

    def __init__(self, say: Texts, question: Question) -> None:
        caller = question.caller
        parts: list[Widget] = []
        if question.said:
            parts.append(Small(say("together.said", text=question.said)))
        parts.append(Text(question.heard, CAPTION))
        self.feels = Small(telling.mood_words(say, caller.mood) if caller is not None else "")
        parts.append(self.feels)
        super().__init__(caller.name if caller is not None else "", parts, "phone", gap=6)
        self._of = _heard(question)

    def says(self, question: Question) -> bool:
        """Whether it is what was heard in this question: then it is not told again."""
        return self._of == _heard(question)

    def announced(self) -> tuple[str, ...]:
        """All of it: it comes by itself."""
        return (self.spoken(),)


def _heard(question: Question) -> tuple[object, ...]:
    return question.round, question.turn, question.said, question.heard, question.caller


class VoteReply(CallReply):
    """A reply that can be voted for."""

    def __init__(self, say: Texts, number: int, reply: RoomReply, on: Callable[[], Next]) -> None:
        action = REPLIES[number - 1] if number <= len(REPLIES) else None
        super().__init__(number, reply.text, on, action)
        self.option, self._mine = reply.option, say("together.mine")

    def spoken(self) -> str:
        """With its number, and whether it is the one that was chosen."""
        words = super().spoken()
        return f"{words} ({self._mine})" if self.chosen else words

    def announced(self) -> tuple[str, ...]:
        """The reply, as soon as it is seen; a vote for it is told elsewhere."""
        return (super().spoken(),)


class ReplyCard(ReadCard):
    """A reply with its votes, and what it does."""

    def __init__(self, say: Texts, number: int, reply: RoomReply, mine: bool) -> None:
        votes, percent = say("together.votes", count=reply.votes), say("together.percent", percent=reply.percent)
        bar = Progress(f"{votes} · {say('together.mine')}" if mine else votes, reply.percent / 100, percent)
        self._short = f"{number}. {reply.text} {bar.spoken()}"
        does = say("together.does", moves=capital(reply.moves), effect=reply.effect)
        parts: list[Widget] = [bar, Chips(_grades(say, reply.grades)), Small(does)]
        if reply.because:
            parts.append(Text(reply.because, BODY))
        super().__init__(f"{number}. {reply.text}", parts, gap=7)

    def announced(self) -> tuple[str, ...]:
        """How often it was chosen; the rest is read on the card."""
        return (self._short,)


def _grades(say: Texts, grades: tuple[int, ...]) -> tuple[Chip, ...]:
    chips = []
    for dimension, grade in zip(DIMENSIONS, grades, strict=False):
        points = f"{grade:+d}".replace("-", "\N{MINUS SIGN}") if grade else "0"
        words = say("together.grade", dimension=say(f"scores.{dimension}"), points=points)
        chips.append(Chip(words, *_GRADES[(grade > 0) - (grade < 0)]))
    return tuple(chips)


class EndCard(ReadCard):
    """What the call came to."""

    def __init__(self, say: Texts, question: Question) -> None:
        parts: list[Widget] = [Text(question.verdict, HEADING)]
        if question.ending:
            parts.append(Text(question.ending, BODY))
        known = zip(DIMENSIONS, question.scores, strict=False)
        chips = tuple(_score(say, dimension, score) for dimension, score in known)
        super().__init__(question.title, [*parts, Chips(chips)], "flag", gap=8)

    def announced(self) -> tuple[str, ...]:
        """All of it."""
        return (self.spoken(),)


def _score(say: Texts, dimension: str, score: int | None) -> Chip:
    points = "–" if score is None else str(score)
    return Chip(say("together.grade", dimension=say(f"scores.{dimension}"), points=points), "info", "dot")


class StateLine(Told):
    """How it stands, in one line that is read aloud when it changes."""

    def __init__(self, say: Texts, room: Room) -> None:
        super().__init__("", ())
        self.show(say, room)

    def show(self, say: Texts, room: Room) -> bool:
        """Say how it stands now, where that is not said already. True where that is a change."""
        kind = state_of(room)
        question = room.question
        words = say(f"together.line.{kind}", **_fields(kind, room, question))
        changed = words != self.label
        self.label, self.visible = words, kind != "waiting"
        self.tone, self.icon = _LINES.get(kind, ("info", "info"))
        return changed


def state_of(room: Room) -> str:
    """Which line says how it stands (texts under together.line)."""
    if room.link == "lost":
        return "lost"
    phase = room.question.phase
    if phase == ASKING and room.sending:
        return "busy" if room.sending == "unsent" and room.link == "busy" else room.sending
    if room.link == "offline":
        return "offline"
    if phase == SHOWN and room.sending == "late":
        return "late"
    return {ASKING: "choose", SHOWN: "shown", ENDED: "ended"}.get(phase, "waiting")


def _fields(kind: str, room: Room, question: Question) -> dict[str, object]:
    if kind == "lost":
        return {"told": room.told}
    return {"count": question.votes} if kind == "shown" else {}


class RoomCard(ActionCard):
    """That something is played together now, and the way to it. Whose screen it is lets it `follow`: while nothing is
    played it is not there.
    """

    def __init__(self, say: Texts, door: RoomDoor) -> None:
        self._say, self._door, self._next = say, door, float("-inf")
        self.button = Button("", door.open, "primary", icon="next")
        super().__init__("", "", [self.button], "phone", "accent")
        self.visible = False

    def announced(self) -> tuple[str, ...]:
        """That it is there."""
        return (self.spoken(),)

    def follow(self, now: float) -> bool:
        """As it is now. True where something has come or gone, so that the layout must be made again."""
        if now < self._next:
            return False
        self._next = now + _LOOK_S
        return self._show(self._door.look())

    def _show(self, room: Room | None) -> bool:
        before = self.visible, self.label, self.detail, self.button.label
        question = room.leads_to if room is not None else Question()
        self.visible = bool(question.phase)
        if question.phase:
            self.label = self._say("together.card.asking", title=question.title)
            self.detail = door_words(self._say, question)
            self.button.label = self._say(f"together.card.{'vote' if question.phase == ASKING else 'look'}")
        return before != (self.visible, self.label, self.detail, self.button.label)


def door_words(say: Texts, question: Question) -> str:
    """What there is to do or to see."""
    if question.phase == ASKING:
        return say("together.card.asking_what", caller=question.caller.name if question.caller is not None else "")
    return say(f"together.card.{question.phase}_what")
