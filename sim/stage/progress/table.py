"""The calls that were played: a row for each with its first, best and latest score; a press shows every try.

Where there is room the figures stand in columns; else they stand in words below the title.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, LABEL, MEDIUM
from sim.stage.kit.outcome import Next
from sim.stage.kit.page import Stack
from sim.stage.kit.widget import Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_ROW_RADIUS = 10
_PAD, _COLUMN_GAP = 10, 18
_TITLE = 210  # base pixels that a title needs beside the columns


@dataclass(frozen=True)
class Cell:
    """A figure; `passed` puts a tick before it."""

    text: str
    passed: bool = False


class CallRow(Widget):
    """A call. words: its figures in one sentence, for where they do not stand in columns and for who listens."""

    focusable = True

    def __init__(self, label: str, cells: tuple[Cell, ...], words: str, on: Callable[[], Next]) -> None:
        super().__init__(label, on=on)
        self.cells, self.words = cells, words
        self.table: CallTable | None = None

    def spoken(self) -> str:
        """All that stands on it."""
        return self.words

    def _inner(self, look: Look, width: int) -> int:
        return max(1, width - 2 * look.u(_PAD))

    def _columns(self, look: Look, width: int) -> list[int]:
        return self.table.columns(look, width) if self.table is not None else []

    def cell_width(self, look: Look, place: int) -> int:
        """How wide a figure is with its tick."""
        cell = self.cells[place]
        return look.width(cell.text, BODY) + (look.t(20) if cell.passed else 0)

    def title_width(self, look: Look, width: int) -> int:
        """What the columns leave."""
        columns = self._columns(look, width)
        return max(1, self._inner(look, width) - sum(columns) - look.u(_COLUMN_GAP) * len(columns))

    def height_for(self, look: Look, width: int) -> int:
        """The title, and below it the figures where there are no columns."""
        tall = look.height(self.label, MEDIUM, self.title_width(look, width))
        if not self._columns(look, width):
            tall += look.height(self._below, LABEL, self._inner(look, width))
        return tall + 2 * look.u(7)

    def fits(self, look: Look) -> bool:
        """Tall enough, and no word divided."""
        room = self.title_width(look, self.rect.width)
        return super().fits(look) and look.longest_word(self.label, MEDIUM) <= room

    @property
    def _below(self) -> str:
        """The sentence without the title that stands above it."""
        return self.words.removeprefix(self.label).lstrip(". ")

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """A line; lit while it is pointed at or has the focus."""
        theme, rect = look.theme, self.rect
        if self.hovered or self.focused:
            fill = theme.hover if not self.pressed else theme.button
            draw_card(surface, look, rect, fill, theme.edge, radius=_ROW_RADIUS)
        else:
            pygame.draw.rect(surface, theme.line, (rect.x, rect.bottom - 1, rect.width, 1))
        columns = self._columns(look, rect.width)
        box = pygame.Rect(rect.x + look.u(_PAD), rect.y + look.u(7), self.title_width(look, rect.width), 0)
        bottom = look.paragraph(surface, self.label, box, (MEDIUM, theme.text))
        if columns:
            self._draw_cells(surface, look, columns)
        else:
            below = pygame.Rect(box.x, bottom, self._inner(look, rect.width), 0)
            look.paragraph(surface, self._below, below, (LABEL, theme.muted))
        if self.focused:
            draw_ring(surface, look, rect, _ROW_RADIUS)

    def _draw_cells(self, surface: pygame.Surface, look: Look, columns: list[int]) -> None:
        right = self.rect.right - look.u(_PAD)
        for cell, width in reversed(list(zip(self.cells, columns, strict=True))):
            words = look.render(cell.text, BODY, look.theme.text)
            y = self.rect.y + look.u(7) + (look.line(MEDIUM) - words.get_height()) // 2
            surface.blit(words, (right - words.get_width(), y))
            if cell.passed:
                size = look.t(15)
                spot = (
                    right - words.get_width() - look.t(18),
                    self.rect.y + look.u(7) + (look.line(MEDIUM) - size) // 2,
                )
                surface.blit(icon("tick", size, look.theme.good), spot)
            right -= width + look.u(_COLUMN_GAP)


class CallTable(Stack):
    """The rows below the names of their columns, the first of which is the title's."""

    def __init__(self, heads: tuple[str, ...], rows: list[CallRow]) -> None:
        super().__init__(list(rows), gap=1)
        self.heads, self.rows = heads, rows
        self._widths: tuple[Look, list[int]] | None = None
        for row in rows:
            row.table = self

    def spoken(self) -> str:
        """The rows say everything."""
        return ""

    def columns(self, look: Look, width: int) -> list[int]:
        """The widths of the figures' columns; none where they leave too little for the title."""
        if self._widths is None or self._widths[0] is not look:
            widths = [look.width(head, LABEL) for head in self.heads[1:]]
            for row in self.rows:
                widths = [max(wide, row.cell_width(look, place)) for place, wide in enumerate(widths)]
            self._widths = look, widths
        found = self._widths[1]
        used = sum(found) + look.u(_COLUMN_GAP) * len(found) + 2 * look.u(_PAD)
        return found if width - used >= look.u(_TITLE * look.text_scale) else []

    def inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        """Below the names of the columns."""
        head = look.line(LABEL) + look.u(6) if self.columns(look, rect.width) else 0
        return pygame.Rect(rect.x, rect.y + head, rect.width, 0)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The names of the columns."""
        columns = self.columns(look, self.rect.width)
        if not columns:
            return
        muted, y = look.theme.muted, self.rect.y
        surface.blit(look.render(self.heads[0], LABEL, muted), (self.rect.x + look.u(_PAD), y))
        right = self.rect.right - look.u(_PAD)
        for head, width in reversed(list(zip(self.heads[1:], columns, strict=True))):
            words = look.render(head, LABEL, muted)
            surface.blit(words, (right - words.get_width(), y))
            right -= width + look.u(_COLUMN_GAP)
