"""The menu's cards: a caller to choose, and all callers in a grid.

A caller's card has two forms, and the grid takes one for all of them: tall, with a large picture above the words,
where all rows of such cards fit into the window; else compact, with a small picture beside the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import pygame

from sim.stage.face.stills import Cut, Face, FaceFrame
from sim.stage.families import FAMILY_TONES
from sim.stage.kit import boxes
from sim.stage.kit.cards import Chip, chip_places, tone_ink
from sim.stage.kit.look import BODY, MEDIUM, Style
from sim.stage.kit.outcome import Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import CARD_RADIUS, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.look import Look
    from sim.stage.services import CallerEntry

MOST_COLUMNS = 3
_NAME = Style(18, "semibold", 1.28)
_PICTURE, _LEAST_PICTURE = 1.0, 0.66  # a tall card's picture as a share of its width; less would cut off the chin
_NARROWEST = 290  # base pixels that a card needs at text size 1
Form = Literal["tall", "compact"]


def caller_chips(texts: Texts, entry: CallerEntry) -> tuple[Chip, ...]:
    """Family, level, minutes, how the best call went, and whether it is due again."""
    tone, mark = FAMILY_TONES[entry.family]
    if entry.best is not None:
        result = Chip(texts("menu.best", count=entry.best), "good" if entry.passed else "muted", "star")
    else:
        rated = "menu.broken_off" if entry.broken_off else "menu.not_rated"
        result = Chip(texts(rated if entry.calls else "menu.not_played"), "faint")
    back = (Chip(texts("progress.chip.due"), "accent", "replay"),) if entry.due else ()
    return (
        Chip(texts(f"menu.family.{entry.family}"), tone, mark),
        Chip(texts("common.level", count=entry.level)),
        Chip(texts("menu.minutes", count=entry.minutes), "muted", "clock"),
        result,
        *back,
    )


class CallerCard(Widget):
    """A caller to choose: picture, name, title, what it is about, chips."""

    focusable = True
    elevation = 1

    def __init__(self, entry: CallerEntry, face: Face, chips: tuple[Chip, ...], on: Callable[[], Next]) -> None:
        super().__init__(entry.caller, on=on)
        self.entry, self.chips = entry, chips
        self.frame = FaceFrame(face, self)
        self.form: Form = "compact"
        self._least: tuple[Look, int] | None = None
        self.picture = 0  # a tall card's picture height in real pixels

    def spoken(self) -> str:
        """All that stands on it."""
        return ". ".join((self.label, self.entry.title, self.entry.about, *(chip.text for chip in self.chips)))

    # --- sizes --------------------------------------------------------------------------------------------------

    def below(self, look: Look, width: int) -> int:
        """How tall the part below a tall card's picture is."""
        return look.u(12) + self._words_height(look, width - 2 * look.u(16)) + look.u(16)

    def _words_height(self, look: Look, width: int) -> int:
        words = look.height(self.label, _NAME, width) + look.height(self.entry.title, MEDIUM, width)
        words += look.u(6) + look.height(self.entry.about, BODY, width)
        return words + look.u(11) + chip_places(look, self.chips, width)[1]

    def _side(self, look: Look, width: int) -> int:
        """A compact card's picture width; a narrow card with large text does without the picture."""
        return _small_picture(look) if width >= self.least_width(look) else 0

    def least_width(self, look: Look) -> int:
        """The width that a compact card needs to show its picture and divide no word; found once for a look."""
        if self._least is None or self._least[0] is not look:
            self._least = (look, self._find_least_width(look))
        return self._least[1]

    def _find_least_width(self, look: Look) -> int:
        longest = max(look.longest_word(text, _NAME) for text in (self.label, self.entry.title))
        chips = max(chip.size(look)[0] for chip in self.chips)
        words = max(longest, chips, look.longest_word(self.entry.about, BODY), round(look.u(150) * look.text_scale))
        return _small_picture(look) + look.u(42) + words

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        side = self._side(look, rect.width)
        left = look.u(14) + (side + look.u(14) if side else look.u(2))
        return pygame.Rect(rect.x + left, rect.y + look.u(13), max(1, rect.width - left - look.u(14)), 0)

    def height_for(self, look: Look, width: int) -> int:
        """In its present form."""
        if self.form == "tall":
            return self.picture + self.below(look, width)
        inner = self._words(look, pygame.Rect(0, 0, width, 0)).width
        return max(self._words_height(look, inner), self._side(look, width)) + look.u(28)

    def fits(self, look: Look) -> bool:
        """Tall enough, and no word divided."""
        inner = self.rect.width - 2 * look.u(16)
        if self.form == "compact":
            inner = self._words(look, self.rect).width
        widest = max(look.longest_word(text, BODY) for text in (self.entry.title, self.entry.about))
        chips = max(chip.size(look)[0] for chip in self.chips)
        return super().fits(look) and max(widest, chips, look.longest_word(self.label, _NAME)) <= inner

    def _picture_box(self, look: Look) -> pygame.Rect:
        rect = self.rect
        if self.form == "tall":
            return pygame.Rect(rect.x, rect.y, rect.width, self.picture)
        side, pad = self._side(look, rect.width), look.u(14)
        return pygame.Rect(rect.x + pad, rect.y + pad, side, min(rect.height - 2 * pad, round(side * 1.5)))

    def place(self, rect: pygame.Rect) -> None:
        """Ask for a picture of this size."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            box = self._picture_box(self.ui.look)
            if box.width:
                self.frame.want(box.size, self.ui.look)

    # --- drawing ------------------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Card, picture, words, edge."""
        theme, lit = look.theme, self.hovered or self.focused
        fill = theme.hover if lit else theme.panel
        fill = mix(fill, theme.bg, 0.35) if self.pressed else fill
        edge, line = theme.accent if lit else theme.line, 1.6 if lit else 1.2
        draw_card(surface, look, self.rect, fill, edge, line=line)
        if self.form == "tall":
            self._draw_tall(surface, look)
            outline = rounded(self.rect.size, look.u(CARD_RADIUS), None, edge, look.u(line))
            surface.blit(outline, self.rect)
        else:
            self._draw_compact(surface, look)
        if self.focused:
            draw_ring(surface, look, self.rect, CARD_RADIUS)

    def _draw_tall(self, surface: pygame.Surface, look: Look) -> None:
        box, pad = self._picture_box(look), look.u(16)
        self.frame.draw(surface, box.topleft, Cut(look.u(CARD_RADIUS), lower=False))
        text = pygame.Rect(box.x + pad, box.bottom + look.u(12), box.width - 2 * pad, 0)
        self._draw_words(surface, look, text, self.rect.bottom - look.u(16))

    def _draw_compact(self, surface: pygame.Surface, look: Look) -> None:
        box = self._picture_box(look)
        if box.width:
            self.frame.draw(surface, box.topleft, Cut(look.u(12)))
        self._draw_words(surface, look, self._words(look, self.rect), self.rect.bottom - look.u(14))

    def _draw_words(self, surface: pygame.Surface, look: Look, box: pygame.Rect, bottom: int) -> None:
        """Name, title, about from the top; the chips of a row of cards stand at one height at the bottom."""
        text, theme = box.copy(), look.theme
        text.y = look.paragraph(surface, self.label, text, (_NAME, theme.text))
        ink = tone_ink(look, "accent", theme.hover if self.hovered or self.focused else theme.panel)
        text.y = look.paragraph(surface, self.entry.title, text, (MEDIUM, ink))
        text.y += look.u(6)
        look.paragraph(surface, self.entry.about, text, (BODY, theme.text))
        places, height = chip_places(look, self.chips, text.width)
        for chip, (x, y) in zip(self.chips, places, strict=True):
            chip.draw(surface, look, (text.x + x, bottom - height + y))


