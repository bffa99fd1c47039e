"""Cards to read one after the other: they take the focus, so that speech reads card by card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.look import STRONG
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Section
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.widget import CARD_RADIUS, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_STEP = 56  # base pixels that an arrow scrolls


class ReadCard(Section):
    """A titled card that is only read. The arrows show what of it is out of sight before they go on."""

    focusable = True
    wants_repeat = True
    activates = False

    def spoken(self) -> str:
        """Everything on it."""
        parts = [self.label, *(child.spoken() for child in self.children if child.visible)]
        return ". ".join(part.rstrip(".") for part in parts if part)

    def fits(self, look: Look) -> bool:
        """Whether everything is on it, and no word of the title divided."""
        title = self._title(look, self.rect)
        return super().fits(look) and look.longest_word(self.label, STRONG) <= title.width

    def event(self, event: pygame.event.Event) -> Next:
        """Up and down scroll what it lies in while it reaches out of sight there."""
        panel = self._panel()
        if event.type != pygame.KEYDOWN or panel is None or self.ui is None or self.ui.look is None:
            return None
        step = self.ui.look.u(_STEP)
        if event.key == pygame.K_DOWN and self.rect.bottom > panel.viewport.bottom:
            return STAY if panel.scroll(step) else None
        if event.key == pygame.K_UP and self.rect.top < panel.viewport.top:
            return STAY if panel.scroll(-step) else None
        return None

    def _panel(self) -> ScrollPanel | None:
        holder = self.parent
        while holder is not None and not isinstance(holder, ScrollPanel):
            holder = holder.parent
        return holder

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card, and the ring while it has the focus."""
        super().draw(surface, look)
        if self.focused:
            draw_ring(surface, look, self.rect, CARD_RADIUS)
