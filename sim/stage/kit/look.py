"""How everything is drawn now: theme, scale, text size, font, and the caches that go with them.

A Look is made anew when the window's size or a setting changes and never changes itself; widgets get it when
they measure and draw. Lengths are given as pixels of a 1280x720 window and turned into real ones by `u`;
text sizes likewise, times the trainee's text size. Text is rendered once and kept; wrapping too.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import pygame

from sim.stage.kit import fonts
from sim.stage.kit.fonts import Weight
from sim.stage.kit.theme import THEMES, Theme
from sim.stage.kit.vector import Colour

BASE_SIZE = (1280, 720)
SMALLEST_TEXT = 13.0  # in pixels of the base window
SMALLEST_REAL_TEXT = 11  # in real pixels, for windows below the base size
TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
_KEPT_TEXTS = 700
_KEPT_WRAPS = 500
_KEPT_WIDTHS = 4000


@dataclass(frozen=True)
class LookSettings:
    """What a trainee may choose about looks. text and scale are 1.0 to 2.0, spacings add room."""

    theme: str = "dusk"
    family: str = "inter"
    text: float = 1.0
    scale: float = 1.0
    line_spacing: float = 1.0
    letter_spacing: float = 0.0
    reduced_motion: bool = False


class Style(NamedTuple):
    """A kind of text: size in base pixels, weight, and line height as a multiple of the size."""

    px: float
    weight: Weight = "regular"
    leading: float = 1.38


HEADING = Style(22, "semibold", 1.3)
TITLE = Style(18, "semibold", 1.3)
CAPTION = Style(21, "regular", 1.42)
REPLY = Style(16.5, "medium", 1.32)
STRONG = Style(15, "semibold")
MEDIUM = Style(15, "medium")
BODY = Style(15)
LABEL = Style(13)
LABEL_STRONG = Style(13, "semibold")


@dataclass
class _Measured:
    """What was measured with fonts of one size."""

    widths: dict[tuple[str, Style], int] = field(default_factory=dict)
    wraps: OrderedDict[tuple[str, Style, int], tuple[str, ...]] = field(default_factory=OrderedDict)
    fonts: dict[tuple[Style, str], pygame.font.Font] = field(default_factory=dict)
    lines: dict[Style, int] = field(default_factory=dict)


@lru_cache(maxsize=4)
def _measured(family: str, text: float, unit: float, spacings: tuple[float, float]) -> _Measured:
    """For all looks of this size: another theme, or the window as it was before, measures nothing anew."""
    return _Measured()


class Look:
    """Theme, scale and text of the current window; the only way widgets measure and render text."""

    def __init__(self, settings: LookSettings, size: tuple[int, int]) -> None:
        self.settings = settings
        self.size = size
        self.theme: Theme = THEMES[settings.theme]
        self.reduced_motion = settings.reduced_motion
        self.unit = min(size[0] / BASE_SIZE[0], size[1] / BASE_SIZE[1]) * settings.scale
        self._texts: OrderedDict[tuple[str, Style, Colour], pygame.Surface] = OrderedDict()
        spacings = settings.line_spacing, settings.letter_spacing
        measured = _measured(settings.family, settings.text, self.unit, spacings)
        self._widths, self._wraps = measured.widths, measured.wraps
        self._fonts, self._lines = measured.fonts, measured.lines

    @property
    def text_scale(self) -> float:
        """The trainee's text size, 1.0 to 2.0."""
        return self.settings.text

    def u(self, px: float) -> int:
        """A length of the base window in real pixels; anything that has a length keeps at least one."""
        return max(1, round(px * self.unit)) if px > 0 else round(px * self.unit)

    def t(self, px: float) -> int:
        """A length that grows with the text as well, such as an icon beside a word."""
        return max(1, round(px * self.unit * self.settings.text))

    def font(self, style: Style, family: str | None = None) -> pygame.font.Font:
        """The opened font of a style."""
        key = (style, family or self.settings.family)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = self._open(*key)
        return font

    def _open(self, style: Style, family: str) -> pygame.font.Font:
        px = max(style.px, SMALLEST_TEXT) * fonts.FAMILIES[family].factor * self.unit * self.settings.text
        return fonts.open_font(family, style.weight, max(SMALLEST_REAL_TEXT, round(px)))

    def _font_for(self, text: str, style: Style) -> pygame.font.Font:
        family = self.settings.family
        return self.font(style, family if fonts.covers(family, text) else "inter")

    def _letter_gap(self, style: Style) -> int:
        return round(self.settings.letter_spacing * style.px * self.unit * self.settings.text)

    def width(self, text: str, style: Style) -> int:
        """How wide a line of text is, in real pixels; kept, for every frame asks it of the same few words."""
        key = (text, style)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= _KEPT_WIDTHS:
                self._widths.clear()
            width = self._widths[key] = self._measure(fonts.plain(text), style)
        return width

    def _measure(self, text: str, style: Style) -> int:
        return self._font_for(text, style).size(text)[0] + self._letter_gap(style) * max(0, len(text) - 1)

    def longest_word(self, text: str, style: Style) -> int:
        """The width below which a word would have to be divided."""
        return max((self.width(word, style) for word in text.split()), default=0)

    def line(self, style: Style) -> int:
        """The distance from one line of this style to the next."""
        kept = self._lines.get(style)
        if kept is None:
            kept = self._lines[style] = self._line(style)
        return kept

    def _line(self, style: Style) -> int:
        height = max(style.px, SMALLEST_TEXT) * self.unit * self.settings.text
        wanted = height * style.leading * self.settings.line_spacing
        return max(round(wanted), round(self.font(style).get_height() * 0.98))

    def render(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        """A line of text as a surface; kept, so do not draw on it."""
        key = (text, style, colour)
        kept = self._texts.get(key)
        if kept is not None:
            self._texts.move_to_end(key)
            return kept
        surface = self._texts[key] = self._render(fonts.plain(text), style, colour)
        if len(self._texts) > _KEPT_TEXTS:
            self._texts.popitem(last=False)
        return surface

    def _render(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        font, gap = self._font_for(text, style), self._letter_gap(style)
        if not gap or len(text) < 2:
            return fonts.draw(font, text, colour)
        surface = pygame.Surface((self.width(text, style), font.get_height()), pygame.SRCALPHA)
        surface.fill((*colour, 0))
        for i, character in enumerate(text):
            # Measured from the line's start, so that kerning stays as the font wants it.
            x = font.size(text[: i + 1])[0] - font.size(character)[0] + gap * i
            surface.blit(fonts.draw(font, character, colour), (x, 0))
        return surface

    def figures(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        """A clock or count whose digits all take the same room, so that it does not tremble."""
        cell = max(self.width(digit, style) for digit in "0123456789")
        widths = [cell if c.isdigit() else self.width(c, style) for c in text]
        surface = pygame.Surface((max(1, sum(widths)), self.font(style).get_height()), pygame.SRCALPHA)
        surface.fill((*colour, 0))
        x = 0
        for character, width in zip(text, widths, strict=True):
            glyph = self.render(character, style, colour)
            surface.blit(glyph, (x + (width - glyph.get_width()) // 2, 0))
            x += width
        return surface

    def wrap(self, text: str, style: Style, width: int) -> tuple[str, ...]:
        """The text in lines no wider than width; a word that is wider alone is divided."""
        key = (text, style, width)
        lines = self._wraps.get(key)
        if lines is None:
            lines = self._wraps[key] = tuple(self._wrap(text, style, max(1, width)))
            if len(self._wraps) > _KEPT_WRAPS:
                self._wraps.popitem(last=False)
        return lines

    def _wrap(self, text: str, style: Style, width: int) -> list[str]:
        return [line for paragraph in text.split("\n") for line in self._wrap_paragraph(paragraph, style, width)]

    def _wrap_paragraph(self, paragraph: str, style: Style, width: int) -> list[str]:
        lines: list[str] = []
        words = paragraph.split(" ")
        while words:
            while len(words) > 1 and not words[0]:
                del words[0]  # no line begins with a space
            count = self._words_that_fit(words, style, width)
            if not count:
                *full, words[0] = self._divide(words[0], style, width)
                lines.extend(full)
                count = 0 if full else 1  # a letter that is wider alone stays
            if count:
                lines.append(" ".join(words[:count]))
                del words[:count]
        return lines

    def _words_that_fit(self, words: list[str], style: Style, width: int) -> int:
        """How many of the first words stand in one line: from a guess on, for each measure takes its time."""
        fits, over = 0, len(words) + 1
        room, guess = width // max(1, self.width("e", style)), 0
        while guess < len(words) and room >= 0:
            room -= len(words[guess]) + 1
            guess += 1
        while over - fits > 1:
            guess = min(max(guess, fits + 1), over - 1)
            if self.width(" ".join(words[:guess]), style) <= width:
                fits, guess = guess, guess + 1
            else:
                over, guess = guess, guess - 1
        return fits

    def _divide(self, word: str, style: Style, width: int) -> list[str]:
        """A word in pieces that fit; long Dutch compounds and addresses need it."""
        pieces: list[str] = []
        while self.width(word, style) > width and len(word) > 1:
            count = 1
            while count < len(word) - 1 and self.width(word[: count + 1], style) <= width:
                count += 1
            pieces.append(word[:count])
            word = word[count:]
        return [*pieces, word]

    def height(self, text: str, style: Style, width: int) -> int:
        """How tall the wrapped text is."""
        return len(self.wrap(text, style, width)) * self.line(style)

    def paragraph(self, surface: pygame.Surface, text: str, box: pygame.Rect, ink: tuple[Style, Colour]) -> int:
        """Draw the wrapped text from the top of box; returns the y below the last line."""
        style, colour = ink
        y, step = box.y, self.line(style)
        lift = (step - self.font(style).get_height()) // 2
        for line in self.wrap(text, style, box.width):
            if line:
                surface.blit(self.render(line, style, colour), (box.x, y + lift))
            y += step
        return y
