"""How often something may be done: by token, or by all together; never by address, for a classroom is one address."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from sim.team.trouble import Declined

_MOST_KEYS = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: float
    a_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server allows. Joins and logins are counted together for all: that is what guessing has to pass.

    looks_a_second: how often all together look at what is played together; where they are more, each looks less often.
    """

    requests: Rate = Rate(120, 20)  # of one token
    joins: Rate = Rate(120, 10)
    logins: Rate = Rate(8, 0.2)
    looks_a_second: float = 60


class Buckets:
    """One rate, counted by key."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key: str = "") -> None:
        """Count one. Raises Declined (too_fast) with the time to wait."""
        now = self._clock()
        left, since = self._left.get(key, (self._rate.burst, now))
        left = min(self._rate.burst, left + (now - since) * self._rate.a_second)
        if left < 1:
            self._left[key] = (left, now)
            raise Declined("too_fast", wait_s=1 + int((1 - left) / self._rate.a_second))
        if key not in self._left and len(self._left) >= _MOST_KEYS:
            self._left.pop(next(iter(self._left)))
        self._left[key] = (left - 1, now)


class Askers:
    """How many ask again and again, by key; how long each is to wait so that all together ask `a_second` times."""

    def __init__(self, a_second: float, most_s: int, clock: Callable[[], float] = monotonic) -> None:
        self._a_second, self._most_s, self._clock = a_second, most_s, clock
        self._since, self._before = clock(), 0
        self._here: set[str] = set()

    def again_s(self, key: str) -> int:
        """Count who asks; in how many whole seconds to ask again, 1 to most_s."""
        passed = self._clock() - self._since
        if passed >= self._most_s:  # by then everybody has asked who still does
            self._before = len(self._here) if passed < 2 * self._most_s else 0
            self._since, self._here = self._clock(), set()
        if len(self._here) < _MOST_KEYS:
            self._here.add(key)
        return min(self._most_s, 1 + int(max(self._before, len(self._here)) / self._a_second))
