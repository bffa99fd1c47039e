"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _the_house()
    _sessions()
    _people()
    _attempts()
    _together()


def _the_house() -> None:
    """What the server itself keeps."""
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "lead_logins",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("csrf", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", name="pk_lead_logins"),
    )
    op.create_table(
        "audit",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("session_id", NUMBER, nullable=True),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_session_id", "audit", ["session_id"], unique=False)


def _sessions() -> None:
    """Sessions and the scenarios that they were made with."""
    op.create_table(
        "sessions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ref", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("names", sa.String(length=10), nullable=False),
        sa.Column("board", sa.Boolean(), nullable=False),
        sa.Column("ranking", sa.Boolean(), nullable=False),
        sa.Column("attempts_allowed", sa.Integer(), nullable=False),
        sa.Column("counts", sa.String(length=10), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("keep_until", sa.BigInteger(), nullable=False),
        sa.Column("forgotten_at", sa.BigInteger(), nullable=True),
        sa.Column("last_number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("counts IN ('best', 'last', 'first')", name="ck_sessions_counts"),
        sa.CheckConstraint("names IN ('names', 'aliases')", name="ck_sessions_names"),
        sa.CheckConstraint("state IN ('open', 'paused', 'closed')", name="ck_sessions_state"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("code", name="uq_sessions_code"),
        sa.UniqueConstraint("ref", name="uq_sessions_ref"),
    )
    op.create_table(
        "scenarios",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("family", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_scenarios"),
    )
    op.create_table(
        "session_scenarios",
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hash"], ["scenarios.hash"], name="fk_session_scenarios_hash"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_session_scenarios_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "hash", name="pk_session_scenarios"),
    )


def _people() -> None:
    """Seats, and names in a table of their own."""
    op.create_table(
        "seats",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ref", sa.String(length=36), nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=10), server_default="idle", nullable=False),
        sa.Column("scenario", sa.String(length=120), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_seats_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
        sa.UniqueConstraint("ref", name="uq_seats_ref"),
        sa.UniqueConstraint("session_id", "number", name="uq_seats_number"),
        sa.UniqueConstraint("token_digest", name="uq_seats_token_digest"),
    )
    op.create_index("ix_seats_session_id", "seats", ["session_id"], unique=False)
    op.create_table(
        "names",
        sa.Column("seat_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=250), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name="fk_names_seat_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_names_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seat_id", name="pk_names"),
        sa.UniqueConstraint("session_id", "key", name="uq_names_key"),
    )


def _attempts() -> None:
    """What was sent, and what it was worth by our own count."""
    op.create_table(
        "attempts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("seat_id", NUMBER, nullable=False),
        sa.Column("scenario", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("model", sa.Integer(), nullable=False),
        sa.Column("calm", sa.Integer(), nullable=True),
        sa.Column("ownership", sa.Integer(), nullable=True),
        sa.Column("policy", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("distinction", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("ending", sa.String(length=120), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("lasted_ms", sa.BigInteger(), nullable=False),
        sa.Column("false_start", sa.Boolean(), nullable=False),
        sa.Column("handed_in", sa.Boolean(), nullable=False),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("void_reason", sa.String(length=200), server_default="", nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name="fk_attempts_seat_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_attempts_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.UniqueConstraint("uuid", name="uq_attempts_uuid"),
    )
    op.create_index("ix_attempts_of_scenario", "attempts", ["seat_id", "scenario"], unique=False)
    op.create_index("ix_attempts_session_id", "attempts", ["session_id"], unique=False)


def _together() -> None:
    """One turn on the big screen, and what the room votes."""
    op.create_table(
        "rounds",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.Column("path", sa.Text(), server_default="[]", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("phase IN ('asking', 'shown', 'ended')", name="ck_rounds_phase"),
        sa.ForeignKeyConstraint(["hash"], ["scenarios.hash"], name="fk_rounds_hash"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_rounds_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
    )
    op.create_index("ix_rounds_session_id", "rounds", ["session_id"], unique=False)
    op.create_table(
        "votes",
        sa.Column("round_id", NUMBER, nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seat_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("option", sa.String(length=120), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_votes_round_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name="fk_votes_seat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "turn", "seat_id", name="pk_votes"),
    )
