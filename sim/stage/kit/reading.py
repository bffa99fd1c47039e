"""Cards to read one after the other: they take the focus, so that speech reads card by card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.look import STRONG
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Section
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.widget import CARD_RADIUS, Widget, draw_ring

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
        """Up and down show what of it is out of sight before they go on to its neighbour."""
        return read_on(self, event)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card, and the ring while it has the focus."""
        super().draw(surface, look)
        if self.focused:
            draw_ring(surface, look, self.rect, CARD_RADIUS)


def read_on(card: Widget, event: pygame.event.Event) -> Next:
    """Let the arrows scroll what a card lies in, while it reaches out of sight there."""
    panel = card.parent
    while panel is not None and not isinstance(panel, ScrollPanel):
        panel = panel.parent
    if event.type != pygame.KEYDOWN or panel is None or card.ui is None or card.ui.look is None:
        return None
    step = card.ui.look.u(_STEP)
    if event.key == pygame.K_DOWN and card.rect.bottom > panel.viewport.bottom:
        return STAY if panel.scroll(step) else None
    if event.key == pygame.K_UP and card.rect.top < panel.viewport.top:
        return STAY if panel.scroll(-step) else None
    return None
