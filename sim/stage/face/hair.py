"""Hair on a portrait: the styles by name, prepared once, moved and filled for every picture."""

from collections.abc import Callable, Mapping, Sequence

import pygame

from sim.stage.face import hair_long, hair_short
from sim.stage.face.canvas import Canvas, Px, depth_at
from sim.stage.face.identity import Identity
from sim.stage.face.life import chance
from sim.stage.face.locks import Hairdo, Shape, taper
from sim.stage.face.tones import Tones
from sim.stage.kit.vector import Colour, clamp, mix

_BALD: Callable[[], Hairdo] = Hairdo

STYLE_DRAWERS: Mapping[str, Callable[[], Hairdo]] = {
    "wavy": hair_long.wavy,
    "straight": hair_long.straight,
    "bob": hair_long.bob,
    "fringe": hair_long.fringe,
    "ponytail": hair_long.ponytail,
    "bun": hair_long.bun,
    "set": hair_short.set_,
    "curls": hair_short.curls,
    "short": hair_short.short,
    "messy": hair_short.messy,
    "swept": hair_short.swept,
    "receding": hair_short.receding,
    "balding": hair_short.balding,
    "crop": hair_short.crop,
    "textured": hair_short.textured,
    "headscarf": _BALD,  # the scarf itself is drawn in headscarf.py
}

Deep = tuple[float, float, float]
Depth = Callable[[float, float], float]
_Run = tuple[int, int, int]
_Piece = tuple[list[Deep], Colour, tuple[_Run, ...]]


class Tress:
    """Hair shapes made ready for one size: where they lie in depth, their colours, their widths in pixels."""

    def __init__(self, shapes: Sequence[Shape], colours: Sequence[Colour], unit: float, depth: Depth) -> None:
        self._pieces: list[_Piece] = []
        for shape, tone in zip(shapes, colours, strict=True):
            points = [(x, y, depth(x, y)) for x, y in shape.points]
            self._pieces.append((points, tone, _runs(len(points), shape.width * unit) if shape.width else ()))

    def draw(self, canvas: Canvas, move: Callable[[list[Deep]], Px]) -> None:
        """Fill outlines; draw strands as lines, which cost a fifth of a slender polygon."""
        surface = canvas.surface
        for points, colour, runs in self._pieces:
            moved = move(points)
            if not runs:
                pygame.draw.polygon(surface, colour, moved)
            for first, last, width in runs:
                pygame.draw.lines(surface, colour, False, moved[first:last], width)


def _runs(count: int, width: float) -> tuple[_Run, ...]:
    """The strokes of a tapered strand: stretches of its path that have the same width in pixels."""
    widths = [_whole(width * taper((i + 0.5) / (count - 1))) for i in range(count - 1)]
    runs: list[_Run] = []
    start = 0
    for i in range(1, count):
        if i == count - 1 or widths[i] != widths[start]:
            runs.append((start, i + 1, widths[start]))
            start = i
    return tuple(runs)


def _whole(width: float) -> int:
    """Pixels; wide strokes in steps of three, which the final shrinking hides and which saves calls."""
    return max(1, round(width)) if width < 4 else 3 * round(width / 3)


class Hair:
    """One person's hair; `back` goes behind the neck, `front` over the head."""

    def __init__(self, identity: Identity, tones: Tones, unit: float) -> None:
        hairdo = STYLE_DRAWERS[identity.style]()
        self._back = Tress(hairdo.back, hair_colours(hairdo.back, identity, tones), unit, lambda _x, _y: -0.25)
        self._front = Tress(hairdo.front, hair_colours(hairdo.front, identity, tones), unit, _over_the_head)

    def draw_back(self, canvas: Canvas) -> None:
        """What hangs behind neck and shoulders."""
        self._back.draw(canvas, canvas.relief)

    def draw_front(self, canvas: Canvas) -> None:
        """What lies over the head and falls in front."""
        self._front.draw(canvas, canvas.relief)


def _over_the_head(x: float, y: float) -> float:
    return 0.9 * depth_at(x, y)


def hair_colours(shapes: Sequence[Shape], identity: Identity, tones: Tones) -> list[Colour]:
    """A colour for every shape; some strands of greying hair are grey."""
    colours = []
    for number, shape in enumerate(shapes):
        tone = mix(tones.hair, tones.hair_dark if shape.tone < 0 else tones.hair_light, clamp(abs(shape.tone)))
        if shape.width and identity.grey > chance(77, number):
            tone = mix(tone, (204, 199, 194), 0.46)
        colours.append(tone)
    return colours
