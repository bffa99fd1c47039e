"""What a score needs of a call, so small that calls can be compared, joined and merged: the sums of scoring.py.

A Tally is one dimension of a call or of its rest: n, and the two sums that it is divided by (sim.core.scoring), the
balance of the turns under fire, and marks. Every mark is something good, so of two tallies with the same milestones
applying, the one with n, minus, balance not smaller, plus not larger and all marks of the other scores no lower.

    marks: milestones reached | needs met | per kind of harm: not once, not twice | no breach | came to a close
"""

from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from sim.core.scenario import DIMENSIONS, Dimension, Milestone, Scenario
from sim.core.scoring import CAPS, QUIET_CAP, WEIGHTS, CapRule
from sim.core.script import Choice, Script

FULL = 100
NEUTRAL = Fraction(50)  # timing that nothing happened in
_UNDER_FIRE = frozenset({"provocation", "pressure"})


class Tally(NamedTuple):
    """One dimension of a call or of its rest. `plus` and `minus` are what n is divided by, for n >= 0 and below."""

    n: int
    plus: int
    minus: int
    balance: int
    marks: int
    applies: int


class Gain(NamedTuple):
    """What one turn does to one dimension. `closes`: milestones that can no longer be reached after it."""

    n: int
    plus: int
    minus: int
    balance: int
    reaches: int
    closes: int
    spoils: int
    repeated: int


class Settled(NamedTuple):
    """What marks are worth: points without conduct above the middle, its share, and the lowest cap."""

    points: Fraction
    conduct: Fraction
    limit: int


class _Capped(NamedTuple):
    """A harm that caps the dimension, and its two marks: not yet, and not yet twice."""

    harm: str
    rule: CapRule
    once: int
    twice: int


