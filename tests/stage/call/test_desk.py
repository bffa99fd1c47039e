"""The caller at the desk's foot: who looks something up still sees whether they speak or wait, and how gladly."""

from functools import partial

import pytest

from sim.core.log import Setup
from sim.core.mood import PATIENCE_MS
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import Desk as LargeDesk
from tests.stage.fakes import shipped_scenario

Desk = partial(LargeDesk, size=(960, 540))
NAME = "Rieneke van Dalen"


def at_the_desk(**given):
    """The desk after the identity was checked, so that there is a card to read."""
    desk = Desk(**given).to_replies()
    desk.screen.director.reply("b")
    desk.until("replies")
    desk.player.wait(0.5)
    desk.player.key("d")
    desk.player.frame()
    return desk


def foot(desk):
    overlay = desk.screen.ui.overlay
    return overlay.caller.label, overlay.quote.label if overlay.quote.visible else ""


def test_before_a_card_is_chosen_the_time_to_answer_runs_and_is_shown():
    desk = at_the_desk()
    assert foot(desk)[0].startswith(f"{NAME} has finished. Time to answer: ")
    before = desk.screen.director.silence_left
    desk.player.wait(2)
    assert desk.screen.director.silence_left < before


def test_at_a_card_the_caller_waits_says_so_and_their_patience_is_told():
    desk = at_the_desk()
    desk.player.key("return")
    desk.player.wait(4)
    words, quote = foot(desk)
    assert words.startswith(f"{NAME} waits, ")
    assert "Patience: " in words
    assert quote.startswith(f"{NAME}: “")
    assert desk.call.transcript[-1].text in quote


def test_patience_is_seen_falling_while_the_caller_waits():
    desk = at_the_desk()
    before = desk.call.mood.patience
    desk.player.key("return")
    desk.player.wait(3 * PATIENCE_MS / 1000 + 1)
    assert desk.call.phase == "looking_up"
    assert desk.call.mood.patience == before - 3


def test_waiting_in_parts_costs_no_more_than_waiting_at_once():
    desk = at_the_desk()
    desk.player.key("return")
    desk.player.wait(12.3)
    desk.player.key("escape")
    desk.player.key("1")
    timing = desk.call.turns[1].timing
    assert timing.lookup_ms == pytest.approx(12_300, abs=300)
    assert timing.effect[3] == -2
    assert timing.silences == 0


def test_who_comes_back_from_the_desk_has_all_the_time_to_answer():
    desk = at_the_desk()
    desk.player.wait(5)
    desk.player.key("return")
    desk.player.wait(40)
    desk.player.key("escape")
    left, whole = desk.screen.director.silence_left
    assert left == pytest.approx(whole, abs=0.5)


def test_while_the_caller_speaks_the_desk_says_so():
    desk = Desk().pick_up()
    desk.player.wait(0.5)
    desk.player.key("d")
    desk.player.frame()
    assert foot(desk) == (f"{NAME} is speaking", "")


def test_an_exam_tells_no_patience():
    desk = at_the_desk(setup=Setup(seed=7, mode="exam"))
    desk.player.key("return")
    desk.player.wait(1)
    assert "Patience" not in foot(desk)[0]


def test_without_time_limits_there_is_no_time_to_tell():
    desk = at_the_desk(setup=Setup(seed=7, timers=False))
    assert foot(desk)[0] == "Your answer, no time limit"


def test_a_silence_that_is_broken_while_the_list_is_searched_is_read_at_the_desk():
    desk = at_the_desk()
    desk.player.wait(desk.screen.director.silence_left[0] + 0.5)
    assert foot(desk)[1].startswith(f"{NAME}: “")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_every_word_fits(language, text):
    scenario = shipped_scenario("eviction-thursday")
    desk = LargeDesk(scenario, language=language, looks=LookSettings(text=text)).to_replies()
    desk.player.key("d")
    desk.player.frame()
    assert desk.cut_off() == []
    desk.player.key("return")
    desk.player.wait(1)
    assert desk.cut_off() == []
    assert not desk.program.texts.missing
