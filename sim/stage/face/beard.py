"""Moustaches and beards: strands over the shadow that head.py paints into the skin."""

from collections.abc import Callable, Mapping

from sim.stage.face.canvas import Canvas, Px
from sim.stage.face.hair import Deep, Tress, hair_colours
from sim.stage.face.identity import Identity
from sim.stage.face.locks import Lie, Shape, mass, sheaf
from sim.stage.face.tones import Tones
from sim.stage.vector import Colour, Points, mix


def _flip(points: Points) -> Points:
    return [(400 - x, y) for x, y in points]


def _moustache(long: float) -> list[Shape]:
    first: Points = [(199, 221), (188, 222), (174, 231 + long)]
    last: Points = [(199, 231), (188, 231), (171, 239 + long)]
    lie = Lie(13, 3.6, -0.5, 0.3, seed=61, wander=1.6, ragged=0.1)
    return [*sheaf(first, last, lie), *sheaf(_flip(first), _flip(last), lie)]


def _body(low: float) -> Shape:
    """The beard's own mass along the jaw, open round the mouth."""
    left: Points = [(133, 184), (137, 212), (150, 240), (174, 264 + low), (200, 272 + low)]
    inside: Points = [(200, 250), (182, 250), (170, 243), (166, 230), (156, 226), (144, 206), (140, 186)]
    outline = [*left, *_flip(left[:-1])[::-1], *_flip(inside[1:])[::-1], *inside]
    return mass(outline, -0.45)


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


_KINDS: Mapping[str, Callable[[], tuple[list[Shape], list[Shape]]]] = {
    "none": lambda: ([], []),
    "stubble": lambda: ([], []),
    "moustache": lambda: (_moustache(4), []),
    "short": lambda: (_moustache(0), [_body(0), *_cheeks(0), *_chin(1)]),
    "full": lambda: (_moustache(2), [_body(8), *_cheeks(8), *_chin(14)]),
}


class Beard:
    """One person's beard. The moustache stays with the upper lip, the rest sinks with the jaw."""

    def __init__(self, identity: Identity, tones: Tones, unit: float) -> None:
        upper, lower = _KINDS[identity.beard]()
        # A little of the skin shows through, and on the cheeks more than under the nose.
        self._upper = Tress(upper, _colours(upper, identity, tones, 0.08), unit, lambda _x, _y: 1.05)
        self._lower = Tress(lower, _colours(lower, identity, tones, 0.14), unit, lambda _x, _y: 0.75)

    def draw(self, canvas: Canvas, drop: float, smile: float) -> None:
        """Drop is how far the chin has sunk, in units."""

        def sink(points: list[Deep]) -> Px:
            return canvas.relief([(x, y + drop * min(1.0, max(0.0, (y - 196) / 60)), d) for x, y, d in points])

        def lift(points: list[Deep]) -> Px:
            return canvas.relief(
                [(x + (x - 200) * 0.06 * smile, y - smile * 3.2 * abs(x - 200) / 28, d) for x, y, d in points]
            )

        self._lower.draw(canvas, sink)
        self._upper.draw(canvas, lift)


def _colours(shapes: list[Shape], identity: Identity, tones: Tones, bare: float) -> list[Colour]:
    return [mix(tone, tones.skin, bare) for tone in hair_colours(shapes, identity, tones)]
