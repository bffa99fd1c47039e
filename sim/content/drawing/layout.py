"""Where everything of a drawing stands: own layered layout, from top to bottom, in bounded time for any scenario.

Rules
- An ending is drawn beside the nodes that lead to it, once for neighbours, never once for all: many lines into one
  ending are what makes other programs hang.
- A line that leads back, or far down, is a small signpost under its node that names where it goes.
- Other lines run through bends, one in each layer that they pass; all bends together stay under MOST_BENDS.
- Places across a layer are the best there are (least squares) for the order of its pieces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from sim.content.drawing.layers import layers_of, untangled

Kind = Literal["card", "ending", "signpost", "bend"]
MOST_BENDS = 3_000
LONGEST_LINE = 5
_MOST_SHARING = 4
_BEND_WIDTH = 18.0
_GAP = 30.0
_PASSES = 12
# How firmly a piece holds its place: lines run straight, and what only hangs below a node gives way to nodes.
_WEIGHTS: dict[Kind, float] = {"bend": 3.0, "card": 1.0, "ending": 0.03, "signpost": 0.03}


class Size(NamedTuple):
    """How much room something takes."""

    width: float
    height: float


class Ways(NamedTuple):
    """What is to be laid out. `edges` are pairs of names; `tabs` are as wide as the label of each edge."""

    start: str
    nodes: Mapping[str, Size]
    endings: Mapping[str, Size]
    edges: Sequence[tuple[str, str]]
    tabs: Sequence[float]
    signposts: Sequence[Size]


@dataclass(slots=True, eq=False)
class Piece:
    """Something with a place: its middle from the left, its top."""

    kind: Kind
    name: str
    layer: int
    size: Size
    x: float = 0.0
    y: float = 0.0
    ports: list[int] = field(default_factory=list)  # the edges that leave, from left to right


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its place. `routes`: the pieces that each edge runs through, from its node to its end."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    routes: tuple[tuple[Piece, ...], ...]
    bands: tuple[tuple[float, float], ...]  # top and bottom of each layer
    offsets: Mapping[int, float]  # where on its node each edge leaves, from the node's middle


def laid_out(ways: Ways, margin: float = 28.0) -> Layout:
    """The layout of a drawing."""
    plan = _Plan(ways)
    plan.order()
    plan.join_endings()
    offsets = plan.offsets()
    _across(plan, offsets)
    bands = _down(plan)
    left = min(piece.x - piece.size.width / 2 for piece in plan.pieces) - margin
    for piece in plan.pieces:
        piece.x -= left
    width = max(piece.x + piece.size.width / 2 for piece in plan.pieces) + margin
    routes = tuple(tuple(plan.pieces[at] for at in route) for route in plan.routes)
    pieces = tuple(piece for row in plan.rows for at in row if (piece := plan.pieces[at]))
    return Layout(width, bands[-1][1], pieces, routes, tuple(bands), offsets)


class _Plan:
    """The pieces in their layers. Pieces are known by their number."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        onward: dict[str, list[str]] = {}
        for source, target in ways.edges:
            if target in ways.nodes:
                onward.setdefault(source, []).append(target)
        layers = layers_of(list(ways.nodes), onward, ways.start)
        self.pieces = [Piece("card", name, layers[name], size) for name, size in ways.nodes.items()]
        self.number = {piece.name: number for number, piece in enumerate(self.pieces)}
        longest = self._longest(layers)
        self.routes = [self._route(edge, longest) for edge in range(len(ways.edges))]
        for edge, route in enumerate(self.routes):
            self.pieces[route[0]].ports.append(edge)
        self.rows: list[list[int]] = [[] for _ in range(max(piece.layer for piece in self.pieces) + 1)]
        for number, piece in enumerate(self.pieces):
            self.rows[piece.layer].append(number)

    def _longest(self, layers: Mapping[str, int]) -> int:
        """How many layers a line may run through before it becomes a signpost."""
        spans = [layers[b] - layers[a] for a, b in self.ways.edges if b in layers]
        for longest in range(LONGEST_LINE, 1, -1):
            if sum(span - 1 for span in spans if 1 < span <= longest) <= MOST_BENDS:
                return longest
        return 1

    def _route(self, edge: int, longest: int) -> list[int]:
        source, target = self.ways.edges[edge]
        start = self.number[source]
        below = self.pieces[start].layer + 1
        if target not in self.number:
            return [start, self._add("ending", target, below, self.ways.endings[target])]
        goal = self.number[target]
        span = self.pieces[goal].layer - below + 1
        if not 1 <= span <= longest:
            return [start, self._add("signpost", target, below, self.ways.signposts[edge])]
        bends = [self._add("bend", "", below + step, Size(_BEND_WIDTH, 0)) for step in range(span - 1)]
        return [start, *bends, goal]

    def _add(self, kind: Kind, name: str, layer: int, size: Size) -> int:
        self.pieces.append(Piece(kind, name, layer, size))
        return len(self.pieces) - 1

    def lines(self) -> list[tuple[int, int]]:
        """Every line between neighbouring layers."""
        return [pair for route in self.routes for pair in pairwise(route)]

    def order(self) -> None:
        """Put the pieces of each layer in order, and the lines that leave each node."""
        self.rows = untangled(self.rows, self.lines())
        place = {piece: at for row in self.rows for at, piece in enumerate(row)}
        for piece in self.pieces:
            piece.ports.sort(key=lambda edge: (place[self.routes[edge][1]], edge))

    def join_endings(self) -> None:
        """The same ending under neighbours is drawn once."""
        last: dict[int, int] = {}
        gone: dict[int, int] = {}
        for row in self.rows:
            for before, here in pairwise(row):
                first, second = self.pieces[before], self.pieces[here]
                same = first.kind == second.kind == "ending" and first.name == second.name
                joined = gone.get(before, before)
                if same and last.get(joined, 1) < _MOST_SHARING:
                    gone[here] = joined
                    last[joined] = last.get(joined, 1) + 1
        self.rows = [[piece for piece in row if piece not in gone] for row in self.rows]
        self.routes = [[gone.get(piece, piece) for piece in route] for route in self.routes]

    def offsets(self) -> dict[int, float]:
        """Where each edge leaves its node, from the node's middle."""
        found: dict[int, float] = {}
        for piece in self.pieces:
            at = -sum(self.ways.tabs[edge] for edge in piece.ports) / 2
            for edge in piece.ports:
                found[edge] = at + self.ways.tabs[edge] / 2
                at += self.ways.tabs[edge]
        return found


