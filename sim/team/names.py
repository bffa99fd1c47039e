"""Names of people: what may be one, and when two are the same."""

import unicodedata

from sim.team.trouble import Declined

LONGEST_NAME = 60
_JOINERS = "\u200c\u200d"  # some scripts need them


def clean(name: str) -> str:
    """A name as it is kept: composed, single spaces. Empty for nothing but spaces. Raises Declined (bad_name)."""
    if any(unicodedata.category(sign) in ("Cs", "Co", "Cn", "Cc", "Cf") and sign not in _JOINERS for sign in name):
        raise Declined("bad_name", most=LONGEST_NAME)
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if len(kept) > LONGEST_NAME:
        raise Declined("bad_name", most=LONGEST_NAME)
    return kept


def key_of(name: str) -> str:
    """How names are compared: whoever writes it in capitals or with another width is the same person."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
