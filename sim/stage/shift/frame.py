"""What the screens of a shift share: a bar above, a page that scrolls, buttons below with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chips
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Brand, Page, place_bar
from sim.stage.kit.places import inside
from sim.stage.kit.presses import GUARD, goes_on
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.look import Look


class ShiftScreen(Screen):
    """`on` is what Enter does, `leave` what Escape does, unless the focus is seen on something else."""

    name = "shift"

    def __init__(self, texts: Texts, place: str, chips: Chips) -> None:
        super().__init__()
        self.texts = texts
        self.brand, self.chips, self.page = Brand(texts("app.name"), place), chips, Page(place)
        self.leave: Button
        self.on: Button
        self.usual: Button  # what Enter presses
        self.foot: Row

    def stand(self, leave: Button, on: Button, *others: Button) -> None:
        """Put everything on the screen; others stand between the two."""
        self.leave, self.on, self.usual = leave, on, on
        self.foot = Row([leave, *others, on], equal=False)
        self.ui.add(self.brand, self.chips, self.page, self.foot)

    def entered(self, now: float) -> None:
        """The key press that led here presses nothing."""
        for button in (self.on, self.usual):
            button.guard(now + GUARD)

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter goes on."""
        if goes_on(event, self.ui):
            return self.ui.activate(self.usual) if self.usual.visible else STAY
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape leaves."""
        return self.ui.activate(self.leave) if key == pygame.K_ESCAPE and self.ui.overlay is None else None

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """Bar above, buttons below, the page between them."""
        inner = inside(area, look)
        beside = self.brand.width_for(look) + look.u(24) + self.chips.width_for(look) <= inner.width
        self.chips.visible = beside and bool(self.chips.chips)
        top = place_bar(inner, look, self.brand, [self.chips] if self.chips.visible else []) - look.u(6)
        foot, _ = boxes.cut_bottom(inner, self.foot.height_for(look, inner.width))
        wide = self.foot.width_for(look)
        room = foot.width - wide
        self.foot.place(foot)
        if room > 0:  # the way on stands right, as on every screen
            shown = [child for child in self.foot.children if child.visible]
            for child in shown[1:]:
                child.place(child.rect.move(room, 0))
        self.page.spread(pygame.Rect(area.x, area.y, area.width, foot.y - area.y), look, top)
