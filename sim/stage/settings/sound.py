"""The parts of settings and welcome that are heard: the voice with a sample of it, and how loud what is.

The sample is a line of a real caller, so it is in a language that the voice speaks; its words are shown too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.errors import CoolHeadError
from sim.core.events import Utterance
from sim.core.mood import Mood
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small
from sim.stage.kit.controls import Slider, Switch
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.rows import Row

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.kit.widget import Widget
    from sim.stage.services import Program

VOLUMES = ("volume_voice", "volume_cap", "volume_effects", "volume_line")


class SoundParts:
    """The switch of the voice, its sample, and sliders. Give `tick` every frame and `silence` at the end."""

    def __init__(self, program: Program) -> None:
        say = program.texts
        self.program = program
        self._request: int | None = None
        voice = bool(program.setting("voice"))
        self.voice = Switch(say("settings.voice"), voice, (say("common.off"), say("common.on")), self._switch)
        self.sample = Button(say("settings.sample"), self._hear, icon="play")
        self.sample.enabled = voice and bool(program.callers())
        self.caption = Small("")
        self.caption.visible = False

    def volume(self, name: str) -> Slider:
        """The slider of a volume."""

        def keep(share: float) -> Next:
            self.program.keep(name, share)
            return STAY

        def percent(share: float) -> str:
            return say("common.percent", count=round(share * 100))

        say, value = self.program.texts, float(self.program.setting(name))
        return Slider(say(f"settings.{name}"), value, percent, on_change=keep)

    def heard(self) -> list[Widget]:
        """The sample, and its words."""
        return [Row([self.sample], equal=False), self.caption]

    def _switch(self, on: bool) -> Next:
        self.silence()
        self.sample.enabled = on and bool(self.program.callers())
        self.program.keep("voice", on)
        return STAY

    def _hear(self) -> Next:
        """Ask the voice for the first line of the first caller."""
        self.silence()
        try:
            scenario = self.program.scenario(self.program.callers()[0].id)
        except CoolHeadError as error:
            return self._say(str(error))
        line = first_line(scenario)
        self._request = self.program.speaker.request(scenario, line)
        return self._say(self.program.texts("settings.says", name=scenario.caller.name, text=line.text))

    def _say(self, words: str) -> Next:
        self.caption.label = words
        self.caption.visible = True
        if self.caption.ui is not None:
            self.caption.ui.refresh()
        return STAY

    def silence(self) -> None:
        """The sample sounds no more. What somebody else asked for goes on."""
        if self._request is not None and self.caption.ui is not None:
            self._request = None
            self.program.speaker.stop()
            self.program.sound.stop_all(self.caption.ui.now, "voice")

    def tick(self, now: float) -> None:
        """Play the sample when it has come; say so when there is no voice after all."""
        if self._request is None:
            return
        for speech in self.program.speaker.poll():
            if speech.id == self._request and speech.path is not None:
                self.program.sound.play(speech.path, now)
        trouble = self.program.speaker.notice()
        if trouble is not None:
            self._say(self.program.texts(f"trouble.{trouble}"))


def first_line(scenario: Scenario) -> Utterance:
    """What the caller begins with, in the mood in which they begin."""
    line, start = scenario.nodes[scenario.start].caller[0], scenario.caller.start
    mood = Mood(start.anger, start.panic, start.trust, start.patience)
    return Utterance(line.wordings[0], "line", scenario.start, mood, line.recording)
