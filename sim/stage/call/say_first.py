"""Say it first: a way of practice in which the replies stay hidden until the trainee has said an answer aloud.

Rules
- The caller is heard to the end; then a card asks for the answer. Space, Enter or a click say that it was said.
- Nothing listens: what is said aloud is between the trainee and the room. Of the replies that appear they take the one
  nearest to their own.
- Time is that of sim.core.clock: saying has its own, generous allowance; the clock of a snap starts with the replies.
- A key press that was meant for the caller's line says nothing: the card takes none in its first moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.call.region import Waiting
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, HEADING, STRONG, Style
from sim.stage.kit.outcome import Next
from sim.stage.kit.presses import GUARD
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.core.texts import Texts
    from sim.stage.kit.look import Look

_WHOLE, _LEAST = 3, 1  # what is shown: with sign and how; the question and its key alone
_PAD = 20


class SayFirst(Waiting):
    """The quiet place where the replies will be; when it is the trainee's turn to speak, the card that says so."""

    asking = Drawn(False)
    how = Drawn("")

    def __init__(self, label: str, hint: str, on: Callable[[], Next], words: tuple[str, str, str]) -> None:
        """words: what to do, how, and what its key says."""
        super().__init__(label, hint, on)
        self._words = words

    def ask(self, asking: bool, now: float) -> bool:
        """Ask for an answer, or no more. True where that is a change."""
        if asking == self.asking:
            return False
        self.asking = asking
        if asking:
            self.label, self.how, self.hint = self._words
            self.enabled = True
            self.guard(now + GUARD)
        return True

    def announced(self) -> tuple[str, ...]:
        """The question, as soon as it is asked."""
        return (f"{self.label} {self.how}",) if self.asking and self.visible else ()

    def spoken(self) -> str:
        """What to do, how, and how to say that it was done."""
        return f"{self.label} {self.how} {self.hint}." if self.asking else super().spoken()

    def height_for(self, look: Look, width: int) -> int:
        """Room for the card where it asks."""
        if not self.asking:
            return super().height_for(look, width)
        return self._tall(look, width, _WHOLE) + 2 * look.u(_PAD)

    def fits(self, look: Look) -> bool:
        """The question and the key, at least."""
        if not self.asking:
            return super().fits(look)
        return self._tall(look, self.rect.width, _LEAST) <= self.rect.height

    def _texts(self, look: Look, width: int, shown: int) -> list[tuple[str, Style]]:
        """Lines with their styles, above the key."""
        inner = max(1, width - 2 * look.u(24))
        texts = [(self.label, HEADING), *([(self.how, BODY)] if shown > _LEAST else [])]
        return [(line, style) for text, style in texts for line in look.wrap(text, style, inner)]

    def _tall(self, look: Look, width: int, shown: int) -> int:
        lines = sum(look.line(style) for _, style in self._texts(look, width, shown))
        return (look.t(34) if shown == _WHOLE else 0) + lines + look.u(12) + self._button(look)

    def _button(self, look: Look) -> int:
        return look.line(STRONG) + look.u(16)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """A sign, the question, how, and the key that says it is done; the sign goes first where room is short."""
        if not self.asking:
            super().draw(surface, look)
            return
        theme, rect, lit = look.theme, self.rect, self.hovered or self.focused
        fill = mix(theme.panel, theme.accent, 0.1 if lit else 0.06)
        draw_card(surface, look, rect, fill, mix(theme.line, theme.accent, 0.6), radius=BUTTON_RADIUS)
        choices = (_WHOLE, _LEAST + 1, _LEAST)
        shown = next((n for n in choices if self._tall(look, rect.width, n) + look.u(8) <= rect.height), _LEAST)
        y = rect.centery - self._tall(look, rect.width, shown) // 2
        if shown == _WHOLE:
            sign = icon("speaker", look.t(28), theme.accent)
            surface.blit(sign, sign.get_rect(midtop=(rect.centerx, y)))
            y += look.t(34)
        for line, style in self._texts(look, rect.width, shown):
            words = look.render(line, style, theme.text if style is HEADING else theme.muted)
            surface.blit(words, (rect.centerx - words.get_width() // 2, y))
            y += look.line(style)
        self._draw_key(surface, look, y + look.u(12))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)

    def _draw_key(self, surface: pygame.Surface, look: Look, top: int) -> None:
        """What looks like a button: the whole card is one."""
        theme, tall = look.theme, self._button(look)
        words = look.render(self.hint, STRONG, theme.on_accent)
        cap = look.render(self.key, STRONG, theme.on_accent)
        side = cap.get_width() + look.u(16)
        wide = min(self.rect.width - 2 * look.u(16), words.get_width() + side + look.u(52))
        box = pygame.Rect(self.rect.centerx - wide // 2, top, wide, tall)
        draw_card(surface, look, box, theme.accent, theme.accent, radius=BUTTON_RADIUS)
        surface.blit(words, words.get_rect(midleft=(box.x + look.u(20), box.centery)))
        key = pygame.Rect(box.right - look.u(16) - side, 0, side, cap.get_height() + look.u(4))
        key.centery = box.centery
        draw_card(surface, look, key, theme.accent, theme.on_accent, radius=6)
        surface.blit(cap, cap.get_rect(center=key.center))


def waiting_for(texts: Texts, call: Call, show: Callable[[], Next]) -> Waiting:
    """The quiet place of this call's way."""
    name = call.scenario.caller.name
    wait, now = texts("call.wait", name=name), texts("call.show_replies")
    if not call.says_first:
        return Waiting(wait, now, show)
    return SayFirst(
        wait, now, show, (texts("say_first.ask", name=name), texts("say_first.how"), texts("say_first.said"))
    )
