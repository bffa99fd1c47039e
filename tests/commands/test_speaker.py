"""A caller's lines as the voice gets them: the same whether prepared or asked for, and a change of mood swings out."""

import pytest

from sim.commands.speaker import VoiceSpeaker
from sim.core.events import Utterance
from sim.core.mood import Mood
from tests.stage.fakes import small_scenario

FIRST = Utterance("Good morning.", "line", "a", Mood(60, 20, 30, 50))
WORSE = Utterance("Excuse me?", "line", "b", Mood(70, 24, 25, 45))
LATER = Utterance("As I said.", "line", "c", Mood(70, 24, 25, 45))


class Ear:
    """A voice that only remembers."""

    def __init__(self):
        self.asked, self.prepared = [], []

    def request(self, line):
        self.asked.append(line)
        return len(self.asked)

    def prefetch(self, lines):
        self.prepared.append(lines)

    def stop(self):
        pass


@pytest.fixture
def ear():
    return Ear()


@pytest.fixture
def speaker(ear):
    return VoiceSpeaker(ear, lambda scenario: None)


def test_what_is_asked_for_is_what_was_prepared(ear, speaker):
    scenario = small_scenario()
    speaker.prepare(scenario, [FIRST])
    speaker.request(scenario, FIRST)
    speaker.prepare(scenario, [WORSE, LATER])
    speaker.request(scenario, WORSE)
    speaker.prepare(scenario, [LATER])
    speaker.request(scenario, LATER)
    assert [lines[0] for lines in ear.prepared] == ear.asked


def test_a_change_of_mood_swings_out_once_and_settles(ear, speaker):
    for line in (FIRST, WORSE, LATER):
        speaker.request(small_scenario(), line)
    assert [line.mood.anger for line in ear.asked] == [60, 78, 70]


def test_a_line_that_is_said_again_sounds_as_it_did(ear, speaker):
    for line in (FIRST, WORSE, WORSE):
        speaker.request(small_scenario(), line)
    assert ear.asked[1] == ear.asked[2]


def test_the_next_call_begins_afresh(ear, speaker):
    speaker.prepare(small_scenario(), [FIRST])
    speaker.request(small_scenario(), WORSE)
    speaker.stop()
    speaker.prepare(small_scenario(), [FIRST])
    speaker.request(small_scenario(), FIRST)
    assert len(ear.prepared) == 2
    assert ear.asked[-1].mood.anger == 60


def test_lost_patience_is_weariness(ear, speaker):
    speaker.request(small_scenario(), FIRST._replace(mood=Mood(20, 20, 30, 8)))
    assert ear.asked[0].mood.weary == 92
