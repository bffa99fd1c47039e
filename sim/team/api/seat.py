"""What a trainee's game asks."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import JSONResponse

from sim.core.attempt import MOST_BYTES, Refusal
from sim.core.moves import MODEL_VERSION
from sim.team import reading, seats, sessions, shapes, storing
from sim.team.api.common import OwnSeat, TheServer, errors
from sim.team.guards import read
from sim.team.presence import Noted, Sign, note_signs
from sim.team.server import server_of
from sim.team.storing import Arrival, Stored
from sim.team.tokens import read_code
from sim.team.trouble import Declined
from sim.team.wording import Words

router = APIRouter(tags=["trainee"])
NOTICE_LINES = ("who", "what", "not", "names", "mine", "use")
_ATTEMPT = {
    "parameters": [{"name": "uuid", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object", "title": "Attempt", "description": "a call"}}},
    },
}


def notice(words: Words, keep_days: int) -> list[str]:
    """What is promised to whoever joins."""
    return [words(f"team.notice.{line}", count=keep_days) for line in NOTICE_LINES]


@router.get("/api/hello", response_model=shapes.Hello)
async def hello(server: TheServer) -> dict[str, Any]:
    """Who answers here."""
    return {
        "server": "cool-head",
        "program": server.wiring.program,
        "model": MODEL_VERSION,
        "notice_version": reading.NOTICE_VERSION,
    }


@router.get("/api/join/{code}", response_model=shapes.Invitation, responses=errors(404, 410))
async def invitation(request: Request, code: str, server: TheServer) -> dict[str, Any]:
    """What a join screen shows before anything is sent."""
    server.joins.take()
    row = await server.database.read(lambda connection: sessions.by_code(connection, read_code(code)))
    same = ("code", "title", "language", "names", "keep_days")
    words = server.wiring.texts.get(row["language"]) or server.words(request.headers)
    return {
        **{name: row[name] for name in same},
        "notice_version": reading.NOTICE_VERSION,
        "notice": notice(words, row["keep_days"]),
    }


@router.post(
    "/api/join",
    response_model=shapes.Joined,
    status_code=201,
    responses={200: {"model": shapes.Joined}, **errors(404, 409, 410)},
)
async def join(request: Request, wanted: shapes.Join, response: Response, server: TheServer) -> dict[str, Any]:
    """Take a seat."""
    server.joins.take()
    of = await server.database.read(lambda connection: sessions.by_code(connection, read_code(wanted.code)))
    # An alias is in the session's language: the board shows those of everybody.
    words = server.wiring.texts.get(of["language"]) or server.words(request.headers)
    alias, now = words("team.alias"), server.now()
    answer, new = await server.database.write(
        lambda connection: seats.join(connection, wanted.code, wanted.name, alias, now)
    )
    server.changes.publish(answer["session"]["id"], "seat")
    response.status_code = 201 if new else 200
    return answer


@router.get("/api/session", response_model=shapes.MySession, responses=errors(401, 410))
async def session(seat: OwnSeat, server: TheServer) -> dict[str, Any]:
    """What a seat may know of its session."""

    def read(connection: Any) -> dict[str, Any]:
        row = reading.seat_row(connection, seat)
        of = reading.session_row(connection, row["session_id"])
        return {
            "session": reading.session_json(of),
            "seat": reading.seat_json(row),
            "scenarios": reading.my_scenarios(connection, of, row),
            "together": reading.together(connection, row["session_id"]),
        }

    return await server.database.read(read)


@router.get("/api/scenarios/{content_hash}", responses=errors(401, 404, 410))
async def scenario(
    content_hash: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")], seat: OwnSeat, server: TheServer
) -> Response:
    """A scenario of this seat's session, for a client that does not have this version of it."""
    text = await server.database.read(lambda connection: reading.scenario_text_for(connection, seat, content_hash))
    return Response(text, media_type="application/json")


@router.put(
    "/api/attempts/{uuid}",
    response_model=shapes.Taken,
    status_code=201,
    responses={200: {"model": shapes.Taken}, **errors(401, 409, 410)},
    openapi_extra=_ATTEMPT,
)
async def put_attempt(request: Request) -> Response:
    """A finished call: played again here, scored by our own count, stored, and only then acknowledged."""
    # What the framework would take out of the request costs as much as the rest: here it is done by hand.
    server = server_of(request)
    seat, token = await server.seat_id(request)
    verdict = await server.judges.verdict(await request.body())
    if isinstance(verdict, Refusal):
        raise Declined(verdict.code, place=verdict.detail, most=MOST_BYTES // 1024)
    if verdict.uuid != request.path_params["uuid"]:
        raise Declined("other_uuid")
    stored: Stored = await server.database.write_with_others(storing.store, Arrival(seat, verdict, server.now(), token))
    if stored.new:
        server.changes.publish(stored.session_id, "attempt")
    return JSONResponse(stored.answer, 201 if stored.new else 200)


@router.post(
    "/api/state",
    response_model=shapes.Sign,
    responses=errors(401, 410),
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": shapes.State.model_json_schema()}}}
    },
)
async def state(request: Request) -> Response:
    """A sign of life."""
    server = server_of(request)
    seat, token = await server.seat_id(request)
    said = read(shapes.State, await request.body())
    noted: Noted = await server.database.write_with_others(note_signs, Sign(seat, token, said, server.now()))
    if noted.changed:
        server.changes.publish(noted.session_id, "state")
    return JSONResponse(noted.answer)


@router.get("/api/me", response_model=shapes.MyData, responses=errors(401, 410))
async def my_data(seat: OwnSeat, server: TheServer) -> dict[str, Any]:
    """All that is kept of whoever asks."""
    return await server.database.read(lambda connection: seats.my_data(connection, seat))


@router.delete("/api/me", status_code=204, responses=errors(401, 410))
async def delete_me(seat: OwnSeat, server: TheServer) -> None:
    """Delete all that is kept of whoever asks."""
    session_id = await server.database.write(lambda connection: seats.forget_me(connection, seat, server.now()))
    await server.scrub()
    server.changes.publish(session_id, "seat", "attempt")
