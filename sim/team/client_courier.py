"""The thread that sends, as the window sees it. Needs only the standard library: the menu is seen sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Condition, Event, Thread
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.core.errors import CoolHeadError

if TYPE_CHECKING:
    from sim.team.client_sender import Sender

FIRST_DELAY_S = 0.5
_START_S = 0.5  # the first frame comes before it


class Line(NamedTuple):
    """How it stands with a seat: link is connected, offline, paused, closed, busy, lost or unknown (not yet asked);
    how many attempts wait; why the seat is lost.
    """

    link: str = "unknown"
    waiting: int = 0
    told: str = ""


class Version(NamedTuple):
    """How it stands with a version of a scenario: state is here, coming, failed or unknown (not yet looked for); why it
    failed, as a key of texts under `join.version` with its fields.
    """

    state: str = "unknown"
    why: str = ""
    data: Mapping[str, Any] = MappingProxyType({})


class Presence(NamedTuple):
    """Who sits at this computer now, and what they do."""

    ref: str = ""
    state: str = "idle"
    scenario: str = ""


class Courier:
    """A thread that sends. `make` is called in it, after a moment: what sending needs is loaded beside the window."""

    def __init__(self, make: Callable[[], Sender], after_s: float = _START_S) -> None:
        self._make, self._after_s, self._over = make, after_s, False
        self._sender: Sender | None = None
        self._news, self._loaded = Condition(), Event()
        self._presence = Presence()
        self._woken = True
        self._thread = Thread(target=self._run, name="team", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self, presence: Presence, hurry: bool = False) -> None:
        """Something is to be done: a call closed, somebody else sits here, somebody asks for it now."""
        with self._news:
            self._woken, self._presence = True, presence
            if hurry and self._sender is not None:
                self._sender.hurry()
            self._news.notify()

    def line(self, ref: str) -> Line:
        """How it stands with a seat, as far as is known."""
        return self._sender.lines.get(ref, Line()) if self._sender is not None else Line()

    def version(self, content_hash: str) -> Version:
        """How it stands with a version that a session has."""
        versions = self._sender.versions if self._sender is not None else {}
        return versions.get(content_hash, Version())

    def stop(self, patience_s: float = 1.0) -> None:
        """End; what waits is sent the next time. A request under way is given up after a moment."""
        with self._news:
            self._over = True
            self._news.notify()
        if self._thread.is_alive():
            self._loaded.wait()  # a program that ends in the middle of an import crashes
            self._thread.join(patience_s)

    def _run(self) -> None:
        try:
            with self._news:
                self._news.wait_for(lambda: self._over, self._after_s)
            sender = self._sender = self._make()
        finally:
            self._loaded.set()
        try:
            while not self._over:
                wait = self._step(sender)
                with self._news:
                    if not self._woken and not self._over:
                        self._news.wait(wait)
                    self._woken = False
        finally:
            sender.close()

    def _step(self, sender: Sender) -> float:
        with self._news:
            self._woken, sender.presence = False, self._presence
        try:
            return sender.step()
        except CoolHeadError:
            return FIRST_DELAY_S  # the outbox cannot be read or written at the moment
