"""What to practise next: calls that return after some days, then new ones; at most a handful, each with its reason.

A call comes back 1, 3, 7 and 21 days after it was last practised: a pass takes it a step further, a call that was not
passed a step back. Only the first try of a day moves it (the second is easy: it was just heard), and a pass before the
call was due leaves the step as it is. Until a call of each family was passed, calls come one by one as they fall due;
from then on families alternate, and within a family what trains the weakest dimension comes first. New calls come when
nothing is due, a family at a time and the easiest first; for each family one call stays unmet for an exam.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sim.core.kinds import DIMENSIONS, DISTINCTION, FAMILIES, Dimension
from sim.core.practice.played import Available, Played, by_scenario, in_order

INTERVALS = (1, 3, 7, 21)
HANDFUL, MOST_NEW = 5, 3
RECENT = 5  # calls that say which dimension is the weakest now
_EXAM_LEVEL = 3  # what is kept for an exam is neither the easiest nor the hardest


@dataclass(frozen=True, slots=True)
class Due:
    """A call to practise, and why.

    reason: `again` (not passed the last time), `weakest` (it trains `dimension`), `spaced` (time to see whether it
    holds), `first` (a family that was never met), `new`. `day`: since when it is due; `ago`: days since it was last
    practised, 0 for a new one.
    """

    scenario: str
    family: str
    level: int
    reason: str
    day: int
    ago: int = 0
    dimension: Dimension | None = None


def due(played: Iterable[Played], library: Iterable[Available], today: int) -> list[Due]:
    """What to practise today, in order."""
    history = by_scenario(played)
    known = {one.scenario: one for one in library}
    calls = in_order(call for tries in history.values() for call in tries)
    weakest = weakest_dimension(calls)
    back = [
        _returning(known[name], tries, today, weakest)
        for name, tries in history.items()
        if name in known and next_day(tries) <= today
    ]
    if back:
        return _mixed(back, calls, weakest)[:HANDFUL]
    return _new(known, history, today)[:MOST_NEW]


def next_day(tries: Sequence[Played]) -> int:
    """The day on which a call returns, from its tries, oldest first."""
    firsts = [call for call, before in zip(tries, (None, *tries), strict=False) if not before or before.day != call.day]
    last, step = firsts[0].day, 0
    for call in firsts[1:]:
        if not call.passed:
            step = max(0, step - 1)
        elif call.day - last >= INTERVALS[step]:
            step = min(len(INTERVALS) - 1, step + 1)
        last = call.day
    return last + INTERVALS[step]


def next_return(played: Iterable[Played], library: Iterable[Available], today: int) -> int | None:
    """The first day after today on which a call returns; None where none was played yet."""
    names = {one.scenario for one in library}
    days = [next_day(tries) for name, tries in by_scenario(played).items() if name in names]
    return min((day for day in days if day > today), default=None)


def weakest_dimension(calls: Sequence[Played]) -> Dimension | None:
    """The dimension with the lowest mean in the last calls (oldest first); None where nothing was rated."""
    means: list[tuple[Fraction, int]] = []
    for place in range(len(DIMENSIONS)):
        scores = [score for call in calls if (score := call.scores[place]) is not None][-RECENT:]
        if scores:
            means.append((Fraction(sum(scores), len(scores)), place))
    return DIMENSIONS[min(means)[1]] if means else None


def exam_calls(played: Iterable[Played], library: Iterable[Available], shown: Collection[str] = ()) -> dict[str, str]:
    """For each family the call to take an exam with: not met before, a twin of one that was met where there is one.

    shown: scenarios that were seen otherwise than by playing them, as a model call: they are no new calls either.
    Empty where every call of the family was met already.
    """
    met = by_scenario(played).keys()
    shelf = [one for one in library if one.scenario in met or one.scenario not in shown]
    return {family: _for_exam([one for one in shelf if one.family == family], met) for family in FAMILIES}


def _for_exam(shelf: Sequence[Available], met: Collection[str]) -> str:
    unmet = [one for one in shelf if one.scenario not in met]
    twins = [one for one in unmet if _is_twin(one, shelf, met)]
    best = min(twins or unmet, key=lambda one: (abs(one.level - _EXAM_LEVEL), one.scenario), default=None)
    return best.scenario if best is not None else ""


def _is_twin(one: Available, shelf: Sequence[Available], met: Collection[str]) -> bool:
    """Whether it is another form of a call that was met."""
    return one.twin_of in met or any(other.twin_of == one.scenario and other.scenario in met for other in shelf)


def _returning(one: Available, tries: Sequence[Played], today: int, weakest: Dimension | None) -> Due:
    last = tries[-1]
    weak = last.weakest
    reason = "again" if not last.passed else "spaced"
    place = DIMENSIONS.index(weak) if weak is not None else 0
    if last.passed and weak == weakest and (last.scores[place] or 0) < DISTINCTION:
        reason = "weakest"
    return Due(one.scenario, one.family, one.level, reason, next_day(tries), max(0, today - last.day), weak)


def _mixed(back: list[Due], calls: Sequence[Played], weakest: Dimension | None) -> list[Due]:
    """In the order to take them."""
    passed = {call.family for call in calls if call.passed}
    rest = sorted(back, key=lambda one: (one.day, one.level, one.scenario))
    if not passed.issuperset(FAMILIES):
        return rest
    order: list[Due] = []
    family = calls[-1].family
    while rest:
        pick = min(rest, key=lambda one: (one.family == family, one.dimension != weakest, rest.index(one)))
        rest.remove(pick)
        order.append(pick)
        family = pick.family
    return order


def _new(known: Mapping[str, Available], history: Mapping[str, Sequence[Played]], today: int) -> list[Due]:
    """The easiest call of each family that was not met; what was practised least comes first."""
    found = []
    for family in FAMILIES:
        shelf = [one for one in known.values() if one.family == family]
        tries = [call for one in shelf for call in history.get(one.scenario, ())]
        unmet = [one for one in shelf if one.scenario not in history and not _kept(one, shelf, history.keys())]
        easiest = min(unmet, key=lambda one: (one.level, one.scenario), default=None)
        if easiest is not None:
            reason = "new" if tries else "first"
            new = Due(easiest.scenario, family, easiest.level, reason, today)
            found.append((any(call.passed for call in tries), len(tries), easiest.level, new))
    return [new for *_, new in sorted(found, key=lambda one: one[:3])]


def _kept(one: Available, shelf: Sequence[Available], met: Collection[str]) -> bool:
    """Whether it stays unmet for an exam: twins of what was met, and one call of a family that was met at all."""
    if not any(other.scenario in met for other in shelf):
        return False
    return _is_twin(one, shelf, met) or one.scenario == _for_exam(shelf, met)
