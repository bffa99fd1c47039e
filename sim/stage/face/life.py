"""What a living face does by itself: blinks, breath, glances, a head that is never quite still.

A pure function of time and a seed: the same second gives the same picture, so pictures can be compared
byte for byte. Frequencies never depend on the mood (a changed frequency would make the head jump);
feelings change amplitudes only, in the portrait.
"""

import math
from dataclasses import dataclass

_BLINK_EVERY_S = 3.6
_BLINK_LASTS_S = 0.2
_GLANCE_EVERY_S = 1.7
_GLANCE_TAKES_S = 0.09


@dataclass(frozen=True, slots=True)
class Life:
    """One moment: blink 0..1, gaze -1..1, and slow waves of -1..1 that the portrait scales."""

    time_s: float = 0.0
    blink: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    breath: float = 0.0
    panting: float = 0.0
    roll: float = 0.0
    turn: float = 0.0
    nod: float = 0.0


STILL = Life()


def chance(seed: int, number: int) -> float:
    """A number in 0..1 that always belongs to this seed and number (splitmix64)."""
    mask = (1 << 64) - 1
    value = (seed * 0x9E3779B97F4A7C15 + number * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) & mask
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & mask
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & mask
    return (value ^ (value >> 31)) / mask


def life(time_s: float, seed: int, reduced_motion: bool = False) -> Life:
    """How a caller lives at a second of the call; with reduced motion nothing moves by itself."""
    if reduced_motion:
        return STILL
    gaze_x, gaze_y = _gaze(time_s, seed)
    phase = 6.283 * chance(seed, 1)
    return Life(
        time_s=time_s,
        blink=_blink(time_s, seed),
        gaze_x=gaze_x,
        gaze_y=gaze_y,
        breath=math.sin(time_s * 1.55 + phase),
        panting=math.sin(time_s * 4.3 + phase),
        roll=math.sin(time_s * 0.61 + phase) * 0.6 + math.sin(time_s * 1.37 + 2 * phase) * 0.4,
        turn=math.sin(time_s * 0.43 + 3 * phase) * 0.65 + math.sin(time_s * 1.03 + phase) * 0.35,
        nod=math.sin(time_s * 0.53 + 5 * phase) * 0.6 + math.sin(time_s * 1.19 + 4 * phase) * 0.4,
    )


def _blink(time_s: float, seed: int) -> float:
    """Lids close and open once in every slot, at a place that belongs to the slot."""
    slot = math.floor(time_s / _BLINK_EVERY_S)
    start = (slot + 0.1 + 0.7 * chance(seed, 101 + slot)) * _BLINK_EVERY_S
    progress = (time_s - start) / _BLINK_LASTS_S
    if not 0 <= progress <= 1:
        return 0.0
    return progress / 0.4 if progress < 0.4 else (1 - progress) / 0.6


def _glance(seed: int, slot: int) -> tuple[float, float]:
    """Mostly at the viewer; now and then away."""
    if chance(seed, 70_001 + slot) < 0.62:
        return 0.0, 0.0
    return 1.1 * chance(seed, 80_001 + slot) - 0.55, 0.7 * chance(seed, 90_001 + slot) - 0.25


def _gaze(time_s: float, seed: int) -> tuple[float, float]:
    slot = math.floor(time_s / _GLANCE_EVERY_S)
    before, now = _glance(seed, slot - 1), _glance(seed, slot)
    share = min(1.0, (time_s / _GLANCE_EVERY_S - slot) * _GLANCE_EVERY_S / _GLANCE_TAKES_S)
    share = share * share * (3 - 2 * share)
    return before[0] + (now[0] - before[0]) * share, before[1] + (now[1] - before[1]) * share
