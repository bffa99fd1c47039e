"""The row of tools below a call, each with its key: what helps to answer, and apart from it pause and hang up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.buttons import ToolButton
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class ToolRow(Widget):
    """Tools in one row where that is possible: columns of equal width, or as wide as their words; icons go before a
    second row comes. In more rows they stand in columns of equal width.
    """

    def __init__(self, helping: list[ToolButton], leaving: list[ToolButton]) -> None:
        super().__init__()
        self.helping, self.leaving = helping, leaving
        self._icons = {button: button.icon for button in (*helping, *leaving)}
        self.adopt(*helping, *leaving)

    def _shown(self) -> list[ToolButton]:
        return [button for button in (*self.helping, *self.leaving) if button.visible]

    def _needs(self, look: Look) -> list[int]:
        """The least width of each button: a little less air than it would like."""
        return [button.width_for(look) - look.u(12) for button in self._shown()]

    def _room(self, look: Look, width: int) -> int:
        """What the buttons of a single row share: leaving stands a little apart."""
        return width - look.u(9) * (len(self._shown()) - 1) - look.u(9)

    def _single_row(self, look: Look, width: int) -> list[int] | None:
        """The widths of all buttons in one row; None where they do not fit."""
        needs, room = self._needs(look), self._room(look, width)
        if max(needs) * len(needs) <= room:
            return [room // len(needs)] * len(needs)
        if sum(needs) > room:
            return None
        spare = (room - sum(needs)) // len(needs)
        return [need + spare for need in needs]

    def _columns(self, look: Look, width: int) -> int:
        """How many equal columns there are in more than one row: rows as even as may be."""
        needs, gap = self._needs(look), look.u(9)
        columns = len(needs)
        for rows in range(2, len(needs) + 1):
            columns = -(-len(needs) // rows)
            if (width - gap * (columns - 1)) // columns >= max(needs):
                return columns
        return columns

    def dress(self, look: Look, width: int) -> None:
        """Choose whether there is room for icons; before it is measured and placed."""
        for with_icons in (True, False, True):
            for button, name in self._icons.items():
                button.icon = name if with_icons else ""
            if self._single_row(look, width) is not None:
                return

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        return max((cell.bottom for _, cell in self._cells(look, pygame.Rect(0, 0, width, 0))), default=0)

    def _cells(self, look: Look, rect: pygame.Rect) -> list[tuple[ToolButton, pygame.Rect]]:
        buttons, gap = self._shown(), look.u(9)
        widths = self._single_row(look, rect.width)
        if widths is not None:
            places, x = [], rect.x
            for button, width in zip(buttons, widths, strict=True):
                if button is self.leaving[-1]:
                    x = rect.right - width
                elif button in self.leaving:
                    x = rect.right - sum(widths[-len(self.leaving) :]) - gap * (len(self.leaving) - 1)
                places.append(pygame.Rect(x, rect.y, width, 0))
                x += width + gap
            return self._in_row(look, buttons, places, rect.y)
        columns = self._columns(look, rect.width)
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
        """Place the buttons too. Its own rect is larger: focus rings reach over the edge."""
        super().place(rect)
        look = self.ui.look if self.ui is not None else None
        if look is not None:
            super().place(rect.inflate(2 * look.u(8), 2 * look.u(8)))
            for button, cell in self._cells(look, rect):
                button.place(cell)

    def fits(self, look: Look) -> bool:
        """Whether all words are inside, measured where the buttons stand."""
        inner = self.rect.inflate(-2 * look.u(8), -2 * look.u(8))
        return inner.height >= self.height_for(look, inner.width)
