"""A session as plain results (sim.core.results), for whoever writes them to a file; the writers are handed in.

In a session with aliases people become numbers, and what fewer than three people tried is hidden, turns and all.
Those whose names were deleted are numbers too. Whoever is in a session has the same account name in every export of
it, and another one elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import Connection

from sim.core.results import FEWEST_SHOWN, ResultRow, veiled
from sim.team.ledger import note
from sim.team.moments import iso
from sim.team.reading import Row, attempt_rows, scenario_rows, seat_rows, session_row
from sim.team.tables import scenarios
from sim.team.wording import Words

KINDS = ("csv", "xlsx", "html", "json")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
_DAY_MS = 24 * 3600 * 1000  # a client's clock may be in another time zone than it believes


@dataclass(frozen=True, slots=True)
class Export:
    """What a file is written from.

    `title`: what the session is called. `rows`: by arrival; an attempt that is void or a false start has attempt 0.
    `documents`: of each row's call, the canonical text (sim.core.attempt); those of hidden rows are left out.
    `scenarios`: the texts of the versions that were played, by hash. `accounts`: person -> what stands for them where
    nobody is named. `ready`: person -> whether they passed every call of the session.
    """

    code: str
    title: str
    rows: Sequence[ResultRow]
    documents: Mapping[str, str]
    scenarios: Mapping[str, str]
    accounts: Mapping[str, str]
    ready: Mapping[str, bool]
    hidden: bool


class Exporter(Protocol):
    """Makes a file of a session's results, in a language."""

    def __call__(self, export: Export, language: str, /) -> bytes:
        """The file. Takes a while: every call is played again."""


def export_of(connection: Connection, session_id: int, words: Words) -> Export:
    """What there is to export of a session. Raises Declined (not_found)."""
    session = session_row(connection, session_id)
    seats = {seat["id"]: seat for seat in seat_rows(connection, session_id)}
    found = attempt_rows(connection, session_id, documents=True)
    played = {row["hash"]: row for row in scenario_rows(connection, session_id, active_only=False)}
    people = {name: _called(seat, words) for name, seat in seats.items()}
    accounts = {people[name]: _account(seat) for name, seat in seats.items()}
    rows = [_row(session, row, people[row["seat_id"]], played[row["hash"]]) for row in found]
    ready = _ready(seats, people, found, {row["id"] for row in played.values() if row["active"]})
    hidden = session["names"] == "aliases"
    if hidden:
        # In an order that tells nothing, and that stays.
        order = sorted(accounts, key=lambda name: accounts[name])
        numbers = {name: _numbered(words, place) for place, name in enumerate(order, 1)}
        rows = veiled(rows, lambda person: numbers[person])
        accounts = {numbers[name]: account for name, account in accounts.items()}
        # As on the board: while few have played, who is ready would be known of them.
        counted = {people[row["seat_id"]] for row in found if row["counts"]} & ready.keys()
        ready = {numbers[name]: yes for name, yes in ready.items()} if len(counted) >= FEWEST_SHOWN else {}
    shown = {row.call for row in rows if any(score is not None for score in row.scores)}
    return Export(
        session["code"],
        session["title"],
        rows,
        {row["uuid"]: row["document"] for row in found if row["uuid"] in shown},
        _texts(connection, {row["hash"] for row in found if row["uuid"] in shown}),
        accounts,
        ready,
        hidden,
    )


def write_down(connection: Connection, session_id: int, kind: str, now: int) -> None:
    """That results left the server is known afterwards."""
    note(connection, now, session_id, "lead", "exported", kind=kind)


def file_name(export: Export, kind: str, now: int) -> str:
    """What a download is called."""
    return f"cool-head-{export.code}-{(iso(now) or '')[:10]}.{kind}"


def _called(seat: Row, words: Words) -> str:
    return seat["name"] or _numbered(words, seat["number"])


def _numbered(words: Words, number: int) -> str:
    return words("report.alias", number=number)


def _account(seat: Row) -> str:
    """A seat's own number is drawn at random, so that its digest says nothing to whoever has not the database."""
    return sha256(f"cool-head {seat['ref']}".encode("ascii")).hexdigest()[:32]


def _texts(connection: Connection, hashes: Iterable[str]) -> dict[str, str]:
    wanted = scenarios.select().where(scenarios.c.hash.in_(sorted(hashes)))
    return {row.hash: row.document for row in connection.execute(wanted)}


def _row(session: Row, row: Mapping[str, Any], person: str, scenario: Row) -> ResultRow:
    document = json.loads(row["document"])
    started = _started(session, row, document["started_at"])
    return ResultRow(
        call=row["uuid"],
        person=person,
        scenario=row["scenario"],
        title=scenario["title"],
        family=scenario["family"],
        mode=row["mode"],
        attempt=row["number"],
        started=iso(started) or "",
        ended=iso(started + row["lasted_ms"]),
        calm=row["calm"],
        ownership=row["ownership"],
        policy=row["policy"],
        passed=row["passed"],
        complete=row["complete"],
        language=document["language"],
        way=row["way"],
        model=row["model"],
        seconds=row["lasted_ms"] // 1000,
    )


def _started(session: Row, row: Mapping[str, Any], said: str) -> int:
    """When a call began, by the trainee's clock; where that cannot be, as late as it can have been by ours."""
    latest = int(row["arrived_at"]) - int(row["lasted_ms"])
    try:
        moment = int(datetime.fromisoformat(said).timestamp() * 1000)
    except (ValueError, OverflowError):
        return latest
    return moment if session["created_at"] - _DAY_MS <= moment <= latest else latest


def _ready(
    seats: Mapping[int, Row], people: Mapping[int, str], attempts: Sequence[Mapping[str, Any]], wanted: set[str]
) -> dict[str, bool]:
    """Everybody who is still in the session, as on the board: ready is who passed every call of it."""
    passed: dict[int, set[str]] = {name: set() for name, seat in seats.items() if seat["removed_at"] is None}
    for row in attempts:
        if row["counts"] and row["passed"] and row["seat_id"] in passed:
            passed[row["seat_id"]].add(row["scenario"])
    return {people[name]: bool(wanted) and wanted <= done for name, done in passed.items()}
