"""What if: playing a call on from an earlier turn, and two calls of the same beginning side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sim.commands.game.calls import Calls
from sim.commands.journal import KeptCall, rebuilt, record_error, version_of
from sim.core.recording import RecordError
from sim.stage.kit.outcome import STAY, Next, Pop, Push, Replace
from sim.stage.services import Door
from sim.store.errors import StoreError
from sim.store.records import CallSummary, StoredCall

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.stage.debrief.extras import Extras


class _Played(NamedTuple):
    """A call of the past: as it was stored, and as its events make it again."""

    stored: StoredCall
    call: Call


class Rewinding(Calls):
    """Rewinding a call from its debrief, and what came of it beside what came of the first try."""

    def after_call(self, call: Call, call_id: str) -> Extras:
        """A call of practice can be played on from any turn; one that was, stands beside where it came from."""
        from sim.core.rewinding import can_rewind

        extras = super().after_call(call, call_id)
        if not call_id or not can_rewind(call.setup):
            return extras
        ways = self._same_beginning(call_id)
        return replace(
            extras,
            rewind=lambda turn: self.rewind(call_id, turn),
            more=(*extras.more, *self._side_by_side(call, call_id, ways)),
            note=" ".join(part for part in (extras.note, self._first_try(call, ways)) if part),
        )

    def rewind(self, call_id: str, turn: int) -> Next:
        """Play a call anew from before the reply of a turn. Raises RecordError where that cannot be."""
        from sim.core.events import Timers
        from sim.core.rewinding import rewind

        played = self._played(call_id)
        if played is None:
            raise RecordError("scenario_changed", call_id)
        call, events = rewind(played.call, call_id, played.stored.events, turn)
        if call.timers != self.settings.timers:  # whoever needs time has switched the clock off since then
            timers = Timers(on=self.settings.timers)
            call.feed(timers)
            events = (*events, timers)
        recorder = KeptCall.begin(self.journal, call, self.settings.trainee, events)
        return Replace(self.seat(call, recorder))

    def _played(self, call_id: str) -> _Played | None:
        """A call of the past, None where exactly its version of the scenario is not at hand. Raises RecordError."""
        try:
            stored = self.journal.load(call_id)
        except StoreError as error:
            raise record_error(error) from error
        scenario = version_of(self.context, stored.header)
        call = rebuilt(scenario, stored) if scenario is not None and stored.intact else None
        return None if call is None else _Played(stored, call)

    # -- side by side -----------------------------------------------------------------------------------------

    def _first_try(self, call: Call, ways: Sequence[CallSummary]) -> str:
        """Both scores, of a call that was played on from another: the first one stays."""
        if not call.setup.branch or not ways or ways[0].branch:  # the first try may be gone
            return ""
        from sim.core.scoring import score

        lowest = ways[0].lowest, score(call.scenario, call.log()).lowest
        first, second = (self.texts("whatif.unrated") if value is None else value for value in lowest)
        return self.texts("whatif.note", first=first, second=second)

    def _side_by_side(self, call: Call, call_id: str, ways: Sequence[CallSummary]) -> tuple[Door, ...]:
        """The way to the comparison; none where there is one way only.

        What is beside it at first: the call that it was rewound from, else the newest way.
        """
        others = [other for other in ways if other.id != call_id and other.status != "open"]
        start = next((other for other in others if other.id == call.setup.branch), others[-1] if others else None)
        if start is None or self._remade(start.id) is None:
            return ()
        return (Door(self.texts("whatif.title"), lambda: self._compare(call, call_id, start.id), "transcript"),)

    def _same_beginning(self, call_id: str) -> list[CallSummary]:
        """The calls that go back to the same first try, oldest first."""
        from sim.core.rewinding import same_beginning

        calls = {call.id: call for call in self._my_calls()}
        branches = {name: call.branch for name, call in calls.items()}
        return [calls[other] for other in same_beginning(call_id, branches) if other in calls]

    def _remade(self, call_id: str) -> Call | None:
        """A call of the past where it can be made again."""
        try:
            played = self._played(call_id)
        except RecordError:
            return None
        return played.call if played is not None else None

    def _compare(self, call: Call, call_id: str, start_id: str) -> Next:
        from sim.core.scoring import score
        from sim.stage.compare.screen import CompareScreen, Way

        mine, start = Way(1, call), 0
        others: list[Way] = []
        for order, other in enumerate(self._same_beginning(call_id), 1):
            if other.id == call_id:
                mine = Way(order, call, score(call.scenario, call.log()).lowest)
            elif other.status != "open" and (again := self._remade(other.id)) is not None:
                start = len(others) if other.id == start_id else start
                others.append(Way(order, again, other.lowest))
        return Push(CompareScreen(self, mine, others, start, Pop)) if others else STAY
