"""A card over the screen that catches all keys: help, policy, transcript, a question before hanging up.

Its body scrolls, so everything fits at any text size. Escape, its close button and a click beside it close it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.buttons import IconButton
from sim.stage.kit.look import TITLE
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.rows import Row
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class Overlay(Widget):
    """title above, body scrolling, buttons in a row below. width is in base pixels and grows with the text."""

    elevation = 2
    closes_outside = True
    dims = True  # whether what lies below it is darkened
    tallest = 1.0  # of the window

    def __init__(  # noqa: PLR0913 - a widget's options are keywords
        self,
        title: str,
        body: list[Widget],
        buttons: list[Widget] | None = None,
        *,
        close_label: str = "",
        width: float = 620,
        on_close: Callable[[], Next] | None = None,
    ) -> None:
        super().__init__(title)
        self.width = width
        self.on_close = on_close
        self.panel = ScrollPanel(title, bare=True)
        self.panel.adopt(*body)
        self.buttons = Row(buttons or [], equal=False)
        self.close_button = IconButton("cross", close_label, on=self._close)
        self.close_button.visible = bool(close_label)
        self.adopt(self.panel, self.buttons, self.close_button)

    def _close(self) -> Next:
        return self.ui.close(self) if self.ui is not None else STAY

    def first_focus(self) -> Widget | None:
        """What has the focus when it opens: the first thing in the body, else the first button."""
        candidates = [*self.panel.children, *self.buttons.children, self.close_button]
        return next((child for child in candidates if child.focusable and child.visible and child.enabled), None)

    def arrange(self, area: pygame.Rect, look: Look) -> None:
        """Take a place in the middle of the window and lay out what is inside."""
        pad, gap, reach = look.u(20), look.u(12), look.u(16)  # the panel reaches a little into the padding
        width = min(area.width - 2 * pad, round(look.u(self.width) * (0.5 + 0.5 * look.text_scale)))
        title_width = width - 2 * pad - look.t(44)
        head = max(look.height(self.label, TITLE, title_width), look.t(34))
        row = self.buttons.height_for(look, width - 2 * pad)
        foot = row + gap if row else 0
        wanted = self.panel.content_height(look, width - 2 * pad + reach) + head + foot + 2 * pad + gap
        height = min(area.height - 2 * pad, round(area.height * self.tallest), wanted)
        self.place(self.spot(area, (width, height), look))
        inner = boxes.inset(self.rect, pad)
        top, rest = boxes.cut_top(inner, head, gap)
        corner = look.t(34)
        self.close_button.place(pygame.Rect(top.right - corner, top.y, corner, corner))
        bottom, middle = boxes.cut_bottom(rest, row, gap if row else 0)
        self.buttons.place(bottom)
        self.panel.arrange(middle.inflate(reach, 0), look)

    def spot(self, area: pygame.Rect, size: tuple[int, int], look: Look) -> pygame.Rect:
        """Where it stands: in the middle of the window."""
        return pygame.Rect((area.width - size[0]) // 2, (area.height - size[1]) // 2, *size)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card and its title."""
        pad = look.u(20)
        draw_card(surface, look, self.rect, look.theme.panel, look.theme.edge)
        box = pygame.Rect(self.rect.x + pad, self.rect.y + pad, self.rect.width - 2 * pad - look.t(44), 0)
        look.paragraph(surface, self.label, box, (TITLE, look.theme.text))
