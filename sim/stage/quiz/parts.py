"""Parts of the quiz: an answer to choose, and what a question came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import ReplyButton
from sim.stage.kit.cards import Tone, tone_colour, tone_ink
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, LABEL, STRONG
from sim.stage.kit.paint import rounded
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class Answer(ReplyButton):
    """An answer. mark: "right" or "wrong" once that is said, in a word as well (verdict)."""

    must_be_seen = True  # its number chooses no unread words
    mark = Drawn("")
    verdict = Drawn("")

    def spoken(self) -> str:
        """Number, words, and the verdict."""
        return f"{super().spoken()} {self.verdict}".rstrip()

    def tell(self, mark: str, verdict: str) -> None:
        """Say whether it is right; it can be chosen no more."""
        self.mark, self.verdict, self.enabled = mark, verdict, False

    def _aside(self, look: Look) -> int:
        return look.t(20) + look.u(8) + look.width(self.verdict, LABEL) + look.u(8) if self.mark else 0

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        words = super()._words(look, rect)
        words.width = max(1, words.width - self._aside(look))
        return words

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """As a reply, and right of it the mark."""
        super().draw(surface, look)
        if not self.mark:
            return
        size = look.t(20)
        tone: Tone = "good" if self.mark == "right" else "bad"
        colour = tone_colour(look, tone)
        surface.blit(rounded(self.rect.size, look.u(BUTTON_RADIUS), None, colour, look.u(2)), self.rect)
        x = self.rect.right - self._aside(look) - look.u(6)
        surface.blit(
            icon("tick" if self.mark == "right" else "cross", size, colour), (x, self.rect.centery - size // 2)
        )
        words = look.render(self.verdict, LABEL, tone_ink(look, tone, look.theme.button))
        surface.blit(words, (x + size + look.u(8), self.rect.centery - words.get_height() // 2))


class Outcome(Widget):
    """A question that was answered: mark, question, the right answer, what was chosen instead, and why."""

    elevation = 1

    def __init__(self, ask: str, right: bool, lines: tuple[str, ...]) -> None:
        super().__init__(ask)
        self.right, self.lines = right, tuple(line for line in lines if line)

    def spoken(self) -> str:
        """All of it."""
        return " ".join((self.label, *self.lines))

    def _inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.u(16) + look.t(22) + look.u(10)
        return pygame.Rect(rect.x + left, rect.y + look.u(12), max(1, rect.width - left - look.u(16)), 0)

    def height_for(self, look: Look, width: int) -> int:
        """The wrapped words."""
        room = self._inner(look, pygame.Rect(0, 0, width, 0)).width
        rows = sum(look.height(line, BODY, room) for line in self.lines)
        return look.height(self.label, STRONG, room) + rows + look.u(3) * len(self.lines) + look.u(24)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """A tick or a cross left, the words beside it."""
        theme, size = look.theme, look.t(22)
        draw_card(surface, look, self.rect, theme.panel)
        box = self._inner(look, self.rect)
        sign = icon("tick" if self.right else "cross", size, theme.good if self.right else theme.bad)
        surface.blit(sign, (self.rect.x + look.u(16), box.y + (look.line(STRONG) - size) // 2))
        box.y = look.paragraph(surface, self.label, box, (STRONG, theme.text))
        for number, line in enumerate(self.lines):
            box.y += look.u(3)
            box.y = look.paragraph(surface, line, box, (BODY, theme.muted if number else theme.text))
