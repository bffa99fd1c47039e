"""Makes every sound of a call from nothing but arithmetic: `uv run python assets/sounds/make.py`.

The files beside this script are what it makes (tests/test_made_sounds.py holds it), mono, 16 bit, 11025 Hz: a
telephone carries nothing above 3400 Hz. Each is set to a level in dBFS (RMS of its loud part), chosen against a calm
caller's voice of about -15: a ring is calmer than a voice, the line is only just there.

Loops have no seam: their parts repeat a whole number of times, and filters run twice round before they are heard.
"""

from __future__ import annotations

import math
import random
import sys
import wave
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path

RATE = 11025
HERE = Path(__file__).parent

Samples = list[float]
Curve = Callable[[float], float]


def seconds(length: float) -> int:
    """Samples in so many seconds."""
    return round(RATE * length)


def sines(length: float, *parts: tuple[float, float]) -> Samples:
    """Sine waves added: (hertz, share) each."""
    steps = [(2 * math.pi * hertz / RATE, share) for hertz, share in parts]
    return [sum(share * math.sin(step * i) for step, share in steps) for i in range(seconds(length))]


def noise(length: float, seed: int) -> Samples:
    """White noise, the same every time."""
    chance = random.Random(seed)
    return [chance.uniform(-1, 1) for _ in range(seconds(length))]


def shaped(samples: Samples, curve: Curve) -> Samples:
    """Samples times a curve over their own time, 0 to 1."""
    last = max(1, len(samples) - 1)
    return [sample * curve(i / last) for i, sample in enumerate(samples)]


def swell(rise: float, fall: float) -> Curve:
    """Up during the first share of the time, down during the last, both without a corner."""

    def curve(place: float) -> float:
        up = min(1.0, place / rise) if rise else 1.0
        down = min(1.0, (1 - place) / fall) if fall else 1.0
        return (0.5 - 0.5 * math.cos(math.pi * up)) * (0.5 - 0.5 * math.cos(math.pi * down))

    return curve


def band(samples: Samples, centre: Curve, width: float) -> Samples:
    """What lies round a centre (hertz, over the samples' own time); width: the share of the centre that passes."""
    low = middle = 0.0
    kept = []
    last = max(1, len(samples) - 1)
    for i, sample in enumerate(samples):
        step = 2 * math.sin(math.pi * min(centre(i / last), RATE / 6) / RATE)
        low += step * middle
        middle += step * (sample - low - width * middle)
        kept.append(middle * width)
    return kept


def softened(samples: Samples, hertz: float, times: int = 1) -> Samples:
    """Without what lies above; run round twice, so that the end of a loop leads into its beginning."""
    share = 1 - math.exp(-2 * math.pi * hertz / RATE)
    for _ in range(times):
        value, count = 0.0, len(samples)
        kept = []
        for i in range(2 * count):
            value += share * (samples[i % count] - value)
            if i >= count:
                kept.append(value)
        samples = kept
    return samples


def levelled(samples: Samples, decibels: float) -> Samples:
    """The samples with their loud part at this level."""
    rms = loud_part(samples)
    gain = 10 ** (decibels / 20) / rms
    return [sample * gain for sample in samples]


def peaked(samples: Samples, decibels: float) -> Samples:
    """The samples with their peak at this level: for clicks, which are too short for an RMS to say much."""
    gain = 10 ** (decibels / 20) / max(map(abs, samples))
    return [sample * gain for sample in samples]


def loud_part(samples: Iterable[float]) -> float:
    """RMS of the samples without the pauses: of each twentieth of a second that is not nearly silent."""
    values = list(samples)
    size = seconds(0.05)
    powers = [sum(v * v for v in values[i : i + size]) / size for i in range(0, max(1, len(values) - size + 1), size)]
    heard = [power for power in powers if power > 0.01 * max(powers)]
    return math.sqrt(sum(heard) / len(heard))


def mixed(*tracks: Samples) -> Samples:
    """Tracks on top of each other, as long as the longest."""
    return [sum(track[i] for track in tracks if i < len(track)) for i in range(max(map(len, tracks)))]


def silence(length: float) -> Samples:
    """Nothing."""
    return [0.0] * seconds(length)


# --- the line ---------------------------------------------------------------------------------------------------------


def ring() -> Samples:
    """One second on, four off, as telephones in Europe do: 425 Hz with a soft edge and a slow warble. A loop."""
    tone = sines(1.0, (425, 1.0), (850, 0.16), (1275, 0.05))
    warble = sines(1.0, (17, 1.0))
    tone = [sample * (1 + 0.16 * slow) for sample, slow in zip(tone, warble, strict=True)]
    return levelled(shaped(tone, swell(0.12, 0.22)), -25) + silence(4.0)


def clack(seed: int, hertz: float, length: float) -> Samples:
    """A piece of plastic that meets another."""
    body = shaped(sines(length, (hertz, 1.0), (hertz * 2.7, 0.4)), lambda place: math.exp(-9 * place))
    edge = shaped(noise(length, seed), lambda place: math.exp(-26 * place))
    return shaped(softened(mixed(body, edge), 2600), swell(0.03, 0.3))


def pick_up() -> Samples:
    """The receiver leaves its cradle."""
    return peaked(mixed(clack(3, 330, 0.07), silence(0.085) + clack(4, 520, 0.05)), -18) + silence(0.05)


