"""A dimension over the calls: a point for each, a smoothed line through them, the pass and the distinction.

The picture is drawn large, shrunk once and kept; it is made again only when its data or the look changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pygame

from sim.core.kinds import DISTINCTION, PASS
from sim.core.practice.results import Trend
from sim.stage.kit.cards import Tone, tone_colour
from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL, STRONG, TITLE
from sim.stage.kit.paint import clear_surface
from sim.stage.kit.vector import Point, dashes, ellipse, mix, ribbon, spline
from sim.stage.kit.widget import Kept, Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

TONES: Mapping[str, Tone] = {"calm": "calm", "ownership": "trust", "policy": "info"}
_SHARP = 3
_HEIGHT = 118
_TOP, _BOTTOM = 100, 0
_DASH = (6, 5)


class TrendChart(Widget):
    """The trend of one dimension. words: what it says, seen below the name; ends: what stands below the first point
    and the last; spoken_words: all of it for somebody who does not see it.
    """

    def __init__(self, label: str, trend: Trend, words: str, ends: tuple[str, str], spoken_words: str) -> None:
        super().__init__(label)
        self.trend, self.words, self.ends, self.spoken_words = trend, words, ends, spoken_words
        self._kept = Kept()

    def spoken(self) -> str:
        """The words, and every point."""
        return self.spoken_words

    def _head(self, look: Look, width: int) -> int:
        return look.height(self.label, STRONG, self._room(look, width)) + look.height(self.words, LABEL, width)

    def _room(self, look: Look, width: int) -> int:
        return max(1, width - look.t(24))

    def _plot_height(self, look: Look) -> int:
        return max(look.u(_HEIGHT), round(look.line(LABEL) * 4.2))

    def height_for(self, look: Look, width: int) -> int:
        """Name and words, the plot, what stands below it."""
        head = self._head(look, width) + look.u(10)
        return head + look.line(LABEL) // 2 + self._plot_height(look) + look.u(6) + look.line(LABEL)

    def fits(self, look: Look) -> bool:
        """Tall enough, and the plot wide enough to be read."""
        return super().fits(look) and _Plot(look, self.rect.size, self.trend).width > look.u(60)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Name, words, the kept plot."""
        rect, theme = self.rect, look.theme
        size = look.t(17)
        sign = icon(self.trend.dimension, size, tone_colour(look, TONES[self.trend.dimension]))
        surface.blit(sign, (rect.x, rect.y + (look.line(STRONG) - size) // 2))
        box = pygame.Rect(rect.x + look.t(24), rect.y, self._room(look, rect.width), 0)
        y = look.paragraph(surface, self.label, box, (STRONG, theme.text))
        y = look.paragraph(surface, self.words, pygame.Rect(rect.x, y, rect.width, 0), (LABEL, theme.muted))
        y += look.u(10)
        tall = self._plot_height(look) + look.line(LABEL) // 2
        key = (look, rect.width, tall, self.trend)
        picture = self._kept.get(key, lambda: _Plot(look, (rect.width, tall), self.trend).picture())
        surface.blit(picture, (rect.x, y))
        self._draw_ends(surface, look, y + tall + look.u(6))

    def _draw_ends(self, surface: pygame.Surface, look: Look, y: int) -> None:
        """Which end is which; with one point, or no room for both, only the last."""
        plot = _Plot(look, self.rect.size, self.trend)
        first, last = (look.render(word, LABEL, look.theme.faint) for word in self.ends)
        right = self.rect.x + plot.left + plot.width
        surface.blit(last, (right - last.get_width(), y))
        if len(self.trend.points) > 1 and first.get_width() + last.get_width() + look.u(12) <= plot.width:
            surface.blit(first, (self.rect.x + plot.left, y))


class _Plot:
    """Where things are in the plot, in real pixels, and how they are drawn."""

    def __init__(self, look: Look, size: tuple[int, int], trend: Trend) -> None:
        self.look, self.size, self.trend = look, size, trend
        self.left = look.width(str(_TOP), LABEL) + look.u(8)
        self.width = size[0] - self.left - look.width(str(_TOP), TITLE) - look.u(12)
        self.top = look.line(LABEL) // 2

    def x(self, place: int) -> float:
        """Where a point is; one alone stands at the right, where the latest is."""
        last = len(self.trend.points) - 1
        inset = self.look.u(5)
        return self.left + inset + (self.width - 2 * inset) * (place / last if last else 1.0)

    def y(self, score: float) -> float:
        """Where a score is."""
        return self.top + (self.size[1] - 1 - self.top) * (1 - score / _TOP)

    def picture(self) -> pygame.Surface:
        """The plot with its figures, transparent where the card is to be seen."""
        look, theme = self.look, self.look.theme
        large = clear_surface((self.size[0] * _SHARP, self.size[1] * _SHARP), theme.panel)
        self._scale(large)
        self._points(large)
        self._line(large)
        image = pygame.transform.smoothscale(large, self.size)
        for score in (_TOP, PASS, _BOTTOM):
            words = look.render(str(score), LABEL, theme.faint if score != PASS else theme.muted)
            y = min(self.y(score) - words.get_height() / 2, self.size[1] - words.get_height())
            image.blit(words, (self.left - look.u(8) - words.get_width(), max(0, round(y))))
        if self.trend.smooth:
            figure = look.render(str(self.trend.smooth[-1]), TITLE, theme.text)
            y = round(self.y(self.trend.smooth[-1])) - figure.get_height() // 2
            place = max(0, min(y, self.size[1] - figure.get_height()))
            image.blit(figure, (self.left + self.width + look.u(10), place))
        return image

    def _scale(self, large: pygame.Surface) -> None:
        look, theme = self.look, self.look.theme
        for score in (_BOTTOM, 50, _TOP):
            line = (self.left * _SHARP, round(self.y(score) * _SHARP), self.width * _SHARP, _SHARP)
            pygame.draw.rect(large, mix(theme.panel, theme.line, 0.75), line)
        for score, strength in ((PASS, 0.9), (DISTINCTION, 0.5)):
            path = [(self.left * _SHARP, self.y(score) * _SHARP)]
            path.append(((self.left + self.width) * _SHARP, self.y(score) * _SHARP))
            for stroke in dashes(path, [max(1, look.u(step)) * _SHARP for step in _DASH]):
                if len(stroke) > 1:
                    colour = mix(theme.panel, theme.edge, strength)
                    pygame.draw.polygon(large, colour, ribbon(stroke, max(1.0, look.unit * 1.4) * _SHARP))

    def _points(self, large: pygame.Surface) -> None:
        theme = self.look.theme
        colour = mix(theme.panel, tone_colour(self.look, TONES[self.trend.dimension]), 0.55)
        radius = max(2.0, self.look.unit * 3.2) * _SHARP
        for place, point in enumerate(self.trend.points):
            middle = (self.x(place) * _SHARP, self.y(point.score) * _SHARP)
            pygame.draw.polygon(large, colour, ellipse(middle, (radius, radius), 20))

    def _line(self, large: pygame.Surface) -> None:
        knots: list[Point] = [(self.x(n) * _SHARP, self.y(v) * _SHARP) for n, v in enumerate(self.trend.smooth)]
        colour = tone_colour(self.look, TONES[self.trend.dimension])
        if len(knots) > 1:
            low, high = self.y(_TOP) * _SHARP, self.y(_BOTTOM) * _SHARP
            path = [(x, min(max(y, low), high)) for x, y in spline(knots, steps=8)]
            pygame.draw.polygon(large, colour, ribbon(path, max(2.0, self.look.unit * 2.8) * _SHARP))
        if knots:
            radius = max(3.0, self.look.unit * 4.6) * _SHARP
            pygame.draw.polygon(large, colour, ellipse(knots[-1], (radius, radius), 28))
