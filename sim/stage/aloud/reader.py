"""Reads the screen aloud, with a voice of the program's own: for somebody who cannot see it, or not well.

Rules
- Nothing waits for it: texts are asked for one ahead of the one that is heard, and collected when they have come.
- Any key and any click ends what is being said; then what the key did is said.
- While it speaks the caller and all other sounds are quieter. The caller's own lines are left to the caller's voice;
  where there is none they are read too (Widget.announced of the caption).
- Without a voice a card says so, once.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import pygame

from sim.stage.aloud.reading import Reading
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.overlay import Overlay
from sim.stage.sound import Playing, Sound

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.keys import Keys
    from sim.stage.kit.ui import UI
    from sim.stage.services import Speech

SETTING, FOCUS_ONLY = "read_aloud", "read_focus"
DUCKED = 0.3  # share of the caller's volume that is left while the screen is read
_LONGEST = 260  # characters asked for at a time: the first words come soon, and a key stops the rest
_AHEAD = 2


class ReadingVoice(Protocol):
    """The voice that reads. Nothing here blocks or raises."""

    def request(self, text: str) -> int:
        """Ask for a text now; its Speech comes from `poll` under this number."""

    def poll(self) -> Sequence[Speech]:
        """What has become ready."""

    def stop(self) -> None:
        """Forget what was asked for."""

    def notice(self) -> str | None:
        """A code of the texts under `trouble`, once, when nothing can be heard."""


class ReaderProgram(Protocol):
    """What the reader asks of the program."""

    @property
    def texts(self) -> Texts:
        """The program's texts."""

    @property
    def sound(self) -> Sound:
        """The mixer."""

    @property
    def reading_voice(self) -> ReadingVoice:
        """The voice that reads; it starts when it is first asked for."""

    def setting(self, name: str) -> Any:
        """A setting by its name."""

    def keep(self, name: str, value: Any) -> None:
        """Change a setting."""


class Reader:
    """Reads the screens of one App. `look` once a frame; `hush` at every key and click."""

    def __init__(self, program: ReaderProgram) -> None:
        self._program = program
        self._reading = Reading()
        self._waiting: deque[str] = deque()
        self._asked: deque[int] = deque()
        self._ready: dict[int, Speech] = {}
        self._playing: Playing | None = None
        self._was_on = False
        self._ducks = False
        self._trouble: str | None = None
        self._told = False  # whether it was said that there is no voice

    @property
    def on(self) -> bool:
        """Whether the screen is read."""
        return bool(self._program.setting(SETTING))

    @property
    def speaking(self) -> bool:
        """Whether something is being said or will be."""
        return bool(self._waiting or self._asked or self._playing)

    def hush(self, now: float) -> None:
        """End what is being said."""
        if not self.speaking:
            return
        self._waiting.clear()
        self._asked.clear()
        self._ready.clear()
        self._program.reading_voice.stop()
        if self._playing is not None:
            self._program.sound.stop(self._playing, now)
            self._playing = None
        self._duck(False)

    def key(self, event: pygame.event.Event, keys: Keys) -> None:
        """A key that nothing else had a use for."""
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META):
            return
        if keys.presses("read_aloud", event.key):
            self._program.keep(SETTING, not self.on)
        elif keys.presses("read_again", event.key):
            self._reading.forget()

    def _switched(self, on: bool, keys: Keys) -> None:
        self._was_on = on
        self._reading.forget()
        say = self._program.texts
        caps = {"key": keys.cap("read_aloud"), "again": keys.cap("read_again")}
        self._say(say("access.on", **caps) if on else say("access.off"))

    def look(self, ui: UI, now: float) -> None:
        """Look at the screen, as it was just drawn, and go on reading."""
        on = self.on
        if on != self._was_on:  # by its key, by the settings, or on from the start
            self.hush(now)
            self._switched(on, ui.keys)
        if on:
            for words in self._reading.news(ui, self._program.texts, bool(self._program.setting(FOCUS_ONLY))):
                self._say(words)
        if self.speaking:
            self._go_on(now)
            self._tell_trouble(ui)

    def _say(self, words: str) -> None:
        self._waiting.extend(pieces(words))

    def _go_on(self, now: float) -> None:
        """Ask for the next text, begin the one that has come, duck what else is heard."""
        voice, sound = self._program.reading_voice, self._program.sound
        while self._waiting and len(self._asked) < _AHEAD:
            self._asked.append(voice.request(self._waiting.popleft()))
        self._ready.update({speech.id: speech for speech in voice.poll() if speech.id in self._asked})
        self._trouble = voice.notice() or self._trouble
        if self._playing is not None and self._playing.over(now):
            self._playing = None
        if self._playing is None and self._asked and self._asked[0] in self._ready:
            speech = self._ready.pop(self._asked.popleft())
            if speech.path is not None:
                self._playing = sound.play(speech.path, now, "reader")
        self._duck(self._playing is not None or (self._ducks and self.speaking))

    def _duck(self, ducks: bool) -> None:
        if ducks != self._ducks:
            self._ducks = ducks
            self._program.sound.duck(DUCKED if ducks else 1.0)

    def _tell_trouble(self, ui: UI) -> None:
        """Say on the screen, once, that nothing can be heard."""
        if self._trouble is None or self._told:
            return
        self._told = True
        say = self._program.texts
        close = Button(say("common.close"), ui.close, "primary")
        words = (say("access.no_voice"), say(f"trouble.{self._trouble}"))
        ui.open(Overlay(say("access.title"), [Text(text) for text in words], [close], close_label=say("common.close")))


def pieces(words: str) -> list[str]:
    """A text in pieces that are not too long, each of whole sentences where that can be."""
    found: list[str] = []
    for part in re.split(r"(?<=[.!?…:;])\s+|\n+", words.strip()):
        if found and len(found[-1]) + len(part) < _LONGEST:
            found[-1] += f" {part}"
            continue
        found += [part[i : i + _LONGEST] for i in range(0, len(part), _LONGEST)]
    return [piece for piece in found if any(map(str.isalnum, piece))]
