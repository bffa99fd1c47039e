"""Where the focus goes: in reading order with Tab, to the nearest neighbour with the arrows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pygame

from sim.stage.kit.widget import Widget

ARROWS = {
    pygame.K_UP: (0, -1),
    pygame.K_DOWN: (0, 1),
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
}


def focusables(widgets: Iterable[Widget]) -> list[Widget]:
    """The widgets that can have the focus, in reading order."""
    return [widget for widget in widgets if widget.focusable and widget.enabled and widget.rect.width]


def step(widgets: Iterable[Widget], present: Widget | None, amount: int) -> Widget | None:
    """The next (1) or previous (-1) widget in reading order, round the end."""
    ring = focusables(widgets)
    if not ring:
        return None
    if present not in ring:
        return ring[0] if amount > 0 else ring[-1]
    return ring[(ring.index(present) + amount) % len(ring)]


def towards(widgets: Iterable[Widget], present: Widget | None, arrow: int) -> Widget | None:
    """The nearest widget on the arrow's side; with nothing there, the next or previous in reading order."""
    candidates = focusables(widgets)
    dx, dy = ARROWS[arrow]
    forward = 1 if dx + dy > 0 else -1
    if present is None or present not in candidates:
        return step(candidates, present, forward)
    nearest = _nearest([widget for widget in candidates if widget is not present], present.rect, (dx, dy))
    return nearest or step(candidates, present, forward)


def _nearest(widgets: Sequence[Widget], origin: pygame.Rect, way: tuple[int, int]) -> Widget | None:
    best: tuple[float, Widget] | None = None
    for widget in widgets:
        cost = _cost(origin, widget.rect, way)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, widget)
    return best[1] if best else None


def _cost(origin: pygame.Rect, target: pygame.Rect, way: tuple[int, int]) -> float | None:
    """How far a target lies along the arrow; sideways distance counts double. None: not on that side."""
    dx, dy = way
    along = (target.centerx - origin.centerx) * dx + (target.centery - origin.centery) * dy
    clear = (
        (target.left - origin.right) if dx > 0
        else (origin.left - target.right) if dx < 0
        else (target.top - origin.bottom) if dy > 0
        else (origin.top - target.bottom)
    )  # fmt: skip
    if along <= 0 or clear < -min(origin.height, target.height) / 2:
        return None
    if dx:
        aside = max(0, target.top - origin.bottom, origin.top - target.bottom)
        offset = abs(target.centery - origin.centery)
    else:
        aside = max(0, target.left - origin.right, origin.left - target.right)
        offset = abs(target.centerx - origin.centerx)
    # Rounded, so that of two as good as equally near the first in reading order is taken.
    return round((max(0, clear) + 2.0 * aside + 0.1 * offset) / 4)
