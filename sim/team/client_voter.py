"""Playing together as the window sees it: a thread that asks while somebody looks, and sends their vote. Needs only the
standard library: the menu is seen sooner.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sim.team.client_together import Asker
    from sim.team.shapes import Together

LOOKED_S = 3.0  # so long after somebody looked it is still asked
_IDLE_S = 20.0
_START_S = 0.3  # the first frame comes before what asking needs is loaded


class Place(NamedTuple):
    """Whose seat it is and where."""

    ref: str
    address: str
    token: str


class Ballot(NamedTuple):
    """What somebody votes for, in the turn and the round that they saw."""

    round: int
    turn: int
    option: str


class Seen(NamedTuple):
    """What is known of a seat's question.

    link: unknown (not yet asked), connected, offline, busy or lost; told: why it is lost, in the server's words.
    ballot: the vote that is not there yet, and whether it was tried in vain. late: the last vote that came too late.
    """

    ref: str = ""
    link: str = "unknown"
    told: str = ""
    question: Together | None = None
    ballot: Ballot | None = None
    failed: bool = False
    late: Ballot | None = None


class Voter:
    """A thread that asks and votes, begun when somebody first looks. `make` is called in it, after a moment."""

    def __init__(
        self, make: Callable[[], Asker], clock: Callable[[], float] = monotonic, after_s: float = _START_S
    ) -> None:
        self._make, self._clock, self._after_s = make, clock, after_s
        self._news, self._loaded, self._over = Condition(), Event(), False
        self._place: Place | None = None
        self._ballot: Ballot | None = None
        self._seen = Seen()
        self._looked, self._pace_s, self._woken = float("-inf"), 0.0, False
        self._thread: Thread | None = None

    def look(self, place: Place, pace_s: float = 0.0) -> Seen:
        """What is known now. It is asked anew as long as somebody looks, at most every pace_s seconds."""
        with self._news:
            away = self._clock() - self._looked > LOOKED_S
            if place != self._place or away or pace_s < self._pace_s:
                self._woken = True
                self._news.notify()
            if place != self._place:
                self._place, self._ballot, self._seen = place, None, Seen(place.ref)
            self._looked, self._pace_s = self._clock(), pace_s
            if self._thread is None and not self._over:
                self._thread = Thread(target=self._run, name="together", daemon=True)
                self._thread.start()
            return self._seen._replace(ballot=self._ballot, failed=self._seen.failed and self._ballot is not None)

    def vote(self, ballot: Ballot) -> None:
        """Send this vote now, and again until it is there or too late."""
        with self._news:
            self._ballot, self._woken = ballot, True
            self._seen = self._seen._replace(failed=False, late=None)
            self._news.notify()

    def stop(self, patience_s: float = 1.0) -> None:
        """End; a request under way is given up after a moment."""
        with self._news:
            self._over = True
            self._news.notify()
        if self._thread is not None and self._thread.is_alive():
            self._loaded.wait()  # a program that ends in the middle of an import crashes
            self._thread.join(patience_s)

    def _run(self) -> None:
        try:
            with self._news:
                self._news.wait_for(lambda: self._over, self._after_s)
            asker = self._make()
        finally:
            self._loaded.set()
        try:
            while True:
                with self._news:
                    if self._over:
                        return
                    place, ballot, self._woken = self._place, self._ballot, False
                    wanted = ballot is not None or self._clock() - self._looked <= LOOKED_S
                wait = self._step(asker, place, ballot) if wanted and place is not None else _IDLE_S
                with self._news:
                    if not self._woken and not self._over:
                        self._news.wait(wait)
        finally:
            asker.close()

    def _step(self, asker: Asker, place: Place, ballot: Ballot | None) -> float:
        seen, wait = asker.step(place, ballot)
        with self._news:
            if place != self._place:
                return 0.0
            if ballot is not None and seen.ballot is None and self._ballot == ballot:
                self._ballot = None
            self._seen = seen
            return max(wait, self._pace_s if self._ballot is None else 0.0)
