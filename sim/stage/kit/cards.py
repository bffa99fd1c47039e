"""Things to read: text, panels, notes, chips, speech bubbles, and the cards of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, LABEL, LABEL_STRONG, STRONG, Style
from sim.stage.kit.outcome import Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.theme import legible
from sim.stage.kit.vector import Colour, mix
from sim.stage.kit.widget import CARD_RADIUS, Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

Tone = Literal[
    "text", "muted", "faint", "accent", "good", "warn", "bad", "info", "anger", "panic", "trust", "calm"
]  # fmt: skip
_CARD_TITLE = Style(17, "semibold", 1.3)


def tone_colour(look: Look, tone: Tone) -> Colour:
    """The theme's colour of a tone, for icons, lines and bars."""
    colour: Colour = getattr(look.theme, tone)
    return colour


def tone_ink(look: Look, tone: Tone, surface: Colour | None = None) -> Colour:
    """The tone as text; plain text where the tone would be hard to read on the surface (default: a panel)."""
    return legible(tone_colour(look, tone), look.theme.panel if surface is None else surface, look.theme.text)


class Text(Widget):
    """Wrapped text. align places its lines left, centre or right; an icon may stand before it."""

    align: Literal["left", "centre", "right"] = "left"
    tone: Drawn[Tone] = Drawn("text")

    def __init__(self, label: str, style: Style = BODY, tone: Tone = "text", icon: str = "") -> None:
        super().__init__(label)
        self.style = style
        self.tone = tone
        self.icon = icon

    def _indent(self, look: Look) -> int:
        return look.t(self.style.px + 9) if self.icon else 0

    def height_for(self, look: Look, width: int) -> int:
        """The wrapped lines."""
        return look.height(self.label, self.style, max(1, width - self._indent(look)))

    def width_for(self, look: Look) -> int:
        """The width at which it stands in one line."""
        return max(look.width(line, self.style) for line in self.label.split("\n")) + self._indent(look) + 1

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Icon and lines."""
        colour, indent = tone_colour(look, self.tone), self._indent(look)
        box = pygame.Rect(self.rect.x + indent, self.rect.y, max(1, self.rect.width - indent), self.rect.height)
        if self.icon:
            size = look.t(self.style.px + 2)
            top = self.rect.y + (look.line(self.style) - size) // 2
            surface.blit(icon(self.icon, size, colour), (self.rect.x, top))
        if self.align == "left":
            look.paragraph(surface, self.label, box, (self.style, colour))
            return
        for i, line in enumerate(look.wrap(self.label, self.style, box.width)):
            words = look.render(line, self.style, colour)
            room = box.width - words.get_width()
            x = box.x + (room if self.align == "right" else room // 2)
            surface.blit(words, (x, box.y + i * look.line(self.style)))


class Note(Widget):
    """A tinted card: icon, a small title, paragraphs. The service's purpose, a hint, a notice."""

    elevation = 2
    paragraphs: Drawn[tuple[str, ...]] = Drawn(())

    def __init__(self, title: str, paragraphs: tuple[str, ...], icon: str = "bulb", tone: Tone = "accent") -> None:
        super().__init__(title)
        self.paragraphs = paragraphs
        self.icon = icon
        self.tone = tone

    def spoken(self) -> str:
        """Title and words."""
        words = " ".join(self.paragraphs)
        return f"{self.label}: {words}" if self.label and words else self.label or words

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.u(16) + look.t(20) + look.u(10)
        return pygame.Rect(
            rect.x + left, rect.y + look.u(13), max(1, rect.width - left - look.u(16)), rect.height - look.u(26)
        )

    def height_for(self, look: Look, width: int) -> int:
        """Title, paragraphs, and the gaps between them."""
        room = self._words(look, pygame.Rect(0, 0, width, 0)).width
        height = look.height(self.label, LABEL_STRONG, room)
        height += sum(look.height(text, BODY, room) for text in self.paragraphs)
        return height + look.u(4) * len(self.paragraphs) + look.u(26)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The second paragraph and those after it are quieter."""
        theme = look.theme
        colour = tone_colour(look, self.tone)
        fill = mix(theme.panel, colour, 0.10)
        draw_card(surface, look, self.rect, fill)
        size = look.t(20)
        surface.blit(icon(self.icon, size, colour), (self.rect.x + look.u(16), self.rect.y + look.u(13)))
        box = self._words(look, self.rect)
        ink = legible(colour, fill, theme.text)
        box.y = look.paragraph(surface, self.label, box, (LABEL_STRONG, ink))
        for i, text in enumerate(self.paragraphs):
            box.y += look.u(4)
            box.y = look.paragraph(surface, text, box, (BODY, theme.muted if i else theme.text))


class Told(Note):
    """A note that is read aloud when it comes or changes, wherever the focus is."""

    def announced(self) -> tuple[str, ...]:
        """All of it."""
        return (self.spoken(),) if self.visible else ()


class Asked(Text):
    """A text that is read aloud when it comes, wherever the focus is."""

    def announced(self) -> tuple[str, ...]:
        """Its words."""
        return (self.label,)


@dataclass(frozen=True)
class Chip:
    """A little pill of words; its tone colours the icon (and the words where they stay readable)."""

    text: str
    tone: Tone = "muted"
    icon: str = ""

    def size(self, look: Look) -> tuple[int, int]:
        """Width and height in real pixels."""
        mark = look.t(14) + look.u(6) if self.icon else 0
        return look.width(self.text, LABEL_STRONG) + mark + look.u(22), look.line(LABEL_STRONG) + look.u(7)

    def draw(self, surface: pygame.Surface, look: Look, place: tuple[int, int]) -> None:
        """Draw with its top left corner at place."""
        theme, rect = look.theme, pygame.Rect(place, self.size(look))
        surface.blit(rounded(rect.size, rect.height // 2, theme.raised, theme.line, look.u(1)), rect)
        x = rect.x + look.u(11)
        if self.icon:
            size = look.t(14)
            surface.blit(icon(self.icon, size, tone_colour(look, self.tone)), (x, rect.centery - size // 2))
            x += size + look.u(6)
        words = look.render(self.text, LABEL_STRONG, tone_ink(look, self.tone, theme.raised))
        surface.blit(words, (x, rect.centery - words.get_height() // 2))


def chip_places(look: Look, chips: tuple[Chip, ...], width: int) -> tuple[list[tuple[int, int]], int]:
    """Where chips go in rows no wider than width, and the height of all rows."""
    places, x, y, row = [], 0, 0, 0
    for chip in chips:
        w, h = chip.size(look)
        if x and x + w > width:
            x, y = 0, y + row + look.u(6)
        places.append((x, y))
        x, row = x + w + look.u(7), h
    return places, (y + row if chips else 0)


class Chips(Widget):
    """A row of chips, in as many rows as it needs."""

    chips: Drawn[tuple[Chip, ...]] = Drawn(())

    def __init__(self, chips: tuple[Chip, ...]) -> None:
        super().__init__(", ".join(chip.text for chip in chips))
        self.chips = chips

    def height_for(self, look: Look, width: int) -> int:
        """The rows."""
        return chip_places(look, self.chips, width)[1]

    def width_for(self, look: Look) -> int:
        """The width of all in one row."""
        return sum(chip.size(look)[0] for chip in self.chips) + look.u(7) * max(0, len(self.chips) - 1)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """All chips."""
        places, _ = chip_places(look, self.chips, self.rect.width)
        for chip, (x, y) in zip(self.chips, places, strict=True):
            chip.draw(surface, look, (self.rect.x + x, self.rect.y + y))


class Bubble(Widget):
    """Something that was said: who, and the words; mine stands on the right."""

    def __init__(self, who: str, text: str, mine: bool = False) -> None:
        super().__init__(f"{who}: {text}")
        self.who, self.text, self.mine = who, text, mine

    def _box(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        width = rect.width - look.u(34)
        return pygame.Rect(rect.right - width if self.mine else rect.x, rect.y, width, rect.height)

    def height_for(self, look: Look, width: int) -> int:
        """Name, words and padding."""
        room = self._box(look, pygame.Rect(0, 0, width, 0)).width - look.u(28)
        return look.line(LABEL_STRONG) + look.height(self.text, BODY, room) + look.u(20)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """A rounded card in the speaker's colour."""
        theme, box = look.theme, self._box(look, self.rect)
        fill = mix(theme.raised, theme.accent, 0.16) if self.mine else theme.raised
        draw_card(surface, look, box, fill, radius=12)
        words = pygame.Rect(box.x + look.u(14), box.y + look.u(9), box.width - look.u(28), 0)
        ink = legible(theme.accent if self.mine else theme.info, fill, theme.text)
        words.y = look.paragraph(surface, self.who, words, (LABEL_STRONG, ink))
        look.paragraph(surface, self.text, words, (BODY, theme.text))