class Rules:
    """One dimension of a scenario's score, as arithmetic on tallies."""

    def __init__(self, script: Script, dimension: Dimension) -> None:
        self.dimension, self.place = dimension, DIMENSIONS.index(dimension)
        scenario = script.scenario
        self._milestones = scenario.milestones.of(dimension)
        self._conditional = _conditional_bits(scenario, dimension)
        self._bit = 1 << len(self._milestones)
        self._facts = script.facts
        self._needs = self._places(len(scenario.needs) if dimension == "ownership" else 0)
        self._need_of = dict(zip((script.facts[name] for name in scenario.needs), self._needs, strict=False))
        rules = [(harm, rule) for harm, found in CAPS.items() for rule in found if rule.dimension == dimension]
        self._caps = [_Capped(harm, rule, self._places(1)[0], self._places(1)[0]) for harm, rule in rules]
        # A harm's two marks stand side by side: shifting "not once" by one place gives "not twice".
        self._twice = sum(twice for _, _, _, twice in self._caps)
        self._unbroken, self._closed = self._places(2)
        self.width = self._bit.bit_length() - 1  # how many marks there are
        self.kept = self._unbroken | sum(once | twice for _, _, once, twice in self._caps)
        self.reachable = sum(1 << place for place in range(len(self._milestones))) | sum(self._needs)
        self.effect = WEIGHTS[dimension][2]
        self.settled = cache(self._settled)
        self.nothing = cache(self._nothing)
        self._gains: dict[int, tuple[Choice, Gain]] = {}

    def _places(self, count: int) -> list[int]:
        places = [self._bit << place for place in range(count)]
        self._bit <<= count
        return places

    def gain(self, choice: Choice, facts: int) -> Gain:
        """What a reply of a menu does here; `facts` are those that the turn sets. Menus are remembered, so is this."""
        found = self._gains.get(id(choice))
        if found is None:
            found = self._gains[id(choice)] = (choice, self.gain_of(choice))
        gain = found[1]
        if facts and self._needs:
            return gain._replace(reaches=gain.reaches | self.met(facts))
        return gain

    def met(self, facts: int) -> int:
        """The marks of the needs among facts."""
        return sum(need for fact, need in self._need_of.items() if facts & fact)

    def harm(self, harm: str) -> Gain:
        """What a harm alone does here, made by no reply."""
        hit = [rule for rule in self._caps if rule.harm == harm]
        return Gain(0, 0, 0, 0, 0, 0, sum(rule.once for rule in hit), sum(rule.twice for rule in hit))

    def gain_of(self, choice: Choice) -> Gain:
        """What a reply does here, worked out anew: for one that is made for a single call, with its typed words."""
        place = self.place
        weight, grade = choice.weight[place], choice.grade[place]
        reaches = closes = spoils = repeated = balance = 0
        for number, milestone in enumerate(self._milestones):
            if grade >= 0 and _fits(milestone, choice):
                reaches |= 1 << number
            elif any(move in milestone.before for move in choice.moves):
                closes |= 1 << number
        for harm, _, once, twice in self._caps:
            if harm in choice.harms:
                spoils, repeated = spoils | once, repeated | twice
        if choice.breach:
            spoils |= self._unbroken
        if self.dimension == "calm" and choice.flags & _UNDER_FIRE:
            balance = 1 if grade >= 1 else -1
        plus, minus = weight * max(choice.top[place], 1), weight * max(-choice.low[place], 1)
        return Gain(weight * grade, plus, minus, balance, reaches, closes, spoils, repeated)

    def _nothing(self, applies: int, complete: bool) -> Tally:
        """The rest of a call that is over. `applies`: conditional milestones, numbered over all dimensions."""
        always = sum(1 << place for place in range(len(self._milestones)) if place not in self._conditional)
        applying = always | sum(1 << place for place, bit in self._conditional.items() if applies >> bit & 1)
        marks = self.kept | (self._closed if complete else 0)
        return Tally(0, 0, 0, 0, marks, applying)

    def _settled(self, marks: int, applies: int) -> Settled:
        conduct, milestones, effect, timing = WEIGHTS[self.dimension]
        weights = {1 << n: m.weight for n, m in enumerate(self._milestones) if applies >> n & 1}
        if not weights:
            conduct += milestones
        points = timing * NEUTRAL
        for bit, weight in weights.items():
            points += milestones * Fraction(FULL * weight, sum(weights.values())) if marks & bit else 0
        if self.dimension == "ownership":
            met = sum(1 for need in self._needs if marks & need)
            if not self._needs:
                conduct += effect
            else:
                points += effect * Fraction(FULL * met, len(self._needs))
        if self.dimension == "policy" and marks & self._closed and marks & self._unbroken:
            points += effect * FULL
        return Settled(points + conduct * 50, conduct * 50, self._limit(marks))

    def _limit(self, marks: int) -> int:
        limits = [FULL]
        for _, rule, once, twice in self._caps:
            if not marks & once:
                limits.append(rule.first if marks & twice else rule.repeated)
        return min(limits)

    def joined(self, past: "Past", rest: Tally) -> Tally:
        """A whole call: what came so far and its rest."""
        n, plus, minus, balance, marks, applies = rest
        twice = (past.spoilt & ~marks) << 1 & self._twice
        marks = (marks & ~past.closed | past.reached) & ~(past.spoilt | twice)
        return Tally(n + past.n, plus + past.plus, minus + past.minus, balance + past.balance, marks, applies)

    def score(self, tally: Tally, effect: Fraction = Fraction(0), timing: Fraction | int = NEUTRAL) -> int | None:
        """The dimension's score of a whole call, as scoring.score gives it; None when no turn weighed.

        `effect` and `timing`, 0..100, count for calm alone.
        """
        if not tally.plus:
            return None
        points, conduct, limit = self.settled(tally.marks, tally.applies)
        if tally.balance < 0:
            limit = min(limit, QUIET_CAP)
        # As one fraction over a common denominator: fractions of their own, each reduced, take five times as long.
        top, bottom = points.numerator, points.denominator
        share, over = conduct.numerator * tally.n, conduct.denominator * (tally.plus if tally.n >= 0 else tally.minus)
        top, bottom = top * over + share * bottom, bottom * over
        if self.dimension == "calm":
            weight = self.effect
            share, over = weight.numerator * effect.numerator, weight.denominator * effect.denominator
            top, bottom = top * over + share * bottom, bottom * over
            weight, change = WEIGHTS["calm"][3], timing.numerator - NEUTRAL.numerator * timing.denominator
            share, over = weight.numerator * change, weight.denominator * timing.denominator
            top, bottom = top * over + share * bottom, bottom * over
        return min(limit, (2 * top + bottom) // (2 * bottom))  # half a point counts as one


def _conditional_bits(scenario: Scenario, dimension: Dimension) -> dict[int, int]:
    """Milestone's place in its dimension -> number among all conditional milestones."""
    found, number = {}, 0
    for each in DIMENSIONS:
        for place, milestone in enumerate(scenario.milestones.of(each)):
            if milestone.only_if is not None:
                if each == dimension:
                    found[place] = number
                number += 1
    return found


def _fits(milestone: Milestone, choice: Choice) -> bool:
    return any(move in milestone.any for move in choice.moves) or any(name in milestone.sets for name in choice.sets)


@lru_cache(maxsize=10_000)
def soothed(start: int, end: int, peak: int) -> Fraction:
    """The effect of a call on anger and panic together, 0..100 (as in scoring.py)."""
    removed = Fraction(FULL * (start - end), max(start, 1))
    return max(Fraction(0), min(Fraction(FULL), 50 + removed - (peak - start)))


def before(gain: Gain, rest: tuple[int, int, int, int, int, int]) -> tuple[int, int, int, int, int, int]:
    """A call's rest with one more turn at its beginning, as the plain parts of a Tally."""
    n, plus, minus, balance, marks, applies = rest
    more, more_plus, more_minus, more_balance, reaches, closes, spoils, repeated = gain
    if repeated:
        marks &= ~((spoils & ~marks) << 1 & repeated)  # it comes again: "not twice" is lost too
    marks = (marks & ~closes | reaches) & ~spoils
    return n + more, plus + more_plus, minus + more_minus, balance + more_balance, marks, applies


class Past(NamedTuple):
    """One dimension of a call so far. `spoilt`: marks that no rest can bring back."""

    n: int
    plus: int
    minus: int
    balance: int
    reached: int
    closed: int
    spoilt: int


NOTHING_YET = Past(0, 0, 0, 0, 0, 0, 0)


def after(past: Past, gain: Gain) -> Past:
    """A call so far with one more turn at its end."""
    n, plus, minus, balance, reached, closed, spoilt = past
    more, more_plus, more_minus, more_balance, reaches, closes, spoils, repeated = gain
    # Past NamedTuple's own constructor, which takes as long as all the rest: a server does this for every turn.
    return tuple.__new__(
        Past,
        (
            n + more,
            plus + more_plus,
            minus + more_minus,
            balance + more_balance,
            reached | reaches & ~closed,
            closed | closes & ~reached,
            spoilt | spoils | spoilt << 1 & repeated,
        ),
    )
