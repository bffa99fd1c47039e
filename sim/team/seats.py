"""What happens to a seat: somebody joins, comes back, leaves; the facilitator renames, lets in, removes."""

import json
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, update

from sim.team import names as people
from sim.team.hand_in import HandIn
from sim.team.ledger import note, touch
from sim.team.moments import iso
from sim.team.reading import Row, attempt_json, attempt_rows, seat_json, seat_row, session_json, session_row
from sim.team.sessions import by_code
from sim.team.shapes import SeatChange
from sim.team.tables import attempts, names, seats, sessions, votes
from sim.team.tokens import digest, new_token, read_code
from sim.team.trouble import Declined

MOST_SEATS = 20_000  # of a session


def lock(connection: Connection, session_id: int) -> None:
    """Nobody else adds people to a session until this transaction ends (PostgreSQL; SQLite has one writer anyhow)."""
    connection.execute(select(sessions.c.id).where(sessions.c.id == session_id).with_for_update())


def join(connection: Connection, typed_code: str, name: str, alias: str, now: int) -> tuple[dict[str, Any], bool]:
    """Take a seat: (shapes.Joined as JSON, whether the seat is new). `alias` is given where there is no name.

    A seat that waits for this name is taken; one that somebody has is not. Raises Declined.
    """
    session = by_code(connection, read_code(typed_code))
    if session["state"] == "closed":
        raise Declined("session_over")
    lock(connection, session["id"])
    wanted = people.clean(name)
    if not wanted and session["names"] == "names":
        raise Declined("name_needed")
    found = _by_name(connection, session["id"], wanted) if wanted else None
    if found is not None and (found["token_digest"] is not None or found["removed_at"] is not None):
        raise Declined("name_taken", name=wanted)
    seat_id = found["id"] if found is not None else add(connection, session["id"], wanted, now, alias)
    token = new_token()
    taken = update(seats).where(seats.c.id == seat_id)
    connection.execute(
        taken.values(
            token_digest=digest(token),
            joined_at=func.coalesce(seats.c.joined_at, now),
            seen_at=now,
            version=seats.c.version + 1,
        )
    )
    row = seat_row(connection, seat_id)
    note(connection, now, session["id"], f"seat {row['number']}", "joined" if found is None else "let_in")
    touch(connection, session["id"])
    fresh = session_json(session_row(connection, session["id"]))
    return {"token": token, "session": fresh, "seat": seat_json(row)}, found is None


def _by_name(connection: Connection, session_id: int, name: str) -> Row | None:
    query = select(seats).join(names, names.c.seat_id == seats.c.id)
    of_this = (names.c.session_id == session_id) & (names.c.key == people.key_of(name))
    return connection.execute(query.where(of_this)).mappings().first()


def add(connection: Connection, session_id: int, name: str, now: int, alias: str = "") -> int:
    """A new seat, its name clean and free; without one it is called by the alias and its number. Raises Declined."""
    session = session_row(connection, session_id)
    number = session["last_number"] + 1
    if number > MOST_SEATS:
        raise Declined("session_full")
    connection.execute(update(sessions).where(sessions.c.id == session_id).values(last_number=number))
    row = {"ref": str(uuid4()), "session_id": session_id, "number": number, "created_at": now}
    seat_id = int(connection.execute(insert(seats).values(**row).returning(seats.c.id)).scalar_one())
    _call_it(connection, session_id, seat_id, name or _free(connection, session_id, f"{alias} {number}".strip()))
    return seat_id


def _free(connection: Connection, session_id: int, name: str) -> str:
    """Somebody may have called themselves what an alias would be."""
    while _by_name(connection, session_id, name) is not None:
        name = f"{name}*"
    return name


def _call_it(connection: Connection, session_id: int, seat_id: int, name: str) -> None:
    taken = _by_name(connection, session_id, name)
    if taken is not None and taken["id"] != seat_id:
        raise Declined("name_taken", name=name)
    connection.execute(delete(names).where(names.c.seat_id == seat_id))
    row = {"seat_id": seat_id, "session_id": session_id, "name": name, "key": people.key_of(name)}
    connection.execute(insert(names).values(**row))


def invite(connection: Connection, session_id: int, name: str, now: int) -> dict[str, Any]:
    """A seat that waits for whoever has this name; returns it as JSON. Raises Declined."""
    session_row(connection, session_id)
    lock(connection, session_id)
    wanted = people.clean(name)
    if not wanted:
        raise Declined("name_needed")
    if _by_name(connection, session_id, wanted) is not None:
        raise Declined("name_taken", name=wanted)
    row = seat_row(connection, add(connection, session_id, wanted, now))
    note(connection, now, session_id, "lead", "seat_added", seat=row["number"])
    touch(connection, session_id)
    return seat_json(row)


