"""A score as a dial: the arc, its figure, and in words what it means and why.

The arc is drawn large, shrunk once and kept; it is made again only when its value or the look changes.
"""

from __future__ import annotations

import math

import pygame

from sim.stage.kit.cards import Tone, tone_colour, tone_ink
from sim.stage.kit.look import LABEL, LABEL_STRONG, TITLE, Look, Style
from sim.stage.kit.paint import clear_surface
from sim.stage.kit.vector import Colour, arc, ellipse, mix, ribbon
from sim.stage.kit.widget import Drawn, Kept, Widget

PASS, DISTINCTION = 70, 85
_START, _SWEEP = 135.0, 270.0  # degrees, clockwise from the right
_SHARP = 4
_FIGURE = Style(30, "semibold", 1.1)


class Dial(Widget):
    """A score of 0..100 on an arc with ticks at the pass and the distinction, its name, a verdict and a reason.

    value None: the dial is empty and `figure` says so ("not rated"). share_shown lets the arc grow from 0 to 1.
    """

    value: Drawn[int | None] = Drawn(None)
    share_shown = Drawn(1.0)

    def __init__(self, label: str, value: int | None, verdict: str, reason: str, figure: str = "") -> None:
        super().__init__(label)
        self.value = value
        self.verdict, self.reason = verdict, reason
        self.figure = figure
        self._kept = Kept()

    @property
    def tone(self) -> Tone:
        """Green from the distinction, teal from the pass, amber below, quiet where not rated."""
        if self.value is None:
            return "faint"
        return "good" if self.value >= DISTINCTION else "accent" if self.value >= PASS else "warn"

    def spoken(self) -> str:
        """Name, figure, verdict and reason."""
        figure = self.figure if self.value is None else str(self.value)
        return ". ".join(part for part in (f"{self.label}: {figure}", self.verdict, self.reason) if part)

    def _side(self, look: Look, width: int) -> int:
        wanted = round(look.u(124) * (0.7 + 0.3 * look.text_scale))
        return min(wanted, max(look.u(84), width * 2 // 5))

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = self._side(look, rect.width) + look.u(14)
        return pygame.Rect(rect.x + left, rect.y, max(1, rect.width - left), rect.height)

    def _beside(self, look: Look, width: int) -> bool:
        """Words beside the arc; below it where they would stand too narrow."""
        room = width - self._side(look, width) - look.u(14)
        words = ((self.label, TITLE), (self.verdict, LABEL_STRONG), (self.reason, LABEL))
        return room >= max(look.t(112), *(look.longest_word(text, style) for text, style in words))

    def _words_height(self, look: Look, width: int) -> int:
        parts = ((self.label, TITLE), (self.verdict, LABEL_STRONG), (self.reason, LABEL))
        return sum(look.height(text, style, width) for text, style in parts if text) + look.u(4)

    def height_for(self, look: Look, width: int) -> int:
        """Arc and words, side by side or below each other."""
        side = self._side(look, width)
        if self._beside(look, width):
            return max(side, self._words_height(look, self._words(look, pygame.Rect(0, 0, width, 0)).width))
        return side + self._words_height(look, width)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Arc left or above, words beside or below."""
        arc_rect = self.arc_rect(look)
        side = arc_rect.width
        key = (look, side, self.value, self.share_shown)
        picture = self._kept.get(key, lambda: draw_dial(look, side, (self.value, self.tone), self.share_shown))
        if self._beside(look, self.rect.width):
            words = self._words(look, self.rect)
            words.y = self.rect.centery - self._words_height(look, words.width) // 2
        else:
            words = pygame.Rect(self.rect.x, self.rect.y + side, self.rect.width, 0)
        surface.blit(picture, arc_rect)
        self._draw_figure(surface, look, arc_rect)
        words.y = look.paragraph(surface, self.label, words, (TITLE, look.theme.text))
        if self.verdict:
            words.y = look.paragraph(surface, self.verdict, words, (LABEL_STRONG, tone_ink(look, self.tone)))
        if self.reason:
            words.y += look.u(4)
            look.paragraph(surface, self.reason, words, (LABEL, look.theme.muted))

    def arc_rect(self, look: Look) -> pygame.Rect:
        """Where the arc is: left of the words, or above them."""
        side = self._side(look, self.rect.width)
        if self._beside(look, self.rect.width):
            return pygame.Rect(self.rect.x, self.rect.centery - side // 2, side, side)
        return pygame.Rect(self.rect.centerx - side // 2, self.rect.y, side, side)

    def _draw_figure(self, surface: pygame.Surface, look: Look, dial: pygame.Rect) -> None:
        if self.value is not None:
            figure = str(round(self.value * self.share_shown))
            px = min(_FIGURE.px, _FIGURE.px * dial.width * 0.5 / look.width("100", _FIGURE))
            words = look.render(figure, _FIGURE._replace(px=round(px, 1)), look.theme.text)
            surface.blit(words, words.get_rect(center=(dial.centerx, dial.centery - look.u(2))))
            return
        room = round(dial.width * 0.76)
        height = look.height(self.figure, LABEL, room)
        y = dial.centery - height // 2
        for line in look.wrap(self.figure, LABEL, room):
            words = look.render(line, LABEL, look.theme.muted)
            surface.blit(words, (dial.centerx - words.get_width() // 2, y))
            y += look.line(LABEL)


def draw_dial(look: Look, side: int, score: tuple[int | None, Tone], share: float = 1.0) -> pygame.Surface:
    """The arc alone, transparent round it, with ticks at 70 and 85."""
    value, tone = score
    size = side * _SHARP
    large = clear_surface((size, size), look.theme.panel)
    middle, radius, width = size / 2, size * 0.40, size * 0.085
    trough = ribbon(arc((middle, middle), radius, _START, _START + _SWEEP), width)
    pygame.draw.polygon(large, mix(look.theme.bg2, look.theme.line, 0.5), trough)
    for mark in (PASS, DISTINCTION):
        angle = math.radians(_START + _SWEEP * mark / 100)
        cos, sin = math.cos(angle), math.sin(angle)
        near, far = radius + width * 0.68, radius + width * 1.10
        tick = [(middle + near * cos, middle + near * sin), (middle + far * cos, middle + far * sin)]
        pygame.draw.polygon(large, look.theme.edge, ribbon(tick, size * 0.016))
    if value and share > 0.01:
        _draw_arc(large, look, (middle, radius, width), (value / 100 * share, tone_colour(look, tone)))
    return pygame.transform.smoothscale(large, (side, side))


def draw_notch(surface: pygame.Surface, look: Look, rect: pygame.Rect, score: int) -> None:
    """A small mark across the arc at this score, with a rim, so that it is seen on the arc and off it."""
    size = rect.width * _SHARP
    large = clear_surface((size, size), look.theme.panel)
    angle = math.radians(_START + _SWEEP * score / 100)
    near, far = size * 0.315, size * 0.485
    ends = [(size / 2 + reach * math.cos(angle), size / 2 + reach * math.sin(angle)) for reach in (near, far)]
    pygame.draw.polygon(large, look.theme.panel, ribbon(ends, size * 0.062))
    pygame.draw.polygon(large, look.theme.text, ribbon(ends, size * 0.03))
    surface.blit(pygame.transform.smoothscale(large, rect.size), rect)


def _draw_arc(
    surface: pygame.Surface, look: Look, shape: tuple[float, float, float], fill: tuple[float, Colour]
) -> None:
    """The filled part, growing brighter along the way, with a small eye at its end."""
    (middle, radius, width), (share, colour) = shape, fill
    end = _START + _SWEEP * share
    steps = 24
    dull = mix(colour, look.theme.panel, 0.38)
    for i in range(steps):
        first = _START + (end - _START) * i / steps
        # The strokes have round ends, so later ones lie over earlier ones without a seam.
        part = arc((middle, middle), radius, first, _START + (end - _START) * (i + 1) / steps, 6)
        pygame.draw.polygon(surface, mix(dull, colour, i / (steps - 1)), ribbon(part, width))
    angle = math.radians(end)
    eye = (middle + radius * math.cos(angle), middle + radius * math.sin(angle))
    pygame.draw.polygon(surface, look.theme.panel, ellipse(eye, (width * 0.26, width * 0.26), 24))
