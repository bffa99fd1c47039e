"""What the screens of a team session show, and what they can ask for. Whatever goes over the network is an errand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from sim.stage.kit.outcome import Next
    from sim.stage.team.room import RoomDoor

Value = TypeVar("Value")


@dataclass(frozen=True)
class Outcome(Generic[Value]):
    """How an errand ended: with a value, or with a problem as a sentence."""

    value: Value | None = None
    problem: str = ""


class Errand(Protocol[Value]):
    """Something that is being done beside the window."""

    def poll(self) -> Outcome[Value] | None:
        """Its outcome, None while it goes on. Never blocks; what it raises is a fault of ours."""


@dataclass(frozen=True)
class Found:
    """A session that may be joined. `aliases`: it goes by aliases; `notice`: what is promised, in sentences."""

    title: str
    code: str
    aliases: bool
    notice: tuple[str, ...]


class Joining(NamedTuple):
    """What the join screen can ask for. find: (address or link, code); join: by the name in the session, says who plays
    here then; joined: what comes after that.
    """

    find: Callable[[str, str], Errand[Found]]
    join: Callable[[str], Errand[str]]
    joined: Callable[[str], Next]


@dataclass(frozen=True)
class TeamCall:
    """A call of the session. `left` is None where any number of attempts is allowed. `coming`: the session's version of
    it is being fetched; `missing`: why it cannot be had.
    """

    id: str
    title: str
    family: str
    level: int
    minutes: int
    done: int
    left: int | None
    coming: bool = False
    missing: str = ""


@dataclass(frozen=True)
class Standing:
    """How it stands. `link` as in sim.team.client_sender.Line; `told`: why the seat is lost, in the server's words;
    `refused`: (title, reason) of calls that were not taken.
    """

    title: str
    code: str
    name: str
    link: str
    waiting: int
    calls: tuple[TeamCall, ...]
    told: str = ""
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def todo(self) -> int:
        """How many calls of the session have not been played for it yet."""
        return sum(not call.done for call in self.calls)


class Acting(NamedTuple):
    """What the session's screen can ask for. file: where a hand-in file is now, or why there is none; room: what is
    played together, if it can be here.
    """

    play: Callable[[str], Next]
    hurry: Callable[[], None]
    again: Callable[[], None]
    file: Callable[[], Outcome[str]]
    leave: Callable[[], Next]
    forget: Callable[[], Errand[str]]
    room: RoomDoor | None = None
