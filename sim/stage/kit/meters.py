"""Bars: time left, progress, and the caller's feelings as a bar with a word, never a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.cards import Tone, tone_colour
from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL, LABEL_STRONG, MEDIUM, STRONG
from sim.stage.kit.paint import clear_surface, rounded
from sim.stage.kit.vector import Colour, clamp
from sim.stage.kit.widget import Drawn, Kept, Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


def draw_bar(surface: pygame.Surface, look: Look, rect: pygame.Rect, share: float, colour: Colour) -> None:
    """A trough with a filled part; anything above nothing shows at least a dot."""
    radius = rect.height // 2
    surface.blit(rounded(rect.size, radius, look.theme.bg2, look.theme.line, look.u(1)), rect)
    if share > 0:
        # The full bar's left part and its right cap: a picture of each width would crowd all others out of the cache.
        width, full = filled(rect, share), rounded(rect.size, radius, colour)
        cap = min(radius, width)
        surface.blit(full, rect, (0, 0, width - cap, rect.height))
        surface.blit(full, (rect.x + width - cap, rect.y), (rect.width - cap, 0, cap, rect.height))


def filled(rect: pygame.Rect, share: float) -> int:
    """How many pixels of a bar are filled: at least a dot, if anything is."""
    return max(rect.height, round(rect.width * clamp(share))) if share > 0 else 0


class TimeBar(Widget):
    """How much time is left: a clock, words, a bar, and the figure in words (`value`, such as "18 s").

    The bar moves in steps of a hundred-and-twentieth, so that an untouched second costs few redraws.
    """

    share = Drawn(1.0)
    value = Drawn("")

    def __init__(self, label: str, icon: str = "clock") -> None:
        super().__init__(label)
        self.icon = icon

    def show(self, share: float, value: str) -> None:
        """Show this share (0..1) of the time and this text for it."""
        self.share = round(clamp(share) * 120) / 120
        self.value = value

    def spoken(self) -> str:
        """Label and value."""
        return f"{self.label}: {self.value}"

    def _value_width(self, look: Look) -> int:
        return max(look.width(self.value, STRONG), look.width("00 s", STRONG)) + look.u(14)

    def _below(self, look: Look, width: int) -> bool:
        """Large words in a narrow place: the bar goes below them."""
        words = self._indent(look) + look.width(self.label, MEDIUM) + look.u(14) + self._value_width(look)
        return width - words < look.u(60)

    def _indent(self, look: Look) -> int:
        return look.t(18) + look.u(8)

    def _label_width(self, look: Look, width: int) -> int:
        return max(1, width - self._indent(look) - self._value_width(look))

    def height_for(self, look: Look, width: int) -> int:
        """One line; or the wrapped label and the bar below it."""
        if not self._below(look, width):
            return max(look.u(30), look.line(MEDIUM))
        return look.height(self.label, MEDIUM, self._label_width(look, width)) + look.u(18)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Green while there is time, then amber, then red; the figure says it too."""
        theme, rect, thick = look.theme, self.rect, look.u(8)
        below, size, line = self._below(look, rect.width), look.t(18), look.line(MEDIUM)
        colour = theme.accent if self.share > 0.5 else theme.warn if self.share > 0.25 else theme.bad
        top = rect.y if below else rect.centery - line // 2
        surface.blit(icon(self.icon, size, colour), (rect.x, top + (line - size) // 2))
        words = pygame.Rect(rect.x + self._indent(look), top, self._label_width(look, rect.width), 0)
        look.paragraph(surface, self.label, words, (MEDIUM, theme.muted))
        value = look.render(self.value, STRONG, theme.text)
        surface.blit(value, (rect.right - value.get_width(), top + (line - value.get_height()) // 2))
        bar = pygame.Rect(rect.x, rect.bottom - thick - look.u(4), rect.width, thick)
        if not below:
            left = words.x + look.width(self.label, MEDIUM) + look.u(14)
            bar = pygame.Rect(left, rect.centery - thick // 2, rect.right - self._value_width(look) - left, thick)
        draw_bar(surface, look, bar, self.share, colour)


class Progress(Widget):
    """A bar of something done, with its words above it."""

    share = Drawn(0.0)
    value = Drawn("")

    def __init__(self, label: str, share: float = 0.0, value: str = "", tone: Tone = "accent") -> None:
        super().__init__(label)
        self.tone = tone
        self.share, self.value = share, value

    def spoken(self) -> str:
        """Words and value."""
        return f"{self.label}: {self.value}" if self.value else self.label

    def height_for(self, look: Look, width: int) -> int:
        """Two rows when both words do not stand side by side."""
        room = width - look.width(self.value, LABEL_STRONG) - look.u(12)
        return look.height(self.label, LABEL, max(1, room)) + look.u(6) + look.u(8)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Words, value, bar."""
        theme, rect = look.theme, self.rect
        value = look.render(self.value, LABEL_STRONG, theme.text)
        room = pygame.Rect(rect.x, rect.y, max(1, rect.width - value.get_width() - look.u(12)), 0)
        y = look.paragraph(surface, self.label, room, (LABEL, theme.muted))
        surface.blit(value, (rect.right - value.get_width(), rect.y))
        bar = pygame.Rect(rect.x, y + look.u(6), rect.width, look.u(8))
        draw_bar(surface, look, bar, self.share, tone_colour(look, self.tone))


@dataclass(frozen=True)
class Feeling:
    """One feeling: its tone names colour and icon; share 0..1 fills the bar; band is the word for it."""

    tone: Tone
    name: str
    share: float
    band: str


class FeelingBar(Widget):
    """The bar of one feeling; it alone is drawn again while it glides."""

    fill = Drawn(0)  # in real pixels: a glide redraws only for a step that is seen

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self.tone = tone

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """As far as it is filled."""
        draw_bar(surface, look, self.rect, self.fill / max(1, self.rect.width), tone_colour(look, self.tone))


@dataclass(frozen=True)
class _Row:
    """Where the parts of one feeling stand: the left ends and middles of icon, name and word; the bar."""

    icon: tuple[int, int]
    name: tuple[int, int]
    band: tuple[int, int]
    bar: pygame.Rect


class Feelings(Widget):
    """The caller's feelings, each with icon, name, bar and a word in five bands. Bars glide to new values."""

    elevation = 2
    feelings: Drawn[tuple[Feeling, ...]] = Drawn(())

    def __init__(self, label: str, feelings: tuple[Feeling, ...], bands: tuple[str, ...] = ()) -> None:
        super().__init__(label)
        self.bands = bands  # all words a band can have: room for the longest is kept, so that nothing jumps
        self.shown: tuple[float, ...] = ()
        self._kept = Kept()
        self.adopt(*(FeelingBar(feeling.tone) for feeling in feelings))
        self.show(feelings, at_once=True)

    def show(self, feelings: tuple[Feeling, ...], at_once: bool = False) -> None:
        """Glide to these values of the same feelings; at once with reduced motion."""
        # Shares are drawn by the bars: the card is damaged by other words alone.
        if [feeling.band for feeling in feelings] != [feeling.band for feeling in self.feelings]:
            self.feelings = feelings
        self._targets = tuple(feeling.share for feeling in feelings)
        if at_once:
            self.shown = self._targets
            self._fill()

    def spoken(self) -> str:
        """All feelings that are known, in words."""
        return ", ".join(self.announced())

    def announced(self) -> tuple[str, ...]:
        """Each feeling that is known, in words."""
        known = (feeling for feeling in self.feelings if any(map(str.isalpha, feeling.band)))
        return tuple(f"{feeling.name}: {feeling.band}" for feeling in known)

    def tick(self, now: float, dt: float) -> None:
        """Move the bars towards their values; at once with reduced motion."""
        if self.shown == self._targets:
            return
        if self.ui is not None and self.ui.look is not None and self.ui.look.reduced_motion:
            dt = 1.0
        self.shown = tuple(
            share if abs(share - shown) < 0.003 else shown + (share - shown) * min(1, dt * 4)
            for shown, share in zip(self.shown, self._targets, strict=True)
        )
        self._fill()

    def _fill(self) -> None:
        for bar, share in zip(self.children, self.shown, strict=True):
            if isinstance(bar, FeelingBar):
                bar.fill = filled(bar.rect, share)

    # --- places -------------------------------------------------------------------------------------------------

    def _names_width(self, look: Look) -> int:
        return max((look.width(feeling.name, MEDIUM) for feeling in self.feelings), default=0)

    def _band_width(self, look: Look) -> int:
        words = self.bands or tuple(feeling.band for feeling in self.feelings)
        return max((look.width(word, LABEL_STRONG) for word in words), default=0)

    def _lines(self, look: Look, width: int) -> int:
        """How many lines a feeling takes: 1; 2 with the bar below; 3 with the word on its own as well."""
        words = look.u(36) + look.t(29) + self._names_width(look) + self._band_width(look)
        return 1 if words + look.u(110) <= width else 2 if words + look.u(8) <= width else 3

    def height_for(self, look: Look, width: int) -> int:
        """A row for each feeling, of as many lines as the text size needs."""
        extra = {1: look.u(8), 2: look.u(18), 3: look.u(18) + look.line(LABEL_STRONG)}[self._lines(look, width)]
        return (look.line(MEDIUM) + extra) * len(self.feelings) + look.u(24)

    def fits(self, look: Look) -> bool:
        """Tall enough, and wide enough for the longest name and word."""
        needed = look.u(36) + look.t(29) + max(self._names_width(look), self._band_width(look))
        return super().fits(look) and needed <= self.rect.width

    def place(self, rect: pygame.Rect) -> None:
        """Place the bars too."""
        super().place(rect)
        look = self.ui.look if self.ui is not None else None
        if look is not None:
            for bar, row in zip(self.children, self._rows(look), strict=True):
                bar.place(row.bar)
            self._fill()

    def _rows(self, look: Look) -> list[_Row]:
        columns = (self._lines(look, self.rect.width), self._names_width(look), self._band_width(look))
        step = (self.rect.height - look.u(24)) / max(1, len(self.feelings))
        rows = []
        for i, feeling in enumerate(self.feelings):
            top = round(self.rect.y + look.u(12) + step * i)
            box = pygame.Rect(self.rect.x + look.u(18), top, self.rect.width - look.u(36), round(step))
            rows.append(self._row(look, box, feeling, columns))
        return rows

    def _row(self, look: Look, box: pygame.Rect, feeling: Feeling, columns: tuple[int, int, int]) -> _Row:
        """columns: the lines of a row, the widths of all names and of all words."""
        lines, names, bands = columns
        line, size, thick = look.line(MEDIUM), look.t(20), look.u(10)
        middle = box.centery if lines == 1 else box.y + look.u(2) + line // 2
        x = box.x + size + look.t(9)
        left, right = x + names + look.u(14), box.right - bands - look.u(14)
        bar, band = pygame.Rect(left, middle - thick // 2, right - left, thick), (box.right - bands, middle)
        if lines > 1:
            own = look.line(LABEL_STRONG) if lines == 3 else 0
            below = middle + line // 2 + own
            bar = pygame.Rect(x, below + look.u(1), box.right - x, thick)
            width = look.width(feeling.band, LABEL_STRONG)
            band = (box.right - width, middle) if lines == 2 else (x, middle + line // 2 + own // 2)
        return _Row((box.x, middle), (x, middle), band, bar)

    # --- drawing ------------------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The kept card with its words; the bars are drawn after it."""
        key = (look, self.rect.size, tuple((feeling.name, feeling.band) for feeling in self.feelings))
        surface.blit(self._kept.get(key, lambda: self._card(look)), self.rect)

    def _card(self, look: Look) -> pygame.Surface:
        card = clear_surface(self.rect.size)
        draw_card(card, look, card.get_rect(), look.theme.panel)
        x, y = self.rect.topleft
        for feeling, row in zip(self.feelings, self._rows(look), strict=True):
            sign = icon(feeling.tone, look.t(20), tone_colour(look, feeling.tone))
            name = look.render(feeling.name, MEDIUM, look.theme.text)
            band = look.render(feeling.band, LABEL_STRONG, look.theme.muted)
            for picture, place in ((sign, row.icon), (name, row.name), (band, row.band)):
                card.blit(picture, (place[0] - x, place[1] - y - picture.get_height() // 2))
        return card
