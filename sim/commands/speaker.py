"""The caller's voice as the stage wants it: a speaker that knows the scenario's caller, or captions alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.store.settings import Settings
from sim.voice import captions
from sim.voice.client import Voice
from sim.voice.engines import command_engine
from sim.voice.lines import ENVELOPE_RATE, CallerVoice, Line, Mood, Speech
from sim.voice.mood import loudest_at, swung
from sim.voice.orders import as_caption

if TYPE_CHECKING:
    from sim.core.events import Utterance
    from sim.core.scenario import Scenario

    FolderOf = Callable[[Scenario], Path | None]


def line_of(
    scenario: Scenario, said: Utterance, folder: Path | None, before: Utterance | None = None, loudest: int = 170
) -> Line:
    """What a caller says as a line for the voice. A recording lies in the scenario's own folder.

    before: what they said before it. How they feel swings out when it changes, see sim.voice.mood.
    loudest: what no mood goes beyond.
    """
    voice = scenario.caller.voice
    recording = folder / said.recording if folder is not None and said.recording else None
    return Line(
        text=said.text,
        language=scenario.language,
        voice=CallerVoice(voice.sex, voice.age, voice.rate, voice.pitch, voice.volume, scenario.id, loudest),
        mood=_heard(said) if before is None else swung(_heard(said), _heard(before)),
        recording=recording,
    )


def _heard(said: Utterance) -> Mood:
    return Mood(said.mood.anger, said.mood.panic, said.mood.trust, 100 - said.mood.patience)


class CaptionSpeaker:
    """Captions alone, paced as if they were spoken."""

    envelope_rate = ENVELOPE_RATE

    def __init__(self) -> None:
        self._last = 0
        self._ready: list[Speech] = []

    @property
    def audible(self) -> bool:
        """Nobody is heard."""
        return False

    def request(self, scenario: Scenario, line: Utterance) -> int:
        """A caption is ready at once."""
        self._last += 1
        self._ready.append(as_caption(self._last, line_of(scenario, line, None), None))
        return self._last

    def prepare(self, scenario: Scenario, lines: Sequence[Utterance]) -> None:
        """There is nothing to prepare."""

    def poll(self) -> list[Speech]:
        """What was asked for."""
        ready, self._ready = self._ready, []
        return ready

    def revealed(self, words: Sequence[Any], seconds: float) -> int:
        """How many characters are shown by then."""
        return captions.revealed(words, seconds)

    def stop(self) -> None:
        """Forget what was asked for."""
        self._ready = []

    def notice(self) -> str | None:
        """There is never anything to say."""
        return None

    def tell_first(self, code: str) -> None:
        """What keeps a voice from being heard is nothing to somebody who only reads."""

    def limit(self, share: float) -> None:
        """Nobody is heard, so nobody is too loud."""

    def close(self) -> None:
        """Nothing is open."""


class VoiceSpeaker(CaptionSpeaker):
    """The voice of sim.voice. `folder_of`: where the recordings of a scenario lie."""

    def __init__(self, voice: Voice, folder_of: FolderOf) -> None:
        super().__init__()
        self._voice, self._folder_of = voice, folder_of
        self._prepared: tuple[Line, ...] = ()
        self._said: Utterance | None = None  # what was asked for last, and before it
        self._before: Utterance | None = None
        self._told_first = ""
        self._loudest = loudest_at(1.0)

    @property
    def audible(self) -> bool:
        """The voice is on; whether it fails is known when it is asked."""
        return True

    def limit(self, share: float) -> None:
        """How loud a caller may become from the next line on: 0 as calm speech, 1 without a limit."""
        self._loudest = loudest_at(share)

    def request(self, scenario: Scenario, line: Utterance) -> int:
        """Ask for a line now. A line that was interrupted and is said again sounds as it did."""
        if line != self._said:
            self._before, self._said = self._said, line
        folder = self._folder_of(scenario)
        return self._voice.request(line_of(scenario, line, folder, self._before, self._loudest))

    def prepare(self, scenario: Scenario, lines: Sequence[Utterance]) -> None:
        """These may be asked for next; the same wish twice is told once."""
        folder = self._folder_of(scenario)
        wanted = tuple(line_of(scenario, line, folder, self._said, self._loudest) for line in lines)
        if wanted != self._prepared:
            self._prepared = wanted
            self._voice.prefetch(wanted)

    def poll(self) -> list[Speech]:
        """What has become ready."""
        return self._voice.poll()

    def stop(self) -> None:
        """Forget what was asked for; the next call begins afresh."""
        self._said, self._before, self._prepared = None, None, ()
        self._voice.stop()

    def notice(self) -> str | None:
        """A code, once, when the voice was switched off or nobody can hear it."""
        first, self._told_first = self._told_first, ""
        return first or self._voice.notice()

    def tell_first(self, code: str) -> None:
        """The first notice."""
        self._told_first = code

    def close(self) -> None:
        """End the worker."""
        self._voice.close()


def speaker_for(settings: Settings, cache: Path, folder_of: FolderOf, silent: bool) -> CaptionSpeaker:
    """The speaker that the settings ask for."""
    if silent or not settings.voice:
        return CaptionSpeaker()
    engines = [command_engine(settings.voice_command)] if settings.voice_command else None
    speaker = VoiceSpeaker(Voice(cache, engines=engines), folder_of)
    speaker.limit(settings.volume_cap)
    return speaker
