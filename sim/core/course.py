"""What happened in a call beside the words: pauses, holds, look-ups, interruptions, silences, each with its moment.

Scores never look at it: they come from the timing that each turn keeps. Here is when it was, for the timeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.core.events import HangUp, LookUp, Noticed, Reply, Timers, Unclear
from sim.core.phases import BREATHING, LOOKING_UP, ON_HOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.core.call import Call
    from sim.core.events import Event, Follow

BREATH, HOLD, LOOK_UP = "breath", "hold", "look_up"
DEAD_AIR, HOLD_OVER, INTERRUPTED, SNAP = "dead_air", "hold_over", "interrupted", "snap"
HOLD_SILENT = "hold_silent"
UNCLEAR, HUNG_UP, TIMERS_OFF, TIMERS_ON = "unclear", "hung_up", "timers_off", "timers_on"
HAPPENINGS = (
    BREATH, HOLD, LOOK_UP, DEAD_AIR, HOLD_OVER, HOLD_SILENT, INTERRUPTED, SNAP, UNCLEAR, HUNG_UP, TIMERS_OFF, TIMERS_ON,
)  # fmt: skip
_BETWEEN = " · "  # titles of cards
_STRETCHES = {BREATHING: BREATH, ON_HOLD: HOLD, LOOKING_UP: LOOK_UP}


class Happening(NamedTuple):
    """Something that happened: one of HAPPENINGS, in which turn (from 1), when since the phone was picked up, for how
    long (0 for a moment), and a word more: the titles of the cards that were read, or what was typed and not understood
    (empty where that is private).
    """

    kind: str
    turn: int
    at_ms: int
    ms: int = 0
    detail: str = ""


class Course:
    """Follows a call event by event."""

    def __init__(self) -> None:
        self.happened: list[Happening] = []
        self._open: int | None = None  # the place of a stretch that goes on

    def follow(self, call: Call, event: Event, before: tuple[str, int], follows: Sequence[Follow]) -> None:
        """An event has happened; `before`: the phase and the turn in which it did."""
        phase, turn = before
        self._go_on(phase, event, call)
        for follow in follows:
            if isinstance(follow, Noticed) and follow.what in (DEAD_AIR, HOLD_OVER, HOLD_SILENT, INTERRUPTED):
                self._note(follow.what, turn, call)
        match event:
            case Reply() if len(call.turns) >= turn and call.turns[turn - 1].timing.snap:
                self._note(SNAP, turn, call)
            case Unclear(typed=typed):
                self._note(UNCLEAR, turn, call, typed)
            case HangUp() if call.finished is not None:
                self._note(HUNG_UP, turn, call)
            case Timers(on=on):
                self._note(TIMERS_ON if on else TIMERS_OFF, turn, call)

    def _note(self, kind: str, turn: int, call: Call, detail: str = "") -> None:
        self.happened.append(Happening(kind, turn, call.elapsed_ms, detail=detail))

    def _go_on(self, phase: str, event: Event, call: Call) -> None:
        """A breath, a hold or a look-up goes on, ends or begins."""
        if self._open is not None:
            self.happened[self._open] = _longer(self.happened[self._open], call.elapsed_ms)
        kind = _STRETCHES.get(call.phase)
        if kind is None:
            self._open = None
        elif self._open is None or call.phase != phase:
            self._open = len(self.happened)
            self.happened.append(Happening(kind, len(call.turns) + 1, call.elapsed_ms))
        if isinstance(event, LookUp) and self._open is not None:
            self.happened[self._open] = _with_card(self.happened[self._open], event.card)


def _longer(stretch: Happening, until_ms: int) -> Happening:
    return stretch._replace(ms=until_ms - stretch.at_ms)


def _with_card(look_up: Happening, title: str) -> Happening:
    read = look_up.detail.split(_BETWEEN) if look_up.detail else []
    return look_up._replace(detail=_BETWEEN.join(dict.fromkeys([*read, title])))
