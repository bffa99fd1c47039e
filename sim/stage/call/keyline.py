"""The keys of a call, in a line below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame

from sim.stage.kit.look import LABEL, LABEL_STRONG
from sim.stage.kit.paint import rounded
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class Key(NamedTuple):
    """What a key of the call does; one or more actions of sim/stage/kit/keys.py, the first and last of them shown."""

    actions: tuple[str, ...]
    words: str


class KeyLine(Widget):
    """Keys with what they do, in as many rows as they need."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__(", ".join(key.words for key in keys))
        self.shown = keys

    def spoken(self) -> str:
        """Each key and what it does."""
        return ", ".join(f"{self._name(key)} {key.words}" for key in self.shown)

    def _name(self, key: Key) -> str:
        caps = [self.keys.cap(action) for action in key.actions]
        return caps[0] if len(caps) == 1 else f"{caps[0]}–{caps[-1]}"

    def _cap(self, look: Look, key: Key) -> int:
        return max(look.width(self._name(key), LABEL_STRONG) + look.u(12), look.t(22))

    def _width(self, look: Look, key: Key) -> int:
        return self._cap(look, key) + look.u(7) + look.width(key.words, LABEL)

    def width_for(self, look: Look) -> int:
        """All in one row."""
        return sum(self._width(look, key) for key in self.shown) + look.u(18) * (len(self.shown) - 1)

    def _places(self, look: Look, width: int) -> list[tuple[int, int]]:
        places, x, y = [], 0, 0
        for key in self.shown:
            wide = self._width(look, key)
            if x and x + wide > width:
                x, y = 0, y + look.t(22) + look.u(7)
            places.append((x, y))
            x += wide + look.u(18)
        return places

    def height_for(self, look: Look, width: int) -> int:
        """The rows."""
        return self._places(look, width)[-1][1] + look.t(22)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Caps and words."""
        theme, tall = look.theme, look.t(22)
        for key, (x, y) in zip(self.shown, self._places(look, self.rect.width), strict=True):
            cap = pygame.Rect(self.rect.x + x, self.rect.y + y, self._cap(look, key), tall)
            surface.blit(rounded(cap.size, look.u(6), theme.panel, theme.line, look.u(1)), cap)
            name = look.render(self._name(key), LABEL_STRONG, theme.muted)
            surface.blit(name, name.get_rect(center=cap.center))
            words = look.render(key.words, LABEL, theme.muted)
            surface.blit(words, (cap.right + look.u(7), cap.centery - words.get_height() // 2))
