"""The telephone line: what is left of a voice between 300 and 3400 Hz, a little compressed, with a little hiss.

Why not numpy: importing it costs the worker 17 to 23 MB, more than the rest of the worker together. Instead the filter
is one long multiplication of whole numbers. Written in base 2**32, samples and filter are two numbers, and the
rule by which numbers are multiplied (sum the products of digits whose places add up) is exactly convolution; CPython
does it in C. Measured: about 8 ms per second of sound and no memory that stays; four biquads in plain Python take
23 ms, numpy 4.6 ms.

As nothing above 3400 Hz is left, every second sample is enough: half the work, half the file, half the memory.
"""

from __future__ import annotations

import math
from array import array
from functools import lru_cache
from operator import mul

LOW, HIGH = 300.0, 3400.0
ENVELOPE_RATE = 40
"""As in `lines`, which the worker does not import (dataclasses cost memory)."""

_RATE = 11025
"""What a rate is brought down to, or a little over it: so much holds HIGH."""
_TAPS_PER_HERTZ = 0.00575
"""127 taps at 22050 Hz: the edges are 580 Hz wide."""
_UNIT = 1 << 14
_LOUDEST = 170
"""The highest volume that `mood` asks for; it peaks at _PEAK of full scale, so nothing ever clips."""
_PEAK = 0.9 * 32767
_DRIVE = 0.55
"""How far the average sample reaches into the curve: voices of any level come out alike, their peaks pressed flat."""
_SILENCE = 40.0
"""What is quieter than this on average is not brought up to a voice's loudness."""
_HISS = 90.0
"""Loudness of the hiss after the gain: about 50 dB under full scale, the same under every mood."""


def on_the_line(samples: array[int], rate: int, volume: int, seed: int) -> tuple[array[int], int]:
    """The samples (16 bit) as the agent's headset plays them, and their rate. `volume` is the mood's, 0..170."""
    if not samples:
        return samples, rate
    step = max(1, rate // _RATE)
    line = _band_passed(samples, rate, step)
    count = len(line) // 4
    gain = _gain(_rounded(line))
    hiss = _hiss_level(gain, volume) * _number(_hiss(count, seed))
    noisy = _rounded(
        (int.from_bytes(line, "little", signed=True) + hiss).to_bytes(len(line) + 8, "little", signed=True)
    )
    return pressed(noisy[:count], gain, volume), rate // step


def untouched(samples: array[int], volume: int) -> array[int]:
    """The samples without the line, as loud as they would be on it."""
    return pressed(samples, _gain(samples), volume) if samples else samples


def pressed(samples: array[int], gain: float, volume: int) -> array[int]:
    """Softly limited: each sample times `gain` bent by tanh, then set to the mood's volume. Never clips."""
    top = max((max(samples), -min(samples), 1))
    level = _PEAK * min(volume, _LOUDEST) / _LOUDEST
    half = [round(level * math.tanh(gain * v)) for v in range(top + 1)]
    table = half + [-v for v in reversed(half[1:])]  # a negative sample indexes from the end
    return array("h", map(table.__getitem__, samples))


def envelope(samples: array[int], rate: int) -> bytes:
    """Loudness in steps of 1 / ENVELOPE_RATE s, 0..255, where 255 is the loudest voice shouting."""
    step = rate / ENVELOPE_RATE
    loudest = 0.75 * _PEAK
    starts = [round(i * step) for i in range(math.ceil(len(samples) / step))]
    return bytes(min(255, round(255 * _average(samples[s : s + round(step) : 3]) / loudest)) for s in starts)


def _band_passed(samples: array[int], rate: int, step: int) -> bytes:
    """Every `step`-th sample after the filter, as little-endian fields of 32 bits, in 1/_UNIT.

    The filter's taps 0, step, 2 * step ... meet the samples at the places that are kept; taps p, p + step ... meet
    those that lie p before them.
    """
    product = _filter(rate, 0, step) * _number(samples[0::step])
    for place in range(1, step):
        product += _filter(rate, place, step) * _number(samples[step - place :: step]) << 32
    count, delay = -(-len(samples) // step), _taps(rate) // 2 // step
    fields = product.to_bytes(4 * (count + _taps(rate) + 2), "little", signed=True)
    return fields[4 * delay : 4 * (delay + count)]


def _taps(rate: int) -> int:
    return round(rate * _TAPS_PER_HERTZ) | 1


@lru_cache(maxsize=16)
def _filter(rate: int, first: int, step: int) -> int:
    """Every `step`-th tap of a windowed-sinc band-pass, as one number in base 2**32."""
    middle = _taps(rate) // 2

    def tap(i: int) -> float:
        t = i - middle
        window = 0.54 + 0.46 * math.cos(math.pi * t / (middle + 1))
        return window * (_sinc(HIGH, rate, t) - _sinc(LOW, rate, t))

    return sum(round(_UNIT * tap(i)) << (32 * place) for place, i in enumerate(range(first, _taps(rate), step)))


def _sinc(cutoff: float, rate: int, t: int) -> float:
    return 2 * cutoff / rate if t == 0 else math.sin(2 * math.pi * cutoff / rate * t) / (math.pi * t)


_FLIP = bytes(i ^ 0x80 for i in range(256))


def _number(samples: array[int]) -> int:
    """The samples as one number in base 2**32. Digits may be negative, hence the detour over sample + 32768."""
    raw = samples.tobytes()
    fields = bytearray(2 * len(raw))
    fields[0::4] = raw[0::2]
    fields[1::4] = raw[1::2].translate(_FLIP)
    return int.from_bytes(fields, "little") - int.from_bytes(b"\x00\x80\x00\x00" * len(samples), "little")


def _rounded(fields: bytes) -> array[int]:
    """The upper halves of the 32-bit fields, signed: samples in 1/4, with room for what the filter adds."""
    return array("h", fields)[1::2]


def _gain(samples: array[int]) -> float:
    """What brings the sound to _DRIVE; silence is not blown up."""
    return _DRIVE / max(_average(samples), _SILENCE)


def _average(samples: array[int]) -> float:
    """Root mean square; of a long sound every seventh sample is enough."""
    few = samples[:: 7 if len(samples) > 4000 else 1]
    return math.sqrt(sum(map(mul, few, few)) / max(1, len(few)))


def _hiss_level(gain: float, volume: int) -> int:
    """By what to multiply `_hiss` so that it has the loudness _HISS after the gain."""
    slope = gain * _PEAK * min(max(volume, 1), _LOUDEST) / _LOUDEST
    return round(_HISS / slope * 65536 / (32768 / math.sqrt(3)))


@lru_cache(maxsize=1)
def _hiss_loop() -> array[int]:
    """White noise, the same on every machine: a plain congruential generator (`random` would cost memory)."""
    state, values = 1, array("h")
    for _ in range(8192):
        state = (1103515245 * state + 12345) & 0x7FFFFFFF
        values.append((state >> 15) - 32768)
    return values


def _hiss(count: int, seed: int) -> array[int]:
    """`count` samples of hiss, starting where the seed says."""
    loop = _hiss_loop()
    start = seed % len(loop)
    return (loop * ((start + count) // len(loop) + 1))[start : start + count]
