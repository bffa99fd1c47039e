"""The game's window: hands the stage scenarios, journal, voice and settings; says which screen follows which.

The menu is shown first. What the screens behind it need (the models of a scenario, the call, its score) takes longer
to import than the menu to appear, so it is imported beside the running menu, or when a screen asks for it sooner.
"""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from sim.commands.chosen import Chosen
from sim.commands.context import Context, UsageError
from sim.commands.journal import KeptCall, close_open, open_calls, resume
from sim.commands.playing import fresh_seed, playing_journal
from sim.content import texts as catalogue
from sim.content.library import Listed
from sim.core.log import Setup
from sim.core.mood import Mood
from sim.stage.app import App
from sim.stage.guard import display_problem
from sim.stage.kit.outcome import Next, Pop, Push, Rekey, Replace, Reset
from sim.stage.kit.screen import Screen
from sim.stage.menu.screen import MenuScreen
from sim.stage.menu.trouble import attempt
from sim.stage.services import CallerEntry
from sim.stage.sound import Sound
from sim.store.errors import StoreError
from sim.store.journal import Journal, best_of
from sim.store.records import CallSummary

if TYPE_CHECKING:
    from sim.commands.narrator import Narrator
    from sim.commands.speaker import CaptionSpeaker
    from sim.content.problems import Problem
    from sim.core.call import Call
    from sim.core.debrief import Debrief
    from sim.core.events import Notice
    from sim.core.recording import OpenCall, Recorder
    from sim.core.scenario import Scenario
    from sim.stage.director import Director

_BEHIND_THE_MENU = (
    "sim.commands.speaker",
    "sim.content.loading",
    "sim.stage.briefing.screen",
    "sim.stage.call.screen",
    "sim.stage.debrief.screen",
    "sim.stage.briefing.notice_screen",
    "sim.stage.settings.screen",
)
# The order in which to learn: one of each family first; whatever else there is follows by level.
FIRST_CALLS = ("four-afternoons", "eviction-thursday", "the-helpful-man")


