import itertools

import pytest

from sim.voice.lines import CallerVoice, Mood
from sim.voice.mood import (
    ANGRY,
    HIGHEST,
    LOWEST,
    NEUTRAL,
    PANICKED,
    RELIEVED,
    WEARY,
    loudest_at,
    setting,
    swung,
    voice_name,
)

ANYONE = CallerVoice()


@pytest.mark.parametrize(
    ("mood", "corner"),
    [
        (Mood(), NEUTRAL),
        (Mood(anger=18, panic=18, relief=40, weary=50), NEUTRAL),
        (Mood(anger=100), ANGRY),
        (Mood(panic=100), PANICKED),
        (Mood(relief=100), RELIEVED),
        (Mood(weary=100), WEARY),
        (Mood(anger=100, relief=100, weary=100), ANGRY),
    ],
)
def test_a_single_strong_feeling_sounds_as_it_was_measured(mood, corner):
    assert setting(ANYONE, mood) == corner


def test_more_anger_is_never_slower_lower_flatter_or_quieter():
    settings = [setting(ANYONE, Mood(anger=anger)) for anger in range(101)]
    assert all(b >= a for before, after in itertools.pairwise(settings) for a, b in zip(before, after, strict=True))


def test_more_panic_is_never_slower_lower_flatter_or_quieter():
    settings = [setting(ANYONE, Mood(panic=panic)) for panic in range(101)]
    assert all(b >= a for before, after in itertools.pairwise(settings) for a, b in zip(before, after, strict=True))


def test_a_caller_without_strength_is_slower_lower_flatter_and_quieter():
    settings = [setting(ANYONE, Mood(weary=weary)) for weary in range(101)]
    assert all(b <= a for before, after in itertools.pairwise(settings) for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("afraid", range(0, 101, 20))
def test_anger_is_louder_however_afraid_the_caller_is(afraid):
    volumes = [setting(ANYONE, Mood(anger=anger, panic=afraid)).volume for anger in range(0, 101, 5)]
    assert volumes == sorted(volumes)
    assert volumes[-1] > volumes[0]


def test_a_change_swings_out_and_no_change_does_not():
    assert swung(Mood(60, 40, 30, 50), Mood(48, 44, 30, 20)) == Mood(69, 37, 30, 50)
    assert swung(Mood(98, 2, 50), Mood(80, 20, 50)) == Mood(100, 0, 50)


def test_no_mood_and_no_caller_leaves_what_engines_can_do():
    voices = [CallerVoice(sex, age, f, f, f) for sex in ("female", "male") for age in (3, 40, 99) for f in (0.1, 1, 9)]
    moods = [Mood(*feelings) for feelings in itertools.product((-50, 0, 50, 100, 900), repeat=3)]
    for voice, mood in itertools.product(voices, moods):
        for value, low, high in zip(setting(voice, mood), LOWEST, HIGHEST, strict=True):
            assert low <= value <= high


def test_the_old_speak_slower_than_the_young():
    rates = [setting(CallerVoice(age=age), Mood()).rate for age in (20, 40, 65, 75, 85)]
    assert rates == sorted(rates, reverse=True)
    assert len(set(rates)) == 5


def test_a_factor_of_the_scenario_changes_only_its_own_setting():
    plain, fast = setting(ANYONE, Mood()), setting(CallerVoice(rate=1.2), Mood())
    assert fast.rate == round(plain.rate * 1.2)
    assert fast[1:] == plain[1:]


@pytest.mark.parametrize(
    ("voice", "language", "names"),
    [
        (CallerVoice("female", 40), "nl", {"nl+f2", "nl+f3", "nl+f4"}),
        (CallerVoice("male", 40), "nl", {"nl+m2", "nl+m3", "nl+m4", "nl+m6", "nl+m7"}),
        (CallerVoice("female", 80), "nl", {"nl+f1"}),
        (CallerVoice("male", 80), "nl", {"nl+m1", "nl+m8"}),
    ],
)
def test_a_voice_fits_language_sex_and_age(voice, language, names):
    assert voice_name(voice, language) in names


def test_callers_alike_in_sex_and_age_need_not_sound_alike():
    assert len({voice_name(CallerVoice(seed=str(i)), "en") for i in range(40)}) == 6


def test_nobody_who_does_not_want_to_be_shouted_at_is():
    furious = Mood(anger=100)
    calm = setting(ANYONE, Mood())
    assert setting(CallerVoice(loudest=loudest_at(1)), furious) == ANGRY
    assert setting(CallerVoice(loudest=loudest_at(0)), furious) == ANGRY._replace(volume=calm.volume)
    volumes = [setting(CallerVoice(loudest=loudest_at(share / 10)), furious).volume for share in range(11)]
    assert volumes == sorted(volumes)
    assert setting(CallerVoice(loudest=loudest_at(0)), Mood()) == calm
