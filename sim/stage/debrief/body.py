"""The page of the debrief: scores, how the caller felt, key moments, needs.

Two columns where they fit, one below the other where text is large. The page is at least as tall as the room it is
given (the chart takes what is left) and taller where its words need it: then it scrolls.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import Debrief
from sim.core.scenario import DIMENSIONS
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.debrief.moment import Moments, moment_card
from sim.stage.debrief.parts import NeedLine, Rewinds, Stack, no_rewind
from sim.stage.kit import boxes
from sim.stage.kit.cards import Text
from sim.stage.kit.dial import Dial
from sim.stage.kit.look import BODY, STRONG
from sim.stage.kit.timeline import Curve, Moment, Timeline, TimelineData
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

GAP = 14
_STEPS = 72  # of a curve
_PAD = 6  # above and below the dials, whose arcs keep a rim of their own
_SIDE = 368  # the column of scores, in base pixels at normal text
_LEAST_MAIN = 820  # a narrower main column becomes one with the scores above it
_CHART_MOST = 330
_FLAT = 63  # base pixels that the chart gives up where the cards below it need them


class ScoreDial(Dial):
    """A dial small enough for three of them and the needs below in one column."""

    def _side(self, look: Look, width: int) -> int:
        return min(round(look.u(104) * (0.7 + 0.3 * look.text_scale)), max(look.u(84), width * 2 // 5))


class Scores(Widget):
    """The three dials on one card: below each other, or side by side where the card is wide."""

    def __init__(self, label: str, dials: list[Dial]) -> None:
        super().__init__(label)
        self.adopt(*dials)

    def _across(self, look: Look, width: int) -> bool:
        return width >= 3 * look.t(250)

    def _pad(self, look: Look, width: int) -> int:
        return look.u(12 if self._across(look, width) else _PAD)

    def _cells(self, look: Look, rect: pygame.Rect) -> list[pygame.Rect]:
        inner = boxes.inset(rect, look.u(18), self._pad(look, rect.width))
        if self._across(look, rect.width):
            return boxes.columns(inner, len(self.children), look.u(28))
        heights = [dial.height_for(look, inner.width) for dial in self.children]
        spare = max(0, inner.height - sum(heights)) // len(heights)
        places, y = [], inner.y
        for height in heights:
            places.append(pygame.Rect(inner.x, y, inner.width, height + spare))
            y += height + spare
        return places

    def height_for(self, look: Look, width: int) -> int:
        """The dials with their padding."""
        inner = width - 2 * look.u(18)
        if self._across(look, width):
            cells = boxes.columns(pygame.Rect(0, 0, inner, 0), len(self.children), look.u(28))
            heights = [dial.height_for(look, cell.width) for dial, cell in zip(self.children, cells, strict=True)]
            return max(heights) + 2 * self._pad(look, width)
        return sum(dial.height_for(look, inner) for dial in self.children) + 2 * look.u(_PAD)

    def place(self, rect: pygame.Rect) -> None:
        """Place the dials."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            for dial, cell in zip(self.children, self._cells(self.ui.look, rect), strict=True):
                dial.place(cell)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card, and lines between the dials."""
        draw_card(surface, look, self.rect, look.theme.panel)
        cells = self._cells(look, self.rect)
        for before, after in pairwise(cells):
            if self._across(look, self.rect.width):
                line = pygame.Rect((before.right + after.left) // 2, before.y, look.u(1), before.height)
            else:
                line = pygame.Rect(before.x, (before.bottom + after.top) // 2, before.width, look.u(1))
            pygame.draw.rect(surface, look.theme.line, line)


class FlatTimeline(Timeline):
    """A timeline that stays readable in little height, because it has no phases to name."""

    def height_for(self, look: Look, width: int) -> int:
        """A little less than a timeline wants."""
        return super().height_for(look, width) - look.u(_FLAT)


class Chart(Widget):
    """The timeline on a card, under its title."""

    def __init__(self, title: str, data: TimelineData) -> None:
        super().__init__()
        self.title, self.timeline = Text(title, STRONG), FlatTimeline(title, data)
        self.adopt(self.title, self.timeline)

    def _head(self, look: Look, width: int) -> int:
        return self.title.height_for(look, width - 2 * look.u(18))

    def height_for(self, look: Look, width: int) -> int:
        """Title and a chart that can be read."""
        inner = width - 2 * look.u(18)
        return self._head(look, width) + self.timeline.height_for(look, inner) + look.u(22)

    def place(self, rect: pygame.Rect) -> None:
        """Place title and chart."""
        super().place(rect)
        if self.ui is None or self.ui.look is None:
            return
        look = self.ui.look
        inner = boxes.inset(rect, look.u(18), look.u(11))
        title, chart = boxes.cut_top(inner, self._head(look, rect.width))
        self.title.place(title)
        self.timeline.place(chart)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card."""
        draw_card(surface, look, self.rect, look.theme.panel)


