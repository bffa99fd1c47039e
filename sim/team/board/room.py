"""What a trainee's machine asks while a call is played together: the question, its vote, and then the spread.

Every machine in the room asks once a second, and where there are many, less often. What has not changed since is found
by one small query and answered without a body (304).
"""

from __future__ import annotations

from typing import Annotated, Any
from zlib import crc32

from fastapi import APIRouter, Header, Request, Response
from pydantic import Field, StringConstraints
from sqlalchemy import Connection, RowMapping, and_, select

from sim.core import telling
from sim.team import reading
from sim.team.api.common import OwnSeat, TheServer, errors
from sim.team.board import together
from sim.team.board.figures import figures
from sim.team.board.pages import words_of
from sim.team.board.routes import OptionId, in_words
from sim.team.board.table import Table
from sim.team.server import Server, server_of
from sim.team.shapes import AGAIN, Asked, Together
from sim.team.tables import rounds, seats, sessions, votes
from sim.team.trouble import Declined
from sim.team.wording import Words

api = APIRouter(tags=["board"])


class Vote(Asked):
    """A seat's vote in the turn that it saw, of the round that it saw (0: whichever goes on)."""

    turn: Annotated[int, Field(ge=1, le=1000)]
    option: OptionId
    round: Annotated[int, Field(ge=0, le=2**53)] = 0


Tag = Annotated[str, StringConstraints(max_length=200)]


@api.get(
    "/api/together",
    response_model=Together,
    responses={304: {"description": "As it was: If-None-Match had its ETag."}, **errors(401, 410)},
)
async def question(request: Request, team: bool = True, if_none_match: Annotated[Tag, Header()] = "") -> Any:
    """What the room votes on, as this seat sees it. team=false leaves the team's figures out, and may be a 304.

    again_s, also as a header: in how many seconds to ask again.
    """
    server = server_of(request)  # not by dependency: that would be a thread for each request
    _, key = await server.seat_id(request)
    glance = await server.database.read(lambda connection: _glance(connection, key))
    if glance is None:
        await server.own_seat(request)  # which says why
        raise Declined("busy")
    words = words_of(request, server)
    again = server.askers.again_s(key)
    tag = f'"{glance["version"]}.{glance["round"] or 0}.{crc32((glance["mine"] or "").encode())}.{words.language}"'
    if not team and if_none_match == tag:
        return Response(status_code=304, headers={"ETag": tag, AGAIN: str(again)})
    answer = await server.database.read(lambda connection: _question(connection, glance, words))
    if team:
        answer["team"] = await _team(server, glance["session_id"])
    told = Together(**answer, again_s=again).model_dump_json()
    return Response(told, media_type="application/json", headers={} if team else {"ETag": tag, AGAIN: str(again)})


def _glance(connection: Connection, key: str) -> RowMapping | None:
    """All that the answer depends on, but for the texts: None where the token (its digest) has no seat any more."""
    going_on = and_(rounds.c.session_id == seats.c.session_id, rounds.c.phase != "ended")
    own = and_(votes.c.round_id == rounds.c.id, votes.c.turn == rounds.c.turn, votes.c.seat_id == seats.c.id)
    query = (
        select(
            seats.c.session_id,
            sessions.c.version,
            rounds.c.id.label("round"),
            votes.c.option.label("mine"),
        )
        .join(sessions, sessions.c.id == seats.c.session_id)
        .outerjoin(rounds, going_on)
        .outerjoin(votes, own)
        .where(seats.c.token_digest == key, seats.c.removed_at.is_(None), sessions.c.forgotten_at.is_(None))
        .order_by(rounds.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().first()


def _question(connection: Connection, glance: RowMapping, words: Words) -> dict[str, Any]:
    row = together.current(connection, glance["session_id"])
    if row is None:
        return {"phase": ""}
    now_on = together.table_of(row)
    shown = row["phase"] == "shown"
    counted = together.spread(connection, row) if shown else {}
    total = sum(counted.values())
    return {
        "phase": "ended" if now_on.card else row["phase"],
        "round": row["id"],
        "turn": now_on.turn,
        "title": now_on.scenario.title,
        "said": now_on.said[-1] if now_on.said else "",
        "heard": now_on.heard,
        "caller": _caller(now_on),
        "replies": [
            in_words(words, reply, counted.get(reply.option, 0), total)
            if shown
            else {"option": reply.option, "text": reply.text}
            for reply in now_on.replies
        ],
        "mine": glance["mine"] or "",
        "votes": total,
        **(_end(now_on, words) if now_on.card else {}),
    }


def _caller(now_on: Table) -> dict[str, Any]:
    caller = now_on.scenario.caller
    return {
        "scenario": now_on.scenario.id,
        "name": caller.name,
        "about": caller.about,
        "sex": caller.voice.sex,
        "age": caller.voice.age,
        "face": dict(caller.face),
        "mood": now_on.mood._asdict(),
    }


def _end(now_on: Table, words: Words) -> dict[str, Any]:
    assert now_on.card is not None  # whoever calls has looked
    verdict = telling.verdict(words, now_on.card)  # type: ignore[arg-type]
    return {"ending": now_on.ending, "verdict": verdict, "scores": together.scores(now_on.card)}


async def _team(server: Server, session_id: int) -> dict[str, Any] | None:
    now = server.now()
    lead = await server.database.read(lambda connection: reading.lead_session(connection, session_id, now))
    if not lead["session"]["board"]:
        return None
    found = figures(lead)
    return {"people": found.people, "ready": found.ready, "means": found.means}


@api.post("/api/together/vote", status_code=204, responses=errors(401, 404, 409, 410))
async def vote(said: Vote, seat_id: OwnSeat, server: TheServer) -> None:
    """Vote, or vote otherwise, while the question is open."""

    def write(connection: Connection) -> int:
        session_id = int(reading.seat_row(connection, seat_id)["session_id"])
        ballot = together.Ballot(seat_id, said.turn, said.option, said.round)
        together.vote(connection, session_id, ballot, server.now())
        return session_id

    server.changes.publish(await server.database.write(write), "together")
