"""The part of the settings for reading aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.stage.aloud.reader import FOCUS_ONLY, SETTING
from sim.stage.kit.cards import Small
from sim.stage.kit.controls import Choice, Switch
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Section

if TYPE_CHECKING:
    from sim.stage.services import Program

SPEEDS = (1.0, 1.4, 1.8)  # of the reading voice


class KeptSwitch(Switch):
    """A switch of a setting that is changed elsewhere too: reading aloud has a key on every screen."""

    def __init__(self, program: Program, name: str, label: str, states: tuple[str, str]) -> None:
        super().__init__(label, bool(program.setting(name)), states, self._keep)
        self._program, self._name = program, name

    def _keep(self, on: bool) -> Next:
        self._program.keep(self._name, on)
        return STAY

    def tick(self, now: float, dt: float) -> None:
        """Show what is set."""
        self.value = bool(self._program.setting(self._name))


def reading_switch(program: Program) -> KeptSwitch:
    """Whether the screen is read aloud."""
    say = program.texts
    return KeptSwitch(program, SETTING, say("access.aloud"), (say("common.off"), say("common.on")))


def _speed(program: Program) -> Choice:
    say = program.texts

    def choose(index: int) -> Next:
        program.keep("read_speed", SPEEDS[index])
        return STAY

    present = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - program.setting("read_speed")))
    names = tuple(say(f"access.speed.{name}") for name in ("usual", "fast", "faster"))
    return Choice(say("access.speed.label"), names, present, choose)


def reading_section(program: Program) -> Section:
    """Whether the screen is read aloud, and how much of it."""
    say, keys = program.texts, program.keys
    note = say("access.note", key=keys.cap("read_aloud"), again=keys.cap("read_again"))
    focus = KeptSwitch(program, FOCUS_ONLY, say("access.focus_only"), (say("common.off"), say("common.on")))
    return Section(say("access.title"), [reading_switch(program), focus, _speed(program), Small(note)], "speaker")
