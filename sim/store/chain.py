"""The hash chain of a call: each link holds the one before it, so that a byte changed anywhere is found.

    header_hash = H("call", header)     link n = H(link n-1, n, at, event)     seal = H(last link, status, end, result)

`calls.head` is the last link while a call is open and the seal when it is over: a missing end is found as well.
Everything is hashed as the text that stands in the file, not as what that text means. SQLite's own check does not
see a flipped byte inside a text. This finds damage and careless edits; it is no signature against a forger.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def canonical(value: Any) -> str:
    """JSON with one spelling for each value: sorted keys, no spaces, plain ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def header_hash(header: Mapping[str, Any]) -> str:
    """The first link: what was settled before the call. Absent values are left out, so that later versions may add
    columns without changing the hash of calls that have none.
    """
    return _hash("call", {name: value for name, value in header.items() if value is not None})


def link(before: str, seq: int, at: int, event: str) -> str:
    """The link of one event: its place, its time and its text as stored."""
    return _hash(before, seq, at, event)


def seal(before: str, status: str, ended_at: str | None, result: str | None) -> str:
    """What closes the chain when a call is over."""
    return _hash(before, status, ended_at, result)


def text_key(text: str) -> str:
    """How a caller's line is remembered without keeping its words."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _hash(*parts: Any) -> str:
    return sha256(canonical(parts).encode("ascii")).hexdigest()
