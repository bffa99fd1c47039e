"""Things to set: a switch, a choice of a few, a slider. Keyboard and mouse alike; the value is said in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL_STRONG, MEDIUM
from sim.stage.kit.meters import draw_bar
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.vector import clamp, mix
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_SIDEWAYS = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}


class Switch(Widget):
    """On or off, with words for both (`states`: off, on), so that colour and place are not the only sign."""

    focusable = True
    value = Drawn(False)

    def __init__(
        self, label: str, value: bool, states: tuple[str, str], on_change: Callable[[bool], Next] | None = None
    ) -> None:
        super().__init__(label)
        self.states = states
        self.value = value
        self.on_change = on_change

    def activate(self) -> Next:
        """Turn it over."""
        self.value = not self.value
        return self.on_change(self.value) if self.on_change else STAY

    def spoken(self) -> str:
        """Label and state."""
        return f"{self.label}: {self.states[self.value]}"

    def _side(self, look: Look) -> int:
        return look.t(40) + look.u(10) + max(look.width(state, LABEL_STRONG) for state in self.states)

    def _room(self, look: Look, width: int) -> int:
        return max(1, width - self._side(look) - look.u(44))

    def height_for(self, look: Look, width: int) -> int:
        """The wrapped label."""
        return max(look.u(44), look.height(self.label, MEDIUM, self._room(look, width)) + look.u(16))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Label left, the switch and its word right."""
        theme, rect = look.theme, self.rect
        lit = self.hovered or self.focused
        draw_card(surface, look, rect, theme.hover if lit else theme.button, theme.edge if lit else None, radius=12)
        height = look.height(self.label, MEDIUM, self._room(look, rect.width))
        box = pygame.Rect(rect.x + look.u(16), rect.centery - height // 2, self._room(look, rect.width), height)
        look.paragraph(surface, self.label, box, (MEDIUM, theme.text))
        track = pygame.Rect(rect.right - look.u(16) - look.t(40), 0, look.t(40), look.t(22))
        track.centery = rect.centery
        fill = theme.accent if self.value else theme.bg2
        surface.blit(rounded(track.size, track.height // 2, fill, theme.edge, look.u(1.4)), track)
        knob = track.height - 2 * look.t(3)
        x = track.right - knob - look.t(3) if self.value else track.x + look.t(3)
        disc = rounded((knob, knob), knob // 2, theme.on_accent if self.value else theme.edge)
        surface.blit(disc, (x, track.y + look.t(3)))
        state = look.render(self.states[self.value], LABEL_STRONG, theme.muted)
        surface.blit(state, (track.x - look.u(10) - state.get_width(), rect.centery - state.get_height() // 2))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)


class Choice(Widget):
    """One of a few: the label, and the values side by side; Left and Right change it, a click chooses."""

    focusable = True
    index = Drawn(0)

    def __init__(
        self, label: str, values: tuple[str, ...], index: int, on_change: Callable[[int], Next] | None = None
    ) -> None:
        super().__init__(label)
        self.values = values
        self.index = index
        self.on_change = on_change
        self._cells: list[pygame.Rect] = []
        self._pointed = 0

    def spoken(self) -> str:
        """Label and value."""
        return f"{self.label}: {self.values[self.index]}"

    def choose(self, index: int) -> Next:
        """Take the value of this index."""
        if index == self.index:
            return STAY
        self.index = index
        return (self.on_change(index) if self.on_change else None) or STAY

    def activate(self) -> Next:
        """A click takes the value under the mouse; a key takes the next."""
        if self._pointed >= 0:
            return self.choose(self._pointed)
        return self.choose((self.index + 1) % len(self.values))

    def event(self, event: pygame.event.Event) -> Next:
        """Left and Right."""
        if event.type == pygame.KEYDOWN:
            self._pointed = -1
            if event.key in _SIDEWAYS:
                return self.choose(int(clamp(self.index + _SIDEWAYS[event.key], 0, len(self.values) - 1)))
        return None

    def hit(self, position: tuple[int, int]) -> bool:
        """Remembers which value is under the mouse."""
        self._pointed = next((i for i, cell in enumerate(self._cells) if cell.collidepoint(position)), self.index)
        return super().hit(position)

    def _cell_sizes(self, look: Look, width: int) -> list[int]:
        return [min(width, look.width(value, MEDIUM) + look.u(28)) for value in self.values]

    def _flow(self, look: Look, rect: pygame.Rect) -> tuple[list[pygame.Rect], int]:
        """The cells in rows under the label, or beside it where there is room; and the height of all."""
        cell_height = look.line(MEDIUM) + look.u(12)
        widths = self._cell_sizes(look, rect.width)
        label = look.width(self.label, MEDIUM) + look.u(24)
        total = sum(widths) + look.u(6) * (len(widths) - 1)
        if label + total <= rect.width:
            x, y = rect.right - total, rect.y
            left = x
        else:
            left = x = rect.x
            y = rect.y + look.height(self.label, MEDIUM, rect.width) + look.u(6)
        cells = []
        for width in widths:
            if x + width > rect.right and x > left:
                x, y = left, y + cell_height + look.u(6)
            cells.append(pygame.Rect(x, y, width, cell_height))
            x += width + look.u(6)
        return cells, y + cell_height - rect.y

    def place(self, rect: pygame.Rect) -> None:
        """Cells are found again when drawn or pointed at."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            self._cells = self._flow(self.ui.look, rect)[0]

    def height_for(self, look: Look, width: int) -> int:
        """Label and cells."""
        return self._flow(look, pygame.Rect(0, 0, width, 0))[1]

    def fits(self, look: Look) -> bool:
        """No value wider than its cell."""
        wide = all(look.width(value, MEDIUM) + look.u(8) <= self.rect.width for value in self.values)
        return wide and super().fits(look)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The chosen value is filled: brighter or darker than the others, not only of another colour."""
        theme = look.theme
        cells, _ = self._flow(look, self.rect)
        beside = cells[0].y == self.rect.y
        height = cells[0].height if beside else look.height(self.label, MEDIUM, self.rect.width)
        lift = (cells[0].height - look.line(MEDIUM)) // 2 if beside else 0
        box = pygame.Rect(self.rect.x, self.rect.y + lift, self.rect.width, height)
        look.paragraph(surface, self.label, box, (MEDIUM, theme.text))
        for i, (cell, value) in enumerate(zip(cells, self.values, strict=True)):
            chosen = i == self.index
            fill = theme.accent if chosen else theme.hover if self.hovered else theme.button
            draw_card(surface, look, cell, fill, theme.accent if chosen else theme.edge, radius=10, line=1.2)
            words = look.render(value, MEDIUM, theme.on_accent if chosen else theme.text)
            surface.blit(words, words.get_rect(center=cell.center))
        if self.focused:
            draw_ring(surface, look, cells[self.index], 10)


class Slider(Widget):
    """A share of 0..1 in steps; Left and Right, Home and End, or the mouse."""

    focusable = True
    wants_repeat = True
    draggable = True
    activates = False
    value = Drawn(0.0)
    words = Drawn("")

    def __init__(  # noqa: PLR0913 - a widget's options are keywords
        self,
        label: str,
        value: float,
        words_for: Callable[[float], str],
        *,
        step: float = 0.1,
        on_change: Callable[[float], Next] | None = None,
        icon: str = "speaker",
    ) -> None:
        super().__init__(label)
        self.words_for = words_for
        self.step = step
        self.on_change = on_change
        self.icon = icon
        self.value = value
        self.words = words_for(value)

    def spoken(self) -> str:
        """Label and value."""
        return f"{self.label}: {self.words}"

    def set_value(self, value: float) -> Next:
        """Take the nearest step."""
        value = clamp(round(value / self.step) * self.step)
        if abs(value - self.value) < self.step / 2:
            return STAY
        self.value = round(value, 4)
        self.words = self.words_for(self.value)
        return (self.on_change(self.value) if self.on_change else None) or STAY

    def event(self, event: pygame.event.Event) -> Next:
        """Arrows, Home and End."""
        if event.type != pygame.KEYDOWN:
            return None
        if event.key in _SIDEWAYS:
            return self.set_value(self.value + _SIDEWAYS[event.key] * self.step)
        if event.key in (pygame.K_HOME, pygame.K_END):
            return self.set_value(0.0 if event.key == pygame.K_HOME else 1.0)
        return None

    def dragged(self, position: tuple[int, int]) -> None:
        """The mouse holds it at this place."""
        if self.ui is not None and self.ui.look is not None:
            bar = self._bar(self.ui.look)
            self.set_value((position[0] - bar.x) / max(1, bar.width))

    def _head(self, look: Look, width: int) -> int:
        """The height of label and value: one line, or the wrapped label and the value below it."""
        words = look.t(24) + look.width(self.label, MEDIUM) + look.width(self.words, LABEL_STRONG) + look.u(12)
        if words <= width:
            return look.line(MEDIUM)
        return look.height(self.label, MEDIUM, width - look.t(24)) + look.line(LABEL_STRONG)

    def height_for(self, look: Look, width: int) -> int:
        """The words above, the bar below."""
        return self._head(look, width) + look.u(30)

    def _bar(self, look: Look) -> pygame.Rect:
        top = self.rect.y + self._head(look, self.rect.width) + look.u(12)
        return pygame.Rect(self.rect.x + look.u(9), top, self.rect.width - look.u(18), look.u(8))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Icon, label, value; bar and knob."""
        theme, rect = look.theme, self.rect
        size, line = look.t(18), look.line(MEDIUM)
        picture = icon("muted" if self.icon == "speaker" and self.value == 0 else self.icon, size, theme.accent)
        surface.blit(picture, (rect.x, rect.y + (line - size) // 2))
        box = pygame.Rect(rect.x + look.t(24), rect.y, max(1, rect.width - look.t(24)), 0)
        bottom = look.paragraph(surface, self.label, box, (MEDIUM, theme.text))
        value = look.render(self.words, LABEL_STRONG, theme.muted)
        if self._head(look, rect.width) == line:
            surface.blit(value, (rect.right - value.get_width(), rect.y + (line - value.get_height()) // 2))
        else:
            surface.blit(value, (box.x, bottom))
        bar = self._bar(look)
        draw_bar(surface, look, bar, self.value, theme.accent)
        self._draw_knob(surface, look, bar)

    def _draw_knob(self, surface: pygame.Surface, look: Look, bar: pygame.Rect) -> None:
        theme, knob = look.theme, look.u(20)
        spot = pygame.Rect(bar.x + round(bar.width * self.value) - knob // 2, bar.centery - knob // 2, knob, knob)
        fill = mix(theme.accent, theme.text, 0.25) if self.hovered or self.focused else theme.accent
        surface.blit(rounded(spot.size, knob // 2, fill, theme.panel, look.u(2)), spot)
        if self.focused:
            draw_ring(surface, look, spot, 10)
