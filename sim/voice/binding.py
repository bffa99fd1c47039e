"""espeak through pyttsx3's own ctypes binding, synchronous: a call returns when all the sound is there.

Imported in the worker process alone. The public engine of pyttsx3 2.99 loses settings and files and cannot give the
pitch range, the strongest knob of a mood; the binding can. It is a private module, hence the exact pin of pyttsx3.
"""

from __future__ import annotations

import ctypes
from array import array

from pyttsx3.drivers import _espeak as espeak

from sim.voice import problems
from sim.voice.problems import NotSpokenError

_BUFFER_MS = 200
_RENDER_VOLUME = 70
"""Always the same and never clipped by espeak; the mood's volume is applied after the telephone line."""
_TRIES = 3
_AUDIBLE_SECONDS = 0.02


class Synthesiser:
    """espeak, started. Raises NotSpokenError where it will not start; without its data espeak ends the process."""

    def __init__(self) -> None:
        self.rate: int = espeak.Initialize(espeak.AUDIO_OUTPUT_SYNCHRONOUS, _BUFFER_MS, None, 0)
        if self.rate <= 0:
            raise NotSpokenError(problems.NO_ENGINE)
        self._sound = bytearray()
        self._events: list[tuple[float, int]] = []
        espeak.SetSynthCallback(self._collect)

    @property
    def version(self) -> str:
        """Espeak's own version, such as 1.52.0: part of the key of what is kept."""
        return str(espeak.Info(None).decode("ascii", "replace")).split()[0]

    def languages(self) -> list[str]:
        """The codes of all voices, such as en-us and nl."""
        found = (voice.languages or b"" for voice in espeak.ListVoices())
        return sorted({code[1:].split(b"\0")[0].decode("ascii", "replace") for code in found})

    def speak(self, text: str, voice: str, rate: int, pitch: int, spread: int) -> array[int]:
        """The sound of `text`; the times of its words are in `events` until the next call.

        Zero-length sound is tried again: a fresh process sometimes gives none for its first line.
        """
        self._choose(voice)
        settings = (
            (espeak.RATE, rate),
            (espeak.PITCH, pitch),
            (espeak.RANGE, spread),
            (espeak.VOLUME, _RENDER_VOLUME),
        )
        for parameter, value in settings:  # after the voice: choosing one resets them
            espeak.SetParameter(parameter, value, 0)
        for _ in range(_TRIES):
            self._sound.clear()
            self._events.clear()
            espeak.Synth(text, flags=espeak.CHARS_UTF8)
            if len(self._sound) / 2 / self.rate > _AUDIBLE_SECONDS:
                return array("h", bytes(self._sound))
        raise NotSpokenError(problems.SILENT)

    @property
    def events(self) -> list[tuple[float, int]]:
        """(seconds, character offset from 0) of each word of the last line."""
        return list(self._events)

    def _choose(self, voice: str) -> None:
        """The voice, else its language without the variant. An unknown one is an error, not the voice before it."""
        for name in (voice, voice.partition("+")[0]):
            if espeak.SetVoiceByName(name.encode()) == espeak.EE_OK:
                return
        raise NotSpokenError(problems.NO_VOICE)

    def _collect(self, wave: object, count: int, events: object) -> int:
        """Espeak's callback: a buffer of sound and what happens in it."""
        i = 0
        while (event := events[i]).type != espeak.EVENT_LIST_TERMINATED:  # type: ignore[index]
            if event.type == espeak.EVENT_WORD:
                self._events.append((event.audio_position / 1000, max(0, event.text_position - 1)))
            i += 1
        if count > 0:
            self._sound += ctypes.string_at(wave, 2 * count)  # type: ignore[arg-type]
        return 0
