"""A card that asks for something to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Tone, tone_colour
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, STRONG
from sim.stage.kit.rows import Row
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class ActionCard(Widget):
    """What is the matter, in two texts, and buttons for what to do with it: a call that was broken off, a notice."""

    elevation = 2

    def __init__(
        self, label: str, detail: str, buttons: list[Button], sign: str = "phone", tone: Tone = "accent"
    ) -> None:
        super().__init__(label)
        self.detail, self.sign, self.tone = detail, sign, tone
        self.buttons = Row(list(buttons), equal=False)
        self.adopt(self.buttons)

    def spoken(self) -> str:
        """Both texts."""
        return f"{self.label} {self.detail}"

    def _beside(self, look: Look, width: int) -> bool:
        return width - self.buttons.width_for(look) - look.u(80) >= look.u(430 * look.text_scale)

    def _words_width(self, look: Look, width: int) -> int:
        inner = width - 2 * look.u(16) - look.t(20) - look.u(12)
        return max(1, inner - self.buttons.width_for(look) - look.u(18) if self._beside(look, width) else inner)

    def _words_height(self, look: Look, width: int) -> int:
        room = self._words_width(look, width)
        return look.height(self.label, STRONG, room) + look.height(self.detail, BODY, room)

    def height_for(self, look: Look, width: int) -> int:
        """Words and buttons, beside or below each other."""
        words = self._words_height(look, width)
        if self._beside(look, width):
            row = self.buttons.height_for(look, self.buttons.width_for(look))
            return max(words, row) + 2 * look.u(12)
        return words + look.u(12) + self.buttons.height_for(look, width - 2 * look.u(16)) + 2 * look.u(13)

    def place(self, rect: pygame.Rect) -> None:
        """Place the buttons too."""
        super().place(rect)
        if self.ui is None or self.ui.look is None:
            return
        look, pad = self.ui.look, self.ui.look.u(16)
        if self._beside(look, rect.width):
            width = self.buttons.width_for(look)
            height = self.buttons.height_for(look, width)
            self.buttons.place(pygame.Rect(rect.right - pad - width, rect.centery - height // 2, width, height))
            return
        height = self.buttons.height_for(look, rect.width - 2 * pad)
        self.buttons.place(pygame.Rect(rect.x + pad, rect.bottom - look.u(13) - height, rect.width - 2 * pad, height))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """A tinted card with both texts."""
        theme, rect, colour = look.theme, self.rect, tone_colour(look, self.tone)
        draw_card(surface, look, rect, mix(theme.panel, colour, 0.10), mix(theme.line, colour, 0.4))
        size, height = look.t(20), self._words_height(look, rect.width)
        y = rect.centery - height // 2 if self._beside(look, rect.width) else rect.y + look.u(13)
        surface.blit(icon(self.sign, size, colour), (rect.x + look.u(16), y))
        text = pygame.Rect(rect.x + look.u(28) + size, y, self._words_width(look, rect.width), 0)
        text.y = look.paragraph(surface, self.label, text, (STRONG, theme.text))
        look.paragraph(surface, self.detail, text, (BODY, theme.muted))
