"""Icons drawn from polygons on a grid of 24 by 24: no image files, sharp at every scale and colour.

`icon(name, size, colour)` draws four times too large, shrinks once and keeps the result. A new icon is one
function with a Pen, entered in the table by its name.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

import pygame

from sim.stage.kit.paint import clear_surface
from sim.stage.kit.vector import Colour, Point, arc, bezier, ellipse, ribbon, spline

_SHARP = 4
_GRID = 24


class Pen:
    """Draws in grid coordinates; `gap` cuts a hole."""

    def __init__(self, size: int, colour: Colour) -> None:
        self.surface = clear_surface((size, size), colour)
        self._colour = colour
        self._unit = size / _GRID

    def fill(self, points: Sequence[Point], gap: bool = False) -> None:
        """A filled shape; a gap takes away what was drawn before, as in all that follows."""
        colour = (*self._colour, 0 if gap else 255)
        pygame.draw.polygon(self.surface, colour, [(x * self._unit, y * self._unit) for x, y in points])

    def stroke(self, *points: Point, width: float = 2.0, gap: bool = False) -> None:
        """Straight lines from point to point."""
        for start, end in pairwise(points):
            self.fill(ribbon([start, end], width), gap)

    def curve(self, points: Sequence[Point], width: float = 2.0, gap: bool = False) -> None:
        """One line through all points, with round joints."""
        self.fill(ribbon(list(points), width), gap)

    def disc(self, x: float, y: float, radius: float, gap: bool = False) -> None:
        """A filled circle."""
        self.fill(ellipse((x, y), (radius, radius)), gap)

    def circle(self, x: float, y: float, radius: float, width: float = 2.0) -> None:
        """The line of a circle."""
        self.disc(x, y, radius + width / 2)
        self.disc(x, y, radius - width / 2, gap=True)

    def box(self, x: float, y: float, width: float, height: float, line: float = 2.0) -> None:
        """The lines of a rectangle, from its top left."""
        right, bottom = x + width, y + height
        self.stroke((x, y), (right, y), (right, bottom), (x, bottom), (x, y), width=line)


Drawing = Callable[[Pen], None]
ICONS: dict[str, Drawing] = {}


def _icon(name: str) -> Callable[[Drawing], Drawing]:
    def enter(drawing: Drawing) -> Drawing:
        ICONS[name] = drawing
        return drawing

    return enter


@lru_cache(maxsize=512)
def icon(name: str, size: int, colour: Colour) -> pygame.Surface:
    """The icon, size pixels square; kept, so do not draw on it. Raises KeyError for a name that is not drawn."""
    pen = Pen(max(1, size) * _SHARP, colour)
    ICONS[name](pen)
    return pygame.transform.smoothscale(pen.surface, (max(1, size), max(1, size)))


# --- the call ---------------------------------------------------------------------------------------------------


def _handset(turn: float) -> tuple[list[Point], list[Point], list[Point]]:
    def turned(points: Sequence[Point]) -> list[Point]:
        cos, sin = math.cos(turn), math.sin(turn)
        return [(12 + (x - 12) * cos - (y - 12) * sin, 12 + (x - 12) * sin + (y - 12) * cos) for x, y in points]

    handle = spline([(5, 6), (6.5, 13), (11, 17.5), (18, 19)], steps=8)
    return turned(handle), turned([(4.6, 5), (7.8, 8.4)]), turned([(15.6, 16.2), (19, 19.4)])


@_icon("phone")
def _phone(pen: Pen) -> None:
    handle, ear, mouth = _handset(0.0)
    pen.curve(handle, 3)
    pen.curve(ear, 4.4)
    pen.curve(mouth, 4.4)


@_icon("hang_up")
def _hang_up(pen: Pen) -> None:
    pen.curve(spline([(3.5, 13.5), (7.5, 10.4), (12, 9.6), (16.5, 10.4), (20.5, 13.5)], steps=8), 3.2)
    pen.curve([(3.6, 15.4), (7.6, 13.6)], 4.4)
    pen.curve([(16.4, 13.6), (20.4, 15.4)], 4.4)


@_icon("hold")
def _hold(pen: Pen) -> None:
    pen.stroke((8.5, 6), (8.5, 18), width=3.2)
    pen.stroke((15.5, 6), (15.5, 18), width=3.2)


@_icon("play")
def _play(pen: Pen) -> None:
    pen.fill([(7.5, 4.5), (19.5, 12), (7.5, 19.5)])
    pen.stroke((7.5, 4.5), (19.5, 12), (7.5, 19.5), (7.5, 4.5), width=1.6)


@_icon("stop")
def _stop(pen: Pen) -> None:
    pen.fill([(6.5, 6.5), (17.5, 6.5), (17.5, 17.5), (6.5, 17.5)])
    pen.box(6.5, 6.5, 11, 11, 1.6)


@_icon("replay")
def _replay(pen: Pen) -> None:
    pen.curve(arc((12, 12.5), 7.4, -50, 240), 2.1)
    pen.fill([(12.2, 2.2), (18.4, 5.9), (12.6, 9.6)])


@_icon("policy")
def _policy(pen: Pen) -> None:
    pen.box(5.5, 3.5, 13, 17)
    pen.stroke((9, 8.5), (15, 8.5), width=1.8)
    pen.stroke((9, 12.2), (15, 12.2), width=1.8)
    pen.stroke((9, 15.9), (12.5, 15.9), width=1.8)


@_icon("notes")
def _notes(pen: Pen) -> None:
    pen.stroke((5, 19), (6, 15), (15.5, 5.5), (18.5, 8.5), (9, 18), (5, 19))
    pen.stroke((13, 8), (16, 11))


@_icon("desk")
def _desk(pen: Pen) -> None:
    pen.stroke((4, 5), (14.5, 5))
    pen.stroke((4, 10), (9, 10))
    pen.stroke((4, 15), (8, 15))
    pen.circle(14.6, 13.2, 4.3)
    pen.stroke((17.9, 16.5), (21, 19.8), width=2.4)


@_icon("search")
def _search(pen: Pen) -> None:
    pen.circle(10.5, 10.5, 6)
    pen.stroke((15, 15), (20, 20), width=2.6)


@_icon("breathe")
def _breathe(pen: Pen) -> None:
    pen.circle(12, 12, 8.6, 1.8)
    pen.disc(12, 12, 3.8)


@_icon("transcript")
def _transcript(pen: Pen) -> None:
    pen.box(3.5, 4.5, 17, 11.5)
    pen.fill([(7, 16), (12, 16), (7, 20.8)])
    pen.stroke((7.5, 8.5), (16.5, 8.5), width=1.7)
    pen.stroke((7.5, 12), (13, 12), width=1.7)


@_icon("clock")
def _clock(pen: Pen) -> None:
    pen.circle(12, 12, 8.8)
    pen.stroke((12, 7), (12, 12), (15.5, 14))


# --- feelings ---------------------------------------------------------------------------------------------------


@_icon("anger")
def _anger(pen: Pen) -> None:
    flame: list[Point] = [
        (12, 2), (17.5, 9), (18.5, 15), (15.5, 20.5), (12, 21.8), (8.5, 20.5), (5.5, 15), (8, 10), (10, 12),
    ]  # fmt: skip
    pen.fill(spline(flame, closed=True, steps=6))


@_icon("panic")
def _panic(pen: Pen) -> None:
    pen.fill([(12, 3.2), (21.6, 20.4), (2.4, 20.4)])
    pen.stroke((12, 3.2), (21.6, 20.4), (2.4, 20.4), (12, 3.2), width=1.6)
    pen.stroke((12, 9), (12, 14.5), width=2.4, gap=True)
    pen.disc(12, 17.9, 1.4, gap=True)


@_icon("trust")
def _trust(pen: Pen) -> None:
    pen.fill(bezier((12, 21), (-3, 12), (4, 0), (12, 7.2), 20) + bezier((12, 7.2), (20, 0), (27, 12), (12, 21), 20))


@_icon("calm")
def _calm(pen: Pen) -> None:
    for y in (7.0, 12.0, 17.0):
        pen.curve(spline([(2.5, y), (7, y - 2.8), (12, y), (17, y + 2.8), (21.5, y)], steps=8), 2.4)


# --- scores -----------------------------------------------------------------------------------------------------


@_icon("ownership")
def _ownership(pen: Pen) -> None:
    pen.disc(12, 7.6, 3.9)
    pen.fill([(4.5, 20.5), *arc((12, 20.5), 7.5, 180, 360, 24), (19.5, 20.5)])
    pen.stroke((8.6, 16.8), (11.2, 19), (15.6, 14.6), width=1.9, gap=True)


@_icon("star")
def _star(pen: Pen) -> None:
    pen.fill(
        [
            (
                12 + (9.6 if i % 2 == 0 else 4.1) * math.sin(math.pi * i / 5),
                12.6 - (9.6 if i % 2 == 0 else 4.1) * math.cos(math.pi * i / 5),
            )
            for i in range(10)
        ]
    )


@_icon("flag")
def _flag(pen: Pen) -> None:
    pen.stroke((6, 3.5), (6, 21), width=2.2)
    pen.fill([(6, 4), *spline([(6, 4), (11, 3.2), (14, 5.4), (19.5, 4.6)], steps=6), (17.2, 9.2), (19.5, 13.6),
              *spline([(19.5, 13.6), (14, 14.4), (11, 12.2), (6, 13)], steps=6)])  # fmt: skip


@_icon("bulb")
def _bulb(pen: Pen) -> None:
    pen.disc(12, 9.2, 6.2)
    pen.fill([(8.2, 13), (15.8, 13), (14.8, 17), (9.2, 17)])
    pen.stroke((9.2, 18.4), (14.8, 18.4), width=1.6)
    pen.stroke((10.2, 21), (13.8, 21), width=1.6)


@_icon("tick")
def _tick(pen: Pen) -> None:
    pen.stroke((4.5, 12.8), (9.8, 18), (19.5, 6.5), width=3)


@_icon("cross")
def _cross(pen: Pen) -> None:
    pen.stroke((6, 6), (18, 18), width=3)
    pen.stroke((18, 6), (6, 18), width=3)


@_icon("info")
def _info(pen: Pen) -> None:
    pen.circle(12, 12, 8.8)
    pen.disc(12, 7.9, 1.4)
    pen.stroke((12, 11.4), (12, 16.4), width=2.3)


# --- getting about ----------------------------------------------------------------------------------------------


@_icon("back")
def _back(pen: Pen) -> None:
    pen.stroke((11, 5), (4.5, 12), (11, 19), width=2.4)
    pen.stroke((4.5, 12), (20, 12), width=2.4)


@_icon("next")
def _next(pen: Pen) -> None:
    pen.stroke((13, 5), (19.5, 12), (13, 19), width=2.4)
    pen.stroke((19.5, 12), (4, 12), width=2.4)


@_icon("up")
def _up(pen: Pen) -> None:
    pen.stroke((5, 15.5), (12, 8.5), (19, 15.5), width=2.6)


@_icon("down")
def _down(pen: Pen) -> None:
    pen.stroke((5, 8.5), (12, 15.5), (19, 8.5), width=2.6)


@_icon("settings")
def _settings(pen: Pen) -> None:
    for i in range(8):
        angle = math.pi * i / 4
        cos, sin = math.cos(angle), math.sin(angle)
        pen.stroke((12 + 5.5 * cos, 12 + 5.5 * sin), (12 + 9.2 * cos, 12 + 9.2 * sin), width=3.3)
    pen.disc(12, 12, 6.8)
    pen.disc(12, 12, 2.9, gap=True)


def _cone(pen: Pen) -> None:
    pen.fill([(3, 9.2), (7, 9.2), (12, 4.6), (12, 19.4), (7, 14.8), (3, 14.8)])
    pen.stroke((3, 9.2), (7, 9.2), (12, 4.6), (12, 19.4), (7, 14.8), (3, 14.8), (3, 9.2), width=1.2)


@_icon("speaker")
def _speaker(pen: Pen) -> None:
    _cone(pen)
    pen.curve(arc((11.5, 12), 4.6, -48, 48, 16), 1.9)
    pen.curve(arc((11.5, 12), 8.6, -48, 48, 20), 1.9)


@_icon("muted")
def _muted(pen: Pen) -> None:
    _cone(pen)
    pen.stroke((15.5, 9), (21.5, 15), width=2.1)
    pen.stroke((21.5, 9), (15.5, 15), width=2.1)


@_icon("person")
def _person(pen: Pen) -> None:
    pen.disc(12, 7.8, 4.1)
    pen.fill([(4.2, 20.8), *arc((12, 20.8), 7.8, 180, 360, 24), (19.8, 20.8)])


@_icon("keyboard")
def _keyboard(pen: Pen) -> None:
    pen.box(2.6, 6, 18.8, 12, 1.8)
    for x in (6.4, 10.1, 13.9, 17.6):
        pen.disc(x, 10, 1.0)
    pen.stroke((8, 14.4), (16, 14.4), width=1.9)


@_icon("chart")
def _chart(pen: Pen) -> None:
    pen.stroke((3.6, 3.6), (3.6, 20.4), (20.8, 20.4), width=2)
    pen.stroke((7.6, 15.4), (11.2, 10.6), (14.4, 13.2), (20, 5.6), width=2.2)


@_icon("dot")
def _dot(pen: Pen) -> None:
    pen.disc(12, 12, 6)
