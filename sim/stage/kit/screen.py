"""A screen: one full window of the program, with its widgets.

A screen's handlers and its buttons return what happens next (sim/stage/kit/outcome.py). Drawing never changes
anything. Widgets live as long as their screen; `layout` only says where they are, so a resize loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.outcome import Next, Quit
from sim.stage.kit.ui import UI

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class Screen:
    """One full window of the program: subclass, add widgets to `self.ui` once, place them in `layout`."""

    name = "screen"

    def __init__(self) -> None:
        self.ui = UI()
        self.ui.arranger = self.layout

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """Place every widget. Called for the first frame, after a resize, a restyle and `self.ui.refresh()`."""

    def entered(self, now: float) -> None:
        """The screen has become the top one, for the first time or again."""

    def closed(self) -> None:
        """The screen is no longer on the stack: let go of sounds and files."""

    def reword(self) -> None:
        """The program's language has changed: say everything anew. For screens that settings can lie above."""

    def handle(self, event: pygame.event.Event) -> Next:
        """An event that has come in; widgets first. Override `key` for what no widget wants."""
        outcome = self.ui.event(event)
        if outcome is None and event.type == pygame.KEYDOWN:
            return self.key(event.key, event.mod)
        return outcome

    def key(self, key: int, mod: int) -> Next:
        """A key that no widget used."""
        return None

    def tick(self, now: float, dt: float) -> Next:
        """Time has passed: now and dt in seconds of the app's clock."""
        self.ui.tick(now, dt)
        return None

    def closing(self) -> Next:
        """The window is being closed: save, and say what happens (None keeps the program open)."""
        return Quit()
