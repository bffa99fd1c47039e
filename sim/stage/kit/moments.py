"""The numbered moments of a call: the disc on the timeline, and the card that explains it."""

from __future__ import annotations

import pygame

from sim.stage.kit.cards import Tone, tone_colour, tone_ink
from sim.stage.kit.look import BODY, LABEL_STRONG, TITLE, Look, Style
from sim.stage.kit.paint import rounded
from sim.stage.kit.theme import ink_on
from sim.stage.kit.vector import Colour
from sim.stage.kit.widget import Widget, draw_card


def draw_number(surface: pygame.Surface, look: Look, centre: tuple[int, int], mark: tuple[int, Tone, int]) -> None:
    """A numbered disc, as on the timeline and on the cards that explain its moments."""
    number, tone, side = mark
    colour = tone_colour(look, tone)
    surface.blit(rounded((side, side), side // 2, colour), (centre[0] - side // 2, centre[1] - side // 2))
    words = look.render(str(number), LABEL_STRONG, ink_on(colour))
    surface.blit(words, words.get_rect(center=centre))


class MomentCard(Widget):
    """What a numbered moment was: number and title, the words said, the effect, and what to say instead."""

    elevation = 2

    def __init__(  # noqa: PLR0913 - a widget's options are keywords
        self, number: int, title: str, quote: str, effect: str, *, tone: Tone = "good", instead: str = ""
    ) -> None:
        super().__init__(title)
        self.number, self.tone = number, tone
        self.quote, self.effect, self.instead = quote, effect, instead

    def spoken(self) -> str:
        """All its words."""
        return ". ".join(
            part for part in (f"{self.number}. {self.label}", self.quote, self.effect, self.instead) if part
        )

    def _parts(self, look: Look) -> list[tuple[str, Style, Colour]]:
        theme = look.theme
        return [
            (text, style, colour)
            for text, style, colour in (
                (self.quote, BODY, theme.text),
                (self.effect, Style(14, "semibold"), tone_ink(look, self.tone)),
                (self.instead, BODY, theme.muted),
            )
            if text
        ]

    def _title_box(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.u(16) + look.t(26) + look.u(12)
        return pygame.Rect(rect.x + left, rect.y + look.u(16), max(1, rect.width - left - look.u(16)), 0)

    def height_for(self, look: Look, width: int) -> int:
        """Title and all parts with their gaps."""
        room = width - look.u(32)
        title = look.height(self.label, TITLE, self._title_box(look, pygame.Rect(0, 0, width, 0)).width)
        parts = sum(look.height(text, style, room) + look.u(8) for text, style, _ in self._parts(look))
        return look.u(16) + max(title, look.t(26)) + parts + look.u(16)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Number and title, then the parts."""
        draw_card(surface, look, self.rect, look.theme.panel)
        side, title = look.t(26), self._title_box(look, self.rect)
        centre = (self.rect.x + look.u(16) + side // 2, title.y + max(side, look.line(TITLE)) // 2)
        draw_number(surface, look, centre, (self.number, self.tone, side))
        y = look.paragraph(surface, self.label, title, (TITLE, look.theme.text))
        box = pygame.Rect(self.rect.x + look.u(16), max(y, title.y + side), self.rect.width - look.u(32), 0)
        for text, style, colour in self._parts(look):
            box.y += look.u(8)
            box.y = look.paragraph(surface, text, box, (style, colour))
