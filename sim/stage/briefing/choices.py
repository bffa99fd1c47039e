"""What is chosen before a call: practice or exam, and in practice how replies are given; and what goes with it.

practice    hints, feelings in words, rewinding: mistakes are the material
exam        the caller alone; feedback at the end; replies are chosen from a list in a drawn order
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from sim.core.log import CHOOSE, WAYS
from sim.stage.kit.controls import Choice
from sim.stage.kit.icons import icon
from sim.stage.kit.look import MEDIUM
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.rows import Row
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import BUTTON_RADIUS, draw_card, draw_ring
from sim.stage.services import Door

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.look import Look

PRACTICE, EXAM = MODES = ("practice", "exam")


@dataclass(frozen=True)
class Around:
    """What belongs to a briefing beside the scenario.

    mode, way: what is chosen at first; ways: those that can be chosen, in the order of WAYS. met: whether the trainee
    has met this call before, so that an exam with it says nothing new; other: a call to take the exam with instead.
    quiz: opens the questions about the rules, told the mode; asked: what came of them the last time, in a sentence.
    fixed: the mode cannot be chosen; place: where this call stands, in a few words, such as in a shift.
    """

    mode: str = PRACTICE
    way: str = CHOOSE
    ways: tuple[str, ...] = (CHOOSE,)
    met: bool = False
    other: Door | None = None
    quiz: Callable[[str], Next] | None = None
    asked: str = ""
    fixed: bool = False
    place: tuple[str, ...] = ()


class Segments(Choice):
    """A choice of a few whose label is said and not drawn."""

    def width_for(self, look: Look) -> int:
        """All values in one row."""
        return sum(self._cell_sizes(look, 10_000)) + look.u(6) * (len(self.values) - 1)

    def _flow(self, look: Look, rect: pygame.Rect) -> tuple[list[pygame.Rect], int]:
        tall, gap = max(look.u(44), look.line(MEDIUM) + look.u(12)), look.u(6)
        cells: list[pygame.Rect] = []
        x, y = rect.x, rect.y
        for width in self._cell_sizes(look, rect.width):
            if cells and x + width > rect.right:
                x, y = rect.x, y + tall + gap
            cells.append(pygame.Rect(x, y, width, tall))
            x += width + gap
        return cells, y + tall - rect.y

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The values."""
        theme, room = look.theme, self._room(look)
        cells = self._flow(look, self.rect)[0]
        for i, (cell, value) in enumerate(zip(cells, self.values, strict=True)):
            chosen, lit = i == self.index, self.hovered or self.focused
            fill = mix(theme.hover, theme.accent, 0.18) if chosen else theme.hover if lit else theme.bg
            edge = theme.accent if chosen else theme.edge if lit else theme.line
            draw_card(surface, look, cell, fill, edge, radius=BUTTON_RADIUS, line=2 if chosen else 1.4)
            words = look.render(value, MEDIUM, theme.text if chosen else theme.muted)
            left = cell.x + (cell.width - words.get_width() - (room if chosen else 0)) // 2
            if chosen:
                sign = icon("tick", look.t(17), theme.accent)
                surface.blit(sign, sign.get_rect(midleft=(left, cell.centery)))
            surface.blit(words, words.get_rect(midleft=(left + (room if chosen else 0), cell.centery)))
        if self.focused:
            draw_ring(surface, look, cells[self.index], BUTTON_RADIUS)

    def _room(self, look: Look) -> int:
        """What the tick takes beside the words."""
        return look.t(17) + look.u(7)

    def _cell_sizes(self, look: Look, width: int) -> list[int]:
        wanted = (look.width(value, MEDIUM) + self._room(look) + look.u(24) for value in self.values)
        return [min(width, wide) for wide in wanted]


class ModeBar(Row):
    """Practice or exam, and in practice the ways to answer; on_change is told both."""

    def __init__(self, texts: Texts, ways: tuple[str, ...], on_change: Callable[[str, str], Next]) -> None:
        self._ways = tuple(way for way in WAYS if way in ways)
        self._on_change = on_change
        self.mode = Segments(texts("briefing.mode"), tuple(texts(f"briefing.{mode}") for mode in MODES), 0, self._mode)
        self.way = Segments(
            texts("briefing.how"), tuple(texts(f"briefing.way.{way}") for way in self._ways), 0, self._way
        )
        super().__init__([self.mode, self.way], equal=False, gap=26)

    def show(self, mode: str, way: str, fixed: bool = False) -> None:
        """Show what is chosen; a mode that is fixed is not asked for."""
        self.mode.visible = not fixed
        self.mode.index, self.way.index = MODES.index(mode), self._ways.index(way)
        self.way.visible = mode == PRACTICE and len(self._ways) > 1

    def _mode(self, index: int) -> Next:
        return self._on_change(MODES[index], self._ways[self.way.index]) or STAY

    def _way(self, index: int) -> Next:
        return self._on_change(MODES[self.mode.index], self._ways[index]) or STAY
