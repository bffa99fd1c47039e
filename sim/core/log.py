"""What is settled before a call and what is kept of it: values that the journal stores and a score is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.core.moves import MODEL_VERSION

if TYPE_CHECKING:  # settings and the journal need a Setup, not the models of a scenario
    from sim.core.decision import Timing, Turn
    from sim.core.events import Utterance
    from sim.core.mood import Mood
    from sim.core.script import State

ACCESS_FACTORS = (100, 150, 200, 300)
# How a reply is given: chosen; chosen after it was said aloud; written in the trainee's own words.
CHOOSE, SAY_FIRST, TYPED = WAYS = ("choose", "say_first", "typed")


class DefaultLines(NamedTuple):
    """What a caller says where the scenario gives no words; each a choice of wordings in the call's language."""

    silence: tuple[str, ...] = ("",)
    interrupted: tuple[str, ...] = ("",)
    hold_over: tuple[str, ...] = ("",)
    hold_silent: tuple[str, ...] = ("",)
    lookup: tuple[str, ...] = ("",)
    loop: tuple[str, ...] = ("",)
    unsure: tuple[str, ...] = ("",)
    leaving: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Setup:
    """What was settled before the phone rang. `access` is the reading factor in per cent, one of ACCESS_FACTORS.

    `way` is one of WAYS. `queued`: seconds that the caller waited in a shift's queue; each five cost a point of
    patience. `shift`: the id of that shift. `branch`: the id of the call that this one was rewound from, and
    `branch_turn` the first turn played anew, counted from 1; such a call is no try of its own. What is added later has
    a default, so that older journals stay readable.
    """

    seed: int = 0
    mode: str = "practice"
    timers: bool = True
    access: int = 100
    model: int = MODEL_VERSION
    way: str = "choose"
    queued: int = 0
    shift: str = ""
    branch: str = ""
    branch_turn: int = 0


class OfferedReply(NamedTuple):
    """A reply as it stands on screen."""

    option: str
    text: str


class Spoken(NamedTuple):
    """A line of the transcript. `who`: caller or you; `turn` counts from 1; `at_ms` since the phone was picked up.

    `line`: what the caller said, as a voice needs it to say it again.
    """

    who: str
    text: str
    turn: int
    at_ms: int
    line: Utterance | None = None


class Written(NamedTuple):
    """A note of the trainee. `turn` and `at_ms` as of what is said."""

    text: str
    turn: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Log:
    """All that a score needs: the turns, what hung in the air at the end, and how it ended.

    `ending` is empty for a call that was broken off; `tail` is the timing of the turn that no reply finished.
    """

    start: Mood
    turns: tuple[Turn, ...]
    tail: Timing
    final: State
    ending: str
    complete: bool
    hung_up_without_ground: bool
