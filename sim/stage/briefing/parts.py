"""Parts of the briefing: the policy card with its reason and its way out, lines with a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.cards import tone_ink
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, LABEL_STRONG, STRONG
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
