"""Where the parts of a call stand: three columns, or two where the text is large or the window narrow.

    left     portrait, and below it the feelings (practice) or the policy (exam)
    middle   caption card, time, replies
    right    transcript and purpose; without room for it they are reached by key and button
    below    the tools, across the window

On the quiet screen there is one column, and in it nothing but caption, time and replies; at its foot the keys that
stand in for the tools.

Where nothing has room below the portrait (large text), it becomes small and stands beside the caption, and the replies
take the whole width: they are what has to be read.

What does not fit is hidden, and its tool shown instead; nothing is cut.
"""

from __future__ import annotations

import pygame

from sim.stage.call.overlays import TitledPanel
from sim.stage.call.parts import CallParts
from sim.stage.kit import boxes
from sim.stage.kit.look import Look

_SIDE = 320  # base pixels of a side column
_WIDEST_TEXT = 1.34  # larger text leaves too few words to a line of the transcript
_LEAST_MIDDLE = 400
_QUIET = 860  # the only column of the quiet screen
_SMALLEST_FACE = 128
_FACE = 0.4  # of the height between title and tools: beside the caption, where nothing has room below it


def arrange(parts: CallParts, area: pygame.Rect, look: Look, quiet: bool = False) -> None:
    """Place everything."""
    inner = boxes.inset(area, look.u(20), look.u(16))
    for part in (parts.title, parts.clock, parts.portrait, parts.row):
        part.visible = not quiet
    parts.keys.visible = parts.loud.visible = quiet
    if quiet:
        _quiet(parts, inner, look)
        return
    wide = _has_right_column(inner, look)
    parts.transcript.visible = wide
    parts.purpose.visible = wide and bool(parts.purpose.paragraphs)
    parts.tools.transcript.visible = not wide
    rest = _top(parts, inner, look)
    # Whether what stands below the portrait fits depends on the tools, and the tools on whether it fits.
    for fits in (True, False):
        parts.below.visible, parts.tools.below.visible = fits, not fits and parts.tools.below.on is not None
        _dress(parts, inner.width, look)
        tools, columns = boxes.cut_bottom(rest, parts.row.height_for(look, inner.width), look.u(14))
        left, middle = boxes.cut_left(columns, look.u(_SIDE), look.u(14))
        if fits and _left(parts, left, look):
            break
    parts.row.place(tools)
    if wide:
        right, columns = boxes.cut_right(columns, look.u(_SIDE), look.u(14))
        _right(parts, right, look)
    if not parts.below.visible:
        _middle(parts, columns, look, round(_FACE * columns.height))
        return
    middle.width = columns.right - middle.x
    _middle(parts, middle, look)


def _quiet(parts: CallParts, inner: pygame.Rect, look: Look) -> None:
    """One column in the middle, and the keys below it."""
    parts.below.visible = parts.transcript.visible = parts.purpose.visible = False
    width = min(inner.width, round(look.u(_QUIET) * (0.5 + 0.5 * look.text_scale)))
    column = pygame.Rect(inner.centerx - width // 2, inner.y, width, inner.height)
    wide = parts.loud.width_for(look)
    keys = parts.keys.height_for(look, width - wide - look.u(24))
    foot, column = boxes.cut_bottom(column, max(keys, parts.loud.height_for(look, wide)), look.u(14))
    loud, left = boxes.cut_right(foot, wide, look.u(24))
    parts.loud.place(loud)
    parts.keys.place(pygame.Rect(left.x, foot.centery - keys // 2, left.width, keys))
    _middle(parts, column, look)


def _dress(parts: CallParts, width: int, look: Look) -> None:
    """The notepad is among the tools where it costs no further row; else its key and the transcript lead to it."""
    heights = []
    for shown in (False, True):
        parts.tools.notes.visible = shown
        parts.row.dress(look, width)
        heights.append(parts.row.height_for(look, width))
    if heights[1] > heights[0]:
        parts.tools.notes.visible = False
        parts.row.dress(look, width)


def _has_right_column(inner: pygame.Rect, look: Look) -> bool:
    middle = inner.width - 2 * look.u(_SIDE + 14)
    return look.text_scale <= _WIDEST_TEXT and middle >= look.u(_LEAST_MIDDLE * look.text_scale)


def _top(parts: CallParts, inner: pygame.Rect, look: Look) -> pygame.Rect:
    height = parts.title.height_for(look, inner.width)
    bar, rest = boxes.cut_top(inner, height, look.u(18))
    clock, title = boxes.cut_right(bar, parts.clock.width_for(look), look.u(14))
    parts.clock.place(clock)
    parts.title.place(title)
    return rest


def _left(parts: CallParts, column: pygame.Rect, look: Look) -> bool:
    """Place the left column; False when what stands below the portrait has no room."""
    width, gap = column.width, look.u(14)
    scrolls = isinstance(parts.below, TitledPanel)
    needed = parts.below.height_for(look, width)
    face = min(width, column.height - gap - needed)
    if face < look.u(_SMALLEST_FACE):
        return False
    height = column.height - gap - face if scrolls else min(column.height - gap - face, round(needed * 2))
    parts.portrait.place(pygame.Rect(column.x, column.y, width, face))
    parts.below.place(pygame.Rect(column.x, column.y + face + gap, width, height))
    return True


def _right(parts: CallParts, column: pygame.Rect, look: Look) -> None:
    if parts.purpose.visible:
        foot, column = boxes.cut_bottom(column, parts.purpose.height_for(look, column.width), look.u(14))
        parts.purpose.place(foot)
    parts.transcript.place(column)


def _middle(parts: CallParts, column: pygame.Rect, look: Look, face: int = 0) -> None:
    """The replies get what they need; a shortage is shared with the caption, which scrolls too.

    face: the side of a portrait beside the caption, of the same size at every moment of a call.
    """
    width, gap = column.width, look.u(8)
    beside = min(face, look.u(_SIDE)) + look.u(14) if face else 0
    time = parts.time.height_for(look, width)
    room = column.height - time - 2 * gap
    _, enough, least = parts.card.heights(look, width - beside)
    region = parts.region.height_for(look, width)
    if parts.region.shows == "action":
        card = room - region
    else:
        tight = parts.region.least_height(look, width)
        card = max(room - region, min(enough, room - tight), min(enough, max(least, round(room * 0.3))))
    card = max(min(card, room - look.u(60)), min(least, room // 2), beside - look.u(14))
    rects = boxes.stack(column, (card, time, room - card), gap)
    if face:
        side, rects[0] = boxes.cut_left(rects[0], beside - look.u(14), look.u(14))
        parts.portrait.place(pygame.Rect(side.x, side.y, side.width, side.width))
    for part, rect in zip((parts.card, parts.time, parts.region), rects, strict=True):
        part.place(rect)
