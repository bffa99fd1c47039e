"""The three font families and how their files are opened.

Inter is the house face; Atkinson Hyperlegible Next and OpenDyslexic are choices in the settings. A character
that a family lacks is drawn in Inter. Files and licences lie in assets/fonts.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pygame

FONT_FOLDER = Path(__file__).resolve().parents[3] / "assets" / "fonts"

Weight = Literal["regular", "medium", "semibold"]


@dataclass(frozen=True)
class Family:
    """A font family: a file for each weight, and how much smaller it is set to look as large as Inter."""

    name: str
    regular: str
    medium: str
    semibold: str
    factor: float = 1.0

    def file(self, weight: Weight) -> Path:
        """The font file for this weight."""
        return FONT_FOLDER / {"regular": self.regular, "medium": self.medium, "semibold": self.semibold}[weight]


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family("inter", "Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf"),
        Family(
            "atkinson",
            "AtkinsonHyperlegibleNext-Regular.ttf",
            "AtkinsonHyperlegibleNext-Medium.ttf",
            "AtkinsonHyperlegibleNext-SemiBold.ttf",
            1.04,
        ),
        Family(
            "opendyslexic",
            "OpenDyslexic-Regular.woff",
            "OpenDyslexic-Regular.woff",
            "OpenDyslexic-Bold.woff",
            0.86,
        ),
    )
}

# Spaces a family may lack, and which SDL_ttf would draw as boxes.
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": ""})
_PROBE_SIZE = 24


@lru_cache(maxsize=64)
def open_font(family: str, weight: Weight, pixels: int) -> pygame.font.Font:
    """The font at a size in real pixels; opened once."""
    return pygame.font.Font(str(FAMILIES[family].file(weight)), pixels)


def plain(text: str) -> str:
    """The text with spaces that every family can draw."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=512)
def has_glyph(family: str, character: str) -> bool:
    """Whether the family draws this character itself (a missing one is drawn like a character no font has)."""
    font = open_font(family, "regular", _PROBE_SIZE)
    if not font.size(character)[0]:
        return True  # a joiner, a mark of direction: nothing is seen of it
    shown, missing = (font.render(text, True, (255, 255, 255)) for text in (character, "\uffff"))
    return shown.get_size() != missing.get_size() or shown.get_buffer().raw != missing.get_buffer().raw


def draw(font: pygame.font.Font, text: str, colour: tuple[int, int, int]) -> pygame.Surface:
    """The text; nothing for characters without width alone, which SDL_ttf refuses to draw."""
    if not font.size(text)[0]:
        return pygame.Surface((0, font.get_height()), pygame.SRCALPHA)
    return font.render(text, True, colour)


def covers(family: str, text: str) -> bool:
    """Whether the family draws every character of the text; plain letters are taken for granted."""
    return text.isascii() or all(character.isascii() or has_glyph(family, character) for character in text)
