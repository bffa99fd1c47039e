"""From a call's log to its scores, every point with an address.

    calm = .50 conduct + .20 milestones + .15 effect + .15 timing      ownership, policy = .50 C + .35 M + .15 X

Whole numbers and fractions only; no clock, no chance, no floats: anyone can compute a score again, byte for byte.
The ledger's lines of a dimension add up exactly to its score before caps. Grades never look at hidden mood numbers.
The model's version is sim.core.moves.MODEL_VERSION; it rises with every change of a figure here or in the table.
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.conditions import Condition
from sim.core.decision import Turn
from sim.core.kinds import DISTINCTION, PASS
from sim.core.log import Log
from sim.core.moves import MODEL_VERSION
from sim.core.scenario import DIMENSIONS, Dimension, Milestone, Scenario
from sim.core.script import Test, compile_condition

EFFORT = Fraction(8, 10)
HALF = Fraction(1, 2)
WEIGHTS: dict[Dimension, tuple[Fraction, Fraction, Fraction, Fraction]] = {
    "calm": (Fraction(50, 100), Fraction(20, 100), Fraction(15, 100), Fraction(15, 100)),
    "ownership": (Fraction(50, 100), Fraction(35, 100), Fraction(15, 100), Fraction(0)),
    "policy": (Fraction(50, 100), Fraction(35, 100), Fraction(15, 100), Fraction(0)),
}
BREATHS_SHARE, BREATHS_COUNTED = 40, 2
SNAP_COST, SILENCE_COST, INTERRUPTION_COST = 20, 10, 15


class CapRule(NamedTuple):
    """A harm that limits a dimension: at the first time, and at the second."""

    dimension: Dimension
    first: int
    repeated: int


# By kind of harm (sim.core.decision); argue and blame are one kind (contest), dismiss and cold transfer another.
CAPS: dict[str, tuple[CapRule, ...]] = {
    "sarcasm": (CapRule("calm", 40, 40),),
    "hang_up": (CapRule("calm", 40, 40), CapRule("ownership", 30, 30)),
    "contest": (CapRule("calm", 75, 55),),
    "send_away": (CapRule("ownership", 75, 55),),
    "promise": (CapRule("policy", 60, 40),),
    "concede": (CapRule("policy", 40, 40),),
    "disclose": (CapRule("policy", 30, 30),),
}
QUIET_CAP = 65


class Line(NamedTuple):
    """A line of the ledger. `turn` is 0 where no single turn earned it; `reason` is a code, `detail` its words."""

    dimension: Dimension
    turn: int
    reason: str
    points: Fraction
    detail: str = ""


class Cap(NamedTuple):
    """A limit that one turn set on a dimension."""

    dimension: Dimension
    cap: int
    turn: int
    reason: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The result of a call. A dimension that no turn weighed in is None: not rated, and the call cannot pass."""

    model: int
    scores: dict[Dimension, int | None]
    lines: tuple[Line, ...]
    caps: tuple[Cap, ...]
    passed: bool
    distinction: bool
    ending: str
    complete: bool
    effort: Fraction

    @property
    def lowest(self) -> int | None:
        """The one number to show when one must be shown."""
        rated = [score for score in self.scores.values() if score is not None]
        return min(rated) if len(rated) == len(DIMENSIONS) else None

    def lines_of(self, dimension: Dimension) -> tuple[Line, ...]:
        """The ledger of one dimension."""
        return tuple(line for line in self.lines if line.dimension == dimension)

    def cap_of(self, dimension: Dimension) -> Cap | None:
        """The lowest cap of a dimension."""
        return min((cap for cap in self.caps if cap.dimension == dimension), key=lambda cap: cap.cap, default=None)


