"""Pages beside the board: what the whole room may see on the wall (no single person's figures), and the audit."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sim.team import reading
from sim.team.api.common import Login, Number, TheServer
from sim.team.board.pages import page, words_of
from sim.team.board.routes import elsewhere, lead_session, shown
from sim.team.wording import Words

_SAY_ALL = ("renamed", "let_in")  # details that are only written down when they happened
router = APIRouter(tags=["board"], include_in_schema=False)


@router.get("/sessions/{session_id}/wall")
async def wall(request: Request, session_id: Number, server: TheServer) -> Response:
    """For the big screen: how to join, who is here, how the team stands."""
    if other := await elsewhere(request, server, session_id):
        return RedirectResponse(other, 303)
    return page(request, server, "wall.html", **shown(server, await lead_session(server, session_id)))


@router.get("/sessions/{session_id}/wall/live")
async def wall_live(request: Request, session_id: Number, login: Login, server: TheServer) -> HTMLResponse:
    """The part of it that changes."""
    lead = await lead_session(server, session_id)
    made: HTMLResponse = await server.in_thread(lambda: page(request, server, "wall_live.html", **shown(server, lead)))
    return made


@router.get("/sessions/{session_id}/audit")
async def audit(request: Request, session_id: Number, server: TheServer) -> Response:
    """Who did what when."""
    if other := await elsewhere(request, server, session_id):
        return RedirectResponse(other, 303)
    lead = await lead_session(server, session_id)
    lines = await server.database.read(lambda connection: reading.audit_lines(connection, session_id))
    words, titles = words_of(request, server), shown(server, lead)["f"].titles
    return page(request, server, "audit.html", lead=lead, lines=[_told(line, words, titles) for line in lines])


def _told(line: dict[str, Any], words: Words, titles: Mapping[str, str]) -> dict[str, Any]:
    """A line of the audit with its details in one line: what they are called, what they became."""
    details = [_detail(name, value, words, titles) for name, value in line["detail"].items() if name != "attempt"]
    return {**line, "details": ", ".join(details)}


def _detail(name: str, value: object, words: Words, titles: Mapping[str, str]) -> str:
    key = f"board.audit.detail.{name}"
    called = words(key) if words.has(key) else name
    if name in _SAY_ALL:
        return called
    if isinstance(value, bool):
        return f"{called}: {words('common.on' if value else 'common.off')}"
    if isinstance(value, dict):
        return f"{called}: " + ", ".join(f"{titles.get(one, one)} {count}" for one, count in value.items())
    said = "board.audit.value." + str(value).replace("-", "_")
    return f"{called}: {words(said) if words.has(said) else value}"
