"""A panel that scrolls what does not fit: wheel, PageUp, PageDown, Home, End, arrows, a visible bar.

Its children keep their own rects; scrolling moves them. When the focus goes to a child that is out of sight,
it scrolls there. A panel without anything to focus takes the focus itself, so that keys can scroll it. Where more is
hidden, what is seen fades out, so that no letters are cut through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.vector import clamp
from sim.stage.kit.widget import CARD_RADIUS, Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_LINE = 56  # base pixels of a notch of the wheel or an arrow key
_BAR = 6
_FADE = 22


class ScrollPanel(Widget):
    """Children below each other. bare: no card behind them; follow: stays at the end while more comes."""

    elevation = 2
    wants_repeat = True
    activates = False
    offset = Drawn(0)

    def __init__(self, label: str = "", bare: bool = False, follow: bool = False, gap: float = 10) -> None:
        super().__init__(label)
        self.bare = bare
        self.follow = follow
        self.gap = gap
        self._content = 0
        self._places: list[tuple[Widget, int]] = []
        self._look: Look | None = None
        if bare:
            self.elevation = 0

    @property
    def furthest(self) -> int:
        """The largest offset."""
        return max(0, self._content - self.viewport.height)

    def _pad(self) -> int:
        if self._look is None:
            return 0
        return self._look.u(8 if self.bare else 14)

    @property
    def viewport(self) -> pygame.Rect:
        """Where the children are seen."""
        edge = 0 if self.bare else (self._look.u(2) if self._look else 0)
        return self.rect.inflate(-2 * edge, -2 * edge)

    def fill(self, children: list[Widget]) -> None:
        """Show these children instead of the present ones; call `ui.refresh()` or place it again after."""
        for child in self.children:
            child.parent = None
            child.attach(None)
        self.children = []
        self.adopt(*children)
        if self.ui is not None:
            self.ui.refresh()

    def arrange(self, rect: pygame.Rect, look: Look) -> None:
        """Take this place and stack the children by their heights."""
        share = self.offset / self.furthest if self.furthest else 0.0
        at_end = self.follow and self.offset >= self.furthest
        self._look = look
        self.place(rect)
        self._content = self._stack(look, self.inner_width(look, rect.width))
        self.offset = self.furthest if at_end else round(share * self.furthest)
        # It takes the focus itself only where something is hidden and no child could be focused instead.
        self.focusable = self.furthest > 0 and not any(child.focusable for child in self.children)
        self._move()

    def inner_width(self, look: Look, width: int) -> int:
        """The width its children get, with room for the bar."""
        pad = look.u(8 if self.bare else 14)
        return max(1, width - 2 * pad - look.u(_BAR + 4))

    def _stack(self, look: Look, width: int) -> int:
        pad = self._pad()
        y = pad
        self._places = []
        for child in self.children:
            if not child.visible:
                continue
            height = child.height_for(look, width)
            self._places.append((child, y))
            child.rect = pygame.Rect(0, 0, width, height)
            y += height + look.u(self.gap)
        return y - look.u(self.gap) + pad if self._places else 0

    def content_height(self, look: Look, width: int) -> int:
        """How tall the panel would have to be to show everything."""
        inner = self.inner_width(look, width)
        heights = [child.height_for(look, inner) for child in self.children if child.visible]
        pad = look.u(8 if self.bare else 14) + (0 if self.bare else look.u(2))
        return sum(heights) + look.u(self.gap) * max(0, len(heights) - 1) + 2 * pad

    def height_for(self, look: Look, width: int) -> int:
        """Any height will do: what does not fit can be reached."""
        return min(self.rect.height, look.u(80))

    def _move(self) -> None:
        view = self.viewport
        for child, y in self._places:
            child.place(pygame.Rect(self.rect.x + self._pad(), view.y + y - self.offset, *child.rect.size))
        self.invalidate()

    def scroll(self, amount: int) -> bool:
        """Scroll by real pixels; says whether anything moved."""
        before = self.offset
        self.offset = round(clamp(self.offset + amount, 0, self.furthest))
        if self.offset != before:
            self._move()
        return self.offset != before

    def to_end(self) -> None:
        """Show the newest."""
        self.scroll(self.furthest)

    def reveal(self, child: Widget) -> None:
        """Scroll so that the child is in sight, its top first."""
        view = self.viewport
        reach = self._look.u(_FADE) if self._look is not None else 0  # out of what fades
        if child.rect.height > view.height - 2 * reach and view.top <= child.rect.top <= view.centery:
            return  # it is taller than the view, and its beginning is seen
        if child.rect.bottom + reach > view.bottom:
            self.scroll(child.rect.bottom + reach - view.bottom)
        if child.rect.top - reach < view.top:
            self.scroll(child.rect.top - reach - view.top)

    def event(self, event: pygame.event.Event) -> Next:
        """Wheel and keys."""
        if self._look is None or not self.furthest:
            return None
        line, page = self._look.u(_LINE), round(self.viewport.height * 0.85)
        if event.type == pygame.MOUSEWHEEL:
            return STAY if self.scroll(-event.y * line) else None
        if event.type != pygame.KEYDOWN:
            return None
        amounts = {
            pygame.K_PAGEUP: -page,
            pygame.K_PAGEDOWN: page,
            pygame.K_HOME: -self._content,
            pygame.K_END: self._content,
        }
        if event.key in amounts:
            self.scroll(amounts[event.key])
            return STAY
        if event.key in (pygame.K_UP, pygame.K_DOWN) and self.focusable:
            return STAY if self.scroll(line if event.key == pygame.K_DOWN else -line) else None
        return None

    def fades(self, look: Look) -> list[tuple[pygame.Rect, bool]]:
        """Its ends, where more is hidden; the bar stays whole."""
        view, most = self.viewport, look.u(_FADE)
        width = view.width - look.u(_BAR + 4)
        top, bottom = min(most, self.offset), min(most, self.furthest - self.offset)
        places = (
            (pygame.Rect(view.x, view.y, width, top), True),
            (pygame.Rect(view.x, view.bottom - bottom, width, bottom), False),
        )
        return [(place, up) for place, up in places if place.height > 0 and place.width > 0]

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card and the bar; the children are drawn by the ui."""
        if not self.bare:
            draw_card(surface, look, self.rect, look.theme.panel)
        if self.furthest:
            view, width = self.viewport.inflate(0, -look.u(16)), look.u(_BAR)
            height = max(look.u(30), round(view.height * view.height / max(1, self._content)))
            y = view.y + round((view.height - height) * self.offset / self.furthest)
            bar = pygame.Rect(self.rect.right - width - look.u(4), y, width, height)
            surface.blit(rounded(bar.size, width // 2, look.theme.edge), bar)
        if self.focused:
            draw_ring(surface, look, self.rect, CARD_RADIUS)
