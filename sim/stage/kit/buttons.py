"""Buttons: plain and primary, replies with a number, tools with an icon and their key, icons alone.

All of them wrap their text: a button is as tall as its words need (`height_for`), never cut.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL_STRONG, MEDIUM, REPLY, Style
from sim.stage.kit.outcome import Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.vector import Colour, mix
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.keys import Keys
    from sim.stage.kit.look import Look

Kind = Literal["plain", "primary", "quiet", "danger"]
_NUMBER = Style(17, "semibold")
On = Callable[[], Next]


class Button(Widget):
    """A button with words, and an icon if wanted. Its key is shown in a little cap.

    hotkey: what presses it. action: what its screen takes by a key without the button. hint: a key that is always
    the same.
    """

    focusable = True
    elevation = 1
    active = Drawn(False)
    icon = Drawn("")
    hint = Drawn("")

    def __init__(  # noqa: PLR0913 - a widget's options are keywords
        self,
        label: str,
        on: On | None = None,
        kind: Kind = "plain",
        *,
        icon: str = "",
        hotkey: str | int | None = None,
        action: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(label, hotkey, on)
        self.action = action or (hotkey if isinstance(hotkey, str) else "")
        self.kind = kind
        self.icon = icon
        self.hint = hint
        self._named: tuple[Keys, str] | None = None  # the name of its key among these keys
        if kind == "quiet":
            self.elevation = 0

    @property
    def cap(self) -> str:
        """The name of its key, empty where it shows none."""
        if self.hint or not self.action:
            return self.hint
        keys = self.keys
        if self._named is None or self._named[0] is not keys:  # a layout asks it of each button twenty times
            self._named = keys, keys.cap(self.action)
        return self._named[1]

    def _sides(self, look: Look) -> tuple[int, int]:
        """How much room the icon and the key take beside the words."""
        left = look.t(20) + look.u(9) if self.icon else 0
        right = self._cap_width(look) + look.u(12) if self.cap else 0
        return left, right

    def _cap_width(self, look: Look) -> int:
        return max(look.width(self.cap, LABEL_STRONG) + look.u(12), look.t(22))

    def width_for(self, look: Look) -> int:
        """The width at which its words stand in one line."""
        return look.width(self.label, MEDIUM) + sum(self._sides(look)) + 2 * look.u(18)

    def height_for(self, look: Look, width: int) -> int:
        """As tall as its wrapped words, and never below 44."""
        words = look.height(self.label, MEDIUM, self._words_width(look, width))
        return max(look.u(44), words + 2 * look.u(9))

    def _words_width(self, look: Look, width: int) -> int:
        return max(1, width - sum(self._sides(look)) - 2 * look.u(12))

    def fits(self, look: Look) -> bool:
        """Tall enough, and no word divided."""
        width = self._words_width(look, self.rect.width)
        return super().fits(look) and look.longest_word(self.label, MEDIUM) <= width

    def colours(self, look: Look) -> tuple[Colour, Colour, Colour]:
        """Fill, border and ink in its present state."""
        theme = look.theme
        lit = self.hovered or self.focused
        if not self.enabled:
            return mix(theme.panel, theme.bg, 0.5), theme.line, theme.faint
        if self.kind == "primary":
            fill = mix(theme.accent, theme.text if theme.name == "dusk" else theme.bg2, 0.14 if lit else 0.0)
            return (mix(fill, theme.bg, 0.15) if self.pressed else fill), fill, theme.on_accent
        if self.kind == "quiet":
            fill = theme.hover if lit else theme.bg if self.parent is None else theme.panel
            return fill, theme.edge if lit else fill, theme.text
        fill = theme.hover if lit else theme.button
        if self.active:
            fill = mix(theme.hover, theme.accent, 0.18)
        fill = mix(fill, theme.bg, 0.35) if self.pressed else fill
        border = theme.edge if lit or self.active else theme.line
        return fill, (theme.bad if self.kind == "danger" and not lit else border), theme.text

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The button with icon, words and key in the middle."""
        fill, border, ink = self.colours(look)
        quiet = self.kind == "quiet" and not (self.hovered or self.focused)
        if not quiet:
            draw_card(surface, look, self.rect, fill, border, radius=BUTTON_RADIUS, line=1.4)
        left, right = self._sides(look)
        width = self._words_width(look, self.rect.width)
        lines = look.wrap(self.label, MEDIUM, width)
        block = max(look.width(line, MEDIUM) for line in lines)
        x = self.rect.centerx - (left + block + right) // 2
        if self.icon:
            self._draw_icon(surface, look, (x, ink))
        height = len(lines) * look.line(MEDIUM)
        box = pygame.Rect(x + left, self.rect.centery - height // 2, width, height)
        look.paragraph(surface, self.label, box, (MEDIUM, ink))
        if self.cap:
            self._draw_hint(surface, look, x + left + block + look.u(12))
        if self.focused:
            draw_ring(surface, look, self.rect, BUTTON_RADIUS)

    def _draw_icon(self, surface: pygame.Surface, look: Look, spot: tuple[int, Colour]) -> None:
        x, ink = spot
        size = look.t(20)
        colour = look.theme.accent if self.kind == "plain" and self.enabled else ink
        colour = look.theme.bad if self.kind == "danger" and self.enabled else colour
        surface.blit(icon(self.icon, size, colour), (x, self.rect.centery - size // 2))

    def _draw_hint(self, surface: pygame.Surface, look: Look, x: int) -> None:
        fill, border, ink = look.theme.panel, look.theme.line, look.theme.muted
        if self.kind == "primary" and self.enabled:
            fill, border, ink = self.colours(look)[0], look.theme.on_accent, look.theme.on_accent
        cap = pygame.Rect(x, 0, self._cap_width(look), look.t(22))
        cap.centery = self.rect.centery
        draw_card(surface, look, cap, fill, border, radius=6)
        words = look.render(self.cap, LABEL_STRONG, ink)
        surface.blit(words, words.get_rect(center=cap.center))


class IconButton(Widget):
    """A square button with an icon; its label is spoken and clicked, not drawn."""

    focusable = True
    active = Drawn(False)
    icon = Drawn("")

    def __init__(self, icon: str, label: str, on: On | None = None, hotkey: str | int | None = None) -> None:
        super().__init__(label, hotkey, on)
        self.icon = icon

    def height_for(self, look: Look, width: int) -> int:
        """Square."""
        return look.t(34)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The icon, on a card while it is pointed at."""
        theme, lit = look.theme, self.hovered or self.focused
        if lit or self.active:
            fill = mix(theme.hover, theme.bg, 0.35) if self.pressed else theme.hover
            draw_card(surface, look, self.rect, fill, theme.edge, radius=BUTTON_RADIUS - 2)
        size = min(look.t(20), self.rect.height - look.u(6))
        colour = theme.accent if self.active else theme.text if self.enabled else theme.faint
        picture = icon(self.icon, size, colour)
        surface.blit(picture, picture.get_rect(center=self.rect.center))
        if self.focused:
            draw_ring(surface, look, self.rect, BUTTON_RADIUS - 2)


class ReplyButton(Widget):
    """A thing to say: a number, and words of any length beside it. chosen marks the one that was said.

    Where another key takes it, that key stands in the number's place.
    """

    focusable = True
    elevation = 1
    chosen = Drawn(False)

    def __init__(self, number: int, label: str, on: On | None = None, hotkey: str | int | None = None) -> None:
        super().__init__(label, hotkey, on)
        self.number = number

    @property
    def sign(self) -> str:
        """What stands before the words."""
        return self.keys.cap(self.hotkey) if isinstance(self.hotkey, str) else str(self.number)

    def spoken(self) -> str:
        """With its number, as it is seen."""
        return f"{self.sign}. {self.label}"

    def _badge(self, look: Look) -> int:
        return max(look.u(34), look.t(28), look.width(self.sign, _NUMBER) + look.u(12))

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.u(14) + self._badge(look) + look.u(14)
        return pygame.Rect(rect.x + left, rect.y, rect.width - left - look.u(16), rect.height)

    def height_for(self, look: Look, width: int) -> int:
        """As tall as its wrapped words, and never below 58."""
        words = self._words(look, pygame.Rect(0, 0, width, 0))
        return max(look.u(58), look.height(self.label, REPLY, words.width) + look.u(26))

    def fits(self, look: Look) -> bool:
        """Whether the words are inside, however tight the padding."""
        words = self._words(look, self.rect)
        return look.height(self.label, REPLY, words.width) <= self.rect.height - look.u(4)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Badge, then the words, in the middle of its height."""
        theme, rect = look.theme, self.rect
        lit = (self.hovered or self.focused) and self.enabled
        fill = theme.hover if lit else theme.button
        if self.chosen:
            fill = mix(theme.hover, theme.accent, 0.18)
        fill = mix(fill, theme.bg, 0.35) if self.pressed else fill
        draw_card(surface, look, rect, fill, theme.edge if lit or self.chosen else theme.line, radius=12, line=1.4)
        side = self._badge(look)
        tall = max(look.u(34), look.t(28))
        badge = pygame.Rect(rect.x + look.u(14), rect.centery - tall // 2, side, tall)
        full = lit or self.chosen
        edge = theme.accent if full else theme.edge
        surface.blit(rounded(badge.size, look.u(9), theme.accent if full else theme.panel, edge, look.u(1.2)), badge)
        number = look.render(self.sign, _NUMBER, theme.on_accent if full else theme.text)
        surface.blit(number, number.get_rect(center=badge.center))
        words = self._words(look, rect)
        height = look.height(self.label, REPLY, words.width)
        words.y = rect.centery - height // 2
        look.paragraph(surface, self.label, words, (REPLY, theme.text if self.enabled else theme.faint))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)


class ToolButton(Button):
    """A tool of the call: icon, word and key. active: the tool is in use."""

    def __init__(
        self, label: str, icon: str, on: On | None = None, hotkey: str | None = None, *, action: str = ""
    ) -> None:
        super().__init__(label, on, icon=icon, hotkey=hotkey, action=action)
