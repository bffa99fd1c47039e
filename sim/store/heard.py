"""Which lines of a scenario a trainee heard to their end: they may be skipped. Only keys of their texts are kept."""

import sqlite3
from collections.abc import Iterable

from sim.store.chain import text_key


def insert(connection: sqlite3.Connection, trainee: str | None, scenario_id: str, texts: Iterable[str]) -> None:
    """These lines were heard, in the connection's transaction; what was heard before may come again."""
    rows = [(trainee or "", scenario_id, text_key(text)) for text in texts]
    connection.executemany("INSERT OR IGNORE INTO heard VALUES (?, ?, ?)", rows)


def select(connection: sqlite3.Connection, trainee: str | None, scenario_id: str) -> frozenset[str]:
    """The keys (sim.store.chain.text_key) of the lines that a trainee (None: who gave no name) heard."""
    rows = connection.execute(
        "SELECT line FROM heard WHERE trainee = ? AND scenario_id = ?", (trainee or "", scenario_id)
    )
    return frozenset(line for (line,) in rows)


def counts(connection: sqlite3.Connection, trainee: str | None) -> dict[str, int]:
    """How many lines of each scenario a trainee heard, by its id."""
    rows = connection.execute(
        "SELECT scenario_id, count(*) FROM heard WHERE trainee = ? GROUP BY scenario_id ORDER BY scenario_id",
        (trainee or "",),
    )
    return dict(rows.fetchall())
