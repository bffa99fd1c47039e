"""The hand-in file: attempts on paper, so to speak, where no network leads to the server. Shared by client and server.

It holds what would have been sent and no score; the facilitator's page takes it in and checks it like any other.
"""

import json
import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ConfigDict, Field, StringConstraints, ValidationError

from sim.core.attempt import canonical
from sim.team.shapes import Asked, TypedName
from sim.team.trouble import Declined

KIND, VERSION = "cool-head attempts", 1
ENDING = ".coolhead.json"
_UUID = re.compile(r"[0-9a-f-]{36}")
MOST_ATTEMPTS = 500


class HandIn(NamedTuple):
    """What a file holds: whose it is, and attempts as canonical texts."""

    code: str
    seat: str
    name: str
    attempts: tuple[str, ...]

    def uuids(self) -> list[str]:
        """What its attempts call themselves, as far as that can be a UUID."""
        told = (json.loads(attempt).get("uuid") for attempt in self.attempts)
        return [uuid for uuid in told if isinstance(uuid, str) and _UUID.fullmatch(uuid)]


class _File(Asked):
    model_config = ConfigDict(extra="ignore", strict=True)
    kind: Literal["cool-head attempts"]
    version: Literal[1]
    code: Annotated[str, StringConstraints(max_length=40)] = ""
    seat: Annotated[str, StringConstraints(max_length=40)] = ""
    name: TypedName = ""
    attempts: Annotated[list[dict[str, Any]], Field(max_length=MOST_ATTEMPTS)]


def to_text(code: str, seat: str, name: str, attempts: Sequence[str]) -> str:
    """The text of a file. `seat`: its ref where the session gave one; attempts: sim.core.attempt.to_text."""
    told = {"kind": KIND, "version": VERSION, "code": code, "seat": seat, "name": name}
    return json.dumps({**told, "attempts": [json.loads(attempt) for attempt in attempts]}, indent=1, sort_keys=True)


def from_text(text: str | bytes) -> HandIn:
    """What a file holds. Raises Declined (not_a_hand_in)."""
    try:
        file = _File.model_validate(json.loads(text))
        return HandIn(file.code, file.seat, file.name, tuple(canonical(attempt) for attempt in file.attempts))
    except (ValidationError, ValueError, RecursionError):
        raise Declined("not_a_hand_in") from None
