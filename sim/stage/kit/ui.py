"""Widgets of one screen: focus, events, overlays, and drawing only what was damaged.

The rules
- Layers: the screen's own widgets, and overlays above them. Only the top layer gets events; all are drawn.
- Order of `add` is reading order and the order of Tab. Arrows go to the nearest widget on that side.
- A key goes to the focused widget first, then Tab, Enter and Space, arrows, page keys, hotkeys, Escape.
- A key that is held goes on moving, scrolling and typing; it presses nothing. A key that is hammered at a guarded
  widget presses nothing either, until it has rested.
- A frame redraws the damaged rectangles: for each, the backdrop and every widget that touches it, clipped.
  A partial redraw must equal a full one; the monkey test holds that.
- The backdrop (gradient and shadows) is drawn when what casts a shadow has another place, not with every layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import focusing, painting
from sim.stage.kit.keys import USUAL, Keys
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look
    from sim.stage.kit.overlay import Overlay

ENTER_KEYS = (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)
PAGE_KEYS = (pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_HOME, pygame.K_END)
REST = 0.4  # seconds without a press until a guarded widget that was hammered at takes one
_FOREIGN = pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META


@dataclass
class Layer:
    """The widgets of a screen or of one overlay, and where their focus is."""

    widgets: list[Widget] = field(default_factory=list)
    focus: Widget | None = None
    overlay: Overlay | None = None

    def walk(self) -> Iterator[Widget]:
        """All visible widgets, holders before what they hold."""
        stack = list(reversed(self.widgets))
        while stack:
            widget = stack.pop()
            if widget.visible:
                yield widget
                stack.extend(reversed(widget.children))


class UI:
    """The widgets of a screen. `say` is called with words when the keyboard moves the focus."""

    def __init__(self) -> None:
        self.layers = [Layer()]
        self.arranger: Callable[[pygame.Rect, Look], None] = lambda area, look: None
        self.say: Callable[[str], None] = lambda text: None
        self.look: Look | None = None
        self.keys = USUAL
        self.now = 0.0
        self.damaged = False  # some widget is dirty
        self._seen: list[Widget] | None = None  # what walk gives, kept until something comes or goes
        self._ticking: list[Widget] = []
        self._focus_shown = False
        self._used: Widget | None = None  # what a key was last typed into
        self._stale = True  # the layout must be made again
        self._full = True  # everything must be drawn again
        self._backdrop: pygame.Surface | None = None
        self._casting: object = None  # what the backdrop was made from
        self._mouse = (-1, -1)
        self._down: Widget | None = None

    # --- widgets and layers -------------------------------------------------------------------------------------

    @property
    def top(self) -> Layer:
        """The layer that gets events."""
        return self.layers[-1]

    @property
    def focus(self) -> Widget | None:
        """The widget that keys go to."""
        return self.top.focus

    @property
    def shown_focus(self) -> Widget | None:
        """The focused widget while its ring is to be seen."""
        return self.top.focus if self._focus_shown else None

    def add(self, *widgets: Widget) -> None:
        """Put widgets on the screen, in reading order."""
        for widget in widgets:
            self.layers[0].widgets.append(widget)
            widget.attach(self)
        self.refresh()

    def remove(self, *widgets: Widget) -> None:
        """Take widgets off the screen."""
        for widget in widgets:
            self.layers[0].widgets.remove(widget)
            widget.attach(None)
        self.refresh()

    def rebuild(self, build: Callable[[], None]) -> None:
        """Put on other widgets, which build adds in the same order; the focus stays where it was in that order."""
        before = focusing.focusables(self.layers[0].walk())
        place = before.index(self.focus) if self.focus in before else -1
        shown = self._focus_shown
        while self.overlay is not None:
            self.close()
        self.layers[0].focus = None
        self.remove(*self.layers[0].widgets)
        build()
        self._arrange()
        after = focusing.focusables(self.layers[0].walk())
        if 0 <= place < len(after):
            self.set_focus(after[place], shown)

    def walk(self) -> list[Widget]:
        """All visible widgets of all layers."""
        if self._seen is None:
            self._seen = [widget for layer in self.layers for widget in layer.walk()]
            self._ticking = [widget for widget in self._seen if type(widget).tick is not Widget.tick]
        return self._seen

    def open(self, overlay: Overlay) -> None:
        """Show a card over the screen that catches all keys until it is closed."""
        self.top_focus_out()
        layer = Layer([overlay], overlay=overlay)
        overlay.attach(self)
        self.layers.append(layer)
        self.refresh()
        self._arrange()
        first = overlay.first_focus() or next(iter(focusing.focusables(layer.walk())), None)
        self.say(overlay.spoken())
        self.set_focus(first, shown=self._focus_shown, reveal=self._focus_shown)  # else it is read from its top

    def close(self, overlay: Overlay | None = None) -> Next:
        """Close an overlay (the top one if none is named); the focus is where it was before."""
        found = next((x for x in reversed(self.layers) if x.overlay and overlay in (None, x.overlay)), None)
        if found is None or found.overlay is None:
            return None
        self.top_focus_out()
        self.layers.remove(found)
        found.overlay.attach(None)
        self.redraw()
        self._apply_repeat()
        return (found.overlay.on_close() if found.overlay.on_close else None) or STAY

    @property
    def overlay(self) -> Overlay | None:
        """The open overlay, if any."""
        return self.top.overlay

    # --- layout -------------------------------------------------------------------------------------------------

    def style(self, look: Look) -> None:
        """Use another look (size, theme, text): the layout is made again."""
        self.look = look
        self._apply_repeat()
        self.refresh()

    def rekey(self, keys: Keys) -> None:
        """Use other keys; what shows them is drawn anew."""
        self.keys = keys
        self.refresh()

    def refresh(self) -> None:
        """Make the layout again before the next frame, because widgets came, went or changed their size."""
        self._stale = True
        self._seen = None

    def redraw(self, anew: bool = False) -> None:
        """Draw everything in the next frame. anew: shadows too where nothing that casts one has moved."""
        if anew:
            self._backdrop = None
        self._full = True
        self._seen = None

    @property
    def redraws(self) -> bool:
        """Whether the next frame draws everything."""
        return self._stale or self._full

    def _arrange(self) -> None:
        if self.look is None:
            return
        area = pygame.Rect((0, 0), self.look.size)
        self.arranger(area, self.look)
        for layer in self.layers[1:]:
            if layer.overlay is not None:
                layer.overlay.arrange(area, self.look)
        self._stale = False
        self.redraw()
        for layer in self.layers:
            if layer.focus is not None and layer.focus not in list(layer.walk()):
                layer.focus = None
        if self.focus is not None and (self._focus_shown or self.focus is self._used):
            self._reveal(self.focus)
        self._move(self._mouse)

    # --- focus --------------------------------------------------------------------------------------------------

    def top_focus_out(self) -> None:
        """Take the press and the ring off the top layer before another one covers or uncovers it."""
        for widget in self.top.walk():
            widget.pressed = widget.hovered = False
        if self.focus is not None:
            self.focus.invalidate()
        self._down = None

    def set_focus(self, widget: Widget | None, shown: bool = True, reveal: bool = True) -> None:
        """Give a widget the keys; shown draws the ring and says its label, reveal brings it into sight."""
        before = self.focus
        for changed in (before, widget):
            if changed is not None:
                changed.invalidate()
        if before is not widget:
            if before is not None:
                before.focus_changed(False)
            if widget is not None:
                widget.focus_changed(True)
        self.top.focus = widget
        self._focus_shown = shown
        self._apply_repeat()
        if widget is not None and reveal:
            self._reveal(widget)
        if widget is not None and shown:
            self.say(widget.spoken())

    def _reveal(self, widget: Widget) -> None:
        holder = widget.parent
        while holder is not None:
            holder.reveal(widget)
            holder = holder.parent

    def _apply_repeat(self) -> None:
        if not pygame.display.get_init():
            return
        if self.focus is not None and self.focus.wants_repeat:
            pygame.key.set_repeat(380, 34)
        else:
            pygame.key.set_repeat()

    def _step(self, amount: int) -> None:
        self.set_focus(focusing.step(list(self.top.walk()), self.focus, amount))

    # --- events -------------------------------------------------------------------------------------------------

    def event(self, event: pygame.event.Event) -> Next:
        """Offer an event to the top layer; None when nothing had a use for it."""
        if event.type == pygame.KEYDOWN:
            return self._key(event)
        if event.type == pygame.MOUSEMOTION:
            return self._move(event.pos)
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP) and event.button == 1:
            return self._press(event.pos) if event.type == pygame.MOUSEBUTTONDOWN else self._release(event.pos)
        if event.type == pygame.MOUSEWHEEL:
            return self._wheel(event)
        if event.type in (pygame.TEXTINPUT, pygame.TEXTEDITING) and self.focus is not None:
            return self._to_focus(self.focus, event)
        if event.type in (pygame.WINDOWLEAVE, pygame.WINDOWFOCUSLOST):
            self._down = None
            return self._move((-1, -1))
        return None

    def _to_focus(self, focus: Widget, event: pygame.event.Event) -> Next:
        """Offer a key or text to the focus. A field that uses it stays in sight: nobody writes what they cannot see."""
        outcome = focus.event(event)
        if outcome is not None and focus.written_in():
            self._used = focus
            self._reveal(focus)
        return outcome

    def repeated(self, event: pygame.event.Event) -> Next:
        """A key that is still held."""
        if event.key in (*ENTER_KEYS, pygame.K_ESCAPE):
            return None
        if event.key == pygame.K_TAB:
            return self._key(event)
        outcome = self._to_focus(self.focus, event) if self.focus is not None else None
        if outcome is None and event.key in focusing.ARROWS and not event.mod & _FOREIGN:
            self._arrow(event.key)
        return outcome

    def _key(self, event: pygame.event.Event) -> Next:
        if event.key == pygame.K_TAB and not event.mod & _FOREIGN:
            self._step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return STAY
        if self.focus is not None:
            outcome = self._to_focus(self.focus, event)
            if outcome is not None:
                return outcome
            if event.key in ENTER_KEYS and self.focus.activates:
                return self.activate(self.focus)
        if event.mod & _FOREIGN:
            return None
        if event.key in focusing.ARROWS and self._arrow(event.key):
            return STAY
        if event.key in PAGE_KEYS:
            return self._page(event)
        return self._hotkey(event.key) or self._escape(event.key)

    def _arrow(self, key: int) -> bool:
        widgets = list(self.top.walk())
        target = focusing.towards(widgets, self.focus, key)
        if target is not None:
            self.set_focus(target)
        return target is not None

    def _page(self, event: pygame.event.Event) -> Next:
        holder = self.focus.parent if self.focus is not None else None
        while holder is not None:
            outcome = holder.event(event)
            if outcome is not None:
                return outcome
            holder = holder.parent
        for widget in self.top.walk():
            outcome = widget.event(event)
            if outcome is not None:
                return outcome
        return None

    def _hotkey(self, key: int) -> Next:
        for widget in self.top.walk():
            if self.keys.presses(widget.hotkey, key) and widget.enabled:
                return self.press(widget)
        return None

    def press(self, widget: Widget) -> Next:
        """Press a widget by its key: the focus goes there, unless it takes no key yet."""
        unseen = widget.must_be_seen and not widget.in_sight and self.shown_focus is not widget
        if widget.focusable and widget.enabled and not self._guarded(widget):
            self.set_focus(widget, self._focus_shown or unseen)
        return STAY if unseen else self.activate(widget)

    def _guarded(self, widget: Widget) -> bool:
        return self.now < widget.guarded_until

    def _escape(self, key: int) -> Next:
        if key == pygame.K_ESCAPE and self.overlay is not None:
            return self.close()
        return None

    def activate(self, widget: Widget) -> Next:
        """Do what a widget is for, unless it is disabled or guarded."""
        if self._guarded(widget):
            widget.guard(self.now + REST)
            return STAY
        return (widget.activate() or STAY) if widget.enabled else STAY

    def _at(self, position: tuple[int, int]) -> Widget | None:
        found = None
        for widget in self.top.walk():
            if widget.focusable and widget.hit(position):
                found = widget
        return found

    def _move(self, position: tuple[int, int]) -> Next:
        self._mouse = position
        under = self._at(position)
        for widget in self.top.walk():
            if widget.focusable:
                widget.hovered = widget is under and widget.enabled
                widget.pressed = widget is under and widget is self._down
        if self._down is not None and self._down.draggable:
            self._down.dragged(position)
        return None

    def _press(self, position: tuple[int, int]) -> Next:
        self._move(position)
        under = self._at(position)
        if under is None:
            overlay = self.overlay
            if overlay is not None and not overlay.rect.collidepoint(position) and overlay.closes_outside:
                return self.close()
            return None
        self.set_focus(under, shown=False)
        if under.enabled:
            self._down = under
            under.pressed = True
            if under.draggable:
                under.dragged(position)
        return STAY

    def _release(self, position: tuple[int, int]) -> Next:
        down, self._down = self._down, None
        if down is None:
            return None
        down.pressed = False
        if down.hit(position) and not down.draggable:
            return self.activate(down)
        return None

    def _wheel(self, event: pygame.event.Event) -> Next:
        for widget in reversed(list(self.top.walk())):
            if widget.hit(self._mouse) and widget.event(event) is not None:
                self._move(self._mouse)
                return STAY
        return None

    # --- time and drawing ---------------------------------------------------------------------------------------

    def tick(self, now: float, dt: float) -> None:
        """Time has passed, for all widgets."""
        self.now = now
        self.walk()
        for widget in self._ticking:
            widget.tick(now, dt)

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect]:
        """Redraw what was damaged and say where; an empty list means the frame was free."""
        if self._stale:
            self._arrange()
        look = self.look
        if look is None or not (self._full or self.damaged):
            return []
        widgets = self.walk()
        whole = surface.get_rect()
        damage = [whole] if self._full else painting.damage(widgets, look, whole)
        if damage:
            self._paint(surface, look, damage)
        self._full = self.damaged = False
        for widget in widgets:
            widget.dirty = False
        return damage

    def _paint(self, surface: pygame.Surface, look: Look, damage: list[pygame.Rect]) -> None:
        backdrop = self._renewed_backdrop(look) if self._full or self._backdrop is None else self._backdrop
        for rect in damage:
            surface.set_clip(rect)
            surface.blit(backdrop, rect, rect)
            for layer in self.layers:
                if layer.overlay is not None:
                    painting.dim(surface, look, rect, layer.overlay, layer.overlay.dims)
                for widget in layer.widgets:
                    painting.paint(surface, look, widget, rect)
        surface.set_clip(None)

    def _renewed_backdrop(self, look: Look) -> pygame.Surface:
        """The backdrop for the present places."""
        casting = painting.casting(self.layers[0].walk())
        if self._backdrop is None or self._casting != (look, casting):
            self._backdrop, self._casting = painting.backdrop(look, casting), (look, casting)
        return self._backdrop
