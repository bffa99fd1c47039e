"""A session as values and as JSON: its people, its attempts with their numbers, which of them counts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, and_, func, select

from sim.core.kinds import DIMENSIONS
from sim.core.worth import worth_of
from sim.team.moments import iso
from sim.team.tables import attempts, audit, names, rounds, scenarios, seats, session_scenarios, sessions
from sim.team.trouble import Declined

NOTICE_VERSION = 1  # of the notice on the join screen; rises when what it promises changes
CONNECTED_MS = 50_000  # a sign of life comes every 20 s
_ATTEMPT_COLUMNS = [column for column in attempts.c if column.name != "document"]


Row = Mapping[Any, Any]


class Placed(NamedTuple):
    """An attempt's place among those of its seat and scenario. `number` 0: it is none."""

    number: int
    counts: bool


def worth(row: Row) -> tuple[int, int, int]:
    """By what the best is found: passed, the lowest score, their sum. What is not rated is worth nothing."""
    return int(row["passed"]), *worth_of(row[dimension] for dimension in DIMENSIONS)


def placed(rows: Sequence[Row], rule: str) -> list[Placed]:
    """For the attempts of one seat at one scenario, by arrival: which number each has, and the one that counts."""
    valid = [place for place, row in enumerate(rows) if not row["voided"] and not row["false_start"]]
    if not valid:
        return [Placed(0, counts=False)] * len(rows)
    chosen = valid[0] if rule == "first" else valid[-1]
    if rule == "best":
        chosen = max(valid, key=lambda place: (worth(rows[place]), -place))  # of equals the earliest
    numbers = {place: number for number, place in enumerate(valid, 1)}
    return [Placed(numbers.get(place, 0), place == chosen) for place in range(len(rows))]


def session_row(connection: Connection, session_id: int) -> RowMapping:
    """A session's row. Raises Declined (not_found)."""
    row = connection.execute(select(sessions).where(sessions.c.id == session_id)).mappings().first()
    if row is None:
        raise Declined("not_found")
    return row


def session_json(row: Row) -> dict[str, Any]:
    """A session as everybody in it sees it (shapes.Session)."""
    same = (
        "id", "ref", "code", "title", "language", "state", "names", "board", "ranking", "attempts_allowed", "counts",
        "keep_days", "version",
    )  # fmt: skip
    return {
        **{name: row[name] for name in same},
        "keep_until": iso(row["keep_until"]),
        "created_at": iso(row["created_at"]),
        "notice_version": NOTICE_VERSION,
    }


def seat_json(row: Row) -> dict[str, Any]:
    """A seat with its name (shapes.Seat)."""
    return {"id": row["id"], "ref": row["ref"], "number": row["number"], "name": row["name"] or ""}


def lead_seat_json(row: Row, now: int) -> dict[str, Any]:
    """A seat as the facilitator sees it (shapes.LeadSeat)."""
    connected = row["seen_at"] is not None and now - row["seen_at"] < CONNECTED_MS and row["removed_at"] is None
    return {
        **seat_json(row),
        "state": row["state"] if connected else "idle",
        "scenario": row["scenario"] if connected else "",
        "connected": connected,
        "joined": row["token_digest"] is not None,
        "joined_at": iso(row["joined_at"]),
        "seen_at": iso(row["seen_at"]),
        "removed": row["removed_at"] is not None,
        "extra": json.loads(row["extra"]),
    }


def seat_rows(connection: Connection, session_id: int) -> Sequence[RowMapping]:
    """All seats of a session with their names, by number."""
    query = select(seats, names.c.name).outerjoin(names, names.c.seat_id == seats.c.id)
    return connection.execute(query.where(seats.c.session_id == session_id).order_by(seats.c.number)).mappings().all()


