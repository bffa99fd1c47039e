"""The row of tools below a call, each with its key: what helps to answer, and apart from it pause and hang up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage import boxes
from sim.stage.buttons import ToolButton
from sim.stage.widget import Widget

if TYPE_CHECKING:
    from sim.stage.look import Look


class ToolRow(Widget):
    """Tools in columns of equal width, in as few rows as their words need; icons go before a second row comes."""

    def __init__(self, helping: list[ToolButton], leaving: list[ToolButton]) -> None:
        super().__init__()
        self.helping, self.leaving = helping, leaving
        self._icons = {button: button.icon for button in (*helping, *leaving)}
        self.adopt(*helping, *leaving)

    @property
    def viewport(self) -> pygame.Rect:
        """Focus rings may reach over the edge."""
        reach = self.ui.look.u(8) if self.ui is not None and self.ui.look is not None else 0
        return self.rect.inflate(2 * reach, 2 * reach)

    def _groups(self) -> tuple[list[ToolButton], list[ToolButton]]:
        return [b for b in self.helping if b.visible], [b for b in self.leaving if b.visible]

    def _room(self, look: Look) -> int:
        """What a button needs beside its words."""
        return look.u(6)

    def _widest(self, look: Look) -> int:
        return max(button.width_for(look) for group in self._groups() for button in group) - 2 * self._room(look)

    def _columns(self, look: Look, width: int) -> int:
        """How many buttons stand side by side."""
        count = sum(map(len, self._groups()))
        gap = look.u(9)
        rows = 1
        while rows < count:
            columns = -(-count // rows)
            if (width - gap * (columns - 1) - (look.u(18) if rows == 1 else 0)) // columns >= self._widest(look):
                return columns
            rows += 1
        return 1

    def dress(self, look: Look, width: int) -> None:
        """Icons where there is room for them in the same number of rows."""
        for button, name in self._icons.items():
            button.icon = name
        with_icons = self._columns(look, width)
        for button in self._icons:
            button.icon = ""
        if self._columns(look, width) <= with_icons:
            for button, name in self._icons.items():
                button.icon = name

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        return max((cell.bottom for _, cell in self._cells(look, pygame.Rect(0, 0, width, 0))), default=0)

    def _cells(self, look: Look, rect: pygame.Rect) -> list[tuple[ToolButton, pygame.Rect]]:
        helping, leaving = self._groups()
        buttons, columns, gap = [*helping, *leaving], self._columns(look, rect.width), look.u(9)
        if columns >= len(buttons) and leaving:
            apart = look.u(18)
            share = (rect.width - apart - gap * (len(buttons) - 2)) * len(leaving) // len(buttons)
            right, left = boxes.cut_right(rect, share + gap * (len(leaving) - 1), apart)
            places = [*boxes.columns(left, len(helping), gap), *boxes.columns(right, len(leaving), gap)]
            return self._in_row(look, buttons, places, rect.y)
        cells: list[tuple[ToolButton, pygame.Rect]] = []
        y = rect.y
        for start in range(0, len(buttons), columns):
            row = self._in_row(look, buttons[start : start + columns], boxes.columns(rect, columns, gap), y)
            cells += row
            y = row[0][1].bottom + gap
        return cells

    def _in_row(
        self, look: Look, buttons: list[ToolButton], places: list[pygame.Rect], y: int
    ) -> list[tuple[ToolButton, pygame.Rect]]:
        pairs = list(zip(buttons, places, strict=False))
        height = max(button.height_for(look, place.width) for button, place in pairs)
        return [(button, pygame.Rect(place.x, y, place.width, height)) for button, place in pairs]

    def place(self, rect: pygame.Rect) -> None:
        """Place the buttons too."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            for button, cell in self._cells(self.ui.look, rect):
                button.place(cell)
