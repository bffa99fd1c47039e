"""The quiet screen: caption, time and replies, everything else by its key; it is remembered."""

from functools import partial

import pytest

from sim.core.log import Setup
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import Desk as LargeDesk

QUIET = {"quiet": True}
Desk = partial(LargeDesk, size=(960, 540), settings=QUIET)


def seen(desk):
    """The parts that are on the screen."""
    parts = vars(desk.screen.parts)
    return {name for name, part in parts.items() if getattr(part, "visible", False) and getattr(part, "rect", None)}


def test_there_is_nothing_but_caption_time_replies_and_keys():
    assert seen(Desk().to_replies()) == {"card", "time", "region", "keys", "loud"}


def test_a_whole_call_by_keys():
    desk = Desk().pick_up()
    desk.through_the_call(lambda: desk.player.key("1"))
    desk.player.key("return")
    assert len(desk.over) == 1


def test_a_whole_call_by_mouse():
    desk = Desk()
    desk.player.click("Pick up")
    desk.through_the_call(lambda: desk.player.click(desk.call.replies[0].text))
    desk.player.click("To the debrief")
    assert len(desk.over) == 1


@pytest.mark.parametrize(
    ("key", "title"),
    [("p", "Policy"), ("d", "Desk"), ("t", "Transcript"), ("f", "How the caller sounds"), ("n", "Notes"),
     ("q", "Hang up?"), ("escape", "Paused")],
)  # fmt: skip
def test_every_card_is_a_key_away(key, title):
    desk = Desk().to_replies()
    desk.player.key(key)
    assert desk.screen.ui.overlay.label == title


@pytest.mark.parametrize(("key", "phase"), [("b", "breathing"), ("h", "on_hold")])
def test_breath_and_hold_are_a_key_away(key, phase):
    desk = Desk().to_replies()
    desk.player.key(key)
    assert desk.call.phase == phase


def test_in_an_exam_feelings_have_no_key():
    desk = Desk(setup=Setup(seed=7, mode="exam")).to_replies()
    desk.player.key("f")
    assert desk.screen.ui.overlay is None
    assert "Feelings" not in desk.screen.parts.keys.spoken()


def test_the_key_and_the_button_lead_back_and_it_is_remembered():
    desk = LargeDesk().to_replies()
    whole = seen(desk)
    desk.player.key("z")
    assert "portrait" not in seen(desk)
    assert desk.program.values["quiet"] is True
    desk.player.click("Show everything")
    assert seen(desk) == whole
    assert desk.program.values["quiet"] is False


def test_the_focus_stays_on_the_reply():
    desk = LargeDesk().to_replies()
    desk.player.key("tab")
    desk.screen.ui.set_focus(desk.screen.parts.region.buttons[1])
    desk.player.key("z")
    assert desk.screen.ui.shown_focus is desk.screen.parts.region.buttons[1]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_every_word_fits(language, text, size):
    desk = LargeDesk(language=language, size=size, looks=LookSettings(text=text), settings=QUIET)
    assert desk.cut_off() == []
    desk.to_replies()
    assert desk.cut_off() == []
    desk.player.key("b")
    desk.player.frame()
    assert desk.cut_off() == []