Picture = Callable[["Look", int], pygame.Surface]


class ListCard(Widget):
    """A thing to choose from a list: picture or icon, title, text, chips, and a mark such as the best score.

    picture is called with the look and a side in real pixels, and its result is kept until the look changes.
    """

    focusable = True
    elevation = 1
    selected = Drawn(False)
    chips: Drawn[tuple[Chip, ...]] = Drawn(())
    detail = Drawn("")

    def __init__(  # noqa: PLR0913 - a widget's options are keywords
        self,
        label: str,
        detail: str,
        chips: tuple[Chip, ...] = (),
        on: Callable[[], Next] | None = None,
        *,
        icon: str = "phone",
        picture: Picture | None = None,
    ) -> None:
        super().__init__(label, on=on)
        self.detail, self.chips = detail, chips
        self.icon, self.picture = icon, picture
        self._kept: tuple[object, int, pygame.Surface] | None = None

    def spoken(self) -> str:
        """Title, text and chips."""
        return ". ".join((self.label, self.detail, *(chip.text for chip in self.chips)))

    def _side(self, look: Look) -> int:
        return look.u(84) if self.picture else look.t(40)

    def _words(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        left = look.u(14) + self._side(look) + look.u(14)
        return pygame.Rect(
            rect.x + left, rect.y + look.u(12), max(1, rect.width - left - look.u(14)), rect.height - look.u(24)
        )

    def height_for(self, look: Look, width: int) -> int:
        """The words or the picture, whichever is taller."""
        room = self._words(look, pygame.Rect(0, 0, width, 0)).width
        words = look.height(self.label, _CARD_TITLE, room) + look.height(self.detail, BODY, room)
        chips = chip_places(look, self.chips, room)[1]
        words += chips + look.u(8) if chips else 0
        return max(words + look.u(26), self._side(look) + look.u(28))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Picture left, words right."""
        theme, rect = look.theme, self.rect
        lit = self.hovered or self.focused
        fill = theme.hover if lit else theme.panel
        if self.selected:
            fill = mix(theme.panel, theme.accent, 0.16)
        draw_card(surface, look, rect, fill, theme.accent if self.selected else theme.edge if lit else None, line=1.4)
        self._draw_picture(surface, look)
        box = self._words(look, rect)
        box.y = look.paragraph(surface, self.label, box, (_CARD_TITLE, theme.text))
        box.y = look.paragraph(surface, self.detail, box, (BODY, theme.text if lit else theme.muted))
        places, _ = chip_places(look, self.chips, box.width)
        for chip, (x, y) in zip(self.chips, places, strict=True):
            chip.draw(surface, look, (box.x + x, box.y + look.u(8) + y))
        if self.focused:
            draw_ring(surface, look, rect, CARD_RADIUS)

    def _draw_picture(self, surface: pygame.Surface, look: Look) -> None:
        side, x, y = self._side(look), self.rect.x + look.u(14), self.rect.y + look.u(14)
        if self.picture is None:
            back = rounded((side, side), look.u(12), mix(look.theme.panel, look.theme.accent, 0.14))
            surface.blit(back, (x, y))
            inner = round(side * 0.55)
            mark = icon(self.icon, inner, look.theme.accent)
            surface.blit(mark, (x + (side - inner) // 2, y + (side - inner) // 2))
            return
        if self._kept is None or self._kept[0] is not look or self._kept[1] != side:
            self._kept = (look, side, framed(self.picture(look, side), look.u(12)))
        surface.blit(self._kept[2], (x, y))


def framed(picture: pygame.Surface, radius: int) -> pygame.Surface:
    """A copy of a picture with round corners."""
    result = pygame.Surface(picture.get_size(), pygame.SRCALPHA)
    result.blit(picture, (0, 0))
    mask = rounded(picture.get_size(), radius, (255, 255, 255))
    result.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return result


class CardTitle(Text):
    """A section title with less weight than a heading."""

    def __init__(self, label: str, icon: str = "") -> None:
        super().__init__(label, STRONG, "text", icon)


class Small(Text):
    """A quiet line in the label size."""

    def __init__(self, label: str, tone: Tone = "muted", icon: str = "") -> None:
        super().__init__(label, LABEL, tone, icon)
