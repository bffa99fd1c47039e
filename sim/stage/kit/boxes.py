"""Cutting a rectangle into the places of a layout. All lengths are real pixels."""

from collections.abc import Sequence

import pygame

Rect = pygame.Rect


def inset(box: Rect, x: int, y: int | None = None) -> Rect:
    """The box, smaller on every side."""
    down = x if y is None else y
    return Rect(box.x + x, box.y + down, max(0, box.width - 2 * x), max(0, box.height - 2 * down))


def cut_top(box: Rect, height: int, gap: int = 0) -> tuple[Rect, Rect]:
    """The top of the box and, below a gap, the rest."""
    height = min(height, box.height)
    below = min(box.height, height + gap)
    return Rect(box.x, box.y, box.width, height), Rect(box.x, box.y + below, box.width, box.height - below)


def cut_bottom(box: Rect, height: int, gap: int = 0) -> tuple[Rect, Rect]:
    """The bottom of the box and, above a gap, the rest."""
    height = min(height, box.height)
    rest = max(0, box.height - height - gap)
    return Rect(box.x, box.bottom - height, box.width, height), Rect(box.x, box.y, box.width, rest)


def cut_left(box: Rect, width: int, gap: int = 0) -> tuple[Rect, Rect]:
    """The left of the box and, beyond a gap, the rest."""
    width = min(width, box.width)
    beyond = min(box.width, width + gap)
    return Rect(box.x, box.y, width, box.height), Rect(box.x + beyond, box.y, box.width - beyond, box.height)


def cut_right(box: Rect, width: int, gap: int = 0) -> tuple[Rect, Rect]:
    """The right of the box and, before a gap, the rest."""
    width = min(width, box.width)
    rest = max(0, box.width - width - gap)
    return Rect(box.right - width, box.y, width, box.height), Rect(box.x, box.y, rest, box.height)


def columns(box: Rect, count: int, gap: int) -> list[Rect]:
    """The box in columns of equal width, without a pixel left over."""
    inner = box.width - gap * (count - 1)
    edges = [box.x + inner * i // count + gap * i for i in range(count)]
    ends = [box.x + inner * (i + 1) // count + gap * i for i in range(count)]
    return [Rect(a, box.y, b - a, box.height) for a, b in zip(edges, ends, strict=True)]


def stack(box: Rect, heights: Sequence[int], gap: int) -> list[Rect]:
    """Rectangles of these heights below each other, from the top of the box."""
    places, y = [], box.y
    for height in heights:
        places.append(Rect(box.x, y, box.width, height))
        y += height + gap
    return places
