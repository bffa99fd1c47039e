"""The caller's feelings over the call, as curves with the moments that mattered.

Every curve has its own line style and a label at its end; moments are numbered; phases are named. The picture is
drawn large, shrunk once and kept; it is made again only when its data or the look changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pygame

from sim.stage.kit.cards import Chip, Tone, chip_places, tone_colour
from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL, Look
from sim.stage.kit.moments import draw_number
from sim.stage.kit.paint import clear_surface, gradient
from sim.stage.kit.vector import Colour, Points, clamp, dashes, mix, ribbon, spline
from sim.stage.kit.widget import Drawn, Kept, Widget

_SHARP = 3
# Strokes and gaps in base pixels; None is a whole line. Two lines never share a style.
LINE_STYLES: Mapping[str, tuple[float, ...] | None] = {
    "anger": None,
    "panic": (10, 7),
    "trust": (2, 6),
    "calm": (16, 6, 3, 6),
}
_LEADING = ("anger", "calm")  # drawn thicker, with a soft area below


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
    words: str = ""  # the same for somebody who does not see it

    @cached_property
    def length(self) -> float:
        """The seconds of the whole call; every point of the picture asks for them."""
        return max([1.0, *(x for curve in self.curves for x, _ in curve.points), *(p.end for p in self.phases)])


class Timeline(Widget):
    """The caller's feelings over the call. Kept as one picture; `data` changes make it again."""

    data: Drawn[TimelineData] = Drawn(TimelineData(()))

    def __init__(self, label: str, data: TimelineData) -> None:
        super().__init__(label)
        self.data = data
        self._kept = Kept()

    def spoken(self) -> str:
        """What the curves say, in words."""
        return self.data.words or self.label

    def height_for(self, look: Look, width: int) -> int:
        """Room for the words, the numbers, and a chart of some height."""
        plot = Plot(look, (width, 0), self.data)
        return round(plot.top) + look.u(140) - round(plot.bottom)

    def fits(self, look: Look) -> bool:
        """Whether the end labels fit one below the other beside a chart that can be read."""
        plot = Plot(look, self.rect.size, self.data)
        return super().fits(look) and plot.width > look.u(120)

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
        # Large words in a narrow card: the names go below the chart, and only their icons stay at the lines' ends.
        self.named_below = self.right - self.left < look.u(190)
        if self.named_below:
            self.right = size[0] - look.t(16) - look.u(14)
        self.width = self.right - self.left
        self.phase_rows = self._phase_rows()
        # The word at the top of the scale stands half above the chart.
        self.top = max(look.line(LABEL) * self.phase_rows + look.u(6), look.line(LABEL) / 2 + look.u(2))
        self.legend = self._legend_height()
        self.bottom = size[1] - look.line(LABEL) - look.t(22) - look.u(12) - self.legend

    def _phase_rows(self) -> int:
        """Phase names stand in one row; in two by turns where they are wide; 0: below the chart, or there are none."""
        if not self.data.phases:
            return 0
        spans = [self.width * (phase.end - phase.start) / self.data.length for phase in self.data.phases]
        names = [self.look.width(phase.name, LABEL) + self.look.u(6) for phase in self.data.phases]
        if all(name <= span for name, span in zip(names, spans, strict=True)):
            return 1
        # In two rows a name may lean over into its neighbours' stretches.
        reach = [sum(spans[max(0, i - 1) : i + 2]) * 0.8 for i in range(len(spans))]
        return 2 if all(name <= span for name, span in zip(names, reach, strict=True)) else 0

    def _phase_line(self) -> str:
        return " · ".join(phase.name for phase in self.data.phases) if not self.phase_rows else ""

    def _legend_height(self) -> int:
        look, width = self.look, self.size[0]
        chips = chip_places(look, self._names(), width)[1] + look.u(8) if self.named_below else 0
        return chips + (look.height(self._phase_line(), LABEL, width) if self._phase_line() else 0)

    def _names(self) -> tuple[Chip, ...]:
        return tuple(Chip(curve.name, curve.tone, curve.tone) for curve in self.data.curves)

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
        theme, sharp = self.look.theme, _SHARP
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
        ground = self.bottom * _SHARP / 4
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
        self._phase_names(image)
        for seconds in self._time_marks():
            words = look.render(f"{seconds // 60}:{seconds % 60:02d}", LABEL, theme.faint)
            x = min(self.x(seconds) - words.get_width() // 2, self.right - words.get_width())
            image.blit(words, (max(0, x), self.bottom + look.t(22) + look.u(8)))

    def _phase_names(self, image: pygame.Surface) -> None:
        look, muted = self.look, self.look.theme.muted
        if not self.phase_rows:
            height = look.height(self._phase_line(), LABEL, self.size[0])
            box = pygame.Rect(0, self.size[1] - height, self.size[0], height)
            look.paragraph(image, self._phase_line(), box, (LABEL, muted))
            return
        for i, phase in enumerate(self.data.phases):
            words = look.render(phase.name, LABEL, muted)
            x = self.x((phase.start + phase.end) / 2) - words.get_width() // 2
            x = clamp(x, self.left, self.right - words.get_width())
            image.blit(words, (x, look.u(3) + look.line(LABEL) * (i % self.phase_rows)))

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
        tops = spread([y for y, _ in wanted], look.line(LABEL), (self.top, self.bottom + look.line(LABEL)))
        for y, (_, i) in zip(tops, wanted, strict=True):
            curve, size, x = drawn[i], look.t(15), self.right + look.u(10)
            image.blit(icon(curve.tone, size, tone_colour(look, curve.tone)), (x, round(y) - size // 2))
            if not self.named_below:
                words = look.render(curve.name, LABEL, look.theme.text)
                image.blit(words, (x + size + look.u(6), round(y) - words.get_height() // 2))
        if self.named_below:
            names = self._names()
            for chip, (left, top) in zip(names, chip_places(look, names, self.size[0])[0], strict=True):
                chip.draw(image, look, (left, self.size[1] - self.legend + look.u(8) + top))

    def _moments(self, image: pygame.Surface) -> None:
        look, theme = self.look, self.look.theme
        side, wanted = look.t(22), [self.x(moment.seconds) for moment in self.data.moments]
        places = spread(wanted, side + look.u(2), (self.left, self.right))
        y = round(self.bottom) + look.u(2) + side // 2
        for moment, disc_x in zip(self.data.moments, places, strict=True):
            colour = tone_colour(look, moment.tone)
            x, top = round(self.x(moment.seconds)), round(self.top)
            line = mix(theme.panel, colour, 0.55)
            pygame.draw.rect(image, line, (x - 1, top, max(1, look.u(1.6)), round(self.bottom) - top))
            draw_number(image, look, (round(disc_x), y), (moment.number, moment.tone, side))


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
