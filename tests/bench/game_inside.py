"""The real game in this process, driven from within: its own wiring, journal, voice and screens. For the scripts
that are run as children; the display is what the environment says.
"""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pygame

from sim.commands.context import Context
from sim.commands.playing import playing_journal
from sim.commands.window import Game
from sim.stage.app import FRAMES_PER_SECOND, LONGEST_FRAME, App
from sim.stage.call.screen import CallScreen
from sim.stage.kit.outcome import Push

A_FRAME = 1 / FRAMES_PER_SECOND


class Inside:
    """The game and a hand on its keys. `speed`: how much faster than the real one the app's clock runs in `live`."""

    def __init__(self, game: Game, app: App) -> None:
        self.game, self.app = game, app

    @property
    def call(self) -> CallScreen:
        """The call that is on the screen."""
        assert isinstance(self.app.top, CallScreen)
        return self.app.top

    @property
    def in_call(self) -> bool:
        """Whether a call is on the screen."""
        return isinstance(self.app.top, CallScreen)

    def press(self, key: int) -> None:
        """Press and release a key: it is in the next frame."""
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            pygame.event.post(pygame.event.Event(kind, key=key, mod=0, unicode="", scancode=0))

    def ring(self, scenario_id: str) -> None:
        """Open a scenario's call, as the briefing does."""
        self.app.carry_out(Push(self.game.briefing(scenario_id)))
        self.app.frame(A_FRAME)
        self.app.carry_out(self.game.ring(self.game.scenario(scenario_id), "practice"))
        self.app.frame(A_FRAME)

    def live(self, until: Callable[[], bool], speed: float = 1.0, limit: float = 60.0) -> None:
        """Frames in real time, as App.run makes them. Raises TimeoutError after `limit` seconds."""
        began = last = time.perf_counter()
        while self.app.running and not until():
            now = time.perf_counter()
            if now - began > limit:
                raise TimeoutError(f"not within {limit} s")
            self.app.frame(min(LONGEST_FRAME, (now - last) * speed))
            last = now
            time.sleep(max(0.0, A_FRAME - (time.perf_counter() - now)))


@contextmanager
def game_inside(folders: Sequence[Path] = (), **options: object) -> Iterator[Inside]:
    """The game on its menu, with results in a folder of its own. folders: more scenarios."""
    with tempfile.TemporaryDirectory() as folder, Context(Path(folder), folders, "en") as context:
        game = Game(context, playing_journal(context), Namespace(seed=7, **options))
        context.closing.callback(game.close)
        app = App(game.look_settings(), title="bench")
        context.closing.callback(app.close)
        app.start(game.menu())
        yield Inside(game, app)
