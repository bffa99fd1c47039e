"""Soft things made of pixels: gradients, glows, rounded cards and their shadows.

All results are cached by what they look like, so that a screen may ask for the same card sixty times a
second. Edges are smooth because shapes are drawn large once and shrunk; shadows are soft because they are
shrunk and grown again, which costs a tenth of a real blur. Only calls that pygame and pygame-ce share.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import wraps
from itertools import pairwise
from typing import ParamSpec, TypeVar

import pygame

from sim.stage.kit.vector import Colour, clamp, lerp

Alpha = tuple[int, int, int, int]
_GRADIENT_STEPS = 128  # rows that are computed; more are grown from them
_SHARP = 4  # how many times larger a corner is drawn before it is shrunk
_MEGAPIXEL = 1_000_000
_P = ParamSpec("_P")
_R = TypeVar("_R", bound=pygame.Surface | tuple[pygame.Surface, int])


def remembered(pixels: int) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Keep what a function draws, the latest of it, up to so many pixels (of four bytes) in all.

    A number of pictures is no limit: four hundred cards as wide as the window are a gigabyte.
    """

    def decorate(draw: Callable[_P, _R]) -> Callable[_P, _R]:
        kept: OrderedDict[object, _R] = OrderedDict()
        held = 0

        @wraps(draw)
        def recall(*given: _P.args, **named: _P.kwargs) -> _R:
            nonlocal held
            key = (given, tuple(named.items())) if named else given
            found = kept.get(key)
            if found is not None:
                kept.move_to_end(key)
                return found
            found = kept[key] = draw(*given, **named)
            held += _pixels(found)
            while held > pixels and len(kept) > 1:
                held -= _pixels(kept.popitem(last=False)[1])
            return found

        return recall

    return decorate


def _pixels(drawn: pygame.Surface | tuple[pygame.Surface, int]) -> int:
    surface = drawn if isinstance(drawn, pygame.Surface) else drawn[0]
    return surface.get_width() * surface.get_height()


def with_alpha(colour: Sequence[int], alpha: int = 255) -> Alpha:
    """A colour with an opacity of 0..255; one that it already has is kept."""
    return (colour[0], colour[1], colour[2], colour[3] if len(colour) > 3 else alpha)


def clear_surface(size: tuple[int, int], colour: Sequence[int] = (0, 0, 0)) -> pygame.Surface:
    """An empty surface whose hidden colour is `colour`: soft edges then fade without a dark rim."""
    surface = pygame.Surface(size, pygame.SRCALPHA)
    surface.fill((*colour[:3], 0))
    return surface


@remembered(2 * _MEGAPIXEL)
def gradient(size: tuple[int, int], stops: tuple[tuple[float, Sequence[int]], ...]) -> pygame.Surface:
    """A vertical gradient through stops of (place 0..1, colour)."""
    width, height = max(1, size[0]), max(1, size[1])
    steps = min(height, _GRADIENT_STEPS)
    strip = pygame.Surface((1, steps), pygame.SRCALPHA)
    for y in range(steps):
        strip.set_at((0, y), _colour_at(y / max(1, steps - 1), stops))
    return pygame.transform.scale(pygame.transform.smoothscale(strip, (1, height)), (width, height))


def _colour_at(place: float, stops: tuple[tuple[float, Sequence[int]], ...]) -> Alpha:
    for (start, first), (end, second) in pairwise(stops):
        if place <= end or end == stops[-1][0]:
            share = clamp((place - start) / ((end - start) or 1))
            a, b = with_alpha(first), with_alpha(second)
            red, green, blue, alpha = (int(lerp(a[i], b[i], share)) for i in range(4))
            return red, green, blue, alpha
    return with_alpha(stops[-1][1])


@remembered(_MEGAPIXEL)
def glow(size: tuple[int, int], colour: Colour, power: float = 2.0) -> pygame.Surface:
    """Light that falls off from the middle; computed small and grown."""
    steps = 48
    small = pygame.Surface((steps, steps), pygame.SRCALPHA)
    middle = (steps - 1) / 2
    for y in range(steps):
        for x in range(steps):
            distance = math.hypot(x - middle, y - middle) / middle
            small.set_at((x, y), (*colour, int(255 * clamp(1 - distance) ** power)))
    return pygame.transform.smoothscale(small, size)


