"""The best call by what the fronts promise: the most promising call so far is carried on until one that ended leads.

Calls are walked with the caller's mood, so each is one that there is. Conduct, milestones and caps are promised for
all moods alike (reach_fronts.py); no rest can remove more anger and panic than the sum of its effects. A promise may be
more than can be had, never less: the first ended call that leads is the best one, and nothing else needs to be played.
`most` calls begun without an end to it: the answer is a bound, and says so.
"""

import heapq
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from sim.core.mood import Mood
from sim.core.reach.fronts import Fronts
from sim.core.reach.regions import meet
from sim.core.reach.sketch import Graph
from sim.core.reach.steps import OVER, Piece
from sim.core.reach.tally import FULL, NOTHING_YET, Past, Tally, after, soothed
from sim.core.scoring import QUIET_CAP
from sim.core.script import Script

MOST_LABELS = 60_000
MOST_COMPARED = 3_000_000  # calls carried on that are compared with each other: circles make many of them
_NEARLY = 1e-9  # promises are floats; a score is never one
_ANY_CHANGE = 1000  # no call changes the sum of two gauges by as much


class Found(NamedTuple):
    """What a search found: the value of the best ended call, what no call can pass, the replies, in order."""

    value: tuple[int, ...] | None
    bound: tuple[int, ...] | None
    replies: tuple[tuple[int, int], ...]  # (situation, option)

    @property
    def exact(self) -> bool:
        """Whether the call that was found is proved to be the best."""
        return self.value == self.bound


class Promise:
    """What one dimension can still come to, from a situation and a past. `best`: at most; else at least."""

    def __init__(self, fronts: Fronts, best: bool) -> None:
        self.fronts, self.rules, self.best = fronts, fronts.rules, best
        self._known: dict[tuple[int, Past], tuple[tuple[int, float], ...]] = {}
        self._settled: dict[tuple[int, int], tuple[float, float, int]] = {}

    def of(self, situation: int, past: Past, extra: float) -> float | None:
        """The score's bound, before rounding, when the effect brings `extra`; None where nothing can be rated."""
        key = self.fronts.shape_of[situation], past
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._leading(situation, past)
        scores = [min(limit, value + extra) for limit, value in found]
        return (max if self.best else min)(scores) if scores else None

    def _leading(self, situation: int, past: Past) -> tuple[tuple[int, float], ...]:
        """For each cap the rest that scores most (least) under it."""
        leading: dict[int, float] = {}
        choose = max if self.best else min
        for rest in self.fronts.of(situation):
            whole = self.rules.joined(past, rest)
            if whole.plus:
                limit, value = self._value(whole)
                leading[limit] = choose(leading.get(limit, value), value)
        return tuple(leading.items())

    def _value(self, whole: Tally) -> tuple[int, float]:
        key = whole.marks, whole.applies
        found = self._settled.get(key)
        if found is None:
            points, conduct, limit = self.rules.settled(*key)
            found = self._settled[key] = float(points), float(conduct), limit
        value, share, limit = found
        if whole.balance < 0:
            limit = min(limit, QUIET_CAP)
        return limit, value + share * whole.n / (whole.plus if whole.n >= 0 else whole.minus)


class Prospects:
    """What a graph says of the rest of a call, whatever is scored: the caller's mood, and whether there is a close."""

    def __init__(self, script: Script, graph: Graph) -> None:
        self.script, self.graph = script, graph
        start = script.scenario.caller.start
        self.start = start.anger + start.panic
        self.endings = {name: ending.complete for name, ending in script.scenario.endings.items()}
        self.closable = _closable(graph, self.endings)
        self._falls, self._rises = _changes(graph)

    def at_most(self, situation: int, now: int, peak: int) -> Fraction:
        """The most that the effect can still become."""
        return soothed(self.start, max(0, now - self._falls[situation]), peak)

    def at_least(self, situation: int, now: int, peak: int) -> Fraction:
        """The least that the effect can still become."""
        highest = min(2 * FULL, now + self._rises[situation])
        return soothed(self.start, highest, max(peak, highest))


def _changes(graph: Graph) -> tuple[list[int], list[int]]:
    """For each situation how far anger and panic together can fall, and rise, until the end at most."""
    count = len(graph.situations)
    if graph.loops:
        return [_ANY_CHANGE] * count, [_ANY_CHANGE] * count
    falls, rises = [0] * count, [0] * count
    for number in graph.finished:
        situation = graph.situations[number]
        fall, rise = -_ANY_CHANGE, 0
        for edge in situation.edges:
            lowest, highest = _change(edge.piece, meet(edge.guard, situation.box) or situation.box)
            later = (falls[edge.target], rises[edge.target]) if edge.target != OVER else (0, 0)
            fall, rise = max(fall, later[0] - lowest), max(rise, later[1] + highest)
        falls[number], rises[number] = fall, rise
    return falls, rises


def _change(piece: Piece, box: Sequence[int]) -> tuple[int, int]:
    """The least and the most by which a reply changes anger and panic together, for the moods of a box."""
    least = most = 0
    for gauge in (0, 1):
        change = piece.effect[gauge]
        lowest, highest = box[2 * gauge], box[2 * gauge + 1]
        if change >= 0:
            least, most = least + min(change, FULL - highest), most + change
        else:
            least, most = least + change, most + max(change, -lowest)
    return least, most


class _Label(NamedTuple):
    """A call so far."""

    situation: int
    mood: Mood
    peak: int
    pasts: tuple[Past, ...]
    parent: "_Label | None"
    option: int
    over: Piece | None


