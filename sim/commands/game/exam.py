"""What an exam needs to say before it begins: whether this call is a new one, and which one would be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.game.calls import Calls
from sim.stage.kit.outcome import Next, Replace
from sim.stage.services import Door

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.briefing.choices import Around


class Exams(Calls):
    """Exam calls count for Ready only where the trainee had not met the call before."""

    def around(self, scenario: Scenario) -> Around:
        """Whether the call was met, and which call of its family could be taken instead: a twin where there is one."""
        from sim.commands.met import met_calls
        from sim.commands.practice import available
        from sim.core.practice.returns import exam_calls

        around, own = super().around(scenario), self.context.library
        calls, met = met_calls(self.journal, own, self.settings.trainee)
        if scenario.id not in met:
            return around
        name = exam_calls(calls, available(own), met)[scenario.family]
        other = self._instead(name) if name and name != scenario.id else None
        return replace(around, met=True, other=other)

    def _instead(self, name: str) -> Door:
        title = next(entry.title for entry in self.callers() if entry.id == name)

        def take() -> Next:
            return Replace(self.briefing(name, "exam"))

        return Door(self.texts("briefing.other", title=title), take)