class Game(Chosen):
    """What screens may ask for (sim.stage.services.Program), and the way from one screen to the next."""

    def __init__(self, context: Context, journal: Journal, options: Namespace) -> None:
        super().__init__(context)
        self.journal, self.options = journal, options
        self._speaker: CaptionSpeaker | None = None
        self._narrator: Narrator | None = None
        self._tell_anew, journal.on_anew = journal.on_anew, self._begun_anew

    def close(self) -> None:
        """End the voice and give the sound device back."""
        self._end_speaker()
        if self._narrator is not None:
            self._narrator.close()
        if "sound" in self.__dict__:
            self.sound.close()

    def _begun_anew(self) -> None:
        """The data folder was deleted: what is set now goes into the new one too."""
        self._tell_anew()
        self.keep_all({})

    # -- what screens ask for ---------------------------------------------------------------------------------

    @property
    def purpose(self) -> str:
        """The service's purpose, empty where no card gives one."""
        return self.context.library.purpose(self.texts.language)

    @property
    def findings(self) -> Sequence[Problem]:
        """Why scenario files are not among the callers."""
        return self.context.library.problems

    def look_again(self) -> None:
        """Look at the folders of scenarios again."""
        self.context.library.refresh()

    @cached_property
    def sound(self) -> Sound:
        """The sound device, opened when it is first asked for."""
        sound = Sound()
        self._set_volumes(sound)
        return sound

    def _set_volumes(self, sound: Sound) -> None:
        sound.set_volume("voice", self.settings.volume_voice)
        sound.set_volume("effects", self.settings.volume_effects)
        sound.set_volume("line", self.settings.volume_effects * self.settings.volume_line)

    @property
    def speaker(self) -> CaptionSpeaker:
        """The voice; its worker starts when it is first asked for, at the briefing."""
        if self._speaker is None:
            from sim.commands.speaker import speaker_for

            folders = {listed.id: listed.path.parent for listed in self.context.library.scenarios}
            silent = getattr(self.options, "no_voice", False)
            self._speaker = speaker_for(self.settings, self.context.data / "voice", folders, silent)
            if self.sound.missing:
                self._speaker.tell_first("no_sound")
        return self._speaker

    def _end_speaker(self) -> None:
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None

    @property
    def reading_voice(self) -> Narrator:
        """The voice that reads the screen; its worker starts with the first word."""
        if self._narrator is None:
            from sim.commands.narrator import narrator_for

            audible = not (getattr(self.options, "no_voice", False) or self.sound.missing)
            folder = self.context.data / "voice" / "reader"
            self._narrator = narrator_for(self.settings, folder, self._reading_manner, audible)
        return self._narrator

    def _reading_manner(self) -> tuple[str, float]:
        return self.texts.language, self.settings.read_speed

    def callers(self) -> Sequence[CallerEntry]:
        """The callers, in learning order."""
        mine = self._my_calls()
        best = best_of(mine)
        entries = []
        for listed in sorted(self.context.library.scenarios, key=_learning_order):
            top = best.get(listed.id)
            calls = sum(call.scenario_id == listed.id and call.status != "open" for call in mine)
            entries.append(replace(self._entry(listed), best=top.lowest if top is not None else None, calls=calls))
        return entries

    def _my_calls(self) -> Sequence[CallSummary]:
        """What this trainee played; results that cannot be read now must not close the window."""
        try:
            return self.journal.calls(trainee=self.settings.trainee)
        except StoreError:
            return ()

    def _entry(self, listed: Listed) -> CallerEntry:
        """A caller as the menu shows them, from the head of the file; whether it can be played shows on opening it."""
        shown = self.context.library.shown_in(listed, self.texts.language)
        return CallerEntry(
            id=shown.id,
            title=shown.title,
            caller=shown.caller,
            about=shown.about,
            family=shown.family,
            level=shown.level,
            minutes=shown.minutes,
            sex=shown.sex,
            age=shown.age,
            face=shown.face,
            start=Mood(*shown.start) if shown.start is not None else None,
        )

    def scenario(self, scenario_id: str) -> Scenario:
        """A scenario in the program's language."""
        return self.context.library.load(scenario_id, self.texts.language)

    def setup(self) -> Setup:
        """The setup of a new call: a fresh seed, or the one the command line asks for."""
        asked = getattr(self.options, "seed", None)
        seed = fresh_seed() if asked is None else asked
        mode = getattr(self.options, "mode", "practice")
        return Setup(seed=seed, mode=mode, timers=self.settings.timers, access=self.settings.access)

    def begin(self, call: Call) -> Recorder:
        """Open a journal for a call."""
        return KeptCall.begin(self.journal, call, self.settings.trainee)

    def open_calls(self) -> Sequence[OpenCall]:
        """Calls that were broken off, newest first; none while the results cannot be read."""
        try:
            return open_calls(self.context, self.journal)
        except StoreError:
            return ()

    def resume(self, call_id: str) -> tuple[Call, Recorder]:
        """A broken-off call as it stood."""
        return resume(self.context, self.journal, call_id)

    def took(self, name: str) -> None:
        """A setting has changed: what is open follows it."""
        if name in ("voice", "voice_command"):
            self._end_speaker()
        if name == "volume_cap" and self._speaker is not None:
            self._speaker.limit(self.settings.volume_cap)
        self._set_volumes(self.sound)

    # -- which screen follows which: the menu is always below the others, so that leaving a call leads there --------

    def menu(self) -> Screen:
        """The callers to choose from."""
        return MenuScreen(self, self.open_briefing, self.open_settings, self.go_on, self.close_open)

    def open_settings(self) -> Next:
        """The settings."""
        from sim.stage.settings.screen import SettingsScreen

        return Push(SettingsScreen(self, self.welcome))

    def settings_in_call(self) -> Next:
        """The settings over a call that stands still."""
        from sim.stage.settings.screen import SettingsScreen

        return Push(SettingsScreen(self, in_call=True))

    def welcome(self) -> Next:
        """The first cards."""
        from sim.stage.settings.welcome_screen import WelcomeScreen

        return Push(WelcomeScreen(self))

    def open_briefing(self, scenario_id: str) -> Next:
        """What the trainee knows before the phone rings."""
        return Push(self.briefing(scenario_id))

    def briefing(self, scenario_id: str) -> Screen:
        """The briefing of a scenario. Raises InputError."""
        from sim.stage.briefing.screen import BriefingScreen

        scenario = self.scenario(scenario_id)
        _ = self.speaker, self.sound  # they get ready while the briefing is read
        return BriefingScreen(self, scenario, lambda mode: self.take(scenario, self._mode(mode)), Pop)

    def _mode(self, chosen: str) -> str:
        """The mode of a new call: an exam that the command line asks for is one, whatever is chosen."""
        return "exam" if getattr(self.options, "mode", chosen) == "exam" else chosen

    def take(self, scenario: Scenario, mode: str) -> Next:
        """Take the call: first, unless the settings say otherwise, a moment for what the trainee notices."""
        from sim.stage.briefing.notice_screen import NoticeScreen

        if not self.settings.notice:
            return self.ring(scenario, mode)

        def rings(noticed: Notice) -> Next:
            return self.ring(scenario, mode, noticed)

        return Replace(NoticeScreen(self, scenario, rings, lambda: Replace(self.briefing(scenario.id))))

    def ring(self, scenario: Scenario, mode: str, noticed: Notice | None = None) -> Next:
        """The phone rings. What was noticed is kept with the call; nothing is where nothing was said."""
        from sim.core.call import Call
        from sim.stage.call.screen import CallScreen

        call = Call(scenario, replace(self.setup(), mode=mode), catalogue.caller_lines(scenario.language))
        if noticed is not None and not (noticed.feeling or noticed.kind):
            noticed = None
        more: dict[str, Any] = {"noticed": noticed, "settings": self.settings_in_call}
        return Replace(CallScreen(self, call, self.begin(call), self.sound, self.debrief, **more))

    def go_on(self, call_id: str) -> Next:
        """Back into a call that was broken off."""
        from sim.stage.call.screen import CallScreen

        call, recorder = self.resume(call_id)
        return Push(CallScreen(self, call, recorder, self.sound, self.debrief, settings=self.settings_in_call))

    def close_open(self, call_id: str) -> Next:
        """Close a call that was broken off: its debrief, or the menu where it cannot be scored any more."""
        from sim.core.debrief import review

        call = close_open(self.context, self.journal, call_id)
        if call is None:
            return Reset(self.menu())
        return Push(self._debrief_of(call.scenario, call.setup.mode, review(call)))

    def debrief(self, director: Director) -> Next:
        """The call is over: what came of it."""
        call = director.call
        return Replace(self._debrief_of(call.scenario, call.setup.mode, director.debrief()))

    def _debrief_of(self, scenario: Scenario, mode: str, debrief: Debrief) -> Screen:
        from sim.stage.debrief.screen import DebriefScreen

        def again() -> Next:
            return attempt(screen.ui, self.texts, lambda: self.take(scenario, mode))

        screen = DebriefScreen(self, scenario, debrief, again, lambda: Reset(self.menu()))
        return screen


