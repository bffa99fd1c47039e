"""What an exam needs to say before it begins: whether this call is a new one, and which one would be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.game.calls import Calls
from sim.stage.kit.outcome import Next, Replace
from sim.stage.services import Door
from sim.store.errors import StoreError

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.briefing.choices import Around


class Exams(Calls):
    """Exam calls count for Ready only where the trainee had not met the call before."""

    def around(self, scenario: Scenario) -> Around:
        """Whether the call was met, and which call of its family could be taken instead: a twin where there is one."""
        from sim.commands.practice import available, played, seen
        from sim.core.practice.played import by_scenario
        from sim.core.practice.returns import exam_calls

        around = super().around(scenario)
        try:
            shown = {name for name, _ in seen(self.journal, self.settings.trainee)}  # as a model call
        except StoreError:
            shown = set()
        calls = played(self._my_calls(), self.context.library)
        if scenario.id not in {*by_scenario(calls), *shown}:
            return around
        library = [one for one in available(self.context.library) if one.scenario not in shown - {scenario.id}]
        name = exam_calls(calls, library)[scenario.family]
        other = self._instead(name) if name and name != scenario.id else None
        return replace(around, met=True, other=other)

    def _instead(self, name: str) -> Door:
        title = next(entry.title for entry in self.callers() if entry.id == name)

        def take() -> Next:
            return Replace(self.briefing(name, "exam"))

        return Door(self.texts("briefing.other", title=title), take)
