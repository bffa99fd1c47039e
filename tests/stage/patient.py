"""A player for tests that look at where a call has got to, not at how it moves: time passes in long frames."""

from collections.abc import Callable
from contextlib import contextmanager

from sim.stage.player import Player

SLOW = 20  # frames a second, as on a slow machine: a third of the drawing of sixty, and no less is seen
WAITING = 0.1  # seconds of a frame while something is waited for; shorter than any guard or glide
PASSING = 0.2  # seconds of a frame in a long wait, up to its last second; the clock counts no more than 0.25


class PatientPlayer(Player):
    """Waits in as few frames as the program may meet. A given frames_per_second is kept to throughout."""

    def __init__(self, screen, settings=None, size=(1280, 720), frames_per_second=None):
        self.hurried = frames_per_second is not None
        super().__init__(screen, settings, size, frames_per_second or SLOW)

    def wait(self, seconds: float) -> None:
        frames = 0 if self.hurried else max(0, int((seconds - 1.0) / PASSING))
        with self._frames_of(PASSING):
            self.frame(frames)
        super().wait(seconds - frames * PASSING)

    def until(self, condition: Callable[[], bool], limit: float = 30.0) -> float:
        with self._frames_of(self.step if self.hurried else WAITING):
            return super().until(condition, limit)

    @contextmanager
    def _frames_of(self, seconds: float):
        step, self.step = self.step, seconds
        try:
            yield
        finally:
            self.step = step
