"""The tables of team sessions. Moments are milliseconds since 1970 in UTC; names stand in `names` and nowhere else.

The steps in migrations/ make them; a test compares both.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite counts rows by INTEGER only; PostgreSQL takes the larger type.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _of(table: str, primary_key: bool = False, index: bool = False) -> Column[int]:
    name = {"sessions": "session_id", "seats": "seat_id", "rounds": "round_id"}[table]
    reference = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, _NUMBER, reference, nullable=False, primary_key=primary_key, index=index or None)


sessions = Table(
    "sessions",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("ref", String(36), nullable=False, unique=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("language", String(3), nullable=False),
    Column("state", String(10), nullable=False),
    Column("names", String(10), nullable=False),
    Column("board", Boolean, nullable=False),
    Column("ranking", Boolean, nullable=False),
    Column("attempts_allowed", Integer, nullable=False),
    Column("counts", String(10), nullable=False),
    Column("keep_days", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("opened_at", BigInteger),  # first opened: no call of this session can be older
    Column("closed_at", BigInteger),
    Column("keep_until", BigInteger, nullable=False),
    Column("forgotten_at", BigInteger),  # when its names were deleted
    Column("last_number", Integer, nullable=False, server_default="0"),  # of its seats
    Column("version", BigInteger, nullable=False, server_default="0"),  # rises with every change of the session
    CheckConstraint("state IN ('open', 'paused', 'closed')", name="state"),
    CheckConstraint("counts IN ('best', 'last', 'first')", name="counts"),
    CheckConstraint("names IN ('names', 'aliases')", name="names"),
)
scenarios = Table(
    "scenarios",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("id", String(120), nullable=False),
    Column("language", String(3), nullable=False),
    Column("title", Text, nullable=False),
    Column("family", String(20), nullable=False),
    Column("level", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("document", Text, nullable=False),
)
session_scenarios = Table(
    "session_scenarios",
    metadata,
    _of("sessions", primary_key=True),
    Column("hash", String(64), ForeignKey("scenarios.hash"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("active", Boolean, nullable=False),  # no longer offered, but attempts of it are still replayed
)
seats = Table(
    "seats",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("ref", String(36), nullable=False, unique=True),
    _of("sessions", index=True),
    Column("number", Integer, nullable=False),
    Column("token_digest", String(64), unique=True),  # none: waits for its trainee
    Column("state", String(10), nullable=False, server_default="idle"),
    Column("scenario", String(120), nullable=False, server_default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("joined_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("removed_at", BigInteger),
    Column("extra", Text, nullable=False, server_default="{}"),  # JSON: attempts beyond those allowed, by scenario
    Column("version", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("session_id", "number", name="uq_seats_number"),
)
names = Table(
    "names",
    metadata,
    Column("seat_id", _NUMBER, ForeignKey("seats.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _of("sessions"),
    Column("name", String(60), nullable=False),
    Column("key", String(250), nullable=False),  # how names are compared: names.key_of
    UniqueConstraint("session_id", "key", name="uq_names_key"),
)
attempts = Table(
    "attempts",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("uuid", String(36), nullable=False, unique=True),
    _of("sessions", index=True),
    _of("seats"),
    Column("scenario", String(120), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("way", String(12), nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of `document`
    Column("model", Integer, nullable=False),
    Column("calm", Integer),
    Column("ownership", Integer),
    Column("policy", Integer),
    Column("passed", Boolean, nullable=False),
    Column("distinction", Boolean, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("ending", String(120), nullable=False),
    Column("turns", Integer, nullable=False),
    Column("lasted_ms", BigInteger, nullable=False),
    Column("false_start", Boolean, nullable=False),
    Column("handed_in", Boolean, nullable=False),
    Column("voided", Boolean, nullable=False),
    Column("void_reason", String(200), nullable=False, server_default=""),
    Column("arrived_at", BigInteger, nullable=False),
    # Canonical; the last column, since SQLite walks through a long one to reach what stands behind it.
    Column("document", Text, nullable=False),
)
rounds = Table(
    "rounds",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    _of("sessions", index=True),
    Column("hash", String(64), ForeignKey("scenarios.hash"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("turn", Integer, nullable=False),  # the question that is open or shown, from 1
    Column("phase", String(10), nullable=False),
    Column("path", Text, nullable=False, server_default="[]"),  # JSON: the options taken so far
    Column("created_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    CheckConstraint("phase IN ('asking', 'shown', 'ended')", name="phase"),
)
votes = Table(
    "votes",
    metadata,
    _of("rounds", primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("seat_id", _NUMBER, ForeignKey("seats.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("option", String(120), nullable=False),
    Column("at", BigInteger, nullable=False),
)
settings = Table(
    "settings",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
lead_logins = Table(
    "lead_logins",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    Column("csrf", String(40), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
)
audit = Table(
    "audit",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("session_id", _NUMBER, index=True),  # no reference: what was done to a deleted session stays known
    Column("who", String(20), nullable=False),
    Column("what", String(40), nullable=False),
    Column("detail", Text, nullable=False, server_default="{}"),  # JSON, without names
)
Index("ix_attempts_of_scenario", attempts.c.seat_id, attempts.c.scenario)
