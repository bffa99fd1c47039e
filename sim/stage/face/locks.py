"""What hair is made of: masses, sheaves of tapered strands between two guides, and coils.

A shape is a polygon with a tone: -1 is the darkest of this hair, 0 its own colour, 1 its sheen. Styles
(hair_long.py, hair_short.py) put shapes together once; the portrait only moves and fills them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.stage.face.life import chance
from sim.stage.kit.vector import Point, Points, ellipse, lerp, spline


@dataclass(frozen=True, slots=True)
class Shape:
    """One piece of hair: a filled outline, or a strand along a path when it has a width."""

    points: Points
    tone: float
    width: float = 0.0


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


def taper(share: float) -> float:
    """How wide a strand is at a share of its length: pointed at both ends, widest before the middle."""
    return math.sin(math.pi * share**0.8)


def flip(points: Sequence[Point]) -> Points:
    """Guides on the other side of the head, still root first."""
    return [(400 - x, y) for x, y in points]


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
        path = spline(knots, steps=4 if len(knots) < 4 else 3)
        keep = max(4, round(len(path) * (1 - lie.ragged * 2 * dice[3])))
        strands.append(Shape(path[:keep], lerp(lie.low, lie.high, dice[5]), lie.width * (0.7 + 0.6 * dice[4])))
        if lie.shine and dice[4] > 0.25:
            sheen.append(_sheen(path, lie, dice))
    return strands + sheen


def _sheen(path: Points, lie: Lie, dice: list[float]) -> Shape:
    start, end = lie.shine or (0.0, 1.0)
    shift = (dice[1] - 0.5) * 0.16
    last = len(path) - 1
    first = max(0, min(last - 4, round((start + shift) * last)))
    stop = max(first + 4, min(last, round((end + shift) * last)))
    return Shape(path[first : stop + 1], 0.55 + 0.45 * dice[2], lie.width * (0.35 + 0.4 * dice[3]))


def coils(places: Sequence[Point], radius: float, seed: int = 1, tone: float = -0.15) -> list[Shape]:
    """Curls: small discs, each with a bright crescent on its lit side."""
    discs: list[Shape] = []
    for index, (x, y) in enumerate(places):
        dice = [chance(seed, 10 * index + k) for k in range(4)]
        r = radius * (0.8 + 0.45 * dice[0])
        discs.append(Shape(ellipse((x, y), (r, r * (0.85 + 0.3 * dice[1])), 14), tone - 0.35 * dice[2]))
        turn = -2.6 + 1.5 * dice[3]
        light = 0.75 - 0.005 * (x - 140) - 0.003 * (y - 70) - 0.3 * dice[2]
        for reach, length, width in ((0.68, 1.35, 0.26), (0.34, 1.0, 0.2)):
            bow = [
                (x + math.cos(turn + a * length) * r * reach, y + math.sin(turn + a * length) * r * reach) for a in _BOW
            ]
            discs.append(Shape(bow, max(0.0, light), r * width))
    return discs


_BOW = (-1.0, -0.6, -0.2, 0.2, 0.6, 1.0)


def ring(centre: Point, radii: Point, first: float, last: float, count: int) -> Points:
    """Places along part of an ellipse; angles in degrees clockwise from the right."""
    return [
        (
            centre[0] + radii[0] * math.cos(math.radians(lerp(first, last, i / max(1, count - 1)))),
            centre[1] + radii[1] * math.sin(math.radians(lerp(first, last, i / max(1, count - 1)))),
        )
        for i in range(count)
    ]
