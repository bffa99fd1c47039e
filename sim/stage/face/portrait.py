"""A caller's portrait: identity, pose and life become a picture.

One opaque surface, some times larger than shown, is painted from back to front and shrunk once. The same
arguments always give the same bytes. What does not change from picture to picture (backdrop, clothes, the
geometry of hair) is made once and kept. A picture takes longer than a frame may: it can be made in pieces.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pygame

from sim.stage.face.backdrop import DUSK, Backdrop
from sim.stage.face.beard import Beard
from sim.stage.face.canvas import Canvas, Stance, Stencil
from sim.stage.face.clothes import Wardrobe, draw_neck
from sim.stage.face.eyes import draw_brows, draw_eyes, draw_glasses
from sim.stage.face.hair import Hair
from sim.stage.face.head import draw_ears, draw_freckles, draw_nose, draw_skin, draw_years, outline_of
from sim.stage.face.headscarf import draw_scarf_back, draw_scarf_front
from sim.stage.face.identity import Identity
from sim.stage.face.life import STILL, Life, chance
from sim.stage.face.mouth import draw_mouth, opening_of
from sim.stage.face.pose import NEUTRAL, Pose
from sim.stage.face.sketch import Sketch
from sim.stage.face.tones import tones_for
from sim.stage.kit.paint import glow, gradient
from sim.stage.kit.vector import Colour, Points, clamp, ellipse, mix, spline

_ACCENT_BOX, _ACCENT_POWER = (-14, -24, 230, 210), 1.7  # the light of a feeling on the backdrop of 200 squared


class Fading(NamedTuple):
    """Light behind the head that gives way to another: its colour, and how much of it is left, 0..1."""

    accent: Colour | None
    share: float


NOTHING_FADES = Fading(None, 0.0)


class Sight(NamedTuple):
    """All that one picture of somebody is made from; see Portrait.render."""

    pose: Pose
    life: Life = STILL
    loudness: float = 0.0
    accent: Colour | None = None
    fading: Fading = NOTHING_FADES


def pixels_for(size_px: int) -> int:
    """Across how many pixels a portrait is drawn: three times its size, less when it is large."""
    return round(min(3.0, max(2.0, 1080 / size_px)) * size_px)


class Portrait:
    """One caller at one size. `backdrop` is the theme's lit and dark colour behind the head."""

    def __init__(self, identity: Identity, size_px: int, backdrop: Backdrop = DUSK) -> None:
        self.identity = identity
        self.size_px = size_px
        self.backdrop = backdrop
        self._canvas = Canvas(pixels_for(size_px))
        self._wardrobe = Wardrobe(identity, self._canvas.pixels)
        rest = self._sketch(NEUTRAL, STILL, 0.0)
        self._hair = Hair(identity, rest.tones, self._canvas.unit)
        self._beard = Beard(identity, rest.tones, self._canvas.unit)
        self._spots = _freckle_places()
        self._last: tuple[Sight, pygame.Surface] | None = None
        self._draft: tuple[Sight, Iterator[None]] | None = None  # what is being painted, and its pieces to come

    def render(
        self,
        pose: Pose,
        life: Life = STILL,
        loudness: float = 0.0,
        accent: Colour | None = None,
        fading: Fading = NOTHING_FADES,
    ) -> pygame.Surface:
        """The picture, size_px squared and opaque.

        loudness 0..1 is the voice at this moment and opens the mouth; accent colours the light behind the
        head, and what is `fading` is still to be seen over it.
        `life` brings blink, gaze, breath and small motion: `life(time_s, seed)` or STILL.
        """
        return self.picture(Sight(pose, life, loudness, accent, fading))

    def picture(self, sight: Sight) -> pygame.Surface:
        """See `render`. Asked for the same again, the portrait hands out the same picture: do not draw on it."""
        while self._last is None or self._last[0] != sight:
            self.prepare(sight)
        return self._last[1]

    def prepare(self, sight: Sight) -> bool:
        """One more piece of a picture, about a quarter of the work. True as soon as `picture` has it at hand."""
        if self._last is not None and self._last[0] == sight:
            return True
        if self._draft is None or self._draft[0] != sight:
            self._draft = (sight, self._pieces(sight))
        for _ in self._draft[1]:
            return False
        self._draft = None
        shown = pygame.transform.smoothscale(self._canvas.surface, (self.size_px, self.size_px))
        self._last = (sight, shown)
        return True

    def _pieces(self, sight: Sight) -> Iterator[None]:
        """Paint from back to front, with a rest between pieces that take about equally long."""
        sketch = self._sketch(sight.pose, sight.life, clamp(sight.loudness))
        if self._wardrobe.sew(sketch.pose.shoulders):
            yield
        if self._last is None or self._last[0].accent != sight.accent:
            if sight.accent is not None:
                glow(_ACCENT_BOX[2:], sight.accent, _ACCENT_POWER)  # made and kept, as the backdrop is
                yield
            _backdrop(self._canvas.pixels, self.backdrop, sight.accent)
            yield
        self._canvas.place(_stance(sketch))
        self._light(sight)
        self._behind(sketch)
        yield
        self._skin(sketch)
        yield
        self._features(sketch)
        yield
        draw_brows(sketch)
        draw_glasses(sketch)
        _draw_sweat(sketch)

    def _light(self, sight: Sight) -> None:
        self._canvas.surface.blit(_backdrop(self._canvas.pixels, self.backdrop, sight.accent), (0, 0))
        if sight.fading.share > 0:
            going = _backdrop(self._canvas.pixels, self.backdrop, sight.fading.accent)
            going.set_alpha(round(255 * sight.fading.share))
            self._canvas.surface.blit(going, (0, 0))
            going.set_alpha(None)

    def backdrop_only(self, accent: Colour | None = None) -> pygame.Surface:
        """The light behind the head with nobody in it."""
        empty = _backdrop(self._canvas.pixels, self.backdrop, accent)
        return pygame.transform.smoothscale(empty, (self.size_px, self.size_px))

    def _sketch(self, pose: Pose, life: Life, loudness: float) -> Sketch:
        return Sketch(
            canvas=self._canvas, who=self.identity, pose=pose, tones=tones_for(self.identity, pose), life=life,
            jaw=opening_of(pose.open, loudness), loudness=loudness, blink=clamp(life.blink), rim=self.backdrop[0],
        )  # fmt: skip

    def _behind(self, sketch: Sketch) -> None:
        if self.identity.style == "headscarf":
            draw_scarf_back(sketch)
        self._hair.draw_back(self._canvas)
        draw_neck(sketch)
        self._wardrobe.draw(sketch)

    def _skin(self, sketch: Sketch) -> None:
        draw_ears(sketch)
        draw_skin(sketch, outline_of(sketch))
        draw_freckles(sketch, self._spots)
        draw_years(sketch)
        draw_nose(sketch)

    def _features(self, sketch: Sketch) -> None:
        draw_mouth(sketch)
        self._beard.draw(self._canvas, 8.5 * sketch.jaw, sketch.pose.smile)
        draw_eyes(sketch)
        if self.identity.style == "headscarf":
            draw_scarf_front(sketch)
        self._hair.draw_front(self._canvas)


