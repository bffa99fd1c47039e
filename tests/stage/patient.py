"""A player for tests that look at where a call has got to, not at how it moves: time passes in long frames."""

from collections.abc import Callable
from contextlib import contextmanager

from sim.stage.kit.ui import UI
from sim.stage.player import Player

SLOW = 20  # frames a second, as on a slow machine: a third of the drawing of sixty, and no less is seen
WAITING = 0.1  # seconds of a frame while something is waited for; shorter than any guard or glide
PASSING = 0.2  # seconds of a frame in a long wait, up to its last second; the clock counts no more than 0.25
PAINTED = 8  # of so many frames in a wait one is painted, so that nothing that is waited through cannot be drawn


class PatientPlayer(Player):
    """Waits in as few frames as the program may meet, most of them unpainted; what is seen after a wait is all painted.

    A given frames_per_second is kept to throughout, and every frame of it is painted (steady).
    """

    def __init__(self, screen, settings=None, size=(1280, 720), frames_per_second=None):
        self.steady = frames_per_second is not None
        self._waited = 0
        super().__init__(screen, settings, size, frames_per_second or SLOW)

    def wait(self, seconds: float) -> None:
        if self.steady:
            super().wait(seconds)
            return
        long = max(0, int((seconds - 1.0) / PASSING))
        short = max(1, round((seconds - long * PASSING) / self.step))
        with self._unseen():
            with self._frames_of(PASSING):
                self.frame(long)
            self.frame(short - 1)
        self.frame()

    def until(self, condition: Callable[[], bool], limit: float = 30.0) -> float:
        if self.steady:
            return super().until(condition, limit)
        with self._unseen(), self._frames_of(WAITING):
            return super().until(condition, limit)

    @contextmanager
    def _frames_of(self, seconds: float):
        step, self.step = self.step, seconds
        try:
            yield
        finally:
            self.step = step

    @contextmanager
    def _unseen(self):
        paint = UI._paint

        def seldom(ui, *given):
            self._waited += 1
            if self._waited % PAINTED == 0:
                paint(ui, *given)

        UI._paint = seldom
        try:
            yield
        finally:
            UI._paint = paint
            if self.app.screens:
                self.screen.ui.redraw()
