"""The journal as commands and front ends see it: keeping a call, going on with one, the best scores.

What plays and scores a call is imported when a call is there: the menu needs only what the journal says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sim.commands.context import Context
from sim.commands.seats import poster_of
from sim.content.texts import caller_lines
from sim.core.recording import OpenCall, RecordError
from sim.store.chain import text_key
from sim.store.errors import StoreError
from sim.store.journal import Journal
from sim.store.lock import PlayLock
from sim.store.records import CallHeader, StoredCall, best_of

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.core.events import Event
    from sim.core.scenario import Scenario
    from sim.core.scoring import Scorecard

VERSION = "0.1.0"


def open_for_playing(context: Context) -> Journal:
    """The journal, writable, and the right to play on its folder, both until the context closes. Raises StoreError."""
    lock = context.closing.enter_context(PlayLock.acquire(context.data))
    journal = context.closing.enter_context(Journal.open(context.data, lock=lock))
    _tell_set_aside(context, journal)
    journal.poster = poster_of(context)

    def anew() -> None:
        context.tell("trouble.results_gone", folder=context.data)
        _tell_set_aside(context, journal)

    journal.on_anew = anew
    return journal


def _tell_set_aside(context: Context, journal: Journal) -> None:
    aside = journal.set_aside
    if aside is not None:
        key = "trouble.set_aside" if aside.rescued else "trouble.set_aside_nothing"
        context.tell(key, path=aside.path, count=aside.rescued)


def best_scores(context: Context) -> dict[str, int]:
    """The lowest score of the best call of each scenario of who plays now; empty where nothing can be read."""
    try:
        trainee = context.settings.trainee if context.data.exists() else None
        with Journal.open(context.data, read_only=True) as journal:
            best = best_of(call for call in journal.calls() if call.trainee == trainee)
    except StoreError:
        return {}
    return {scenario: call.lowest for scenario, call in best.items() if call.lowest is not None}


def version_of(context: Context, header: CallHeader) -> Scenario | None:
    """The scenario of a stored call, None where exactly that version is not at hand."""
    return context.versions.find(header.scenario_id, header.language, header.scenario_hash)


def rebuilt(scenario: Scenario, stored: StoredCall) -> Call | None:
    """The call as its events make it again; None when they cannot have been its events."""
    from sim.core.call import Call, replay

    call = Call(scenario, stored.header.setup, caller_lines(stored.header.language))
    return call if replay(call, list(stored.events)) else None


@dataclass
class KeptCall:
    """A recorder (sim.core.recording) on the journal."""

    journal: Journal
    call_id: str
    trainee: str | None
    scenario_id: str
    known: frozenset[str]
    anew: int  # how often the journal had begun anew when that was last told

    @classmethod
    def begin(cls, journal: Journal, call: Call, trainee: str | None, events: Sequence[Event] = ()) -> KeptCall:
        """A new call in the journal; `events` already led to where it stands. Raises RecordError."""
        scenario = call.scenario
        header = CallHeader(
            scenario.id, scenario.content_hash(), scenario.language, scenario.title, call.setup, VERSION, trainee
        )
        try:
            return cls.of(journal, journal.begin(header, events), trainee, scenario.id)
        except StoreError as error:
            raise record_error(error) from error

    @classmethod
    def of(cls, journal: Journal, call_id: str, trainee: str | None, scenario_id: str) -> KeptCall:
        """A call that the journal has."""
        return cls(journal, call_id, trainee, scenario_id, journal.heard_lines(trainee, scenario_id), journal.anew)

    def knows(self, text: str) -> bool:
        """Whether this trainee heard the line to its end in an earlier call."""
        return text_key(text) in self.known

    def append(self, event: Event) -> None:
        """Make an event durable."""
        try:
            self.journal.append(self.call_id, event)
        except StoreError as error:
            raise record_error(error) from error

    def heard(self, text: str) -> None:
        """Remember a line that was heard to its end; a line that is not remembered costs nobody anything."""
        try:
            self.journal.remember_heard(self.trainee, self.scenario_id, [text])
        except StoreError:
            return

    def finish(self, card: Scorecard) -> None:
        """Keep the result."""
        from sim.core.scoring import to_json

        try:
            self.journal.close(self.call_id, to_json(card))
        except StoreError as error:
            raise record_error(error) from error

    def notice(self) -> str | None:
        """Once, when the results were deleted while the call went on."""
        told, self.anew = self.anew, self.journal.anew
        return "results_gone_call" if told != self.anew else None


def record_error(error: StoreError) -> RecordError:
    """A store's error as front ends know it: its code is a key of the texts under `trouble`."""
    return RecordError(error.code, str(error))


def open_calls(context: Context, journal: Journal, trainee: str | None) -> list[OpenCall]:
    """Calls that somebody broke off (None: who gave no name), newest first; those that cannot go on come last."""
    now = datetime.now(UTC)
    found = []
    for stored in reversed(journal.open_calls()):
        if stored.header.trainee != trainee:
            continue
        scenario = version_of(context, stored.header)
        call = rebuilt(scenario, stored) if scenario is not None and stored.intact else None
        ago = int((now - stored.started_at).total_seconds() * 1000 - stored.elapsed_ms) // 60000
        found.append(
            OpenCall(
                id=stored.id,
                scenario=stored.header.scenario_id,
                title=stored.header.title,
                caller=scenario.caller.name if scenario is not None else "",
                turns=len(call.turns) if call is not None else 0,
                minutes_ago=max(0, ago),
                playable=call is not None,
            )
        )
    return sorted(found, key=lambda call: not call.playable)  # what cannot go on now stands in nothing's way


def resume(context: Context, journal: Journal, call_id: str) -> tuple[Call, KeptCall]:
    """A call that was broken off, as it stood. Raises RecordError where it cannot go on."""
    try:
        stored = journal.load(call_id)
    except StoreError as error:
        raise record_error(error) from error
    scenario = version_of(context, stored.header)
    call = rebuilt(scenario, stored) if scenario is not None and stored.intact else None
    if call is None:
        raise RecordError("scenario_changed", stored.header.title)
    return call, KeptCall.of(journal, call_id, stored.header.trainee, stored.header.scenario_id)


def close_open(context: Context, journal: Journal, call_id: str) -> Call | None:
    """Close a call that was broken off: scored from its journal, or without a score where that cannot be done."""
    from sim.core.scoring import score, to_json

    try:
        stored = journal.load(call_id)
        scenario = version_of(context, stored.header)
        call = rebuilt(scenario, stored) if scenario is not None and stored.intact else None
        journal.abandon(call_id, to_json(score(call.scenario, call.log())) if call is not None else None)
    except StoreError as error:
        raise record_error(error) from error
    return call
