"""What stands before every request: headers that keep a browser from mischief, a limit to what is sent, one shape of
errors.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.core.attempt import MOST_BYTES
from sim.team.trouble import MEANINGS, Declined
from sim.team.wording import Words, declined

MOST_HAND_IN_BYTES = 5 * 1024 * 1024
Shape = TypeVar("Shape", bound=BaseModel)
_LOG = logging.getLogger(__name__)
_HEADERS = (
    (b"content-security-policy", b"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
     b"form-action 'self'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)  # fmt: skip
_BY_STATUS = {404: "not_found", 405: "not_allowed", 413: "too_large"}

Speaker = Callable[[Mapping[str, str]], Words]  # request headers -> texts in the caller's language


class Guard:
    """The outermost part of the application."""

    def __init__(self, app: ASGIApp, words_for: Speaker) -> None:
        self._app, self._words_for = app, words_for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message["headers"], *_extra_headers(scope, message)]}
            await send(message)

        try:
            await self._app(scope, _limited(scope, receive), guarded)
        except ClientDisconnect:
            return  # in the middle of what was sent: nobody waits for an answer
        except Exception as error:  # the last resort: whoever asked gets an answer, we get the whole of it
            if started:
                raise
            code = error.code if isinstance(error, Declined) else "busy" if isinstance(error, DBAPIError) else "fault"
            if not isinstance(error, Declined):
                _LOG.error("%s %s", scope["method"], scope["path"], exc_info=error)
            told = error if isinstance(error, Declined) else Declined(code)
            await answer(told, self._words_for(Request(scope).headers))(scope, receive, guarded)


def _extra_headers(scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
    headers = list(_HEADERS)
    if scope["path"].startswith("/api/") and not any(name == b"cache-control" for name, _ in message["headers"]):
        headers.append((b"cache-control", b"no-store"))
    if scope["scheme"] == "https":
        headers.append((b"strict-transport-security", b"max-age=31536000"))
    return headers


def most_bytes(path: str) -> int:
    """How much may be sent to an address: files that the facilitator hands in are larger than an attempt."""
    large = path.startswith("/api/lead/") and path.endswith(("/hand-in", "/roster"))
    return MOST_HAND_IN_BYTES if large else MOST_BYTES


def _limited(scope: Scope, receive: Receive) -> Receive:
    most = most_bytes(scope["path"])
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if not length.isdigit() or int(length) > most:
        raise Declined("too_large", most=most // 1024)
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413)  # the one kind that FastAPI lets through while it reads
        return message

    return counted


def answer(error: Declined, words: Words) -> JSONResponse:
    """Something that was declined, as every client reads it."""
    meaning = MEANINGS[error.code]
    body = {"code": error.code, "message": declined(words, error), "retry": meaning.retry}
    headers = {"Retry-After": str(error.wait_s)} if error.wait_s else None
    return JSONResponse(body, meaning.status, headers)


def _field(errors: Sequence[Any]) -> str:
    """Which field was wrong; nothing of its value comes back."""
    places = [str(part) for part in errors[0]["loc"] if part != "body"] if errors else []
    shown = ".".join(places)
    return shown if shown.isascii() and shown.isprintable() and len(shown) < 80 else "?"


def install(app: FastAPI, words_for: Speaker) -> None:
    """Errors of every kind become one shape."""

    async def on_declined(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Declined)
        return answer(error, words_for(request.headers))

    async def on_invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return answer(Declined("not_valid", field=_field(error.errors())), words_for(request.headers))

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        code = _BY_STATUS.get(error.status_code, "not_valid")
        most = most_bytes(request.url.path) // 1024
        response = answer(Declined(code, field="", most=most), words_for(request.headers))
        response.headers.update(error.headers or {})
        return response

    app.add_exception_handler(Declined, on_declined)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)


def read(model: type[Shape], raw: bytes) -> Shape:
    """What was sent, as a shape of ours. Raises Declined (not_valid)."""
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise Declined("not_valid", field=_field(error.errors(include_input=False))) from None
