"""The caller's lines can be heard again where there is a voice, one at a time."""

from dataclasses import replace
from pathlib import Path

import pytest

from sim.stage.debrief.hearing import HearButton
from tests.stage.debrief.desk import Desk
from tests.stage.debriefs import small
from tests.stage.fakes import FakeProgram, FakeSpeaker


class Voice(FakeSpeaker):
    """Makes a sound for each line, or none where it was lost."""

    path = None

    def poll(self):
        return [replace(speech, path=self.path) for speech in super().poll()]


def heard(path=Path("line.wav")):
    played = small("aabba")
    program = FakeProgram(played[0])
    program.speaker = Voice(audible=True)
    program.speaker.path = path
    desk = Desk(played, program=program)
    desk.player.key("t")
    buttons = [w for w in desk.screen.ui.walk() if isinstance(w, HearButton)]
    return desk, buttons


@pytest.fixture
def sounds(monkeypatch):
    """Every sound takes two seconds."""
    started = []
    monkeypatch.setattr(
        "sim.stage.sound.Sound._start", lambda self, playing, loops: started.append(playing.path) or 2.0
    )
    return started


def test_every_line_of_the_caller_can_be_heard_again(sounds):
    desk, buttons = heard()
    lines = [line.text for turn in desk.debrief.turns for line in turn.lines]
    assert [button.line.text for button in buttons][: len(lines)] == lines
    desk.screen.ui.activate(buttons[1])
    desk.player.wait(0.5)
    assert desk.program.speaker.asked == [buttons[1].line.text]
    assert sounds == [Path("line.wav")]
    assert buttons[1].active
    desk.player.wait(2.0)
    assert not buttons[1].active


def test_another_line_ends_the_one_that_is_being_said_and_the_same_press_stops_it(sounds):
    desk, buttons = heard()
    desk.screen.ui.activate(buttons[0])
    desk.player.wait(0.3)
    desk.screen.ui.activate(buttons[1])
    assert [button.active for button in buttons[:2]] == [False, True]
    desk.screen.ui.activate(buttons[1])
    assert not buttons[1].active


def test_closing_the_call_ends_the_voice(sounds):
    desk, buttons = heard()
    desk.screen.ui.activate(buttons[0])
    desk.player.wait(0.3)
    desk.player.key("escape")
    assert not buttons[0].active
    assert desk.program.speaker.stops


def test_a_voice_that_was_lost_leaves_the_words(sounds):
    desk, buttons = heard(path=None)
    desk.screen.ui.activate(buttons[0])
    desk.player.wait(0.5)
    assert not buttons[0].active
    assert sounds == []


def test_where_lines_are_only_captions_nothing_offers_to_be_heard():
    desk = Desk(small("aabba"))
    desk.player.key("t")
    assert not any(isinstance(widget, HearButton) for widget in desk.screen.ui.walk())
