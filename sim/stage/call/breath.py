"""The breath: a ring to breathe with, and round it the time that a breath can take.

disc    grows for two seconds and shrinks for four; with reduced motion it stands still and a number counts
rim     fills over the longest breath; from its mark on the breath counts; where the caller's patience with the
silence would end, the rest of the rim is in another colour (and the words say so)
"""

from __future__ import annotations

import math

import pygame

from sim.core.clock import LONGEST_BREATH_MS, SHORTEST_BREATH_MS
from sim.stage.kit.look import BODY, HEADING, Look, Style
from sim.stage.kit.paint import clear_surface
from sim.stage.kit.vector import Colour, arc, ellipse, lerp, mix, ribbon
from sim.stage.kit.widget import Drawn, Kept, Widget

IN_SECONDS, OUT_SECONDS = 2.0, 4.0
RING_FPS = 20
_WHOLE = LONGEST_BREATH_MS / 1000
_COUNTS = SHORTEST_BREATH_MS / LONGEST_BREATH_MS  # share of the rim from which a breath counts
_RIM_STEPS = 60
_SHARP = 3
_TOP = -90.0  # degrees: the rim begins at twelve o'clock
_COUNT = Style(40, "semibold")
_SMALLEST, _LARGEST, _STILL = 0.34, 0.82, 0.64  # of the disc, as shares of the side


