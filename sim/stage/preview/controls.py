"""Controls of the trainer's panel: small buttons with their keys, gauges to force, words to set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Tone, tone_colour, tone_ink
from sim.stage.kit.controls import Slider
from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL_STRONG, STRONG
from sim.stage.kit.meters import draw_bar
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_RADIUS = 9
_SHORTEST_BAR = 50
_KEYS = {pygame.K_LEFT: -5, pygame.K_RIGHT: 5}


class Mini(Button):
    """A small button: words and the key that does the same."""

    tone: Drawn[Tone] = Drawn("text")

    def _cap_width(self, look: Look) -> int:
        return look.width(self.hint, LABEL_STRONG) + look.u(10)

    def width_for(self, look: Look) -> int:
        """Words and key in one line."""
        cap = self._cap_width(look) + look.u(7) if self.hint else 0
        return look.width(self.label, LABEL_STRONG) + cap + look.u(20)

    def _room(self, look: Look, width: int) -> int:
        cap = self._cap_width(look) + look.u(7) if self.hint else 0
        return max(1, width - cap - look.u(16))

    def height_for(self, look: Look, width: int) -> int:
        """Its wrapped words."""
        return max(look.u(34), look.height(self.label, LABEL_STRONG, self._room(look, width)) + look.u(12))

    def fits(self, look: Look) -> bool:
        """Tall enough, and no word divided."""
        room = self._room(look, self.rect.width)
        tall = self.rect.height >= self.height_for(look, self.rect.width)
        return tall and look.longest_word(self.label, LABEL_STRONG) <= room

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Words left, key right."""
        fill, border, ink = self.colours(look)
        ink = ink if self.tone == "text" else tone_ink(look, self.tone, fill)
        draw_card(surface, look, self.rect, fill, border, radius=_RADIUS, line=1.2)
        room = self._room(look, self.rect.width)
        height = look.height(self.label, LABEL_STRONG, room)
        box = pygame.Rect(self.rect.x + look.u(8), self.rect.centery - height // 2, room, height)
        look.paragraph(surface, self.label, box, (LABEL_STRONG, ink))
        if self.hint:
            cap = pygame.Rect(0, 0, self._cap_width(look), look.line(LABEL_STRONG) + look.u(2))
            cap.midright = (self.rect.right - look.u(8), self.rect.centery)
            draw_card(surface, look, cap, look.theme.panel, look.theme.line, radius=5)
            words = look.render(self.hint, LABEL_STRONG, look.theme.muted)
            surface.blit(words, words.get_rect(center=cap.center))
        if self.focused:
            draw_ring(surface, look, self.rect, _RADIUS)


class Gauge(Slider):
    """One gauge of the caller's mood, 0 to 100, in one line; arrows by five, the mouse by one."""

    def __init__(self, label: str, tone: Tone, labels: tuple[str, ...], force: Callable[[int], Next]) -> None:
        super().__init__(
            label, 0.0, lambda value: str(round(value * 100)), step=0.01, on_change=lambda v: force(round(v * 100))
        )
        self.tone = tone
        self._labels = labels  # of all gauges: their bars begin below each other

    def show(self, value: int) -> None:
        """It stands here; nobody forced it."""
        self.value, self.words = value / 100, str(value)

    def event(self, event: pygame.event.Event) -> Next:
        """Arrows in larger steps."""
        if event.type == pygame.KEYDOWN and event.key in _KEYS:
            return self.set_value(self.value + _KEYS[event.key] / 100)
        return super().event(event)

    def height_for(self, look: Look, width: int) -> int:
        """One line; the bar goes below where the words are large."""
        line = look.line(LABEL_STRONG)
        return max(look.u(26), line) if self._beside(look, width) else line + look.u(24)

    def _beside(self, look: Look, width: int) -> bool:
        return width - self._left(look) - self._right(look) >= look.u(_SHORTEST_BAR)

    def width_for(self, look: Look) -> int:
        """Name, a short bar and number in one line."""
        return self._left(look) + self._right(look) + look.u(_SHORTEST_BAR)

    def _left(self, look: Look) -> int:
        return max(look.width(label, LABEL_STRONG) for label in self._labels) + look.u(12)

    def _right(self, look: Look) -> int:
        return look.width("100", STRONG) + look.u(12)

    def _bar(self, look: Look) -> pygame.Rect:
        rect = self.rect
        if self._beside(look, rect.width):
            left = rect.x + self._left(look)
            return pygame.Rect(left, rect.centery - look.u(4), rect.right - self._right(look) - left, look.u(8))
        return pygame.Rect(rect.x + look.u(10), rect.bottom - look.u(16), rect.width - look.u(20), look.u(8))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Name, bar with its knob, number."""
        theme, rect, line = look.theme, self.rect, look.line(LABEL_STRONG)
        top = rect.centery - line // 2 if self._beside(look, rect.width) else rect.y
        look.paragraph(surface, self.label, pygame.Rect(rect.x, top, rect.width, line), (LABEL_STRONG, theme.muted))
        value = look.render(self.words, STRONG, theme.text)
        surface.blit(value, (rect.right - value.get_width(), top + (line - value.get_height()) // 2))
        bar = self._bar(look)
        draw_bar(surface, look, bar, self.value, tone_colour(look, self.tone))
        knob = look.u(16)
        spot = pygame.Rect(bar.x + round(bar.width * self.value) - knob // 2, bar.centery - knob // 2, knob, knob)
        lit = self.hovered or self.focused
        fill = mix(tone_colour(look, self.tone), theme.text, 0.3 if lit else 0.0)
        surface.blit(rounded(spot.size, knob // 2, fill, theme.panel, look.u(2)), spot)
        if self.focused:
            draw_ring(surface, look, spot, 8)


class Tick(Widget):
    """A word, need or flag that holds or not: a click or a key turns it over. states: off and on, in words."""

    focusable = True
    value = Drawn(False)

    def __init__(self, label: str, value: bool, states: tuple[str, str], on_change: Callable[[bool], Next]) -> None:
        super().__init__(label)
        self.value, self.states, self.on_change = value, states, on_change

    def activate(self) -> Next:
        """Turn it over."""
        self.value = not self.value
        return self.on_change(self.value) or STAY

    def spoken(self) -> str:
        """Name and state."""
        return f"{self.label}: {self.states[self.value]}"

    def width_for(self, look: Look) -> int:
        """Its name in one line."""
        return look.width(self.label, LABEL_STRONG) + look.t(13) + look.u(26)

    def _room(self, look: Look, width: int) -> int:
        return max(1, width - look.t(13) - look.u(24))

    def height_for(self, look: Look, width: int) -> int:
        """Its name, wrapped where it must be."""
        return look.height(self.label, LABEL_STRONG, self._room(look, width)) + look.u(8)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Ticked and filled, or empty."""
        theme, rect, lit = look.theme, self.rect, self.hovered or self.focused
        fill = mix(theme.panel, theme.accent, 0.22) if self.value else theme.hover if lit else theme.button
        draw_card(surface, look, rect, fill, theme.accent if self.value else theme.edge, radius=_RADIUS, line=1.2)
        size = look.t(13)
        ink = theme.text if self.value or lit else theme.muted
        sign = icon("tick" if self.value else "dot", size, tone_ink(look, "accent", fill) if self.value else theme.edge)
        surface.blit(sign, (rect.x + look.u(9), rect.centery - size // 2))
        room = self._room(look, rect.width)
        height = look.height(self.label, LABEL_STRONG, room)
        box = pygame.Rect(rect.x + look.u(9) + size + look.u(6), rect.centery - height // 2, room, height)
        look.paragraph(surface, self.label, box, (LABEL_STRONG, ink))
        if self.focused:
            draw_ring(surface, look, rect, _RADIUS)