def _stance(sketch: Sketch) -> Stance:
    pose, life = sketch.pose, sketch.life
    fear = max(pose.sweat, 0.5 * pose.flush)
    speech = sketch.loudness * math.sin(life.time_s * 5.1)
    breath = 1.3 * life.breath + 1.3 * fear * life.panting
    return Stance(
        roll=math.radians(pose.tilt + 0.9 * life.roll + 0.7 * speech),
        grow=1 + 0.04 * pose.lean,
        dx=math.sin(life.time_s * 31) * 0.35 * pose.wobble + 3 * pose.gaze_x,
        dy=-1.5 * pose.lean + 0.5 * breath + 1.4 * pose.shoulders + 2 * pose.nod,
        yaw=9.5 * pose.turn + 2.4 * life.turn + 1.2 * life.gaze_x,
        pitch=5.5 * pose.nod + 1.3 * life.nod + 1.2 * abs(speech),
        breath=breath,
    )


@lru_cache(maxsize=8)
def _backdrop(pixels: int, backdrop: Backdrop, accent: Colour | None) -> pygame.Surface:
    """Lamp light from behind the head; the feeling of the moment tints it. Soft: made small and grown."""
    lit, edge = backdrop
    small = 200
    surface = pygame.Surface((small, small), 0, 32)
    falling = ((0.0, mix(edge, lit, 0.62)), (0.55, mix(edge, lit, 0.3)), (1.0, edge))
    surface.blit(gradient((small, small), falling), (0, 0))
    _shine(surface, mix(lit, (255, 226, 176), 0.35), (-56, -60, 240, 220), 1.6)
    if accent is not None:
        _shine(surface, accent, _ACCENT_BOX, _ACCENT_POWER)
    return pygame.transform.smoothscale(surface, (pixels, pixels))


def _shine(surface: pygame.Surface, tone: Colour, box: tuple[int, int, int, int], power: float) -> None:
    light = glow(box[2:], tone, power).copy()
    light.set_alpha(120)
    surface.blit(light, box[:2])


def _freckle_places() -> Points:
    places: Points = []
    for number in range(46):
        across, along = chance(5, 2 * number) - 0.5, chance(5, 2 * number + 1)
        x = 200 + across * 108
        places.append((x, 196 + 20 * along + 0.0022 * (x - 200) ** 2))
    return [(x, y) for x, y in places if abs(x - 200) < 56 and not (abs(x - 200) > 16 and y < 200)]


def _draw_sweat(sketch: Sketch) -> None:
    pose, head = sketch.pose, sketch.canvas.at(0.6)
    if pose.sweat <= 0.3:
        return
    for x, y, phase in ((151, 124, 0.15), (252, 136, 0.6), (168, 106, 0.85)):
        share = (sketch.life.time_s * 0.3 + phase) % 1
        top, r = y + 32 * share, 3.2
        drop = head(spline([(x, top - 7), (x + r, top + 1), (x, top + r + 2), (x - r, top + 1)], closed=True, steps=5))
        stencil = Stencil(sketch.canvas, drop, (188, 224, 244))
        stencil.fill(head(ellipse((x - 1.1, top + 0.4), (1.0, 1.9), 8)), (255, 255, 255))
        stencil.lay(0.85 * clamp((pose.sweat - 0.3) * 1.6) * (1 - share**3))
