"""What the debrief is built of: stacks of texts on a card, a reply to say instead, marks, needs, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import Debrief, TurnReview
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text, Tone, tone_colour, tone_ink
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, LABEL, MEDIUM, Style
from sim.stage.kit.paint import rounded
from sim.stage.kit.rows import Row
from sim.stage.kit.theme import legible
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

VERDICT = Style(20, "semibold", 1.25)


class Stack(Widget):
    """Children below each other, on a card or bare; `gaps` are the base pixels above each child."""

    def __init__(self, label: str, children: Sequence[tuple[Widget, float]], pad: tuple[float, float] = (0, 0)) -> None:
        super().__init__(label)
        self.pad = pad
        self.card = pad != (0, 0)
        self.gaps = [gap for _, gap in children]
        self.adopt(*(child for child, _ in children))

    def _width(self, look: Look, width: int) -> int:
        return max(1, width - 2 * look.u(self.pad[0]))

    def height_for(self, look: Look, width: int) -> int:
        """All children, their gaps and the padding."""
        room = self._width(look, width)
        heights = [
            look.u(gap) + child.height_for(look, room) for gap, child in zip(self.gaps, self.children, strict=True)
        ]
        return sum(heights) + 2 * look.u(self.pad[1])

    def longest_word(self, look: Look) -> int:
        """The width below which a word of it would be divided."""
        words = [look.longest_word(child.label, child.style) for child in self.children if isinstance(child, Text)]
        return max(words, default=0) + 2 * look.u(self.pad[0])

    def place(self, rect: pygame.Rect) -> None:
        """Place the children too."""
        super().place(rect)
        if self.ui is None or self.ui.look is None:
            return
        look = self.ui.look
        x, y = rect.x + look.u(self.pad[0]), rect.y + look.u(self.pad[1])
        room = self._width(look, rect.width)
        for gap, child in zip(self.gaps, self.children, strict=True):
            y += look.u(gap)
            height = child.height_for(look, room)
            child.place(pygame.Rect(x, y, room, height))
            y += height

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card; the children draw themselves."""
        if self.card:
            draw_card(surface, look, self.rect, look.theme.panel)


class Ink(Text):
    """Text in the legible form of its tone: plain where the tone would be hard to read on a panel."""

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The lines."""
        look.paragraph(surface, self.label, self.rect, (self.style, tone_ink(look, self.tone)))


class Instead(Widget):
    """A better reply behind a bar of accent: how it is introduced, the words, and why they are better."""

    def __init__(self, lead: str, quote: str, because: str, style: Style = BODY) -> None:
        super().__init__(" ".join(part for part in (lead, quote, because) if part))
        self.lead, self.quote, self.because, self.style = lead, quote, because, style

    @property
    def _words(self) -> str:
        return f"{self.lead} {self.quote}"

    def height_for(self, look: Look, width: int) -> int:
        """The words, and why."""
        room = max(1, width - look.u(14))
        because = look.height(self.because, LABEL, room) if self.because else 0
        return look.height(self._words, self.style, room) + because + look.u(2)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The bar left, the words beside it."""
        theme = look.theme
        bar = pygame.Rect(self.rect.x, self.rect.y + look.u(2), look.u(3), self.rect.height - look.u(4))
        surface.blit(rounded(bar.size, look.u(2), theme.accent), bar)
        box = pygame.Rect(self.rect.x + look.u(14), self.rect.y + look.u(1), max(1, self.rect.width - look.u(14)), 0)
        lines = look.wrap(self._words, self.style, box.width)
        below = look.paragraph(surface, "\n".join(("", *lines[1:])), box, (self.style, theme.text))
        self._draw_first(surface, look, box, lines[0])
        if self.because:
            box.y = below
            look.paragraph(surface, self.because, box, (LABEL, theme.muted))

    def _draw_first(self, surface: pygame.Surface, look: Look, box: pygame.Rect, line: str) -> None:
        """The first line: its lead in the accent's colour."""
        theme, style = look.theme, self.style
        count = len(self.lead) if line.startswith(self.lead) else len(line)
        ink = legible(theme.accent, theme.panel, theme.text)
        y = box.y + (look.line(style) - look.font(style).get_height()) // 2
        surface.blit(look.render(line[:count], style, ink), (box.x, y))
        if rest := line[count:]:
            x = box.x + look.width(line, style) - look.width(rest, style)
            surface.blit(look.render(rest, style, theme.text), (x, y))