@remembered(6 * _MEGAPIXEL)
def rounded(
    size: tuple[int, int],
    radius: int,
    fill: Sequence[int] | None,
    border: Sequence[int] | None = None,
    border_width: int = 1,
) -> pygame.Surface:
    """A rectangle with smooth round corners; fill None draws the border alone. Do not draw on the result."""
    width, height = max(1, size[0]), max(1, size[1])
    radius = int(min(radius, width / 2, height / 2))
    # Only the corners are drawn and shrunk; the middle is stretched from one pixel, so large cards stay cheap.
    tile = radius + 2
    small_size = (min(width, 2 * tile), min(height, 2 * tile))
    small = _corners(small_size, radius, fill, border, border_width)
    return small if small_size == (width, height) else _stretch(small, (width, height), tile)


def _corners(
    size: tuple[int, int],
    radius: int,
    fill: Sequence[int] | None,
    border: Sequence[int] | None,
    border_width: int,
) -> pygame.Surface:
    large = (size[0] * _SHARP, size[1] * _SHARP)
    edge = with_alpha(border if border is not None else fill or (0, 0, 0, 0))
    big = clear_surface(large, edge)
    outline = border_width * _SHARP if fill is None else 0
    pygame.draw.rect(big, edge, (0, 0, *large), width=outline, border_radius=radius * _SHARP)
    if fill is not None and border is not None:
        inset = border_width * _SHARP
        inner = (inset, inset, large[0] - 2 * inset, large[1] - 2 * inset)
        pygame.draw.rect(big, with_alpha(fill), inner, border_radius=max(0, radius - border_width) * _SHARP)
    return pygame.transform.smoothscale(big, size)


def _stretch(small: pygame.Surface, size: tuple[int, int], tile: int) -> pygame.Surface:
    surface = clear_surface(size)

    def bands(small_length: int, length: int) -> list[tuple[int, int, int, int]]:
        if length <= small_length:
            return [(0, small_length, 0, small_length)]
        return [
            (0, tile, 0, tile),
            (tile - 1, 1, tile, length - 2 * tile),
            (small_length - tile, tile, length - tile, tile),
        ]

    for source_x, source_w, x, w in bands(small.get_width(), size[0]):
        for source_y, source_h, y, h in bands(small.get_height(), size[1]):
            part = small.subsurface((source_x, source_y, source_w, source_h))
            if (w, h) != (source_w, source_h):
                part = pygame.transform.scale(part, (w, h))
            surface.blit(part, (x, y), special_flags=pygame.BLEND_RGBA_ADD)
    return surface


@remembered(5 * _MEGAPIXEL)
def shadow(
    size: tuple[int, int], radius: int, blur: int, alpha: int, colour: Colour = (0, 0, 0)
) -> tuple[pygame.Surface, int]:
    """A soft shadow of a card and by how many pixels it is larger on each side."""
    pad = blur * 3
    full = (size[0] + 2 * pad, size[1] + 2 * pad)
    shrink = max(2, blur // 3)
    small = clear_surface((max(1, full[0] // shrink), max(1, full[1] // shrink)), colour)
    box = (pad // shrink, pad // shrink, size[0] // shrink, size[1] // shrink)
    pygame.draw.rect(small, (*colour, alpha), box, border_radius=max(1, radius // shrink))
    return pygame.transform.smoothscale(soften(small, (2, 2, 2)), full), pad


def soften(surface: pygame.Surface, factors: Sequence[int]) -> pygame.Surface:
    """Blur by shrinking and growing once per factor; the size stays."""
    for factor in factors:
        width, height = surface.get_size()
        tiny = pygame.transform.smoothscale(surface, (max(1, width // factor), max(1, height // factor)))
        surface = pygame.transform.smoothscale(tiny, (width, height))
    return surface
