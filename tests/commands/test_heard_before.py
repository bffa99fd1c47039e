"""A line that was heard to its end may be skipped the next time, also after a restart; one that was cut off may not."""

import pytest

from sim.commands.context import Context
from sim.commands.journal import KeptCall
from sim.commands.playing import playing_journal
from sim.commands.speaker import CaptionSpeaker
from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.core.log import Setup
from sim.stage.director import Director
from sim.stage.sound import Sound
from tests.stage.fakes import small_scenario


class Evening:
    """One run of the program: calls on the same data folder."""

    def __init__(self, folder, trainee=None):
        self.context = Context(folder, [], "en")
        self.journal, self.trainee = playing_journal(self.context), trainee

    def __enter__(self):
        self.context.__enter__()
        return self

    def __exit__(self, *problem):
        self.context.__exit__(*problem)

    def call(self, seed=7):
        scenario = small_scenario()
        call = Call(scenario, Setup(seed=seed), caller_lines(scenario.language))
        director = Director(call, KeptCall.begin(self.journal, call, self.trainee), CaptionSpeaker(), Sound(open=False))
        director.begin(0.0)
        director.answer()
        wait(director, 0.2)
        return director


def wait(director, seconds):
    for _ in range(round(seconds * 10)):
        director.tick(director.now + 0.1)


def hear(director):
    while not director.ready_for_reply:
        wait(director, 0.1)


def end(director):
    director.hang_up()
    director.close()
    director.leave()


@pytest.fixture
def heard_once(tmp_path):
    """A data folder in which the first line was heard to its end, in a program that has ended."""
    with Evening(tmp_path) as evening:
        director = evening.call()
        assert not director.may_skip
        hear(director)
        end(director)
    return tmp_path


def test_a_line_is_skipped_in_the_next_call_of_the_same_evening(tmp_path):
    with Evening(tmp_path) as evening:
        first = evening.call()
        hear(first)
        end(first)
        again = evening.call()
        assert again.may_skip
        assert again.show_replies()
        assert again.phase == "your_turn"
        assert not again.speaking
        end(again)


def test_a_line_is_skipped_after_a_restart(heard_once):
    with Evening(heard_once) as evening:
        director = evening.call()
        assert director.may_skip
        director.show_replies()
        assert director.phase == "your_turn"
        end(director)


def test_another_trainee_has_not_heard_it(heard_once):
    with Evening(heard_once, trainee="Sam") as evening:
        director = evening.call()
        assert not director.may_skip
        end(director)


def test_a_line_that_was_cut_off_is_not_known(tmp_path):
    with Evening(tmp_path) as evening:
        first = evening.call()
        end(first)
        again = evening.call()
        assert not again.may_skip
        end(again)


def test_last_words_that_are_known_are_skipped_too(tmp_path):
    for known in (False, True):
        with Evening(tmp_path) as evening:
            director = evening.call()
            while director.phase != "wrapping_up":
                wait(director, 0.5)
            assert director.speaking
            assert director.may_skip is known
            assert director.show_replies() is known
            assert director.over is known
            while not director.over:
                wait(director, 0.1)
            wait(director, 0.1)
            director.close()
            director.leave()