def seat_row(connection: Connection, seat_id: int) -> RowMapping:
    """A seat with its name. Raises Declined (not_found)."""
    query = select(seats, names.c.name).outerjoin(names, names.c.seat_id == seats.c.id).where(seats.c.id == seat_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Declined("not_found")
    return row


def scenario_rows(connection: Connection, session_id: int, active_only: bool = True) -> Sequence[RowMapping]:
    """The scenarios of a session, without their texts, in its order."""
    wanted = [column for column in scenarios.c if column.name != "document"]
    joined = and_(session_scenarios.c.hash == scenarios.c.hash, session_scenarios.c.session_id == session_id)
    query = select(*wanted, session_scenarios.c.active).join(session_scenarios, joined)
    if active_only:
        query = query.where(session_scenarios.c.active)
    return connection.execute(query.order_by(session_scenarios.c.place)).mappings().all()


def scenario_json(row: Row, allowed: int = 0, used: int = 0, extra: int = 0) -> dict[str, Any]:
    """A scenario of a session (shapes.SessionScenario); for a seat with what it has used of its attempts."""
    same = ("id", "hash", "title", "family", "level", "minutes", "language")
    left = max(0, allowed + extra - used) if allowed else None
    return {**{name: row[name] for name in same}, "attempts_used": used, "attempts_left": left}


def attempt_rows(
    connection: Connection, session_id: int, seat_id: int | None = None, documents: bool = False
) -> list[dict[str, Any]]:
    """The attempts of a session, or of one seat, by arrival, as rows with `number` and `counts`.

    documents: with the column `document`, the canonical text that was judged.
    """
    query = select(*(attempts.c if documents else _ATTEMPT_COLUMNS)).where(attempts.c.session_id == session_id)
    if seat_id is not None:
        query = query.where(attempts.c.seat_id == seat_id)
    rule = connection.execute(select(sessions.c.counts).where(sessions.c.id == session_id)).scalar_one()
    rows = [dict(row) for row in connection.execute(query.order_by(attempts.c.id)).mappings()]
    for group in grouped(rows).values():
        for row, place in zip(group, placed(group, rule), strict=True):
            row.update(place._asdict())
    return rows


def grouped(rows: Iterable[dict[str, Any]]) -> dict[tuple[int, str], list[dict[str, Any]]]:
    """Attempts by seat and scenario; the order stays."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["seat_id"], row["scenario"]), []).append(row)
    return found


def attempt_json(row: Row) -> dict[str, Any]:
    """An attempt as the facilitator sees it (shapes.LeadAttempt)."""
    same = (
        "uuid", "scenario", "hash", "mode", "way", "passed", "distinction", "ending", "complete", "turns", "lasted_ms",
        "false_start", "voided", "void_reason", "number", "counts", "handed_in",
    )  # fmt: skip
    return {
        **{name: row[name] for name in same},
        "seat": row["seat_id"],
        "scores": {dimension: row[dimension] for dimension in DIMENSIONS},
        "arrived_at": iso(row["arrived_at"]),
    }


def veiled(attempt: Mapping[str, Any]) -> dict[str, Any]:
    """An attempt without what it was worth, as it leaves the server where people go by aliases."""
    no = dict.fromkeys(("passed", "distinction", "complete", "counts"), False)
    return {**attempt, **no, "scores": dict.fromkeys(DIMENSIONS), "ending": ""}


def lead_session(connection: Connection, session_id: int, now: int) -> dict[str, Any]:
    """All that a board shows (shapes.LeadSession)."""
    return {
        "session": session_json(session_row(connection, session_id)),
        "scenarios": [scenario_json(row) for row in scenario_rows(connection, session_id)],
        "seats": [lead_seat_json(row, now) for row in seat_rows(connection, session_id)],
        "attempts": [attempt_json(row) for row in attempt_rows(connection, session_id)],
    }


def my_scenarios(connection: Connection, session: Row, seat: Row) -> list[dict[str, Any]]:
    """The scenarios of a session with what this seat has used of its attempts."""
    used: dict[str, int] = {}
    query = (
        select(attempts.c.scenario, func.count())
        .where(attempts.c.seat_id == seat["id"], ~attempts.c.voided, ~attempts.c.false_start)
        .group_by(attempts.c.scenario)
    )
    for scenario, count in connection.execute(query):
        used[scenario] = count
    extra = json.loads(seat["extra"])
    allowed = session["attempts_allowed"]
    rows = scenario_rows(connection, session["id"])
    return [scenario_json(row, allowed, used.get(row["id"], 0), extra.get(row["id"], 0)) for row in rows]


def together(connection: Connection, session_id: int) -> bool:
    """Whether the room plays a call together now."""
    going_on = (rounds.c.session_id == session_id) & (rounds.c.phase != "ended")
    return connection.execute(select(rounds.c.id).where(going_on).limit(1)).first() is not None


def scenario_text_for(connection: Connection, seat_id: int, content_hash: str) -> str:
    """The text of a scenario that the session of this seat has. Raises Declined (not_found)."""
    query = (
        select(scenarios.c.document)
        .join(session_scenarios, session_scenarios.c.hash == scenarios.c.hash)
        .join(seats, seats.c.session_id == session_scenarios.c.session_id)
        .where(seats.c.id == seat_id, scenarios.c.hash == content_hash)
    )
    found: str | None = connection.execute(query).scalar()
    if found is None:
        raise Declined("not_found")
    return found


def audit_lines(connection: Connection, session_id: int) -> list[dict[str, Any]]:
    """Who did what when in a session, newest first."""
    query = select(audit).where(audit.c.session_id == session_id).order_by(audit.c.id.desc()).limit(1000)
    return [
        {"at": iso(row.at), "who": row.who, "what": row.what, "detail": json.loads(row.detail)}
        for row in connection.execute(query)
    ]
