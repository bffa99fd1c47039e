"""The top of a call: whose program, which call, how it stands, how long it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.cards import Chip, Tone, tone_colour
from sim.stage.kit.icons import icon
from sim.stage.kit.look import MEDIUM, Style
from sim.stage.kit.paint import rounded
from sim.stage.kit.widget import Drawn, Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_NAME = Style(19, "semibold", 1.3)
_TITLE = Style(16, "regular", 1.3)
_CLOCK = Style(19, "semibold", 1.3)


class CallTitle(Widget):
    """Mark and name of the program, the scenario's title, chips. What has no room is left out, the title last.

    queue: in a shift, who waits behind this call, in words. kind: what sets this call apart, such as an exam.
    """

    queue = Drawn("")

    def __init__(self, program: str, title: str, chip: Chip, kind: Chip | None = None) -> None:
        super().__init__(title)
        self.program, self.chip, self.kind = program, chip, kind

    def spoken(self) -> str:
        """All of it."""
        kind = self.kind.text if self.kind else ""
        return ". ".join(part for part in (self.program, self.label, kind, self.chip.text, self.queue) if part)

    def height_for(self, look: Look, width: int) -> int:
        """One line."""
        return max(look.u(34), look.line(_NAME), self.chip.size(look)[1])

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """From left to right, as far as it fits."""
        theme, rect, gap, mark = look.theme, self.rect, look.u(18), look.u(34)
        badge = pygame.Rect(rect.x, rect.centery - mark // 2, mark, mark)
        surface.blit(rounded(badge.size, look.u(10), theme.accent), badge)
        sign = icon("phone", look.u(20), theme.on_accent)
        surface.blit(sign, sign.get_rect(center=badge.center))
        name, title = look.width(self.program, _NAME), look.width(self.label, _TITLE)
        # Who waits says more than what this call is.
        queue = Chip(self.queue, "info", "phone") if self.queue else None
        chips = [chip for chip in (queue, self.kind, self.chip) if chip is not None]
        wide = sum(chip.size(look)[0] + look.u(9) for chip in chips) - look.u(9)
        x = badge.right + look.u(12)
        if x + name + 2 * gap + title + gap + wide <= rect.right:
            x = self._draw_name(surface, look, x) + gap
        if x + title <= rect.right:
            words = look.render(self.label, _TITLE, theme.muted)
            surface.blit(words, (x, rect.centery - words.get_height() // 2))
            x += title + gap
        for chip in chips:
            wide, tall = chip.size(look)
            if x + wide <= rect.right:
                chip.draw(surface, look, (x, rect.centery - tall // 2))
                x += wide + look.u(9)

    def _draw_name(self, surface: pygame.Surface, look: Look, x: int) -> int:
        words = look.render(self.program, _NAME, look.theme.text)
        surface.blit(words, (x, self.rect.centery - words.get_height() // 2))
        x += words.get_width() + look.u(18)
        pygame.draw.rect(surface, look.theme.line, (x, self.rect.centery - look.u(16), look.u(1), look.u(32)))
        return x


class CallClock(Widget):
    """How the call stands, in words with a dot, and the time since the phone was picked up."""

    tone: Drawn[Tone] = Drawn("good")
    time = Drawn("00:00")

    def __init__(self, states: tuple[str, ...]) -> None:
        super().__init__(states[0])
        self._states = states  # all it may say: room is kept for the longest

    def show(self, state: str, tone: Tone, seconds: float) -> None:
        """A state, and the time so far."""
        minutes, rest = divmod(int(seconds), 60)
        self.label, self.tone, self.time = state, tone, f"{minutes:02}:{rest:02}"

    def spoken(self) -> str:
        """State and time."""
        return f"{self.label}, {self.time}"

    def _clock_width(self, look: Look) -> int:
        return look.figures("00:00", _CLOCK, look.theme.text).get_width()

    def width_for(self, look: Look) -> int:
        """The longest state, the dot, the clock."""
        return max(look.width(state, MEDIUM) for state in self._states) + look.u(36) + self._clock_width(look)

    def height_for(self, look: Look, width: int) -> int:
        """One line."""
        return look.line(_CLOCK)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Right-aligned, so that nothing moves when the words change."""
        theme, rect = look.theme, self.rect
        clock = look.figures(self.time, _CLOCK, theme.text)
        x = rect.right - self._clock_width(look)
        surface.blit(clock, (rect.right - clock.get_width(), rect.centery - clock.get_height() // 2))
        dot = look.u(10)
        x -= look.u(12) + dot
        surface.blit(rounded((dot, dot), dot // 2, tone_colour(look, self.tone)), (x, rect.centery - dot // 2))
        words = look.render(self.label, MEDIUM, theme.muted)
        surface.blit(words, (x - look.u(10) - words.get_width(), rect.centery - words.get_height() // 2))