# -- across -------------------------------------------------------------------------------------------------------


def _across(plan: _Plan, offsets: Mapping[int, float]) -> None:
    """Places across: each piece as near as can be below those above it and above those below it."""
    ups: dict[int, list[tuple[int, float]]] = {}
    downs: dict[int, list[tuple[int, float]]] = {}
    for edge, route in enumerate(plan.routes):
        for step, (above, below) in enumerate(pairwise(route)):
            # A node stays below the node before it, or a long call would drift aside; small pieces go below their tab.
            shift = offsets[edge] if step == 0 and plan.pieces[below].kind != "card" else 0.0
            ups.setdefault(below, []).append((above, shift))
            if plan.pieces[below].kind in ("card", "bend"):
                downs.setdefault(above, []).append((below, -shift))
    for row in plan.rows:
        _placed(plan, row, {})
    for number in range(_PASSES):
        last = number == _PASSES - 1
        sides = (ups, downs) if last else (ups,) if number % 2 == 0 else (downs,)
        for row in plan.rows if number % 2 == 0 else plan.rows[::-1]:
            wanted = {}
            for piece in row:
                near = [plan.pieces[other].x + shift for side in sides for other, shift in side.get(piece, ())]
                if near:
                    wanted[piece] = sum(near) / len(near)
            _placed(plan, row, wanted)


def _placed(plan: _Plan, row: Sequence[int], wanted: Mapping[int, float]) -> None:
    """The pieces of a row as near to where they want to be as their order and size allow (least squares)."""
    at, before = 0.0, None
    shifts: list[float] = []
    for number in row:
        piece = plan.pieces[number]
        at += _distance(before, piece) if before else 0.0
        shifts.append(at)
        before = piece
    # Without the distances the pieces only have to stay in order: pools of neighbours that would pass one another.
    pools: list[tuple[float, float, int]] = []
    for number, shift in zip(row, shifts, strict=True):
        piece = plan.pieces[number]
        weight = _WEIGHTS[piece.kind] if number in wanted else 0.01
        pools.append((wanted.get(number, piece.x) - shift, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (first, heavy, count), (second, weight, more) = pools[-2:]
            pools[-2:] = [((first * heavy + second * weight) / (heavy + weight), heavy + weight, count + more)]
    placed = [value for value, _, count in pools for _ in range(count)]
    for number, shift, value in zip(row, shifts, placed, strict=True):
        plan.pieces[number].x = value + shift


def _distance(left: Piece, right: Piece) -> float:
    gap = _GAP if "bend" not in (left.kind, right.kind) else _GAP / 2
    return (left.size.width + right.size.width) / 2 + gap


# -- down ---------------------------------------------------------------------------------------------------------


def _down(plan: _Plan) -> list[tuple[float, float]]:
    """Places down: a layer is as high as its highest piece; more room where more lines cross."""
    bands: list[tuple[float, float]] = []
    top = 0.0
    leaving = [0] * len(plan.rows)
    for route in plan.routes:
        for above, below in pairwise(route):
            leaving[plan.pieces[above].layer] += abs(plan.pieces[above].x - plan.pieces[below].x) > 40
    for number, row in enumerate(plan.rows):
        height = max((plan.pieces[piece].size.height for piece in row), default=0.0)
        for piece in row:
            plan.pieces[piece].y = top
        bands.append((top, top + height))
        top += height + 46.0 + min(70.0, 5.0 * leaving[number])
    return bands
