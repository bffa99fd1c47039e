"""What the screens may ask the program for: scenarios, journal, voice, sound, settings."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.chosen import Chosen
from sim.commands.context import Context
from sim.commands.journal import KeptCall, open_calls, resume
from sim.commands.plans import phrases_for, plan_for
from sim.commands.playing import fresh_seed
from sim.content.library import Listed
from sim.content.problem_words import in_words
from sim.core.log import Setup
from sim.core.mood import Mood
from sim.stage.services import CallerEntry, Door
from sim.stage.sound import Sound
from sim.store.errors import StoreError
from sim.store.journal import Journal
from sim.store.records import CallSummary, best_of

if TYPE_CHECKING:
    from sim.commands.narrator import Narrator
    from sim.commands.speaker import CaptionSpeaker
    from sim.content.problems import Problem
    from sim.core.call import Call
    from sim.core.lexicon import PhraseFinder
    from sim.core.plans import KeptPlan
    from sim.core.recording import OpenCall, Recorder
    from sim.core.scenario import Scenario
    from sim.stage.kit.widget import Widget


# The order in which to learn: one of each family first; whatever else there is follows by level.
FIRST_CALLS = ("four-afternoons", "eviction-thursday", "the-helpful-man")


class Services(Chosen):
    """What screens may ask for (sim.stage.services.Program)."""

    def __init__(self, context: Context, journal: Journal, options: Namespace) -> None:
        super().__init__(context)
        self.journal, self.options = journal, options
        self._speaker: CaptionSpeaker | None = None
        self._narrator: Narrator | None = None
        self._mine: tuple[object, Sequence[CallSummary]] | None = None
        self._tell_anew, journal.on_anew = journal.on_anew, self._begun_anew

    def close(self) -> None:
        """End the voice and give the sound device back."""
        self._end_speaker()
        self._end_narrator()
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
    def norms(self) -> Sequence[str]:
        """What everybody does who answers for the service, from the same card; nothing of one that is broken."""
        from sim.content.problems import BrokenContent

        try:
            card = self.context.library.service_card(self.texts.language)
        except BrokenContent:
            return ()
        return tuple(norm.text for norm in card.norms) if card is not None else ()

    @property
    def findings(self) -> Sequence[Problem]:
        """Why scenario files are not among the callers."""
        return in_words(self.context.library.problems, self.texts.language)

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

            silent = getattr(self.options, "no_voice", False)
            self._speaker = speaker_for(self.settings, self.context.data / "voice", self._recordings, silent)
            if self.sound.missing:
                self._speaker.tell_first("no_sound")
        return self._speaker

    def _recordings(self, scenario: Scenario) -> Path | None:
        """Where the recordings of a scenario lie."""
        from sim.commands.versions import folder_of

        return folder_of(self.context, scenario)

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

    def _end_narrator(self) -> None:
        if self._narrator is not None:
            self._narrator.close()
            self._narrator = None

    def _reading_manner(self) -> tuple[str, float]:
        return self.texts.language, self.settings.read_speed

    def doors(self) -> list[Door]:
        """What the menu leads to beside the calls; the whole program says which, and in which order."""
        return []

    def standing(self) -> Sequence[Widget]:
        """What goes on now, above the callers."""
        return ()

    def callers(self) -> Sequence[CallerEntry]:
        """The callers, in learning order."""
        mine = self._my_calls()
        best = best_of(mine)
        entries = []
        for listed in sorted(self.context.library.scenarios, key=_learning_order):
            top = best.get(listed.id)
            own = [call for call in mine if call.scenario_id == listed.id and call.status != "open"]
            passed = any(call.passed and not call.branch for call in own)
            score = top.lowest if top is not None else None
            broken_off = bool(own) and all(call.status == "abandoned" for call in own)
            entry = replace(self._entry(listed), best=score, passed=passed, calls=len(own), broken_off=broken_off)
            entries.append(entry)
        return entries

    def _my_calls(self) -> Sequence[CallSummary]:
        """What this trainee played; results that cannot be read now must not close the window."""
        key = self.journal.changes, self.settings.trainee
        if self._mine is None or self._mine[0] != key:
            try:
                mine = [call for call in self.journal.calls() if call.trainee == self.settings.trainee]
            except StoreError:
                return ()
            self._mine = key, mine
        return self._mine[1]

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

    def plan_for(self, scenario: Scenario) -> KeptPlan | None:
        """The trainee's plan to be remembered before a call of this scenario."""
        return plan_for(self.journal, self.settings.trainee, scenario)

    def phrases(self, scenario: Scenario) -> PhraseFinder | None:
        """Phrases to use and to avoid in the language of a scenario."""
        return phrases_for(self.context.library, scenario)

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
        """Calls of this trainee that were broken off, newest first; none while the results cannot be read."""
        if not any(call.status == "open" for call in self._my_calls()):
            return ()
        try:
            return open_calls(self.context, self.journal, self.settings.trainee)
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


def _learning_order(listed: Listed) -> tuple[int, int, str]:
    first = FIRST_CALLS.index(listed.id) if listed.id in FIRST_CALLS else len(FIRST_CALLS)
    return first, listed.level, listed.id
