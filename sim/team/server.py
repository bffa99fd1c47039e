"""What the routes share: the database, judges, who asks, what changed. One for each process, in `app.state.server`."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from argon2 import PasswordHasher
from fastapi import Request
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from sim.team import passwords, seats, sessions
from sim.team.changes import Changes, Figures, figures
from sim.team.database import Database
from sim.team.exporting import Exporter
from sim.team.judging import Judges
from sim.team.limits import Askers, Buckets, Limits
from sim.team.moments import Clock, now_ms
from sim.team.sessions import Catalogue
from sim.team.tokens import digest
from sim.team.trouble import Declined
from sim.team.wording import Words

CSRF_HEADER = "X-CSRF-Token"
_MOST_KNOWN = 50_000
_LONGEST_TOKEN = 64
_SOON_S = 60
SIGN_S = 20  # as often as a sign of life, nobody needs to ask less often
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wiring:
    """What commands hand in. `texts`: by language, English among them. `processes`: that judge, 0: a thread of ours.

    `secure`: whether it is reached over TLS. `addresses`: where it is reached, for pages. `exporters`: by the ending
    of the file that they make. `unguard`: takes out of a table's text what keeps it from being a formula.
    """

    database: Database
    catalogue: Catalogue
    texts: Mapping[str, Words]
    program: str = ""
    addresses: tuple[str, ...] = ()
    secure: bool = False
    processes: int = 0
    limits: Limits = field(default_factory=Limits)
    clock: Clock = now_ms
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    exporters: Mapping[str, Exporter] = field(default_factory=dict)
    unguard: Callable[[str], str] = str


class Server:
    """The state of one running server."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring, self.database, self.now = wiring, wiring.database, wiring.clock
        self.changes = Changes(self._look)
        self.judges = Judges(self._scenario_text, wiring.processes)
        self.count_anew()
        self._unswept = True  # whoever served before may have been killed before that
        self._seats: OrderedDict[str, int] = OrderedDict()  # by the digest of a token; checked anew where it matters

    @property
    def cookie(self) -> str:
        """The name of the facilitator's cookie; over TLS one that no other host can set."""
        return "__Host-lead" if self.wiring.secure else "lead"

    def count_anew(self) -> None:
        """Nobody has asked for anything yet."""
        limits = self.wiring.limits
        self.requests, self.joins, self.logins = Buckets(limits.requests), Buckets(limits.joins), Buckets(limits.logins)
        self.askers = Askers(limits.looks_a_second, SIGN_S)

    def words(self, headers: Mapping[str, str]) -> Words:
        """The texts in a language that the caller reads; English where we have none of them."""
        for part in headers.get("accept-language", "")[:200].split(","):
            language = part.split(";")[0].strip().lower().split("-")[0]
            if language in self.wiring.texts:
                return self.wiring.texts[language]
        return self.wiring.texts["en"]

    async def _look(self, session_id: int) -> Figures:
        return await self.database.read(figures(session_id, self.now()))

    async def _scenario_text(self, content_hash: str) -> str | None:
        return await self.database.read(sessions.scenario_text(content_hash))

    async def seat_id(self, request: Request) -> tuple[int, str]:
        """The seat that asks, and its token's digest; one more of its requests. Raises Declined.

        A token that was good is remembered: whether the seat is still its own is decided where something is done.
        """
        token = _bearer(request)
        key = digest(token)
        self.requests.take(key)
        found = self._seats.get(key)
        if found is None:
            row = await self.database.read(lambda connection: seats.of_token(connection, token))
            found = self._seats[key] = int(row["id"])
            if len(self._seats) > _MOST_KNOWN:
                self._seats.popitem(last=False)
        return found, key

    async def own_seat(self, request: Request) -> int:
        """The seat that asks, surely. Raises Declined."""
        token = _bearer(request)
        self.requests.take(digest(token))
        row = await self.database.read(lambda connection: _owned(connection, token))
        return int(row["id"])

    async def lead(self, request: Request) -> Any:
        """The facilitator's login; for what changes anything also a sign that their own page asks. Raises Declined."""
        cookie = request.cookies.get(self.cookie, "")
        if not cookie or len(cookie) > _LONGEST_TOKEN:
            raise Declined("not_logged_in")
        now = self.now()
        login = await self.database.read(lambda connection: passwords.of_cookie(connection, cookie, now))
        if request.method not in ("GET", "HEAD"):
            check_origin(request)
            if request.headers.get(CSRF_HEADER) != login["csrf"]:
                raise Declined("csrf")
        return login

    async def in_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What takes a while (a password, files) beside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(None, work, *arguments)

    async def scrub(self) -> None:
        """Leave no copy of what was deleted for good; where somebody reads for too long just now, soon."""
        self._unswept = not await self.database.scrub()

    async def tidy(self) -> None:
        """Delete names whose time is over, and sweep what could not be swept before."""
        if await self.database.write(lambda connection: sessions.forget(connection, self.now())):
            self._unswept = True
        if self._unswept:
            await self.scrub()

    async def keep_house(self) -> None:
        """Tidy now and every minute."""
        while True:
            try:
                await self.tidy()
            except SQLAlchemyError as error:  # whatever it is, the next minute tries again
                _LOG.warning("names that are due are deleted later", exc_info=error)
            await asyncio.sleep(_SOON_S)

    def close(self) -> None:
        """End what runs beside the event loop; the database is its owner's."""
        self.changes.close()
        self.judges.close()


def _owned(connection: Connection, token: str) -> Any:
    return seats.own(connection, int(seats.of_token(connection, token)["id"]))


def _bearer(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if kind.lower() != "bearer" or not token or len(token) > _LONGEST_TOKEN:
        raise Declined("no_token")
    return token


def check_origin(request: Request) -> None:
    """A page of another site has no business here. Raises Declined (other_site)."""
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host", ""):
        raise Declined("other_site")


def server_of(request: Request) -> Server:
    """The server that a request has come to."""
    found: Server = request.app.state.server
    return found
