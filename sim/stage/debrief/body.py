"""The page of the debrief: scores, how the caller felt, key moments, needs.

Two columns where they fit, one below the other where text is large. The page is at least as tall as the room it is
given (the chart takes what is left) and taller where its words need it: then it scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import Debrief
from sim.core.scenario import DIMENSIONS
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.debrief.chart import FLAT, Chart
from sim.stage.debrief.moment import Moments, moment_card
from sim.stage.debrief.parts import NeedLine, Rewinds, Stack
from sim.stage.kit import boxes
from sim.stage.kit.cards import Text
from sim.stage.kit.dial import Dial, draw_notch
from sim.stage.kit.look import BODY, STRONG
from sim.stage.kit.outcome import Next
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

GAP = 14
_PAD = 6  # above and below the dials, whose arcs keep a rim of their own
_SIDE = 368  # the column of scores, in base pixels at normal text
_LEAST_MAIN = 820  # a narrower main column becomes one with the scores above it
_CHART_MOST = 330
_LESS_FLAT = 30  # base pixels that the chart is given back where the page scrolls


class ScoreDial(Dial):
    """A dial small enough for three of them and the needs below in one column, with what was expected on its arc."""

    expected: int | None = None

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The dial, and a notch where the trainee expected to be."""
        super().draw(surface, look)
        if self.expected is not None:
            draw_notch(surface, look, self.arc_rect(look), self.expected)

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


class Page(Widget):
    """All parts of the debrief; `room` is the height there is to fill."""

    def __init__(self, texts: Texts, debrief: Debrief, rewinds: Rewinds, show: Callable[[int], Next]) -> None:
        super().__init__()
        self.room = 0
        self.scores = Scores("", dials(texts, debrief))
        self.chart = Chart(texts, debrief, show)
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
        if left > self.room:  # it scrolls in any case: then the chart need not be flat
            left += look.u(_LESS_FLAT)
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
        # Where the moments need more room than there is, the scores and the needs are seen all the same.
        least = self.scores.height_for(look, side) + gap + self.needs.height_for(look, side)
        right.height = max(least, min(rect.height, self.room))
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
        return [(part, h + (look.u(2 * FLAT) if part is self.chart else 0)) for part, h in heights if h]

    def _place_column(self, look: Look, rect: pygame.Rect) -> None:
        y = rect.y
        for part, height in self._column(look, rect.width):
            part.place(pygame.Rect(rect.x, y, rect.width, height))
            y += height + look.u(GAP)


def dials(texts: Texts, debrief: Debrief) -> list[Dial]:
    """The three scores with verdict and reason."""
    card = debrief.card
    made: list[Dial] = []
    for dimension in DIMENSIONS:
        score = card.scores[dimension]
        verdict = telling.score_word(texts, score) if score is not None else ""
        beside = telling.expected_words(texts, debrief.noticed, dimension)
        dial = ScoreDial(
            texts(f"scores.{dimension}"),
            score,
            " · ".join(part for part in (verdict, beside) if part),
            words.reason_words(texts, card, dimension, debrief.turns),
            texts("scores.not_rated"),
        )
        dial.expected = telling.expected(debrief.noticed, dimension)
        made.append(dial)
    return made


def needs_card(texts: Texts, debrief: Debrief) -> Stack:
    """What the caller needed, and what of it was reached."""
    lines: list[tuple[Widget, float]] = [
        (NeedLine(words.need_words(texts, name, text, done), done), 4) for name, text, done in debrief.needs
    ]
    if not lines:
        lines = [(Text(texts("debrief.needs.none"), BODY, "muted"), 4)]
    return Stack("", [(Text(texts("debrief.needs.title"), STRONG), 0), *lines], (18, 10))
