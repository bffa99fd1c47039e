"""The notepad of a call: lines that the trainee types while the caller speaks or waits.

It lies beside the call, not over it, and nothing is dimmed: who writes can still read. Enter keeps a line; what was
typed is kept too when the notepad is closed. Writing is free: see sim.stage.director, `writing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core.events import LONGEST_NOTE
from sim.core.texts import Texts
from sim.stage.kit.cards import Text
from sim.stage.kit.look import BODY
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.textfield import TextField
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.core.log import Written
    from sim.stage.kit.look import Look

_TOP = 68  # base pixels: below the bar with title and clock


class Notepad(Overlay):
    """What was written so far, and a line to write. keep is told each line, and says whether it has it."""

    dims, tallest = False, 0.62

    def __init__(
        self,
        texts: Texts,
        notes: Callable[[], Sequence[Written]],
        keep: Callable[[str], bool],
        on_close: Callable[[], Next],
    ) -> None:
        self._texts, self._notes, self._keep, self._closed = texts, notes, keep, on_close
        self.field = TextField(
            texts("notes.line"), texts("notes.hint"), self._enter, longest=LONGEST_NOTE, icon="notes"
        )
        super().__init__(
            texts("notes.title"), self._body(), close_label=texts("common.close"), width=320, on_close=self._put_away
        )
        self.panel.follow = True

    def _body(self) -> list[Widget]:
        lines: list[Widget] = [Text(note.text, BODY, "text", "dot") for note in self._notes()]
        free = Text(self._texts("notes.free"), BODY, "muted")
        return [*(lines or [free]), self.field]

    def first_focus(self) -> Widget | None:
        """The line to write."""
        return self.field

    def _take(self) -> None:
        text = self.field.text.strip()
        if not text or self._keep(text):
            self.field.clear()

    def _enter(self) -> Next:
        self._take()
        self.show()
        return STAY

    def show(self) -> None:
        """All that was written, the newest in sight."""
        self.panel.fill(self._body())
        self.panel.to_end()
        if self.ui is not None:
            self.ui.set_focus(self.field, shown=self.ui.shown_focus is not None)
            self.ui.refresh()

    def _put_away(self) -> Next:
        self._take()
        return self._closed()

    def spot(self, area: pygame.Rect, size: tuple[int, int], look: Look) -> pygame.Rect:
        """Beside the call, at the right, below title and clock."""
        return pygame.Rect(area.right - look.u(20) - size[0], area.y + look.u(_TOP), *size)
