"""Between two calls of a shift: the scores and one sentence, how it feels now, and a breather if it is wanted.

Rules
- The queue waits fairly: no time here costs a caller patience.
- A breather counts from SHORTEST_BREATHER seconds and ends by itself after LONGEST_BREATHER; going on before it counts
  is skipping it, which is allowed.
- The numbers 1 to 5 say the feeling, B begins and ends the breather, Enter takes the next call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core.events import MOST_TENSE
from sim.core.shift import LONGEST_BREATHER, SHORTEST_BREATHER, Shift
from sim.stage.briefing.notice_parts import FeelingStep
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, Chips, Small, Text
from sim.stage.kit.look import BODY, STRONG
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Columns, Section, Stack
from sim.stage.kit.presses import GUARD, number_of
from sim.stage.kit.rows import Row
from sim.stage.kit.widget import Widget
from sim.stage.shift.frame import ShiftScreen
from sim.stage.shift.parts import Breather, Callers, queue_lines, score_bars, step_words, stress_line, stress_words
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.texts import Texts


class BetweenScreen(ShiftScreen):
    """After a call of a shift. go_on is told the feeling and the seconds of breather.

    acts: stop, told the same, ends the shift; leave goes away from it for now.
    """

    def __init__(
        self,
        texts: Texts,
        shift: Shift,
        callers: Callers,
        go_on: Callable[[int, int], Next],
        acts: tuple[Callable[[int, int], Next], Callable[[], Next]],
    ) -> None:
        say, count = texts, len(shift.steps)
        self.shift, self.callers, self._go_on, self._acts = shift, callers, go_on, acts
        self.feeling, self.rested = 0, 0
        self._breathes_since: float | None = None
        place = say("shift.place", number=count)
        chips = (Chip(say("shift.progress", number=count, count=len(shift.plan)), "info", "phone"),)
        super().__init__(texts, place, Chips(chips))
        self.last = shift.over
        right = Stack([self._feel(), *self._breather(), self._queue()])
        self.page.adopt(Columns(Stack([self._result()]), right, 0.42, 330, Stack([self._line()])))
        on = Button(say("shift.end" if self.last else "shift.next"), self._on, "primary", hint=say("keys.enter"))
        on.icon = "next" if self.last else "phone"
        stop = Button(say("shift.stop"), lambda: self._tell(acts[0]), icon="stop")
        stop.visible = not self.last
        self.stand(Button(say("shift.later"), acts[1], icon="back", hint=say("keys.escape")), on, stop)

    # --- what stands on it --------------------------------------------------------------------------------------

    def _result(self) -> Section:
        say, step = self.texts, self.shift.steps[-1]
        entry = self.callers.get(step.scenario)
        title = say("shift.result", name=entry.caller if entry is not None else step.scenario)
        words = [Text(text, BODY) for text in (step.rule,) if text]
        slips = step_words(say, step)
        quiet: list[Widget] = [Small(say("shift.showed", slips=slips))] if slips else []
        return Section(title, [*score_bars(say, step.scores), *words, *quiet], "phone", gap=9)

    def _queue(self) -> Widget:
        say, waiting = self.texts, self.shift.waiting(behind=False)
        lines = queue_lines(say, waiting, self.callers)
        fair = [Small(say("shift.fair"))] if waiting else []
        section = Section(say("shift.queue_title"), [*lines, *fair], "clock", gap=7)
        section.visible = not self.last
        return section

    def _feel(self) -> Section:
        say, chosen = self.texts, self.texts("settings.chosen")
        ends = {1: say("notice.calm"), MOST_TENSE: say("notice.tense")}
        self.steps = [
            FeelingStep(n, (say("notice.step", count=n), ends.get(n, ""), chosen), self._feels(n))
            for n in range(1, MOST_TENSE + 1)
        ]
        return Section(say("shift.feel"), [Row(list(self.steps))], "person")

    def _breather(self) -> list[Widget]:
        say = self.texts
        self.ring = Breather(say("call.breath_in"), say("call.breath_out"))
        self.about = Text(say("shift.breather_text"), tone="muted")
        self.breathe = Button(say("shift.breathe"), self.turn_breather, icon="breathe", hotkey="breathe")
        self.ring.visible = False
        if self.last:
            return []
        return [Section(say("shift.breather"), [self.ring, self.about, self.breathe], "breathe", gap=9)]

    def _line(self) -> Section:
        say, now = self.texts, self.shift.stress()[-1]
        words = Text(say("shift.now", band=stress_words(say, now)), STRONG)
        return Section(say("shift.tension"), [words, stress_line(say, self.shift, self.callers)], "calm", gap=6)

    # --- what happens -------------------------------------------------------------------------------------------

    def _feels(self, feeling: int) -> Callable[[], Next]:
        def chosen() -> Next:
            self.feeling = 0 if self.feeling == feeling else feeling
            for step in self.steps:
                step.chosen = step.number == self.feeling
            return STAY

        return chosen

    def turn_breather(self) -> Next:
        """Begin a breather, or end it."""
        say = self.texts
        if self._breathes_since is None:
            self._breathes_since = self.ui.now
        else:
            self.rested = max(self.rested, self._seconds())
            self._breathes_since = None
        breathing = self._breathes_since is not None
        self.ring.visible, self.about.visible = breathing, not breathing
        counts = self.rested >= SHORTEST_BREATHER
        self.about.label = say("shift.rested" if counts else "shift.breather_text", count=self.rested)
        self.breathe.label = say("shift.enough" if breathing else "shift.again" if counts else "shift.breathe")
        self._show_ring()
        self.ui.refresh()
        return STAY

    def _seconds(self) -> int:
        since = self._breathes_since
        return 0 if since is None else min(LONGEST_BREATHER, int(self.ui.now - since))

    def _show_ring(self) -> None:
        if self._breathes_since is not None:
            passed = self.ui.now - self._breathes_since
            state = self.texts("shift.counts" if passed >= SHORTEST_BREATHER else "shift.soon", count=SHORTEST_BREATHER)
            self.ring.show(passed, state)

    @property
    def taken(self) -> int:
        """The seconds of breather that count; 0: skipped."""
        spent = max(self.rested, self._seconds())
        return spent if spent >= SHORTEST_BREATHER else 0

    def _on(self) -> Next:
        return self._tell(self._go_on)

    def _tell(self, act: Callable[[int, int], Next]) -> Next:
        return attempt(self.ui, self.texts, lambda: act(self.feeling, self.taken))

    def tick(self, now: float, dt: float) -> Next:
        """The ring goes on; a minute is a whole breather."""
        outcome = super().tick(now, dt)
        self._show_ring()
        if self._seconds() >= LONGEST_BREATHER:
            self.turn_breather()
        return outcome

    def key(self, key: int, mod: int) -> Next:
        """A number says the feeling."""
        number = number_of(key)
        if 0 < number <= len(self.steps) and self.ui.overlay is None:
            self.page.reveal(self.steps[number - 1])
            return self.ui.activate(self.steps[number - 1])
        return super().key(key, mod)

    def entered(self, now: float) -> None:
        """The key press that ended the call presses nothing."""
        super().entered(now)
        self.breathe.guard(now + GUARD)
