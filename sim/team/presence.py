"""Signs of life: every game in a session says every few seconds that it is there, so they are written together.

A thousand people who are connected say it fifty times a second: as one statement for all that wait, not one each.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from sim.team.shapes import State
from sim.team.tables import seats, sessions
from sim.team.trouble import Declined

_SEATS = (
    select(
        seats.c.id, seats.c.token_digest, seats.c.removed_at, seats.c.state, seats.c.scenario, seats.c.seen_at,
        seats.c.session_id, sessions.c.state.label("session_state"), sessions.c.version, sessions.c.forgotten_at,
    )
    .join(sessions, sessions.c.id == seats.c.session_id)
    .where(seats.c.id.in_(bindparam("seats", expanding=True)))
    .order_by(seats.c.id)
    .with_for_update(of=seats)
)  # fmt: skip
_THERE = (
    update(seats)
    .where(seats.c.id == bindparam("seat"))
    .values(
        state=bindparam("said"),
        scenario=bindparam("at"),
        seen_at=bindparam("now"),
        version=seats.c.version + bindparam("step"),
    )
)


class Sign(NamedTuple):
    """What a seat says of itself. `token`: the digest of the token that it came with; `now`: when it came in."""

    seat_id: int
    token: str
    said: State
    now: int


class Noted(NamedTuple):
    """`changed`: whether a board shows something else now. `answer`: shapes.Sign as JSON."""

    session_id: int
    changed: bool
    answer: dict[str, Any]


def note_signs(connection: Connection, signs: Sequence[Sign]) -> list[Noted | Declined]:
    """Note all of them; an answer for each, in order. For Database.write_with_others."""
    asked = {"seats": sorted({sign.seat_id for sign in signs})}
    known = {row["id"]: dict(row) for row in connection.execute(_SEATS, asked).mappings()}
    answers = [_noted(known.get(sign.seat_id), sign) for sign in signs]
    written = [row for row in known.values() if "now" in row]
    if written:
        same = ("said", "at", "now", "step")
        connection.execute(_THERE, [{"seat": row["id"], **{name: row[name] for name in same}} for row in written])
    return answers


def _noted(row: dict[str, Any] | None, sign: Sign) -> Noted | Declined:
    """What one comes to; what is to be written of it is put into the row."""
    if row is None or row["token_digest"] != sign.token:
        return Declined("unknown_token")
    if row["removed_at"] is not None:
        return Declined("seat_removed")
    if row["forgotten_at"] is not None:
        return Declined("session_expired")
    said = sign.said
    changed = (row["state"], row["scenario"]) != (said.state, said.scenario) or row["seen_at"] is None
    row.update(state=said.state, scenario=said.scenario, seen_at=sign.now)
    row.update(said=said.state, at=said.scenario, now=sign.now, step=row.get("step", 0) + changed)
    return Noted(row["session_id"], changed, {"session_state": row["session_state"], "version": row["version"]})
