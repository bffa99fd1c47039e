"""The widget: a rectangle that draws itself from declared state and says what it is in words.

State that is seen is declared with `Drawn`: assigning another value damages the widget, so nothing is ever
drawn from state that does not invalidate. The label is what tests click, what speech reads and what a screen
reader gets. A widget draws inside its rect (the focus ring 8 px around it), and only in `draw`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import pygame

from sim.stage.kit.keys import USUAL, Keys
from sim.stage.kit.paint import rounded, with_alpha
from sim.stage.kit.vector import Colour

if TYPE_CHECKING:
    from sim.stage.kit.look import Look
    from sim.stage.kit.outcome import Next
    from sim.stage.kit.ui import UI

T = TypeVar("T")
REACH = 8  # base pixels around a widget that its focus ring may touch
CARD_RADIUS, BUTTON_RADIUS = 16, 12


class Drawn(Generic[T]):
    """State that is seen: a changed value damages its widget. Use values that compare (tuples, not lists)."""

    def __init__(self, default: T) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._slot = f"_drawn_{name}"

    @overload
    def __get__(self, widget: None, owner: type) -> Drawn[T]: ...
    @overload
    def __get__(self, widget: Widget, owner: type) -> T: ...
    def __get__(self, widget: Widget | None, owner: type) -> Drawn[T] | T:
        if widget is None:
            return self
        value: T = widget.__dict__.get(self._slot, self._default)
        return value

    def __set__(self, widget: Widget, value: T) -> None:
        if widget.__dict__.get(self._slot, self._default) != value:
            widget.__dict__[self._slot] = value
            widget.invalidate()


class Widget:
    """Base of all widgets. `on` is called when it is activated and returns what happens next.

    hotkey: the action (sim/stage/kit/keys.py) whose key presses it, or a key that is always the same.
    """

    focusable = False
    elevation = 0  # 1 and 2: how high it floats over the desk; its shadow is part of the backdrop
    wants_repeat = False  # whether a held key repeats while it has the focus
    activates = True  # whether Enter and Space press it; where not, they go on to the hotkeys
    must_be_seen = False  # whether its hotkey brings it into sight before it presses it
    draggable = False  # whether it follows the held mouse button (`dragged`) instead of being clicked

    label = Drawn("")
    hovered = Drawn(False)
    pressed = Drawn(False)
    enabled = Drawn(True)

    def __init__(self, label: str = "", hotkey: str | int | None = None, on: Callable[[], Next] | None = None) -> None:
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.ui: UI | None = None
        self.parent: Widget | None = None
        self.children: list[Widget] = []
        self.dirty = True
        self.label = label
        self.hotkey = hotkey
        self.on = on
        self.guarded_until = float("-inf")
        self._visible = True

    @property
    def keys(self) -> Keys:
        """The keys of the trainee."""
        return self.ui.keys if self.ui is not None else USUAL

    def invalidate(self) -> None:
        """What is seen has changed: redraw in the next frame."""
        self.dirty = True
        if self.ui is not None:
            self.ui.damaged = True

    @property
    def visible(self) -> bool:
        """Whether it is shown; hiding and showing redraws the window with its shadows."""
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        if value != self._visible:
            self._visible = value
            if self.ui is not None:
                self.ui.redraw()

    @property
    def focused(self) -> bool:
        """Whether it has the focus and the ring is shown (after the keyboard was used, not the mouse)."""
        return self.ui is not None and self.ui.shown_focus is self

    @property
    def viewport(self) -> pygame.Rect:
        """The part of the window its children may be drawn in."""
        return self.rect

    def adopt(self, *children: Widget) -> None:
        """Hold these widgets inside this one: they are drawn after it and clipped to its viewport."""
        for child in children:
            child.parent = self
            self.children.append(child)
            child.attach(self.ui)
        if self.ui is not None:
            self.ui.refresh()

    def attach(self, ui: UI | None) -> None:
        """Belong to this ui (or none), children too."""
        self.ui = ui
        for child in self.children:
            child.attach(ui)

    def clip(self) -> pygame.Rect | None:
        """Where it may be drawn: the viewports of all it lies in; None for the whole window."""
        clip: pygame.Rect | None = None
        holder = self.parent
        while holder is not None:
            clip = holder.viewport if clip is None else clip.clip(holder.viewport)
            holder = holder.parent
        return clip

    def hit(self, position: tuple[int, int]) -> bool:
        """Whether the mouse at this position is on it."""
        clip = self.clip()
        return self.rect.collidepoint(position) and (clip is None or bool(clip.collidepoint(position)))

    @property
    def in_sight(self) -> bool:
        """Whether all of it is seen, as far as what it lies in goes."""
        clip = self.clip()
        return clip is None or bool(clip.contains(self.rect))

    def written_in(self) -> bool:
        """Whether somebody is writing in it: then it is kept in sight."""
        return False

    def place(self, rect: pygame.Rect) -> None:
        """Take this place in the window (from `layout` only); override to place children."""
        self.rect = pygame.Rect(rect)

    def height_for(self, look: Look, width: int) -> int:
        """How tall it must be at this width for all its text to fit."""
        return self.rect.height

    def width_for(self, look: Look) -> int:
        """The width at which its words stand in one line; 0 when any width will do."""
        return 0

    def fits(self, look: Look) -> bool:
        """Whether all its text is inside its rect as placed."""
        return self.rect.height >= self.height_for(look, self.rect.width)

    def tick(self, now: float, dt: float) -> None:
        """Time has passed: change drawn state, never draw."""

    def event(self, event: pygame.event.Event) -> Next:
        """An event while it has the focus (or the wheel over it); None when it has no use for it."""
        return None

    def focus_changed(self, gained: bool) -> None:
        """The focus has come (True) or gone."""

    def dragged(self, position: tuple[int, int]) -> None:
        """The mouse holds it at this place (only where `draggable`)."""

    def reveal(self, child: Widget) -> None:
        """Bring a widget that lies in this one into sight."""

    def guard(self, until: float) -> None:
        """Refuse activation until this moment of the app's clock, so that an old key press hits nothing new."""
        self.guarded_until = until

    def activate(self) -> Next:
        """Do what it is for."""
        return self.on() if self.on is not None else None

    def spoken(self) -> str:
        """What speech and screen readers say when it gets the focus."""
        return self.label

    def announced(self) -> tuple[str, ...]:
        """What is said aloud by itself when it was not said before: news that come without the focus."""
        return ()

    def fades(self, look: Look) -> list[tuple[pygame.Rect, bool]]:
        """Where what it holds fades into what lies below it: the place, and whether it fades towards its top."""
        return []

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Draw from state alone; must look the same however often and in whatever clip it is called."""


def draw_card(
    surface: pygame.Surface, look: Look, rect: pygame.Rect, fill: Colour, border: Colour | None = None, **shape: Any
) -> None:
    """A rounded card; shape: radius and line width in base pixels."""
    radius, width = look.u(shape.get("radius", CARD_RADIUS)), look.u(shape.get("line", 1))
    edge = look.theme.line if border is None else border
    surface.blit(rounded(rect.size, radius, fill, edge, width), rect)


def draw_ring(surface: pygame.Surface, look: Look, rect: pygame.Rect, radius: float) -> None:
    """The focus ring: outside the widget, so that it never hides text."""
    around = rect.inflate(look.u(8), look.u(8))
    ring = rounded(around.size, look.u(radius + 4), None, with_alpha(look.theme.focus), max(2, look.u(3)))
    surface.blit(ring, around)


class Kept:
    """A picture that is drawn again only when its key changes."""

    def __init__(self) -> None:
        self._key: object = None
        self._picture: pygame.Surface | None = None

    def get(self, key: object, draw: Callable[[], pygame.Surface]) -> pygame.Surface:
        """The picture for this key; do not draw on it."""
        if self._picture is None or key != self._key:
            self._key, self._picture = key, draw()
        return self._picture
