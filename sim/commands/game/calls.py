"""The way through one call: menu, briefing, notice, call, debrief. The menu is always below the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.commands.journal import close_open, resume
from sim.content import texts as catalogue
from sim.core.log import CHOOSE, SAY_FIRST, TYPED
from sim.stage.kit.outcome import Next, Pop, Push, Replace, Reset
from sim.stage.kit.screen import Screen
from sim.stage.menu.screen import MenuScreen
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.core.debrief import Debrief
    from sim.core.events import Notice
    from sim.core.recording import Recorder
    from sim.core.scenario import Scenario
    from sim.stage.briefing.choices import Around
    from sim.stage.call.screen import CallScreen
    from sim.stage.debrief.extras import Extras
    from sim.stage.director import Director


from sim.commands.game.services import Services


class Calls(Services):
    """Which screen follows which, so that leaving a call leads to the menu. `ways`: how replies can be given."""

    ways: tuple[str, ...] = (CHOOSE, SAY_FIRST, TYPED)

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

    def briefing(self, scenario_id: str, mode: str = "") -> Screen:
        """The briefing of a scenario; mode: what is chosen at first, else what was asked for. Raises InputError."""
        return self.briefing_of(self.scenario(scenario_id), mode)

    def briefing_of(self, scenario: Scenario, mode: str = "") -> Screen:
        """The briefing of this version of a scenario, in its own language."""
        from sim.stage.briefing.screen import BriefingScreen

        _ = self.speaker, self.sound  # they get ready while the briefing is read

        def start(mode: str, way: str) -> Next:
            if mode != "exam" and way != self.way():
                self.options.way = None
                self.keep("way", way)
            return self.take(scenario, mode)

        around = self.around(scenario)
        return BriefingScreen(self, scenario, start, Pop, replace(around, mode=mode or around.mode))

    def way(self) -> str:
        """How replies are given in practice: as the command line asks, until another way is chosen, else by the
        settings.
        """
        way = getattr(self.options, "way", None) or self.settings.way
        return way if way in self.ways else CHOOSE

    def around(self, scenario: Scenario) -> Around:
        """What belongs to a briefing beside the scenario; each capability adds its own to what `super()` gives."""
        from sim.stage.briefing.choices import Around

        return Around(mode=getattr(self.options, "mode", "practice"), way=self.way(), ways=self.ways)

    def take(self, scenario: Scenario, mode: str) -> Next:
        """Take the call: first, unless the settings say otherwise, a moment for what the trainee notices."""
        from sim.stage.briefing.notice_screen import NoticeScreen

        if not self.settings.notice:
            return self.ring(scenario, mode)

        def rings(noticed: Notice) -> Next:
            return self.ring(scenario, mode, noticed)

        return Replace(NoticeScreen(self, scenario, rings, lambda: Replace(self.briefing_of(scenario))))

    def ring(self, scenario: Scenario, mode: str, noticed: Notice | None = None, **settled: Any) -> Next:
        """The phone rings. What was noticed is kept with the call; nothing is where nothing was said.

        settled: what else of the Setup is known before.
        """
        from sim.core.call import Call

        way = CHOOSE if mode == "exam" else self.way()
        setup = replace(self.setup(), mode=mode, way=way, **settled)
        call = Call(scenario, setup, catalogue.caller_lines(scenario.language))
        if noticed is not None and not (noticed.feeling or noticed.kind or noticed.expected):
            noticed = None
        return Replace(self.seat(call, self.begin(call), noticed))

    def seat(self, call: Call, recorder: Recorder, noticed: Notice | None = None) -> CallScreen:
        """The screen on which a call is played."""
        from sim.stage.call.screen import CallScreen

        more: dict[str, Any] = {"noticed": noticed, "settings": self.settings_in_call}
        return self.typing(CallScreen(self, call, recorder, self.sound, self.debrief, **more))

    def typing(self, screen: CallScreen) -> CallScreen:
        """The screen of a call, on which replies can be typed where that is the call's way."""
        call = screen.call
        if call.setup.way == TYPED:
            from sim.commands.typing import reads

            screen.typed_by(reads(call.scenario, self.phrases(call.scenario)))
        return screen

    def go_on(self, call_id: str) -> Next:
        """Back into a call that was broken off."""
        call, recorder = self.resume(call_id)
        return Push(self.seat(call, recorder))

    def close_open(self, call_id: str) -> Next:
        """Close a call that was broken off: its debrief, or the menu where it cannot be scored any more."""
        call = close_open(self.context, self.journal, call_id)
        return Reset(self.menu()) if call is None else Push(self.debrief_of(call, call_id))

    def debrief(self, director: Director) -> Next:
        """The call is over: what came of it."""
        return Replace(self.debrief_of(director.call, getattr(director.recorder, "call_id", "")))

    def open_debrief(self, call_id: str) -> Next:
        """The debrief of a call of the past. Raises RecordError where its scenario is not at hand as it was."""
        call, _ = resume(self.context, self.journal, call_id)
        return Push(self.debrief_of(call, call_id, past=True))

    def after_call(self, call: Call, call_id: str) -> Extras:
        """What can be done from the debrief of a call, over or not; each capability adds its own to what `super()`
        gives. `call_id` is its id in the journal.
        """
        from sim.stage.debrief.extras import Extras

        return Extras()

    def debrief_of(self, call: Call, call_id: str, past: bool = False) -> Screen:
        """The debrief of a call as it stands; `past` calls were looked up, and leaving them leads back."""
        from sim.core.debrief import review

        extras = replace(self.after_call(call, call_id), past=past)
        return self._debrief_of(call.scenario, call.setup.mode, review(call), extras)

    def _debrief_of(self, scenario: Scenario, mode: str, debrief: Debrief, extras: Extras | None = None) -> Screen:
        from sim.stage.debrief.extras import NOTHING
        from sim.stage.debrief.screen import DebriefScreen

        given = extras or NOTHING
        if mode == "exam":
            given = replace(given, rewind=None, exam=True)

        def again() -> Next:
            return attempt(screen.ui, self.texts, lambda: self.take(scenario, mode))

        def leave() -> Next:
            return Pop() if given.past else Reset(self.menu())

        screen = DebriefScreen(self, scenario, debrief, again, leave, extras=given)
        return screen
