"""What the room plays together, as values: the question, who is on the line, a trainee's own vote, and the spread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.core.mood import Mood

if TYPE_CHECKING:
    from sim.stage.kit.outcome import Next

ASKING, SHOWN, ENDED = "asking", "shown", "ended"


class OnTheLine(NamedTuple):
    """Who calls, how they look (as in sim.stage.face.cast.identity_for), and how they feel."""

    scenario: str
    name: str
    about: str
    sex: str
    age: int
    face: tuple[tuple[str, str], ...]
    mood: Mood


class RoomReply(NamedTuple):
    """A reply to vote for; once the votes are shown with them and with what it does.

    grades: in the order of sim.core.kinds.DIMENSIONS; because: the trainer's note.
    """

    option: str
    text: str
    votes: int = 0
    percent: int = 0
    moves: str = ""
    effect: str = ""
    grades: tuple[int, ...] = ()
    because: str = ""


@dataclass(frozen=True)
class Question:
    """What stands on the big screen. phase: asking, shown or ended, empty while nothing is played together."""

    phase: str = ""
    round: int = 0
    turn: int = 0
    title: str = ""
    said: str = ""
    heard: str = ""
    caller: OnTheLine | None = None
    replies: tuple[RoomReply, ...] = ()
    votes: int = 0
    ending: str = ""
    verdict: str = ""
    scores: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Room:
    """The question, and how it stands with this trainee's vote.

    mine: the option they chose, whether it is there yet or not. sending: "", sending, sent, unsent or late. link: as in
    sim.team.client_voter.Seen; told: why the place in the session is lost.
    """

    question: Question = Question()
    mine: str = ""
    sending: str = ""
    link: str = "unknown"
    told: str = ""

    @property
    def leads_to(self) -> Question:
        """What somebody can be led to: nothing once their place is lost."""
        return Question() if self.link == "lost" else self.question


class RoomDoor(NamedTuple):
    """How the room is looked at, and the way to it. look: None where somebody is in no session."""

    look: Callable[[], Room | None]
    open: Callable[[], Next]
