"""The part of the settings that says how to practise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.stage.controls import Switch
from sim.stage.menu_page import Section
from sim.stage.outcome import STAY, Next

if TYPE_CHECKING:
    from sim.stage.services import Program


def practice_section(program: Program) -> Section:
    """What can be chosen about practising; every change is kept at once."""
    say = program.texts
    states = (say("common.off"), say("common.on"))

    def keep(name: str, value: object) -> Next:
        program.keep(name, value)
        return STAY

    def switch(name: str) -> Switch:
        return Switch(say(f"settings.{name}"), bool(program.setting(name)), states, lambda on: keep(name, on))

    return Section(say("settings.practice"), [switch("notice")], "flag")
