"""Attempts and signs of life go straight to their handlers: most requests are theirs, and finding the route costs as
much as the rest.

The routes are among the others too, for the description of the API and for whoever writes their addresses otherwise.
"""

import re
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from sim.team.guards import Speaker, answer, most_bytes
from sim.team.trouble import Declined

_STATE = "/api/state"
_ATTEMPT = re.compile(r"/api/attempts/([0-9a-f-]{36})")
Handler = Callable[[Request], Awaitable[Response]]


class Direct:
    """Stands before the routes."""

    def __init__(self, app: ASGIApp, put_attempt: Handler, say_state: Handler, words_for: Speaker) -> None:
        self._app, self._words_for = app, words_for
        self._put_attempt, self._say_state = put_attempt, say_state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        handler, values = self._found(scope) if scope["type"] == "http" else (None, {})
        if handler is None:
            await self._app(scope, receive, send)
            return
        request = Request({**scope, "path_params": values}, receive)
        try:
            response = await handler(request)
        except Declined as error:
            response = answer(error, self._words_for(request.headers))
        except HTTPException:  # while it was read: it is too large (guards.py)
            most = most_bytes(scope["path"]) // 1024
            response = answer(Declined("too_large", most=most), self._words_for(request.headers))
        await response(scope, receive, send)

    def _found(self, scope: Scope) -> tuple[Handler | None, dict[str, str]]:
        if scope["method"] == "POST" and scope["path"] == _STATE:
            return self._say_state, {}
        attempt = _ATTEMPT.fullmatch(scope["path"]) if scope["method"] == "PUT" else None
        return (self._put_attempt, {"uuid": attempt[1]}) if attempt is not None else (None, {})