def _learning_order(listed: Listed) -> tuple[int, int, str]:
    first = FIRST_CALLS.index(listed.id) if listed.id in FIRST_CALLS else len(FIRST_CALLS)
    return first, listed.level, listed.id


def run(context: Context, options: Namespace) -> int:
    """Open the window and run until it closes."""
    texts = context.texts
    reason = display_problem()
    if reason is not None:
        wanted = getattr(options, "id", None) or FIRST_CALLS[0]
        raise UsageError(texts("cli.no_display", reason=context.why_no_display(reason), id=wanted))
    journal = playing_journal(context)
    game = Game(context, journal, options)
    context.closing.callback(game.close)
    app = App(
        game.look_settings(),
        title=texts("app.name"),
        accelerated=bool(game.settings.framebuffer_acceleration),
        hidden=_begins_hidden(),
    )
    app.carry_out(Rekey(game.keys))
    context.closing.callback(app.close)
    app.start(game.menu())
    app.carry_out(asked_for(game, options))
    if not game.settings.welcomed:
        app.carry_out(game.welcome())
    app.frame(0.0)
    _let_listen(app, game)
    gc.freeze()
    gc.enable()
    # No daemon: Python ends with a crash when it stops in the middle of an import.
    Thread(target=_import_the_rest, args=(app,), name="imports").start()
    app.run()
    return 0


def _begins_hidden() -> bool:
    """Whether the window is shown only when screen readers can see it; not on Linux, where the start is measured."""
    if sys.platform == "linux":
        return False
    from sim.stage.aloud.screen_reader import hides_window

    return hides_window()


def _let_listen(app: App, game: Game) -> None:
    """From now on the screens can be read aloud, by the program itself or by a screen reader."""
    from sim.stage.aloud.reader import Reader
    from sim.stage.aloud.screen_reader import connect

    app.reader = Reader(game)
    app.screen_reader = connect(game.texts("app.name"))


def _import_the_rest(app: App) -> None:
    for name in _BEHIND_THE_MENU:
        if app.running:
            import_module(name)


def asked_for(game: Game, options: Namespace) -> Next:
    """The briefing of the call that the command line asks for; calls that were broken off come first, in the menu."""
    scenario_id = getattr(options, "id", None)
    return None if scenario_id is None or game.open_calls() else game.open_briefing(scenario_id)
