"""What changed in a session, for whoever looks at it now.

Whoever changes something here says so at once. What another process changed (a second server on PostgreSQL, a command
beside the server), and that somebody is heard of no longer, is found by a look at the figures once in a while.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from sim.team.reading import CONNECTED_MS
from sim.team.tables import attempts, rounds, seats, sessions, votes

KINDS = ("session", "seat", "state", "attempt", "together")
_LOOK_S = 0.8
_GATHER_S = 0.05  # thirty calls that end together are one change
_SIGN_S = 15.0

Figures = tuple[int, ...]


def figures(session_id: int, now: int) -> Callable[[Connection], Figures]:
    """For Database.read: numbers that are others after every change that a board shows."""
    of_seats = select(func.coalesce(func.sum(seats.c.version), 0)).where(seats.c.session_id == session_id)
    heard_of = (seats.c.session_id == session_id) & (seats.c.seen_at > now - CONNECTED_MS)
    query = select(
        select(sessions.c.version).where(sessions.c.id == session_id).scalar_subquery(),
        of_seats.scalar_subquery(),
        select(func.count()).select_from(seats).where(heard_of).scalar_subquery(),
        select(func.count()).select_from(attempts).where(attempts.c.session_id == session_id).scalar_subquery(),
        select(func.count())
        .select_from(votes.join(rounds, rounds.c.id == votes.c.round_id))
        .where(rounds.c.session_id == session_id)
        .scalar_subquery(),
    )
    return lambda connection: tuple(int(value or 0) for value in connection.execute(query).one())


class Changes:
    """Who listens to which session. Belongs to one event loop."""

    def __init__(self, look: Callable[[int], Awaitable[Figures]]) -> None:
        self._look = look
        self._listeners: dict[int, set[_Listener]] = {}
        self._closed = False

    def publish(self, session_id: int, *kinds: str) -> None:
        """Something changed."""
        for listener in self._listeners.get(session_id, ()):
            listener.tell(kinds)

    async def listen(self, session_id: int) -> AsyncGenerator[tuple[str, ...], None]:
        """The kinds of what changed, as it happens; () as a sign of life. All kinds at the start."""
        listener = _Listener()
        # Whoever listens fetches after the first word; what happens from here on is found even then.
        before = await self._figures(session_id)
        self._listeners.setdefault(session_id, set()).add(listener)
        listener.tell(KINDS)
        watching = asyncio.create_task(self._watch(session_id, listener, before))
        try:
            while not self._closed:
                yield await listener.hear()
        finally:
            watching.cancel()
            self._listeners[session_id].discard(listener)

    async def _watch(self, session_id: int, listener: "_Listener", before: Figures | None) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            found = await self._figures(session_id)
            if found is None:
                continue
            if found != before:
                listener.tell(KINDS)
            before = found

    async def _figures(self, session_id: int) -> Figures | None:
        try:
            return await self._look(session_id)
        except DBAPIError:
            return None  # the database does not answer now; whoever listens goes on listening

    def close(self) -> None:
        """Everybody who listens is let go."""
        self._closed = True
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.tell(())


class _Listener:
    def __init__(self) -> None:
        self._kinds: set[str] = set()
        self._told = asyncio.Event()

    def tell(self, kinds: tuple[str, ...]) -> None:
        self._kinds.update(kinds)
        self._told.set()

    async def hear(self) -> tuple[str, ...]:
        try:
            async with asyncio.timeout(_SIGN_S):
                await self._told.wait()
        except TimeoutError:
            return ()
        if self._kinds:
            await asyncio.sleep(_GATHER_S)
        kinds = tuple(kind for kind in KINDS if kind in self._kinds)
        self._kinds.clear()
        self._told.clear()
        return kinds
