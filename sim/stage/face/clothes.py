"""Neck, shoulders and what people wear.

The neck is painted for every picture, because it joins a moving head to a breathing body. Clothes are drawn
once per height of the shoulders onto a see-through canvas and then only moved with the breath.
"""

import pygame

from sim.stage.face.canvas import Airbrush, Canvas, Px
from sim.stage.face.garments import GARMENTS, Tailor
from sim.stage.face.identity import Identity
from sim.stage.face.sketch import SIDES, Sketch, mirror
from sim.stage.kit.vector import Points, ellipse, mix, ribbon, spline


def draw_neck(sketch: Sketch) -> None:
    """Neck and chest; clothes cover what they cover."""
    canvas, tones, build = sketch.canvas, sketch.tones, sketch.who.build

    def wide(points: Points) -> Points:
        return [(200 + (x - 200) * build, y) for x, y in points]

    right: Points = [(234, 266), (235, 284), (240, 298), (252, 310), (262, 318), (262, 380)]
    lower = canvas.body(spline(wide([*right, *mirror(right)]), steps=5))
    upper = canvas.head(wide([(165, 226), (200, 222), (235, 226)]), 0.1)
    outline: Px = [*upper, *lower]
    brush = Airbrush(canvas, outline, mix(tones.skin, tones.shade, 0.5))
    body = canvas.body
    brush.wash(body(wide([(222, 200), (300, 200), (300, 330), (246, 318), (228, 290)])), tones.dark, 0.55)
    brush.wash(canvas.head(ellipse((204, 262 + 5 * sketch.jaw), (56, 27), 20), 0.4), tones.dark, 0.95)
    brush.wash(body([(164, 262), (172, 290), (160, 304), (152, 300)]), tones.dark, 0.3)
    brush.soften(3)
    for side in SIDES:
        cord: Points = [(200 + 27 * side, 272), (200 + 15 * side, 306), (200 + 7 * side, 324)]
        brush.wash(body(wide(ribbon(spline(cord, steps=4), [2, 4, 3]))), tones.light if side < 0 else tones.dark, 0.15)
        bone: Points = [(200 + 12 * side, 327), (200 + 36 * side, 321), (200 + 66 * side, 318)]
        brush.wash(body(wide(ribbon(spline(bone, steps=4), [3, 5, 2]))), tones.light, 0.34)
        brush.wash(body(wide(ribbon([(x, y + 6) for x, y in bone], [2, 5, 2]))), tones.dark, 0.3)
    brush.wash(body(ellipse((200, 325), (7, 6), 14)), tones.dark, 0.24)
    if sketch.who.wear > 0.6:
        for y in (284, 294):
            brush.wash(
                body(ribbon(spline([(176, y), (200, y + 5), (224, y)], steps=4), [0.5, 2, 0.5])), tones.dark, 0.6
            )
    brush.soften(2)
    brush.lay()


_STRIDE = 8  # rows from one look to the next; whatever is worn is taller


class Wardrobe:
    """The clothes of one person, drawn when the shoulders have a new height."""

    _STEPS = 5  # heights of the shoulders between rest and fully drawn up; each costs a dozen ms, once
    _KEPT = 16  # more than there are heights

    def __init__(self, identity: Identity, pixels: int) -> None:
        self._identity = identity
        self._pixels = pixels
        self._layers: dict[int, tuple[pygame.Surface, int]] = {}

    def sew(self, raised: float) -> bool:
        """Have the clothes ready for shoulders of this height (0..1). True where that was work."""
        step = round(raised * self._STEPS)
        if step in self._layers:
            return False
        if len(self._layers) >= self._KEPT:
            self._layers.clear()
        self._layers[step] = self._sew(step / self._STEPS)
        return True

    def draw(self, sketch: Sketch) -> None:
        """Lay the clothes over neck and chest."""
        self.sew(sketch.pose.shoulders)
        layer, top = self._layers[round(sketch.pose.shoulders * self._STEPS)]
        shift = round(sketch.canvas.stance.breath * sketch.canvas.unit)
        sketch.canvas.surface.blit(layer, (0, top + shift))
        if shift < 0:  # breathed in: the last row of cloth again, where the picture would show what is behind it
            last = layer.subsurface((0, layer.get_height() - 1, self._pixels, 1))
            for row in range(self._pixels + shift, self._pixels):
                sketch.canvas.surface.blit(last, (0, row))

    def _sew(self, raised: float) -> tuple[pygame.Surface, int]:
        """The clothes and the row of the picture at which they begin."""
        canvas = Canvas(self._pixels, see_through=True)
        GARMENTS[self._identity.clothes](Tailor(canvas, self._identity, raised))
        top = first_row(canvas.surface)
        return canvas.surface.subsurface((0, top, self._pixels, self._pixels - top)).copy(), top


def first_row(surface: pygame.Surface) -> int:
    """The first row in which something is drawn that is taller than a few rows; the height where there is none.

    (get_bounding_rect looks at every pixel: ten times as long.)
    """
    width, height = surface.get_size()

    def empty(row: int) -> bool:
        return not surface.subsurface((0, row, width, 1)).get_bounding_rect().width

    found = next((row for row in range(0, height, _STRIDE) if not empty(row)), height)
    while 0 < found < height and not empty(found - 1):
        found -= 1
    return found
