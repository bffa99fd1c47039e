"""How a voice sounds: from who the caller is and how the caller feels to an engine's settings.

The corners below were measured (design/VOICE.md): the same sentence spoken angrily is 17% shorter, higher (98 ->
119 Hz) and twice as loud; panicked 37% shorter and 151 Hz; relieved 20% longer and 86 Hz. Weary is slow, flat and
quiet: no strength left. Everything else is a blend of them.
"""

from typing import NamedTuple
from zlib import crc32

from sim.voice.lines import CallerVoice, Mood


class Setting(NamedTuple):
    """What an engine is told: words a minute, pitch and range (0..100), volume (90 is calm speech, 170 the most)."""

    rate: int
    pitch: int
    range: int
    volume: int


NEUTRAL = Setting(165, 50, 50, 90)
ANGRY = Setting(195, 62, 95, 160)
PANICKED = Setting(250, 85, 85, 120)
RELIEVED = Setting(140, 40, 35, 65)
WEARY = Setting(135, 42, 20, 55)

LOWEST = Setting(90, 5, 0, 30)
HIGHEST = Setting(300, 99, 100, 170)

# Below the first figure a feeling is not heard, from the second on it is heard in full. Callers begin at up to 94, and
# a bad answer must still be heard there.
_ANGER_HEARD = (18, 100)
_PANIC_HEARD = (18, 100)
_RELIEF_HEARD = (45, 90)
_WEARY_HEARD = (55, 93)  # as the face shows it

SWING = 0.75
"""Share of a change that is added to the line after it."""

# Ages up to the figure: factor on the rate, added to the pitch. The old speak slower, the young faster and higher.
_AGES = ((15, 1.06, 14), (29, 1.04, 4), (59, 1.0, 0), (69, 0.95, -3), (79, 0.89, -5), (199, 0.83, -7))

# espeak's variants that sound like a person on the telephone; the old ones have a rougher, shakier voice.
_OLD = 64
_VARIANTS = {
    ("female", False): ("f2", "f3", "f4"),
    ("female", True): ("f1",),
    ("male", False): ("m2", "m3", "m4", "m6", "m7"),
    ("male", True): ("m1", "m8"),
}
# "en" is espeak's British voice: it does not answer to "en-gb".
_ACCENTS = {"en": ("en-us", "en"), "nl": ("nl",)}


def setting(voice: CallerVoice, mood: Mood) -> Setting:
    """The settings with which this caller speaks in this mood."""
    rate, pitch, spread, volume = _blend(mood)
    _, slower, shift = next(row for row in _AGES if voice.age <= row[0] or row is _AGES[-1])
    volume = min(volume * voice.volume, voice.loudest)
    wanted = (rate * slower * voice.rate, (pitch + shift) * voice.pitch, spread, volume)
    return Setting(*(round(min(max(v, low), high)) for v, low, high in zip(wanted, LOWEST, HIGHEST, strict=True)))


def loudest_at(share: float) -> int:
    """The volume that shouting reaches at most: 0 is no louder than calm speech, 1 as loud as it comes."""
    return round(NEUTRAL.volume + share * (HIGHEST.volume - NEUTRAL.volume))


def swung(mood: Mood, before: Mood) -> Mood:
    """How a line sounds whose caller felt otherwise before it: the change is heard larger than it is, once.

    Without it a bad answer would change a voice by 3 to 5 per cent, which nobody hears.
    """

    def out(now: int, then: int) -> int:
        return min(max(now + round(SWING * (now - then)), 0), 100)

    return Mood(
        out(mood.anger, before.anger), out(mood.panic, before.panic), out(mood.relief, before.relief), mood.weary
    )


def voice_name(voice: CallerVoice, language: str) -> str:
    """Espeak's name of this caller's voice, such as `nl+f2`. It never depends on the mood: a caller keeps one voice."""
    pick = crc32(f"{voice.sex} {voice.age} {voice.seed}".encode())
    accents = _ACCENTS.get(language, (language,))
    variants = _VARIANTS["male" if voice.sex == "male" else "female", voice.age >= _OLD]
    return f"{accents[pick % len(accents)]}+{variants[pick // 7 % len(variants)]}"


def _blend(mood: Mood) -> tuple[float, float, float, float]:
    """How strong all feelings are together, times the corners' mean, weighted by how far each is heard.

    Together they are stronger than the strongest and never more than whole, so that more of any is always heard.
    Relief and weariness are heard only in so far as anger and panic leave room: a furious caller who trusts you, or
    whose patience is gone, still shouts.
    """
    anger = _ramp(mood.anger, *_ANGER_HEARD)
    panic = _ramp(mood.panic, *_PANIC_HEARD)
    room = (1 - anger) * (1 - panic)
    weary = _ramp(mood.weary, *_WEARY_HEARD) * room
    relief = _ramp(mood.relief, *_RELIEF_HEARD) * room
    weights = (anger, panic, relief, weary)
    strength = 1 - room * (1 - relief) * (1 - weary)
    share = strength / (sum(weights) or 1.0)
    rate, pitch, spread, volume = (
        plain + share * sum(weight * (corner - plain) for weight, corner in zip(weights, corners, strict=True))
        for plain, *corners in zip(NEUTRAL, ANGRY, PANICKED, RELIEVED, WEARY, strict=True)
    )
    return rate, pitch, spread, volume


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, straight between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)
