"""Attempts that were judged, stored together: who sent them, what the session allows, whether they are known.

On PostgreSQL several servers share a database, so the rows of the seats are locked first, in the order of their
numbers; what is decided by what is there stays true until the commit.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql

from sim.core.kinds import DIMENSIONS
from sim.team.judging import Judged
from sim.team.ledger import note, touch
from sim.team.reading import Row, placed
from sim.team.tables import attempts, scenarios, seats, session_scenarios, sessions
from sim.team.trouble import Declined

CLOCK_SLACK_MS = 120_000  # a call may have been picked up a little before the session was opened
_COUNTED = ("id", "uuid", "seat_id", "scenario", *DIMENSIONS, "passed", "voided", "false_start")
_SEATS = (
    select(
        seats.c.id, seats.c.token_digest, seats.c.removed_at, seats.c.extra, seats.c.session_id,
        sessions.c.state, sessions.c.opened_at, sessions.c.forgotten_at, sessions.c.attempts_allowed, sessions.c.counts,
    )
    .join(sessions, sessions.c.id == seats.c.session_id)
    .where(seats.c.id.in_(bindparam("seats", expanding=True)))
    .order_by(seats.c.id)
    .with_for_update(of=seats)
)  # fmt: skip
_KNOWN = select(attempts.c.uuid, attempts.c.seat_id, attempts.c.digest).where(
    attempts.c.uuid.in_(bindparam("uuids", expanding=True))
)
_EARLIER = (
    select(*(attempts.c[name] for name in _COUNTED))
    # By the pair alone SQLite would read the whole table.
    .where(attempts.c.seat_id.in_(bindparam("seats", expanding=True)))
    .where(tuple_(attempts.c.seat_id, attempts.c.scenario).in_(bindparam("pairs", expanding=True)))
    .order_by(attempts.c.id)
)
_PLAYED = (
    select(session_scenarios.c.session_id, session_scenarios.c.hash, scenarios.c.title)
    .join(scenarios, scenarios.c.hash == session_scenarios.c.hash)
    .where(session_scenarios.c.session_id.in_(bindparam("sessions", expanding=True)))
)
_SEEN = (
    update(seats)
    .where(seats.c.id.in_(bindparam("seats", expanding=True)))
    .values(seen_at=bindparam("moment"), version=seats.c.version + 1)
)


class Arrival(NamedTuple):
    """A judged attempt and who sent it. `now`: when it came in.

    `token`: the digest of the token that it came with; empty where the facilitator handed it in, which may be done
    whether the session is open or not.
    """

    seat_id: int
    judged: Judged
    now: int
    token: str = ""

    @property
    def handed_in(self) -> bool:
        """Whether it came by file."""
        return not self.token


class Stored(NamedTuple):
    """`new` False: it was there already. `answer`: shapes.Taken as JSON."""

    session_id: int
    new: bool
    answer: dict[str, Any]


class _Desk:
    """What is known while a pile of arrivals is gone through."""

    def __init__(self, connection: Connection, arrivals: Sequence[Arrival]) -> None:
        asked = {"seats": sorted({arrival.seat_id for arrival in arrivals})}
        self.seats = {row["id"]: row for row in connection.execute(_SEATS, asked).mappings()}
        uuids = {"uuids": list({arrival.judged.uuid for arrival in arrivals})}
        self.known = {row.uuid: (row.seat_id, row.digest) for row in connection.execute(_KNOWN, uuids)}
        of = {"sessions": list({row["session_id"] for row in self.seats.values()})}
        self.played = {(row.session_id, row.hash): row.title for row in connection.execute(_PLAYED, of)}
        self.earlier: dict[tuple[int, str], list[dict[str, Any]]] = {}
        pairs = {"pairs": list({(arrival.seat_id, arrival.judged.scenario) for arrival in arrivals})}
        for row in connection.execute(_EARLIER, {**asked, **pairs}).mappings():
            self.earlier.setdefault((row["seat_id"], row["scenario"]), []).append(dict(row))
        self.new: list[dict[str, Any]] = []

    def take(self, arrival: Arrival) -> "Stored | Declined":
        """Decide about one; a new one is put on the pile of those to store."""
        judged = arrival.judged
        seat = self.seats.get(arrival.seat_id)
        if seat is None:
            return Declined("unknown_token")  # its trainee deleted it, or the session is gone
        if seat["removed_at"] is not None and not arrival.handed_in:
            return Declined("seat_removed")
        if not arrival.handed_in and arrival.token != seat["token_digest"]:
            return Declined("unknown_token")  # somebody was let in again: this token is an old one
        known = self.known.get(judged.uuid)
        if known is not None:
            if known[0] != arrival.seat_id:
                return Declined("foreign")
            if known[1] != judged.digest:
                return Declined("altered")
            return Stored(seat["session_id"], False, self._answer(seat, judged))
        why = self._against(seat, arrival)
        if why is not None:
            return why
        row = _row(arrival, seat["session_id"])
        self.new.append(row)
        self.known[judged.uuid] = (arrival.seat_id, judged.digest)
        self.earlier.setdefault((arrival.seat_id, judged.scenario), []).append(row)
        return Stored(seat["session_id"], True, self._answer(seat, judged))

    def _against(self, seat: Row, arrival: Arrival) -> Declined | None:
        """What the session's rules say against a new attempt."""
        judged = arrival.judged
        if seat["forgotten_at"] is not None:
            return Declined("session_expired")
        if seat["state"] != "open" and not arrival.handed_in:
            return Declined(f"session_{seat['state']}")
        title = self.played.get((seat["session_id"], judged.hash))
        if title is None:
            return Declined("not_in_session", scenario=judged.scenario)
        if seat["opened_at"] is None or judged.lasted_ms > arrival.now - seat["opened_at"] + CLOCK_SLACK_MS:
            return Declined("time")
        if not judged.false_start and self._left(seat, judged.scenario) == 0:
            return Declined("attempts_used", scenario=title)
        return None

    def _left(self, seat: Row, scenario: str) -> int | None:
        """How many attempts a seat has left at a scenario; None: any number."""
        if not seat["attempts_allowed"]:
            return None
        rows = self.earlier.get((seat["id"], scenario), [])
        used = sum(not row["voided"] and not row["false_start"] for row in rows)
        allowed: int = seat["attempts_allowed"]
        extra: int = json.loads(seat["extra"]).get(scenario, 0)
        return max(0, allowed + extra - used)

    def _answer(self, seat: Row, judged: Judged) -> dict[str, Any]:
        rows = self.earlier.get((seat["id"], judged.scenario), [])
        places = {row["uuid"]: place for row, place in zip(rows, placed(rows, seat["counts"]), strict=True)}
        place = places[judged.uuid]
        return {
            "uuid": judged.uuid,
            "scenario": judged.scenario,
            "scores": {dimension: getattr(judged, dimension) for dimension in DIMENSIONS},
            "passed": judged.passed,
            "distinction": judged.distinction,
            "ending": judged.ending,
            "complete": judged.complete,
            "number": place.number,
            "counts": place.counts,
            "false_start": judged.false_start,
            "attempts_left": self._left(seat, judged.scenario),
        }


