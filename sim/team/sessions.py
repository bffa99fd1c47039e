"""What a facilitator does with a session: functions of a connection in a write transaction."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from sim.core.scenario import Scenario
from sim.team.ledger import note, touch
from sim.team.moments import DAY_MS
from sim.team.reading import Row, session_json, session_row
from sim.team.shapes import NewSession, SessionChange
from sim.team.tables import attempts, names, scenarios, seats, session_scenarios, sessions
from sim.team.tokens import new_code
from sim.team.trouble import Declined

_CODE_TRIES = 20


class Catalogue(Protocol):
    """Where scenarios come from when a session is made; commands hand one in."""

    def offered(self, language: str) -> Sequence[dict[str, Any]]:
        """What a session in this language may have (shapes.Offered)."""

    def load(self, scenario_id: str, language: str) -> Scenario | None:
        """A scenario as it is played in a language; None where there is none or it cannot be read."""


def chosen(catalogue: Catalogue, language: str, wanted: Sequence[str]) -> list[Scenario]:
    """The scenarios of a session: those named, or all. Reads files: do it before a transaction. Raises Declined."""
    ids = list(dict.fromkeys(wanted)) or [offer["id"] for offer in catalogue.offered(language)]
    found = [catalogue.load(scenario_id, language) for scenario_id in ids]
    usable = [scenario for scenario in found if scenario is not None and scenario.language == language]
    missing = set(ids) - {scenario.id for scenario in usable}
    if missing or not usable:
        raise Declined("no_scenarios", scenarios=", ".join(sorted(missing)) or language)
    return usable


def create(connection: Connection, wanted: NewSession, played: Sequence[Scenario], now: int) -> dict[str, Any]:
    """A new session with a code of its own; returns it as JSON."""
    values = {
        **wanted.model_dump(exclude={"scenarios"}),
        "ref": str(uuid4()),
        "created_at": now,
        "opened_at": now if wanted.state == "open" else None,
        "keep_until": now + wanted.keep_days * DAY_MS,
    }
    session_id = _insert_with_code(connection, values)
    _play(connection, session_id, played)
    note(connection, now, session_id, "lead", "session_created", scenarios=len(played), language=wanted.language)
    return session_json(session_row(connection, session_id))


def _insert_with_code(connection: Connection, values: dict[str, Any]) -> int:
    """Codes are drawn; one that another session has is drawn again."""
    for _ in range(_CODE_TRIES):
        try:
            with connection.begin_nested():
                query = insert(sessions).values(**values, code=new_code()).returning(sessions.c.id)
                return int(connection.execute(query).scalar_one())
        except IntegrityError:
            continue
    raise Declined("busy")


def _play(connection: Connection, session_id: int, played: Sequence[Scenario]) -> None:
    """These versions are played from now on. Earlier ones stay known: what was begun with them may still come."""
    connection.execute(
        update(session_scenarios).where(session_scenarios.c.session_id == session_id).values(active=False)
    )
    for place, scenario in enumerate(played):
        content_hash = scenario.content_hash()
        if connection.execute(select(scenarios.c.hash).where(scenarios.c.hash == content_hash)).first() is None:
            connection.execute(insert(scenarios).values(**_kept(scenario, content_hash)))
        of_this = (session_scenarios.c.session_id == session_id) & (session_scenarios.c.hash == content_hash)
        again = connection.execute(update(session_scenarios).where(of_this).values(active=True, place=place))
        if not again.rowcount:
            row = {"session_id": session_id, "hash": content_hash, "place": place, "active": True}
            connection.execute(insert(session_scenarios).values(**row))


def _kept(scenario: Scenario, content_hash: str) -> dict[str, Any]:
    same = ("id", "language", "title", "family", "level", "minutes")
    return {
        **{name: getattr(scenario, name) for name in same},
        "hash": content_hash,
        # What `content_hash` covers; notes to the check are the author's own.
        "document": scenario.model_dump_json(exclude={"accept"}),
    }


def change(
    connection: Connection, session_id: int, wanted: SessionChange, played: Sequence[Scenario] | None, now: int
) -> dict[str, Any]:
    """Change what is given; returns the session as JSON. Raises Declined."""
    row = session_row(connection, session_id)
    values = wanted.model_dump(exclude={"scenarios"}, exclude_none=True)
    if row["forgotten_at"] is not None and wanted.state in ("open", "paused"):
        raise Declined("session_expired")
    if _breaks_word(row, wanted) and _somebody_joined(connection, session_id):
        raise Declined("promised")
    if "keep_days" in values:
        values["keep_until"] = row["created_at"] + values["keep_days"] * DAY_MS
    if values.get("state") == "open" and row["opened_at"] is None:
        values["opened_at"] = now
    if "state" in values:
        values["closed_at"] = now if values["state"] == "closed" else None
    if values:
        connection.execute(update(sessions).where(sessions.c.id == session_id).values(**values))
    if played is not None:
        _play(connection, session_id, played)
    note(
        connection,
        now,
        session_id,
        "lead",
        "session_changed",
        **wanted.model_dump(exclude={"title"}, exclude_none=True),
    )
    touch(connection, session_id)
    return session_json(session_row(connection, session_id))


def _breaks_word(row: Row, wanted: SessionChange) -> bool:
    """Whether a change takes back what is said to whoever joins: that figures of single people are hidden, for how
    long names are kept.
    """
    unveiled = row["names"] == "aliases" and wanted.names == "names"
    return unveiled or (wanted.keep_days or 0) > row["keep_days"]


def _somebody_joined(connection: Connection, session_id: int) -> bool:
    query = select(seats.c.id).where(seats.c.session_id == session_id, seats.c.joined_at.is_not(None)).limit(1)
    return connection.execute(query).first() is not None


def remove(connection: Connection, session_id: int, now: int) -> None:
    """Delete a session with all that is in it; that it was deleted stays known. Raises Declined."""
    session_row(connection, session_id)
    for table in (attempts, names, seats, session_scenarios):
        connection.execute(delete(table).where(table.c.session_id == session_id))
    connection.execute(delete(sessions).where(sessions.c.id == session_id))
    note(connection, now, session_id, "lead", "session_deleted")


def forget(connection: Connection, now: int) -> int:
    """Delete the names of every session whose time is over, and close it for good; returns how many names there were.

    Scores stay, with the number of a seat; nobody can add to them any more.
    """
    query = select(sessions.c.id).where(sessions.c.keep_until <= now, sessions.c.forgotten_at.is_(None))
    gone = 0
    for session_id in connection.execute(query).scalars().all():
        count = connection.execute(delete(names).where(names.c.session_id == session_id)).rowcount
        of_this = (attempts.c.session_id == session_id) & (attempts.c.void_reason != "")
        connection.execute(update(attempts).where(of_this).values(void_reason=""))  # may say of whom it was
        ended = update(seats).where(seats.c.session_id == session_id)
        connection.execute(ended.values(state="idle", scenario="", version=seats.c.version + 1))
        over = update(sessions).where(sessions.c.id == session_id)
        connection.execute(over.values(forgotten_at=now, state="closed", version=sessions.c.version + 1))
        note(connection, now, session_id, "server", "names_deleted", count=count)
        gone += count
    return gone


def all_sessions(connection: Connection) -> list[dict[str, Any]]:
    """Every session as JSON, newest first."""
    rows = connection.execute(select(sessions).order_by(sessions.c.id.desc())).mappings()
    return [session_json(row) for row in rows]


def of_code(connection: Connection, code: str) -> Row:
    """The session that has this code. Raises Declined (no_such_code)."""
    row = connection.execute(select(sessions).where(sessions.c.code == code)).mappings().first()
    if row is None:
        raise Declined("no_such_code")
    return row


def by_code(connection: Connection, code: str) -> Row:
    """The session that a code leads to, as long as its time lasts. Raises Declined (no_such_code, session_expired)."""
    row = of_code(connection, code)
    if row["forgotten_at"] is not None:
        raise Declined("session_expired")
    return row


def scenario_text(content_hash: str) -> Callable[[Connection], str | None]:
    """For Database.read: the text of a version that some session has or had."""
    query = select(scenarios.c.document).where(scenarios.c.hash == content_hash)
    return lambda connection: connection.execute(query).scalar()
