"""The part of the settings that says how to practise: the moment before a call, hints, the quiet screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.stage.kit.cards import Small
from sim.stage.kit.controls import Choice, Switch
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Section

if TYPE_CHECKING:
    from sim.stage.services import Program

HINTS = ("auto", "full", "light", "none")


def practice_section(program: Program) -> Section:
    """What can be chosen about practising; every change is kept at once."""
    say = program.texts
    states = (say("common.off"), say("common.on"))

    def keep(name: str, value: object) -> Next:
        program.keep(name, value)
        return STAY

    def switch(name: str) -> Switch:
        return Switch(say(f"settings.{name}"), bool(program.setting(name)), states, lambda on: keep(name, on))

    hints = Choice(
        say("settings.hints.label"),
        tuple(say(f"settings.hints.{level}") for level in HINTS),
        HINTS.index(program.setting("hints")),
        lambda index: keep("hints", HINTS[index]),
    )
    note = Small(say("settings.hints.note"))
    return Section(say("settings.practice"), [switch("notice"), hints, note, switch("quiet")], "flag")
