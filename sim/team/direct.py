"""Attempts go straight to their handler: most requests are theirs, and finding the route costs as much as the rest.

The route is among the others too, for the description of the API and for whoever writes its address otherwise.
"""

import re
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from sim.team.guards import Speaker, answer, most_bytes
from sim.team.trouble import Declined

_ATTEMPT = re.compile(r"/api/attempts/([0-9a-f-]{36})")
Handler = Callable[[Request], Awaitable[Response]]


class Direct:
    """Stands before the routes."""

    def __init__(self, app: ASGIApp, put_attempt: Handler, words_for: Speaker) -> None:
        self._app, self._put_attempt, self._words_for = app, put_attempt, words_for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        found = _ATTEMPT.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        request = Request({**scope, "path_params": {"uuid": found[1]}}, receive)
        try:
            response = await self._put_attempt(request)
        except Declined as error:
            response = answer(error, self._words_for(request.headers))
        except HTTPException:  # while it was read: it is too large (guards.py)
            most = most_bytes(scope["path"]) // 1024
            response = answer(Declined("too_large", most=most), self._words_for(request.headers))
        await response(scope, receive, send)
