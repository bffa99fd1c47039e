"""The cards of a call's key moments: what was said, what it did to the caller, why, and what to say instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import Debrief, TurnReview
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.debrief.parts import Ink, Stack, alone, instead_of
from sim.stage.kit.boxes import columns
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text, Tone, tone_ink
from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL, LABEL_STRONG, Style
from sim.stage.kit.moments import draw_number
from sim.stage.kit.rows import Row
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

TITLE = Style(15.5, "semibold", 1.25)
QUOTE = Style(14.5, "regular", 1.33)
EFFECT = Style(13.5, "semibold", 1.36)
_PAD = (16, 12)
_REFINED = 6  # rounds of giving spare width to the tallest card
_SIGNS = {"good": "up", "bad": "down", "info": "dot"}
# The caller's feelings have colours of their own: the grade's would call a caller's anger good.
_TONES: dict[words.Effect, Tone] = {"eased": "good", "harder": "warn", "mixed": "text", "none": "muted"}


class MomentHead(Widget):
    """Number, sign, what the turn stands out as, and what was done in it."""

    def __init__(self, number: int, mark: words.Mark, kicker: str, title: str) -> None:
        super().__init__(f"{number}. {kicker}: {title}")
        self.number, self.mark, self.kicker, self.title = number, mark, kicker, title

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.t(26) + look.u(12)
        return pygame.Rect(rect.x + left, rect.y, max(1, rect.width - left), rect.height)

    def _sign_width(self, look: Look) -> int:
        return look.t(14) + look.u(5)

    def longest_word(self, look: Look) -> int:
        """The width below which the kicker wraps or a word is divided."""
        longest = max(
            look.width(self.kicker, LABEL_STRONG) + self._sign_width(look), look.longest_word(self.title, TITLE)
        )
        return longest + look.t(26) + look.u(12) + 1

    def height_for(self, look: Look, width: int) -> int:
        """Kicker and title."""
        room = self._words(look, pygame.Rect(0, 0, width, 0)).width
        kicker = look.height(self.kicker, LABEL_STRONG, max(1, room - self._sign_width(look)))
        return max(look.t(26), kicker + look.height(self.title, TITLE, room))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The numbered disc left, the words right."""
        side, box = look.t(26), self._words(look, self.rect)
        draw_number(
            surface,
            look,
            (self.rect.x + side // 2, self.rect.y + side // 2 + look.u(1)),
            (self.number, self.mark, side),
        )
        ink, size = tone_ink(look, self.mark), look.t(14)
        surface.blit(icon(_SIGNS[self.mark], size, ink), (box.x, box.y + (look.line(LABEL_STRONG) - size) // 2))
        shift = self._sign_width(look)
        beside = pygame.Rect(box.x + shift, box.y, max(1, box.width - shift), 0)
        box.y = look.paragraph(surface, self.kicker, beside, (LABEL_STRONG, ink))
        look.paragraph(surface, self.title, box, (TITLE, look.theme.text))


def effect_line(texts: Texts, turn: TurnReview) -> Ink:
    """What a turn did to the caller."""
    return Ink(words.moment_effect(texts, turn), EFFECT, _TONES[words.effect(turn.before, turn.after)])


class MomentCard(Stack):
    """A moment; what can be done about it stands at the foot of the card, however tall its neighbours make it."""

    def place(self, rect: pygame.Rect) -> None:
        """Place the parts, and the button at the foot."""
        super().place(rect)
        last = self.children[-1]
        if isinstance(last, Row) and self.ui is not None and self.ui.look is not None:
            foot = rect.bottom - self.ui.look.u(self.pad[1])
            last.place(pygame.Rect(last.rect.x, foot - last.rect.height, *last.rect.size))


def moment_card(
    texts: Texts, debrief: Debrief, turn: TurnReview, number: int, rewind: Button | None = None
) -> MomentCard:
    """The card of one moment; number is its place on the timeline."""
    mark = words.mark(debrief, turn)
    title = words.capital(telling.moves_words(texts, turn.moves))
    head = MomentHead(number, mark, words.kicker_words(texts, debrief, turn.number), title)
    parts: list[tuple[Widget, float]] = [
        (head, 0),
        (Text(words.quoted(texts, turn.said), QUOTE), 7),
        (effect_line(texts, turn), 5),
    ]
    if turn.because:
        parts.append((Text(turn.because, LABEL, "muted"), 3))
    if turn.instead is not None and (mark == "bad" or turn.number == debrief.costliest):
        parts.append((instead_of(texts, debrief, turn, QUOTE), 8))
    if rewind is not None:
        parts.append((alone(rewind), 8))
    return MomentCard("", parts, _PAD)


class Moments(Widget):
    """Cards side by side, each as wide as it needs to end where the others end; below each other where narrow."""

    def __init__(self, cards: Sequence[Stack]) -> None:
        super().__init__()
        self.adopt(*cards)
        self._kept: tuple[object, list[int]] = (None, [])

    @property
    def cards(self) -> list[Stack]:
        """The cards, in the order played."""
        return [child for child in self.children if isinstance(child, Stack)]

    def _least(self, look: Look, card: Stack) -> int:
        head = next(child for child in card.children if isinstance(child, MomentHead))
        pad = 2 * look.u(_PAD[0])
        return max(look.t(216), card.longest_word(look), head.longest_word(look) + pad)

    def _widths(self, look: Look, width: int) -> list[int]:
        """The width of each card in one row; empty where they do not stand side by side."""
        key = (look, width)
        if self._kept[0] != key:
            self._kept = (key, self._balanced(look, width))
        return self._kept[1]

    def _balanced(self, look: Look, width: int) -> list[int]:
        room = width - look.u(14) * (len(self.cards) - 1)
        least = [self._least(look, card) for card in self.cards]
        if sum(least) > room:
            return []
        widths, step = list(least), look.u(16)
        heights = [card.height_for(look, w) for card, w in zip(self.cards, widths, strict=True)]
        while sum(widths) + step <= room:
            tallest = heights.index(max(heights))
            widths[tallest] += step
            heights[tallest] = self.cards[tallest].height_for(look, widths[tallest])
        for _ in range(_REFINED):
            if not self._refine(look, room, (least, widths, heights)):
                break
        while sum(widths) + step <= room:
            widths[widths.index(min(widths))] += step
        widths[-1] += room - sum(widths)
        return widths

    def _refine(self, look: Look, room: int, state: tuple[list[int], list[int], list[int]]) -> bool:
        """Take from the others what they can spare and give it to the tallest; whether that made it lower."""
        (least, widths, heights), step = state, look.u(8)
        most = max(heights)
        tallest = heights.index(most)
        for i, card in enumerate(self.cards):
            while i != tallest and widths[i] - step >= least[i] and card.height_for(look, widths[i] - step) <= most:
                widths[i] -= step
                heights[i] = card.height_for(look, widths[i])
        wider = widths[tallest] + room - sum(widths)
        lower = self.cards[tallest].height_for(look, wider)
        if lower < most:
            widths[tallest], heights[tallest] = wider, lower
        return lower < most

    def _rows(self, look: Look, width: int) -> list[list[int]]:
        """The widths of the cards, row by row."""
        if not self.cards:
            return []
        balanced = self._widths(look, width)
        if balanced:
            return [balanced]
        least = max(self._least(look, card) for card in self.cards)
        pair = [place.width for place in columns(pygame.Rect(0, 0, width, 0), 2, look.u(14))]
        if min(pair) < least:
            return [[width] for _ in self.cards]
        rows = [pair for _ in range(len(self.cards) // 2)]
        return rows + ([[width]] if len(self.cards) % 2 else [])

    def _row_heights(self, look: Look, width: int) -> list[int]:
        cards = iter(self.cards)
        return [max(next(cards).height_for(look, w) for w in row) for row in self._rows(look, width)]

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        heights = self._row_heights(look, width)
        return sum(heights) + look.u(14) * max(0, len(heights) - 1)

    def place(self, rect: pygame.Rect) -> None:
        """Place the cards; all of a row are as tall as its tallest, and one row fills the place."""
        super().place(rect)
        if self.ui is None or self.ui.look is None:
            return
        look, cards, y = self.ui.look, iter(self.cards), rect.y
        rows, heights = self._rows(look, rect.width), self._row_heights(look, rect.width)
        for row, height in zip(rows, [rect.height] if len(rows) == 1 else heights, strict=True):
            x = rect.x
            for width in row:
                next(cards).place(pygame.Rect(x, y, width, height))
                x += width + look.u(14)
            y += height + look.u(14)
