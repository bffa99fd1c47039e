"""Parts of the briefing: the policy card with its reason and its way out, lines with a mark, the keys of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame

from sim.stage.kit.cards import tone_ink
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, LABEL, LABEL_STRONG, STRONG
from sim.stage.kit.paint import rounded
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.core.scenario import Policy
    from sim.stage.kit.look import Look

Rows = tuple[tuple[str, str], ...]


class PolicyCard(Widget):
    """A rule, why it exists, and what to offer instead; the small labels stand beside the words or above them."""

    elevation = 1

    def __init__(self, policy: Policy, why: str, instead: str) -> None:
        super().__init__(policy.rule)
        given = ((why, policy.why), (instead, policy.instead))
        self.rows: Rows = tuple((label, text) for label, text in given if text)
        self._labels = (why, instead)

    def spoken(self) -> str:
        """The rule and its rows."""
        return " ".join((self.label, *(f"{label}: {text}" for label, text in self.rows)))

    def _pad(self, look: Look) -> int:
        return look.u(16)

    def _label_width(self, look: Look) -> int:
        return max(look.width(label, LABEL_STRONG) for label in self._labels) + look.u(12)

    def _beside(self, look: Look, width: int) -> bool:
        return width - 2 * self._pad(look) - self._label_width(look) >= look.u(210) * look.text_scale

    def _row_heights(self, look: Look, width: int) -> list[int]:
        inner = max(1, width - 2 * self._pad(look))
        if self._beside(look, width):
            inner -= self._label_width(look)
            return [look.height(text, BODY, inner) for _, text in self.rows]
        return [look.line(LABEL_STRONG) + look.height(text, BODY, inner) for _, text in self.rows]

    def height_for(self, look: Look, width: int) -> int:
        """The rule, its rows, and the gaps between them."""
        rule = look.height(self.label, STRONG, max(1, width - 2 * self._pad(look)))
        rows = self._row_heights(look, width)
        return rule + sum(rows) + look.u(5) * len(rows) + 2 * look.u(11)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """On a card."""
        theme, rect, pad = look.theme, self.rect, self._pad(look)
        draw_card(surface, look, rect, theme.panel)
        box = pygame.Rect(rect.x + pad, rect.y + look.u(11), max(1, rect.width - 2 * pad), 0)
        box.y = look.paragraph(surface, self.label, box, (STRONG, theme.text))
        left = self._label_width(look) if self._beside(look, rect.width) else 0
        for label, text in self.rows:
            box.y += look.u(5)
            ink = theme.muted if label == self._labels[0] else tone_ink(look, "accent")
            lift = (look.line(BODY) - look.line(LABEL_STRONG)) // 2 if left else 0
            name = pygame.Rect(box.x, box.y + lift, left or box.width, 0)
            below = look.paragraph(surface, label, name, (LABEL_STRONG, ink))
            words = pygame.Rect(box.x + left, box.y if left else below, box.width - left, 0)
            box.y = look.paragraph(surface, text, words, (BODY, theme.muted if ink == theme.muted else theme.text))


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


class MarkedLine(Widget):
    """A small label with a mark, and below it a sentence: your aim, your desk."""

    def __init__(self, label: str, text: str, mark: str) -> None:
        super().__init__(text)
        self.name, self.mark = label, mark

    def spoken(self) -> str:
        """Label and sentence."""
        return f"{self.name}: {self.label}"

    def _indent(self, look: Look) -> int:
        return look.t(18) + look.u(9)

    def height_for(self, look: Look, width: int) -> int:
        """Label and wrapped words."""
        inner = max(1, width - self._indent(look))
        return look.height(self.name, LABEL_STRONG, inner) + look.height(self.label, BODY, inner)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Mark left, words right."""
        theme, size = look.theme, look.t(18)
        surface.blit(icon(self.mark, size, theme.accent), (self.rect.x, self.rect.y + look.u(1)))
        indent = self._indent(look)
        box = pygame.Rect(self.rect.x + indent, self.rect.y, max(1, self.rect.width - indent), 0)
        box.y = look.paragraph(surface, self.name, box, (LABEL_STRONG, tone_ink(look, "accent")))
        look.paragraph(surface, self.label, box, (BODY, theme.text))
