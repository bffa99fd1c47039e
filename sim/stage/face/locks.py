"""What hair is made of: masses, sheaves of tapered strands between two guides, and coils.

A shape is a polygon with a tone: -1 is the darkest of this hair, 0 its own colour, 1 its sheen. Styles
(hair_long.py, hair_short.py) put shapes together once; the portrait only moves and fills them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.stage.face.life import chance
from sim.stage.vector import Point, Points, ellipse, lerp, spline


@dataclass(frozen=True, slots=True)
class Shape:
    """One polygon of hair. `strand` marks single hairs, which may be grey."""

    points: Points
    tone: float
    strand: bool = False


@dataclass(slots=True)
class Hairdo:
    """A style: what hangs behind neck and shoulders, and what lies over the head."""

    back: list[Shape] = field(default_factory=list)
    front: list[Shape] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lie:
    """How the strands of a sheaf lie."""

    count: int
    width: float = 3.4
    low: float = -0.5  # darkest and lightest tone
    high: float = 0.35
    shine: tuple[float, float] | None = None  # where along the strands the lamp shines, 0 root .. 1 tip
    ragged: float = 0.06  # how unequal the tips are
    seed: int = 1
    wander: float = 1.2  # how far strands leave their place, in units


def mass(knots: Sequence[Point], tone: float = -0.35) -> Shape:
    """A smooth closed body of hair."""
    return Shape(spline(knots, closed=True, steps=8), tone)


def taper(path: Sequence[Point], width: float) -> Points:
    """A strand: pointed at both ends, widest before the middle."""
    last = len(path) - 1
    left: Points = []
    right: Points = []
    for i in range(1, last):
        (ax, ay), (bx, by) = path[i - 1], path[i + 1]
        dx, dy = bx - ax, by - ay
        length = math.hypot(dx, dy) or 1.0
        half = width * 0.5 * math.sin(math.pi * (i / last) ** 0.8)
        x, y = path[i]
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return [path[0], *left, path[last], *reversed(right)]


def between(first: Sequence[Point], last: Sequence[Point], share: float) -> Points:
    """The guide a share of the way from the first to the last."""
    return [(lerp(a[0], b[0], share), lerp(a[1], b[1], share)) for a, b in zip(first, last, strict=True)]


def sheaf(first: Sequence[Point], last: Sequence[Point], lie: Lie) -> list[Shape]:
    """Strands between two guides (roots first, as many knots each); their sheen lies over all of them."""
    strands: list[Shape] = []
    sheen: list[Shape] = []
    for index in range(lie.count):
        dice = [chance(lie.seed, 10 * index + k) for k in range(6)]
        share = (index + 0.15 + 0.7 * dice[0]) / lie.count
        knots = between(first, last, share)
        knots = [(x + (dice[1] - 0.5) * lie.wander, y + (dice[2] - 0.5) * lie.wander) for x, y in knots]
        path = spline(knots, steps=3 if len(knots) > 3 else 4)
        keep = max(4, round(len(path) * (1 - lie.ragged * 2 * dice[3])))
        strands.append(
            Shape(taper(path[:keep], lie.width * (0.7 + 0.6 * dice[4])), lerp(lie.low, lie.high, dice[5]), True)
        )
        if lie.shine and dice[4] > 0.25:
            sheen.append(_sheen(path, lie, dice))
    return strands + sheen


def _sheen(path: Points, lie: Lie, dice: list[float]) -> Shape:
    start, end = lie.shine or (0.0, 1.0)
    shift = (dice[1] - 0.5) * 0.16
    last = len(path) - 1
    first = max(0, min(last - 4, round((start + shift) * last)))
    stop = max(first + 4, min(last, round((end + shift) * last)))
    return Shape(taper(path[first : stop + 1], lie.width * (0.35 + 0.4 * dice[3])), 0.55 + 0.45 * dice[2], True)


def coils(places: Sequence[Point], radius: float, seed: int = 1, tone: float = -0.15) -> list[Shape]:
    """Curls: small discs, each with a bright crescent on its lit side."""
    discs: list[Shape] = []
    for index, (x, y) in enumerate(places):
        dice = [chance(seed, 10 * index + k) for k in range(4)]
        r = radius * (0.8 + 0.45 * dice[0])
        discs.append(Shape(ellipse((x, y), (r, r * (0.85 + 0.3 * dice[1])), 12), tone - 0.35 * dice[2]))
        turn = -2.6 + 1.3 * dice[3]
        bow = [
            (x + math.cos(turn + a) * r * 0.62, y + math.sin(turn + a) * r * 0.62) for a in (-1.0, -0.5, 0, 0.5, 1.0)
        ]
        light = 0.5 - 0.004 * (x - 150) - 0.002 * (y - 70)
        discs.append(Shape(taper(bow, r * 0.34), max(-0.1, light), True))
    return discs


def ring(centre: Point, radii: Point, first: float, last: float, count: int) -> Points:
    """Places along part of an ellipse; angles in degrees clockwise from the right."""
    return [
        (
            centre[0] + radii[0] * math.cos(math.radians(lerp(first, last, i / max(1, count - 1)))),
            centre[1] + radii[1] * math.sin(math.radians(lerp(first, last, i / max(1, count - 1)))),
        )
        for i in range(count)
    ]
