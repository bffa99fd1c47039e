"""A call whose replies are typed, in the window: written, read, confirmed, changed, not understood."""

import pygame
import pytest

from sim.commands.typing import reads
from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.log import Setup
from sim.core.matching.matcher import Candidate, Reading
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import Desk
from tests.stage.fakes import shipped_scenario

LEFT_OUT = "so eh well"


def read(node, offered, text):
    """A reader of few words: the first reply in order of the alphabet, unless told otherwise; nothing of LEFT_OUT."""
    ranked = tuple(Candidate(name, 500) for name in sorted(offered))
    added = ("calm_down",) if "calm down" in text else ()
    return Reading("" if text == LEFT_OUT else ranked[0].option, ranked, added)


def typing(reader=read, **more):
    """A call of typed replies, at the first line to write in."""
    desk = Desk(setup=Setup(seed=7, way="typed"), **more)
    desk.screen.typed_by(reader)
    return desk.to_replies()


def typed(desk):
    return desk.screen.view.typed


def answered(desk):
    return [event for event in desk.recorder.events if isinstance(event, ev.Reply)]


def test_words_are_read_confirmed_and_said():
    desk = typing()
    desk.player.type("Tell me what happened")
    desk.player.key("return")
    desk.player.wait(0.3)
    assert typed(desk).step == "read"
    assert not answered(desk)
    desk.player.key("return")
    [reply] = answered(desk)
    assert (reply.typed, reply.added) == ("Tell me what happened", ())
    assert [line.text for line in desk.call.transcript if line.who == "you"] == ["Tell me what happened"]


def test_letters_are_letters_and_never_keys_of_the_call():
    desk = typing()
    desk.player.type("bhpdtnzq 12 ")
    assert typed(desk).field.text == "bhpdtnzq 12 "
    assert (desk.stage, desk.screen.ui.overlay) == ("replies", None)


@pytest.mark.parametrize(("key", "stage"), [("b", "breathing"), ("h", "hold")])
def test_with_ctrl_the_keys_of_the_call_work_beside_the_line(key, stage):
    desk = typing()
    desk.player.type("wait")
    desk.player.key(key, pygame.KMOD_CTRL)
    desk.player.wait(0.2)
    assert desk.stage == stage
    assert typed(desk).field.text == "wait"


def test_tab_leaves_the_line_and_enter_with_nothing_in_hand_goes_back():
    desk = typing()
    desk.player.key("tab")
    assert desk.screen.ui.focus is not typed(desk).field
    desk.screen.ui.set_focus(None)
    desk.player.key("return")
    assert desk.screen.ui.focus is typed(desk).field


def test_escape_goes_back_to_the_words_and_they_are_still_there():
    desk = typing()
    desk.player.type("what a day")
    desk.player.key("return")
    desk.player.wait(0.3)
    desk.player.key("escape")
    desk.player.wait(0.2)
    assert (typed(desk).step, typed(desk).field.text) == ("typing", "what a day")
    assert not desk.screen.director.paused
    desk.player.type("!")
    assert typed(desk).field.text == "what a day!"


def test_another_reply_is_taken_from_the_list_in_the_trainees_own_words():
    desk = typing()
    desk.player.type("I mean it")
    desk.player.key("return")
    desk.player.wait(0.3)
    desk.player.key("2")
    desk.player.wait(0.6)
    meant = typed(desk).reading.option
    other = next(place for place, reply in enumerate(desk.call.replies) if reply.option != meant)
    desk.player.key(str(other + 1))
    [reply] = answered(desk)
    assert reply.typed == "I mean it"
    assert reply.option != meant


def test_it_works_by_mouse_as_well():
    desk = typing()
    desk.player.type("what a day")
    desk.player.click("I say this")
    desk.player.wait(0.6)
    words = next(reply.text for reply in desk.call.replies if reply.option == typed(desk).reading.option)
    desk.player.click(words)
    assert answered(desk)[0].typed == "what a day"


def test_harmful_words_go_along_with_whatever_reply_is_meant():
    desk = typing()
    desk.player.type("please calm down first")
    desk.player.key("return")
    desk.player.wait(0.3)
    desk.player.key("return")
    assert answered(desk)[0].added == ("calm_down",)
    assert "calm_down" in desk.call.turns[0].choice.moves


def test_what_cannot_be_read_is_asked_back_and_the_third_time_the_replies_are_listed():
    desk = typing()
    desk.player.type(LEFT_OUT)
    for _ in range(2):
        desk.player.key("return")
        desk.player.wait(1.0)
    assert desk.done.count("unclear") == 2
    assert typed(desk).field.text == LEFT_OUT  # to be put in other words
    assert typed(desk).field.chosen  # which may be written over it
    desk.player.key("return")
    desk.player.wait(1.0)
    buttons = desk.screen.parts.region.buttons
    assert [button.label for button in buttons] == [reply.text for reply in desk.call.replies]
    desk.player.key("1")
    [reply] = answered(desk)
    assert reply.typed == ""
    desk.until("replies")
    assert desk.call.typing  # the next turn is typed again


def test_a_typed_call_played_again_from_its_events_is_the_same():
    desk = typing()
    desk.player.type(LEFT_OUT)
    desk.player.key("return")
    desk.player.wait(0.5)
    typed(desk).field.clear()
    desk.player.type("please calm down first")
    desk.player.key("return")
    desk.player.wait(0.6)
    desk.player.key("return")
    kept = [ev.from_json(ev.to_json(event)) for event in desk.recorder.events]
    again = Call(desk.scenario, desk.call.setup, desk.call.defaults)
    assert replay(again, kept)
    assert again.log() == desk.call.log()


def test_the_line_and_its_reading_are_said_aloud():
    desk = typing()
    said = " ".join(desk.screen.parts.region.announced())
    assert "Type what you would say" in said
    assert "Ctrl+B" in said
    desk.player.type("what a day")
    desk.player.key("return")
    desk.player.wait(0.3)
    said = " ".join(desk.screen.parts.region.announced())
    assert "Read as this reply" in said
    assert "what a day" in said


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_fits(language, text):
    desk = typing(language=language, looks=LookSettings(text=text), size=(1280, 720))
    assert desk.cut_off() == []
    desk.player.type("what a day that must have been for you " * 3)
    desk.player.key("return")
    desk.player.wait(0.3)
    assert desk.cut_off() == []
    desk.player.key("2")
    desk.player.wait(0.6)
    assert desk.cut_off() == []


def test_with_the_real_reader_plain_words_come_to_the_reply_that_is_meant():
    scenario = shipped_scenario("four-afternoons")
    desk = typing(reader=reads(scenario, None), scenario=scenario)
    desk.player.type("four afternoons for nobody, id be furious as well! what went wrong today")
    desk.player.key("return")
    desk.player.wait(0.3)
    desk.player.key("return")
    assert answered(desk)[0].option == "c"


def test_while_the_caller_speaks_typing_is_offered_and_not_replies():
    desk = Desk(setup=Setup(seed=7, way="typed"))
    desk.screen.typed_by(read)
    desk.pick_up()
    desk.player.wait(1)
    waiting = desk.screen.parts.region.waiting
    assert (desk.stage, waiting.hint) == ("speaking", "Type your reply now")
    assert waiting.label.startswith("You can type when")
    desk.player.key("return")
    desk.player.wait(0.2)
    assert (desk.stage, typed(desk).step) == ("replies", "typing")
