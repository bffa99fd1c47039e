"""Typing into a field: letters, caret, clipboard, input methods."""

import pygame
import pytest

from tests.stage.kit.forms import focus


def test_typing_goes_into_the_field_and_fires_no_hotkey(player):
    player.click("Search")
    player.type("hello 12")
    assert player.screen.field.text == "hello 12"
    assert player.screen.pressed == []


def test_the_letter_that_opened_the_field_is_not_typed_into_it(player):
    player.screen.left.on = lambda: player.screen.ui.set_focus(player.screen.field)
    player.type("hi")
    assert player.screen.field.text == "i"


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (["backspace"], "ab"),
        (["home", "delete"], "bc"),
        (["left", "left", "backspace"], "bc"),
        (["home", "right", "delete"], "ac"),
        (["end", "delete"], "abc"),
        (["home", "backspace"], "abc"),
    ],
)
def test_the_caret_moves_and_deletes(player, keys, left):
    player.click("Search")
    player.type("abc")
    for key in keys:
        player.key(key)
    assert player.screen.field.text == left


def test_text_is_put_where_the_caret_is(player):
    player.click("Search")
    player.type("ac")
    player.key("left")
    player.type("b")
    assert (player.screen.field.text, player.screen.field.caret) == ("abc", 2)


def test_a_field_takes_no_more_than_its_longest(player):
    player.screen.field.longest = 5
    player.click("Search")
    player.type("too long for it")
    assert player.screen.field.text == "too l"


def test_pasting_takes_the_clipboard_in_one_line(player, monkeypatch):
    monkeypatch.setattr("sim.stage.kit.textfield.clipboard_text", lambda: "two\nlines")
    player.click("Search")
    player.key("v", pygame.KMOD_CTRL)
    assert player.screen.field.text == "two lines"


def test_ctrl_a_lets_the_next_letter_take_the_place_of_the_whole_text(player):
    player.click("Search")
    player.type("server")
    player.key("a", pygame.KMOD_CTRL)
    player.type("ha")
    assert player.screen.field.text == "ha"


def test_an_input_method_shows_what_it_composes_and_then_writes_it(player):
    player.click("Search")
    pygame.event.post(pygame.event.Event(pygame.TEXTEDITING, text="e´", start=0, length=2))
    player.frame()
    assert (player.screen.field.composing, player.screen.field.text) == ("e´", "")
    pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text="é"))
    player.frame()
    assert (player.screen.field.composing, player.screen.field.text) == ("", "é")


def test_typed_text_and_caret_survive_a_resize(player):
    player.click("Search")
    player.type("hello")
    player.key("left")
    player.resize((1024, 600))
    player.type("!")
    assert player.screen.field.text == "hell!o"


def test_enter_in_a_field_without_a_use_for_it_goes_on_to_the_hotkeys(player):
    player.screen.right.hotkey = pygame.K_RETURN
    player.click("Search")
    player.key("return")
    assert player.screen.pressed == ["right"]
    player.screen.field.on = lambda: player.screen.note("searched")
    player.click("Search")
    player.key("return")
    assert player.screen.pressed == ["right", "searched"]


def test_leaving_the_window_lets_go_of_what_was_held(player):
    player.mouse(pygame.MOUSEBUTTONDOWN, player.find("Left").rect.center)
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    player.mouse(pygame.MOUSEBUTTONUP, player.find("Left").rect.center)
    player.frame()
    assert player.screen.pressed == []
    assert not player.screen.left.pressed


def test_tab_and_escape_leave_the_field(player):
    player.click("Search")
    player.key("tab")
    assert focus(player) == "First reply"
