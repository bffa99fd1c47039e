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
    """What a server allows. Joins and logins are counted together for all: that is what guessing has to pass."""

    requests: Rate = Rate(120, 20)  # of one token
    joins: Rate = Rate(120, 10)
    logins: Rate = Rate(8, 0.2)


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
