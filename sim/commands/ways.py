"""The ways of a call: playing it on from an earlier turn, and the calls that share its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.commands.journal import KeptCall, rebuilt, record_error, version_of
from sim.core.recording import RecordError
from sim.store.errors import StoreError

if TYPE_CHECKING:
    from sim.commands.context import Context
    from sim.core.call import Call
    from sim.store.journal import Journal
    from sim.store.records import CallSummary, StoredCall
    from sim.store.settings import Settings


class Remade(NamedTuple):
    """A call of the past: as it was stored, and as its events make it again."""

    stored: StoredCall
    call: Call


def remade(context: Context, journal: Journal, call_id: str) -> Remade:
    """A call of the past. Raises RecordError where it cannot be read, or its version of the scenario is not at hand."""
    try:
        stored = journal.load(call_id)
    except StoreError as error:
        raise record_error(error) from error
    scenario = version_of(context, stored.header)
    call = rebuilt(scenario, stored) if scenario is not None and stored.intact else None
    if call is None:
        raise RecordError("scenario_changed", stored.header.title)
    return Remade(stored, call)


def rewound(context: Context, journal: Journal, settings: Settings, call_id: str, turn: int) -> tuple[Call, KeptCall]:
    """A new call that plays another on from before the reply of a turn. Raises RecordError where that cannot be."""
    from sim.core.events import Timers
    from sim.core.rewinding import rewind

    first = remade(context, journal, call_id)
    call, events = rewind(first.call, call_id, first.stored.events, turn)
    if call.timers and not settings.timers:  # whoever needs time has switched the clock off since then
        timers = Timers(on=False)
        call.feed(timers)
        events = (*events, timers)
    return call, KeptCall.begin(journal, call, settings.trainee, events)


def ways(journal: Journal, trainee: str | None, call_id: str) -> list[CallSummary]:
    """The calls that go back to the same first try, the oldest first; none while the results cannot be read."""
    from sim.core.rewinding import same_beginning

    try:
        calls = {call.id: call for call in journal.calls(trainee=trainee)}
    except StoreError:
        return []
    branches = {name: call.branch for name, call in calls.items()}
    return [calls[other] for other in same_beginning(call_id, branches) if other in calls]
