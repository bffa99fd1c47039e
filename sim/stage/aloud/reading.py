"""What is to be read aloud of a screen, now that it has changed: the program's eyes for somebody who listens.

Rules
- A new screen or card is read from its heading on: all that can be read and not used; then what has the focus. Back on
  a layer that was read already, only the focus is said.
- What has the focus is said when it comes there and whenever its words change after that.
- News are what widgets say of themselves (`Widget.announced`): replies that appear, a notice, the end of a call.
- In "only what has the focus" nothing else is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.stage.aloud.roles import described, readable
from sim.stage.kit.ui import UI, Layer
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.core.texts import Texts


class News:
    """What widgets say of themselves and did not say at the last look."""

    def __init__(self) -> None:
        self._told: dict[Widget, tuple[str, ...]] = {}

    def of(self, widgets: list[Widget]) -> list[str]:
        """What is new among these."""
        found: list[str] = []
        for widget in widgets:
            now = widget.announced()
            if now or widget in self._told:
                before = self._told.get(widget, ())
                found += [words for words in now if words not in before]
                self._told[widget] = now
        return found


class Reading:
    """Looks at the screen every frame and says what there is to say."""

    def __init__(self) -> None:
        self._ui: UI | None = None
        self._read: list[Widget | Layer] = []  # what layers that were read begin with: a layer may be filled anew
        self._focus: tuple[Widget | None, str, bool] = (None, "", False)
        self._news = News()

    def forget(self) -> None:
        """Begin anew: everything will be read."""
        self._ui = None

    def news(self, ui: UI, say: Texts, focus_only: bool = False) -> list[str]:
        """What is to be said since the last look, in its order."""
        if ui is not self._ui:
            self._ui, self._read, self._focus, self._news = ui, [], (None, "", False), News()
        begins = [layer.widgets[0] if layer.widgets else layer for layer in ui.layers]
        self._read = [begun for begun in self._read if any(begun is one for one in begins)]
        widgets = list(ui.top.walk())
        fresh = not any(begun is begins[-1] for begun in self._read)
        found = self._news.of(widgets)
        if fresh:
            self._read.append(begins[-1])
            self._focus = (None, "", False)
            found = [words for _, words in readable(widgets)]
        found = [] if focus_only else found
        focused = self._focused(ui, say)
        if focused and not any(_same(focused, words) for words in found):
            found.append(focused)
        return found

    def _focused(self, ui: UI, say: Texts) -> str:
        focus = ui.focus
        words = described(focus, say) if focus is not None else ""
        # A key that only brings the ring into sight is answered too.
        before, self._focus = self._focus, (focus, words, ui.shown_focus is not None)
        return words if before != self._focus else ""


def _same(focused: str, words: str) -> bool:
    """Whether what has the focus was just said among the news; full stops aside."""
    return focused == words.strip().rstrip(".")
