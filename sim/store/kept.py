"""What is kept beside the calls: plans ("if ..., then I ..."), quizzes, shifts, exercises, names of people.

One table for all, since each is small, belongs to a trainee and is only listed: `kind` says what it is, `data` is a
mapping that its owner understands. Nothing of it goes into a score.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.store.chain import canonical
from sim.store.records import check_text, result_of


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that was kept. `at` is ISO 8601 in UTC; `scenario_id` and `call_id` are empty where there is none."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    trainee: str | None = None
    scenario_id: str = ""
    call_id: str = ""
    at: str = ""
    id: int = 0


def insert(connection: sqlite3.Connection, thing: Kept) -> int:
    """Write it down, in the connection's transaction; returns its number. Raises InputError for unfit texts."""
    text = canonical(dict(thing.data))
    for part in (thing.kind, thing.trainee or "", thing.scenario_id, thing.call_id, json.dumps(dict(thing.data))):
        check_text(part)
    check_text(text)
    row = (thing.trainee or "", thing.kind, thing.scenario_id, thing.call_id, thing.at, text)
    cursor = connection.execute(
        "INSERT INTO kept (trainee, kind, scenario_id, call_id, at, data) VALUES (?, ?, ?, ?, ?, ?)", row
    )
    return int(cursor.lastrowid or 0)


def select(connection: sqlite3.Connection, trainee: str | None, kind: str | None) -> list[Kept]:
    """What is kept of a trainee (None: of those who gave no name), of one kind or of all, oldest first."""
    rows = connection.execute(
        "SELECT id, kind, scenario_id, call_id, at, data FROM kept "
        "WHERE trainee = ? AND (? IS NULL OR kind = ?) ORDER BY id",
        (trainee or "", kind, kind),
    )
    return [
        Kept(name, result_of(data), trainee, scenario_id, call_id, at, number)
        for number, name, scenario_id, call_id, at, data in rows
    ]


def people(connection: sqlite3.Connection) -> list[str]:
    """The names of all trainees of whom there is anything, in alphabetical order."""
    rows = connection.execute(
        "SELECT trainee FROM calls WHERE trainee IS NOT NULL UNION SELECT trainee FROM kept WHERE trainee != ''"
    )
    return sorted((str(name) for (name,) in rows), key=lambda name: (name.casefold(), name))
