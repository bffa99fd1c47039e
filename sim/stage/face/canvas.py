"""Where a portrait is drawn: design units in, pixels out.

A portrait is drawn on a surface some times larger than shown and shrunk once at the end, so plain polygons
get smooth edges. `head` moves points with the head (tilt, lean, turn), `body` with the breath. Soft things
are painted by an Airbrush at one pixel a design unit, whatever the size of the portrait, and grown.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from sim.stage.kit.vector import Colour, Point, Points

FRAME = 328.0  # design units across the picture
ORIGIN = (36.0, 30.0)  # design point in its upper left corner
BODY_UP = 6.0  # how much higher than its own numbers the body stands
PIVOT = (200.0, 296.0)  # where the head sits on the neck
Px = list[Point]
Mover = Callable[[Sequence[Point]], Px]


@dataclass(frozen=True, slots=True)
class Stance:
    """How the head stands: roll in radians, growth towards the viewer, shifts in design units.

    yaw and pitch are how far the front of the face moves sideways and down; what lies deeper moves less.
    """

    roll: float = 0.0
    grow: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    breath: float = 0.0


def depth_at(x: float, y: float) -> float:
    """How much a point of the head takes part in turning: 1 in the middle of the face, 0 at its rim."""
    across, along = (x - 200) / 76, (y - 176) / (110 if y < 176 else 170)
    return max(0.0, 1 - across * across - along * along)


class Canvas:
    """A surface of `pixels` squared that shows the design frame, and the transforms onto it."""

    def __init__(self, pixels: int, see_through: bool = False) -> None:
        self.pixels = pixels
        self.unit = pixels / FRAME
        self.surface = pygame.Surface((pixels, pixels), pygame.SRCALPHA if see_through else 0)
        self.stance = Stance()
        self.place(self.stance)

    def place(self, stance: Stance) -> None:
        """Set how the head stands for all later drawing."""
        self.stance = stance
        self._cos = stance.grow * math.cos(stance.roll) * self.unit
        self._sin = stance.grow * math.sin(stance.roll) * self.unit
        self._tx = (PIVOT[0] + stance.dx - ORIGIN[0]) * self.unit - PIVOT[0] * self._cos + PIVOT[1] * self._sin
        self._ty = (PIVOT[1] + stance.dy - ORIGIN[1]) * self.unit - PIVOT[0] * self._sin - PIVOT[1] * self._cos

    def head(self, points: Sequence[Point], depth: float = 0.0) -> Px:
        """Points of the head in pixels, all at one depth."""
        c, s = self._cos, self._sin
        yaw, pitch = self.stance.yaw * depth, self.stance.pitch * depth
        tx = self._tx + yaw * c - pitch * s
        ty = self._ty + yaw * s + pitch * c
        return [(x * c - y * s + tx, x * s + y * c + ty) for x, y in points]

    def at(self, depth: float) -> Mover:
        """`head` at a fixed depth."""
        return lambda points: self.head(points, depth)

    def relief(self, points: Sequence[tuple[float, float, float]]) -> Px:
        """Points that each bring their own depth (x, y, depth)."""
        c, s, tx, ty = self._cos, self._sin, self._tx, self._ty
        yaw, pitch = self.stance.yaw, self.stance.pitch
        if abs(yaw) < 0.05 and abs(pitch) < 0.05:
            return [(x * c - y * s + tx, x * s + y * c + ty) for x, y, _ in points]
        a, b = yaw * c - pitch * s, yaw * s + pitch * c
        return [(x * c - y * s + a * d + tx, x * s + y * c + b * d + ty) for x, y, d in points]

    def domed(self, points: Sequence[Point]) -> Px:
        """Points of the head's surface, each at the depth of its place."""
        return self.relief([(x, y, depth_at(x, y)) for x, y in points])

    def body(self, points: Sequence[Point]) -> Px:
        """Points of the body in pixels; it only breathes."""
        u, tx, ty = self.unit, -ORIGIN[0] * self.unit, (self.stance.breath - ORIGIN[1] - BODY_UP) * self.unit
        return [(x * u + tx, y * u + ty) for x, y in points]

    def fill(self, points: Px, colour: Sequence[int]) -> None:
        """A filled polygon."""
        pygame.draw.polygon(self.surface, colour, points)

    def stroke(self, path: Px, widths: Sequence[float], colour: Colour) -> None:
        """A line of changing width (units, spread along the path); cheaper than a slender polygon."""
        last, steps = len(path) - 1, len(widths) - 1
        scale = self.unit * self.stance.grow
        start, held = 0, 0
        for i in range(last):
            place = (i + 0.5) / last * steps
            k = min(int(place), steps - 1)
            width = max(1, round((widths[k] + (widths[k + 1] - widths[k]) * (place - k)) * scale))
            if width != held and i:
                pygame.draw.lines(self.surface, colour, False, path[start : i + 1], held)
                start = i
            held = width
        pygame.draw.lines(self.surface, colour, False, path[start:], held)


