"""A scenario as a graph with guards: few situations, each for all the moods that a call may have there.

    opening -> Situation -> its replies (Edge), each with the moods it holds for -> Situation ... -> an ending

A Situation is a node and what the call still remembers there (reach_live.py). Walking along edges whose guard holds
the mood is walking through the scenario, exactly. Looking at the graph without the mood is looking at more calls than
there are: what that gives are bounds. So scores are promised by the sketch and found by walking (reach_search.py).
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.core.mood import Mood
from sim.core.moves import MOST_USES, Effect
from sim.core.reach.live import Key
from sim.core.reach.regions import ALL, HIGHEST, Bounds, contains, inside, meet
from sim.core.reach.steps import OVER, Offer, Piece, Steps
from sim.core.script import Script, State

MOST_SITUATIONS = 120_000
_GROWTHS = 8  # times that the moods of a situation in a circle may grow, before they are taken to be all


class Edge(NamedTuple):
    """A reply taken in a situation, from the moods of `guard`."""

    piece: Piece
    target: int
    guard: Bounds


@dataclass(slots=True)
class Situation:
    """A node with what is remembered there. `state` is one that a call reaches, but for its mood; `box`: all moods
    that a call can have there lie in it.
    """

    number: int
    state: State
    box: Bounds
    offers: tuple[Offer, ...] = ()
    edges: list[Edge] = field(default_factory=list)

    def taken(self, mood: Mood) -> Iterator[Edge]:
        """The replies that are offered in a mood, each once."""
        last = -1
        for edge in self.edges:
            # Guards of one reply may overlap, where they say the same.
            if edge.piece.option != last and inside(mood, edge.guard):
                last = edge.piece.option
                yield edge


@dataclass(slots=True)
class Graph:
    """Situations with their edges, the opening first; `finished` orders them so that what follows stands before, but
    for circles; `loops` counts these. Not `complete`: there were too many.
    """

    situations: list[Situation] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    complete: bool = True
    loops: int = 0


def draw_sketch(steps: Steps, most: int = MOST_SITUATIONS) -> Graph:
    """The sketch of a scenario; where it would have more than `most` situations it is not `complete`."""
    return _Sketcher(steps, most).run()


class _Sketcher:
    def __init__(self, steps: Steps, most: int) -> None:
        self.steps, self.most = steps, most
        self.graph = Graph()
        self.known: dict[Key, int] = {}
        self.left: dict[int, int] = {}  # how often a situation was left: more than once in circles only
        self.queued: set[int] = set()
        self.ways: dict[tuple[int, int], int] = {}
        # In the order of the call, so that all moods that come to a situation are known before it is left.
        self.rank = [-len(follow) for follow in steps.live.following]
        self.waiting: list[tuple[int, int]] = []

    def run(self) -> Graph:
        opening = self.steps.script.opening()
        self._reach(opening, tuple(bound for gauge in opening.mood for bound in (gauge, gauge)))
        while self.waiting:
            _, number = heapq.heappop(self.waiting)
            self.queued.discard(number)
            self.left[number] = self.left.get(number, 0) + 1
            self._leave(self.graph.situations[number])
            if len(self.graph.situations) > self.most:
                self.graph.complete = False
                break
        order(self.graph)
        return self.graph

    def _leave(self, situation: Situation) -> None:
        """Draw the edges of a situation, for the moods that are known by now."""
        situation.edges = [
            Edge(piece, OVER if piece.node == OVER else self._follow(situation, piece, guard), guard)
            for piece, guard in self._open(situation)
        ]
        situation.edges.sort(key=_option)

    def _open(self, situation: Situation) -> Iterator[tuple[Piece, Bounds]]:
        """The pieces that the moods of a situation come to."""
        for offer in situation.offers:
            here = meet(situation.box, offer.box)
            if here is None:
                continue
            for pieces in offer.replies:
                for piece in pieces:
                    guard = meet(here, piece.before)
                    if guard is not None:
                        yield piece, guard

    def _follow(self, situation: Situation, piece: Piece, guard: Bounds) -> int:
        box = moved(guard, piece.effect)
        target = self.ways.get((situation.number, id(piece)))
        if target is None:
            state = follower(self.steps.script, situation.state, piece)
            target = self.ways[situation.number, id(piece)] = self._reach(state, box)
        else:
            self._grow(target, box)
        return target

    def _reach(self, state: State, box: Bounds) -> int:
        key = self.steps.live.key(state)
        number = self.known.get(key)
        if number is not None:
            self._grow(number, box)
            return number
        number = self.known[key] = len(self.graph.situations)
        self.graph.situations.append(Situation(number, state, box, self.steps.at(state)))
        self._queue(state.node, number)
        return number

    def _grow(self, number: int, box: Bounds) -> None:
        situation = self.graph.situations[number]
        if not contains(situation.box, box):
            situation.box = _joined(situation.box, box) if self.left.get(number, 0) < _GROWTHS else ALL
            self._queue(situation.state.node, number)

    def _queue(self, node: int, number: int) -> None:
        if number not in self.queued:
            self.queued.add(number)
            heapq.heappush(self.waiting, (self.rank[node], number))


def _option(edge: Edge) -> int:
    return edge.piece.option


def follower(script: Script, state: State, piece: Piece) -> State:
    """The state after a piece, but for its mood."""
    used = state.used
    if piece.wearing:
        counts = list(used)
        for place in piece.wearing:
            counts[place] = min(counts[place] + 1, MOST_USES)
        used = tuple(counts)
    visited = state.visited | 1 << state.node
    return State(piece.node, state.mood, used, state.words | piece.words, state.facts | piece.facts, visited)


def moved(box: Bounds, effect: Effect) -> Bounds:
    """The moods that an effect takes a box into."""
    found = []
    for gauge, change in enumerate(effect):
        for bound in (box[2 * gauge] + change, box[2 * gauge + 1] + change):
            found.append(0 if bound < 0 else HIGHEST if bound > HIGHEST else bound)
    return tuple(found)


def _joined(one: Bounds, other: Bounds) -> Bounds:
    """The smallest box around two."""
    return tuple((max if place % 2 else min)(one[place], other[place]) for place in range(8))


def order(graph: Graph) -> None:
    """Put situations behind all that follows them, and count the circles."""
    graph.finished, graph.loops = [], 0
    on_the_way, seen = {0}, {0}
    way = [(0, iter(graph.situations[0].edges))]
    while way:
        number, edges = way[-1]
        target = next((edge.target for edge in edges if edge.target != OVER), None)
        if target is None:
            way.pop()
            on_the_way.discard(number)
            graph.finished.append(number)
        elif target in on_the_way:
            graph.loops += 1
        elif target not in seen:
            seen.add(target)
            on_the_way.add(target)
            way.append((target, iter(graph.situations[target].edges)))
