"""Before a shift: how many calls, which kinds; or going on with one that was left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sim.core.kinds import FAMILIES
from sim.core.shift import LENGTHS, UNTIL_I_STOP
from sim.stage.kit.action import ActionCard
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chips, Note, Text
from sim.stage.kit.controls import Choice, Switch
from sim.stage.kit.look import BODY
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Columns, Section, Stack
from sim.stage.kit.widget import Widget
from sim.stage.services import Door
from sim.stage.shift.frame import ShiftScreen
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.texts import Texts

Planned = Callable[[int, tuple[str, ...]], tuple[int, int]]
Begin = Callable[[int, tuple[str, ...]], Next]


class StartScreen(ShiftScreen):
    """Choosing a shift. planned tells how many calls and minutes a choice comes to; begin starts it.

    left: what can be done with a shift that was left, in words and doors, the first of them the usual one.
    """

    def __init__(
        self,
        texts: Texts,
        planned: Planned,
        begin: Begin,
        back: Callable[[], Next],
        left: tuple[str, Sequence[Door]] = ("", ()),
    ) -> None:
        say = texts
        super().__init__(texts, say("shift.title"), Chips(()))
        self._planned, self._begin, self._left = planned, begin, left
        self._doors: list[Button] = []
        self.length = 0
        self.families: dict[str, bool] = dict.fromkeys(FAMILIES, True)
        lengths = tuple(say("shift.until" if n == UNTIL_I_STOP else "shift.calls", count=n) for n in LENGTHS)
        self.choice = Choice(say("shift.length"), lengths, 0, self._choose)
        states = (say("common.off"), say("common.on"))
        self.switches = [
            Switch(say(f"menu.family.{family}"), True, states, self._switch(family)) for family in FAMILIES
        ]
        self.comes_to = Text("", BODY, "muted", icon="clock")
        mix: list[Widget] = [*self.switches]
        chosen = Section(say("shift.choose"), [self.choice, Text(say("shift.mix"), tone="muted"), *mix, self.comes_to])
        about = Note(say("shift.what"), tuple(say(f"shift.what_{part}") for part in ("calls", "queue", "breather")))
        self.page.adopt(*self._open(), Columns(Stack([chosen]), Stack([about]), 0.6, 300))
        new = Button(say("shift.begin"), self._start, icon="phone")
        first = Button(say("shift.begin"), self._start, "primary", icon="phone", hint=say("keys.enter"))
        on = new if self._doors else first
        self.stand(Button(say("common.back"), back, icon="back", hint=say("keys.escape")), on)
        self.usual = self._doors[0] if self._doors else on
        self._show()

    def _open(self) -> list[Widget]:
        """What was left is gone on with by Enter: a new shift would end it."""
        words, doors = self._left
        enter = self.texts("keys.enter")
        self._doors = [
            Button(
                door.label, self._through(door), "plain" if n else "primary", icon=door.icon, hint="" if n else enter
            )
            for n, door in enumerate(doors)
        ]
        return [ActionCard(self.texts("shift.open"), words, self._doors)] if doors else []

    def _through(self, door: Door) -> Callable[[], Next]:
        """What may not be possible now, such as a call that is not at hand, is told."""
        return lambda: attempt(self.ui, self.texts, door.open)

    def _choose(self, index: int) -> Next:
        self.length = index
        self._show()
        return STAY

    def _switch(self, family: str) -> Callable[[bool], Next]:
        def turned(on: bool) -> Next:
            self.families[family] = on
            self._show()
            return STAY

        return turned

    @property
    def chosen(self) -> tuple[int, tuple[str, ...]]:
        """Length and families."""
        return LENGTHS[self.length], tuple(family for family, on in self.families.items() if on)

    def _show(self) -> None:
        length, families = self.chosen
        calls, minutes = self._planned(length, families) if families else (0, 0)
        key = "shift.comes_to" if calls else "shift.none"
        self.comes_to.label = self.texts(key, count=calls, minutes=minutes)
        self.on.enabled = calls > 0
        self.ui.refresh()

    def _start(self) -> Next:
        return attempt(self.ui, self.texts, lambda: self._begin(*self.chosen))
