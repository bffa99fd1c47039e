"""A trainee's side of playing together: asks what the room votes on, and sends a vote until it is there.

`Asker.step` does what is due and says when it wants to be called again; a thread (sim.team.client_voter) does that,
tests do it by hand. It asks with the seat that there is: nothing here joins.
"""

from collections.abc import Callable
from time import monotonic

from sim.team.client import Refused, Server, Unreachable
from sim.team.client_voter import Ballot, Place, Seen
from sim.team.shapes import Together

ASK_S, MOST_DELAY_S = 1.0, 4.0
LOST_S = 30.0
_FIRST_DELAY_S = 0.5
_OF_SEAT = ("no_token", "unknown_token", "seat_removed", "session_expired")
_TOO_LATE = ("vote_over", "not_found")


class Asker:
    """Asks for one seat at a time. `connect`: a Server at an address."""

    def __init__(self, connect: Callable[[str], Server], clock: Callable[[], float] = monotonic) -> None:
        self._connect, self._clock = connect, clock
        self._place = Place("", "", "")
        self._server: Server | None = None
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._question: Together | None = None
        self._tag = ""
        self._failures = 0
        self._late: Ballot | None = None
        self._tried: Ballot | None = None

    def close(self) -> None:
        """Let go of the connection."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def step(self, place: Place, ballot: Ballot | None) -> tuple[Seen, float]:
        """What is known now, and in how many seconds there is more to do. A ballot that is there, or can never be,
        is not in it any more.
        """
        if place != self._place:
            if place.address != self._place.address:
                self.close()
            self._place = place
            self._begin_anew()
        if ballot != self._tried:
            self._tried, self._late = ballot, None if ballot is not None else self._late
        try:
            return self._work(place, ballot)
        except Unreachable:
            return self._failed("offline", ballot)
        except Refused as error:
            if error.code in _OF_SEAT:
                return self._seen("lost", ballot, told=error.message, failed=True), LOST_S
            return self._failed("busy", ballot, error.wait_s)

    def _work(self, place: Place, ballot: Ballot | None) -> tuple[Seen, float]:
        if self._server is None:
            self._server = self._connect(place.address)
        if ballot is not None:
            self._vote(self._server, place, ballot)
        question, self._tag, again_s = self._server.together(place.token, self._tag)
        if question is not None:
            self._question = question
            if self._late == Ballot(question.round, question.turn, question.mine):
                self._late = None  # it was there already: only the answer had been lost
        self._failures = 0
        return self._seen("connected", None), max(ASK_S, again_s)

    def _vote(self, server: Server, place: Place, ballot: Ballot) -> None:
        try:
            server.vote(place.token, ballot.round, ballot.turn, ballot.option)
        except Refused as error:
            if error.code not in _TOO_LATE:
                raise
            self._late = ballot

    def _failed(self, link: str, ballot: Ballot | None, least: float = 0.0) -> tuple[Seen, float]:
        self._failures += 1
        usual = min(MOST_DELAY_S, _FIRST_DELAY_S * 2.0 ** min(self._failures - 1, 10))
        return self._seen(link, ballot, failed=True), max(least, usual)

    def _seen(self, link: str, ballot: Ballot | None, told: str = "", failed: bool = False) -> Seen:
        return Seen(self._place.ref, link, told, self._question, ballot, failed and ballot is not None, self._late)