# The bounds (or scores) of the dimensions in order, and whether the call can come to a close -> larger is better.
Worth = Callable[[Sequence[int | None], bool], tuple[int, ...]]


class Search:
    """A search for the call of most worth. `promises`: one for each dimension that the worth looks at."""

    def __init__(
        self, prospects: Prospects, promises: Sequence[Promise], worth: Worth, most: int = MOST_LABELS
    ) -> None:
        self._prospects, self._promises, self._worth, self._most = prospects, promises, worth, most
        self._situations = prospects.graph.situations
        self._feels = any(promise.rules.dimension == "calm" for promise in promises)
        self._best = promises[0].best
        self._carried_on: dict[tuple[int, Mood], list[_Label]] = {}
        self._compared = 0

    def run(self) -> Found:
        """The best call, or the best that was found when `most` calls were begun."""
        pasts = (NOTHING_YET,) * len(self._promises)
        mood = self._prospects.script.opening().mood
        first = _Label(0, mood, self._prospects.start if self._feels else 0, pasts, None, -1, None)
        waiting = [(self._negative(self._promised(first)), 0, 0, first)]
        seen = set()
        number = 0
        leading: tuple[tuple[int, ...], _Label] | None = None
        while waiting:
            value, depth, _, label = heapq.heappop(waiting)
            bound = tuple(-part for part in value)
            if label.over is not None:
                return Found(bound, bound, _replies(label))
            if self._beaten(label):
                continue
            if number > self._most or self._compared > MOST_COMPARED:
                return Found(leading[0], bound, _replies(leading[1])) if leading else Found(None, bound, ())
            for follower in self._followers(label):
                key = follower[:4]
                if follower.over is None and key in seen:
                    continue
                seen.add(key)
                number += 1
                worth = self._scored(follower) if follower.over else self._promised(follower)
                if follower.over and (leading is None or worth > leading[0]):
                    leading = worth, follower
                heapq.heappush(waiting, (self._negative(worth), depth - 1, number, follower))
        return Found(None, None, ())

    def _beaten(self, label: _Label) -> bool:
        """Whether a call carried on before is nowhere worse off (for the worst: nowhere better) at the same point."""
        others = self._carried_on.setdefault((label.situation, label.mood), [])
        self._compared += len(others)
        if any(_no_worse(other, label) if self._best else _no_worse(label, other) for other in others):
            return True
        others.append(label)
        return False

    @staticmethod
    def _negative(value: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(-part for part in value)

    def _followers(self, label: _Label) -> list[_Label]:
        found = []
        for edge in self._situations[label.situation].taken(label.mood):
            piece = edge.piece
            mood = label.mood.changed(piece.effect)
            pasts = tuple(
                after(past, promise.rules.gain(piece.choice, piece.facts))
                for past, promise in zip(label.pasts, self._promises, strict=True)
            )
            over = piece if edge.target == OVER else None
            peak = max(label.peak, mood.anger + mood.panic) if self._feels else 0
            found.append(_Label(edge.target, mood, peak, pasts, label, piece.option, over))
        return found

    def _promised(self, label: _Label) -> tuple[int, ...]:
        """What no call that begins so can pass."""
        now = label.mood.anger + label.mood.panic
        limit = self._prospects.at_most if self._best else self._prospects.at_least
        effect = limit(label.situation, now, label.peak)
        bounds: list[int | None] = []
        for promise, past in zip(self._promises, label.pasts, strict=True):
            extra = float(promise.rules.effect * effect) if promise.rules.dimension == "calm" else 0.0
            bound = promise.of(label.situation, past, extra)
            bounds.append(None if bound is None else self._rounded(bound))
        return self._worth(bounds, self._prospects.closable[label.situation])

    def _rounded(self, bound: float) -> int:
        return int(bound + 0.5 + _NEARLY) if self._best else max(0, int(bound + 0.5 - _NEARLY))

    def _scored(self, label: _Label) -> tuple[int, ...]:
        piece = label.over
        assert piece is not None
        complete = self._prospects.endings.get(piece.ending, False)
        effect = soothed(self._prospects.start, label.mood.anger + label.mood.panic, label.peak)
        scores = []
        for promise, past in zip(self._promises, label.pasts, strict=True):
            rules = promise.rules
            scores.append(rules.score(rules.joined(past, rules.nothing(piece.applies, complete)), effect))
        return self._worth(scores, complete)


def _no_worse(one: _Label, other: _Label) -> bool:
    if one.peak > other.peak:
        return False
    return all(map(_past_no_worse, one.pasts, other.pasts))


def _past_no_worse(one: Past, other: Past) -> bool:
    return (
        one.n >= other.n
        and one.plus <= other.plus
        and one.minus >= other.minus
        and one.balance >= other.balance
        and one.reached | other.reached == one.reached
        and not one.closed & ~(other.closed | one.reached)
        and not one.spoilt & ~other.spoilt
        and (one.plus > 0) == (other.plus > 0)
    )


def _closable(graph: Graph, endings: dict[str, bool]) -> list[bool]:
    """From which situations a call can come to a complete ending."""
    if graph.loops:
        return [True] * len(graph.situations)
    found = [False] * len(graph.situations)
    for number in graph.finished:
        found[number] = any(
            endings.get(edge.piece.ending, False) if edge.target == OVER else found[edge.target]
            for edge in graph.situations[number].edges
        )
    return found


def _replies(label: _Label) -> tuple[tuple[int, int], ...]:
    found = []
    while label.parent is not None:
        found.append((label.parent.situation, label.option))
        label = label.parent
    return tuple(reversed(found))
