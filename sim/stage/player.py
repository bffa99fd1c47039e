"""Plays the program the way a person does: real pygame events, steps of a made-up clock, no waiting.

Things are found by their label, as speech and screen readers name them. Used by tests, pictures and benchmarks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame

from sim.stage.app import App, headless
from sim.stage.kit.look import BASE_SIZE, LookSettings
from sim.stage.kit.outcome import Restyle
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget


class Player:
    """A person at the keyboard and mouse of one App. spoken holds what the focus said."""

    def __init__(
        self,
        screen: Screen,
        settings: LookSettings | None = None,
        size: tuple[int, int] = BASE_SIZE,
        frames_per_second: int = 60,
    ) -> None:
        headless()
        self.spoken: list[str] = []
        self.app = App(settings, size, say=self.spoken.append)
        self.step = 1 / frames_per_second
        pygame.event.clear()
        self.app.start(screen)
        self.frame()

    @property
    def screen(self) -> Screen:
        """The screen that is seen."""
        return self.app.top

    @property
    def now(self) -> float:
        """The app's clock."""
        return self.app.now

    def frame(self, count: int = 1) -> list[pygame.Rect]:
        """Let frames pass; says what the last one redrew."""
        damage: list[pygame.Rect] = []
        for _ in range(count):
            if self.app.running:
                damage = self.app.frame(self.step)
        return damage

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.frame(max(1, round(seconds / self.step)))

    def until(self, condition: Callable[[], bool], limit: float = 30.0) -> float:
        """Let time pass until the condition holds; says how long it took. Raises TimeoutError."""
        began = self.now
        while not condition():
            if self.now - began > limit or not self.app.running:
                raise TimeoutError(f"not within {limit} s of the app's clock; on screen: {self.labels()}")
            self.frame()
        return self.now - began

    def key(self, key: int | str, mod: int = 0) -> list[pygame.Rect]:
        """Press and release a key: a pygame code or a name such as "tab", "escape", "1"."""
        code = pygame.key.key_code(key) if isinstance(key, str) else key
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            pygame.event.post(pygame.event.Event(kind, key=code, mod=mod, unicode="", scancode=0))
        return self.frame()

    def type(self, text: str) -> None:
        """Type text, as key presses with their text events."""
        for character in text:
            code = ord(character.lower()) if ord(character) < 128 else 0
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=character, scancode=0))
            pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=character))
            pygame.event.post(pygame.event.Event(pygame.KEYUP, key=code, mod=0, unicode="", scancode=0))
        self.frame()

    def labels(self) -> list[str]:
        """The labels of all that is on the screen's top layer."""
        return [widget.label for widget in self.screen.ui.top.walk() if widget.label]

    def find(self, label: str) -> Widget:
        """The widget of the top layer with this label, or that begins so. Raises LookupError."""
        widgets = [widget for widget in self.screen.ui.top.walk() if widget.label]
        exact = [widget for widget in widgets if widget.label == label]
        found = exact or [widget for widget in widgets if widget.label.startswith(label)]
        if found:
            return next((widget for widget in found if widget.focusable), found[0])
        raise LookupError(f"no {label!r} on the screen; there is: {self.labels()}")

    def sees(self, label: str) -> bool:
        """Whether something with this label is on the top layer."""
        try:
            self.find(label)
        except LookupError:
            return False
        return True

    def click(self, label: str) -> Widget:
        """Click the widget with this label."""
        widget = self.find(label)
        if widget.parent is not None:
            widget.parent.reveal(widget)
        self.click_at(widget.rect.center)
        return widget

    def click_at(self, position: tuple[int, int]) -> None:
        """Click a place in the window."""
        self.mouse(pygame.MOUSEMOTION, position)
        self.mouse(pygame.MOUSEBUTTONDOWN, position)
        self.mouse(pygame.MOUSEBUTTONUP, position)
        self.frame()

    def mouse(self, kind: int, position: tuple[int, int]) -> None:
        """Post one mouse event."""
        details = {"pos": position, "touch": False}
        if kind == pygame.MOUSEMOTION:
            details |= {"rel": (0, 0), "buttons": (0, 0, 0)}
        else:
            details |= {"button": 1}
        pygame.event.post(pygame.event.Event(kind, details))

    def wheel(self, label: str, notches: int) -> None:
        """Turn the wheel over a widget; positive is up."""
        self.mouse(pygame.MOUSEMOTION, self.find(label).rect.center)
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=notches, flipped=False))
        self.frame()

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size."""
        pygame.display.set_mode(size, pygame.RESIZABLE)
        pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1]))
        self.frame()

    def restyle(self, settings: LookSettings) -> None:
        """Use other settings, as the settings screen would."""
        self.app.carry_out(Restyle(settings))
        self.frame()

    def close_window(self) -> None:
        """Press the window's close button."""
        pygame.event.post(pygame.event.Event(pygame.QUIT))
        self.frame()

    def picture(self, path: Path | None = None) -> pygame.Surface:
        """What is on the screen now; written as PNG when a path is given."""
        if path is not None:
            pygame.image.save(self.app.surface, str(path))
        return self.app.surface.copy()

    def redrawn(self) -> pygame.Surface:
        """The same screen drawn as a whole, to compare with what damage rectangles made."""
        self.screen.ui.redraw(anew=True)
        self.screen.ui.draw(self.app.surface)
        return self.app.surface.copy()
