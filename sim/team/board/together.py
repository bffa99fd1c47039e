"""Play together: one call on the big screen; the room votes on each reply, sees what each would do, and goes on.

A round is a scenario's version, a seed and the options taken so far; what is on the screen follows from playing them
(sim.team.board.table), so a server that was restarted shows the same. Votes belong to a seat and a turn and are told
without names. Functions of (connection, ...) raise Declined.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from sim.core.kinds import DIMENSIONS
from sim.core.scoring import Scorecard
from sim.team.board.table import Table, table
from sim.team.ledger import touch
from sim.team.tables import rounds, scenarios, session_scenarios, votes
from sim.team.trouble import Declined


def begin(connection: Connection, session_id: int, scenario: str, seed: int, now: int) -> int:
    """A new round of a session; one that is going on ends. Returns its id."""
    query = (
        select(scenarios.c.hash)
        .join(session_scenarios, session_scenarios.c.hash == scenarios.c.hash)
        .where(session_scenarios.c.session_id == session_id, session_scenarios.c.active, scenarios.c.id == scenario)
    )
    content_hash = connection.execute(query).scalar()
    if content_hash is None:
        raise Declined("not_found")
    _end_all(connection, session_id, now)
    values = {
        "session_id": session_id, "hash": content_hash, "seed": seed, "turn": 1, "phase": "asking", "created_at": now,
    }  # fmt: skip
    made = connection.execute(insert(rounds).values(**values)).inserted_primary_key
    touch(connection, session_id)
    return int(made[0]) if made else 0


def end(connection: Connection, session_id: int, now: int) -> None:
    """Whatever is going on is over."""
    _end_all(connection, session_id, now)
    touch(connection, session_id)


def _end_all(connection: Connection, session_id: int, now: int) -> None:
    going_on = (rounds.c.session_id == session_id) & (rounds.c.phase != "ended")
    connection.execute(update(rounds).where(going_on).values(phase="ended", ended_at=now))


def current(connection: Connection, session_id: int) -> RowMapping | None:
    """The round that is going on, with the scenario's text as `document`; None where none is."""
    query = (
        select(rounds, scenarios.c.document)
        .join(scenarios, scenarios.c.hash == rounds.c.hash)
        .where(rounds.c.session_id == session_id, rounds.c.phase != "ended")
        .order_by(rounds.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().first()


def _going_on(connection: Connection, session_id: int) -> RowMapping:
    row = current(connection, session_id)
    if row is None:
        raise Declined("not_found")
    return row


def table_of(row: Mapping[Any, Any]) -> Table:
    """What is on the screen in a round."""
    return table(row["document"], row["seed"], tuple(json.loads(row["path"])))


def spread(connection: Connection, row: Mapping[Any, Any]) -> dict[str, int]:
    """How many voted for which option in the present turn."""
    query = select(votes.c.option).where(votes.c.round_id == row["id"], votes.c.turn == row["turn"])
    return dict(Counter(option for (option,) in connection.execute(query)))


def my_vote(connection: Connection, row: Mapping[Any, Any], seat_id: int) -> str:
    """What a seat voted for in the present turn, empty for nothing yet."""
    here = (votes.c.round_id == row["id"]) & (votes.c.turn == row["turn"]) & (votes.c.seat_id == seat_id)
    return connection.execute(select(votes.c.option).where(here)).scalar() or ""


class Ballot(NamedTuple):
    """A seat's vote in the turn that it saw. round 0: of whichever round goes on."""

    seat_id: int
    turn: int
    option: str
    round: int = 0


def vote(connection: Connection, session_id: int, ballot: Ballot, now: int) -> None:
    """A seat votes, or votes otherwise, while the question is open. Raises Declined."""
    seat_id, turn, option, of_round = ballot
    row = _going_on(connection, session_id)
    if row["phase"] != "asking" or row["turn"] != turn or of_round not in (0, row["id"]):
        raise Declined("vote_over")
    if all(reply.option != option for reply in table_of(row).replies):
        raise Declined("not_found")
    here = (votes.c.round_id == row["id"]) & (votes.c.turn == turn) & (votes.c.seat_id == seat_id)
    connection.execute(delete(votes).where(here))
    values = {"round_id": row["id"], "turn": turn, "seat_id": seat_id, "option": option, "at": now}
    connection.execute(insert(votes).values(**values))


def show(connection: Connection, session_id: int) -> None:
    """Voting is over: the spread is shown, and what each reply does."""
    _change(connection, session_id, {"phase": "shown"})


def ask_again(connection: Connection, session_id: int) -> None:
    """The same question once more; the votes stay until somebody votes otherwise."""
    _change(connection, session_id, {"phase": "asking"})


def go_on(connection: Connection, session_id: int, option: str) -> None:
    """Take a reply: the next question, or the end of the call, which stays on the screen. Raises Declined."""
    row = _going_on(connection, session_id)
    path = [*json.loads(row["path"]), option]
    now_on = table(row["document"], row["seed"], tuple(path))
    phase = "shown" if now_on.card else "asking"
    _change(connection, session_id, {"path": json.dumps(path), "turn": now_on.turn, "phase": phase})


def back(connection: Connection, session_id: int) -> None:
    """The turn before once more, to try another reply. Raises Declined."""
    path = json.loads(_going_on(connection, session_id)["path"])[:-1]
    _change(connection, session_id, {"path": json.dumps(path), "turn": len(path) + 1, "phase": "shown"})


def _change(connection: Connection, session_id: int, values: Mapping[str, Any]) -> None:
    row = _going_on(connection, session_id)
    connection.execute(update(rounds).where(rounds.c.id == row["id"]).values(**values))
    touch(connection, session_id)


def favourite(now_on: Table, counted: Mapping[str, int]) -> str:
    """The reply with most votes; of equals, and where nobody voted, the first on the screen."""
    return max(now_on.replies, key=lambda reply: counted.get(reply.option, 0)).option if now_on.replies else ""


def scores(card: Scorecard | None) -> dict[str, int | None] | None:
    """The scores at the end."""
    return {dimension: card.scores[dimension] for dimension in DIMENSIONS} if card else None
