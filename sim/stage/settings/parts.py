"""A part of the settings: a tile that shows a theme as it looks, and is chosen by a press."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.look import MEDIUM
from sim.stage.kit.outcome import Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.theme import THEMES, Theme
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class ThemeTile(Widget):
    """A little desk in the colours of a theme, with its name. state: the word for "chosen", said with it."""

    focusable = True
    chosen = Drawn(False)

    def __init__(self, theme: str, label: str, state: str, on: Callable[[], Next]) -> None:
        super().__init__(label, on=on)
        self.theme: Theme = THEMES[theme]
        self.state = state

    def spoken(self) -> str:
        """The name, and whether it is chosen."""
        return f"{self.label}, {self.state}" if self.chosen else self.label

    def width_for(self, look: Look) -> int:
        """The name in one line, with its tick."""
        return look.width(self.label, MEDIUM) + look.t(24) + look.u(28)

    def _words_width(self, look: Look, width: int) -> int:
        return max(1, width - look.u(28) - look.t(24))

    def height_for(self, look: Look, width: int) -> int:
        """The desk, and the wrapped name below it."""
        return look.u(62) + look.height(self.label, MEDIUM, self._words_width(look, width)) + look.u(22)

    def fits(self, look: Look) -> bool:
        """Tall enough, and no word divided."""
        room = self._words_width(look, self.rect.width)
        return super().fits(look) and look.longest_word(self.label, MEDIUM) <= room

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Everything in the tile's own colours, but for the edge that says chosen."""
        own, rect = self.theme, self.rect
        lit = self.hovered or self.focused
        edge = look.theme.accent if self.chosen else look.theme.edge if lit else look.theme.line
        width = look.u(3 if self.chosen else 1.4)
        surface.blit(rounded(rect.size, look.u(BUTTON_RADIUS), own.bg, edge, width), rect)
        self._draw_desk(surface, look, pygame.Rect(rect.x + look.u(14), rect.y + look.u(12), rect.width, look.u(50)))
        text = pygame.Rect(rect.x + look.u(14), rect.y + look.u(72), self._words_width(look, rect.width), 0)
        look.paragraph(surface, self.label, text, (MEDIUM, own.text))
        if self.chosen:
            size = look.t(18)
            top = text.y + (look.line(MEDIUM) - size) // 2
            surface.blit(icon("tick", size, own.accent), (rect.right - look.u(14) - size, top))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)

    def _draw_desk(self, surface: pygame.Surface, look: Look, box: pygame.Rect) -> None:
        """A card with two lines of text, and a button."""
        own, width = self.theme, box.width - look.u(28)
        card = pygame.Rect(box.x, box.y, width, box.height)
        surface.blit(rounded(card.size, look.u(9), own.panel, own.line, look.u(1)), card)
        bar, left = look.u(5), card.x + look.u(10)
        for i, (share, tone) in enumerate(((0.5, own.text), (0.36, own.muted))):
            line = (round(width * share), bar)
            surface.blit(rounded(line, bar // 2, tone), (left, card.y + look.u(13 + 15 * i)))
        pill = pygame.Rect(0, 0, look.u(34), look.u(20))
        pill.midright = (card.right - look.u(10), card.centery)
        surface.blit(rounded(pill.size, pill.height // 2, own.accent), pill)