def to_json(card: Scorecard) -> str:
    """The result as it is kept: canonical, fractions as text, the same bytes for the same call anywhere."""
    document = {
        "model": card.model,
        "scores": card.scores,
        "passed": card.passed,
        "distinction": card.distinction,
        "ending": card.ending,
        "complete": card.complete,
        "effort": str(card.effort),
        "lines": [{**line._asdict(), "points": str(line.points)} for line in card.lines],
        "caps": [cap._asdict() for cap in card.caps],
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def score(scenario: Scenario, log: Log) -> Scorecard:
    """Score a call from its log and the scenario's milestones and needs."""
    lines: list[Line] = []
    caps = _caps(log)
    scores: dict[Dimension, int | None] = {}
    for place, dimension in enumerate(DIMENSIONS):
        rated = any(turn.choice.weight[place] for turn in log.turns)
        found = _ledger(scenario, log, place, dimension)
        lines += found
        total = sum((line.points for line in found), Fraction(0))
        limit = min((cap.cap for cap in caps if cap.dimension == dimension), default=100)
        scores[dimension] = _half_up(min(total, Fraction(limit))) if rated else None
    effort = Fraction(sum(not turn.timing.snap for turn in log.turns), max(1, len(log.turns)))
    rated_scores = [value for value in scores.values() if value is not None]
    sure = len(rated_scores) == len(DIMENSIONS) and log.complete and effort >= EFFORT
    return Scorecard(
        model=MODEL_VERSION,
        scores=scores,
        lines=tuple(lines),
        caps=tuple(caps),
        passed=sure and min(rated_scores) >= PASS,
        distinction=sure and min(rated_scores) >= DISTINCTION,
        ending=log.ending,
        complete=log.complete,
        effort=effort,
    )


def _half_up(value: Fraction) -> int:
    return int(value + HALF)


def _ledger(scenario: Scenario, log: Log, place: int, dimension: Dimension) -> list[Line]:
    conduct, milestones, effect, timing = WEIGHTS[dimension]
    applying = [m for m in scenario.milestones.of(dimension) if _applies(scenario, m, log)]
    if not applying:
        conduct, milestones = conduct + milestones, Fraction(0)
    if dimension == "ownership" and not scenario.needs:
        conduct, effect = conduct + effect, Fraction(0)  # no needs, no evidence: conduct speaks alone
    lines = _conduct_lines(log, place, dimension, conduct)
    lines += _milestone_lines(applying, log, place, dimension, milestones)
    if effect:
        lines.append(_effect_line(scenario, log, dimension, effect))
    if timing:
        lines += _timing_lines(log, timing)
    return lines


def _conduct_lines(log: Log, place: int, dimension: Dimension, share: Fraction) -> list[Line]:
    """C = 50 + 50 N / D over the turns that weigh; 50 where there is no evidence."""
    choices = [turn.choice for turn in log.turns]
    total = sum(choice.weight[place] * choice.grade[place] for choice in choices)
    if total >= 0:
        most = sum(choice.weight[place] * max(choice.top[place], 1) for choice in choices)
    else:
        most = sum(choice.weight[place] * max(-choice.low[place], 1) for choice in choices)
    start = share * 50
    lines = [Line(dimension, 0, "start", start)]
    a_point = start / max(most, 1)
    for number, choice in enumerate(choices, 1):
        value = choice.weight[place] * choice.grade[place]
        if value:
            lines.append(Line(dimension, number, "conduct", a_point * value, "+".join(choice.moves)))
    return lines


def _applies(scenario: Scenario, milestone: Milestone, log: Log) -> bool:
    if milestone.only_if is None:
        return True
    return _asked(milestone.only_if, scenario.names)(log.final)


@lru_cache(maxsize=2_000)
def _asked(condition: Condition, names: tuple[str, ...]) -> Test:
    return compile_condition(condition, {name: 1 << place for place, name in enumerate(names)})


def _milestone_lines(
    milestones: list[Milestone], log: Log, place: int, dimension: Dimension, share: Fraction
) -> list[Line]:
    total = sum(milestone.weight for milestone in milestones)
    lines = []
    a_weight = share * 100 / max(total, 1)
    for milestone in milestones:
        turn = reached_at(milestone, log.turns, place)
        points = a_weight * milestone.weight if turn else Fraction(0)
        reason = "milestone" if turn else "milestone_missed"
        lines.append(Line(dimension, turn, reason, points, milestone.why))
    return lines


def reached_at(milestone: Milestone, turns: tuple[Turn, ...], place: int) -> int:
    """The turn, from 1, that reached a milestone of dimension `place`; 0 when none did."""
    moves, sets, before = frozenset(milestone.any), frozenset(milestone.sets), frozenset(milestone.before)
    for number, turn in enumerate(turns, 1):
        choice = turn.choice
        fits = not moves.isdisjoint(choice.moves) or not sets.isdisjoint(choice.sets)
        if fits and choice.grade[place] >= 0:
            return number
        if not before.isdisjoint(choice.moves):
            return 0  # what had to come after it came first; in the same reply it counts as before
    return 0


def _effect_line(scenario: Scenario, log: Log, dimension: Dimension, share: Fraction) -> Line:
    if dimension == "calm":
        value, detail = _soothed(log), "mood"
    elif dimension == "ownership":
        met = [name for name in scenario.needs if name in facts_of(scenario, log)]
        value, detail = Fraction(100 * len(met), len(scenario.needs)), "needs"
    else:
        breach = next((number for number, turn in enumerate(log.turns, 1) if turn.choice.breach), 0)
        if breach:
            return Line(dimension, breach, "breach", Fraction(0))
        value, detail = Fraction(100 if log.complete else 0), "complete" if log.complete else "incomplete"
    return Line(dimension, 0, "effect", share * value, detail)


def _soothed(log: Log) -> Fraction:
    start = log.start.anger + log.start.panic
    end = log.final.mood.anger + log.final.mood.panic
    peak = max([start, end, *(turn.after.anger + turn.after.panic for turn in log.turns)])
    removed = Fraction(100 * (start - end), max(start, 1))
    return max(Fraction(0), min(Fraction(100), 50 + removed - (peak - start)))


def facts_of(scenario: Scenario, log: Log) -> tuple[str, ...]:
    """The needs and flags that were set by the end of the call."""
    return tuple(name for place, name in enumerate(scenario.names) if log.final.facts >> place & 1)


def _timing_lines(log: Log, share: Fraction) -> list[Line]:
    """T starts at 50 and stays within 0..100; what a bound takes away or gives is a line of its own."""
    lines = [Line("calm", 0, "timing_start", share * 50)]
    provoked = [number for number, turn in enumerate(log.turns, 1) if "provocation" in turn.choice.flags]
    counted = provoked[:BREATHS_COUNTED]
    for number, turn in enumerate(log.turns, 1):
        timing, choice = turn.timing, turn.choice
        if number in counted and timing.breath_ms >= SHORTEST_BREATH_MS and choice.grade[0] >= 1:
            lines.append(Line("calm", number, "breath", share * Fraction(BREATHS_SHARE, len(counted))))
        if timing.snap and "provocation" in choice.flags:
            lines.append(Line("calm", number, "snap", -share * SNAP_COST))
        if timing.interrupted:
            lines.append(Line("calm", number, "interruption", -share * INTERRUPTION_COST))
        if timing.silences:
            lines.append(Line("calm", number, "dead_air", -share * SILENCE_COST))
    if log.tail.silences:
        lines.append(Line("calm", len(log.turns) + 1, "dead_air", -share * SILENCE_COST))
    total = sum((line.points for line in lines), Fraction(0))
    kept = max(Fraction(0), min(share * 100, total))
    if kept != total:
        lines.append(Line("calm", 0, "timing_bound", kept - total))
    return lines


def _caps(log: Log) -> list[Cap]:
    caps: list[Cap] = []
    for harm, rules in CAPS.items():
        turns = [number for number, turn in enumerate(log.turns, 1) if harm in turn.choice.harms]
        if harm == "hang_up" and log.hung_up_without_ground:
            turns.append(len(log.turns) + 1)
        if not turns:
            continue
        for rule in rules:
            again = len(turns) > 1 and rule.repeated < rule.first
            reason = f"{harm}_repeated" if again else harm
            caps.append(Cap(rule.dimension, rule.repeated if again else rule.first, turns[1 if again else 0], reason))
    under_fire = {"provocation", "pressure"}
    fire = [number for number, turn in enumerate(log.turns, 1) if turn.choice.flags & under_fire]
    silent = [number for number in fire if log.turns[number - 1].choice.grade[0] < 1]
    if fire and 2 * (len(fire) - len(silent)) < len(fire):
        caps.append(Cap("calm", QUIET_CAP, silent[0], "quiet"))
    return caps
