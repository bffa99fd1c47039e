"""The certificate: which calls it rests on, and a code from which anybody who has those calls can tell that it holds.

The code is made by SHA-256 over ids, scenario hashes, ends of the hash chains and recomputed scores. It is written in
four groups of four letters and figures that cannot be taken for one another (no I, L, O or U), the last of them a check
figure: a slip of the pen is told from a code that is wrong. It finds careless edits and mistaken sheets; it is no
signature against a forger who has the data folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from sim.core.moves import MODEL_VERSION
from sim.core.practice.played import Played
from sim.core.practice.readiness import Readiness

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LENGTH, _GROUP = 16, 4


@dataclass(frozen=True, slots=True)
class Proof:
    """A call as it was computed again: what the code is made of. `head`: the end of its hash chain."""

    id: str
    scenario_hash: str
    head: str
    scores: tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Certificate:
    """That somebody was ready on a day, by these calls."""

    day: int
    calls: tuple[Played, ...]
    code: str
    model: int = MODEL_VERSION


def certificate(ready: Readiness, proofs: Mapping[str, Proof], today: int) -> Certificate | None:
    """The certificate of somebody who is ready and whose calls could be computed again (proofs by id); else None."""
    ids = [call.id for call in ready.calls]
    if not ready.ready or not proofs.keys() >= set(ids):
        return None
    return Certificate(today, ready.calls, check_code(proofs[name] for name in ids))


def check_code(proofs: Iterable[Proof], model: int = MODEL_VERSION) -> str:
    """The code of some calls, whatever their order: XXXX-XXXX-XXXX-XXXX."""
    parts = sorted((asdict(proof) for proof in proofs), key=lambda part: part["id"])
    text = json.dumps({"calls": parts, "model": model}, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    number = int.from_bytes(sha256(text.encode("ascii")).digest(), "big")
    body = "".join(_LETTERS[number >> 5 * place & 31] for place in range(_LENGTH - 1))
    return _grouped(body + _check_figure(body))


def read_code(text: str) -> str | None:
    """A code as somebody typed it, in its one spelling; None where a figure must be wrong or missing."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_READ_AS)
    if len(plain) != _LENGTH or any(letter not in _LETTERS for letter in plain):
        return None
    return _grouped(plain) if _check_figure(plain[:-1]) == plain[-1] else None


def _check_figure(body: str) -> str:
    """Luhn's rule over 32 figures: any one wrong figure shows, and nearly any two that changed places."""
    total = 0
    for place, letter in enumerate(reversed(body)):
        value = _LETTERS.index(letter) * (1 if place % 2 else 2)
        total += value // len(_LETTERS) + value % len(_LETTERS)
    return _LETTERS[-total % len(_LETTERS)]


def _grouped(code: str) -> str:
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
