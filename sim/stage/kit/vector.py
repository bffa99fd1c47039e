"""Geometry for things that are drawn: curves, strokes and circles as lists of points.

Everything on screen that is not text is a polygon made here. Points are (x, y) floats; nothing in this
module touches a surface, so it can be tested without a window.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

Point = tuple[float, float]
Points = list[Point]
Colour = tuple[int, int, int]


def lerp(start: float, end: float, share: float) -> float:
    """The value `share` of the way from start to end."""
    return start + (end - start) * share


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """The value, kept within low..high."""
    return low if value < low else high if value > high else value


def mix(start: Colour, end: Colour, share: float) -> Colour:
    """A colour `share` of the way from start to end."""
    return (
        round(lerp(start[0], end[0], share)),
        round(lerp(start[1], end[1], share)),
        round(lerp(start[2], end[2], share)),
    )


def colour(text: str) -> Colour:
    """`'#12202B'` or `'12202B'` as red, green and blue."""
    digits = text.lstrip("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def bezier(start: Point, lean_start: Point, lean_end: Point, end: Point, steps: int = 16) -> Points:
    """A cubic curve from start to end, as steps + 1 points."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append(
            (
                a * start[0] + b * lean_start[0] + c * lean_end[0] + d * end[0],
                a * start[1] + b * lean_start[1] + c * lean_end[1] + d * end[1],
            )
        )
    return points


@lru_cache(maxsize=32)
def _spline_weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    rows = []
    for step in range(steps):
        t = step / steps
        t2, t3 = t * t, t * t * t
        rows.append(
            (
                0.5 * (-t + 2 * t2 - t3),
                0.5 * (2 - 5 * t2 + 3 * t3),
                0.5 * (t + 4 * t2 - 3 * t3),
                0.5 * (t3 - t2),
            )
        )
    return tuple(rows)


def spline(knots: Sequence[Point], closed: bool = False, steps: int = 8) -> Points:
    """A smooth (Catmull-Rom) curve through all knots; the weights are computed once per number of steps."""
    count = len(knots)
    points: Points = []
    add = points.append
    weights = _spline_weights(steps)
    for i in range(count if closed else count - 1):
        x1, y1 = knots[i]
        x2, y2 = knots[(i + 1) % count]
        x0, y0 = knots[i - 1] if closed or i > 0 else (x1, y1)
        x3, y3 = knots[(i + 2) % count] if closed or i + 2 < count else (x2, y2)
        for a, b, c, d in weights:
            add((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    if not closed:
        add((knots[-1][0], knots[-1][1]))
    return points


def ribbon(path: Sequence[Point], widths: float | Sequence[float]) -> Points:
    """A stroke along path as one polygon with round ends; a list of widths is spread along it."""
    count = len(path)
    spread = list(widths) if isinstance(widths, Sequence) else [widths, widths]
    left: Points = []
    right: Points = []
    for i, (x, y) in enumerate(path):
        before, after = path[max(0, i - 1)], path[min(count - 1, i + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        place = i / (count - 1) * (len(spread) - 1)
        k = min(int(place), len(spread) - 2)
        half = lerp(spread[k], spread[k + 1], place - k) / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return left + _round_end(left[-1], path[-1]) + right[::-1] + _round_end(right[0], path[0])


def _round_end(edge: Point, centre: Point) -> Points:
    radius = math.hypot(edge[0] - centre[0], edge[1] - centre[1])
    angle = math.atan2(edge[1] - centre[1], edge[0] - centre[0])
    return [
        (centre[0] + radius * math.cos(angle - math.pi * k / 6), centre[1] + radius * math.sin(angle - math.pi * k / 6))
        for k in range(1, 6)
    ]


@lru_cache(maxsize=64)
def _unit_circle(steps: int) -> tuple[Point, ...]:
    return tuple((math.cos(2 * math.pi * i / steps), math.sin(2 * math.pi * i / steps)) for i in range(steps))


def ellipse(centre: Point, radii: Point, steps: int = 40, turn: float = 0.0) -> Points:
    """An ellipse round centre; turn in radians."""
    (cx, cy), (rx, ry) = centre, radii
    unit = _unit_circle(steps)
    if not turn:
        return [(cx + rx * c, cy + ry * s) for c, s in unit]
    cos, sin = math.cos(turn), math.sin(turn)
    return [(cx + rx * c * cos - ry * s * sin, cy + rx * c * sin + ry * s * cos) for c, s in unit]


def arc(centre: Point, radius: float, first: float, last: float, steps: int = 60) -> Points:
    """Part of a circle from angle first to last, in degrees clockwise from the right."""
    return [
        (
            centre[0] + radius * math.cos(math.radians(lerp(first, last, i / steps))),
            centre[1] + radius * math.sin(math.radians(lerp(first, last, i / steps))),
        )
        for i in range(steps + 1)
    ]


def dashes(path: Sequence[Point], pattern: Sequence[float]) -> list[Points]:
    """A path cut into the strokes of a dash pattern (on, off, on, ...; lengths as the points')."""
    strokes: list[Points] = []
    current: Points = [path[0]]
    drawing, index, left = True, 0, pattern[0]
    for a, b in pairwise(path):
        length, done = math.dist(a, b), 0.0
        while length - done > left:
            done += left
            cut = (lerp(a[0], b[0], done / length), lerp(a[1], b[1], done / length))
            if drawing:
                strokes.append([*current, cut])
            drawing = not drawing
            index = (index + 1) % len(pattern)
            left, current = pattern[index], [cut]
        left -= length - done
        current.append(b)
    if drawing and len(current) > 1:
        strokes.append(current)
    return strokes
