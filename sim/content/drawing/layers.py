"""The order of a layered drawing: which layer each node stands in, and where in it, so that few lines cross.

Time and memory are bounded for any graph: each step looks at every line a fixed number of times.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

SWEEPS = 10
BIG = 1_500  # pieces; beyond, fewer sweeps
_MOST_EXCHANGED = 400

Lines = Sequence[tuple[int, int]]


def layers_of(names: Sequence[str], onward: Mapping[str, Sequence[str]], start: str) -> dict[str, int]:
    """The layer of each node, from 0: below all that lead to it, but for lines that lead back.

    `onward`: the nodes that each leads to. What the start does not reach stands by itself, from layer 0 down.
    """
    order, back = _walked([start, *(name for name in names if name != start)], onward)
    main = _reached(start, onward)
    layers = dict.fromkeys(order, 0)
    for name in order:  # every node comes before those that it leads to
        for below in onward.get(name, ()):
            if (name, below) not in back and (name in main) == (below in main):
                layers[below] = max(layers[below], layers[name] + 1)
    return layers


def _walked(roots: Sequence[str], onward: Mapping[str, Sequence[str]]) -> tuple[list[str], set[tuple[str, str]]]:
    """All nodes, each before those that it leads to, and the lines that lead back. Depth first, no recursion."""
    done: list[str] = []
    back: set[tuple[str, str]] = set()
    state: dict[str, bool] = {}  # on the way: True, done: False
    for root in roots:
        if root in state:
            continue
        state[root] = True
        trail = [(root, iter(onward.get(root, ())))]
        while trail:
            here, rest = trail[-1]
            below = next(rest, None)
            if below is None:
                trail.pop()
                state[here] = False
                done.append(here)
            elif below not in state:
                state[below] = True
                trail.append((below, iter(onward.get(below, ()))))
            elif state[below]:
                back.add((here, below))
    return done[::-1], back


def _reached(start: str, onward: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += onward.get(here, ())
    return found


def untangled(rows: Sequence[Sequence[int]], lines: Lines) -> list[list[int]]:
    """The rows with the pieces of each in an order in which few lines cross. `lines` join neighbouring rows."""
    count = sum(len(row) for row in rows)
    ups: dict[int, list[int]] = {piece: [] for row in rows for piece in row}
    downs: dict[int, list[int]] = {piece: [] for row in rows for piece in row}
    for above, below in lines:
        ups[below].append(above)
        downs[above].append(below)
    best = now = [list(row) for row in rows]
    fewest = crossings(best, downs)
    for sweep in range(SWEEPS if count <= BIG else 3):
        if not fewest:
            break
        now = _swept(now, ups if sweep % 2 == 0 else downs, down=sweep % 2 == 0)
        if count <= _MOST_EXCHANGED:
            _exchange(now, ups, downs)
        found = crossings(now, downs)
        if found < fewest:
            best, fewest = [list(row) for row in now], found
    return best


def _swept(rows: list[list[int]], beside: Mapping[int, Sequence[int]], down: bool) -> list[list[int]]:
    """Each row sorted by the middle of its neighbours in the row before it; who has none keeps its place."""
    found = [list(row) for row in rows]
    numbers = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
    for number in numbers:
        place = {piece: at for at, piece in enumerate(found[number - 1 if down else number + 1])}
        row = found[number]
        keys = {piece: _middle([place[other] for other in beside[piece] if other in place]) for piece in row}
        free = [at for at, piece in enumerate(row) if keys[piece] is not None]
        moved = sorted((row[at] for at in free), key=lambda piece: keys[piece] or 0.0)
        for at, piece in zip(free, moved, strict=True):
            row[at] = piece
    return found


def _middle(places: list[int]) -> float | None:
    if not places:
        return None
    places.sort()
    half = len(places) // 2
    if len(places) % 2:
        return float(places[half])
    return (places[half - 1] + places[half]) / 2


def _exchange(rows: list[list[int]], ups: Mapping[int, Sequence[int]], downs: Mapping[int, Sequence[int]]) -> None:
    """Swap neighbours as long as that leaves fewer crossings; once over everything."""
    for number, row in enumerate(rows):
        sides = [
            (beside, {piece: at for at, piece in enumerate(rows[other])})
            for beside, other in ((ups, number - 1), (downs, number + 1))
            if 0 <= other < len(rows)
        ]
        for at in range(len(row) - 1):
            first, second = row[at], row[at + 1]
            kept = sum(_between(beside[first], beside[second], place) for beside, place in sides)
            turned = sum(_between(beside[second], beside[first], place) for beside, place in sides)
            if turned < kept:
                row[at], row[at + 1] = second, first


def _between(first: Sequence[int], second: Sequence[int], place: Mapping[int, int]) -> int:
    return sum(place[a] > place[b] for a in first for b in second)


def crossings(rows: Sequence[Sequence[int]], downs: Mapping[int, Sequence[int]]) -> int:
    """How often lines between neighbouring rows cross."""
    total = 0
    for above, below in pairwise(rows):
        place = {piece: at for at, piece in enumerate(below)}
        ends = [at for piece in above for at in sorted(place[other] for other in downs[piece])]
        total += _inversions(ends, len(below))
    return total


def _inversions(numbers: Sequence[int], size: int) -> int:
    """How many pairs stand the wrong way round; a tree of sums, so that big rows stay quick."""
    tree = [0] * (size + 1)
    total = 0
    for seen, number in enumerate(numbers):
        at, smaller = number + 1, 0
        while at > 0:
            smaller += tree[at]
            at -= at & -at
        total += seen - smaller
        at = number + 1
        while at <= size:
            tree[at] += 1
            at += at & -at
    return total
