"""The clock of one turn: reading, silence, breath, hold and look-up, in milliseconds that events bring along.

Silence: allowance + 8 s (6 s with a panicked caller), then the caller speaks and the clock starts again; the third
time in one turn the caller hangs up. A hold stops it for the time announced; running over counts like silence. In
mid-sentence nothing is announced: such a hold has run over at once, and the line is to be heard anew. Who
types a reply has TYPING_MS more for it, stretched by the access factor.

Say it first (Setup.way): when the caller has finished, the trainee says an answer aloud and then asks for the replies.
Until then they are hidden, and saying takes its time: the silence may last SAYING_MS longer (stretched by the access
factor like reading), and none of it counts for a snap, whose clock starts when the replies are seen. From then on the
silence has its usual limit again, counted anew. The moment is an event (`show`), so a rescoring finds the same.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sim.core.decision import Timing
from sim.core.mood import DEAD_AIR, INTERRUPTED, NO_EFFECT, PATIENCE_MS, add
from sim.core.moves import MOVES, Effect
from sim.core.phases import BREATHING, LOOKING_UP, ON_HOLD, YOUR_TURN

SILENCE_MS, PANIC_SILENCE_MS = 8_000, 6_000
TYPING_MS = 45_000  # for about twenty-five words
MOST_UNCLEAR = 3  # typed replies in one turn that could not be read; then the list is shown
MOST_SILENCES = 3
SAYING_MS = 20_000
SHORTEST_BREATH_MS, LONGEST_BREATH_MS = 1_500, 6_000
KEY_HOLD_MS = 30_000
SNAP_MS = 800
HEARD_ENOUGH = 800  # per mille of a line; speaking after that is no interruption
HOLDS_WITH_EFFECT = 2  # the first two holds by the key are as good as an announcement


class Pace(NamedTuple):
    """What a reply after a line that was heard out is, by its milliseconds, where the wordings may still be anything:
    surely a snap, surely none, surely before the silence is broken. In between it depends on what was drawn.
    """

    snap_below: int
    no_snap_from: int
    in_time_below: int

    @classmethod
    def of(cls, shortest_ms: int, longest_ms: int, panic: bool) -> "Pace":
        """For words that take between so long to read."""
        limit = PANIC_SILENCE_MS if panic else SILENCE_MS
        return cls(max(SNAP_MS, shortest_ms // 10), max(SNAP_MS, longest_ms // 10), shortest_ms + limit)


@dataclass(slots=True)
class TurnClock:
    """What happened in time since the caller began to speak at a node."""

    allowance_ms: int = 0
    silence_limit_ms: int = 0
    saying_ms: int = 0
    shown: bool = False
    latency_ms: int = 0
    due_ms: int = 0
    silences: int = 0
    unclear: int = 0
    breath_ms: int = 0
    longest_breath_ms: int = 0
    hold_ms: int = 0
    announced_ms: int = 0
    this_hold_ms: int = 0
    unannounced: bool = False  # the hold that goes on came without a word
    cut_off: bool = False  # it came before the caller's line was heard, which is said again
    lookup_ms: int = 0
    effect: Effect = NO_EFFECT

    @classmethod
    def at(cls, allowance_ms: int, panic: bool, saying_ms: int = 0, typing_ms: int = 0) -> "TurnClock":
        """A clock for a node whose words take that long to read; what saying or typing an answer may take besides."""
        limit = allowance_ms + typing_ms + (PANIC_SILENCE_MS if panic else SILENCE_MS)
        return cls(allowance_ms=allowance_ms, silence_limit_ms=limit, saying_ms=saying_ms, due_ms=limit + saying_ms)

    @property
    def limit_ms(self) -> int:
        """How long the silence may last now."""
        return self.silence_limit_ms + (0 if self.shown else self.saying_ms)

    @property
    def repeating(self) -> bool:
        """Whether the caller only breaks a silence, or asks what was meant: the line itself had been heard."""
        return not self.cut_off and (self.silences > 0 or self.unclear > 0)

    def begin_hold(self, announced_ms: int) -> None:
        """The caller was asked to wait that long."""
        self.announced_ms, self.this_hold_ms, self.due_ms = announced_ms, 0, announced_ms

    def begin_unannounced_hold(self, judged: bool, heard: bool) -> None:
        """The caller was cut off, in a line that had been `heard` before or not. The replies go until it was said."""
        self.begin_hold(0)
        self.unannounced, self.cut_off = True, self.cut_off or not heard
        self.shown, self.latency_ms, self.due_ms = False, 0, self.silence_limit_ms
        if judged:
            self.silences += 1
            self.effect = add(self.effect, DEAD_AIR)

    def begin_silence(self) -> None:
        """It is the trainee's turn to speak (again)."""
        self.breath_ms, self.due_ms = 0, self.limit_ms

    def ms_left(self, phase: str) -> int | None:
        """How long until the silence of this phase is broken; None where none is counted."""
        if phase == YOUR_TURN:
            return self.due_ms
        # A hold of exactly the announced time has not run over.
        return self.due_ms + 1 if phase == ON_HOLD else None

    def pass_time(self, phase: str, ms: int, judged: bool) -> int:
        """Let time pass in a phase; returns how often the silence ran out, at most until the caller leaves."""
        if self.shown:
            self.latency_ms += ms
        if phase == LOOKING_UP:
            self.lookup_ms += ms
        elif phase == BREATHING:
            self.breath_ms += ms
            self.longest_breath_ms = max(self.longest_breath_ms, self.breath_ms)
            # A breath is silence too, but the caller does not break into it: the rest counts afterwards.
            self.due_ms = max(1, self.due_ms - ms)
        elif phase == ON_HOLD:
            self.hold_ms += ms
            self.this_hold_ms += ms
        if phase not in (YOUR_TURN, ON_HOLD) or not judged:
            return 0
        self.due_ms -= ms
        times = 0
        while (left := self.ms_left(phase)) is not None and left <= 0 and self.silences < MOST_SILENCES:
            self.due_ms += self.limit_ms
            self.silences += 1
            self.effect = add(self.effect, DEAD_AIR)
            times += 1
        return times

    def hold_pleases(self) -> None:
        """A hold by the key was announced properly: it lands as the move hold_announce."""
        self.effect = add(self.effect, MOVES["hold_announce"].effect)

    def total_effect(self) -> Effect:
        """What the turn's time did to the mood so far; waiting costs patience."""
        return add(self.effect, (0, 0, 0, -((self.hold_ms + self.lookup_ms) // PATIENCE_MS)))

    def timing(self, permille: int = 1000, judged: bool = True, interruptible: bool = False) -> Timing:
        """The turn's timing if a reply came now, when `permille` of the line had been heard."""
        interrupted = judged and permille < HEARD_ENOUGH and not interruptible
        effect = self.total_effect()
        return Timing(
            latency_ms=self.latency_ms,
            allowance_ms=self.allowance_ms,
            breath_ms=min(self.longest_breath_ms, LONGEST_BREATH_MS),
            hold_ms=self.hold_ms,
            lookup_ms=self.lookup_ms,
            heard_permille=permille,
            silences=self.silences,
            snap=judged and self.latency_ms < max(SNAP_MS, self.allowance_ms // 10),
            interrupted=interrupted,
            effect=add(effect, INTERRUPTED) if interrupted else effect,
        )
