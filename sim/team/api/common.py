"""What the routes share."""

import re
from typing import Annotated, Any

from fastapi import Depends, Path, Request

from sim.team.server import Server, server_of
from sim.team.shapes import Trouble

_MOST = 2**53
Number = Annotated[int, Path(ge=1, le=_MOST)]
UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
Uuid = Annotated[str, Path(pattern=UUID.pattern)]
TheServer = Annotated[Server, Depends(server_of)]


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the description of a route: which errors it answers with, all of one shape."""
    return {status: {"model": Trouble} for status in (*statuses, 413, 422, 429, 503)}


def chosen(request: Request, server: Server, name: str) -> str:
    """What was chosen on a page (language, theme) and is kept in a cookie; empty for nothing."""
    return request.cookies.get(cookie_name(server, name), "")


def cookie_name(server: Server, name: str) -> str:
    """What such a cookie is called: over TLS so that no other host can set it."""
    return f"__Host-{name}" if server.wiring.secure else name


async def _lead(request: Request, server: TheServer) -> Any:
    return await server.lead(request)


async def _seat(request: Request, server: TheServer) -> int:
    return await server.own_seat(request)


Login = Annotated[Any, Depends(_lead)]
OwnSeat = Annotated[int, Depends(_seat)]
