"""A model call as it is watched: the caller speaks, the answer follows, and the next turn waits for a key or comes.

Rules
- A turn begins when it is asked for; nothing is judged by time. `step` does the obvious next thing: it ends the line
  that is being said, else it begins the next turn.
- The answer follows a moment after the caller's last words. With `runs` on, the next turn follows when the answer
  could have been read.
"""

from __future__ import annotations

from typing import Literal

from sim.core.modelcalls import ModelCall, Scene
from sim.core.mood import Mood
from sim.core.wording import reading_ms
from sim.stage.call.mouth import Mouth
from sim.stage.services import Speaker
from sim.stage.sound import Sound

BEAT = 0.5  # seconds between the caller's last word and the answer
Stage = Literal["speaking", "answered", "over"]


class Playback:
    """Plays the scenes of a model call. Moments are those of the app's clock."""

    def __init__(self, model: ModelCall, speaker: Speaker, sound: Sound) -> None:
        self.scenario, self.scenes, self.speaker = model.call.scenario, model.scenes, speaker
        self.mouth = Mouth(model.call, speaker, sound)
        self.runs = False
        self.place = 0  # of the scene that is played
        self.furthest = 0  # how many scenes were played to their end at some time
        self.stage: Stage = "speaking"
        self._line = 0  # of the scene
        self._since: float | None = None  # since when nothing is said any more
        self.now = 0.0

    # -- what can be seen -------------------------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        """The turn that is played."""
        return self.scenes[self.place]

    @property
    def mood(self) -> Mood:
        """How the caller feels at this moment."""
        return self.scene.before if self.stage == "speaking" else self.scene.after

    @property
    def speaking(self) -> bool:
        """Whether the caller is speaking now."""
        return self.mouth.speaking(self.now)

    @property
    def loudness(self) -> float:
        """How loud, 0..1."""
        return self.mouth.loudness(self.now)

    @property
    def seen_whole(self) -> bool:
        """Whether the call was watched to its end at some time."""
        return self.furthest == len(self.scenes)

    def heard(self) -> tuple[str, int]:
        """All that the caller says in this turn so far, and how many characters of it were said."""
        before = "".join(f"{line.text}\n" for line in self.scene.lines[: self._line] if line.text)
        if self.stage != "speaking":
            whole = "\n".join(line.text for line in self.scene.lines if line.text)
            return whole, len(whole)
        text, shown = self.mouth.caption(self.now)
        return before + text, len(before) + shown

    @property
    def unheard(self) -> str:
        """The line that has begun without a sound, so that somebody must read it; else nothing."""
        line = self.mouth.line
        silent = line is not None and line.started is not None and (line.speech is None or line.speech.path is None)
        return line.utterance.text if line is not None and silent else ""

    # -- what happens -----------------------------------------------------------------------------------------

    def go_to(self, place: int, now: float) -> None:
        """Play this scene from its first word."""
        self.now = now
        self.place, self._line, self._since = max(0, min(place, len(self.scenes) - 1)), 0, None
        self.stage = "speaking"
        self._say(now)
        following = self.scenes[self.place + 1 : self.place + 2]
        self.speaker.prepare(self.scenario, [line for scene in following for line in scene.lines])

    def _say(self, now: float) -> None:
        lines = self.scene.lines
        if self._line < len(lines) and lines[self._line].text:
            self.mouth.say(lines[self._line], now)
        else:
            self.mouth.cut(now)

    def step(self, now: float) -> None:
        """The next thing: no need to hear the line out; then the next turn."""
        self.now = now
        if self.stage == "speaking":
            self.mouth.cut(now)
            self._line = len(self.scene.lines)
            self._answer()
        elif self.stage == "answered":
            self.go_to(self.place + 1, now)

    def back(self, now: float) -> None:
        """Play the turn again; at its beginning the one before it."""
        self.go_to(self.place - (self.stage == "speaking"), now)

    def stop(self) -> None:
        """Nobody speaks any more."""
        self.mouth.cut(self.now)
        self.speaker.stop()

    def tick(self, now: float) -> None:
        """Time has passed."""
        self.now = now
        for speech in self.speaker.poll():
            self.mouth.deliver(speech, now)
        self.mouth.tick(now)
        line = self.mouth.line
        if self.stage == "speaking" and (line is None or line.over(now)):
            self._line_over(now)
        elif self.stage == "answered" and self.runs and self._waited(now, reading_ms(self.scene.said) / 1000):
            self.step(now)

    def _line_over(self, now: float) -> None:
        if self._line + 1 < len(self.scene.lines):
            self._line += 1
            self._say(now)
        elif self._waited(now, BEAT):
            self._line = len(self.scene.lines)
            self._answer()

    def _waited(self, now: float, seconds: float) -> bool:
        self._since = now if self._since is None else self._since
        return now - self._since >= seconds

    def _answer(self) -> None:
        last = self.place + 1 == len(self.scenes)
        self.stage, self._since = "over" if last else "answered", None
        self.furthest = max(self.furthest, self.place + 1)
