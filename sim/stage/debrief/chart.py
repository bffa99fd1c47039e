"""The timeline of a call on its card: the caller's feelings, who led, and what happened beside the words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import Debrief
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.debrief.lanes import Lanes, stops_of
from sim.stage.kit import boxes
from sim.stage.kit.cards import Text
from sim.stage.kit.look import LABEL, STRONG
from sim.stage.kit.outcome import Next
from sim.stage.kit.timeline import Curve, Moment, Timeline, TimelineData
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_STEPS = 72  # of a curve
FLAT = 63  # base pixels that the chart gives up where the cards below it need them


class FlatTimeline(Timeline):
    """A timeline that stays readable in little height, because it has no phases to name."""

    def height_for(self, look: Look, width: int) -> int:
        """A little less than a timeline wants."""
        return super().height_for(look, width) - look.u(FLAT)


class Said(Text):
    """One line about the call; or, while something is pointed at, what that is. It keeps room for the longest."""

    def __init__(self, label: str, others: tuple[str, ...]) -> None:
        super().__init__(label, LABEL, "muted")
        self.summary, self.longest = label, (label, *others)

    def tell(self, words_: str) -> None:
        """Say this; with nothing to say, the line about the call."""
        self.label, self.tone = words_ or self.summary, "text" if words_ else "muted"

    def height_for(self, look: Look, width: int) -> int:
        """The tallest of all it may say."""
        return max(look.height(text, LABEL, max(1, width)) for text in self.longest)

    def width_for(self, look: Look) -> int:
        """The widest of all it may say, in one line."""
        return max(look.width(text, LABEL) for text in self.longest) + 1


class Chart(Widget):
    """The timeline on a card, under its title and a line in words; below it the lanes."""

    def __init__(self, texts: Texts, debrief: Debrief, show: Callable[[int], Next]) -> None:
        super().__init__()
        title = texts("debrief.chart")
        stops = stops_of(texts, debrief)
        self.title, self.timeline = Text(title, STRONG), FlatTimeline(title, timeline_data(texts, debrief))
        about = telling.lead_words(texts, debrief.lead) or texts("debrief.call.empty")
        self.said = Said(about, tuple(stop.words for stop in stops))
        self.lanes = Lanes(texts, stops, self.timeline, show)
        self.lanes.told = self.said.tell
        self.lanes.visible = bool(debrief.turns)
        self.adopt(self.title, self.said, self.timeline, self.lanes)

    def _beside(self, look: Look, width: int) -> bool:
        """Whether the words stand in the line of the title."""
        return self.title.width_for(look) + look.u(24) + self.said.width_for(look) <= width

    def _head(self, look: Look, width: int) -> int:
        title = self.title.height_for(look, width)
        if not self.said.visible or self._beside(look, width):
            return title
        return title + look.u(2) + self.said.height_for(look, width)

    def _foot(self, look: Look, width: int) -> int:
        return self.lanes.height_for(look, width) + look.u(8) if self.lanes.visible else 0

    def height_for(self, look: Look, width: int) -> int:
        """Title, a chart that can be read, and the lanes."""
        inner = width - 2 * look.u(18)
        parts = self._head(look, inner) + self.timeline.height_for(look, inner) + self._foot(look, inner)
        return parts + look.u(22)

    def place(self, rect: pygame.Rect) -> None:
        """Place title, words, chart and lanes."""
        super().place(rect)
        if self.ui is None or self.ui.look is None:
            return
        look = self.ui.look
        inner = boxes.inset(rect, look.u(18), look.u(11))
        head, rest = boxes.cut_top(inner, self._head(look, inner.width))
        title, below = boxes.cut_top(head, self.title.height_for(look, inner.width), look.u(2))
        self.title.place(title)
        if self._beside(look, inner.width):
            left = self.title.width_for(look) + look.u(24)
            line = look.line(LABEL)
            below = pygame.Rect(title.x + left, title.bottom - line - look.u(2), title.width - left, line)
        self.said.align = "right" if below.y < title.bottom else "left"
        self.said.place(below)
        foot = self._foot(look, inner.width)
        lanes, chart = boxes.cut_bottom(rest, foot - look.u(8) if foot else 0, look.u(8) if foot else 0)
        self.timeline.place(chart)
        self.lanes.place(lanes)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card."""
        draw_card(surface, look, self.rect, look.theme.panel)


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
