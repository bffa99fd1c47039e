"""The screen on which keys are changed, played."""

import pytest

from sim.stage.kit.outcome import Push
from sim.stage.kit.screen import Screen
from sim.stage.player import Player
from sim.stage.settings.keys_screen import KeysScreen
from tests.stage.fakes import FakeProgram


@pytest.fixture
def program():
    return FakeProgram()


@pytest.fixture
def player(program):
    player = Player(Screen())
    player.app.carry_out(Push(KeysScreen(program)))
    player.frame()
    return player


def press(player, action, key):
    """Choose an action by the keyboard, then press the new key."""
    player.screen.ui.set_focus(player.screen.rows[action])
    player.key("return")
    player.key(key)


def news(player):
    return player.screen.news.label


def test_a_new_key_counts_and_is_kept_at_once(player, program):
    press(player, "breathe", "x")
    assert program.changed_keys == {"breathe": "x"}
    assert player.app.keys.name("breathe") == "x"
    assert player.screen.rows["breathe"].spoken() == "Breathe: X"
    assert news(player) == "X is now the key for: Breathe."


def test_the_mouse_alone_chooses_what_gets_another_key(player, program):
    player.click("Breathe")
    assert player.screen.rows["breathe"].cap == "Press a key"
    player.click("Breathe")
    assert not player.screen.rows["breathe"].waiting
    player.click("Breathe")
    player.key("f5")
    assert program.changed_keys == {"breathe": "f5"}


def test_a_key_that_something_else_has_is_swapped_and_both_are_named(player, program):
    press(player, "breathe", "h")
    assert program.changed_keys == {"breathe": "h", "hold": "b"}
    assert news(player) == "H is now the key for: Breathe. For Hold it is B now."


def test_a_key_that_cannot_be_swapped_is_refused_with_its_reason_and_the_row_goes_on_waiting(player, program):
    press(player, "show", "b")
    assert program.changed_keys == {}
    assert news(player).startswith("B stays the key for: Breathe.")
    player.key("x")
    assert program.changed_keys == {"show": "x"}


@pytest.mark.parametrize("key", ["return", "up", "home", "space"])
def test_keys_that_are_needed_everywhere_are_refused_kindly(player, program, key):
    press(player, "breathe", key)
    assert program.changed_keys == {}
    assert news(player).startswith("That key is needed")
    assert player.screen.rows["breathe"].waiting


def test_escape_leaves_the_key_as_it_was_and_then_the_screen(player, program):
    press(player, "breathe", "escape")
    assert news(player) == "Nothing was changed."
    assert player.screen.name == "keys"
    player.key("escape")
    assert player.screen.name != "keys"


def test_pausing_can_have_another_key_and_escape_back(player, program):
    press(player, "pause", "f9")
    assert program.changed_keys == {"pause": "f9"}
    press(player, "pause", "escape")
    assert program.changed_keys == {}


def test_going_on_with_tab_stops_waiting(player, program):
    player.screen.ui.set_focus(player.screen.rows["breathe"])
    player.key("return")
    player.key("tab")
    assert not player.screen.rows["breathe"].waiting
    player.key("x")
    assert program.changed_keys == {}


def test_all_keys_can_be_made_the_usual_ones_again(player, program):
    assert not player.find("Usual keys").enabled
    press(player, "breathe", "x")
    player.click("Usual keys")
    assert program.changed_keys == {}
    assert player.app.keys.cap("breathe") == "B"
    assert news(player) == "All keys are as they were at first."


def test_what_happens_is_said_too(player):
    press(player, "breathe", "x")
    assert player.spoken[-1] == "X is now the key for: Breathe."


def test_it_is_in_the_other_language_at_once(player, program):
    player.app.carry_out(program.change_language("nl"))
    player.frame()
    assert player.sees("Antwoord 1")
    assert player.screen.rows["show"].cap == "Spatie"
