"""Widgets side by side, in as many rows as their words need at the present text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

Cell = tuple[Widget, pygame.Rect]


class Row(Widget):
    """Children side by side: columns of equal width, or each as wide as its words (equal=False)."""

    def __init__(self, children: list[Widget], equal: bool = True, gap: float = 9) -> None:
        super().__init__()
        self.equal = equal
        self.gap = gap
        self.adopt(*children)

    def _shown(self) -> list[Widget]:
        return [child for child in self.children if child.visible]

    def _per_row(self, look: Look, width: int) -> int:
        """How many equal columns leave every child its words in one line; at least one."""
        children, gap = self._shown(), look.u(self.gap)
        widest = max((child.width_for(look) for child in children), default=0)
        count = max(1, len(children))
        while count > 1 and (width - gap * (count - 1)) // count < widest:
            count -= 1
        rows = -(-len(children) // count)
        return max(1, -(-len(children) // max(1, rows)))  # three of four do not leave one alone: two and two

    def _cells(self, look: Look, rect: pygame.Rect) -> list[list[Cell]]:
        return self._equal_cells(look, rect) if self.equal else self._flowing_cells(look, rect)

    def _equal_cells(self, look: Look, rect: pygame.Rect) -> list[list[Cell]]:
        children, per_row = self._shown(), self._per_row(look, rect.width)
        rows, y, gap = [], rect.y, look.u(self.gap)
        for start in range(0, len(children), per_row):
            line = children[start : start + per_row]
            places = boxes.columns(pygame.Rect(rect.x, y, rect.width, 0), per_row, gap)
            height = max(child.height_for(look, place.width) for child, place in zip(line, places, strict=False))
            rows.append([(c, pygame.Rect(p.x, y, p.width, height)) for c, p in zip(line, places, strict=False)])
            y += height + gap
        return rows

    def _flowing_cells(self, look: Look, rect: pygame.Rect) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        x, y, tall, gap = rect.x, rect.y, 0, look.u(self.gap)
        for child in self._shown():
            width = min(rect.width, child.width_for(look) or rect.width)
            if not rows or x + width > rect.right:
                y += tall + gap if rows else 0
                x, tall = rect.x, 0
                rows.append([])
            height = child.height_for(look, width)
            rows[-1].append((child, pygame.Rect(x, y, width, height)))
            x, tall = x + width + gap, max(tall, height)
        return rows

    def place(self, rect: pygame.Rect) -> None:
        """Place the children too."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            for row in self._cells(self.ui.look, rect):
                for child, cell in row:
                    child.place(cell)

    @property
    def viewport(self) -> pygame.Rect:
        """Children may draw their focus ring round the row's edge."""
        return self.rect.inflate(*(2 * (self.ui.look.u(8) if self.ui and self.ui.look else 0),) * 2)

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        cells = [cell for row in self._cells(look, pygame.Rect(0, 0, width, 0)) for _, cell in row]
        return max((cell.bottom for cell in cells), default=0)

    def width_for(self, look: Look) -> int:
        """The width at which all stand in one row."""
        widths = [child.width_for(look) for child in self._shown()]
        if not widths:
            return 0
        together = max(widths) * len(widths) if self.equal else sum(widths)
        return together + look.u(self.gap) * (len(widths) - 1)
