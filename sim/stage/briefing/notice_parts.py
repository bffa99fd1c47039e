"""Parts of the moment before a call: a step of the scale of feeling, and a kind of anger or fear to choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.look import BODY, LABEL_STRONG, REPLY, Style
from sim.stage.kit.outcome import Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.vector import Colour, mix
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_FIGURE = Style(24, "semibold", 1.2)
_NUMBER = Style(17, "semibold")


class _Chosen(Widget):
    """Something to choose by mouse, by focus or by a number."""

    focusable = True
    chosen = Drawn(False)

    def __init__(self, label: str, number: int, on: Callable[[], Next], state: str) -> None:
        super().__init__(label, on=on)
        self.number, self.state = number, state

    def _fill(self, look: Look) -> tuple[Colour, Colour]:
        """Fill and edge."""
        theme, lit = look.theme, self.hovered or self.focused
        fill = mix(theme.hover, theme.accent, 0.18) if self.chosen else theme.hover if lit else theme.button
        return fill, theme.accent if self.chosen else theme.edge if lit else theme.line


class FeelingStep(_Chosen):
    """A step of the scale: its number, and at the ends a word."""

    def __init__(self, number: int, words: tuple[str, str, str], on: Callable[[], Next]) -> None:
        """words: what is spoken ("2 of 5"), the word below the number, the word for "chosen"."""
        super().__init__(words[0], number, on, words[2])
        self.word = words[1]

    def spoken(self) -> str:
        """The step, its word, and whether it is chosen."""
        return ", ".join(part for part in (self.label, self.word, self.state if self.chosen else "") if part)

    def width_for(self, look: Look) -> int:
        """The word in one line."""
        return max(look.u(56), look.width(self.word, LABEL_STRONG) + look.u(16))

    def height_for(self, look: Look, width: int) -> int:
        """Number and word."""
        return look.line(_FIGURE) + look.line(LABEL_STRONG) + look.u(20)

    def fits(self, look: Look) -> bool:
        """The word in one line, inside."""
        room = self.rect.width - look.u(6)
        return super().fits(look) and look.width(self.word, LABEL_STRONG) <= room

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """A key of a keyboard."""
        theme, rect = look.theme, self.rect
        fill, edge = self._fill(look)
        draw_card(surface, look, rect, fill, edge, radius=BUTTON_RADIUS, line=2 if self.chosen else 1.4)
        figure = look.render(str(self.number), _FIGURE, theme.text)
        word = look.render(self.word, LABEL_STRONG, theme.text if self.chosen else theme.muted)
        tall = look.line(_FIGURE) + look.line(LABEL_STRONG)
        top = rect.centery - tall // 2
        surface.blit(figure, figure.get_rect(midtop=(rect.centerx, top)))
        surface.blit(word, word.get_rect(midtop=(rect.centerx, top + look.line(_FIGURE))))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)


class KindCard(_Chosen):
    """A kind of anger, fear or question, with one line on what it means. lit: its number is a key now."""

    lit = Drawn(False)

    def __init__(self, number: int, words: tuple[str, str, str], on: Callable[[], Next]) -> None:
        """words: the name, what it means, the word for "chosen"."""
        super().__init__(words[0], number, on, words[2])
        self.means = words[1]

    def spoken(self) -> str:
        """Number, name, meaning, and whether it is chosen."""
        said = f"{self.number}. {self.label}. {self.means}"
        return f"{said} {self.state}" if self.chosen else said

    def _badge(self, look: Look) -> int:
        return max(look.u(34), look.t(28))

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.u(14) + self._badge(look) + look.u(14)
        return pygame.Rect(rect.x + left, rect.y + look.u(10), max(1, rect.width - left - look.u(16)), 0)

    def _tall(self, look: Look, width: int) -> int:
        return look.height(self.label, REPLY, width) + look.height(self.means, BODY, width)

    def height_for(self, look: Look, width: int) -> int:
        """Name and meaning."""
        return self._tall(look, self._words(look, pygame.Rect(0, 0, width, 0)).width) + look.u(20)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Number left, name and meaning right."""
        theme, rect, side = look.theme, self.rect, self._badge(look)
        fill, edge = self._fill(look)
        draw_card(surface, look, rect, fill, edge, radius=BUTTON_RADIUS, line=2 if self.chosen else 1.4)
        badge = pygame.Rect(rect.x + look.u(14), rect.centery - side // 2, side, side)
        back = theme.accent if self.chosen else theme.panel
        rim = theme.accent if self.chosen or self.lit else theme.line
        surface.blit(rounded(badge.size, look.u(9), back, rim, look.u(1.4)), badge)
        ink = theme.on_accent if self.chosen else theme.text if self.lit else theme.muted
        number = look.render(str(self.number), _NUMBER, ink)
        surface.blit(number, number.get_rect(center=badge.center))
        words = self._words(look, rect)
        words.y = rect.centery - self._tall(look, words.width) // 2
        words.y = look.paragraph(surface, self.label, words, (REPLY, theme.text))
        look.paragraph(surface, self.means, words, (BODY, theme.text if self.chosen else theme.muted))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)
