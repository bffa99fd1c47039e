"""A stored call, read back from its rows and compared with its hash chain. Never trusts what it reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.core.errors import InputError
from sim.store.chain import header_hash, link, seal
from sim.store.errors import CallUnreadable
from sim.store.records import CallHeader, StoredCall, from_text, setup_from_json
from sim.store.schema import HEADER_COLUMNS

if TYPE_CHECKING:
    from sim.core.events import Event

STATUSES = ("open", "closed", "abandoned")
HEADER = 0


class EventRow(NamedTuple):
    """A row of the table `events`; nothing is sure about the types of a damaged one."""

    seq: Any
    at: Any
    event: Any
    hash: Any


class _Chain(NamedTuple):
    """The sound part of a call's events, their last link, and where the chain breaks."""

    events: tuple[Event, ...]
    at: int
    head: str
    broken_at: int | None


def stored_call(row: Mapping[str, Any], event_rows: Sequence[EventRow]) -> StoredCall:
    """A call from its row and those of its events, by their number. Raises CallUnreadable for a damaged header."""
    header, started_at, ended_at = _header_of(row)
    chain = _follow(row, event_rows)
    broken_at = chain.broken_at
    if broken_at is None and not _end_fits(row, chain.head):
        broken_at = len(chain.events) + 1
    return StoredCall(
        id=row["id"],
        header=header,
        attempt=row["attempt"],
        started_at=started_at,
        ended_at=ended_at,
        status=row["status"],
        events=chain.events,
        elapsed_ms=chain.at,
        result_json=row["result"],
        broken_at=broken_at,
        head=str(row["head"]),
    )


def _header_of(row: Mapping[str, Any]) -> tuple[CallHeader, datetime, datetime | None]:
    try:
        names = ("scenario_id", "scenario_hash", "language", "title", "program", "trainee")
        header = CallHeader(setup=setup_from_json(row["setup"]), **{name: row[name] for name in names})
        ended_at = row["ended_at"] and from_text(row["ended_at"])
        return header, from_text(row["started_at"]), ended_at or None
    except (InputError, ValueError, TypeError, AttributeError):
        raise CallUnreadable(call=row["id"]) from None


def _follow(row: Mapping[str, Any], event_rows: Sequence[EventRow]) -> _Chain:
    """Go along the chain as far as it holds."""
    head, at = row["header_hash"], 0
    events: list[Event] = []
    sound_header = head == header_hash({name: row[name] for name in HEADER_COLUMNS})
    broken_at = None if sound_header else HEADER
    for seq, stored in enumerate(event_rows, 1):
        event = _event_of(stored, seq, at, head)
        if event is None:
            return _Chain(tuple(events), at, head, seq if sound_header else HEADER)
        events.append(event)
        head, at = stored.hash, stored.at
    return _Chain(tuple(events), at, head, broken_at)


def _event_of(stored: EventRow, seq: int, at: int, head: str) -> Event | None:
    """The event of a row; None where it is not what was written."""
    from sim.core.events import from_json  # noqa: PLC0415  # a list of calls, as in the menu, needs no events

    if stored.seq != seq or stored.hash != link(head, seq, stored.at, stored.event):
        return None
    try:
        event = from_json(json.loads(stored.event))
    except (InputError, ValueError, TypeError, RecursionError):
        return None
    return event if stored.at == at + event.ms else None


def _end_fits(row: Mapping[str, Any], head: str) -> bool:
    if row["status"] == "open":
        return row["head"] == head and row["ended_at"] is None and row["result"] is None
    return row["status"] in STATUSES and row["head"] == seal(head, row["status"], row["ended_at"], row["result"])