def _bounds(points: Px) -> tuple[int, int, int, int]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    left, top = int(min(xs)) - 1, int(min(ys)) - 1
    return left, top, max(2, int(max(xs)) - left + 2), max(2, int(max(ys)) - top + 2)


def _cut_out(layer: pygame.Surface, outline: Points, strength: float = 1.0) -> pygame.Surface:
    """The part of an opaque layer inside the outline, on a see-through surface."""
    part = pygame.Surface(layer.get_size(), pygame.SRCALPHA)
    pygame.draw.polygon(part, (255, 255, 255, int(255 * strength)), outline)
    part.blit(layer, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
    return part


def _melt(surface: pygame.Surface, levels: int) -> pygame.Surface:
    """Halve some times and double as often: growing in small steps leaves no visible grid."""
    sizes = [surface.get_size()]
    for _ in range(levels):
        sizes.append((max(2, (sizes[-1][0] + 1) // 2), max(2, (sizes[-1][1] + 1) // 2)))
    for size in [*sizes[1:], *reversed(sizes[:-1])]:
        surface = pygame.transform.smoothscale(surface, size)
    return surface


class Stencil:
    """Crisp drawing that stays inside an outline: an iris inside the lids, teeth inside the lips."""

    def __init__(self, canvas: Canvas, outline: Px, ground: Colour) -> None:
        self.canvas = canvas
        self.outline = outline
        self.left, self.top, width, height = _bounds(outline)
        self.layer = pygame.Surface((width, height), 0, 32)
        self.layer.fill(ground)

    def fill(self, points: Px, colour: Colour, strength: float = 1.0) -> None:
        """A polygon, laid over what is there with a strength of 0..1."""
        local = [(x - self.left, y - self.top) for x, y in points]
        if strength >= 1:
            pygame.draw.polygon(self.layer, colour, local)
            return
        veil = pygame.Surface(self.layer.get_size(), pygame.SRCALPHA)
        pygame.draw.polygon(veil, (*colour, int(255 * strength)), local)
        self.layer.blit(veil, (0, 0))

    def lay(self, strength: float = 1.0) -> None:
        """Put the result onto the canvas."""
        part = _cut_out(self.layer, [(x - self.left, y - self.top) for x, y in self.outline], strength)
        self.canvas.surface.blit(part, (self.left, self.top))


class Airbrush:
    """Soft painting inside an outline, on an opaque ground, at `grain` pixels a design unit.

    Washes are laid one over the other and softened together; the ground is opaque, so a soft edge is a
    mixture of two colours and never shows a rim.
    """

    def __init__(self, canvas: Canvas, outline: Px, ground: Colour, grain: float = 1.0) -> None:
        self.canvas = canvas
        self.outline = outline
        self.left, self.top, self.width, self.height = _bounds(outline)
        self.scale = grain / canvas.unit
        size = (max(4, round(self.width * self.scale)), max(4, round(self.height * self.scale)))
        self.layer = pygame.Surface(size, 0, 32)
        self.layer.fill(ground)
        self._veil = pygame.Surface(size, pygame.SRCALPHA)

    def wash(self, points: Px, colour: Colour, strength: float) -> None:
        """A translucent polygon; strength 0..1."""
        alpha = int(255 * strength)
        if alpha < 4:
            return
        k, left, top = self.scale, self.left, self.top
        self._veil.fill((*colour, 0))
        pygame.draw.polygon(
            self._veil, (*colour, min(255, alpha)), [((x - left) * k, (y - top) * k) for x, y in points]
        )
        self.layer.blit(self._veil, (0, 0))

    def soften(self, *levels: int) -> None:
        """Blur everything so far, once per level; a level doubles the reach of the one before."""
        for level in levels:
            self.layer = _melt(self.layer, level)

    def lay(self) -> None:
        """Grow the result, cut it out and put it onto the canvas."""
        grown = pygame.transform.smoothscale(self.layer, (self.width, self.height))
        part = _cut_out(grown, [(x - self.left, y - self.top) for x, y in self.outline])
        self.canvas.surface.blit(part, (self.left, self.top))
