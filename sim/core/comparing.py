"""Two calls that share their beginning, side by side from where they part.

    comparison = compare(first, second)

Nothing is judged anew. What makes the scores differ is taken from both ledgers: the reasons of a dimension add up
exactly to the difference of its points, caps included (a score itself is rounded).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

from sim.core.call import Call
from sim.core.debrief import Debrief, TurnReview, review
from sim.core.scenario import DIMENSIONS, Dimension
from sim.core.scoring import Cap, Line, Scorecard

EARLIER, CAPPED = "earlier", "cap"
_TIMING = ("breath", "snap", "interruption", "dead_air")


class Reason(NamedTuple):
    """Why a score differs: `points` more in the second call than in the first.

    `code` is the ledger's reason, or EARLIER (the shared turns, which weigh otherwise among other turns) or CAPPED.
    `turn` is 0 where no single turn is meant. `first` and `second` are the ledger's lines, or the caps, that it is
    made of; empty on the side that has none.
    """

    code: str
    turn: int
    points: Fraction
    first: tuple[Line | Cap, ...] = ()
    second: tuple[Line | Cap, ...] = ()


class Difference(NamedTuple):
    """A dimension in both calls, None where it was not rated, and the reasons for the difference, largest first."""

    dimension: Dimension
    first: int | None
    second: int | None
    reasons: tuple[Reason, ...]

    @property
    def change(self) -> int | None:
        """How much higher the second score is; None where one of them was not rated."""
        return None if self.first is None or self.second is None else self.second - self.first


class Pair(NamedTuple):
    """A turn in both calls; None where a call was over by then."""

    number: int
    first: TurnReview | None
    second: TurnReview | None

    @property
    def same_reply(self) -> bool:
        """Whether the same was said at the same place."""
        first, second = self.first, self.second
        return first is not None and second is not None and (first.node, first.option) == (second.node, second.option)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two calls from where they part. `parts_at`: the first turn that differs, from 1; one more than there are turns
    where nothing does.
    """

    first: Debrief
    second: Debrief
    parts_at: int
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]


def compare(first: Call, second: Call) -> Comparison:
    """Hold two calls of one scenario beside each other."""
    debriefs = review(first), review(second)
    parts_at = _parting(first, second)
    turns = zip_longest(*(debrief.turns[parts_at - 1 :] for debrief in debriefs))
    pairs = tuple(Pair(number, *both) for number, both in enumerate(turns, parts_at))
    cards = debriefs[0].card, debriefs[1].card
    return Comparison(*debriefs, parts_at, pairs, tuple(_difference(d, cards, parts_at) for d in DIMENSIONS))


def _parting(first: Call, second: Call) -> int:
    """The first turn that was not exactly alike, its timing included."""
    both = zip(first.turns, second.turns, strict=False)
    unlike = (number for number, (one, other) in enumerate(both, 1) if one != other)
    return next(unlike, min(len(first.turns), len(second.turns)) + 1)


def points_of(card: Scorecard, dimension: Dimension) -> Fraction:
    """The exact points of a dimension, with its cap and before rounding."""
    total = sum((line.points for line in card.lines_of(dimension)), Fraction(0))
    cap = card.cap_of(dimension)
    return total if cap is None else min(total, Fraction(cap.cap))


def _difference(dimension: Dimension, cards: tuple[Scorecard, Scorecard], parts_at: int) -> Difference:
    first, second = (card.scores[dimension] for card in cards)
    if first is None or second is None:
        return Difference(dimension, first, second, ())
    reasons = [reason for reason in _reasons(dimension, cards, parts_at) if reason.points]
    reasons.sort(key=lambda reason: (-abs(reason.points), reason.turn, reason.code))
    return Difference(dimension, first, second, tuple(reasons))


def _reasons(dimension: Dimension, cards: tuple[Scorecard, Scorecard], parts_at: int) -> Iterable[Reason]:
    """A reason for each place where lines of the ledgers belong together."""
    sides = [_by_place(card.lines_of(dimension), parts_at) for card in cards]
    for place in {**sides[0], **sides[1]}:
        first, second = (tuple(side.get(place, ())) for side in sides)
        yield Reason(place[0], place[1], _sum(second) - _sum(first), first, second)
    caps = [card.cap_of(dimension) for card in cards]
    slack = [points_of(card, dimension) - _sum(card.lines_of(dimension)) for card in cards]
    # A cap that did not bind took nothing away, so it explains nothing.
    bound = [(cap,) if cap is not None and lost else () for cap, lost in zip(caps, slack, strict=True)]
    yield Reason(CAPPED, 0, slack[1] - slack[0], *bound)


def _by_place(lines: Iterable[Line], parts_at: int) -> dict[tuple[str, int, str], list[Line]]:
    """The lines of one ledger by what they are about: what was said at a turn, its timing, a milestone, an effect."""
    found: dict[tuple[str, int, str], list[Line]] = {}
    for line in lines:
        found.setdefault(_place(line, parts_at), []).append(line)
    return found


def _place(line: Line, parts_at: int) -> tuple[str, int, str]:
    if line.reason in ("milestone", "milestone_missed"):
        return "milestone", 0, line.detail
    if line.reason in ("effect", "breach"):
        return "effect", 0, ""
    if not line.turn:
        return line.reason, 0, ""
    if line.turn < parts_at:
        return EARLIER, 0, ""
    return "timing" if line.reason in _TIMING else line.reason, line.turn, ""


def _sum(lines: Iterable[Line]) -> Fraction:
    return sum((line.points for line in lines), Fraction(0))
