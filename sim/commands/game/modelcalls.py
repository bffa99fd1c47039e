"""Model calls behind the window: which call is watched, what a mark is worth, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.commands.game.calls import Calls
from sim.commands.journal import record_error
from sim.content import texts as catalogue
from sim.core.recording import RecordError
from sim.stage.kit.outcome import Next, Pop, Push, Replace
from sim.stage.services import Door
from sim.store.errors import StoreError
from sim.store.kept import Kept

if TYPE_CHECKING:
    from sim.core.modelcalls import Mark, ModelCall
    from sim.core.scenario import Scenario
    from sim.stage.models.chooser import Done, ModelsScreen
    from sim.stage.models.feedback import FeedbackScreen
    from sim.stage.models.screen import WatchScreen
    from sim.stage.models.tour import TourScreen

KIND = "model"  # of what is kept
_SEED = 11  # the first of a scenario's model calls; the next has the next


class ModelCalls(Calls):
    """The exercises with somebody else's calls. Each is kept with what was marked and what it was worth."""

    def models_door(self) -> Door:
        """The way to the exercises."""
        return Door(self.texts("models.door"), self.open_models, "play")

    def open_models(self) -> Next:
        """The exercises to choose from."""
        return Push(self.models())

    def models(self) -> ModelsScreen:
        """What there is to watch, and what was done with it."""
        from sim.stage.models.chooser import ModelsScreen

        return ModelsScreen(self, watch=self.watch, tour=self.tour, done=self.model_results, back=Pop)

    def watch(self, scenario_id: str) -> Next:
        """The next model call of a scenario that this trainee has not marked. Raises InputError."""
        return Push(self.watching(self.scenario(scenario_id), self._watched(scenario_id)))

    def watching(self, scenario: Scenario, number: int) -> WatchScreen:
        """The model call with this number, from 0."""
        from sim.core.modelcalls import model_call, who_plays
        from sim.core.script import Script
        from sim.stage.models.screen import WatchScreen

        who = who_plays(scenario.id, number)
        model = model_call(Script(scenario), catalogue.caller_lines(scenario.language), who, _SEED + number)
        return WatchScreen(self, model, lambda mark: Replace(self.feedback(model, mark, number)), Pop)

    def feedback(self, model: ModelCall, mark: Mark, number: int) -> FeedbackScreen:
        """What a mark was worth; it is kept, or said that it was not."""
        from sim.core.modelcalls import judge
        from sim.stage.models.feedback import FeedbackScreen

        scenario, verdict = model.call.scenario, judge(model, mark)
        percent = round(100 * verdict.share)
        data = {"exercise": "mark", "who": model.who, "number": number, "turn": mark.turn, "reason": mark.reason,
                "place": verdict.place, "fits": verdict.reason_fits, "percent": percent}  # fmt: skip
        unkept = ""
        try:
            self._keep_model(scenario.id, data)
        except RecordError as error:
            unkept = self.texts(f"trouble.{error.code}")
        return FeedbackScreen(
            self,
            model,
            mark,
            verdict,
            again=lambda: Replace(self.watching(scenario, number)),
            another=lambda: Replace(self.watching(scenario, number + 1)),
            back=Pop,
            unkept=unkept,
        )

    def tour(self, scenario_id: str) -> Next:
        """The tour of the worst answers of a scenario. Raises InputError."""
        return Push(self.touring(self.scenario(scenario_id)))

    def touring(self, scenario: Scenario) -> TourScreen:
        """A tour from its first stop."""
        from sim.core.call import Call
        from sim.core.log import Setup
        from sim.core.modelcalls import tour
        from sim.core.script import Script
        from sim.stage.models.tour import TourScreen

        script, defaults = Script(scenario), catalogue.caller_lines(scenario.language)

        def finished(found: int, count: int) -> None:
            self._keep_model(scenario.id, {"exercise": "tour", "found": found, "count": count})

        call = Call(scenario, Setup(seed=_SEED), defaults, script)
        return TourScreen(self, call, tour(script, defaults, _SEED), finished=finished, back=Pop)

    # -- what is kept -----------------------------------------------------------------------------------------

    def _keep_model(self, scenario_id: str, data: Mapping[str, Any]) -> None:
        """Raises RecordError where it cannot be kept."""
        try:
            self.journal.keep(Kept(KIND, data, self.settings.trainee, scenario_id))
        except StoreError as error:
            raise record_error(error) from error

    def _kept_models(self) -> list[Kept]:
        """What this trainee did; nothing while the results cannot be read."""
        try:
            return self.journal.kept(self.settings.trainee, KIND)
        except StoreError:
            return []

    def _watched(self, scenario_id: str) -> int:
        """How far the trainee got with a scenario's model calls: the number of the next one."""
        numbers = [
            int(kept.data["number"])
            for kept in self._kept_models()
            if kept.scenario_id == scenario_id and type(kept.data.get("number")) is int
        ]
        return max(numbers, default=-1) + 1

    def model_results(self) -> dict[str, Done]:
        """What was done at the exercises of each scenario."""
        from sim.stage.models.chooser import Done

        marks: dict[str, list[bool]] = {}
        tours: dict[str, int] = {}
        for kept in self._kept_models():
            found, count = kept.data.get("found"), kept.data.get("count")
            if kept.data.get("exercise") == "mark":
                marks.setdefault(kept.scenario_id, []).append(kept.data.get("percent") == 100)
            elif type(found) is int and type(count) is int and count > 0:
                tours[kept.scenario_id] = max(tours.get(kept.scenario_id, 0), 100 * found // count)
        return {
            name: Done(len(marks.get(name, [])), sum(marks.get(name, [])), tours.get(name))
            for name in {**marks, **tours}
        }
