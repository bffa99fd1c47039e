"""How a frame is put together: what was damaged, and drawing exactly that.

A widget may draw within its extent: its rect, and 8 px around it for the focus ring where it can have one. The
extent is both what its damage covers and what its drawing is clipped to, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.paint import gradient, shadow
from sim.stage.kit.vector import Colour, mix
from sim.stage.kit.widget import CARD_RADIUS, REACH, Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


def extent(widget: Widget, look: Look) -> pygame.Rect:
    """Where a widget may draw."""
    reach = 2 * look.u(REACH) if widget.focusable else 0
    return widget.rect.inflate(reach, reach)


def damage(widgets: Iterable[Widget], look: Look, whole: pygame.Rect) -> list[pygame.Rect]:
    """The rectangles that dirty widgets need redrawn, none overlapping another."""
    rects = []
    for widget in widgets:
        if widget.dirty:
            clip = widget.clip()
            rect = extent(widget, look).clip(whole if clip is None else clip.clip(whole))
            if rect.width and rect.height:
                rects.append(rect)
    return merged(rects)


def merged(rects: list[pygame.Rect]) -> list[pygame.Rect]:
    """Rectangles that overlap become one, so that nothing is drawn twice."""
    rects = list(rects)
    i = 0
    while i < len(rects):
        j = rects[i].collidelist(rects[i + 1 :])
        if j >= 0:
            rects[i] = rects[i].union(rects.pop(i + 1 + j))
            i = 0
        else:
            i += 1
    return rects


def paint(surface: pygame.Surface, look: Look, widget: Widget, rect: pygame.Rect) -> None:
    """Draw a widget and what it holds, as far as they touch rect."""
    if not widget.visible:
        return
    own = extent(widget, look).clip(rect)
    if own.width and own.height:
        surface.set_clip(own)
        widget.draw(surface, look)
    # What it holds may reach over its edge, as a focus ring does: its viewport says how far.
    inner = rect.clip(widget.viewport) if widget.children else own
    if widget.children and inner.width and inner.height:
        _paint_children(surface, look, widget, inner)
    surface.set_clip(rect)


def _paint_children(surface: pygame.Surface, look: Look, widget: Widget, rect: pygame.Rect) -> None:
    whole = surface.get_rect()
    fades = [(place.clip(whole), up) for place, up in widget.fades(look) if place.colliderect(rect)]
    below = [surface.subsurface(place).copy() for place, _ in fades]
    for child in widget.children:
        paint(surface, look, child, rect)
    surface.set_clip(rect)
    fade(surface, fades, below)


def fade(surface: pygame.Surface, fades: list[tuple[pygame.Rect, bool]], below: list[pygame.Surface]) -> None:
    """Let what is drawn at these places fade into the pictures of what was there before (see Widget.fades)."""
    for (place, up), picture in zip(fades, below, strict=True):
        veil = picture.convert_alpha()
        ends = ((0, (255, 255, 255, 255)), (1, (255, 255, 255, 0)))
        stops = ends if up else tuple((1 - at, colour) for at, colour in reversed(ends))
        veil.blit(gradient(place.size, stops), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        surface.blit(veil, place)


Casting = tuple[tuple[pygame.Rect, int], ...]


def casting(widgets: Iterable[Widget]) -> Casting:
    """What casts a shadow on the desk: places, and how high each floats."""
    return tuple((w.rect.copy(), w.elevation) for w in widgets if w.elevation and w.parent is None)


def backdrop(look: Look, floating: Casting) -> pygame.Surface:
    """The desk with the shadows of all that floats over it."""
    theme = look.theme
    # One column, stretched without transparency: half the time of a whole gradient, and none of its memory.
    column = pygame.Surface((1, look.size[1]))
    column.blit(gradient(column.get_size(), ((0, mix(theme.bg, theme.text, 0.025)), (1, theme.bg2))), (0, 0))
    desk = pygame.transform.scale(column, look.size)
    for rect, elevation in floating:
        draw_shadow(desk, look, rect, elevation)
    return desk


def dim(surface: pygame.Surface, look: Look, rect: pygame.Rect, overlay: Widget, darken: bool = True) -> None:
    """Darken what lies below an overlay, and draw the overlay's shadow."""
    if darken:
        surface.blit(_scrim(look.size, look.theme.scrim, look.theme.scrim_alpha), rect, rect)
    draw_shadow(surface, look, overlay.rect, overlay.elevation)


@lru_cache(maxsize=2)
def _scrim(size: tuple[int, int], colour: Colour, alpha: int) -> pygame.Surface:
    scrim = pygame.Surface(size)
    scrim.fill(colour)
    scrim.set_alpha(alpha)
    return scrim


def draw_shadow(surface: pygame.Surface, look: Look, rect: pygame.Rect, elevation: int) -> None:
    """The soft shadow of a card at this place; elevation 2 is higher than 1."""
    theme, high = look.theme, elevation > 1
    if not theme.shadow_alpha or not rect.width:
        return
    alpha = theme.shadow_alpha if high else theme.shadow_alpha * 2 // 3
    picture, pad = shadow(rect.size, look.u(CARD_RADIUS), look.u(12 if high else 6), alpha, theme.shadow)
    surface.blit(picture, (rect.x - pad, rect.y - pad + look.u(4 if high else 2)))
