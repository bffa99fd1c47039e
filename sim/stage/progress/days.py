"""The last four weeks as small squares: filled where there was practice. Today is the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.look import BODY
from sim.stage.kit.paint import rounded
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_SIDE, _GAP = 15, 5
_WEEK = 7


class Days(Widget):
    """label: the same in words, which stand above; they are all that is read aloud."""

    def __init__(self, label: str, days: tuple[bool, ...]) -> None:
        super().__init__(label)
        self.days = days

    def _columns(self, look: Look, width: int) -> int:
        """As many whole weeks side by side as fit."""
        step = look.u(_SIDE) + look.u(_GAP)
        weeks = max(1, (width + look.u(_GAP)) // (step * _WEEK))
        return _WEEK * min(weeks, -(-len(self.days) // _WEEK))

    def height_for(self, look: Look, width: int) -> int:
        """The words, and the rows of squares."""
        rows = -(-len(self.days) // self._columns(look, width))
        words = look.height(self.label, BODY, width) + look.u(8)
        return words + rows * look.u(_SIDE) + (rows - 1) * look.u(_GAP)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Words, then squares from the oldest day to today."""
        theme, rect, side = look.theme, self.rect, look.u(_SIDE)
        top = look.paragraph(surface, self.label, rect, (BODY, theme.muted)) + look.u(8)
        columns = self._columns(look, rect.width)
        for place, some in enumerate(self.days):
            row, column = divmod(place, columns)
            step = side + look.u(_GAP)
            spot = (rect.x + column * step, top + row * step)
            fill = theme.accent if some else None
            surface.blit(
                rounded((side, side), look.u(4), fill, theme.accent if some else theme.edge, look.u(1.2)), spot
            )
