"""How a caller's line begins, is breathed before, is cut and said again."""

import wave
from dataclasses import replace

import pytest

from sim.core.events import Utterance
from sim.core.mood import Mood
from sim.stage.call.mouth import LATEST_SPEECH, Mouth
from sim.stage.sound import Sound
from tests.stage.fakes import FakeProgram, FakeSpeaker, spoken

CALM, ANGRY = Mood(20, 20, 40, 50), Mood(60, 20, 30, 40)
FIRST, NEXT = (
    Utterance("Good morning to you all.", "line", "a", CALM),
    Utterance("That is not what I asked.", "line", "b", ANGRY),
)


@pytest.fixture
def sound():
    return Sound(open=False)


@pytest.fixture
def voice(tmp_path):
    """Delivers lines that are heard: each a second of silence in a file."""
    path = tmp_path / "line.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(bytes(2 * 22050))
    return lambda text, number: replace(spoken(text, number), path=path)


@pytest.fixture
def mouth(sound):
    program = FakeProgram()
    return Mouth(program.call(), FakeSpeaker(after=None), sound)


def heard(sound, now):
    return [playing.path.stem for playing in sound.heard(now)]


def say(mouth, voice, utterance, number, now):
    """Ask for a line, which is delivered a tenth of a second later."""
    mouth.say(utterance, now)
    mouth.deliver(voice(utterance.text, number), now + 0.1)


def test_a_caller_who_grew_angry_huffs_and_then_speaks(mouth, sound, voice):
    say(mouth, voice, FIRST, 1, 0.0)
    say(mouth, voice, NEXT, 2, 5.0)
    assert heard(sound, 5.2) == ["huff_female"]
    assert mouth.caption(5.2) == (NEXT.text, 0)
    assert not mouth.speaking(5.2)
    mouth.tick(5.3)
    assert not mouth.speaking(5.3)
    mouth.tick(5.6)
    assert mouth.speaking(5.6)
    assert heard(sound, 5.6) == ["line"]


def test_nobody_breathes_like_that_before_two_lines_running(mouth, voice):
    moods = [Mood(30, 20, 40, 50), Mood(50, 20, 40, 50), Mood(65, 20, 40, 50), Mood(80, 20, 40, 50)]
    breaths = []
    for number, mood in enumerate(moods, 1):
        say(mouth, voice, FIRST._replace(mood=mood), number, 5.0 * number)
        breaths.append(mouth.line.manner.sound)
    assert breaths == ["", "huff", "", "huff"]


def test_a_caller_who_is_only_read_does_not_keep_anyone_waiting(mouth, sound):
    say(mouth, spoken, FIRST, 1, 0.0)
    say(mouth, spoken, NEXT, 2, 5.0)
    assert mouth.line.manner.sound == "huff"
    assert not heard(sound, 5.05)
    assert mouth.speaking(5.2)


def test_a_recorded_line_brings_its_own_breath(mouth, sound, voice):
    say(mouth, voice, FIRST, 1, 0.0)
    mouth.say(NEXT._replace(recording="next.wav"), 5.0)
    assert mouth.line.manner.sound == ""
    assert not heard(sound, 5.0)


@pytest.mark.parametrize("end", ["cut", "hush"])
def test_a_breath_ends_with_its_line(mouth, sound, voice, end):
    say(mouth, voice, FIRST, 1, 0.0)
    mouth.say(NEXT, 5.0)
    assert heard(sound, 5.1) == ["huff_female"]
    getattr(mouth, end)(5.2)
    assert not heard(sound, 5.2)


def test_a_line_said_again_after_a_pause_is_not_breathed_again(mouth, sound, voice):
    say(mouth, voice, FIRST, 1, 0.0)
    mouth.say(NEXT, 5.0)
    mouth.hush(5.1)
    mouth.say(NEXT, 9.0)
    assert mouth.line.manner.sound == ""
    assert mouth.line.manner.tone == "loud"
    assert not heard(sound, 9.0)


def test_a_voice_that_does_not_answer_leaves_the_caption_alone(mouth):
    mouth.say(FIRST, 0.0)
    mouth.tick(LATEST_SPEECH - 0.1)
    assert not mouth.speaking(LATEST_SPEECH)
    mouth.tick(LATEST_SPEECH + 0.1)
    assert mouth.speaking(LATEST_SPEECH + 0.1)
    assert mouth.caption(60.0) == (FIRST.text, len(FIRST.text))


def test_the_voice_of_another_line_is_not_this_lines(mouth, voice):
    mouth.say(FIRST, 0.0)
    mouth.deliver(voice(NEXT.text, 7), 0.1)
    assert not mouth.speaking(0.2)


def test_a_recording_that_cannot_be_heard_is_there_as_long_as_reading_it_takes(mouth, tmp_path):
    mouth.say(FIRST, 0.0)
    mouth.deliver(replace(spoken(FIRST.text, 1), path=tmp_path / "gone.ogg", seconds=None), 0.1)
    assert mouth.speaking(0.2)
    assert not mouth.speaking(10.0)
