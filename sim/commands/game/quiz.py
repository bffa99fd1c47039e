"""The quiz on the rules in the window: from the briefing three questions, from the debrief all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.commands.game.calls import Calls
from sim.commands.journal import record_error
from sim.commands.playing import fresh_seed
from sim.stage.kit.outcome import Next, Pop, Push, Replace
from sim.stage.services import Door
from sim.store.errors import StoreError
from sim.store.kept import Kept

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.core.quiz import Answered
    from sim.core.scenario import Scenario
    from sim.stage.briefing.choices import Around
    from sim.stage.debrief.extras import Extras
    from sim.stage.kit.screen import Screen

KIND = "quiz"  # of what is kept


class Quizzes(Calls):
    """Questions about the rules of a call, before it and after it; what came of them is kept, and never scored."""

    def around(self, scenario: Scenario) -> Around:
        """A way to three questions, and what came of the last ones."""
        around = super().around(scenario)
        if not scenario.quiz:
            return around

        def quiz(mode: str) -> Next:
            # The briefing behind it is made anew, for there is a new result on it.
            return Replace(self.quiz(scenario, lambda: Replace(self.briefing_of(scenario, mode)), exam=mode == "exam"))

        return replace(around, quiz=quiz, asked=self._asked(scenario))

    def after_call(self, call: Call, call_id: str) -> Extras:
        """A way to all the questions."""
        extras, scenario = super().after_call(call, call_id), call.scenario
        if not scenario.quiz:
            return extras

        def quiz() -> Next:
            return Push(self.quiz(scenario, Pop, count=len(scenario.quiz)))

        return replace(extras, more=(*extras.more, Door(self.texts("quiz.door"), quiz, "bulb")))

    def quiz(self, scenario: Scenario, leave: Any, *, count: int | None = None, exam: bool = False) -> Screen:
        """Some questions about the rules of a call. leave: what follows; count: three unless it is given."""
        from sim.core.quiz import AT_ONCE, deal, to_data
        from sim.stage.quiz.screen import QuizScreen

        asked = getattr(self.options, "seed", None)
        seed = fresh_seed() if asked is None else asked
        items = deal(scenario.quiz, seed, self._past(scenario), count or AT_ONCE)

        def keep(answers: Sequence[Answered]) -> None:
            try:
                self.journal.keep(Kept(KIND, to_data(answers), self.settings.trainee, scenario.id))
            except StoreError as error:
                raise record_error(error) from error

        return QuizScreen(self.texts, scenario.title, items, keep, leave, exam=exam)

    def _past(self, scenario: Scenario) -> list[dict[str, Any]]:
        """Earlier quizzes on this scenario, oldest first; none while they cannot be read."""
        try:
            kept = self.journal.kept(self.settings.trainee, KIND)
        except StoreError:
            return []
        return [dict(quiz.data) for quiz in kept if quiz.scenario_id == scenario.id]

    def _asked(self, scenario: Scenario) -> str:
        from sim.core.quiz import tally

        past = self._past(scenario)
        found = tally(past[-1]) if past else None
        return self.texts("briefing.asked", right=found[0], count=found[1]) if found else ""
