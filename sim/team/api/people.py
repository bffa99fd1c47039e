"""What a facilitator's page asks about people and their attempts."""

import json
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection

from sim.core.attempt import MOST_BYTES, Refusal
from sim.team import hand_in, reading, seats, shapes, storing
from sim.team.api.common import UUID, Login, Number, TheServer, Uuid, errors
from sim.team.judging import Judged, Verdict
from sim.team.server import Server
from sim.team.storing import Arrival
from sim.team.trouble import Declined
from sim.team.wording import Words, refusal

router = APIRouter(prefix="/api/lead", tags=["facilitator"])


@router.post("/sessions/{session_id}/seats", response_model=shapes.Seat, status_code=201, responses=errors(401, 404))
async def invite(session_id: Number, wanted: shapes.NewSeat, login: Login, server: TheServer) -> dict[str, Any]:
    """A seat that waits for whoever has this name."""
    answer = await server.database.write(
        lambda connection: seats.invite(connection, session_id, wanted.name, server.now())
    )
    server.changes.publish(session_id, "seat")
    return answer


@router.patch("/seats/{seat_id}", response_model=shapes.Seat, responses=errors(401, 403, 404, 409))
async def change(seat_id: Number, wanted: shapes.SeatChange, login: Login, server: TheServer) -> dict[str, Any]:
    """Rename, give attempts beyond those allowed, let in again."""
    session_id, answer = await server.database.write(
        lambda connection: seats.change(connection, seat_id, wanted, server.now())
    )
    server.changes.publish(session_id, "seat")
    return answer


@router.delete("/seats/{seat_id}", status_code=204, responses=errors(401, 403, 404))
async def remove(seat_id: Number, login: Login, server: TheServer) -> None:
    """End a seat; what it sent stays."""
    session_id = await server.database.write(lambda connection: seats.remove(connection, seat_id, server.now()))
    server.changes.publish(session_id, "seat")


@router.patch("/attempts/{uuid}", response_model=shapes.LeadAttempt, responses=errors(401, 403, 404))
async def void(uuid: Uuid, wanted: shapes.Void, login: Login, server: TheServer) -> dict[str, Any]:
    """An attempt does not count any more, or counts again."""

    def write(connection: Any) -> tuple[int, dict[str, Any]]:
        session_id = storing.void(connection, uuid, wanted.voided, wanted.reason, server.now())
        rows = reading.attempt_rows(connection, session_id)
        found = reading.attempt_json(next(row for row in rows if row["uuid"] == uuid))
        aliases = reading.session_row(connection, session_id)["names"] == "aliases"
        return session_id, reading.veiled(found) if aliases else found

    session_id, answer = await server.database.write(write)
    server.changes.publish(session_id, "attempt")
    return answer


@router.post(
    "/sessions/{session_id}/hand-in",
    response_model=shapes.HandInReport,
    responses=errors(401, 403, 404, 409),
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}},
)
async def take_in(request: Request, session_id: Number, login: Login, server: TheServer) -> dict[str, Any]:
    """A file with attempts from where no network was, each checked like any other."""
    file = hand_in.from_text(await request.body())
    words = server.words(request.headers)
    verdicts = [await server.judges.verdict(text.encode("ascii")) for text in file.attempts]

    def seat_of(connection: Connection) -> dict[str, Any] | None:
        found = seats.of_hand_in(connection, session_id, file)
        if found is None and any(isinstance(verdict, Judged) for verdict in verdicts):
            return seats.for_hand_in(connection, session_id, file.name, words("team.alias"), server.now())
        return found

    seat = await server.database.write(seat_of)
    told = zip(file.attempts, verdicts, strict=True)
    found = [await _taken(server, seat["id"] if seat else 0, text, verdict, words) for text, verdict in told]
    server.changes.publish(session_id, "seat", "attempt")
    return {
        "seat": seat,
        **{status: sum(one["status"] == status for one in found) for status in ("taken", "known", "refused")},
        "attempts": found,
    }


async def _taken(server: Server, seat_id: int, text: str, verdict: Verdict, words: Words) -> dict[str, Any]:
    """One attempt of a file: taken, known, or refused with its reason (shapes.HandedIn)."""
    if isinstance(verdict, Refusal):
        return {
            "uuid": _uuid_in(text),
            "status": "refused",
            **_why(verdict.code, words, place=verdict.detail, most=MOST_BYTES // 1024),
        }
    try:
        stored = await server.database.write_with_others(storing.store, Arrival(seat_id, verdict, server.now()))
    except Declined as error:
        return {"uuid": verdict.uuid, "status": "refused", **_why(error.code, words, **error.fields)}
    return {"uuid": verdict.uuid, "status": "taken" if stored.new else "known"}


def _uuid_in(text: str) -> str:
    """What a document that was refused calls itself, if it is something to show."""
    said = json.loads(text).get("uuid")
    return said if isinstance(said, str) and UUID.fullmatch(said) else ""


def _why(code: str, words: Words, **fields: object) -> dict[str, str]:
    return {"code": code, "message": refusal(words, code, **fields)}
