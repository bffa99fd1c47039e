"""The ways of a call: playing it on from an earlier turn, and the calls that share its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.commands.journal import KeptCall, record_error, resume
from sim.store.errors import StoreError

if TYPE_CHECKING:
    from sim.commands.context import Context
    from sim.core.call import Call
    from sim.store.journal import Journal
    from sim.store.records import CallSummary
    from sim.store.settings import Settings


def rewound(context: Context, journal: Journal, settings: Settings, call_id: str, turn: int) -> tuple[Call, KeptCall]:
    """A new call that plays another on from before the reply of a turn. Raises RecordError where that cannot be."""
    from sim.core.events import Timers
    from sim.core.rewinding import rewind

    first, _ = resume(context, journal, call_id)
    try:
        played = journal.load(call_id).events
    except StoreError as error:
        raise record_error(error) from error
    call, events = rewind(first, call_id, played, turn)
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
