"""Join codes and tokens: how they are drawn, how they are read, what the database has of them."""

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

CODE_LENGTH = 6
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like something else: no 0 O 1 I
TOKEN_BYTES = 16
_LONGEST_TYPED = 40


def new_code() -> str:
    """A join code."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """A code as somebody typed it: case, spaces and dashes do not matter. Empty where it cannot be one."""
    code = "".join(sign for sign in typed[:_LONGEST_TYPED].upper() if sign not in " -\t")
    return code if len(code) == CODE_LENGTH and all(sign in CODE_LETTERS for sign in code) else ""


def new_token() -> str:
    """A secret of 128 bits, fit for a header."""
    return urlsafe_b64encode(secrets.token_bytes(TOKEN_BYTES)).rstrip(b"=").decode()


def digest(token: str) -> str:
    """What the database has of a token. It is drawn at random, so that a plain hash is enough."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def new_password() -> str:
    """A facilitator's first password: four groups that can be read aloud and typed, 80 bits."""
    groups = ["".join(secrets.choice(CODE_LETTERS.lower()) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)
