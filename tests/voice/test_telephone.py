import math
from array import array

import pytest

from sim.voice.telephone import ENVELOPE_RATE, envelope, on_the_line, untouched


def tone(hertz, rate=22050, seconds=0.2, height=9000):
    return array("h", [round(height * math.sin(2 * math.pi * hertz * i / rate)) for i in range(round(rate * seconds))])


def strength(samples, rate, hertz):
    """How much of `hertz` is in the samples: the Fourier sum at that one frequency, as an amplitude."""
    turns = [2 * math.pi * hertz * i / rate for i in range(len(samples))]
    real = sum(v * math.cos(t) for v, t in zip(samples, turns, strict=True))
    imaginary = sum(v * math.sin(t) for v, t in zip(samples, turns, strict=True))
    return 2 * math.hypot(real, imaginary) / len(samples)


def mixed(*hertz, rate=22050):
    return array("h", map(sum, zip(*(tone(h, rate, height=6000) for h in hertz), strict=True)))


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100])
@pytest.mark.parametrize(("outside", "quieter"), [(60, 5), (3950, 5)])
def test_what_a_telephone_does_not_carry_is_gone(rate, outside, quieter):
    samples, new_rate = on_the_line(mixed(1000, outside, rate=rate), rate, 90, 1)
    if outside < new_rate / 2:
        assert strength(samples, new_rate, 1000) > quieter * strength(samples, new_rate, outside)


def test_it_lasts_as_long_as_before_at_half_the_rate():
    samples, rate = on_the_line(tone(500), 22050, 90, 1)
    assert (rate, len(samples)) == (11025, 2205)


@pytest.mark.parametrize("volume", [0, 30, 90, 170, 999])
@pytest.mark.parametrize("height", [1, 300, 32767])
def test_nothing_ever_clips(volume, height):
    samples, _ = on_the_line(tone(800, height=height), 22050, volume, 1)
    assert max(map(abs, samples)) < 32000


def test_the_mood_decides_the_loudness_not_the_engine():
    def loudness(height, volume):
        samples, rate = on_the_line(tone(800, height=height), 22050, volume, 1)
        return max(envelope(samples, rate))

    assert loudness(2000, 160) > 1.5 * loudness(30000, 90) > 2 * loudness(2000, 45)


def test_the_line_hisses_a_little_and_the_same_seed_hisses_the_same():
    quiet = array("h", [0] * 8000)
    one, two, other = (on_the_line(quiet, 22050, 90, seed)[0] for seed in (1, 1, 2))
    assert one == two != other
    assert 0 < max(map(abs, one)) < 600


def test_the_loudness_follows_the_sound():
    sound = array("h", [0] * 2205) + tone(400, 11025, 0.2) + array("h", [0] * 2205)
    values = envelope(sound, 11025)
    assert len(values) == round(0.6 * ENVELOPE_RATE)
    assert max(values[:7]) == max(values[-7:]) == 0
    assert min(values[9:15]) > 50


@pytest.mark.parametrize("samples", [array("h"), array("h", [5]), array("h", [0, 0, 0])])
def test_next_to_nothing_is_no_trouble(samples):
    on_the_line(samples, 22050, 90, 1)
    untouched(samples, 90)
    envelope(samples, 11025)
