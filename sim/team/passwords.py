"""The facilitator's password (argon2) and logins."""

import secrets
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, insert, select

from sim.team.ledger import note
from sim.team.tables import lead_logins, settings
from sim.team.tokens import digest, new_token
from sim.team.trouble import Declined

__all__ = ["PasswordHasher", "begin", "end", "fits", "hashed", "is_weak", "keep", "kept_hash", "of_cookie"]
LOGIN_MS = 12 * 3600 * 1000
SHORTEST_PASSWORD = 15  # long enough that hardly anything of the lists of common passwords is left
_FEWEST_SIGNS = 6
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")
_COMMON = ("password", "wachtwoord", "coolhead", "cool head", "welcome", "welkom", "letmein", "facilitator", "trainer")
_KEY = "password"


def kept_hash(connection: Connection) -> str | None:
    """The hash of the password; None before the first start."""
    kept: str | None = connection.execute(select(settings.c.value).where(settings.c.key == _KEY)).scalar()
    return kept


def keep(connection: Connection, hashed: str, now: int) -> None:
    """Another password: whoever is logged in must come in again."""
    connection.execute(delete(settings).where(settings.c.key == _KEY))
    connection.execute(insert(settings).values(key=_KEY, value=hashed))
    connection.execute(delete(lead_logins))
    note(connection, now, None, "lead", "password_set")


def hashed(hasher: PasswordHasher, password: str) -> str:
    """The hash to keep. Raises Declined (weak_password). Takes a while on purpose."""
    if is_weak(password):
        raise Declined("weak_password", least=SHORTEST_PASSWORD)
    return hasher.hash(password)


def is_weak(password: str) -> bool:
    """Whether somebody would guess it: short, of few signs, or made of rows of keys and words that everybody takes."""
    left = password.lower()
    if len(password) < SHORTEST_PASSWORD or len(set(left)) < _FEWEST_SIGNS:
        return True
    for word in _COMMON:
        left = left.replace(word, "")
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), 2, -1):
            for start in range(len(row) - length + 1):
                left = left.replace(row[start : start + length], "")
    return len(set(left)) < _FEWEST_SIGNS


def fits(hasher: PasswordHasher, kept: str | None, password: str) -> bool:
    """Whether it is the password. Takes a while on purpose."""
    try:
        return kept is not None and hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def begin(connection: Connection, now: int) -> tuple[str, str]:
    """A login: (token for the cookie, token against forged requests)."""
    connection.execute(delete(lead_logins).where(lead_logins.c.ends_at <= now))
    token, csrf = new_token(), secrets.token_hex(16)
    row = {"token_digest": digest(token), "csrf": csrf, "created_at": now, "ends_at": now + LOGIN_MS}
    connection.execute(insert(lead_logins).values(**row))
    note(connection, now, None, "lead", "logged_in")
    return token, csrf


def of_cookie(connection: Connection, token: str, now: int) -> Any:
    """The login of a cookie. Raises Declined (not_logged_in)."""
    query = select(lead_logins).where(lead_logins.c.token_digest == digest(token), lead_logins.c.ends_at > now)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Declined("not_logged_in")
    return row


def end(connection: Connection, token: str) -> None:
    """Logged out."""
    connection.execute(delete(lead_logins).where(lead_logins.c.token_digest == digest(token)))
