"""Screen readers of the system (Orca, Narrator, VoiceOver), through AccessKit: the optional extra `access`.

Rules
- AccessKit calls its handlers on threads of its own. They only note that somebody looks, and post pygame events.
- Its adapter is locked while it asks for the first tree, and a call into it holds Python's lock: so nothing is called
  before somebody looks, nor for a moment after that (GRACE), or the two would wait for each other for ever.
- Nothing is built while nobody looks. While somebody does, what has changed is sent after the frame that shows it.
- Linux was tried against AT-SPI. Windows and macOS are written by AccessKit's documentation, not tried: there the
  window must not be seen before its adapter exists.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import pygame

from sim.stage.aloud.access_tree import NEWS, WINDOW, Leaf, Numbers, Snapshot, snapshot
from sim.stage.aloud.reading import News
from sim.stage.kit.controls import Choice, Slider
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.textfield import TextField
from sim.stage.kit.ui import UI

ASKED = pygame.event.custom_type()
GRACE = 0.25  # seconds
OFTEN = 0.1  # seconds between two looks at a screen in which only something moves
_ROLES = {
    "text": "LABEL", "button": "BUTTON", "reply": "BUTTON", "switch": "SWITCH", "choice": "SPIN_BUTTON",
    "slider": "SLIDER", "field": "TEXT_INPUT", "scroll": "SCROLL_VIEW", "dialog": "DIALOG",
}  # fmt: skip
_STEPS = {"INCREMENT": pygame.K_RIGHT, "DECREMENT": pygame.K_LEFT}
_ACTIONS = ("CLICK", "FOCUS", "SET_VALUE", *_STEPS)


class ScreenReader:
    """Shows one window to screen readers. `show` after every frame; `act` on what they ask for."""

    asked = ASKED  # the type of the events that `act` takes

    def __init__(self, kit: Any, title: str) -> None:
        self._kit, self._title = kit, title
        self._numbers, self._news = Numbers(), News()
        self._looking = False  # somebody looks; set by AccessKit's thread, as the next two
        self._begins = False  # they have just begun to
        self._sent: Snapshot | None = None  # what they know; None: nothing yet
        self._focused: bool | None = None  # whether they know that the window has the keyboard
        self._next = 0.0
        self._adapter = self._attach()

    def _attach(self) -> Any:
        kit, platform = self._kit, sys.platform
        if platform == "win32":
            window = pygame.display.get_wm_info()["window"]
            return kit.windows.SubclassingAdapter(window, self._activated, self._asked)
        if platform == "darwin":
            kit.macos.add_focus_forwarder_to_window_class("SDLWindow")
            window = pygame.display.get_wm_info()["window"]
            return kit.macos.SubclassingAdapter.for_window(window, self._activated, self._asked)
        return kit.unix.Adapter(self._activated, self._asked, self._deactivated)

    # --- on AccessKit's threads: nothing of the screen may be touched -----------------------------------------------

    def _activated(self) -> Any:
        """Somebody looks: an empty window now, and what is in it after the next frame."""
        self._sent, self._focused = None, None
        self._looking = self._begins = True
        update = self._kit.TreeUpdate(WINDOW)
        update.tree = self._tree()
        update.nodes.append((WINDOW, self._window([])))
        return update

    def _asked(self, request: Any) -> None:
        """A screen reader wants something done: that is for the next frame."""
        name = next((name for name in _ACTIONS if request.action == getattr(self._kit.Action, name)), "")
        if name:
            data = request.data[1] if name == "SET_VALUE" and request.data is not None else ""
            pygame.event.post(pygame.event.Event(ASKED, action=name, target=request.target, value=str(data)))

    def _deactivated(self) -> None:
        self._looking = False

    # --- on the program's own thread ------------------------------------------------------------------------------

    def show(self, ui: UI, now: float) -> None:
        """Send what has changed since the last time, where somebody looks."""
        if self._begins:
            self._begins, self._next = False, now + GRACE
        if not self._looking or now < self._next:
            return
        self._next = now + OFTEN
        fresh = self._news.of(list(ui.top.walk()))
        news = " ".join(fresh) or (self._sent.news if self._sent is not None else "")
        seen = snapshot(ui, self._numbers, news)
        if seen != self._sent:
            self._raise(self._adapter.update_if_active(lambda: self._update(seen)))
        self._tell_focus(pygame.key.get_focused())

    def _tell_focus(self, focused: bool) -> None:
        """Say whether the window has the keyboard. Windows knows by itself."""
        if focused != self._focused:
            self._focused = focused
            if sys.platform == "darwin":
                self._raise(self._adapter.update_view_focus_state(focused))
            elif sys.platform != "win32":
                self._adapter.update_window_focus_state(focused)

    def act(self, ui: UI, event: pygame.event.Event) -> Next:
        """Do what was asked for, as if it were done by hand."""
        widget = self._numbers.widget(event.target)
        if widget is None or widget.ui is not ui or widget not in list(ui.top.walk()):
            return None
        if widget.focusable and widget.enabled:
            ui.set_focus(widget)
        if event.action == "CLICK":
            return ui.activate(widget)
        if event.action in _STEPS and isinstance(widget, Choice | Slider):
            return widget.event(pygame.event.Event(pygame.KEYDOWN, key=_STEPS[event.action], mod=0))
        if event.action == "SET_VALUE" and isinstance(widget, TextField):
            widget.clear()
            return widget.insert(event.value)
        return STAY

    # --- AccessKit's own shapes -------------------------------------------------------------------------------------

    def _raise(self, events: Any) -> None:
        if events is not None:
            events.raise_events()

    def _tree(self) -> Any:
        tree = self._kit.Tree(WINDOW)
        tree.toolkit_name = "Cool Head"
        return tree

    def _window(self, children: list[int]) -> Any:
        node = self._kit.Node(self._kit.Role.WINDOW)
        node.set_label(self._title)
        node.set_children(children)
        return node

    def _update(self, seen: Snapshot) -> Any:
        """The nodes that are new or other than what was sent last."""
        before, self._sent = self._sent, seen
        update = self._kit.TreeUpdate(seen.focus)
        known = before.leaves if before is not None else {}
        inner = [number for number in seen.leaves if number != seen.card]
        if before is None or (list(known), before.card) != (list(seen.leaves), seen.card):
            root = [NEWS, *(inner if seen.card is None else [seen.card])]
            update.nodes.append((WINDOW, self._window(root)))
        for number, leaf in seen.leaves.items():
            card = number == seen.card
            if card or known.get(number) != leaf:
                update.nodes.append((number, self._node(leaf, inner if card else [])))
        if before is None or before.news != seen.news:
            update.nodes.append((NEWS, self._announcement(seen.news)))
        return update

    def _announcement(self, words: str) -> Any:
        node = self._kit.Node(self._kit.Role.LABEL)
        node.set_value(words)
        node.set_live(self._kit.Live.POLITE)
        return node

    def _node(self, leaf: Leaf, children: list[int]) -> Any:
        kit = self._kit
        node = kit.Node(getattr(kit.Role, _ROLES[leaf.role]))
        node.set_bounds(kit.Rect(*map(float, leaf.place)))
        if leaf.role == "text":
            node.set_value(leaf.label)
        else:
            node.set_label(leaf.label)
            if leaf.value:
                node.set_value(leaf.value)
        if leaf.role == "dialog":
            node.set_modal()
            node.set_children(children)
        if not leaf.enabled:
            node.set_disabled()
        if leaf.key:
            node.set_keyboard_shortcut(leaf.key)
        self._can(node, leaf)
        return node

    def _can(self, node: Any, leaf: Leaf) -> None:
        """What may be asked of it, and the values that go with that."""
        kit = self._kit
        if leaf.focusable:
            node.add_action(kit.Action.FOCUS)
        if leaf.role in ("button", "reply", "switch"):
            node.add_action(kit.Action.CLICK)
        if leaf.role in ("choice", "slider"):
            node.add_action(kit.Action.INCREMENT)
            node.add_action(kit.Action.DECREMENT)
        if leaf.role == "field":
            node.add_action(kit.Action.SET_VALUE)
        if leaf.on is not None:
            node.set_toggled(kit.Toggled.TRUE if leaf.on else kit.Toggled.FALSE)
        if leaf.share is not None:
            node.set_numeric_value(leaf.share)
            node.set_min_numeric_value(0.0)
            node.set_max_numeric_value(1.0)


def hides_window() -> bool:
    """Whether the window must stay hidden until it is connected: where AccessKit is there and the system wants it."""
    return sys.platform in ("win32", "darwin") and _kit() is not None


def connect(title: str) -> ScreenReader | None:
    """Show the open window to screen readers; None where AccessKit is not installed, or there is no real window."""
    kit = _kit()
    if kit is None or pygame.display.get_driver() in ("dummy", "offscreen"):
        return None
    reader = ScreenReader(kit, title)
    if hides_window():
        pygame.display.set_mode(pygame.display.get_window_size(), pygame.RESIZABLE | pygame.SHOWN)
    return reader


def _kit() -> Any:
    try:
        return import_module("accesskit")
    except ImportError:
        return None
