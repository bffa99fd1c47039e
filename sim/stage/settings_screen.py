"""The settings: looks, text, time, sound, language. Every change counts and is kept at once.

Rules
- Looks go back as Restyle: the whole window changes, this screen included, and no screen loses its state.
- Everything else goes to the program by the name it has in the store (sim/store/settings.py).
- The sample is a line of a real caller, so it is in a language that the voice speaks; its words are shown too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pygame

from sim.core.errors import CoolHeadError
from sim.core.events import Utterance
from sim.core.log import ACCESS_FACTORS
from sim.core.mood import Mood
from sim.stage import boxes
from sim.stage.buttons import Button
from sim.stage.cards import Small
from sim.stage.controls import Choice, Slider, Switch
from sim.stage.fonts import FAMILIES
from sim.stage.look import TEXT_SIZES, Look, LookSettings
from sim.stage.menu_page import MARGIN, Brand, Columns, Page, Section, Stack, place_bar
from sim.stage.outcome import STAY, Next, Pop, Restyle
from sim.stage.rows import Row
from sim.stage.screen import Screen
from sim.stage.settings_parts import ThemeTile
from sim.stage.settings_practice import practice_section
from sim.stage.settings_reading import reading_section
from sim.stage.theme import THEMES
from sim.stage.widget import Widget

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.services import Program

LANGUAGES = ("en", "nl")
# What can be chosen, by the field of LookSettings.
_VALUES: dict[str, tuple[Any, ...]] = {
    "text": TEXT_SIZES,
    "family": tuple(FAMILIES),
    "line_spacing": (1.0, 1.25, 1.5),
    "letter_spacing": (0.0, 0.04, 0.08),
}
_SPACING_NAMES = ("normal", "wide", "wider")
_VOLUMES = ("volume_voice", "volume_effects")


class SettingsScreen(Screen):
    """What a trainee may set."""

    name = "settings"

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
        self.looks = program.look_settings()
        self._request: int | None = None
        say = program.texts
        self.brand = Brand(say("app.name"), say("settings.title"))
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.page = Page(say("settings.title"))
        left = Stack([self._looks(), self._text(), self._language()])
        practice = practice_section(program)
        reading = reading_section(program)
        right = Stack([self._time(), self._sound(), reading, practice, Small(say("settings.kept"), "muted", "tick")])
        self.page.adopt(Columns(left, right, 0.5, 380))
        self.ui.add(self.brand, self.page, self.back)

    # --- what stands on it --------------------------------------------------------------------------------------

    def _looks(self) -> Section:
        say = self.program.texts
        self.tiles = [self._tile(name) for name in THEMES]
        self.motion = Switch(say("settings.motion"), False, self._states(), lambda on: self._restyle(reduced_motion=on))
        return Section(say("settings.looks"), [Row(list(self.tiles)), self.motion], "bulb")

    def _tile(self, theme: str) -> ThemeTile:
        say = self.program.texts
        return ThemeTile(
            theme, say(f"settings.theme.{theme}"), say("settings.chosen"), lambda: self._restyle(theme=theme)
        )

    def _text(self) -> Section:
        say = self.program.texts
        spacings = tuple(say(f"settings.spacing.{name}") for name in _SPACING_NAMES)
        names = {
            "text": tuple(say("common.percent", count=round(size * 100)) for size in TEXT_SIZES),
            "family": tuple(say(f"settings.font.{name}") for name in FAMILIES),
            "line_spacing": spacings,
            "letter_spacing": spacings,
        }
        self.choices = {field: self._choice(field, values) for field, values in names.items()}
        return Section(say("settings.words"), list(self.choices.values()), "transcript")

    def _choice(self, field: str, names: tuple[str, ...]) -> Choice:
        def choose(index: int) -> Next:
            return self._restyle(**{field: _VALUES[field][index]})

        return Choice(self.program.texts(f"settings.{field}"), names, 0, choose)

    def _language(self) -> Section:
        say = self.program.texts
        names = tuple(say(f"settings.language.{code}") for code in LANGUAGES)
        present = LANGUAGES.index(say.language) if say.language in LANGUAGES else 0
        choice = Choice(
            say("settings.language.label"), names, present, lambda i: self.program.change_language(LANGUAGES[i])
        )
        return Section(say("settings.language.title"), [choice], "person")

    def _time(self) -> Section:
        say, program = self.program.texts, self.program
        timers = bool(program.setting("timers"))
        self.access = Choice(
            say("settings.access"),
            tuple(say(f"settings.times.{factor}") for factor in ACCESS_FACTORS),
            nearest(ACCESS_FACTORS, program.setting("access")),
            lambda i: self._keep("access", ACCESS_FACTORS[i]),
        )
        self.access.visible = timers
        switch = Switch(say("settings.timers"), timers, self._states(), self._switch_timers)
        return Section(say("settings.time"), [switch, self.access, Small(say("settings.time_note"))], "clock")

    def _sound(self) -> Section:
        say = self.program.texts
        voice = bool(self.program.setting("voice"))
        self.sample = Button(say("settings.sample"), self._hear, icon="play")
        self.sample.enabled = voice and bool(self.program.callers())
        self.caption = Small("")
        self.caption.visible = False
        parts: list[Widget] = [
            Switch(say("settings.voice"), voice, self._states(), self._switch_voice),
            *(self._volume(name) for name in _VOLUMES),
            Row([self.sample], equal=False),
            self.caption,
        ]
        return Section(say("settings.sound"), parts, "speaker")

    def _volume(self, name: str) -> Slider:
        say = self.program.texts
        return Slider(
            say(f"settings.{name}"),
            float(self.program.setting(name)),
            lambda share: say("common.percent", count=round(share * 100)),
            on_change=lambda share: self._keep(name, share),
        )

    def _states(self) -> tuple[str, str]:
        say = self.program.texts
        return say("common.off"), say("common.on")

    # --- what happens -------------------------------------------------------------------------------------------

    def _restyle(self, **changes: Any) -> Next:
        looks = replace(self.looks, **changes)
        self.program.keep_look(looks)
        return Restyle(looks)

    def _show_looks(self, looks: LookSettings) -> None:
        """Show as chosen what the window is drawn with."""
        self.looks = looks
        for tile in self.tiles:
            tile.chosen = tile.theme.name == looks.theme
        self.motion.value = looks.reduced_motion
        for field, choice in self.choices.items():
            choice.index = nearest(_VALUES[field], getattr(looks, field))

    def _keep(self, name: str, value: Any) -> Next:
        self.program.keep(name, value)
        return STAY

    def _switch_timers(self, on: bool) -> Next:
        self.access.visible = on
        self.ui.refresh()
        return self._keep("timers", on)

    def _switch_voice(self, on: bool) -> Next:
        self._silence()
        self.sample.enabled = on and bool(self.program.callers())
        return self._keep("voice", on)

    def _hear(self) -> Next:
        """Ask the voice for the first line of the first caller."""
        self._silence()
        try:
            scenario = self.program.scenario(self.program.callers()[0].id)
        except CoolHeadError as error:
            return self._caption(str(error))
        line = first_line(scenario)
        self._request = self.program.speaker.request(scenario, line)
        return self._caption(self.program.texts("settings.says", name=scenario.caller.name, text=line.text))

    def _caption(self, words: str) -> Next:
        self.caption.label = words
        self.caption.visible = True
        self.ui.refresh()
        return STAY

    def _silence(self) -> None:
        self._request = None
        self.program.speaker.stop()
        self.program.sound.stop_all(self.ui.now, "voice")

    def tick(self, now: float, dt: float) -> Next:
        """Play the sample when it has come; say so when there is no voice after all."""
        if self._request is not None:
            self._collect(now)
        return super().tick(now, dt)

    def _collect(self, now: float) -> None:
        for speech in self.program.speaker.poll():
            if speech.id == self._request and speech.path is not None:
                self.program.sound.play(speech.path, now)
        trouble = self.program.speaker.notice()
        if trouble is not None:
            self._caption(self.program.texts(f"trouble.{trouble}"))

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return Pop() if key == pygame.K_ESCAPE else None

    def closed(self) -> None:
        """Nothing sounds on."""
        self._silence()

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        self._show_looks(look.settings)
        bar = boxes.inset(area, look.u(MARGIN), look.u(16))
        top = place_bar(bar, look, self.brand, [self.back]) - look.u(6)
        self.page.spread(area, look, top)


def nearest(choices: Sequence[Any], value: Any) -> int:
    """The index of this value, or of the number that comes nearest to one from a settings file."""
    if value in choices or isinstance(value, str):
        return choices.index(value) if value in choices else 0
    return min(range(len(choices)), key=lambda i: abs(choices[i] - value))


def first_line(scenario: Scenario) -> Utterance:
    """What the caller begins with, in the mood in which they begin."""
    line, start = scenario.nodes[scenario.start].caller[0], scenario.caller.start
    mood = Mood(start.anger, start.panic, start.trust, start.patience)
    return Utterance(line.wordings[0], "line", scenario.start, mood, line.recording)
