"""What somebody types or pastes to join: a link, or an address and a code, in any spelling that can be understood."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from sim.team.tokens import read_code

PORT = 8765  # where a server listens unless told otherwise (sim.team.serving)
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


class Link(NamedTuple):
    """Where a session is: `address` like http://192.168.1.4:8765, and its code. Empty where it was not said."""

    address: str = ""
    code: str = ""


def read_link(typed: str, code: str = "") -> Link:
    """An address, with the code in it, after it, or in a field of its own. An address that cannot be one is empty."""
    words = typed.split()
    where = words[0] if words else ""
    parts = _parts(where)
    if parts is None:
        return Link("", read_code(code))
    address, query = parts
    inside = parse_qs(query).get("code", [""])[0]
    return Link(address, read_code(code) or read_code(inside) or read_code("".join(words[1:])))


def _parts(where: str) -> tuple[str, str] | None:
    """(address, query) of a word, None where it is no address."""
    scheme, found, _ = where.partition("://")
    try:
        split = urlsplit(where if found else f"http://{where}")
        port = split.port
    except ValueError:
        return None
    host = split.netloc.rpartition(":")[0] if port is not None else split.netloc.removesuffix(":")
    if split.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in split.netloc:
        return None
    if found and port is None:
        return f"{scheme.lower()}://{host}", split.query
    return f"{split.scheme}://{host}:{PORT if port is None else port}", split.query