def change(connection: Connection, seat_id: int, wanted: SeatChange, now: int) -> tuple[int, dict[str, Any]]:
    """Rename, give attempts beyond those allowed, or let somebody in again: (its session, the seat as JSON)."""
    row = seat_row(connection, seat_id)
    lock(connection, row["session_id"])
    done: dict[str, object] = {}
    if wanted.name is not None:
        name = people.clean(wanted.name)
        if not name:
            raise Declined("name_needed")
        _call_it(connection, row["session_id"], seat_id, name)
        done["renamed"] = True
    if wanted.extra is not None:
        extra = {**json.loads(row["extra"]), **wanted.extra}
        values = {"extra": json.dumps({name: count for name, count in extra.items() if count}, sort_keys=True)}
        connection.execute(update(seats).where(seats.c.id == seat_id).values(**values))
        done["extra"] = wanted.extra
    if wanted.let_in:
        open_again = {"token_digest": None, "removed_at": None}
        connection.execute(update(seats).where(seats.c.id == seat_id).values(**open_again))
        done["let_in"] = True
    note(connection, now, row["session_id"], "lead", "seat_changed", seat=row["number"], **done)
    touch(connection, row["session_id"])
    return int(row["session_id"]), seat_json(seat_row(connection, seat_id))


def of_hand_in(connection: Connection, session_id: int, file: HandIn) -> dict[str, Any] | None:
    """The seat that a file belongs to: by its ref, else by a call of it that came in before, else by its name; as
    JSON, None where there is none yet. Raises Declined (other_session).
    """
    session = session_row(connection, session_id)
    if file.code and read_code(file.code) != session["code"]:
        raise Declined("other_session", theirs=file.code, ours=session["code"])
    lock(connection, session_id)
    of_this = seats.c.session_id == session_id
    by_call = select(attempts.c.seat_id).where(attempts.c.session_id == session_id, attempts.c.uuid.in_(file.uuids()))
    for query in (select(seats).where(of_this, seats.c.ref == file.seat), select(seats).where(seats.c.id.in_(by_call))):
        found: Row | None = connection.execute(query.order_by(seats.c.id).limit(1)).mappings().first()
        if found is not None:
            return seat_json(seat_row(connection, found["id"]))
    name = people.clean(file.name)
    found = _by_name(connection, session_id, name) if name else None
    return seat_json(seat_row(connection, found["id"])) if found is not None else None


def for_hand_in(connection: Connection, session_id: int, name: str, alias: str, now: int) -> dict[str, Any]:
    """A new seat for a file that no seat is found for; who gave no name is called by the alias and a number until the
    facilitator says who it is. As JSON. Raises Declined.
    """
    row = seat_row(connection, add(connection, session_id, people.clean(name), now, alias))
    note(connection, now, session_id, "lead", "seat_added", seat=row["number"], by="hand-in")
    touch(connection, session_id)
    return seat_json(row)


def remove(connection: Connection, seat_id: int, now: int) -> int:
    """End a seat: its token is worth nothing any more, its attempts stay. Returns its session. Raises Declined."""
    row = seat_row(connection, seat_id)
    ended = update(seats).where(seats.c.id == seat_id)
    connection.execute(ended.values(removed_at=now, state="idle", scenario="", version=seats.c.version + 1))
    note(connection, now, row["session_id"], "lead", "seat_removed", seat=row["number"])
    touch(connection, row["session_id"])
    return int(row["session_id"])


def own(connection: Connection, seat_id: int) -> Row:
    """The seat that a token stands for, still in use. Raises Declined (seat_removed)."""
    try:
        row = seat_row(connection, seat_id)
    except Declined:
        raise Declined("seat_removed") from None
    if row["removed_at"] is not None:
        raise Declined("seat_removed")
    if session_row(connection, row["session_id"])["forgotten_at"] is not None:
        raise Declined("session_expired")
    return row


def of_token(connection: Connection, token: str) -> Row:
    """The seat of a token. Raises Declined (unknown_token)."""
    row = connection.execute(select(seats).where(seats.c.token_digest == digest(token))).mappings().first()
    if row is None:
        raise Declined("unknown_token")
    return row


def my_data(connection: Connection, seat_id: int) -> dict[str, Any]:
    """All that is kept of a seat (shapes.MyData), its attempts as they were sent with what they were worth."""
    row = seat_row(connection, seat_id)
    found = attempt_rows(connection, row["session_id"], seat_id, documents=True)
    counted = connection.execute(select(func.count()).where(votes.c.seat_id == seat_id)).scalar_one()
    return {
        "session": session_json(session_row(connection, row["session_id"])),
        "seat": seat_json(row),
        "joined_at": iso(row["joined_at"]),
        "seen_at": iso(row["seen_at"]),
        "attempts": [{**attempt_json(one), "document": json.loads(one["document"])} for one in found],
        "votes": counted,
    }


def forget_me(connection: Connection, seat_id: int, now: int) -> int:
    """Delete a seat with its name, attempts and votes; that it was done stays known. Returns its session."""
    row = seat_row(connection, seat_id)
    for table in (attempts, names, votes):
        connection.execute(delete(table).where(table.c.seat_id == seat_id))
    connection.execute(delete(seats).where(seats.c.id == seat_id))
    note(connection, now, row["session_id"], f"seat {row['number']}", "deleted_own_data")
    touch(connection, row["session_id"])
    return int(row["session_id"])
