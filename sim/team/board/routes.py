"""The addresses of the board: pages for the facilitator, the page that trainees join and vote on, play together."""

from __future__ import annotations

import io
from secrets import randbelow
from typing import Annotated, Any, Literal

import segno
from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from pydantic import StringConstraints
from sqlalchemy import Connection

from sim.core import telling
from sim.team import reading, sessions
from sim.team.api.common import Login, Number, TheServer, cookie_name, errors
from sim.team.board import together
from sim.team.board.figures import figures
from sim.team.board.pages import FILES, THEMES, WEB_FOLDER, page, words_of
from sim.team.board.table import Offered
from sim.team.moments import iso
from sim.team.server import Server
from sim.team.serving import join_link
from sim.team.shapes import Asked, ScenarioId
from sim.team.trouble import Declined
from sim.team.wording import Words

router = APIRouter(tags=["board"], include_in_schema=False)
api = APIRouter(tags=["board"])
_YEAR_S = 365 * 24 * 3600
OptionId = Annotated[str, StringConstraints(max_length=120)]


class Begin(Asked):
    """Which scenario is played together."""

    scenario: ScenarioId


class Step(Asked):
    """What the facilitator does: end the voting, ask again, take a reply (if none is named the favourite), go back."""

    do: Literal["show", "ask", "go_on", "back"]
    option: OptionId = ""


# -- what belongs to every page -----------------------------------------------------------------------------------


@router.get("/board/{name}")
async def file(name: str) -> Response:
    """Style and script."""
    if name not in FILES:
        raise Declined("not_found")
    return FileResponse(WEB_FOLDER / name, media_type=FILES[name], headers={"Cache-Control": "no-cache"})