class Page(Widget):
    """All parts of the debrief; `room` is the height there is to fill."""

    def __init__(self, texts: Texts, debrief: Debrief, rewinds: Rewinds = no_rewind) -> None:
        super().__init__()
        self.room = 0
        self.scores = Scores("", dials(texts, debrief))
        self.chart = Chart(texts("debrief.chart"), timeline_data(texts, debrief))
        reviews = [debrief.turns[number - 1] for number in debrief.moments]
        cards = [moment_card(texts, debrief, turn, i, rewinds(turn.number)) for i, turn in enumerate(reviews, 1)]
        self.moments = Moments(cards)
        self.needs = needs_card(texts, debrief)
        self.adopt(self.scores, self.chart, self.moments, self.needs)

    @property
    def panels(self) -> list[Widget]:
        """The cards that float over the desk."""
        return [self.scores, self.chart, *self.moments.cards, self.needs]

    def _side(self, look: Look, width: int) -> int:
        """The width of the column of scores; 0 where there is one column only."""
        side = round(look.u(_SIDE) * (0.5 + 0.5 * look.text_scale))
        return side if width - side - look.u(GAP) >= look.u(_LEAST_MAIN) else 0

    def height_for(self, look: Look, width: int) -> int:
        """The taller column, and never less than the room."""
        gap, side = look.u(GAP), self._side(look, width)
        if not side:
            heights = [height for _, height in self._column(look, width)]
            return max(self.room, sum(heights) + gap * (len(heights) - 1))
        main = width - side - gap
        moments = self.moments.height_for(look, main)
        left = self.chart.height_for(look, main) + (moments + gap if moments else 0)
        right = self.scores.height_for(look, side) + gap + self.needs.height_for(look, side)
        return max(self.room, left, right)

    def place(self, rect: pygame.Rect) -> None:
        """Place all parts."""
        super().place(rect)
        if self.ui is None or self.ui.look is None:
            return
        look = self.ui.look
        gap, side = look.u(GAP), self._side(look, rect.width)
        if not side:
            self._place_column(look, rect)
            return
        right, left = boxes.cut_right(rect, side, gap)
        needs, scores = boxes.cut_bottom(right, self.needs.height_for(look, side), gap)
        self.needs.place(needs)
        self.scores.place(scores)
        self._place_main(look, left)

    def _place_main(self, look: Look, rect: pygame.Rect) -> None:
        moments = self.moments.height_for(look, rect.width)
        if not moments:
            self.chart.place(rect)
            return
        chart = min(rect.height - moments - look.u(GAP), look.u(_CHART_MOST))
        top, bottom = boxes.cut_top(rect, chart, look.u(GAP))
        self.chart.place(top)
        self.moments.place(bottom)

    def _column(self, look: Look, width: int) -> list[tuple[Widget, int]]:
        """All parts below each other with their heights; the page scrolls then, so the chart may be taller."""
        parts = (self.scores, self.chart, self.moments, self.needs)
        heights = [(part, part.height_for(look, width)) for part in parts]
        return [(part, h + (look.u(2 * _FLAT) if part is self.chart else 0)) for part, h in heights if h]

    def _place_column(self, look: Look, rect: pygame.Rect) -> None:
        y = rect.y
        for part, height in self._column(look, rect.width):
            part.place(pygame.Rect(rect.x, y, rect.width, height))
            y += height + look.u(GAP)


