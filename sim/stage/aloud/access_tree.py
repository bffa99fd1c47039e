"""The present screen as screen readers see it: plain data, made from the widgets' own words.

What can be used and what can be read stands in reading order under the window, or under the card that lies over it:
what a card covers cannot be reached by keys, so it is not in the tree either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.stage.aloud.roles import Role, key_of, readable, role_of, words_of
from sim.stage.kit.controls import Choice, Slider, Switch
from sim.stage.kit.textfield import TextField

if TYPE_CHECKING:
    from sim.stage.kit.ui import UI
    from sim.stage.kit.widget import Widget

WINDOW, NEWS = 0, 1  # the numbers of the window itself, and of the line that tells what happens
_FIRST = 2


class Leaf(NamedTuple):
    """One thing on the screen. value: what it is set to, in words; share: of a slider; on: of a switch."""

    role: Role
    label: str
    value: str = ""
    place: tuple[int, int, int, int] = (0, 0, 0, 0)
    enabled: bool = True
    focusable: bool = False
    on: bool | None = None
    share: float | None = None
    key: str = ""


class Snapshot(NamedTuple):
    """The screen at one moment: its leaves by number in reading order, the card over it if any, and the focus."""

    leaves: dict[int, Leaf]
    card: int | None
    focus: int
    news: str


class Numbers:
    """Gives every widget one number, the same for as long as it is on the screen."""

    def __init__(self) -> None:
        self._widgets: dict[int, Widget] = {}
        self._numbers: dict[Widget, int] = {}
        self._next = _FIRST

    def of(self, widget: Widget) -> int:
        """The number of a widget."""
        if widget not in self._numbers:
            self._numbers[widget], self._widgets[self._next] = self._next, widget
            self._next += 1
        return self._numbers[widget]

    def widget(self, number: int) -> Widget | None:
        """The widget of a number, if it is still there."""
        return self._widgets.get(number)

    def keep(self, numbers: set[int]) -> None:
        """Forget all others."""
        for number in self._widgets.keys() - numbers:
            del self._numbers[self._widgets.pop(number)]


def snapshot(ui: UI, numbers: Numbers, news: str = "") -> Snapshot:
    """The screen as it is now."""
    widgets = list(ui.top.walk())
    texts = dict(readable(widgets))
    leaves = {
        numbers.of(widget): leaf(widget, texts.get(widget, ""))
        for widget in widgets
        if widget is not ui.overlay and widget.rect.width and (widget.focusable or widget in texts)
    }
    card = None if ui.overlay is None else numbers.of(ui.overlay)
    if card is not None and ui.overlay is not None:
        leaves[card] = Leaf("dialog", ui.overlay.label, place=_place(ui.overlay))
    numbers.keep(set(leaves))
    focus = numbers.of(ui.focus) if ui.focus is not None else card if card is not None else WINDOW
    return Snapshot(leaves, card, focus if focus in leaves else WINDOW, news)


def leaf(widget: Widget, words: str = "") -> Leaf:
    """One widget. words: what it says, where it is only read."""
    known = Leaf(
        role_of(widget), widget.label, place=_place(widget), enabled=widget.enabled, focusable=widget.focusable
    )
    if isinstance(widget, Switch):
        return known._replace(value=widget.states[widget.value], on=widget.value)
    if isinstance(widget, Choice):
        return known._replace(value=widget.values[widget.index])
    if isinstance(widget, Slider):
        return known._replace(value=widget.words, share=widget.value)
    if isinstance(widget, TextField):
        return known._replace(value=widget.text)
    return known._replace(label=words or words_of(widget), key=key_of(widget))


def _place(widget: Widget) -> tuple[int, int, int, int]:
    rect = widget.rect
    return rect.left, rect.top, rect.right, rect.bottom
