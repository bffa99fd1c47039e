"""The caller's mouth: asks the voice for a line, breathes before it where the mood jumped, and plays it.

Rules
- A line begins when its sound is there, at the latest after LATEST_SPEECH: then its caption goes on alone.
- A breath before the words (sim.core.manner) is heard at once, while the voice is still at work, and never before two
  lines running: nobody sighs all the time. A voice that is not heard does not breathe; its caption says it.
- `cut` ends the line for good, `hush` only its sound: in a pause it is said again afterwards.
"""

from __future__ import annotations

from pathlib import Path

from sim.core.call import Call
from sim.core.events import Utterance
from sim.core.manner import SOUNDS, Manners
from sim.stage.call.line import Line
from sim.stage.call.sounds import SOUND_FOLDER
from sim.stage.services import Speaker, Speech
from sim.stage.sound import Sound

LATEST_SPEECH = 1.5  # seconds until a line that the voice has not delivered is shown as a caption all the same
CAPTION_SECONDS_A_WORD = 0.36


class Mouth:
    """What the caller of one call says. Moments are those of the app's clock."""

    def __init__(self, call: Call, speaker: Speaker, sound: Sound) -> None:
        self.line: Line | None = None
        self._call, self._speaker, self._sound = call, speaker, sound
        self._manners = Manners()
        self._voiced = False  # whether the last line was heard, not only read

    def say(self, utterance: Utterance, now: float) -> None:
        """Begin a line."""
        self.cut(now)
        self.line = line = Line(utterance, self._speaker.request(self._call.scenario, utterance), now)
        line.manner = self._manners.of(utterance)
        if line.manner.sound and self._voiced:
            line.breath = self._sound.play(_breath(self._call, line.manner.sound), now)
            line.not_before = now + line.breath.length

    def show(self, utterance: Utterance, now: float) -> None:
        """A line that had been heard already: its words stand there, without sound."""
        self.line = line = Line(utterance, 0, now)
        line.manner = self._manners.of(utterance)
        line.started, line.told = now, True

    def deliver(self, speech: Speech, now: float) -> None:
        """The voice has made a line."""
        line = self.line
        if line is None or speech.id != line.request or line.speech is not None:
            return
        line.speech = speech
        self._voiced = speech.path is not None
        self.tick(now)

    def tick(self, now: float) -> None:
        """Begin to speak when it is time."""
        line = self.line
        if line is None or line.started is not None or now < line.not_before:
            return  # what comes too late finds the caption running already
        if line.speech is not None:
            self._start(line, line.speech, now)
        elif now - line.asked_at > LATEST_SPEECH:
            line.started = now
            line.seconds = _reading_seconds(line)

    def _start(self, line: Line, speech: Speech, now: float) -> None:
        line.started = now
        line.seconds = speech.seconds or _reading_seconds(line)
        if speech.path is not None:
            line.playing = self._sound.play(speech.path, now)
            line.seconds = line.playing.length or line.seconds

    def hush(self, now: float) -> None:
        """No sound; the line itself is not over."""
        if self.line is not None:
            for playing in (self.line.playing, self.line.breath):
                if playing is not None:
                    self._sound.stop(playing, now)

    def cut(self, now: float) -> None:
        """The line ends here."""
        self.hush(now)
        if self.line is not None and not self.line.over(now):
            self.line.cut_at = now
            self.line.told = True

    def caption(self, until: float) -> tuple[str, int]:
        """The line's text and how many characters of it are shown. until: the moment up to which it was heard."""
        line = self.line
        if line is None:
            return "", 0
        text = line.utterance.text
        if line.over(until):
            return text, len(text)
        if line.started is None:
            return text, 0
        if line.speech is None:
            return text, len(text) * line.permille(until) // 1000
        return text, self._speaker.revealed(line.speech.words, line.position(until))

    def speaking(self, until: float) -> bool:
        """Whether the line is being said."""
        return self.line is not None and self.line.started is not None and not self.line.over(until)

    def begins(self, now: float) -> bool:
        """Whether a sound was read from its file and begun at this moment, which takes half a frame."""
        line = self.line
        return line is not None and now in (line.started, line.asked_at)

    def breaths(self) -> list[Path]:
        """The sounds that this caller may make before the words."""
        return [_breath(self._call, sound) for sound in SOUNDS]

    def loudness(self, until: float) -> float:
        """How loud it is at this moment, 0..1."""
        line = self.line
        if line is None or line.speech is None or not line.speech.envelope or not self.speaking(until):
            return 0.0
        place = int(line.position(until) * self._speaker.envelope_rate)
        return line.speech.envelope[min(place, len(line.speech.envelope) - 1)] / 255


def _breath(call: Call, sound: str) -> Path:
    sex = "male" if call.scenario.caller.voice.sex == "male" else "female"
    return SOUND_FOLDER / f"{sound}_{sex}.wav"


def _reading_seconds(line: Line) -> float:
    return CAPTION_SECONDS_A_WORD * len(line.utterance.text.split())
