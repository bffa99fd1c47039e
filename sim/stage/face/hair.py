"""Hair on a portrait: the styles by name, prepared once, moved and filled for every picture."""

from collections.abc import Callable, Mapping

from sim.stage.face import hair_long, hair_short
from sim.stage.face.canvas import Canvas, depth_at
from sim.stage.face.identity import Identity
from sim.stage.face.life import chance
from sim.stage.face.locks import Hairdo, Shape
from sim.stage.face.tones import Tones
from sim.stage.vector import Colour, clamp, mix

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

Prepared = list[tuple[list[tuple[float, float, float]], Colour]]


class Hair:
    """One person's hair; `back` goes behind the neck, `front` over the head."""

    def __init__(self, identity: Identity, tones: Tones) -> None:
        hairdo = STYLE_DRAWERS[identity.style]()
        self._back = _prepare(hairdo.back, identity, tones, behind=True)
        self._front = _prepare(hairdo.front, identity, tones, behind=False)

    def draw_back(self, canvas: Canvas) -> None:
        """What hangs behind neck and shoulders."""
        for points, colour in self._back:
            canvas.fill(canvas.relief(points), colour)

    def draw_front(self, canvas: Canvas) -> None:
        """What lies over the head and falls in front."""
        for points, colour in self._front:
            canvas.fill(canvas.relief(points), colour)


def _prepare(shapes: list[Shape], identity: Identity, tones: Tones, behind: bool) -> Prepared:
    prepared: Prepared = []
    for number, shape in enumerate(shapes):
        points = [(x, y, -0.25 if behind else 0.9 * depth_at(x, y)) for x, y in shape.points]
        tone = _tone(shape.tone, tones)
        if shape.strand and identity.grey > chance(77, number):
            tone = mix(tone, (206, 202, 200), 0.62)
        prepared.append((points, tone))
    return prepared


def _tone(value: float, tones: Tones) -> Colour:
    if value < 0:
        return mix(tones.hair, tones.hair_dark, clamp(-value))
    return mix(tones.hair, tones.hair_light, clamp(value))