def dials(texts: Texts, debrief: Debrief) -> list[Dial]:
    """The three scores with verdict and reason."""
    card = debrief.card
    return [
        ScoreDial(
            texts(f"scores.{dimension}"),
            card.scores[dimension],
            telling.score_word(texts, card.scores[dimension]) if card.scores[dimension] is not None else "",
            words.reason_words(texts, card, dimension),
            texts("scores.not_rated"),
        )
        for dimension in DIMENSIONS
    ]


def needs_card(texts: Texts, debrief: Debrief) -> Stack:
    """What the caller needed, and what of it was reached."""
    lines: list[tuple[Widget, float]] = [
        (NeedLine(words.need_words(texts, name, text, done), done), 4) for name, text, done in debrief.needs
    ]
    if not lines:
        lines = [(Text(texts("debrief.needs.none"), BODY, "muted"), 4)]
    return Stack("", [(Text(texts("debrief.needs.title"), STRONG), 0), *lines], (18, 10))


def timeline_data(texts: Texts, debrief: Debrief) -> TimelineData:
    """The feelings over the call, in seconds since it was picked up.

    At the moment of a reply a curve still shows the mood it met, so what the reply did is seen right of its number.
    Calm is not among the curves: it would only mirror anger and panic, and is the name of a score beside it.
    """
    turns = debrief.turns
    points = [(0.0, turns[0].before)] if turns else []
    points += [(turn.at_ms / 1000, turn.before) for turn in turns]
    if turns:
        # The answer to the last reply needs a little room to be seen, even where the call ended with it.
        points.append((max(float(debrief.seconds), points[-1][0] * 1.05 + 1), turns[-1].after))
    curves = tuple(
        Curve(tone, texts(f"feelings.{tone}"), even([(at, mood[place] / 100) for at, mood in points]))  # type: ignore[arg-type]
        for place, tone in enumerate(telling.FEELINGS)
    )
    moments = tuple(
        Moment(turns[number - 1].at_ms / 1000, i, words.mark(debrief, turns[number - 1]))
        for i, number in enumerate(debrief.moments, 1)
    )
    told = [
        texts(
            "access.curve", feeling=texts(f"feelings.{tone}"),
            first=texts(f"feelings.band.{telling.band(points[0][1][place])}"),
            last=texts(f"feelings.band.{telling.band(points[-1][1][place])}"),
        )
        for place, tone in enumerate(telling.FEELINGS)
    ] if points else []  # fmt: skip
    return TimelineData(curves, moments, (), texts("debrief.high"), texts("debrief.low"), " ".join(told))


def even(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """A curve through points (ascending) at even steps, never above or below what it joins.

    Replies may follow each other within a second: a spline through such knots alone would swing and loop.
    """
    knots = [point for i, point in enumerate(points) if i + 1 == len(points) or points[i + 1][0] > point[0]]
    if len(knots) < 2:
        return tuple(knots)
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(knots)]
    # At a turning point the curve is level; elsewhere the harmonic mean keeps it between its neighbours.
    leans = [0.0, *(2 * a * b / (a + b) if a * b > 0 else 0.0 for a, b in pairwise(slopes)), 0.0]
    start, end = knots[0][0], knots[-1][0]
    curve, i = [], 0
    for step in range(_STEPS + 1):
        x = start + (end - start) * step / _STEPS
        while i < len(knots) - 2 and x > knots[i + 1][0]:
            i += 1
        curve.append((x, _between(knots[i], knots[i + 1], (leans[i], leans[i + 1]), x)))
    return tuple(curve)


def _between(first: tuple[float, float], last: tuple[float, float], leans: tuple[float, float], x: float) -> float:
    """A cubic from one knot to the next with these slopes at its ends."""
    width = last[0] - first[0]
    t = min(1.0, max(0.0, (x - first[0]) / width))
    u = 1 - t
    return (
        first[1] * u * u * (1 + 2 * t)
        + leans[0] * width * t * u * u
        + last[1] * t * t * (1 + 2 * u)
        - leans[1] * width * t * t * u
    )
