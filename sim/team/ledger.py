"""What was done: a line in the audit, and the rise of a session's version. Never a name, never a token."""

import json

from sqlalchemy import Connection, insert, update

from sim.team.tables import audit, sessions


def note(connection: Connection, now: int, session_id: int | None, who: str, what: str, **detail: object) -> None:
    """Write down who did what. `who`: lead, seat N (its number), server."""
    text = json.dumps(detail, sort_keys=True)
    connection.execute(insert(audit).values(at=now, session_id=session_id, who=who, what=what, detail=text))


def touch(connection: Connection, session_id: int) -> None:
    """A session or its people have changed."""
    changed = update(sessions).where(sessions.c.id == session_id).values(version=sessions.c.version + 1)
    connection.execute(changed)