@router.get("/look")
async def look(
    request: Request,
    server: TheServer,
    back: Annotated[str, Query(max_length=300)] = "/",
    language: Annotated[str, Query(max_length=3)] = "",
    theme: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Another language or theme, and back to the page."""
    own = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = RedirectResponse(back if own else "/", 303)
    for name, value, known in (("language", language, server.wiring.texts), ("theme", theme, THEMES)):
        if value in known:
            response.set_cookie(
                cookie_name(server, name), value, max_age=_YEAR_S, samesite="lax", secure=server.wiring.secure
            )
    return response


async def elsewhere(request: Request, server: Server, session_id: int = 0) -> str:
    """Where a page leads instead: to the login who has none, to all sessions who asks for one that is not there."""
    try:
        await server.lead(request)
    except Declined:
        return "/login"
    try:
        if session_id:
            await server.database.read(lambda connection: reading.session_row(connection, session_id))
    except Declined:
        return "/"
    return ""


# -- the facilitator's pages --------------------------------------------------------------------------------------


@router.get("/login")
async def login(request: Request, server: TheServer) -> Response:
    """The password."""
    return page(request, server, "login.html")


@router.get("/")
async def start(request: Request, server: TheServer) -> Response:
    """All sessions, and a new one."""
    if other := await elsewhere(request, server):
        return RedirectResponse(other, 303)
    words = words_of(request, server)
    offered = {
        language: list(await server.in_thread(server.wiring.catalogue.offered, language))
        for language in sorted(server.wiring.texts)
    }
    known = await server.database.read(sessions.all_sessions)
    return page(request, server, "sessions.html", sessions=known, offered=offered, first=words.language)


async def lead_session(server: Server, session_id: int) -> dict[str, Any]:
    """A session as values. Raises Declined (not_found)."""
    return await server.database.read(lambda connection: reading.lead_session(connection, session_id, server.now()))


@router.get("/sessions/{session_id}")
async def board(request: Request, session_id: Number, server: TheServer) -> Response:
    """The board of a session."""
    if other := await elsewhere(request, server, session_id):
        return RedirectResponse(other, 303)
    lead = await lead_session(server, session_id)
    return page(request, server, "board.html", **shown(server, lead))


@router.get("/sessions/{session_id}/live")
async def live(request: Request, session_id: Number, login: Login, server: TheServer) -> HTMLResponse:
    """The part of the board that changes."""
    lead = await lead_session(server, session_id)
    made: HTMLResponse = await server.in_thread(lambda: page(request, server, "live.html", **shown(server, lead)))
    return made


def _base(server: Server) -> str:
    return server.wiring.addresses[0] if server.wiring.addresses else ""


def _link(server: Server, lead: dict[str, Any]) -> str:
    return join_link(_base(server), lead["session"]["code"])


def shown(server: Server, lead: dict[str, Any]) -> dict[str, Any]:
    """What a page shows of a session: its values, its figures, where it is joined, whether its time is over."""
    session = lead["session"]
    return {
        "lead": lead,
        "f": figures(lead),
        "base": _base(server),
        "link": _link(server, lead),
        "over": session["state"] == "closed" and session["keep_until"] <= (iso(server.now()) or ""),
    }


@router.get("/sessions/{session_id}/qr.svg")
async def qr(session_id: Number, login: Login, server: TheServer) -> Response:
    """The way to join as a picture: the address with the code, nothing else."""
    lead = await lead_session(server, session_id)
    out = io.BytesIO()
    segno.make(_link(server, lead), error="m").save(out, kind="svg", border=3, dark="#101820", light="#ffffff", scale=6)
    return Response(out.getvalue(), media_type="image/svg+xml; charset=utf-8", headers={"Cache-Control": "no-store"})


# -- play together ------------------------------------------------------------------------------------------------


@router.get("/sessions/{session_id}/together")
async def screen(request: Request, session_id: Number, server: TheServer) -> Response:
    """The big screen."""
    if other := await elsewhere(request, server, session_id):
        return RedirectResponse(other, 303)
    return page(request, server, "together.html", **await _on_screen(request, server, session_id))


@router.get("/sessions/{session_id}/together/live")
async def screen_live(request: Request, session_id: Number, login: Login, server: TheServer) -> HTMLResponse:
    """The part of the big screen that changes."""
    return page(request, server, "together_live.html", **await _on_screen(request, server, session_id))


async def _on_screen(request: Request, server: Server, session_id: int) -> dict[str, Any]:
    def read(connection: Connection) -> dict[str, Any]:
        lead = reading.lead_session(connection, session_id, server.now())
        row = together.current(connection, session_id)
        counted = together.spread(connection, row) if row is not None else {}
        return {"lead": lead, "row": row, "counted": counted}

    found = await server.database.read(read)
    words = words_of(request, server)
    row, counted = found["row"], found["counted"]
    now_on = together.table_of(row) if row is not None else None
    total = sum(counted.values())
    offered = now_on.replies if now_on else ()
    replies = [in_words(words, reply, counted.get(reply.option, 0), total) for reply in offered]
    return {
        "lead": found["lead"],
        "base": _base(server),
        "link": _link(server, found["lead"]),
        "phase": row["phase"] if row is not None else "",
        "table": now_on,
        "mood": telling.mood_words(words, now_on.mood) if now_on else "",  # type: ignore[arg-type]
        "replies": replies,
        "total": total,
        "favourite": together.favourite(now_on, counted) if now_on else "",
        "verdict": telling.verdict(words, now_on.card) if now_on and now_on.card else "",  # type: ignore[arg-type]
        "scores": together.scores(now_on.card) if now_on else None,
    }


def in_words(words: Words, reply: Offered, count: int, total: int) -> dict[str, Any]:
    """A reply with the spread and with what it does, in words."""
    return {
        "option": reply.option,
        "text": reply.text,
        "votes": count,
        "tenths": round(10 * count / total) if total else 0,
        "percent": round(100 * count / total) if total else 0,
        "moves": telling.moves_words(words, reply.moves),  # type: ignore[arg-type]
        "effect": telling.effect_words(words, reply.before, reply.after),  # type: ignore[arg-type]
        "grades": reply.grade,
        "because": reply.because,
        "harmful": min(reply.grade) < 0,
    }


@api.post("/api/lead/sessions/{session_id}/together", status_code=204, responses=errors(401, 403, 404))
async def begin(session_id: Number, wanted: Begin, login: Login, server: TheServer) -> None:
    """Play a call together: its first question is open."""
    seed = randbelow(2**31)
    await server.database.write(
        lambda connection: together.begin(connection, session_id, wanted.scenario, seed, server.now())
    )
    server.changes.publish(session_id, "together")


@api.patch("/api/lead/sessions/{session_id}/together", status_code=204, responses=errors(401, 403, 404))
async def step(session_id: Number, wanted: Step, login: Login, server: TheServer) -> None:
    """End the voting, ask again, go on, go back."""
    await server.database.write(lambda connection: _step(connection, session_id, wanted))
    server.changes.publish(session_id, "together")


def _step(connection: Connection, session_id: int, wanted: Step) -> None:
    if wanted.do == "show":
        together.show(connection, session_id)
    elif wanted.do == "ask":
        together.ask_again(connection, session_id)
    elif wanted.do == "back":
        together.back(connection, session_id)
    else:
        together.go_on(connection, session_id, wanted.option or _favourite(connection, session_id))


def _favourite(connection: Connection, session_id: int) -> str:
    row = together.current(connection, session_id)
    if row is None:
        raise Declined("not_found")
    return together.favourite(together.table_of(row), together.spread(connection, row))


@api.delete("/api/lead/sessions/{session_id}/together", status_code=204, responses=errors(401, 403, 404))
async def end(session_id: Number, login: Login, server: TheServer) -> None:
    """Enough of this call."""
    await server.database.write(lambda connection: together.end(connection, session_id, server.now()))
    server.changes.publish(session_id, "together")


# -- the room -----------------------------------------------------------------------------------------------------


@router.get("/join")
async def join(request: Request, server: TheServer, code: Annotated[str, Query(max_length=20)] = "") -> HTMLResponse:
    """How to join from the game, and the page on which the room votes."""
    return page(request, server, "join.html", code=code)
