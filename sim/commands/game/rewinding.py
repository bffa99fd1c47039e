"""What if: playing a call on from an earlier turn, and two calls of the same beginning side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.game.calls import Calls
from sim.commands.ways import rewound, ways
from sim.core.recording import RecordError
from sim.stage.kit.outcome import STAY, Next, Pop, Push, Replace
from sim.stage.services import Door

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.stage.debrief.extras import Extras
    from sim.store.records import CallSummary


class Rewinding(Calls):
    """Rewinding a call from its debrief, and what came of it beside what came of the first try."""

    def after_call(self, call: Call, call_id: str) -> Extras:
        """A call of practice can be played on from any turn; one that was, stands beside where it came from."""
        from sim.core.rewinding import can_rewind

        extras = super().after_call(call, call_id)
        if not call_id or not can_rewind(call.setup):
            return extras
        found = ways(self.journal, self.settings.trainee, call_id)
        return replace(
            extras,
            rewind=lambda turn: self.rewind(call_id, turn),
            more=(*extras.more, *self._side_by_side(call, call_id, found)),
            note=" ".join(part for part in (extras.note, self._first_try(call, found)) if part),
        )

    def rewind(self, call_id: str, turn: int) -> Next:
        """Play a call anew from before the reply of a turn. Raises RecordError where that cannot be."""
        call, recorder = rewound(self.context, self.journal, self.settings, call_id, turn)
        return Replace(self.seat(call, recorder))

    # -- side by side -----------------------------------------------------------------------------------------

    def _first_try(self, call: Call, found: Sequence[CallSummary]) -> str:
        """Both scores, of a call that was played on from another: the first one stays."""
        if not call.setup.branch or not found or found[0].branch:  # the first try may be gone
            return ""
        from sim.core.scoring import score

        lowest = found[0].lowest, score(call.scenario, call.log()).lowest
        first, second = (self.texts("whatif.unrated") if value is None else value for value in lowest)
        return self.texts("whatif.note", first=first, second=second)

    def _side_by_side(self, call: Call, call_id: str, found: Sequence[CallSummary]) -> tuple[Door, ...]:
        """The way to the comparison; none where there is one way only.

        What is beside it at first: the call that it was rewound from, else the newest way.
        """
        others = [other for other in found if other.id != call_id and other.status != "open"]
        start = next((other for other in others if other.id == call.setup.branch), others[-1] if others else None)
        if start is None or self._remade(start.id) is None:
            return ()
        return (Door(self.texts("whatif.title"), lambda: self._compare(call, call_id, start.id), "transcript"),)

    def _remade(self, call_id: str) -> Call | None:
        """A call of the past where it can be made again."""
        try:
            return self.resume(call_id)[0]
        except RecordError:
            return None

    def _compare(self, call: Call, call_id: str, start_id: str) -> Next:
        from sim.core.scoring import score
        from sim.stage.compare.screen import CompareScreen, Way

        mine, start = Way(1, call), 0
        others: list[Way] = []
        for order, other in enumerate(ways(self.journal, self.settings.trainee, call_id), 1):
            if other.id == call_id:
                mine = Way(order, call, score(call.scenario, call.log()).lowest)
            elif other.status != "open" and (again := self._remade(other.id)) is not None:
                start = len(others) if other.id == start_id else start
                others.append(Way(order, again, other.lowest))
        return Push(CompareScreen(self, mine, others, start, Pop)) if others else STAY
