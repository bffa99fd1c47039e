"""What a widget is and how it stands, for whoever cannot see it: one table for speech and for screen readers.

The words come from the widget itself (`label`, `spoken()`): the same that tests click and find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from sim.stage.kit.buttons import Button, IconButton, ReplyButton
from sim.stage.kit.controls import Choice, Slider, Switch
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.textfield import TextField
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.core.texts import Texts

Role = Literal["text", "button", "reply", "switch", "choice", "slider", "field", "scroll", "dialog"]
_ROLES: tuple[tuple[type[Widget], Role], ...] = (
    (ReplyButton, "reply"), (Switch, "switch"), (Choice, "choice"), (Slider, "slider"), (TextField, "field"),
    (Overlay, "dialog"), (Button, "button"), (IconButton, "button"),
)  # fmt: skip


def role_of(widget: Widget) -> Role:
    """What it is. A panel is one to scroll only while something in it is out of sight."""
    for kind, role in _ROLES:
        if isinstance(widget, kind):
            return role
    if not widget.focusable:
        return "text"
    if widget.on is not None or type(widget).activate is not Widget.activate:
        return "button"
    return "scroll" if isinstance(widget, ScrollPanel) else "text"


def key_of(widget: Widget) -> str:
    """What stands on the cap of the key that presses it; empty where it has none, or says it in its words."""
    if isinstance(widget, ReplyButton):
        return ""
    if isinstance(widget, Button):
        return widget.cap
    return widget.keys.cap(widget.hotkey) if isinstance(widget.hotkey, str) else ""


def words_of(widget: Widget) -> str:
    """What it says of itself. Sentences that are put together may bring a full stop each."""
    return widget.spoken().replace(".. ", ". ").strip()


def described(widget: Widget, say: Texts) -> str:
    """Label and value, then what it is, how it stands, and its key."""
    role = role_of(widget)
    parts = [words_of(widget).rstrip(".")]
    if role not in ("text", "reply", "dialog"):
        parts.append(say(f"access.role.{role}"))
    if isinstance(widget, Choice):
        parts.append(say("access.place", number=widget.index + 1, count=len(widget.values)))
    if not widget.enabled:
        parts.append(say("access.disabled"))
    elif getattr(widget, "active", False):
        parts.append(say("access.active"))
    elif getattr(widget, "selected", False):
        parts.append(say("access.selected"))
    key = key_of(widget)
    if key and widget.enabled:
        parts.append(say("access.key", key=key))
    return ", ".join(part for part in parts if part)


def readable(widgets: Iterable[Widget]) -> Iterator[tuple[Widget, str]]:
    """What can be read but not used, in reading order, with its words; nothing twice."""
    said: set[str] = set()
    for widget in widgets:
        words = "" if widget.focusable and not isinstance(widget, ScrollPanel) else words_of(widget)
        if words and widget.rect.width and words not in said and not _within(widget, words):
            said.add(words)
            yield widget, words


def _within(widget: Widget, words: str) -> bool:
    """Whether something that it lies in says these words too."""
    holder = widget.parent
    while holder is not None:
        if words in holder.spoken():
            return True
        holder = holder.parent
    return False
