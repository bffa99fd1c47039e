"""Sends what waits in the outbox, and signs of life, from every seat of this computer. Nothing here waits for a frame.

`Sender.step` does what is due and says when it wants to be called again; a thread (sim.team.client_courier) does that,
tests do it by hand. How long something took is measured by a clock that only goes forward; what time it is does not
matter.

An attempt is sent again and again until it is acknowledged or refused for good. What concerns the seat (it was
removed, its token is an old one) is no fault of the attempt: it goes on waiting, for whoever joins again has the same
seat. Everything that is written can be done twice: a program that was killed in between sends again.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from random import Random
from time import monotonic
from typing import Protocol

from sim.team.client import Refused, Server, Unreachable
from sim.team.client_courier import FIRST_DELAY_S, Line, Presence, Version
from sim.team.client_seats import OwnSeat, SeatBook
from sim.team.client_versions import Fetcher, Shelf
from sim.team.shapes import MySession, SessionState

SIGN_S, MOST_DELAY_S = 20.0, 30.0
LOST_S = 60.0  # a seat that the server does not know may be known again: perhaps it was another server for a while
_IDLE_S = 20.0
_STEP_S = 0.02
_MOST_EARLIER = 100
_OF_SEAT = ("no_token", "unknown_token", "seat_removed", "session_expired")
_WAITS_FOR_OPEN = {"session_paused": "paused", "session_closed": "closed"}
_OF_ALL = (*_OF_SEAT, *_WAITS_FOR_OPEN, "busy", "too_fast")  # no fault of the one attempt
_BY_STATE = {"open": "connected", "paused": "paused", "closed": "closed"}


class Box(Protocol):
    """The outbox, as sim.store.outbox.Outbox is one. May raise CoolHeadError; then all is tried again later."""

    def waiting(self) -> list[tuple[str, str]]:
        """(seat, uuid) of all that wait, oldest first."""

    def document(self, uuid: str) -> str | None:
        """The text of one that waits."""

    def delivered(self, uuid: str, said: str) -> None:
        """The server has it."""

    def refused(self, uuid: str, code: str, said: str) -> None:
        """The server will never take it."""


@dataclass
class _Post:
    """What is known of a seat while the program runs. Times are seconds of the clock that only goes forward."""

    token: str
    address: str
    link: str = "unknown"
    failures: int = 0
    not_before: float = 0.0
    send_after: float = 0.0  # while the session takes nothing; a sign of life says when it does again
    sign_at: float = 0.0
    said: Presence | None = None
    version: int = -1
    fetch_at: float = inf  # when a version of a scenario is to be fetched
    held: dict[str, float] = field(default_factory=dict)  # attempts that shall wait by themselves


class Sender:
    """Sends for all seats of a book. `connect`: a Server at an address."""

    def __init__(
        self,
        book: SeatBook,
        box: Box,
        connect: Callable[[str], Server],
        clock: Callable[[], float] = monotonic,
        chance: Random | None = None,
    ) -> None:
        self.book, self.box, self._connect, self._clock = book, box, connect, clock
        self._fetcher: Fetcher | None = None
        self._chance = chance or Random()
        self._posts: dict[str, _Post] = {}
        self._servers: dict[str, Server] = {}
        self.presence = Presence()
        self.lines: dict[str, Line] = {}

    def fetch_into(self, shelf: Shelf) -> None:
        """From now on fetch the versions of scenarios that a session has and this shelf lacks."""
        self._fetcher = Fetcher(shelf, self._clock)

    @property
    def versions(self) -> Mapping[str, Version]:
        """How it stands with the sessions' versions of scenarios, by hash."""
        return self._fetcher.versions if self._fetcher is not None else {}

    @property
    def fetching(self) -> bool:
        """Whether some of them are still looked for."""
        return self._fetcher is not None and self._fetcher.looking

    def close(self) -> None:
        """Let go of all connections."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()

    def hurry(self) -> None:
        """Somebody asks for it now: what was put off is tried at once."""
        for post in self._posts.values():
            post.not_before, post.send_after, post.held = 0.0, 0.0, {}
        if self._fetcher is not None:
            self._fetcher.hurry()

    def step(self) -> float:
        """Do what is due; returns in how many seconds there is something again. Raises what the box raises."""
        waiting: dict[str, list[str]] = {}
        for ref, uuid in self.box.waiting():
            waiting.setdefault(ref, []).append(uuid)
        due = [_IDLE_S]
        for seat in self.book.all():
            mine = waiting.get(seat.ref, [])
            here = seat.ref == self.presence.ref and not seat.left
            if mine or here:
                due.append(self._tend(seat, mine, here))
        return max(_STEP_S, min(due))

    # -- one seat ----------------------------------------------------------------------------------------------

    def _tend(self, seat: OwnSeat, waiting: list[str], here: bool) -> float:
        post = self._post(seat)
        left = list(waiting)
        if not seat.ended and self._clock() >= post.not_before:
            try:
                self._work(seat, post, left, here)
            except Unreachable:
                self._put_off(post, "offline")
            except Refused as error:
                self._declined(seat, post, error)
        told = self.book.by_ref(seat.ref) or seat
        self.lines[seat.ref] = Line("lost" if told.trouble else post.link, len(left), told.told)
        return _IDLE_S if told.ended else self._next(post, left, here)

    def _work(self, seat: OwnSeat, post: _Post, left: list[str], here: bool) -> None:
        """What there is to do at a seat; what was settled goes out of `left`. Raises Unreachable and Refused."""
        if seat.trouble:
            self._refresh(seat, post)
        if here:
            self._sign(seat, post)
        if self._clock() >= post.send_after and self._send(seat, post, left):
            self._refresh(seat, post)
        if here and self._fetcher is not None:
            now_there = self.book.by_ref(seat.ref) or seat
            post.fetch_at = self._fetcher.tend(now_there, lambda: self._server(seat))

    def _post(self, seat: OwnSeat) -> _Post:
        post = self._posts.get(seat.ref)
        if post is None or (post.token, post.address) != (seat.token, seat.address):
            post = self._posts[seat.ref] = _Post(seat.token, seat.address)
        return post

    def _next(self, post: _Post, left: list[str], here: bool) -> float:
        now = self._clock()
        sends = [max(post.send_after, post.held.get(uuid, now)) for uuid in left]
        other = [post.sign_at, post.fetch_at] if here else [now + _IDLE_S]
        return max(post.not_before, min([*sends, *other])) - now

    def _server(self, seat: OwnSeat) -> Server:
        if seat.address not in self._servers:
            self._servers[seat.address] = self._connect(seat.address)
        return self._servers[seat.address]

    def _sign(self, seat: OwnSeat, post: _Post) -> None:
        """Say that somebody is here, when it is time or something else is done now; hear whether anything changed."""
        presence = self.presence
        if post.said == presence and self._clock() < post.sign_at:
            return
        sign = self._server(seat).say(seat.token, presence.state, presence.scenario)
        post.said, post.sign_at, post.failures = presence, self._clock() + SIGN_S, 0
        self._hear(post, sign.session_state)
        if sign.version != post.version:
            self._refresh(seat, post)

    def _refresh(self, seat: OwnSeat, post: _Post) -> None:
        """What the session is like now, kept for when there is no network."""
        found = self._server(seat).session(seat.token)
        post.version = found.session.version
        self._hear(post, found.session.state)
        try:
            self.book.change(seat.ref, **told_of(found, seat))
        except OSError:
            post.version = -1  # what cannot be kept now is asked for again

    def _hear(self, post: _Post, state: SessionState) -> None:
        post.link = _BY_STATE[state]
        if state == "open":
            post.send_after = 0.0

    def _send(self, seat: OwnSeat, post: _Post, left: list[str]) -> bool:
        """Send what waits, oldest first; what was settled goes out of `left`. True where anything was taken."""
        taken = False
        for uuid in tuple(left):
            document = self.box.document(uuid) if post.held.get(uuid, 0.0) <= self._clock() else ""
            if document is not None and not (document and self._sent(seat, post, uuid, document)):
                continue
            taken = taken or document is not None
            left.remove(uuid)
        return taken

    def _sent(self, seat: OwnSeat, post: _Post, uuid: str, document: str) -> bool:
        """Whether an attempt waits no more. Raises Unreachable, and Refused for what concerns more than this one."""
        try:
            said = self._server(seat).send(seat.token, uuid, document)
        except Refused as error:
            if error.code in _OF_ALL:
                raise
            post.failures = 0
            if error.retry:
                post.held[uuid] = self._clock() + max(error.wait_s, MOST_DELAY_S)
                return False
            self.box.refused(uuid, error.code, error.message)
            return True
        self.box.delivered(uuid, said.model_dump_json())
        post.failures, post.link = 0, "connected"
        return True

    def _declined(self, seat: OwnSeat, post: _Post, error: Refused) -> None:
        """The server said something that concerns the seat or the session."""
        now, code = self._clock(), error.code
        if code in _OF_SEAT:
            self._put_off(post, "lost", LOST_S)
            with suppress(OSError):  # it will be heard again
                self.book.change(seat.ref, trouble=code, told=error.message)
        elif code in _WAITS_FOR_OPEN:
            post.link = _WAITS_FOR_OPEN[code]
            post.send_after = now + MOST_DELAY_S * self._chance.uniform(0.5, 1.0)
        else:
            self._put_off(post, "busy", error.wait_s)

    def _put_off(self, post: _Post, link: str, least: float = 0.0) -> None:
        """Later, and each time a little later than before; not everybody at the same moment."""
        post.link, post.failures = link, post.failures + 1
        usual = min(MOST_DELAY_S, FIRST_DELAY_S * 2.0 ** min(post.failures - 1, 10))
        post.not_before = self._clock() + max(least, usual * self._chance.uniform(0.5, 1.0))


def told_of(found: MySession, before: OwnSeat | None = None) -> dict[str, object]:
    """What of a session is kept with its seat. before: the seat as it was, whose versions stay known."""
    now = tuple(one.model_dump() for one in found.scenarios)
    hashes = {one["hash"] for one in now}
    old = (*before.earlier, *before.scenarios) if before is not None else ()
    return {
        "earlier": tuple(one for one in old if one.get("hash") not in hashes)[-_MOST_EARLIER:],
        "trouble": "",
        "told": "",
        "name": found.seat.name,
        "code": found.session.code,
        "session": found.session.model_dump(),
        "scenarios": now,
    }
