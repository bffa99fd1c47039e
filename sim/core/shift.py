"""A shift: several calls in a row, with a queue that grows, stress that is carried over, and breathers between them.

Rules
- The plan is drawn once, by the seed: families alternate, what is due comes first, levels rise, no call twice. What is
  kept for an exam comes last.
- The queue: callers join it at moments drawn by the seed, on a clock that runs only while a call does. A breather and a
  debrief cost nobody in the queue anything. Who waited begins with less patience (Setup.queued, sim.core.mood).
- The stress line is the trainee's, 0..100 (100: very tense). It rises with snaps, interruptions, silences and skipped
  breathers, goes half way to what they say they feel, and falls with a breather. It is shown and never scored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.core.events import MOST_TENSE
from sim.core.wording import draw
from sim.core.worth import lowest_of

if TYPE_CHECKING:
    from sim.core.log import Log

UNTIL_I_STOP = 0
LENGTHS = (3, 5, UNTIL_I_STOP)
SHORTEST_BREATHER, LONGEST_BREATHER = 20, 60  # seconds
NOT_YET = -1  # a breather that was neither taken nor skipped
_GAPS = (75, 165)  # seconds on the shift's clock between two callers who join the queue

STRESS_AT_FIRST = 25
_SNAP, _INTERRUPTION, _SILENCE, _MOST_A_CALL = 4, 6, 5, 30
_QUIET_CALL, _SKIPPED = -5, 5


class Offer(NamedTuple):
    """A call that the shift may have. `kept`: it had better stay unmet, for an exam."""

    scenario: str
    family: str
    level: int
    due: bool = False
    kept: bool = False


def plan(offers: Iterable[Offer], seed: int, length: int, families: Collection[str] = ()) -> tuple[str, ...]:
    """The calls of a shift, in order. length: 3, 5 or UNTIL_I_STOP; families: which kinds, all where none is named."""
    wanted = [offer for offer in dict.fromkeys(offers) if not families or offer.family in families]
    wanted.sort(
        key=lambda offer: (not offer.due, offer.kept, offer.level, draw(seed, f"shift|{offer.scenario}", 1 << 30))
    )
    shelves: dict[str, list[Offer]] = {}
    for offer in wanted:
        shelves.setdefault(offer.family, []).append(offer)
    chosen = _shares(shelves, length or len(wanted))
    order: list[Offer] = []
    while any(chosen.values()):
        family = _next_family(chosen, order[-1].family if order else "")
        order.append(chosen[family].pop(0))
    return tuple(offer.scenario for offer in order)


def _shares(shelves: Mapping[str, list[Offer]], length: int) -> dict[str, list[Offer]]:
    """As many of each family, as far as they go; the first ones of each, so that what is due is among them."""
    shares: dict[str, list[Offer]] = {family: [] for family in shelves}
    # Who has something due first: with fewer calls than families, that is what comes.
    order = sorted(shelves, key=lambda family: (not shelves[family][0].due, shelves[family][0].kept))
    while sum(map(len, shares.values())) < min(length, sum(map(len, shelves.values()))):
        for family in order:
            place = len(shares[family])
            if place < len(shelves[family]) and sum(map(len, shares.values())) < length:
                shares[family].append(shelves[family][place])
    return shares


def _next_family(chosen: Mapping[str, list[Offer]], last: str) -> str:
    """The family of the next call: another than the last, and the largest where it would else be left over."""
    left = [family for family, offers in chosen.items() if offers]
    rest = sum(len(chosen[family]) for family in left)

    def urgency(family: str) -> tuple[bool, bool, bool, bool, int]:
        head = chosen[family][0]
        return family == last, 2 * len(chosen[family]) <= rest, not head.due, head.kept, head.level

    return min(left, key=urgency)


class Slips(NamedTuple):
    """What stress shows by, in one call."""

    snaps: int = 0
    interruptions: int = 0
    silences: int = 0


_NO_SLIPS = Slips()


def slips_of(log: Log) -> Slips:
    """The slips of a call."""
    timings = [turn.timing for turn in log.turns]
    return Slips(
        snaps=sum(timing.snap for timing in timings),
        interruptions=sum(timing.interrupted for timing in timings),
        silences=sum(timing.silences for timing in (*timings, log.tail)),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A call of the shift that is over, and what came after it.

    `call` is its id in the journal, `queued` the seconds its caller had waited, `seconds` how long it lasted. `scores`
    in the order of DIMENSIONS. `best` is what was said in its best turn and `gained` what that was worth, in hundredths
    of a point; `rule` is one sentence for the next time. `feeling` is 1 (calm) to MOST_TENSE, 0 where nothing was said;
    `breather` the seconds taken, 0 where it was skipped, NOT_YET before that.
    """

    scenario: str
    call: str
    queued: int = 0
    seconds: int = 0
    slips: Slips = _NO_SLIPS
    scores: tuple[int | None, ...] = (None, None, None)
    passed: bool = False
    best: str = ""
    gained: int = 0
    rule: str = ""
    feeling: int = 0
    breather: int = NOT_YET

    @property
    def lowest(self) -> int | None:
        """The one number to show."""
        return lowest_of(self.scores)


