"""Where things stand on the screens of model calls: a bar above, buttons below, the face beside or above the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.page import Brand, Page, place_bar
from sim.stage.kit.places import inside

if TYPE_CHECKING:
    from sim.stage.kit.look import Look
    from sim.stage.kit.rows import Row
    from sim.stage.kit.widget import Widget

WIDEST_TEXT = 1.34  # beside larger text there is no room for the face
_SIDE, _STRIP = 300, 96  # base pixels of the face beside the rest, and above it


def framed(area: pygame.Rect, look: Look, brand: Brand, bar: list[Widget], foot: Row) -> pygame.Rect:
    """Place the bar with its buttons and the row of buttons at the foot, which stands right; returns the rest."""
    inner = inside(area, look)
    top = place_bar(inner, look, brand, bar)
    width = min(inner.width, foot.width_for(look))
    below, _ = boxes.cut_bottom(inner, foot.height_for(look, width))
    foot.place(boxes.cut_right(below, width)[0])
    return pygame.Rect(inner.x, top, inner.width, max(1, below.y - look.u(12) - top))


def lay_out(area: pygame.Rect, look: Look, page: Page, rest: pygame.Rect) -> None:
    """Let a page take the rest in the whole width of the window."""
    page.spread(pygame.Rect(area.x, area.y, area.width, rest.bottom - area.y), look, rest.y - look.u(6))


def beside_face(rest: pygame.Rect, look: Look, portrait: Widget, below: Widget | None = None) -> pygame.Rect:
    """The face left, with what belongs below it; where the text is large a small one above. Returns the rest."""
    rest = boxes.cut_top(rest, 0, look.u(12))[1]
    docked = look.text_scale <= WIDEST_TEXT
    if below is not None:
        below.visible = docked
    if not docked:
        strip, rest = boxes.cut_top(rest, look.u(_STRIP), look.u(10))
        portrait.place(strip)
        return rest
    side = round(look.u(_SIDE) * (0.6 + 0.4 * look.text_scale))
    left, rest = boxes.cut_left(rest, side, look.u(18))
    under = below.height_for(look, side) if below is not None else 0
    tall = min(side, left.height - under - look.u(14))
    portrait.place(pygame.Rect(left.x, left.y, side, tall))
    if below is not None:
        below.place(pygame.Rect(left.x, left.y + tall + look.u(14), side, under))
    return rest
