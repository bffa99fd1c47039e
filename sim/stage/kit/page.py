"""What menu, briefing and settings are laid out with: the brand, a page that scrolls, sections, two columns.

A Page shows all that a screen has below its bar and scrolls as one, so nothing can become unreachable however large
the text is. Its children stand at the window's margins; the scroll bar takes the margin on the right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes, painting
from sim.stage.kit.buttons import Button
from sim.stage.kit.icons import icon
from sim.stage.kit.look import STRONG, Style
from sim.stage.kit.paint import rounded
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

MARGIN = 20
_GAP = 14
_FOOT = 10
_BRAND = Style(19, "semibold", 1.3)
_PLACE = Style(16, "regular", 1.3)


class Brand(Widget):
    """The program's mark and name, and after a line where one is. The name goes first where room is short."""

    def __init__(self, program: str, place: str = "") -> None:
        super().__init__(place or program)
        self.program, self.place_name = program, place

    def spoken(self) -> str:
        """Both."""
        return f"{self.program}. {self.place_name}" if self.place_name else self.program

    def _mark(self, look: Look) -> int:
        return look.u(34)

    def _name_width(self, look: Look) -> int:
        return look.width(self.program, _BRAND) + look.u(12)

    def width_for(self, look: Look) -> int:
        """All in one line."""
        place = look.u(36) + look.width(self.place_name, _PLACE) if self.place_name else 0
        return self._mark(look) + self._name_width(look) + place

    def _long(self, look: Look, width: int) -> bool:
        """Whether name and place stand side by side."""
        return not self.place_name or self.width_for(look) <= width

    def height_for(self, look: Look, width: int) -> int:
        """The mark, or the wrapped words beside it."""
        if self._long(look, width):
            words = look.line(_BRAND)
        else:
            words = look.height(self.place_name, _PLACE, max(1, width - self._mark(look) - look.u(12)))
        return max(self._mark(look), words)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """From left to right."""
        theme, rect, mark = look.theme, self.rect, self._mark(look)
        badge = pygame.Rect(rect.x, rect.centery - mark // 2, mark, mark)
        surface.blit(rounded(badge.size, look.u(10), theme.accent), badge)
        sign = icon("phone", look.u(20), theme.on_accent)
        surface.blit(sign, sign.get_rect(center=badge.center))
        x = badge.right + look.u(12)
        if self._long(look, rect.width):
            words = look.render(self.program, _BRAND, theme.text)
            surface.blit(words, (x, rect.centery - words.get_height() // 2))
            if not self.place_name:
                return
            x += words.get_width() + look.u(18)
            pygame.draw.rect(surface, theme.line, (x, rect.centery - look.u(16), look.u(1), look.u(32)))
            x += look.u(18)
        room = pygame.Rect(x, 0, max(1, rect.right - x), 0)
        room.y = rect.centery - look.height(self.place_name, _PLACE, room.width) // 2
        look.paragraph(surface, self.place_name, room, (_PLACE, theme.muted))


class Page(ScrollPanel):
    """All below the bar of a screen. Cards inside it cast their shadows, though they scroll."""

    def __init__(self, label: str, gap: float = 14) -> None:
        super().__init__(label, bare=True, gap=gap)

    def _pad(self) -> int:
        return self._look.u(MARGIN) if self._look is not None else 0

    def _stack(self, look: Look, width: int) -> int:
        return super()._stack(look, width) - look.u(MARGIN - _FOOT)  # less room below the last than above the first

    def inner_width(self, look: Look, width: int) -> int:
        """The window's width without its margins; the bar stands in the right one."""
        return max(1, width - 2 * look.u(MARGIN))

    def arrange(self, rect: pygame.Rect, look: Look) -> None:
        """As a ScrollPanel; but what can be focused here lies deeper than the panel looks."""
        super().arrange(rect, look)
        self.focusable = self.furthest > 0 and not any(widget.focusable for widget in _inside(self))

    def spread(self, area: pygame.Rect, look: Look, top: int) -> None:
        """Take the whole width of the window from this height down."""
        self.arrange(pygame.Rect(area.x, top, area.width, max(1, area.bottom - top)), look)

    def room(self, look: Look, area: pygame.Rect, top: int) -> int:
        """The height that children may take so that nothing needs to scroll."""
        return area.bottom - top - look.u(MARGIN + _FOOT)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Shadows, fading at the ends with the cards that cast them; then the bar."""
        whole, own = surface.get_rect(), self.rect
        wide = [(pygame.Rect(own.x, at.y, own.width, at.height), up) for at, up in self.fades(look)]
        ends = [(place.clip(whole), up) for place, up in wide if place.colliderect(whole)]
        below = [surface.subsurface(place).copy() for place, _ in ends]
        for widget in _floating(self):
            if widget.rect.colliderect(self.rect):
                painting.draw_shadow(surface, look, widget.rect, widget.elevation)
        painting.fade(surface, ends, below)
        super().draw(surface, look)


def _inside(holder: Widget) -> Iterator[Widget]:
    for child in holder.children:
        if child.visible:
            yield child
            yield from _inside(child)


def _floating(holder: Widget) -> Iterator[Widget]:
    """All cards inside; what lies on a card casts no shadow of its own."""
    for child in holder.children:
        if child.visible and child.elevation:
            yield child
        elif child.visible:
            yield from _floating(child)


class Stack(Widget):
    """Children below each other, as tall as they need to be."""

    def __init__(self, children: list[Widget], gap: float = 14) -> None:
        super().__init__()
        self.gap = gap
        self.adopt(*children)

    @property
    def viewport(self) -> pygame.Rect:
        """Focus rings may reach over the edge."""
        reach = self.ui.look.u(8) if self.ui is not None and self.ui.look is not None else 0
        return self.rect.inflate(2 * reach, 2 * reach)

    def inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        """Where the children stand; only x, y and width count."""
        return rect

    def _cells(self, look: Look, rect: pygame.Rect) -> list[tuple[Widget, pygame.Rect]]:
        box = self.inner(look, rect)
        shown = [child for child in self.children if child.visible]
        heights = [child.height_for(look, box.width) for child in shown]
        return list(zip(shown, boxes.stack(box, heights, look.u(self.gap)), strict=True))

    def height_for(self, look: Look, width: int) -> int:
        """All of them."""
        return max((cell.bottom for _, cell in self._cells(look, pygame.Rect(0, 0, width, 0))), default=0)

    def place(self, rect: pygame.Rect) -> None:
        """Place the children too."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            for child, cell in self._cells(self.ui.look, rect):
                child.place(cell)


class Tiles(Stack):
    """Children in columns of equal width and rows of equal height. least: base pixels that one needs at text size 1."""

    def __init__(self, children: list[Widget], least: float, most: int = 2, gap: float = 14) -> None:
        super().__init__(children, gap)
        self.least, self.most = least, most

    def _cells(self, look: Look, rect: pygame.Rect) -> list[tuple[Widget, pygame.Rect]]:
        shown, gap, y = [child for child in self.children if child.visible], look.u(self.gap), rect.y
        fitting = (rect.width + gap) // (look.u(self.least * look.text_scale) + gap)
        count = max(1, min(self.most, len(shown), fitting))
        columns, cells = boxes.columns(rect, count, gap), []
        for start in range(0, len(shown), count):
            row = list(zip(shown[start : start + count], columns, strict=False))
            height = max(child.height_for(look, column.width) for child, column in row)
            cells += [(child, pygame.Rect(column.x, y, column.width, height)) for child, column in row]
            y += height + gap
        return cells


class Section(Stack):
    """A card with a title and what belongs below it."""

    elevation = 2

    def __init__(self, label: str, children: list[Widget], mark: str = "", gap: float = 12) -> None:
        super().__init__(children, gap)
        self.label = label
        self.mark = mark

    def _title(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        indent = look.t(24) if self.mark else 0
        pad = look.u(18)
        return pygame.Rect(rect.x + pad + indent, rect.y + look.u(14), max(1, rect.width - 2 * pad - indent), 0)

    def inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        """Below the title, inside the padding."""
        title = self._title(look, rect)
        top = title.y + look.height(self.label, STRONG, title.width) + look.u(8)
        return pygame.Rect(rect.x + look.u(18), top, max(1, rect.width - 2 * look.u(18)), 0)

    def height_for(self, look: Look, width: int) -> int:
        """Title, children, padding."""
        return super().height_for(look, width) + look.u(16)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Card, mark, title; the children are drawn after it."""
        draw_card(surface, look, self.rect, look.theme.panel)
        title = self._title(look, self.rect)
        if self.mark:
            size = look.t(17)
            place = (self.rect.x + look.u(18), title.y + (look.line(STRONG) - size) // 2)
            surface.blit(icon(self.mark, size, look.theme.accent), place)
        look.paragraph(surface, self.label, title, (STRONG, look.theme.text))


class Columns(Widget):
    """Two stacks side by side where there is room, else below each other.

    share: the first one's share of the width; least: base pixels that the narrower one needs at text size 1. after
    stands below the first, and where there is one column only, at the end.
    """

    def __init__(self, first: Stack, second: Stack, share: float, least: float, after: Stack | None = None) -> None:
        super().__init__()
        self.first, self.second, self.after = first, second, after or Stack([])
        self.share, self.least = share, least
        self.adopt(self.first, self.second, self.after)

    @property
    def viewport(self) -> pygame.Rect:
        """As a Stack's."""
        reach = self.ui.look.u(8) if self.ui is not None and self.ui.look is not None else 0
        return self.rect.inflate(2 * reach, 2 * reach)

    def side_by_side(self, look: Look, width: int) -> bool:
        """Whether both have room beside each other."""
        narrow = min(self.share, 1 - self.share) * (width - look.u(_GAP))
        return narrow >= look.u(self.least) * look.text_scale

    def _cells(self, look: Look, rect: pygame.Rect) -> list[tuple[Stack, pygame.Rect]]:
        gap, after = look.u(_GAP), [self.after] if self.after.children else []
        if not self.side_by_side(look, rect.width):
            return _below([self.first, self.second, *after], look, rect)
        left, right = boxes.cut_left(rect, round((rect.width - gap) * self.share), gap)
        return _below([self.first, *after], look, left) + _below([self.second], look, right)

    def height_for(self, look: Look, width: int) -> int:
        """The taller column, or all of it."""
        return max(cell.bottom for _, cell in self._cells(look, pygame.Rect(0, 0, width, 0)))

    def place(self, rect: pygame.Rect) -> None:
        """Place all stacks."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            for part, cell in self._cells(self.ui.look, rect):
                part.place(cell)


def _below(parts: list[Stack], look: Look, box: pygame.Rect) -> list[tuple[Stack, pygame.Rect]]:
    heights = [part.height_for(look, box.width) for part in parts]
    return list(zip(parts, boxes.stack(box, heights, look.u(_GAP)), strict=True))


def place_bar(bar: pygame.Rect, look: Look, brand: Widget, buttons: list[Widget], gap: float = 9) -> int:
    """Brand left, buttons right, where one is too narrow; returns the y below the bar."""
    step = look.u(gap)
    widths = [button.width_for(look) for button in buttons]
    heights = [button.height_for(look, width) for button, width in zip(buttons, widths, strict=True)]
    together = sum(widths) + step * (len(widths) - 1)
    beside = bar.width - together - look.u(18)
    tall = max(heights, default=0)
    if beside >= look.u(230):
        height = max(tall, brand.height_for(look, beside))
        brand.place(pygame.Rect(bar.x, bar.y, beside, height))
        # A quiet button has no edge to stand at the margin, so its words come nearer to it.
        quiet = bool(buttons) and isinstance(buttons[-1], Button) and buttons[-1].kind == "quiet"
        x, top = bar.right - together + (look.u(14) if quiet else 0), bar.y + (height - tall) // 2
        bottom = bar.y + height
    else:
        height = brand.height_for(look, bar.width)
        brand.place(pygame.Rect(bar.x, bar.y, bar.width, height))
        x, top = bar.x, bar.y + height + step
        bottom = top + tall
    for button, width in zip(buttons, widths, strict=True):
        button.place(pygame.Rect(x, top, width, tall))
        x += width + step
    return bottom
