"""How a caller says a line, as far as anyone on the line can hear it: what comes before the words, and the tone.

It follows from the mood alone, as the voice's settings and the face do, so that wording, voice and face agree; a
caption says it in words for those who do not hear it. It is what is heard, not what is felt: an exam shows it too.
"""

from typing import NamedTuple

from sim.core.events import Utterance
from sim.core.mood import Mood

SOUNDS = ("sigh", "gasp", "huff")
TONES = ("loud", "shouting", "hurried", "quiet")

_JUMP = 6  # a feeling that rose by so much since the last line is heard in the breath before the next
_AFFRONT = 12  # so much anger at once is heard from somebody who is not angry yet, too
_RELIEF = 8
_STRONG = 45


class Manner(NamedTuple):
    """sound: one of SOUNDS, made before the words; tone: one of TONES, while they are said; empty for none."""

    sound: str = ""
    tone: str = ""


def manner(mood: Mood, before: Mood | None = None) -> Manner:
    """How a line is said in this mood. before: the mood of the line before it, None for the first."""
    return Manner("" if before is None else _sound(mood, before), _tone(mood))


class Manners:
    """The manner of each line of a call, in order. Nobody huffs or sighs before two lines running."""

    def __init__(self) -> None:
        self._mood: Mood | None = None
        self._breathed = False

    def of(self, line: Utterance) -> Manner:
        """The next line is said like this. A recorded one brings its own breath."""
        found, self._mood = manner(line.mood, self._mood), line.mood
        if self._breathed or line.recording is not None:
            found = found._replace(sound="")
        self._breathed = bool(found.sound)
        return found


def _sound(mood: Mood, before: Mood) -> str:
    hotter, more_afraid = mood.anger - before.anger, mood.panic - before.panic
    if more_afraid >= _JUMP and more_afraid >= hotter and mood.panic >= _STRONG:
        return "gasp"
    if hotter >= _AFFRONT or (hotter >= _JUMP and mood.anger >= _STRONG):
        return "huff"
    relieved = max(hotter, more_afraid) <= 0 and min(hotter, more_afraid) <= -_RELIEF
    if relieved and max(before.anger, before.panic) >= _STRONG:
        return "sigh"
    return "sigh" if _weary(mood) and not _weary(before) else ""


def _tone(mood: Mood) -> str:
    if _weary(mood):
        return "quiet"
    if mood.panic > mood.anger:
        return "hurried" if mood.panic >= 60 else ""
    return "shouting" if mood.anger >= 80 else "loud" if mood.anger >= 60 else ""


def _weary(mood: Mood) -> bool:
    """No strength left, and nothing that would drown it out."""
    return mood.patience <= 18 and max(mood.anger, mood.panic) <= 40
