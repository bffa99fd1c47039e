"""The parts of settings and welcome about the program itself: its language, time in calls, keys, data, drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core.log import ACCESS_FACTORS
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small, Text
from sim.stage.kit.controls import Choice, Switch
from sim.stage.kit.look import BODY
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Section
from sim.stage.kit.rows import Row
from sim.stage.settings.looks import nearest

if TYPE_CHECKING:
    from sim.stage.kit.widget import Widget
    from sim.stage.services import Program

LANGUAGES = ("en", "nl")


def states(program: Program) -> tuple[str, str]:
    """The words of a switch."""
    return program.texts("common.off"), program.texts("common.on")


def kept_switch(program: Program, name: str, label: str) -> Switch:
    """A switch of one setting."""

    def keep(on: bool) -> Next:
        program.keep(name, on)
        return STAY

    return Switch(label, bool(program.setting(name)), states(program), keep)


def language_choice(program: Program) -> Choice:
    """The languages; each in its own words."""
    say = program.texts
    names = tuple(say(f"settings.language.{code}") for code in LANGUAGES)
    present = LANGUAGES.index(say.language) if say.language in LANGUAGES else 0
    return Choice(say("settings.language.label"), names, present, lambda i: program.change_language(LANGUAGES[i]))


class TimeParts:
    """Whether time counts, and how much of it there is."""

    def __init__(self, program: Program) -> None:
        say, timers = program.texts, bool(program.setting("timers"))
        self.program = program
        self.access = Choice(
            say("settings.access"),
            tuple(say(f"settings.times.{factor}") for factor in ACCESS_FACTORS),
            nearest(ACCESS_FACTORS, program.setting("access")),
            self._choose,
        )
        self.access.visible = timers
        self.timers = Switch(say("settings.timers"), timers, states(program), self._switch)

    def all(self) -> list[Widget]:
        """In reading order."""
        return [self.timers, self.access, Small(self.program.texts("settings.time_note"))]

    def _choose(self, index: int) -> Next:
        self.program.keep("access", ACCESS_FACTORS[index])
        return STAY

    def _switch(self, on: bool) -> Next:
        self.access.visible = on
        if self.access.ui is not None:
            self.access.ui.refresh()
        self.program.keep("timers", on)
        return STAY


def keys_section(program: Program, change: Callable[[], Next]) -> Section:
    """The way to the keys."""
    say = program.texts
    count = len(program.keys.changed)
    words = Small(say("settings.keys_changed", count=count))
    return Section(say("keyboard.title"), [Row([Button(say("keyboard.change"), change)], equal=False), words], "policy")


class DataParts:
    """Where everything is kept, and the ways there."""

    def __init__(self, program: Program) -> None:
        say = program.texts
        self.program = program
        self.path = Text(program.data_folder, BODY)
        self.answer = Small("", icon="info")
        self.answer.visible = False
        self.open = Button(say("settings.data.open"), self._open)
        self.copy = Button(say("settings.data.copy"), self._copy)

    def section(self) -> Section:
        """All of it."""
        say = self.program.texts
        parts: list[Widget] = [
            Small(say("settings.data.what")),
            self.path,
            Row([self.open, self.copy], equal=False),
            self.answer,
        ]
        return Section(say("settings.data.title"), parts, "desk")

    def _open(self) -> Next:
        return self._tell("opened" if self.program.open_data_folder() else "not_opened")

    def _copy(self) -> Next:
        return self._tell("copied" if self.program.copy_text(self.program.data_folder) else "not_copied")

    def _tell(self, what: str) -> Next:
        self.answer.label = self.program.texts(f"settings.data.{what}")
        self.answer.visible = True
        if self.answer.ui is not None:
            self.answer.ui.say(self.answer.label)
            self.answer.ui.refresh()
        return STAY
