"""Sends xAPI statements to a learning record store, so that sending again never doubles anything.

Statements keep their ids, and a store answers 409 for an id that it has: such a statement counts as delivered. A batch
that is refused for one of its statements is sent one by one. What fails in passing (no answer, 429, 5xx) is tried
again, as long as the store asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import sleep
from typing import Any

import httpx

from sim.core.errors import CoolHeadError

VERSION = "1.0.3"
TOGETHER = 50
TRIES = 5
_MOST_WAIT_S = 30.0
_DELIVERED = (200, 204, 409)
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
Statement = Mapping[str, Any]


class NotDelivered(CoolHeadError):
    """The store does not take them. `done`: how many it has; `status`: its answer, 0 for none, then `reason`."""

    def __init__(self, done: int, status: int, reason: str = "") -> None:
        super().__init__(f"not delivered: {status} {reason}".strip())
        self.done, self.status, self.reason = done, status, reason


def is_address(url: str) -> bool:
    """Whether statements can be sent to it."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parsed.scheme in ("http", "https") and bool(parsed.host) and not parsed.userinfo


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read what is sent."""
    parsed = httpx.URL(url)
    return parsed.scheme == "https" or parsed.host in _LOOPBACK


class Push:
    """Deliveries to one store. `url`: with or without `/statements`; `secret`: (key, secret) of its account."""

    def __init__(
        self,
        url: str,
        secret: tuple[str, str],
        wait: Callable[[float], None] = sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._url = url.rstrip("/").removesuffix("/statements") + "/statements"
        self._wait = wait
        self._client = httpx.Client(
            auth=secret, headers={"X-Experience-API-Version": VERSION}, timeout=30, transport=transport
        )

    def __enter__(self) -> Push:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def send(self, statements: Sequence[Statement]) -> int:
        """Deliver all, in order; returns how many there are. Raises NotDelivered."""
        for start in range(0, len(statements), TOGETHER):
            batch = statements[start : start + TOGETHER]
            status = self._ask(start, "POST", list(batch), {})
            if status == 409:  # one of them is there: which one, nobody says
                for place, one in enumerate(batch):
                    self._delivered(start + place, self._ask(start + place, "PUT", one, {"statementId": one["id"]}))
            else:
                self._delivered(start, status)
        return len(statements)

    def _delivered(self, done: int, status: int) -> None:
        if status not in _DELIVERED:
            raise NotDelivered(done, status)

    def _ask(self, done: int, method: str, body: Any, query: Mapping[str, str]) -> int:
        """The store's answer; what passes is waited for."""
        for number in range(1, TRIES + 1):
            try:
                answer = self._client.request(method, self._url, json=body, params=query)
            except httpx.TransportError as error:
                if number == TRIES:
                    raise NotDelivered(done, 0, type(error).__name__) from None
                self._wait(_pause(number, ""))
                continue
            if answer.status_code not in _PASSING or number == TRIES:
                return answer.status_code
            self._wait(_pause(number, answer.headers.get("retry-after", "")))
        raise AssertionError("the last try answers or raises")


def _pause(number: int, asked: str) -> float:
    """Longer each time; what the store asks for, within reason."""
    return min(_MOST_WAIT_S, float(asked) if asked.isascii() and asked.isdigit() else 0.5 * 2**number)