def instead_of(texts: Texts, debrief: Debrief, turn: TurnReview, style: Style = BODY) -> Instead:
    """What to say instead of a reply, with the writer's reason; without one, with what it would have done."""
    better = turn.instead
    assert better is not None  # whoever calls has looked
    because = telling.instead_because(texts, better)
    return Instead(words.instead_words(texts, debrief, turn), words.quoted(texts, better.text), because, style)


class SmallButton(Button):
    """A button inside a card: as tall as its words, so that it does not outweigh what is read there."""

    def height_for(self, look: Look, width: int) -> int:
        """Its wrapped words with a little room."""
        return max(look.u(34), look.height(self.label, MEDIUM, self._words_width(look, width)) + 2 * look.u(6))


Rewinds = Callable[[int], Button | None]


def no_rewind(turn: int) -> None:
    """Of a call that cannot be rewound."""


def alone(button: Widget) -> Row:
    """A button in a line of its own, as wide as its words."""
    return Row([button], equal=False)


class NeedLine(Widget):
    """A need of the caller: a tick where it was reached, an open circle where not."""

    def __init__(self, label: str, done: bool) -> None:
        super().__init__(label)
        self.done = done

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.t(16) + look.u(10)
        return pygame.Rect(rect.x + left, rect.y, max(1, rect.width - left), rect.height)

    def height_for(self, look: Look, width: int) -> int:
        """The wrapped words."""
        return look.height(self.label, LABEL, self._words(look, pygame.Rect(0, 0, width, 0)).width)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Mark and words."""
        theme, side = look.theme, look.t(16)
        spot = (self.rect.x, self.rect.y + (look.line(LABEL) - side) // 2)
        if self.done:
            surface.blit(icon("tick", side, theme.good), spot)
        else:
            ring = rounded((side - 2, side - 2), side, None, theme.warn, look.u(1.6))
            surface.blit(ring, (spot[0] + 1, spot[1] + 1))
        colour = theme.text if self.done else theme.muted
        look.paragraph(surface, self.label, self._words(look, self.rect), (LABEL, colour))


class Verdict(Widget):
    """The headline in a pill; filled where the call was passed."""

    def __init__(self, label: str, tone: Tone, icon: str) -> None:
        super().__init__(label)
        self.tone, self.icon = tone, icon

    def _room(self, look: Look) -> int:
        return look.t(20) + look.u(10) + look.u(36)

    def width_for(self, look: Look) -> int:
        """In one line."""
        return look.width(self.label, VERDICT) + self._room(look) + 1

    def height_for(self, look: Look, width: int) -> int:
        """The wrapped words."""
        return look.height(self.label, VERDICT, max(1, width - self._room(look))) + look.u(10)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Pill, sign, words."""
        theme, colour, rect = look.theme, tone_colour(look, self.tone), self.rect
        passed = self.tone in ("accent", "good")
        fill = theme.accent if passed else mix(theme.panel, colour, 0.14)
        ink = theme.on_accent if passed else legible(colour, fill, theme.text)
        surface.blit(
            rounded(rect.size, min(rect.height // 2, look.u(22)), fill, None if passed else colour, look.u(1.4)), rect
        )
        size = look.t(20)
        surface.blit(icon(self.icon, size, ink), (rect.x + look.u(16), rect.centery - size // 2))
        left = look.u(16) + size + look.u(10)
        height = rect.height - look.u(10)
        box = pygame.Rect(rect.x + left, rect.centery - height // 2, max(1, rect.width - self._room(look)), height)
        look.paragraph(surface, self.label, box, (VERDICT, ink))


def small(texts: Texts, key: str, tone: Tone = "muted") -> Text:
    """A quiet line of the catalogue."""
    return Text(texts(key), LABEL, tone)
