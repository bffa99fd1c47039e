"""Wording, voice and face are one person: each follows the same hidden mood, and a turn is enough to notice it."""

import itertools
from dataclasses import fields

import pytest

from sim.commands.speaker import line_of
from sim.core.call import Call
from sim.core.events import Answer, Heard, Reply, Utterance
from sim.core.log import Setup
from sim.core.manner import manner
from sim.core.mood import Mood
from sim.core.moves import MOVES
from sim.stage.face.pose import NEUTRAL, feeling, pose_for
from sim.voice.mood import setting
from tests.shipped import SCENARIOS, each
from tests.stage.fakes import read, small_scenario

AUDIBLE = 0.05
VISIBLE = 0.25  # of all numbers of a pose together; a whole expression is about 8


def voice_of(mood, before=None):
    says = [Utterance("Hello.", "line", "a", felt) for felt in (mood, before) if felt is not None]
    line = line_of(small_scenario(), says[0], None, *says[1:])
    return setting(line.voice, line.mood)


def change(one, other):
    """The largest change of rate, pitch, range or volume, as a share."""
    return max(abs(b - a) / a for a, b in zip(one, other, strict=True))


def face_of(mood):
    return pose_for(feeling(*mood))


def moved(one, other):
    return sum(abs(getattr(one, field.name) - getattr(other, field.name)) for field in fields(one))


def rising(*values):
    return all(after >= before for before, after in itertools.pairwise(values)) and values[-1] > values[0]


STEPS = range(18, 99, 8)


def test_with_anger_the_voice_is_louder_and_faster_and_the_face_leans_in_with_teeth():
    moods = [Mood(anger, 18, 40, 50) for anger in STEPS]
    voices, faces = [voice_of(mood) for mood in moods], [face_of(mood) for mood in moods]
    assert rising(*(voice.volume for voice in voices))
    assert rising(*(voice.rate for voice in voices))
    assert rising(*(face.lean for face in faces))
    assert rising(*(face.flush for face in faces))
    assert [manner(mood).tone for mood in (moods[0], moods[6], moods[-1])] == ["", "loud", "shouting"]


def test_with_panic_the_voice_swings_wider_and_runs_and_the_eyes_open():
    moods = [Mood(18, panic, 40, 50) for panic in STEPS]
    voices, faces = [voice_of(mood) for mood in moods], [face_of(mood) for mood in moods]
    assert rising(*(voice.range for voice in voices))
    assert rising(*(voice.rate for voice in voices))
    assert rising(*(face.eye for face in faces))
    assert rising(*(face.pale for face in faces))
    assert [manner(mood).tone for mood in (moods[0], moods[-1])] == ["", "hurried"]


def test_without_strength_the_voice_is_quiet_and_slow_and_the_head_hangs():
    moods = [Mood(18, 18, 38, patience) for patience in range(48, -1, -6)]
    voices, faces = [voice_of(mood) for mood in moods], [face_of(mood) for mood in moods]
    assert rising(*(-voice.volume for voice in voices))
    assert rising(*(-voice.rate for voice in voices))
    assert rising(*(face.nod for face in faces))
    assert manner(moods[-1], moods[4]) == ("sigh", "quiet")


def test_trust_softens_voice_and_face():
    tense, trusting = Mood(20, 20, 30, 60), Mood(8, 8, 85, 75)
    assert voice_of(trusting).volume < voice_of(tense).volume
    assert face_of(trusting).smile > face_of(tense).smile


def test_a_caller_at_rest_looks_and_sounds_as_they_are():
    rest = Mood(18, 18, 40, 60)
    assert voice_of(rest).volume == 90
    assert moved(face_of(rest), NEUTRAL) < 1.5
    assert manner(rest) == ("", "")


BAD = ("argue", "blame", "sarcasm", "calm_down", "dismiss", "stonewall")
GOOD = ("name_feeling", "apologise")


@pytest.mark.parametrize("move", [*BAD, *GOOD])
def test_one_bad_or_good_answer_is_heard_and_seen_by_an_angry_caller(move):
    for anger, panic in itertools.product(range(30, 86, 5), range(0, 41, 10)):
        before = Mood(anger, panic, 30, 50)
        after = before.changed(MOVES[move].effect)
        assert change(voice_of(before), voice_of(after, before)) > AUDIBLE, before
        assert moved(face_of(before), face_of(after)) > VISIBLE, before


@pytest.mark.parametrize("move", ["calm_down", "jargon", "one_step", "ground"])
def test_one_bad_or_good_answer_is_heard_and_seen_by_a_panicked_caller(move):
    for panic, anger in itertools.product(range(35, 86, 5), (0, 15, 25)):
        before = Mood(anger, panic, 30, 50)
        after = before.changed(MOVES[move].effect)
        assert change(voice_of(before), voice_of(after, before)) > AUDIBLE, before
        assert moved(face_of(before), face_of(after)) > VISIBLE, before


@pytest.mark.parametrize("path", each(path for path in SCENARIOS if not path.stem.endswith(".nl")))
def test_in_every_shipped_call_the_best_and_the_worst_first_answer_are_heard_and_seen(path):
    scenario = read(path)

    def opened():
        call = Call(scenario, Setup(seed=7))
        call.feed(Answer())
        call.feed(Heard())
        return call

    def after(option):
        call = opened()
        call.feed(Reply(ms=2000, option=option))
        return call.mood

    before = opened().mood
    moods = sorted((after(reply.option) for reply in opened().replies), key=lambda mood: mood.anger + mood.panic)
    for mood in (moods[0], moods[-1]):
        heard = change(voice_of(before), voice_of(mood, before)) > AUDIBLE or manner(mood, before).sound
        assert heard, (before, mood)
        assert moved(face_of(before), face_of(mood)) > VISIBLE, (before, mood)