def hang_up() -> Samples:
    """The receiver goes down; then the engaged tone, half a second on and off, three times and ever fainter."""
    down = peaked(mixed(clack(5, 260, 0.09), silence(0.06) + clack(6, 410, 0.06)), -17)
    beep = levelled(shaped(sines(0.5, (425, 1.0)), swell(0.1, 0.16)), -33)
    beeps: Samples = []
    for share in (1.0, 0.7, 0.45):
        beeps += [sample * share for sample in beep] + silence(0.5)
    return down + silence(0.6) + beeps


def line() -> Samples:
    """An open line: a faint, warm hiss. A loop."""
    hiss = softened(noise(4.0, 11), 1500, 2)
    deep = softened(noise(4.0, 12), 260, 2)
    return levelled(mixed(hiss, [0.6 * sample for sample in deep]), -58)


# Two bars that lead into each other: beat, note as steps from A3.
_HOLD_NOTES = ((0, 0), (1, 7), (2, 12), (3, 16), (4, -4), (5, 3), (6, 8), (7, 12))
_BEAT = 1.0


def hold() -> Samples:
    """While a caller waits: slow soft notes, whose ends ring on over the loop's edge. A loop."""
    count = seconds(_BEAT * len(_HOLD_NOTES))
    track = [0.0] * count
    for beat, step in _HOLD_NOTES:
        hertz = 220 * 2 ** (step / 12)
        note = shaped(sines(3.2, (hertz, 1.0), (2 * hertz, 0.22), (3 * hertz, 0.06)), _pluck)
        start = seconds(_BEAT * beat)
        for i, sample in enumerate(note):
            track[(start + i) % count] += sample
    return levelled(track, -34)


def _pluck(place: float) -> float:
    return swell(0.02, 0.25)(place) * math.exp(-3.5 * place)


# --- breath -----------------------------------------------------------------------------------------------------------


def breath() -> Samples:
    """To breathe with: two seconds of air in, four out, like a slow wave. A loop."""
    inward = shaped(band(noise(2.0, 21), lambda place: 420 + 500 * place, 0.9), swell(0.75, 0.2))
    outward = shaped(band(noise(4.0, 22), lambda place: 820 - 480 * place, 0.9), swell(0.15, 0.8))
    return levelled(softened(inward + outward, 1800), -43)


def throat(seed: int, length: float, size: float, glide: tuple[float, float]) -> Samples:
    """Air through a throat; size 1 for a man's, more for a smaller one. glide: how its resonances move."""
    air, (start, end) = noise(length, seed), glide

    def resonance(hertz: float) -> Curve:
        return lambda place: hertz * size * (start + (end - start) * place)

    tracks = [(band(air, resonance(hertz), 0.35), share) for hertz, share in ((560, 1.0), (1450, 0.5), (2450, 0.22))]
    return mixed(*([share * sample for sample in track] for track, share in tracks))


def sigh(size: float, seed: int) -> Samples:
    """A long breath out: relief, or no strength left."""
    air = throat(seed, 0.95, size, (1.12, 0.82))
    return levelled(shaped(air, swell(0.14, 0.8)), -30) + silence(0.2)


def gasp(size: float, seed: int) -> Samples:
    """A sharp breath in: fright."""
    air = throat(seed, 0.42, size, (0.9, 1.3))
    return levelled(shaped(air, swell(0.55, 0.12)), -30) + silence(0.12)


def huff(size: float, seed: int) -> Samples:
    """A short breath out: out of temper."""
    air = throat(seed, 0.36, size, (1.05, 0.75))
    return levelled(shaped(air, swell(0.08, 0.7)), -28) + silence(0.15)


_MAN, _WOMAN = 1.0, 1.17

SOUNDS: dict[str, Callable[[], Samples]] = {
    "ring": ring,
    "pick_up": pick_up,
    "hang_up": hang_up,
    "line": line,
    "hold": hold,
    "breath": breath,
    "sigh_female": lambda: sigh(_WOMAN, 31),
    "sigh_male": lambda: sigh(_MAN, 32),
    "gasp_female": lambda: gasp(_WOMAN, 33),
    "gasp_male": lambda: gasp(_MAN, 34),
    "huff_female": lambda: huff(_WOMAN, 35),
    "huff_male": lambda: huff(_MAN, 36),
}


def made(name: str) -> array[int]:
    """The samples of a sound, 16 bit, without anything that would be cut off. Raises ValueError for one too loud."""
    samples = array("h", (round(32767 * sample) for sample in SOUNDS[name]()))
    if max(map(abs, samples)) > 0.25 * 32767:
        raise ValueError(f"{name} would shout")
    return samples


def write(name: str, folder: Path) -> str:
    """Make one file; says how long and how loud it is."""
    samples = made(name)
    with wave.open(str(folder / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    peak, loud = max(map(abs, samples)) / 32768, loud_part(sample / 32768 for sample in samples)
    return f"{name:12} {len(samples) / RATE:5.2f} s  peak {_decibels(peak):6.1f}  RMS {_decibels(loud):6.1f} dBFS\n"


def _decibels(share: float) -> float:
    return 20 * math.log10(max(share, 1e-9))


if __name__ == "__main__":
    for each in SOUNDS:
        sys.stdout.write(write(each, HERE))
