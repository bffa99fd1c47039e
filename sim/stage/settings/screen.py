"""The settings: language, looks, text, time, sound, reading aloud, practice, keys, data. Every change counts at once.

Rules
- Looks go back as Restyle, another language as Reword: no screen loses its state, this one included.
- Everything else goes to the program by the name it has in the store (sim/store/settings.py).
- Over a call (in_call) what only counts from the next call on is left out, and so is the
  sample: the line is the call's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small
from sim.stage.kit.look import Look
from sim.stage.kit.outcome import Next, Pop, Push
from sim.stage.kit.page import Brand, Columns, Page, Section, Stack
from sim.stage.kit.places import place_page
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget
from sim.stage.settings.keys_screen import KeysScreen
from sim.stage.settings.looks import LookParts
from sim.stage.settings.practice import practice_section
from sim.stage.settings.program import DataParts, TimeParts, kept_switch, keys_section, language_choice
from sim.stage.settings.reading import reading_section
from sim.stage.settings.sound import VOLUMES, SoundParts

if TYPE_CHECKING:
    from sim.stage.services import Program


class SettingsScreen(Screen):
    """What a trainee may set. welcome shows the first cards again."""

    name = "settings"

    def __init__(self, program: Program, welcome: Callable[[], Next] | None = None, in_call: bool = False) -> None:
        super().__init__()
        self.program, self._welcome, self.in_call = program, welcome, in_call
        self._entered = False
        self._build()

    def _build(self) -> None:
        say = self.program.texts
        self.looks, self.sound = LookParts(self.program), SoundParts(self.program)
        self.brand = Brand(say("app.name"), say("settings.title"))
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.page = Page(say("settings.title"))
        kept = Small(say("settings.kept"), "muted", "tick")
        reading = reading_section(self.program)
        seen: list[Widget] = [self._language(), self.looks.words(), self.looks.colours(), self._captions(), reading]
        left = Stack([*seen, self._keys()])
        right = Stack([*self._calls(), self._drawing(), *self._data(), kept])
        self.page.adopt(Columns(left, right, 0.5, 380))
        self.ui.add(self.brand, self.page, self.back)

    # --- what stands on it --------------------------------------------------------------------------------------

    def _language(self) -> Section:
        say = self.program.texts
        parts: list[Widget] = [language_choice(self.program)]
        if self.in_call:
            parts.append(Small(say("settings.language.call")))
        return Section(say("settings.language.title"), parts, "person")

    def _captions(self) -> Section:
        say = self.program.texts
        switch = kept_switch(self.program, "whole_captions", say("settings.whole_captions"))
        return Section(say("settings.captions"), [switch, Small(say("settings.captions_note"))], "speaker")

    def _calls(self) -> list[Widget]:
        """What is about calls."""
        say, program = self.program.texts, self.program
        volumes: list[Widget] = [self.sound.volume(name) for name in VOLUMES]
        volumes.insert(2, Small(say("settings.cap_note")))
        if self.in_call:
            return [Section(say("settings.sound"), volumes, "speaker")]
        sound = [self.sound.voice, *self.sound.heard(), *volumes]
        return [
            Section(say("settings.time"), TimeParts(program).all(), "clock"),
            Section(say("settings.sound"), sound, "speaker"),
            practice_section(program),
        ]

    def _keys(self) -> Section:
        return keys_section(self.program, lambda: Push(KeysScreen(self.program)))

    def _data(self) -> list[Widget]:
        """The data, and the welcome."""
        parts: list[Widget] = [DataParts(self.program).section()]
        if self._welcome is not None:
            again = Button(self.program.texts("settings.welcome"), self._welcome, icon="replay")
            parts.append(Row([again], equal=False))
        return parts

    def _drawing(self) -> Section:
        say = self.program.texts
        switch = kept_switch(self.program, "framebuffer_acceleration", say("settings.acceleration"))
        return Section(say("settings.window"), [switch, Small(say("settings.acceleration_note"))], "settings")

    # --- what happens -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """Back from the keys or the welcome: show what is set now."""
        if self._entered:
            self.reword()
        self._entered = True

    def reword(self) -> None:
        """Everything anew, in the program's language."""
        self.sound.silence()
        offset = self.page.offset
        self.ui.rebuild(self._build)
        self.page.scroll(offset - self.page.offset)

    def tick(self, now: float, dt: float) -> Next:
        """The sample comes when it has been spoken."""
        self.sound.tick(now)
        return super().tick(now, dt)

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return Pop() if key == pygame.K_ESCAPE else None

    def closed(self) -> None:
        """Nothing sounds on."""
        self.sound.silence()

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        self.looks.show(look.settings)
        place_page(area, look, self.brand, [self.back], self.page)
