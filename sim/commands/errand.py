"""Something that is done beside the window: a thread that is looked at once a frame."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from sim.core.errors import CoolHeadError
from sim.stage.team.values import Outcome

Value = TypeVar("Value")


class ThreadErrand(Generic[Value]):
    """Work in a thread; `problem` says as a sentence what went wrong (sim.stage.team.values.Errand).

    No daemon: the program must not end in the middle of an import. The work ends by itself within seconds. A fault of
    ours comes out of `poll`, in the window's thread, where faults are told; else the screen would wait for ever.
    """

    def __init__(self, work: Callable[[], Value], problem: Callable[[Exception], str]) -> None:
        self._work, self._problem = work, problem
        self._outcome: Outcome[Value] | None = None
        self._fault: Exception | None = None
        Thread(target=self._run, name="errand").start()

    def _run(self) -> None:
        try:
            self._outcome = Outcome(self._work())
        except (CoolHeadError, OSError) as error:
            self._outcome = Outcome(problem=self._problem(error))
        except Exception as error:  # raised again by poll
            self._fault = error

    def poll(self) -> Outcome[Value] | None:
        """What came of it, if it is over."""
        if self._fault is not None:
            raise self._fault
        return self._outcome


class Known(Generic[Value]):
    """An errand whose outcome is known at once."""

    def __init__(self, outcome: Outcome[Value]) -> None:
        self._outcome = outcome

    def poll(self) -> Outcome[Value]:
        """The outcome."""
        return self._outcome
