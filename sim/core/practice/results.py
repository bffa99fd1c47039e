"""How it goes: first, best and latest of each call, the trend of each dimension, the days of practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from sim.core.kinds import DIMENSIONS, Dimension
from sim.core.practice.played import Played, by_scenario, in_order
from sim.core.worth import worth_of

WEEK, MONTH = 7, 28
MOST_POINTS = 40
_SMOOTH = Fraction(1, 3)  # the share of the newest point in the smoothed line
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Standing:
    """A scenario as the trainee has played it. `rewound`: calls that were played on from one of its turns."""

    scenario: str
    first: Played
    best: Played
    latest: Played
    tries: int
    rewound: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One place of a trend: the day of its (last) call, the mean score, how many calls it stands for."""

    day: int
    score: int
    calls: int = 1


@dataclass(frozen=True, slots=True)
class Trend:
    """A dimension over the calls, in the order in which they were played. `smooth` has a value for each point."""

    dimension: Dimension
    points: tuple[Point, ...]
    smooth: tuple[int, ...]

    @property
    def change(self) -> int:
        """How far the smoothed line has come; 0 with fewer than two points."""
        return self.smooth[-1] - self.smooth[0] if self.smooth else 0


@dataclass(frozen=True, slots=True)
class Practised:
    """The days of practice: how many calls in the last seven days, and which of the last 28 had any, oldest first."""

    calls: int
    this_week: int
    days: tuple[bool, ...]

    @property
    def count(self) -> int:
        """On how many of the days."""
        return sum(self.days)


def standings(played: Iterable[Played]) -> list[Standing]:
    """A line for each scenario that was played, the latest first."""
    calls = list(played)
    rewound: dict[str, int] = {}
    for call in calls:
        if not call.attempt:
            rewound[call.scenario] = rewound.get(call.scenario, 0) + 1
    found = [
        Standing(name, tries[0], _best(tries), tries[-1], len(tries), rewound.get(name, 0))
        for name, tries in by_scenario(calls).items()
    ]
    return sorted(found, key=lambda one: (-one.latest.day, _reversed(one.latest.at), one.scenario))


def _best(tries: Sequence[Played]) -> Played:
    """By the lowest of its scores, then by their sum, then the earliest; one that was broken off comes last."""
    return max(tries, key=lambda call: (call.closed and call.lowest is not None, *worth_of(call.scores)))


def _reversed(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text)


def trend(played: Iterable[Played], dimension: Dimension, most: int = MOST_POINTS) -> Trend:
    """The scores of a dimension, call by call; where there are more than `most` calls, a point stands for several."""
    place = DIMENSIONS.index(dimension)
    rated = [(call.day, score) for call in in_order(played) if (score := call.scores[place]) is not None]
    count = min(most, len(rated))
    edges = [len(rated) * i // count for i in range(count + 1)] if count else []
    points = tuple(_point(rated[start:end]) for start, end in pairwise(edges))
    return Trend(dimension, points, _smoothed(points))


def _point(group: Sequence[tuple[int, int]]) -> Point:
    return Point(group[-1][0], int(Fraction(sum(score for _, score in group), len(group)) + _HALF), len(group))


def _smoothed(points: Sequence[Point]) -> tuple[int, ...]:
    line: list[Fraction] = []
    for point in points:
        before = line[-1] if line else Fraction(point.score)
        # Its figures would grow with every call; a hundredth of a point is finer than anybody sees.
        line.append(Fraction(round((before + (point.score - before) * _SMOOTH) * 100), 100))
    return tuple(int(value + _HALF) for value in line)


def practised(played: Iterable[Played], today: int) -> Practised:
    """The calls and days of practice up to today; a rewound call makes a day, but is no call of its own."""
    known = list(played)
    days = [call.day for call in known if call.counts]
    some = {call.day for call in known if call.counts or not call.attempt}
    return Practised(
        calls=len(days),
        this_week=sum(today - WEEK < day <= today for day in days),
        days=tuple(today - ago in some for ago in reversed(range(MONTH))),
    )
