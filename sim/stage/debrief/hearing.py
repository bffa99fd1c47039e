"""A line of the caller again, in their own voice: one at a time, stopped by pressing it once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core.events import Utterance
from sim.core.texts import Texts
from sim.stage.kit.buttons import IconButton
from sim.stage.kit.cards import Bubble
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.widget import Widget
from sim.stage.sound import Playing

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.kit.look import Look
    from sim.stage.services import Program

_NONE = 0  # no line is asked for


class Hearing:
    """The caller's voice after the call. `tick` once a frame; `stop` when its screen goes."""

    def __init__(self, program: Program, scenario: Scenario) -> None:
        self._program, self._scenario = program, scenario
        self._now = 0.0
        self._asked = _NONE
        self._playing: Playing | None = None
        self._button: HearButton | None = None

    @property
    def possible(self) -> bool:
        """Whether a caller can be heard here: there is a voice and a device."""
        return self._program.speaker.audible and not self._program.sound.missing

    def press(self, button: HearButton) -> Next:
        """Say its line, or end it where it is being said."""
        again = button is self._button
        self.stop()
        if not again:
            self._button, button.active = button, True
            self._asked = self._program.speaker.request(self._scenario, button.line)
        return STAY

    def stop(self) -> None:
        """Nobody speaks any more."""
        if self._playing is not None:
            self._program.sound.stop(self._playing, self._now)
        if self._asked != _NONE:
            self._program.speaker.stop()
        if self._button is not None:
            self._button.active = False
        self._asked, self._playing, self._button = _NONE, None, None

    def tick(self, now: float) -> None:
        """Begin when the voice has made the line, and end with it."""
        self._now = now
        if self._button is None:
            return
        if self._playing is not None:
            if self._playing.over(now):
                self.stop()
            return
        for speech in self._program.speaker.poll():
            if speech.id == self._asked:
                self._begin(speech.path, now)

    def _begin(self, path: object, now: float) -> None:
        if path is None:  # the voice was lost meanwhile: the words stand there
            self.stop()
        else:
            self._playing = self._program.sound.play(path, now)  # type: ignore[arg-type]  # a Path, see Speech


class HearButton(IconButton):
    """Says a line again; while it does, it is a button that stops it."""

    def __init__(self, texts: Texts, hearing: Hearing, line: Utterance) -> None:
        super().__init__("speaker", texts("debrief.hear", text=line.text), on=lambda: hearing.press(self))
        self.line = line


class HeardLine(Widget):
    """A bubble of the caller; where they can be heard, with a button that says it again."""

    def __init__(self, bubble: Bubble, button: HearButton | None) -> None:
        super().__init__()
        self.bubble, self.button = bubble, button
        self.adopt(bubble, *([button] if button is not None else []))

    def _side(self, look: Look) -> int:
        return look.t(34) if self.button is not None else 0

    def height_for(self, look: Look, width: int) -> int:
        """The bubble, and never lower than the button."""
        return max(self.bubble.height_for(look, width), self._side(look))

    def place(self, rect: pygame.Rect) -> None:
        """The button right of the bubble, in the room that a bubble leaves there."""
        super().place(rect)
        self.bubble.place(rect)
        if self.button is not None and self.ui is not None and self.ui.look is not None:
            side = self._side(self.ui.look)
            self.button.place(pygame.Rect(rect.right - side, rect.centery - side // 2, side, side))


def heard_lines(texts: Texts, who: str, lines: Sequence[Utterance], hearing: Hearing | None) -> list[HeardLine]:
    """What the caller said, line by line."""
    possible = hearing is not None and hearing.possible
    return [
        HeardLine(Bubble(who, line.text), HearButton(texts, hearing, line) if possible and hearing else None)
        for line in lines
        if line.text
    ]
