"""Removing a trainee from the database, so that not a byte of theirs is left in its file."""

import sqlite3


def erase(connection: sqlite3.Connection, trainee: str | None) -> int:
    """Delete all rows of a trainee, in the connection's transaction; returns how many calls they were."""
    gone = connection.execute("DELETE FROM calls WHERE trainee IS ?", (trainee,)).rowcount
    connection.execute("DELETE FROM heard WHERE trainee = ?", (trainee or "",))
    connection.execute("DELETE FROM kept WHERE trainee = ?", (trainee or "",))
    connection.execute("DELETE FROM outbox WHERE trainee = ?", (trainee or "",))
    return gone


def rewrite(connection: sqlite3.Connection) -> bool:
    """Write the file anew from what is left in it; False where there is no room for that.

    Deleted rows are overwritten, but rows also move about in a file while it grows, and not every SQLite overwrites
    the places that they leave. Old versions of pages wait in the -wal file as well, until that is emptied.
    """
    try:
        connection.execute("VACUUM")
        rewritten = True
    except sqlite3.OperationalError:
        rewritten = False
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return rewritten
