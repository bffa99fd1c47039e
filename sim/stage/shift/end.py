"""The end of a shift: its calls with scores and debriefs, the line of tension, the best moment, one rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core.shift import Shift, Step, best_step, rule_step
from sim.core.telling import score_word
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, Chips, Note, Small, Text
from sim.stage.kit.look import STRONG
from sim.stage.kit.outcome import Next
from sim.stage.kit.page import Columns, Section, Stack, Tiles
from sim.stage.kit.widget import Widget
from sim.stage.shift.frame import ShiftScreen
from sim.stage.shift.parts import Callers, minutes, score_bars, step_words, stress_line, stress_words
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.texts import Texts


class EndScreen(ShiftScreen):
    """What a shift came to. open_call is told the id of a call; again begins another shift."""

    def __init__(
        self,
        texts: Texts,
        shift: Shift,
        callers: Callers,
        open_call: Callable[[str], Next],
        acts: tuple[Callable[[], Next], Callable[[], Next]],
    ) -> None:
        say, passed = texts, sum(step.passed for step in shift.steps)
        self.shift, self.callers, self._open_call = shift, callers, open_call
        done = say("shift.chip", count=len(shift.steps), time=minutes(say, shift.clock))
        super().__init__(texts, say("shift.end_title"), Chips((Chip(done, "info", "clock"),)))
        head = Text(say("shift.passed", passed=passed, count=len(shift.steps)), STRONG)
        calls = Tiles([self._call(number, step) for number, step in enumerate(shift.steps, 1)], 300, gap=10)
        right = Stack([head, calls])
        self.page.adopt(Columns(Stack([*self._notes(), self._line()]), right, 0.42, 330))
        again, menu = acts
        on = Button(say("shift.menu"), menu, "primary", icon="next", hint=say("keys.enter"))
        self.stand(Button(say("common.back"), menu, icon="back", hint=say("keys.escape")), on,
                   Button(say("shift.another"), again, icon="replay"))  # fmt: skip
        self.leave.visible = False

    def _name(self, step: Step) -> str:
        entry = self.callers.get(step.scenario)
        return entry.caller if entry is not None else step.scenario

    def _notes(self) -> list[Widget]:
        """The best moment and one rule."""
        say, notes = self.texts, []
        best, rule = best_step(self.shift), rule_step(self.shift)
        if best is not None:
            said = say("shift.best_text", name=self._name(best), said=best.best)
            notes.append(Note(say("shift.best"), (said,), "star", "good"))
        if rule is not None:
            notes.append(Note(say("shift.rule"), (rule.rule, say("shift.rule_from", name=self._name(rule))), "bulb"))
        return list(notes)

    def _line(self) -> Section:
        say, line = self.texts, self.shift.stress()
        first, last = stress_words(say, line[0]), stress_words(say, line[-1])
        words = say("shift.went_same" if first == last else "shift.went", first=first, last=last)
        return Section(
            say("shift.tension"),
            [Text(words), stress_line(say, self.shift, self.callers), Small(say("shift.never"))],
            "calm",
        )

    def _call(self, number: int, step: Step) -> Section:
        """A call: its scores, what showed, and the door to its debrief."""
        say = self.texts
        lowest = step.lowest
        word = score_word(say, lowest)
        verdict = word if lowest is None else say("shift.score", score=lowest, word=word)
        slips = step_words(say, step)
        small: list[Widget] = [Small(say("shift.showed", slips=slips))] if slips else []
        title = say("shift.call", number=number, name=self._name(step), verdict=verdict)
        door = Button(say("shift.debrief"), self._opens(step.call), icon="transcript")
        return Section(title, [*score_bars(say, step.scores), *small, door], "phone", gap=8)

    def _opens(self, call_id: str) -> Callable[[], Next]:
        return lambda: attempt(self.ui, self.texts, lambda: self._open_call(call_id))
