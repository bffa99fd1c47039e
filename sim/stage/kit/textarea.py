"""A text to type in that is longer than a line: wrapped at words, a few lines high, the caret always in sight.

It is one line to the keyboard and to who reads it: Enter is the end of it, and no line break can be in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY
from sim.stage.kit.textfield import TextField
from sim.stage.kit.widget import BUTTON_RADIUS, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_LINES, _FEW_LINES = 3, 2  # lines that are seen; where the text is large there is room for fewer
_LARGE = 1.34


class _Piece(NamedTuple):
    """A line as it is seen: where it begins in the text, and its letters."""

    start: int
    text: str


class TextArea(TextField):
    """A field of a few lines; what is more scrolls with the caret."""

    def height_for(self, look: Look, width: int) -> int:
        """Room for a few lines, or for what asks for the text."""
        asked = look.height(self.placeholder, BODY, self._hint_room(look, width)) if self.placeholder else 0
        lines = _FEW_LINES if look.text_scale > _LARGE else _LINES
        return max(asked, lines * look.line(BODY)) + look.u(18)

    def _pieces(self, look: Look, width: int) -> list[_Piece]:
        """The text in lines; a blank at the end of a line belongs to it, so that every place of the caret has one."""
        text = self.text[: self.caret] + self.composing + self.text[self.caret :]
        pieces: list[_Piece] = []
        start = 0
        while start < len(text):
            end = self._line_end(look, text, start, width)
            pieces.append(_Piece(start, text[start:end]))
            start = end
        return pieces or [_Piece(0, "")]

    def _line_end(self, look: Look, text: str, start: int, width: int) -> int:
        """Where a line that begins at `start` has to end: after its last whole word, or within a word too long."""
        end = start
        while end < len(text):
            blank = text.find(" ", end)
            word = len(text) if blank < 0 else blank + 1
            if look.width(text[start:word].rstrip(), BODY) > width:
                break
            end = word
        if end > start:
            return end
        while end < len(text) and look.width(text[start : end + 1], BODY) <= width:
            end += 1
        return max(end, start + 1)

    def _caret_line(self, pieces: list[_Piece]) -> int:
        place = self.caret + len(self.composing)
        return max(number for number, piece in enumerate(pieces) if piece.start <= place)

    def _first(self, look: Look, pieces: list[_Piece]) -> int:
        """The first line that is seen."""
        rows = max(1, (self.rect.height - look.u(14)) // look.line(BODY))
        return max(0, min(self._caret_line(pieces) - rows + 1, len(pieces) - rows))

    def dragged(self, position: tuple[int, int]) -> None:
        """A click puts the caret between two letters."""
        if self.ui is None or self.ui.look is None:
            return
        look = self.ui.look
        box = self._box(look)
        pieces = self._pieces(look, box.width)
        row = self._first(look, pieces) + (position[1] - self.rect.y - look.u(9)) // look.line(BODY)
        piece = pieces[max(0, min(row, len(pieces) - 1))]
        letters = piece.text.rstrip() if piece is not pieces[-1] else piece.text
        far = [abs(look.width(letters[:i], BODY) - (position[0] - box.x)) for i in range(len(letters) + 1)]
        self.caret = min(len(self.text), piece.start + far.index(min(far)))
        self._listening, self.chosen = True, False

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The field, its lines and the caret."""
        theme, rect = look.theme, self.rect
        active = self.ui is not None and self.ui.focus is self
        border = theme.accent if active else theme.edge
        draw_card(surface, look, rect, theme.bg2, border, radius=BUTTON_RADIUS, line=1.6 if active else 1.2)
        box, size, line = self._box(look), look.t(18), look.line(BODY)
        top = rect.y + look.u(9)
        surface.blit(icon(self.icon, size, theme.muted), (rect.x + look.u(14), top + (line - size) // 2))
        pieces = self._pieces(look, box.width)
        first, place = self._first(look, pieces), self._caret_line(pieces)
        if not pieces[0].text:
            width = self._hint_room(look, rect.width)
            hint = pygame.Rect(box.right - width, top, width, rect.height)
            look.paragraph(surface, self.placeholder, hint, (BODY, theme.faint))
        for number, piece in enumerate(pieces[first:], first):
            y = top + (number - first) * line
            if y + line > rect.bottom:
                break
            if piece.text:
                self._draw_words(surface, look, piece.text, pygame.Rect(box.x, y, box.width, line))
            if active and number == place:
                before = piece.text[: self.caret + len(self.composing) - piece.start]
                x = box.x + look.width(before, BODY)
                pygame.draw.rect(surface, theme.focus, (x, y, look.u(2), line))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)