def _small_picture(look: Look) -> int:
    return round(look.u(104) * (0.5 + 0.5 * look.text_scale))


class CallerGrid(Widget):
    """All callers, in as many columns as their words need. room: the height that is left for it, in real pixels."""

    def __init__(self, cards: list[CallerCard]) -> None:
        super().__init__()
        self.cards = cards
        self.room = 0
        self.adopt(*cards)

    @property
    def viewport(self) -> pygame.Rect:
        """Focus rings may reach over the edge."""
        reach = self.ui.look.u(8) if self.ui is not None and self.ui.look is not None else 0
        return self.rect.inflate(2 * reach, 2 * reach)

    def _columns(self, look: Look, width: int) -> int:
        gap = look.u(14)
        narrowest = max(look.u(_NARROWEST * look.text_scale), *(card.least_width(look) for card in self.cards), 1)
        return max(1, min(MOST_COLUMNS, (width + gap) // (narrowest + gap)))

    def _rows(self, look: Look, width: int) -> list[list[CallerCard]]:
        per_row = self._columns(look, width)
        return [self.cards[i : i + per_row] for i in range(0, len(self.cards), per_row)]

    def _choose_form(self, look: Look, width: int) -> None:
        """Tall cards where every row of them fits into the room with most of the head in the picture."""
        rows, gap = self._rows(look, width), look.u(14)
        cell = boxes.columns(pygame.Rect(0, 0, width, 0), self._columns(look, width), gap)[0].width
        words = sum(max(card.below(look, cell) for card in row) for row in rows)
        left = (self.room - words - gap * (len(rows) - 1)) // max(1, len(rows))
        tall = left >= _LEAST_PICTURE * cell
        for card in self.cards:
            card.form = "tall" if tall else "compact"
            card.picture = min(left, round(_PICTURE * cell)) if tall else 0

    def _cells(self, look: Look, rect: pygame.Rect) -> list[tuple[CallerCard, pygame.Rect]]:
        self._choose_form(look, rect.width)
        gap, y, cells = look.u(14), rect.y, []
        places = boxes.columns(rect, self._columns(look, rect.width), gap)
        for row in self._rows(look, rect.width):
            height = max(card.height_for(look, place.width) for card, place in zip(row, places, strict=False))
            # A row alone stands in the middle; below a full row it begins where that begins.
            shift = (rect.right - places[len(row) - 1].right) // 2 if y == rect.y else 0
            for card, place in zip(row, places, strict=False):
                cells.append((card, pygame.Rect(place.x + shift, y, place.width, height)))
            y += height + gap
        return cells

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        return max((cell.bottom for _, cell in self._cells(look, pygame.Rect(0, 0, width, 0))), default=0)

    def place(self, rect: pygame.Rect) -> None:
        """Place the cards."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            for card, cell in self._cells(self.ui.look, rect):
                card.place(cell)
