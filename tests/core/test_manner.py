import itertools

import pytest

from sim.core.events import Utterance
from sim.core.manner import SOUNDS, TONES, Manner, Manners, manner
from sim.core.mood import Mood


@pytest.mark.parametrize(
    ("before", "mood", "sound"),
    [
        (Mood(40, 20, 40, 50), Mood(55, 22, 30, 40), "huff"),
        (Mood(20, 40, 40, 50), Mood(22, 52, 30, 40), "gasp"),
        (Mood(50, 50, 40, 50), Mood(56, 62, 30, 40), "gasp"),  # the stronger of the two
        (Mood(70, 20, 30, 50), Mood(58, 15, 40, 55), "sigh"),
        (Mood(15, 80, 30, 50), Mood(13, 66, 40, 55), "sigh"),
        (Mood(30, 20, 30, 24), Mood(30, 20, 28, 15), "sigh"),  # no strength left
        (Mood(5, 92, 30, 75), Mood(20, 90, 22, 69), "huff"),  # an affront
        (Mood(70, 20, 30, 50), Mood(72, 22, 28, 45), ""),  # hardly changed
        (Mood(10, 10, 40, 50), Mood(20, 10, 30, 50), ""),  # changed, but not strong
        (Mood(70, 20, 30, 50), Mood(58, 27, 40, 55), ""),  # calmer in one way, more afraid in the other
    ],
)
def test_a_mood_that_jumps_is_heard_in_the_breath_before_the_words(before, mood, sound):
    assert manner(mood, before).sound == sound


@pytest.mark.parametrize(
    ("mood", "tone"),
    [
        (Mood(90, 15, 38, 30), "shouting"),
        (Mood(65, 15, 38, 50), "loud"),
        (Mood(15, 90, 40, 50), "hurried"),
        (Mood(18, 18, 38, 8), "quiet"),
        (Mood(22, 20, 44, 60), ""),
        (Mood(90, 15, 38, 5), "shouting"),  # anger drowns weariness out
    ],
)
def test_a_strong_mood_has_a_tone(mood, tone):
    assert manner(mood) == Manner("", tone)


def test_the_first_line_has_no_breath_before_it():
    assert all(not manner(Mood(*values)).sound for values in itertools.product((0, 50, 100), repeat=4))


def test_every_manner_is_one_of_those_that_have_a_file_and_a_word():
    moods = [Mood(*values) for values in itertools.product((0, 12, 30, 48, 66, 84, 100), repeat=2) for values in
             [(*values, 40, 10), (*values, 40, 60)]]  # fmt: skip
    found = {manner(mood, before) for before, mood in itertools.product(moods, repeat=2)}
    assert {one.sound for one in found} == {"", *SOUNDS}
    assert {one.tone for one in found} == {"", *TONES}


def test_nobody_breathes_like_that_before_two_lines_running_and_an_actor_brings_their_own():
    manners, found = Manners(), []
    for anger, recording in ((30, None), (50, None), (65, None), (80, None), (60, None), (90, "angry.wav"), (70, None)):
        line = Utterance("Hello.", "line", "a", Mood(anger, 20, 40, 50), recording)
        found.append(manners.of(line).sound)
    assert found == ["", "huff", "", "huff", "", "", "sigh"]
