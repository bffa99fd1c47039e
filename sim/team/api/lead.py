"""What a facilitator's page asks: coming in, sessions, what changes."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from sim.team import passwords, reading, sessions, shapes
from sim.team.api.common import Login, Number, TheServer, errors
from sim.team.server import Server, check_origin
from sim.team.trouble import Declined

router = APIRouter(prefix="/api/lead", tags=["facilitator"])


@router.post("/login", response_model=shapes.Lead, responses=errors(401, 403))
async def login(request: Request, said: shapes.Login, response: Response, server: TheServer) -> dict[str, Any]:
    """Come in with the password."""
    check_origin(request)
    server.logins.take()
    kept = await server.database.read(passwords.kept_hash)
    if not await server.in_thread(passwords.fits, server.wiring.hasher, kept, said.password):
        raise Declined("wrong_password")
    before = request.cookies.get(server.cookie, "")

    def begin(connection: Any) -> tuple[str, str]:
        passwords.end(connection, before)
        return passwords.begin(connection, server.now())

    token, csrf = await server.database.write(begin)
    response.set_cookie(
        server.cookie,
        token,
        max_age=passwords.LOGIN_MS // 1000,
        httponly=True,
        samesite="strict",
        secure=server.wiring.secure,
    )
    return _lead(server, csrf)


def _lead(server: Server, csrf: str) -> dict[str, Any]:
    return {"csrf": csrf, "program": server.wiring.program, "addresses": list(server.wiring.addresses)}


@router.post("/logout", status_code=204, responses=errors(401, 403))
async def logout(request: Request, response: Response, login: Login, server: TheServer) -> None:
    """Go out."""
    token = request.cookies.get(server.cookie, "")
    await server.database.write(lambda connection: passwords.end(connection, token))
    response.delete_cookie(server.cookie, secure=server.wiring.secure, httponly=True, samesite="strict")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


@router.post("/password", status_code=204, responses=errors(401, 403))
async def password(said: shapes.NewPassword, login: Login, server: TheServer) -> None:
    """Another password; everybody comes in again."""
    server.logins.take()
    kept = await server.database.read(passwords.kept_hash)
    if not await server.in_thread(passwords.fits, server.wiring.hasher, kept, said.old):
        raise Declined("wrong_password")
    hashed = await server.in_thread(passwords.hashed, server.wiring.hasher, said.new)
    await server.database.write(lambda connection: passwords.keep(connection, hashed, server.now()))


@router.get("/me", response_model=shapes.Lead, responses=errors(401))
async def me(login: Login, server: TheServer) -> dict[str, Any]:
    """What a page needs to begin."""
    return _lead(server, login["csrf"])


@router.get("/catalogue", response_model=list[shapes.Offered], responses=errors(401))
async def catalogue(
    login: Login, server: TheServer, language: Annotated[str, Query(pattern=r"^[a-z]{2,3}$")]
) -> list[dict[str, Any]]:
    """The scenarios that a session in this language may have."""
    return list(await server.in_thread(server.wiring.catalogue.offered, language))


@router.get("/sessions", response_model=list[shapes.Session], responses=errors(401))
async def all_sessions(login: Login, server: TheServer) -> list[dict[str, Any]]:
    """All sessions, newest first."""
    return await server.database.read(sessions.all_sessions)


@router.post("/sessions", response_model=shapes.Session, status_code=201, responses=errors(401, 403))
async def create(wanted: shapes.NewSession, login: Login, server: TheServer) -> dict[str, Any]:
    """A new session."""
    if wanted.language not in server.wiring.texts:
        raise Declined("not_valid", field="language")
    catalogue = server.wiring.catalogue
    played = await server.in_thread(sessions.chosen, catalogue, wanted.language, wanted.scenarios)
    return await server.database.write(lambda connection: sessions.create(connection, wanted, played, server.now()))


@router.get("/sessions/{session_id}", response_model=shapes.LeadSession, responses=errors(401, 404))
async def session(session_id: Number, login: Login, server: TheServer) -> dict[str, Any]:
    """All that a board shows; with aliases without what a single attempt was worth."""
    found = await server.database.read(lambda connection: reading.lead_session(connection, session_id, server.now()))
    if found["session"]["names"] == "aliases":
        found["attempts"] = [reading.veiled(attempt) for attempt in found["attempts"]]
    return found


@router.patch("/sessions/{session_id}", response_model=shapes.Session, responses=errors(401, 403, 404, 409, 410))
async def change(session_id: Number, wanted: shapes.SessionChange, login: Login, server: TheServer) -> dict[str, Any]:
    """Open, pause, close; other rules, other scenarios."""
    played = None
    if wanted.scenarios is not None:
        row = await server.database.read(lambda connection: reading.session_row(connection, session_id))
        catalogue = server.wiring.catalogue
        played = await server.in_thread(sessions.chosen, catalogue, row["language"], wanted.scenarios)
    answer = await server.database.write(
        lambda connection: sessions.change(connection, session_id, wanted, played, server.now())
    )
    server.changes.publish(session_id, "session")
    return answer


@router.delete("/sessions/{session_id}", status_code=204, responses=errors(401, 403, 404))
async def remove(session_id: Number, login: Login, server: TheServer) -> None:
    """Delete a session with all that is in it."""
    await server.database.write(lambda connection: sessions.remove(connection, session_id, server.now()))
    await server.scrub()
    server.changes.publish(session_id, "session")


@router.get("/sessions/{session_id}/audit", response_model=list[shapes.AuditLine], responses=errors(401))
async def audit(session_id: Number, login: Login, server: TheServer) -> list[dict[str, Any]]:
    """Who did what when, newest first."""
    return await server.database.read(lambda connection: reading.audit_lines(connection, session_id))


@router.get("/events", response_class=StreamingResponse, responses=errors(401, 404))
async def events(login: Login, server: TheServer, session: Annotated[int, Query(ge=1, le=2**53)]) -> StreamingResponse:
    """What changes, as it happens (server-sent events)."""
    await server.database.read(lambda connection: reading.session_row(connection, session))
    return StreamingResponse(_stream(server, session), media_type="text/event-stream")


async def _stream(server: Server, session_id: int) -> AsyncIterator[str]:
    number = 0
    async with aclosing(server.changes.listen(session_id)) as changes:
        async for kinds in changes:
            if not kinds:
                yield ": here\n\n"
                continue
            number += 1
            listed = ",".join(f'"{kind}"' for kind in kinds)
            yield f'event: change\ndata: {{"version":{number},"kinds":[{listed}]}}\n\n'