class Waiting(NamedTuple):
    """Somebody in the queue: which call of the plan, and for how many seconds."""

    scenario: str
    seconds: int


class Stress(NamedTuple):
    """A point of the stress line: the second on the shift's clock, the value, and what it is: start, call, pause."""

    second: int
    value: int
    what: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift as it stands. `length` is one of LENGTHS; `stopped`: the trainee ended it."""

    id: str
    seed: int
    length: int
    plan: tuple[str, ...]
    steps: tuple[Step, ...] = field(default=())
    stopped: bool = False

    @property
    def over(self) -> bool:
        """Whether there is no further call."""
        return self.stopped or len(self.steps) >= len(self.plan)

    @property
    def next_scenario(self) -> str:
        """The call that comes now; empty where the shift is over."""
        return "" if self.over else self.plan[len(self.steps)]

    @property
    def clock(self) -> int:
        """Seconds that calls have lasted so far."""
        return sum(step.seconds for step in self.steps)

    @property
    def queued(self) -> int:
        """For how long the next caller has waited."""
        return max(0, self.clock - self._joins(len(self.steps)))

    def waiting(self, seconds: float = 0, behind: bool = True) -> list[Waiting]:
        """Who is in the queue when the present call has lasted so long; without `behind` the next caller too."""
        first, now = len(self.steps) + behind, self.clock + int(seconds)
        joined = (
            [(self.plan[n], now - self._joins(n)) for n in range(first, len(self.plan))] if not self.stopped else []
        )
        return [Waiting(scenario, spent) for scenario, spent in joined if spent >= 0]

    def _joins(self, number: int) -> int:
        """The second on the shift's clock at which a caller joins the queue; the first is there at once."""
        low, high = _GAPS
        return sum(low + draw(self.seed, f"queue|{n}", high - low + 1) for n in range(1, number + 1))

    def called(self, step: Step) -> Shift:
        """A call is over."""
        return replace(self, steps=(*self.steps, step))

    def rested(self, feeling: int, breather: int) -> Shift:
        """What came after the last call: the feeling that was said, the seconds of the breather or 0."""
        last = replace(self.steps[-1], feeling=feeling, breather=min(LONGEST_BREATHER, breather))
        return replace(self, steps=(*self.steps[:-1], last))

    def stress(self) -> list[Stress]:
        """The stress line from the beginning to now."""
        line, second, value = [Stress(0, STRESS_AT_FIRST, "start")], 0, STRESS_AT_FIRST
        for step in self.steps:
            second += step.seconds
            value = _clamped(value + _of_call(step.slips))
            if step.feeling:
                value = (value + (step.feeling - 1) * 100 // (MOST_TENSE - 1)) // 2
            line.append(Stress(second, value, "call"))
            if step.breather != NOT_YET:
                value = _clamped(value + (_SKIPPED if not step.breather else -(step.breather // 2)))
                line.append(Stress(second, value, "pause"))
        return line


def _of_call(slips: Slips) -> int:
    raised = _SNAP * slips.snaps + _INTERRUPTION * slips.interruptions + _SILENCE * slips.silences
    return min(_MOST_A_CALL, raised) if raised else _QUIET_CALL


def _clamped(value: int) -> int:
    return max(0, min(100, value))


def stress_band(value: int) -> int:
    """The stress in words: 1 (calm) to 5 (very tense)."""
    return min(5, value // 20 + 1)


def best_step(shift: Shift) -> Step | None:
    """The call with the moment that was worth most."""
    return max((step for step in shift.steps if step.best), key=lambda step: step.gained, default=None)


def rule_step(shift: Shift) -> Step | None:
    """The call with the rule to take along: that of the lowest score."""
    with_rule = [step for step in shift.steps if step.rule]
    return min(with_rule, key=lambda step: step.lowest if step.lowest is not None else -1, default=None)


def to_data(shift: Shift) -> dict[str, Any]:
    """A shift as it is kept."""
    return asdict(shift)


def from_data(data: Mapping[str, Any]) -> Shift | None:
    """A shift that was kept; None for what cannot be one."""
    try:
        steps = tuple(_step(step) for step in data["steps"])
        shift = Shift(
            id=str(data["id"]), seed=int(data["seed"]), length=int(data["length"]),
            plan=tuple(str(scenario) for scenario in data["plan"]), steps=steps, stopped=data["stopped"] is True,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None
    return shift if shift.id and len(steps) <= len(shift.plan) else None


def _step(data: Mapping[str, Any]) -> Step:
    slips = [int(count) for count in data["slips"]]
    return Step(**{**data, "slips": Slips(*slips), "scores": tuple(data["scores"])})
