"""Moustaches and beards: strands over the shadow that head.py paints into the skin."""

from sim.stage.face.canvas import Canvas
from sim.stage.face.life import chance
from sim.stage.face.locks import Lie, Shape, sheaf
from sim.stage.face.sketch import Sketch
from sim.stage.vector import Colour, Points, mix


def _flip(points: Points) -> Points:
    return [(400 - x, y) for x, y in points]


def _moustache(long: float) -> list[Shape]:
    first: Points = [(199, 221), (188, 222), (174, 231 + long)]
    last: Points = [(199, 231), (188, 231), (171, 239 + long)]
    lie = Lie(13, 3.6, -0.5, 0.3, seed=61, wander=1.6, ragged=0.1)
    return [*sheaf(first, last, lie), *sheaf(_flip(first), _flip(last), lie)]


def _cheeks(low: float) -> list[Shape]:
    first: Points = [(135, 192), (141, 222), (160, 246 + low * 0.6)]
    last: Points = [(143, 204), (158, 232), (176, 250 + low * 0.5)]
    lie = Lie(15, 3.4, -0.5, 0.25, seed=63, wander=2.6, ragged=0.15)
    return [
        *sheaf(first, last, lie),
        *sheaf(_flip(first), _flip(last), Lie(15, 3.4, -0.7, 0.05, seed=64, wander=2.6, ragged=0.15)),
    ]


def _chin(low: float) -> list[Shape]:
    first: Points = [(158, 240), (166, 256), (182, 268 + low)]
    middle: Points = [(200, 249), (200, 260), (200, 272 + low)]
    last: Points = [(242, 240), (234, 256), (218, 268 + low)]
    return [
        *sheaf(first, middle, Lie(14, 3.8, -0.5, 0.3, seed=65, wander=2.6, ragged=0.15)),
        *sheaf(middle, last, Lie(14, 3.8, -0.7, 0.1, seed=66, wander=2.6, ragged=0.15)),
    ]


_KINDS = {
    "moustache": lambda: (_moustache(4), []),
    "short": lambda: (_moustache(0), [*_cheeks(0), *_chin(1)]),
    "full": lambda: (_moustache(2), [*_cheeks(8), *_chin(14)]),
}


class Beard:
    """One person's beard. The moustache stays with the upper lip, the rest sinks with the jaw."""

    def __init__(self, sketch: Sketch) -> None:
        upper, lower = _KINDS.get(sketch.who.beard, lambda: ([], []))()
        self._upper = [(shape.points, _tone(sketch, shape, index)) for index, shape in enumerate(upper)]
        self._lower = [(shape.points, _tone(sketch, shape, index)) for index, shape in enumerate(lower)]

    def draw(self, canvas: Canvas, drop: float, smile: float) -> None:
        """Drop is how far the chin has sunk, in units."""
        for points, colour in self._lower:
            moved = [(x, y + drop * min(1.0, max(0.0, (y - 196) / 60))) for x, y in points]
            canvas.fill(canvas.head(moved, 0.75), colour)
        for points, colour in self._upper:
            moved = [(x + (x - 200) * 0.06 * smile, y - smile * 3.2 * abs(x - 200) / 28) for x, y in points]
            canvas.fill(canvas.head(moved, 1.05), colour)


def _tone(sketch: Sketch, shape: Shape, index: int) -> Colour:
    tones = sketch.tones
    base = (
        mix(tones.hair, tones.hair_dark, -shape.tone)
        if shape.tone < 0
        else mix(tones.hair, tones.hair_light, shape.tone)
    )
    if chance(78, index) < sketch.who.grey * 0.9:
        return mix(base, (214, 208, 204), 0.6)
    return mix(base, tones.skin, 0.12)
