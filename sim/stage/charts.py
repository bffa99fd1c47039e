"""The debrief's pictures: score dials and the timeline of the caller's feelings.

Both are drawn large, shrunk once and kept; they are made again only when their data or the look changes.
Every line has its own style and a label at its end; moments are numbered; a dial says its figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from sim.stage.cards import Tone, tone_colour, tone_ink
from sim.stage.icons import icon
from sim.stage.look import BODY, LABEL, LABEL_STRONG, TITLE, Look, Style
from sim.stage.paint import clear_surface, gradient, rounded
from sim.stage.theme import ink_on
from sim.stage.vector import Colour, Points, arc, clamp, dashes, ellipse, mix, ribbon, spline
from sim.stage.widget import Drawn, Widget

if TYPE_CHECKING:
    from collections.abc import Mapping

PASS, DISTINCTION = 70, 85
_DIAL_START, _DIAL_SWEEP = 135.0, 270.0
_DIAL_SHARP = 4
_CHART_SHARP = 3
_FIGURE = Style(30, "semibold", 1.1)
# Strokes and gaps in base pixels; None is a whole line. Two lines never share a style.
LINE_STYLES: Mapping[str, tuple[float, ...] | None] = {
    "anger": None,
    "panic": (10, 7),
    "trust": (2, 6),
    "calm": (16, 6, 3, 6),
}
_LEADING = ("anger", "calm")  # drawn thicker, with a soft area below


class _Kept:
    """A picture that is drawn again only when its key changes."""

    def __init__(self) -> None:
        self._key: object = None
        self._picture: pygame.Surface | None = None

    def get(self, key: object, draw: Callable[[], pygame.Surface]) -> pygame.Surface:
        if self._picture is None or key != self._key:
            self._key, self._picture = key, draw()
        return self._picture


# --- dial -------------------------------------------------------------------------------------------------------


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
        self._kept = _Kept()

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
        return min(look.u(124), max(look.u(84), width * 2 // 5))

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = self._side(look, rect.width) + look.u(14)
        return pygame.Rect(rect.x + left, rect.y, max(1, rect.width - left), rect.height)

    def _beside(self, look: Look, width: int) -> bool:
        """Words beside the arc; below it where they would stand too narrow."""
        return width - self._side(look, width) - look.u(14) >= look.t(118)

    def _words_height(self, look: Look, width: int) -> int:
        height = look.height(self.label, TITLE, width) + look.height(self.verdict, LABEL_STRONG, width)
        return height + look.u(4) + (look.height(self.reason, LABEL, width) if self.reason else 0)

    def height_for(self, look: Look, width: int) -> int:
        """Arc and words, side by side or below each other."""
        side = self._side(look, width)
        if self._beside(look, width):
            return max(side, self._words_height(look, self._words(look, pygame.Rect(0, 0, width, 0)).width))
        return side + self._words_height(look, width)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Arc left or above, words beside or below."""
        side = self._side(look, self.rect.width)
        key = (look, side, self.value, self.share_shown)
        picture = self._kept.get(key, lambda: draw_dial(look, side, (self.value, self.tone), self.share_shown))
        if self._beside(look, self.rect.width):
            words = self._words(look, self.rect)
            place = (self.rect.x, self.rect.centery - side // 2)
            words.y = self.rect.centery - self._words_height(look, words.width) // 2
        else:
            place = (self.rect.centerx - side // 2, self.rect.y)
            words = pygame.Rect(self.rect.x, self.rect.y + side, self.rect.width, 0)
        surface.blit(picture, place)
        self._draw_figure(surface, look, pygame.Rect(place, (side, side)))
        words.y = look.paragraph(surface, self.label, words, (TITLE, look.theme.text))
        words.y = look.paragraph(surface, self.verdict, words, (LABEL_STRONG, tone_ink(look, self.tone))) + look.u(4)
        if self.reason:
            look.paragraph(surface, self.reason, words, (LABEL, look.theme.muted))

    def _draw_figure(self, surface: pygame.Surface, look: Look, dial: pygame.Rect) -> None:
        if self.value is not None:
            words = look.render(str(round(self.value * self.share_shown)), _FIGURE, look.theme.text)
            surface.blit(words, words.get_rect(center=(dial.centerx, dial.centery - look.u(2))))
            return
        room = round(dial.width * 0.62)
        height = look.height(self.figure, LABEL, room)
        y = dial.centery - height // 2
        for line in look.wrap(self.figure, LABEL, room):
            words = look.render(line, LABEL, look.theme.muted)
            surface.blit(words, (dial.centerx - words.get_width() // 2, y))
            y += look.line(LABEL)


def draw_dial(look: Look, side: int, score: tuple[int | None, Tone], share: float = 1.0) -> pygame.Surface:
    """The arc alone, transparent round it, with ticks at 70 and 85."""
    value, tone = score
    size = side * _DIAL_SHARP
    large = clear_surface((size, size), look.theme.panel)
    middle, radius, width = size / 2, size * 0.40, size * 0.085
    trough = ribbon(arc((middle, middle), radius, _DIAL_START, _DIAL_START + _DIAL_SWEEP), width)
    pygame.draw.polygon(large, look.theme.bg2, trough)
    for mark in (PASS, DISTINCTION):
        angle = math.radians(_DIAL_START + _DIAL_SWEEP * mark / 100)
        cos, sin = math.cos(angle), math.sin(angle)
        near, far = radius + width * 0.68, radius + width * 1.10
        tick = [(middle + near * cos, middle + near * sin), (middle + far * cos, middle + far * sin)]
        pygame.draw.polygon(large, look.theme.edge, ribbon(tick, size * 0.016))
    if value and share > 0.01:
        _draw_arc(large, look, (middle, radius, width), (value / 100 * share, tone_colour(look, tone)))
    return pygame.transform.smoothscale(large, (side, side))


def _draw_arc(
    surface: pygame.Surface, look: Look, shape: tuple[float, float, float], fill: tuple[float, Colour]
) -> None:
    """The filled part, growing brighter along the way, with a small eye at its end."""
    (middle, radius, width), (share, colour) = shape, fill
    end = _DIAL_START + _DIAL_SWEEP * share
    steps = 24
    dull = mix(colour, look.theme.panel, 0.38)
    for i in range(steps):
        first = _DIAL_START + (end - _DIAL_START) * i / steps
        # The strokes have round ends, so later ones lie over earlier ones without a seam.
        part = arc((middle, middle), radius, first, _DIAL_START + (end - _DIAL_START) * (i + 1) / steps, 6)
        pygame.draw.polygon(surface, mix(dull, colour, i / (steps - 1)), ribbon(part, width))
    angle = math.radians(end)
    eye = (middle + radius * math.cos(angle), middle + radius * math.sin(angle))
    pygame.draw.polygon(surface, look.theme.panel, ellipse(eye, (width * 0.26, width * 0.26), 24))


# --- timeline ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Curve:
    """One feeling over time: tone names colour, icon and line style; points are (seconds, 0..1)."""

    tone: Tone
    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Moment:
    """A numbered moment: when, and whether it helped (good), hurt (bad) or neither (info)."""

    seconds: float
    number: int
    tone: Tone = "info"


@dataclass(frozen=True)
class Phase:
    """A named stretch of the call."""

    start: float
    end: float
    name: str


@dataclass(frozen=True)
class TimelineData:
    """What the timeline shows; high and low name the ends of the scale in words ("high", "low")."""

    curves: tuple[Curve, ...]
    moments: tuple[Moment, ...] = ()
    phases: tuple[Phase, ...] = ()
    high: str = ""
    low: str = ""

    @property
    def length(self) -> float:
        """The seconds of the whole call."""
        return max([1.0, *(x for curve in self.curves for x, _ in curve.points), *(p.end for p in self.phases)])


class Timeline(Widget):
    """The caller's feelings over the call. Kept as one picture; `data` changes make it again."""

    data: Drawn[TimelineData] = Drawn(TimelineData(()))

    def __init__(self, label: str, data: TimelineData) -> None:
        super().__init__(label)
        self.data = data
        self._kept = _Kept()

    def height_for(self, look: Look, width: int) -> int:
        """Room for the labels and a chart of some height."""
        return look.u(150) + 2 * look.line(LABEL) + look.u(30)

    def fits(self, look: Look) -> bool:
        """Whether the end labels fit one below the other beside the chart, and phases into their stretches."""
        plot = Plot(look, self.rect.size, self.data)
        return super().fits(look) and plot.labels_height <= self.rect.height and plot.width > look.u(120)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The kept picture."""
        key = (look, self.rect.size, self.data)
        surface.blit(self._kept.get(key, lambda: Plot(look, self.rect.size, self.data).picture()), self.rect)


class Plot:
    """Where things are in one timeline picture, in real pixels, and how they are drawn."""

    def __init__(self, look: Look, size: tuple[int, int], data: TimelineData) -> None:
        self.look, self.size, self.data = look, size, data
        labels = [look.width(curve.name, LABEL) for curve in data.curves] + [0]
        scale = [look.width(word, LABEL) for word in (data.high, data.low)]
        self.left = max(scale) + look.u(10)
        self.right = size[0] - max(labels) - look.t(16) - look.u(22)
        self.top = look.line(LABEL) + look.u(6)
        self.bottom = size[1] - look.line(LABEL) - look.u(34)
        self.width = self.right - self.left
        self.labels_height = look.line(LABEL) * len(data.curves)

    def x(self, seconds: float) -> float:
        """Where a second of the call is."""
        return self.left + self.width * seconds / self.data.length

    def y(self, share: float) -> float:
        """Where a share of 0..1 is."""
        return self.bottom - (self.bottom - self.top) * clamp(share)

    def picture(self) -> pygame.Surface:
        """The whole chart, transparent where the panel is to be seen."""
        image = self._lines()
        self._words(image)
        self._end_labels(image)
        self._moments(image)
        return image

    def _lines(self) -> pygame.Surface:
        theme, sharp = self.look.theme, _CHART_SHARP
        large = clear_surface((self.size[0] * sharp, self.size[1] * sharp), theme.panel)
        for i, phase in enumerate(self.data.phases):
            band = pygame.Rect(0, 0, 0, 0)
            band.left, band.top = round(self.x(phase.start) * sharp), 0
            band.width = round(self.x(phase.end) * sharp) - band.left
            band.height = round(self.bottom * sharp)
            pygame.draw.rect(large, mix(theme.panel, theme.text, 0.025 if i % 2 else 0.06), band)
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            line = (self.left * sharp, round(self.y(share) * sharp), self.width * sharp, sharp)
            pygame.draw.rect(large, mix(theme.panel, theme.line, 0.75), line)
        for curve in sorted(self.data.curves, key=lambda curve: curve.tone in _LEADING):
            self._curve(large, curve, sharp)
        return pygame.transform.smoothscale(large, self.size)

    def _curve(self, large: pygame.Surface, curve: Curve, sharp: int) -> None:
        if len(curve.points) < 2:
            return
        look, colour = self.look, tone_colour(self.look, curve.tone)
        path = spline([(self.x(x) * sharp, self.y(y) * sharp) for x, y in curve.points], steps=10)
        path = [(x, min(max(y, self.top * sharp), self.bottom * sharp)) for x, y in path]
        leading = curve.tone in _LEADING
        if leading:
            self._area(large, path, colour)
        width = max(2.0, look.unit * (3.0 if leading else 2.4)) * sharp
        pattern = LINE_STYLES.get(curve.tone)
        strokes = [path] if pattern is None else dashes(path, [max(1, look.u(step)) * sharp for step in pattern])
        for stroke in strokes:
            if len(stroke) > 1:
                pygame.draw.polygon(large, colour, ribbon(stroke, width))

    def _area(self, large: pygame.Surface, path: Points, colour: Colour) -> None:
        """A soft fill under a leading curve, fading to the ground; a quarter of the size is enough."""
        small = clear_surface((large.get_width() // 4, large.get_height() // 4), colour)
        ground = self.bottom * _CHART_SHARP / 4
        shape = [(x / 4, y / 4) for x, y in path]
        pygame.draw.polygon(small, (*colour, 255), [*shape, (shape[-1][0], ground), (shape[0][0], ground)])
        fade = gradient(
            small.get_size(), ((0, (255, 255, 255, 70)), (0.9, (255, 255, 255, 0)), (1, (255, 255, 255, 0)))
        )
        small.blit(fade, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        large.blit(pygame.transform.smoothscale(small, large.get_size()), (0, 0))

    def _words(self, image: pygame.Surface) -> None:
        look, theme = self.look, self.look.theme
        for share, word in ((1.0, self.data.high), (0.0, self.data.low)):
            words = look.render(word, LABEL, theme.faint)
            place = (self.left - look.u(8) - words.get_width(), self.y(share) - words.get_height() // 2)
            image.blit(words, place)
        for phase in self.data.phases:
            words = look.render(phase.name, LABEL, theme.muted)
            room = self.x(phase.end) - self.x(phase.start)
            if words.get_width() <= room - look.u(4):
                image.blit(words, (self.x((phase.start + phase.end) / 2) - words.get_width() // 2, look.u(3)))
        for seconds in self._time_marks():
            words = look.render(f"{seconds // 60}:{seconds % 60:02d}", LABEL, theme.faint)
            x = min(self.x(seconds) - words.get_width() // 2, self.right - words.get_width())
            image.blit(words, (max(0, x), self.bottom + look.u(28)))

    def _time_marks(self) -> Sequence[int]:
        """Whole steps, as many as stand side by side."""
        room = max(1, int(self.width // (self.look.width("00:00", LABEL) * 1.6)))
        for step in (10, 15, 30, 60, 120, 300, 600, 1200):
            if self.data.length / step <= room:
                return range(0, int(self.data.length) + 1, step)
        return (0,)

    def _end_labels(self, image: pygame.Surface) -> None:
        look = self.look
        drawn = [curve for curve in self.data.curves if curve.points]
        wanted = sorted(((self.y(curve.points[-1][1]), i) for i, curve in enumerate(drawn)))
        tops = spread([y for y, _ in wanted], look.line(LABEL), (self.top, self.size[1] - look.line(LABEL) / 2))
        for y, (_, i) in zip(tops, wanted, strict=True):
            curve, size, x = drawn[i], look.t(15), self.right + look.u(10)
            image.blit(icon(curve.tone, size, tone_colour(look, curve.tone)), (x, round(y) - size // 2))
            words = look.render(curve.name, LABEL, look.theme.text)
            image.blit(words, (x + size + look.u(6), round(y) - words.get_height() // 2))

    def _moments(self, image: pygame.Surface) -> None:
        look, theme = self.look, self.look.theme
        places = spread([self.x(moment.seconds) for moment in self.data.moments], look.t(22), (self.left, self.right))
        for moment, disc_x in zip(self.data.moments, places, strict=True):
            colour, side = tone_colour(look, moment.tone), look.t(22)
            x, top = round(self.x(moment.seconds)), round(self.top)
            line = mix(theme.panel, colour, 0.55)
            pygame.draw.rect(image, line, (x - 1, top, max(1, look.u(1.6)), round(self.bottom) - top))
            draw_number(
                image, look, (round(disc_x), round(self.bottom) + look.u(13)), (moment.number, moment.tone, side)
            )


def draw_number(surface: pygame.Surface, look: Look, centre: tuple[int, int], mark: tuple[int, Tone, int]) -> None:
    """A numbered disc, as on the timeline and on the cards that explain its moments."""
    number, tone, side = mark
    colour = tone_colour(look, tone)
    surface.blit(rounded((side, side), side // 2, colour), (centre[0] - side // 2, centre[1] - side // 2))
    words = look.render(str(number), LABEL_STRONG, ink_on(colour))
    surface.blit(words, words.get_rect(center=centre))


def spread(wanted: Sequence[float], apart: float, bounds: tuple[float, float]) -> list[float]:
    """Places as near as possible to those wanted (ascending), at least `apart` from each other, within bounds."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, bounds[0], places[-1] + apart if places else place))
    limit = bounds[1]
    for i in reversed(range(len(places))):
        places[i] = min(places[i], limit)
        limit = places[i] - apart
    return places


class MomentCard(Widget):
    """What a numbered moment was: number and title, the words said, the effect, and what to say instead."""

    elevation = 2

    def __init__(  # noqa: PLR0913 - a widget's options are keywords
        self, number: int, title: str, quote: str, effect: str, *, tone: Tone = "good", instead: str = ""
    ) -> None:
        super().__init__(title)
        self.number, self.tone = number, tone
        self.quote, self.effect, self.instead = quote, effect, instead

    def spoken(self) -> str:
        """All its words."""
        return ". ".join(
            part for part in (f"{self.number}. {self.label}", self.quote, self.effect, self.instead) if part
        )

    def _parts(self, look: Look) -> list[tuple[str, Style, Colour]]:
        theme = look.theme
        return [
            (text, style, colour)
            for text, style, colour in (
                (self.quote, BODY, theme.text),
                (self.effect, Style(14, "semibold"), tone_ink(look, self.tone)),
                (self.instead, BODY, theme.muted),
            )
            if text
        ]

    def _title_box(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.u(16) + look.t(26) + look.u(12)
        return pygame.Rect(rect.x + left, rect.y + look.u(16), max(1, rect.width - left - look.u(16)), 0)

    def height_for(self, look: Look, width: int) -> int:
        """Title and all parts with their gaps."""
        room = width - look.u(32)
        title = look.height(self.label, TITLE, self._title_box(look, pygame.Rect(0, 0, width, 0)).width)
        parts = sum(look.height(text, style, room) + look.u(8) for text, style, _ in self._parts(look))
        return look.u(16) + max(title, look.t(26)) + parts + look.u(16)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Number and title, then the parts."""
        surface.blit(rounded(self.rect.size, look.u(16), look.theme.panel, look.theme.line, look.u(1)), self.rect)
        side, title = look.t(26), self._title_box(look, self.rect)
        centre = (self.rect.x + look.u(16) + side // 2, title.y + max(side, look.line(TITLE)) // 2)
        draw_number(surface, look, centre, (self.number, self.tone, side))
        y = look.paragraph(surface, self.label, title, (TITLE, look.theme.text))
        box = pygame.Rect(self.rect.x + look.u(16), max(y, title.y + side), self.rect.width - look.u(32), 0)
        for text, style, colour in self._parts(look):
            box.y += look.u(8)
            box.y = look.paragraph(surface, text, box, (style, colour))
