"""Another language in the middle of a call: the program says its words anew, the caller and the call go on."""

import pytest

from sim.stage.kit.outcome import Push
from sim.stage.settings.screen import SettingsScreen
from tests.stage.call_play import Desk


@pytest.fixture
def desk():
    desk = Desk(size=(960, 540))
    desk.screen.menus.settings = lambda: Push(SettingsScreen(desk.program, in_call=True))
    desk.to_replies()
    return desk


def to_dutch(desk):
    """By keys alone: pause, settings, language, and back to the call that stands still."""
    desk.player.key("escape")
    desk.player.click("Settings")
    desk.player.wait(0.2)
    desk.player.screen.ui.set_focus(desk.player.find("Language of the program"))
    desk.player.key("right")
    desk.player.wait(0.2)
    desk.player.key("escape")
    desk.player.wait(0.2)


def test_the_call_stands_still_until_the_trainee_goes_on(desk):
    before, done = desk.call.elapsed_ms + desk.screen.director.open_ms, list(desk.done)
    to_dutch(desk)
    assert desk.player.screen is desk.screen
    assert desk.player.sees("Gepauzeerd")
    assert desk.screen.director.paused
    desk.player.wait(5)
    desk.player.key("escape")
    assert not desk.screen.director.paused
    assert [do for do in desk.done if do != "wait"] == done
    assert desk.call.elapsed_ms + desk.screen.director.open_ms - before < 1500


def test_the_programs_words_are_dutch_and_the_callers_stay(desk):
    replies = [button.label for button in desk.screen.parts.region.buttons]
    caption, said = desk.screen.director.caption, len(desk.screen.view.said())
    to_dutch(desk)
    desk.player.key("escape")
    desk.player.wait(0.2)
    assert desk.player.find("Ademen").enabled
    assert desk.player.find("Wacht").cap == "H"
    assert [button.label for button in desk.screen.parts.region.buttons] == replies
    assert desk.screen.director.caption == caption
    assert len(desk.screen.view.said()) == said


def test_a_reply_after_it_is_taken_as_before(desk):
    to_dutch(desk)
    desk.player.key("escape")
    desk.player.wait(1)
    desk.player.key("1")
    assert desk.done[-1] == "reply"
    desk.to_replies()
    assert desk.player.find("Rieneke van Dalen")


def test_a_setting_for_captions_counts_when_the_trainee_comes_back(desk):
    desk.player.key("escape")
    desk.player.click("Settings")
    desk.player.wait(0.2)
    desk.program.values["whole_captions"] = True
    desk.player.key("escape")
    desk.player.wait(0.2)
    assert desk.screen.view.whole_lines


def test_the_quiet_screen_stays_quiet(desk):
    desk.player.key("z")
    desk.player.wait(0.2)
    unseen = {name for name, part in vars(desk.screen.parts).items() if getattr(part, "visible", True) is False}
    assert unseen
    to_dutch(desk)
    desk.player.key("escape")
    desk.player.wait(0.2)
    parts = vars(desk.screen.parts)
    assert {name for name, part in parts.items() if getattr(part, "visible", True) is False} == unseen
    assert desk.player.sees("Toon alles")
