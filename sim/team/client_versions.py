"""Fetches the versions of scenarios that a session has and this computer lacks: one at a time, after what is sent.

What came is judged by a shelf, which is handed in: it knows what a scenario is. A version that cannot be had holds up
nothing else; it is asked for again after a while, or when somebody asks for it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple, Protocol

from sim.core.errors import CoolHeadError
from sim.core.kinds import MOST_SCENARIO_BYTES
from sim.team.client import Refused, Server, TooLarge, Unreachable
from sim.team.client_courier import FIRST_DELAY_S, Version
from sim.team.client_seats import OwnSeat

MOST_VERSIONS = 500  # of one session
MOST_DELAY_S = 30.0
AGAIN_S = 300.0  # what was refused or was not what it should be
_HASH = re.compile(r"[0-9a-f]{64}")
HERE, COMING = Version("here"), Version("coming")


class Wanted(NamedTuple):
    """A version of a scenario, as the session names it."""

    id: str
    language: str
    hash: str


class NotTaken(CoolHeadError):
    """What came cannot be used or kept. `code`: a key of the texts under `join.version`, with its fields."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data = code, data


class Shelf(Protocol):
    """The versions at hand, as sim.commands.versions.Versions has them."""

    def has(self, wanted: Wanted) -> bool:
        """Whether it can be played here."""

    def take(self, wanted: Wanted, text: bytes) -> None:
        """Keep it; durable when this returns. Raises NotTaken."""


@dataclass
class Fetcher:
    """What of the sessions' versions is here. `versions`: how it stands with each, by hash; any thread may look.
    `looking`: whether some of the session that was tended last are not settled.
    """

    shelf: Shelf
    clock: Callable[[], float]
    versions: dict[str, Version] = field(default_factory=dict)
    _looked: set[str] = field(default_factory=set)  # what was found then is not looked for again
    _not_before: dict[str, float] = field(default_factory=dict)
    looking: bool = False
    _failures: int = 0
    _cut_until: float = -inf  # nobody answers: no other version is asked for either
    _anew: bool = False

    def hurry(self) -> None:
        """Look at all of them again, from any thread."""
        self._anew = True

    def tend(self, seat: OwnSeat, server: Callable[[], Server]) -> float:
        """Look for one version of a session, and fetch it where it is not here; returns when there is more to do.

        Raises Refused for what concerns more than this version.
        """
        if self._anew:
            self._anew, self._failures, self._cut_until = False, 0, -inf
            self._looked.clear()
            self._not_before.clear()
        now = self.clock()
        open_ones = [one for one in _wanted(seat) if not self._settled(one)]
        unknown = [one for one in open_ones if one.hash not in self._looked]
        due = [one for one in open_ones if self._not_before.get(one.hash, now) <= now]
        if unknown:  # how many are to be fetched is known before the first is
            self._looked.add(unknown[0].hash)
            self.versions[unknown[0].hash] = HERE if self.shelf.has(unknown[0]) else COMING
        elif due and now >= self._cut_until:
            self._fetch(due[0], seat, server)
        left = [one for one in open_ones if not self._settled(one)]
        self.looking = any(one.hash not in self._looked or self.versions[one.hash] == COMING for one in left)
        least = now if len(unknown) > 1 else self._cut_until
        return max(least, min((self._not_before.get(one.hash, now) for one in left), default=inf))

    def _settled(self, wanted: Wanted) -> bool:
        return wanted.hash in self._looked and self.versions[wanted.hash] == HERE

    def _fetch(self, wanted: Wanted, seat: OwnSeat, server: Callable[[], Server]) -> None:
        try:
            if not _HASH.fullmatch(wanted.hash):  # it would lead to another address
                raise NotTaken("not_it")
            self.shelf.take(wanted, server().scenario(seat.token, wanted.hash, MOST_SCENARIO_BYTES))
            self.versions[wanted.hash], self._failures = HERE, 0
        except Unreachable:
            self._failures += 1
            self._cut_until = self.clock() + min(MOST_DELAY_S, FIRST_DELAY_S * 2.0 ** min(self._failures, 10))
        except TooLarge:
            self._cannot(wanted, Version("failed", "too_large"))
        except NotTaken as error:
            self._cannot(wanted, Version("failed", error.code, error.data))
        except Refused as error:
            if error.code != "not_found":
                raise
            self._cannot(wanted, Version("failed", "refused", {"reason": error.message}))

    def _cannot(self, wanted: Wanted, why: Version) -> None:
        self.versions[wanted.hash] = why
        self._not_before[wanted.hash] = self.clock() + AGAIN_S


def _wanted(seat: OwnSeat) -> list[Wanted]:
    found = [Wanted(*(str(one.get(name, "")) for name in Wanted._fields)) for one in seat.scenarios[:MOST_VERSIONS]]
    return list(dict.fromkeys(found))