class BreathRing(Widget):
    """What to do now, large, and whether it counts. whole: the rim's seconds; counts: the share from which it does."""

    whole, counts = _WHOLE, _COUNTS
    breathes_in, breathes_out = IN_SECONDS, OUT_SECONDS
    size = Drawn(0.0)  # of the disc, 0..1
    count = Drawn(0)
    filled = Drawn(0)  # of the rim, 0.._RIM_STEPS
    late: Drawn[float | None] = Drawn(None)  # share of the rim from which the silence has lasted too long
    state = Drawn("")

    def __init__(self, breathe_in: str, breathe_out: str) -> None:
        super().__init__(breathe_in)
        self._ways = (breathe_in, breathe_out)
        self._disc, self._rim, self._scale = Kept(), Kept(), Kept()

    def show(self, seconds: float, state: str, late: float | None = None) -> None:
        """The breath has lasted this long; state says in words whether it counts; late: when time to answer is up."""
        place = seconds % (self.breathes_in + self.breathes_out)
        inwards = place < self.breathes_in
        self.label = self._ways[0] if inwards else self._ways[1]
        share = place / self.breathes_in if inwards else 1 - (place - self.breathes_in) / self.breathes_out
        eased = 0.5 - 0.5 * math.cos(math.pi * share)
        steps = self.breathes_out * RING_FPS
        self.size = round(eased * steps) / steps
        self.count = int(place if inwards else place - self.breathes_in) + 1
        still = self.ui is not None and self.ui.look is not None and self.ui.look.reduced_motion
        shown = min(1.0, (math.floor(seconds) if still else seconds) / self.whole)
        self.filled = int(shown * _RIM_STEPS)
        self.late = None if late is None or late >= self.whole else round(late / self.whole, 2)
        self.state = state

    def spoken(self) -> str:
        """What to do, and whether it counts."""
        return f"{self.label}. {self.state}"

    def _side(self, rect: pygame.Rect) -> int:
        return min(rect.height, rect.width // 3)

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        side = self._side(rect)
        return pygame.Rect(rect.x + side + look.u(22), rect.y, max(1, rect.width - side - look.u(22)), rect.height)

    def height_for(self, look: Look, width: int) -> int:
        """The words beside the ring."""
        if not self.rect.width:
            return 0  # not shown
        return self.needed(look, width)

    def needed(self, look: Look, width: int) -> int:
        """The height of the words beside the ring."""
        room = self._words(look, pygame.Rect(0, 0, width, width)).width
        return look.height(self.label, HEADING, room) + look.height(self.state, BODY, room)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Ring left, words right."""
        theme, side = look.theme, max(4, self._side(self.rect))
        box = pygame.Rect(self.rect.x, self.rect.centery - side // 2, side, side)
        counts = self.counts
        surface.blit(self._scale.get((look, side, self.late), lambda: _scale(look, side, self.late, counts)), box)
        surface.blit(self._rim.get((look, side, self.filled), lambda: _rim(look, side, self.filled, counts)), box)
        disc = self._disc.get((look, side), lambda: _disc(look, side))
        share = _STILL if look.reduced_motion else lerp(_SMALLEST, _LARGEST, self.size)
        ring = pygame.transform.smoothscale(disc, (max(4, round(share * side)),) * 2)
        surface.blit(ring, ring.get_rect(center=box.center))
        if look.reduced_motion:
            number = look.render(str(self.count), _COUNT, theme.text)
            surface.blit(number, number.get_rect(center=box.center))
        words = self._words(look, self.rect)
        height = look.height(self.label, HEADING, words.width) + look.height(self.state, BODY, words.width)
        words.y = self.rect.centery - height // 2
        words.y = look.paragraph(surface, self.label, words, (HEADING, theme.text))
        look.paragraph(surface, self.state, words, (BODY, theme.muted))


def _stroke(picture: pygame.Surface, colour: Colour, shares: tuple[float, float], width: float) -> None:
    """A part of the rim, from share to share of its round."""
    size = picture.get_width()
    first, last = (_TOP + 360 * share for share in shares)
    path = arc((size / 2, size / 2), size * 0.465, first, last, max(6, round(abs(last - first) / 4)))
    pygame.draw.polygon(picture, colour, ribbon(path, size * width))


def _scale(look: Look, side: int, late: float | None, counts: float) -> pygame.Surface:
    """The empty rim: the stretch that is too long, and the mark from which a breath counts."""
    theme, size = look.theme, _SHARP * side
    large = clear_surface((size, size), theme.panel)
    _stroke(large, mix(theme.bg2, theme.line, 0.7), (0.0, 0.999), 0.034)
    if late is not None:
        _stroke(large, mix(theme.panel, theme.warn, 0.65), (late, 0.999), 0.034)
    angle = math.radians(_TOP + 360 * counts)
    ends = [(size / 2 + size * r * math.cos(angle), size / 2 + size * r * math.sin(angle)) for r in (0.425, 0.495)]
    pygame.draw.polygon(large, theme.text, ribbon(ends, size * 0.012))
    return pygame.transform.smoothscale(large, (side, side))


def _rim(look: Look, side: int, filled: int, counts: float) -> pygame.Surface:
    """What of the rim is filled: quiet until the breath counts, then in the accent's colour."""
    theme, size, share = look.theme, _SHARP * side, filled / _RIM_STEPS
    large = clear_surface((size, size), theme.accent)
    if filled:
        colour = theme.accent if share >= counts else theme.edge
        _stroke(large, colour, (0.0, min(share, 0.999)), 0.034)
    return pygame.transform.smoothscale(large, (side, side))


def _disc(look: Look, side: int) -> pygame.Surface:
    """A soft disc with a clear edge, drawn large and shrunk."""
    theme, size = look.theme, _SHARP * side
    large = clear_surface((size, size), theme.accent)
    middle = (size / 2, size / 2)
    for share, alpha in ((1.0, 36), (0.86, 60), (0.7, 84)):
        pygame.draw.polygon(large, (*theme.accent, alpha), ellipse(middle, (size / 2 * share,) * 2, 90))
    edge, width = size / 2 * 0.86, size * 0.012
    pygame.draw.polygon(large, mix(theme.accent, theme.text, 0.2), ellipse(middle, (edge + width,) * 2, 120))
    pygame.draw.polygon(large, mix(theme.panel, theme.accent, 0.3), ellipse(middle, (edge - width,) * 2, 120))
    return pygame.transform.smoothscale(large, (side, side))
