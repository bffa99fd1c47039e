"""Say it first, played: the replies are hidden until somebody says that they have said an answer."""

import pytest

from sim.core.call import Call, replay
from sim.core.clock import SAYING_MS
from sim.core.log import Setup
from sim.core.phases import YOUR_TURN
from sim.core.scoring import score
from sim.stage.call.say_first import GUARD, SayFirst
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import Desk
from tests.stage.fakes import shipped_scenario

SAY_FIRST = Setup(seed=7, way="say_first")


def asked(**given):
    """A trainee who has heard the caller's first line."""
    desk = Desk(**{"setup": SAY_FIRST} | given).pick_up()
    desk.until("saying")
    return desk


def test_the_replies_come_when_it_was_said_and_not_before():
    desk = asked()
    desk.player.wait(GUARD + 0.1)
    reply = desk.call.replies[0].text
    assert desk.player.sees("Say your answer to")
    assert not desk.player.sees(reply)
    desk.player.key("1")
    assert desk.stage == "saying"
    desk.player.key("space")
    assert desk.player.sees(reply)
    desk.player.wait(1.5)
    desk.player.key("1")
    assert desk.done == ["answer", "heard", "show", "reply"]
    assert not desk.recorder.events[-1].ms < 1000


@pytest.mark.parametrize("do", ["return", "click"])
def test_enter_and_the_mouse_say_so_too(do):
    desk = asked()
    desk.player.wait(GUARD + 0.1)
    if do == "click":
        desk.player.click("Say your answer to")
    else:
        desk.player.key(do)
    assert desk.stage == "replies"


def test_a_key_that_was_meant_for_the_line_says_nothing():
    desk = asked()
    desk.player.key("space")
    assert desk.stage == "saying"


def test_while_the_caller_speaks_nothing_is_shown():
    desk = Desk(setup=SAY_FIRST).pick_up()
    desk.player.wait(0.5)
    desk.player.key("space")
    assert desk.stage == "speaking"
    assert not desk.screen.parts.region.waiting.enabled


def test_saying_has_its_own_time_and_then_the_caller_asks():
    desk = asked()
    left, whole = desk.screen.director.silence_left
    usual = desk.call.clock.silence_limit_ms / 1000
    assert whole == pytest.approx(usual + SAYING_MS / 1000)
    desk.player.wait(usual + 1)
    assert desk.call.clock.silences == 0
    desk.until("speaking", left + 1)
    assert desk.call.clock.silences == 1
    desk.player.key("space")  # said, in the middle of the caller's "are you there?"
    assert desk.stage == "replies"


def test_who_takes_long_to_say_it_has_all_the_time_to_choose_and_snaps_only_from_there():
    desk = asked()
    desk.player.wait(8)
    desk.player.key("space")
    assert desk.screen.director.silence_left[1] == pytest.approx(desk.call.clock.silence_limit_ms / 1000)
    desk.player.wait(0.5)
    desk.player.key("1")
    assert desk.call.turns[0].timing.latency_ms < 700
    assert desk.call.turns[0].timing.snap


def test_the_journal_alone_gives_the_same_call_again():
    desk = asked()
    desk.player.wait(30)
    desk.until("saying")
    desk.player.wait(GUARD + 0.1)
    desk.player.key("space")
    desk.player.wait(2)
    desk.player.key("2")
    again = Call(desk.scenario, SAY_FIRST, desk.call.defaults)
    assert replay(again, desk.recorder.events)
    assert again.log().turns == desk.call.log().turns
    assert score(again.scenario, again.log()) == score(desk.scenario, desk.call.log())


def test_a_breath_and_the_desk_leave_the_question_open():
    desk = asked()
    desk.player.key("b")
    desk.player.wait(2)
    assert desk.stage == "breathing"
    assert desk.screen.parts.region.shows == "waiting"
    desk.player.key("b")
    assert desk.stage == "saying"
    assert desk.call.phase == YOUR_TURN


def test_it_is_read_aloud_once_it_is_asked():
    desk = asked()
    assert any("Say your answer" in words for words in desk.screen.parts.region.waiting.announced())


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_every_word_fits(language, text):
    scenario = shipped_scenario("four-afternoons")
    desk = asked(scenario=scenario, language=language, size=(1280, 720), looks=LookSettings(text=text))
    assert isinstance(desk.screen.parts.region.waiting, SayFirst)
    assert desk.cut_off() == []
    assert not desk.program.texts.missing


def test_on_the_quiet_screen_it_is_asked_too():
    desk = asked(settings={"quiet": True}, size=(1280, 720))
    assert desk.cut_off() == []
    desk.player.wait(GUARD + 0.1)
    desk.player.key("space")
    assert desk.stage == "replies"


def test_in_an_exam_a_breath_does_not_say_what_counts():
    exam, practice = (Desk(setup=Setup(seed=7, mode=mode)).to_replies() for mode in ("exam", "practice"))
    for desk in (exam, practice):
        desk.player.key("b")
        desk.player.wait(2)
    assert "counts" in practice.screen.parts.card.ring.state
    assert "counts" not in exam.screen.parts.card.ring.state
