"""Where things stand on most screens: a bar above, a page below it, the way back and the way on at the foot."""

from __future__ import annotations

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.look import Look
from sim.stage.kit.page import MARGIN, Page, place_bar
from sim.stage.kit.widget import Widget

_GAP = 24  # base pixels between what stands in the foot


def inside(area: pygame.Rect, look: Look) -> pygame.Rect:
    """What is left of the window inside its margins."""
    return boxes.inset(area, look.u(MARGIN), look.u(16))


def place_page(area: pygame.Rect, look: Look, brand: Widget, buttons: list[Widget], page: Page) -> None:
    """The bar, and the page in all the room below it."""
    page.spread(area, look, place_bar(inside(area, look), look, brand, buttons) - look.u(6))


def place_ways(
    inner: pygame.Rect, look: Look, back: Button, on: Button, least: int = 0
) -> tuple[pygame.Rect, pygame.Rect]:
    """The way back left and the way on right, at the foot; returns the foot, `least` pixels tall, and its middle."""
    widths = [button.width_for(look) + look.u(20) for button in (back, on)]
    tall = [button.height_for(look, width) for button, width in zip((back, on), widths, strict=True)]
    height = max(look.u(44), *tall)
    foot, _ = boxes.cut_bottom(inner, max(height, least))
    left, rest = boxes.cut_left(foot, widths[0], look.u(_GAP))
    right, middle = boxes.cut_right(rest, widths[1], look.u(_GAP))
    for button, box in ((back, left), (on, right)):
        button.place(pygame.Rect(box.x, foot.centery - height // 2, box.width, height))
    return foot, middle
