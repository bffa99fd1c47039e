"""Moustaches and beards: strands over the shadow that head.py paints into the skin."""

from collections.abc import Callable, Mapping

from sim.stage.face.canvas import Canvas, Px
from sim.stage.face.hair import Deep, Tress, hair_colours
from sim.stage.face.identity import Identity
from sim.stage.face.life import chance
from sim.stage.face.locks import Lie, Shape, flip, mass, sheaf
from sim.stage.face.tones import Tones
from sim.stage.kit.vector import Colour, Points, mix


def _moustache(long: float) -> list[Shape]:
    first: Points = [(199, 221), (188, 222), (174, 231 + long)]
    last: Points = [(199, 231), (188, 231), (171, 239 + long)]
    lie = Lie(13, 3.6, -0.5, 0.3, seed=61, wander=1.6, ragged=0.1)
    return [*sheaf(first, last, lie), *sheaf(flip(first), flip(last), lie)]


def _body(low: float) -> Shape:
    """The beard's own mass along the jaw, open round the mouth."""
    left: Points = [(133, 184), (137, 212), (150, 240), (174, 264 + low), (200, 272 + low)]
    inside: Points = [(200, 250), (182, 250), (170, 243), (166, 230), (156, 226), (144, 206), (140, 186)]
    outline = [*left, *flip(left[:-1])[::-1], *flip(inside[1:])[::-1], *inside]
    return mass(outline, -0.45)


def _cheeks(low: float) -> list[Shape]:
    first: Points = [(135, 192), (141, 222), (160, 246 + low * 0.6)]
    last: Points = [(143, 204), (158, 232), (176, 250 + low * 0.5)]
    lie = Lie(15, 3.4, -0.5, 0.25, seed=63, wander=2.6, ragged=0.15)
    return [
        *sheaf(first, last, lie),
        *sheaf(flip(first), flip(last), Lie(15, 3.4, -0.7, 0.05, seed=64, wander=2.6, ragged=0.15)),
    ]


def _chin(low: float) -> list[Shape]:
    first: Points = [(158, 240), (166, 256), (182, 268 + low)]
    middle: Points = [(200, 249), (200, 260), (200, 272 + low)]
    last: Points = [(242, 240), (234, 256), (218, 268 + low)]
    return [
        *sheaf(first, middle, Lie(14, 3.8, -0.5, 0.3, seed=65, wander=2.6, ragged=0.15)),
        *sheaf(middle, last, Lie(14, 3.8, -0.7, 0.1, seed=66, wander=2.6, ragged=0.15)),
    ]


def _dots(share: float) -> list[Shape]:
    """Single short hairs of a shaven or unshaven jaw."""
    hairs: list[Shape] = []
    for number in range(round(230 * share)):
        across, along, lean = (chance(91, 3 * number + k) for k in range(3))
        x = 200 + (across - 0.5) * 118
        top = 222 if abs(x - 200) < 30 else 258 - 0.78 * abs(x - 200)
        field = 270 - 0.0165 * (x - 200) ** 2 - top
        y = top + along * field
        if field < 8 or (abs(x - 200) < 27 and 230 < y < 250):
            continue
        hairs.append(Shape([(x, y), (x + (x - 200) * 0.012 + lean - 0.5, y + 1.7)], -0.5 + 0.6 * lean, 0.8))
    return hairs


_KINDS: Mapping[str, Callable[[], tuple[list[Shape], list[Shape]]]] = {
    "none": lambda: ([], []),
    "stubble": lambda: ([], _dots(1.0)),
    "moustache": lambda: (_moustache(4), _dots(0.6)),
    "short": lambda: (_moustache(0), [_body(0), *_cheeks(0), *_chin(1)]),
    "full": lambda: (_moustache(2), [_body(8), *_cheeks(8), *_chin(14)]),
}


_SHAVEN = {"stubble", "moustache"}


class Beard:
    """One person's beard. The moustache stays with the upper lip, the rest sinks with the jaw."""

    def __init__(self, identity: Identity, tones: Tones, unit: float) -> None:
        upper, lower = _KINDS[identity.beard]()
        # A little of the skin shows through, and on the cheeks more than under the nose.
        self._upper = Tress(upper, _colours(upper, identity, tones, 0.08), unit, lambda _x, _y: 1.05)
        self._lower = Tress(
            lower,
            _colours(lower, identity, tones, 0.34 if identity.beard in _SHAVEN else 0.14),
            unit,
            lambda _x, _y: 0.75,
        )

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
