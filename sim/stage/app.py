"""The window, the loop, and THE clock: nothing else on the stage asks what time it is.

The rules
- A frame: take all waiting events, tick, draw what was damaged, show it. A key press is in the very next frame.
- The clock never jumps: a frame counts at most LONGEST_FRAME seconds, so a sleeping laptop costs no one time.
- Between frames the program sleeps; a frame in which nothing changed draws nothing and costs next to nothing.
- Screens say what happens next (sim/stage/kit/outcome.py); the App alone carries it out.
- A new size or new settings make a new Look; screens keep their widgets and their state.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.keys import USUAL, Keys
from sim.stage.kit.look import BASE_SIZE, Look, LookSettings
from sim.stage.kit.outcome import Next, Pop, Push, Quit, Rekey, Replace, Reset, Restyle, Reword
from sim.stage.kit.paint import rounded
from sim.stage.kit.screen import Screen
from sim.stage.kit.theme import DUSK

if TYPE_CHECKING:
    # Only names of types: the first frame comes before what reads it.
    from sim.stage.aloud.reader import Reader
    from sim.stage.aloud.screen_reader import ScreenReader

FRAMES_PER_SECOND = 60
LONGEST_FRAME = 0.25
WINDOW_CLASS = "cool-head"
_SIZE_EVENTS = (pygame.VIDEORESIZE, pygame.WINDOWRESIZED, pygame.WINDOWSIZECHANGED)


class App:
    """Runs screens in a window. say gets the words of what the keyboard's focus is on."""

    def __init__(  # noqa: PLR0913 - how a window begins
        self,
        settings: LookSettings | None = None,
        size: tuple[int, int] = BASE_SIZE,
        title: str = "",
        say: Callable[[str], None] | None = None,
        *,
        accelerated: bool = False,
        hidden: bool = False,
    ) -> None:
        self.settings = settings or LookSettings()
        self.keys = USUAL
        self.reader: Reader | None = None  # reads the screens aloud
        self.screen_reader: ScreenReader | None = None  # shows them to the system's
        self.say = say or (lambda text: None)
        self.now = 0.0
        self.running = True
        self.frames = 0
        self.screens: list[Screen] = []
        self._closed = False  # a screen was closed since the last tidying
        self._held: set[int] = set()  # keys that are down
        self._surface = open_window(size, title, accelerated, hidden)
        self._look = Look(self.settings, self._surface.get_size())

    @property
    def top(self) -> Screen:
        """The screen that is seen."""
        return self.screens[-1]

    @property
    def look(self) -> Look:
        """The look of the present window and settings."""
        return self._look

    @property
    def surface(self) -> pygame.Surface:
        """The window's surface."""
        return self._surface

    def start(self, screen: Screen) -> None:
        """Put the first screen up, without running."""
        self.carry_out(Push(screen))

    def run(self, screen: Screen | None = None) -> None:
        """Show the screen, unless one was started, and run until the program ends."""
        if screen is not None:
            self.start(screen)
        last = time.perf_counter()
        while self.running:
            now = time.perf_counter()
            self.frame(min(LONGEST_FRAME, now - last))
            self.tidy()
            last = now
            self._wait(now)

    def tidy(self) -> None:
        """Give back what closed screens held, once the next one is seen.

        A screen and its widgets hold each other, and their pictures weigh nothing for Python, which would let those of
        many calls pile up.
        """
        if self._closed:
            self._closed = False
            gc.collect()

    def _wait(self, began: float) -> None:
        """Sleep until the next frame. (pygame.event.wait asks SDL every millisecond: ten times the CPU.)"""
        left = 1 / FRAMES_PER_SECOND - (time.perf_counter() - began)
        if self.running and left > 0:
            time.sleep(left)

    def frame(self, dt: float) -> list[pygame.Rect]:
        """One frame, dt seconds after the last; says what was redrawn."""
        self.now += dt
        self.frames += 1
        for event in pygame.event.get():
            self._take(event)
            if not self.running:
                return []
        self.carry_out(self.top.tick(self.now, dt))
        if not self.running:
            return []
        damage = self.top.ui.draw(self._surface)
        if damage:
            pygame.display.update(damage)
        if self.reader is not None:
            self.reader.look(self.top.ui, self.now)
        if self.screen_reader is not None:
            self.screen_reader.show(self.top.ui, self.now)
        return damage

    def _take(self, event: pygame.event.Event) -> None:
        if self._is_repeated(event):
            self.carry_out(self.top.ui.repeated(event))
            return
        if self.reader is not None and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.reader.hush(self.now)
        if event.type == pygame.QUIT:
            self.carry_out(self.top.closing())
        elif event.type in _SIZE_EVENTS:
            self._resized()
        elif self.screen_reader is not None and event.type == self.screen_reader.asked:
            self.carry_out(self.screen_reader.act(self.top.ui, event))
        elif event.type == pygame.WINDOWEXPOSED:
            self.top.ui.redraw()
        else:
            self._handle(event)

    def _handle(self, event: pygame.event.Event) -> None:
        outcome = self.top.handle(event)
        if outcome is None and event.type == pygame.KEYDOWN and self.reader is not None:
            self.reader.key(event, self.keys)
        self.carry_out(outcome)

    def _is_repeated(self, event: pygame.event.Event) -> bool:
        """Whether a key says again that it is held. The whole program keeps that: a key may outlast its screen."""
        if event.type == pygame.KEYUP:
            self._held.discard(event.key)
        elif event.type == pygame.WINDOWFOCUSLOST:
            self._held.clear()
        elif event.type == pygame.KEYDOWN:
            if event.key in self._held:
                return True
            self._held.add(event.key)
        return False

    def _resized(self) -> None:
        self.top.ui.redraw()
        surface = pygame.display.get_surface()
        if surface is not None and (surface is not self._surface or surface.get_size() != self._look.size):
            self._surface = surface
            self._restyle()

    def _restyle(self) -> None:
        self._look = Look(self.settings, self._surface.get_size())
        for screen in self.screens:
            screen.ui.style(self._look)

    def carry_out(self, outcome: Next) -> None:
        """Do what a screen answered."""
        match outcome:
            case Push(screen):
                self._show(screen)
            case Replace(screen):
                self._close()
                self._show(screen)
            case Reset(screen):
                self._close_all()
                self._show(screen)
            case Pop():
                self._close()
                if self.screens:
                    self._show(self.screens.pop())
                else:
                    self.running = False
            case Restyle(settings):
                self.settings = settings
                self._restyle()
            case Rekey(keys):
                self._rekey(keys)
            case Reword(keys):
                self._rekey(keys)
                for shown in self.screens:
                    shown.reword()
            case Quit():
                self._close_all()
                self.running = False
            case _:
                pass

    def _rekey(self, keys: Keys) -> None:
        self.keys = keys
        for screen in self.screens:
            screen.ui.rekey(keys)

    def _show(self, screen: Screen) -> None:
        self.screens.append(screen)
        screen.ui.say = self.say
        screen.ui.rekey(self.keys)
        screen.ui.style(self._look)
        screen.entered(self.now)

    def _close_all(self) -> None:
        while self.screens:
            self._close()

    def _close(self) -> None:
        self.screens.pop().closed()
        self._closed = True

    def close(self) -> None:
        """Leave all screens and close the window."""
        self._close_all()
        pygame.display.quit()


def open_window(
    size: tuple[int, int], title: str = "", accelerated: bool = False, hidden: bool = False
) -> pygame.Surface:
    """Open a window that can be resized. Raises pygame.error when there is no display.

    accelerated lets SDL copy the window with the graphics card; where that is only pretended in software, a key
    stroke costs ten times as much, so it is off unless asked for. hidden: somebody else will show it.
    """
    # Importing pygame sets the class to the script's name; desktops group windows and find icons by it.
    os.environ["SDL_VIDEO_X11_WMCLASS"] = os.environ["SDL_VIDEO_WAYLAND_WMCLASS"] = WINDOW_CLASS
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "1" if accelerated else "0")
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_caption(title)
    pygame.display.set_icon(_window_icon())
    surface = pygame.display.set_mode(size, pygame.RESIZABLE | (pygame.HIDDEN if hidden else 0))
    pygame.key.set_repeat()
    return surface


def _window_icon() -> pygame.Surface:
    """The handset on teal."""
    badge = rounded((64, 64), 18, DUSK.accent).copy()
    badge.blit(icon("phone", 44, DUSK.on_accent), (10, 10))
    return badge


def headless() -> None:
    """Draw into nothing instead of a window: for pictures and tests. Call before the window opens."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
