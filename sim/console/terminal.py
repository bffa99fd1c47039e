"""Where the text player reads and writes: a person's terminal, or a pipe in which nothing waits in real time."""

import select
import sys
import time
from collections.abc import Callable
from typing import Protocol, TextIO

WAITS_FOR_KEYS = sys.platform != "win32"  # select() watches a terminal there, but not on Windows


class TimeRanOut(Exception):  # not an error: nobody answered in time
    """No answer came in the time given."""


class Terminal(Protocol):
    """Reads answers and writes lines."""

    @property
    def live(self) -> bool:
        """Whether time counts: a person is at the other end."""

    def write(self, text: str = "") -> None:
        """Write a line."""

    def ask(self, prompt: str, seconds: float | None = None) -> str | None:
        """The next answer without white space at its ends, None at the end of input. Raises TimeRanOut."""

    def now(self) -> float:
        """Seconds of a clock that never goes back; stands still where time does not count."""


class Streams:
    """A terminal on two streams: live when the input is a person's terminal."""

    def __init__(self, source: TextIO, target: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._source, self._target, self._clock = source, target, clock
        self.live = source.isatty()

    def write(self, text: str = "") -> None:
        """Write a line."""
        print(text, file=self._target, flush=True)

    def ask(self, prompt: str, seconds: float | None = None) -> str | None:
        """The next answer; in a pipe at once, whatever `seconds` says."""
        if self.live:
            print(prompt, end="", file=self._target, flush=True)
            if seconds is not None and WAITS_FOR_KEYS and not select.select([self._source], [], [], seconds)[0]:
                print(file=self._target)
                raise TimeRanOut
        line = self._source.readline()
        return line.strip() if line else None

    def now(self) -> float:
        """The clock, or nought in a pipe."""
        return self._clock() if self.live else 0.0