def _row(arrival: Arrival, session_id: int) -> dict[str, Any]:
    return {
        **arrival.judged._asdict(),
        "seat_id": arrival.seat_id,
        "session_id": session_id,
        "handed_in": arrival.handed_in,
        "voided": False,
        "arrived_at": arrival.now,
    }


def store(connection: Connection, arrivals: Sequence[Arrival]) -> list[Stored | Declined]:
    """Store what may be stored; an answer for each, in order. For Database.write_with_others."""
    desk = _Desk(connection, arrivals)
    answers = [desk.take(arrival) for arrival in arrivals]
    if not desk.new:
        return answers
    if connection.dialect.name == "postgresql":
        connection.execute(postgresql.insert(attempts).on_conflict_do_nothing(index_elements=["uuid"]), desk.new)
        answers = _without_lost(connection, desk, arrivals, answers)
    else:
        connection.execute(insert(attempts), desk.new)  # whoever writes is alone: what was not known is new
    present = sorted({row["seat_id"] for row in desk.new if not row["handed_in"]})
    if present:
        moment = max(row["arrived_at"] for row in desk.new)
        connection.execute(_SEEN, {"seats": present, "moment": moment})
    return answers


def _without_lost(
    connection: Connection, desk: _Desk, arrivals: Sequence[Arrival], answers: list[Stored | Declined]
) -> list[Stored | Declined]:
    """Another server may have stored the same uuid for another seat in this moment: then it is not ours."""
    uuids = {"uuids": [row["uuid"] for row in desk.new]}
    owners = {row.uuid: (row.seat_id, row.digest) for row in connection.execute(_KNOWN, uuids)}
    lost = {row["uuid"] for row in desk.new if owners.get(row["uuid"]) != (row["seat_id"], row["digest"])}
    return [
        Declined("foreign") if arrival.judged.uuid in lost else answer
        for arrival, answer in zip(arrivals, answers, strict=True)
    ]


def void(connection: Connection, uuid: str, voided: bool, reason: str, now: int) -> int:
    """An attempt does not count any more, or counts again; it is kept either way. Returns its session."""
    row = connection.execute(select(attempts.c.session_id).where(attempts.c.uuid == uuid)).first()
    if row is None:
        raise Declined("not_found")
    values = {"voided": voided, "void_reason": reason if voided else ""}
    connection.execute(update(attempts).where(attempts.c.uuid == uuid).values(**values))
    note(connection, now, row.session_id, "lead", "voided" if voided else "unvoided", attempt=uuid)
    touch(connection, row.session_id)
    return int(row.session_id)
