"""Focus, keys and mouse, played on a small screen with real events."""

import pygame
import pytest

from sim.stage.kit import painting
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Pop, Push
from sim.stage.player import Player
from tests.stage.kit.forms import Form, Long, focus


def test_tab_goes_through_everything_in_reading_order_and_round(player):
    seen = []
    for _ in range(6):
        player.key("tab")
        seen.append(focus(player))
    assert seen == ["First reply", "Second reply", "Left", "Right", "Search", "First reply"]


def test_shift_tab_goes_back(player):
    player.key("tab", pygame.KMOD_SHIFT)
    assert focus(player) == "Search"


@pytest.mark.parametrize(
    ("start", "arrow", "end"),
    [
        ("First reply", "down", "Second reply"),
        ("Second reply", "up", "First reply"),
        ("Second reply", "down", "Left"),
        ("Left", "right", "Right"),
        ("Right", "left", "Left"),
        ("Right", "down", "Search"),
        ("Left", "up", "Second reply"),
    ],
)
def test_arrows_go_to_the_nearest_neighbour(player, start, arrow, end):
    player.screen.ui.set_focus(player.find(start))
    player.key(arrow)
    assert focus(player) == end


@pytest.mark.parametrize("key", ["return", "space"])
def test_enter_and_space_press_what_has_the_focus(player, key):
    player.key("tab")
    player.key(key)
    assert player.screen.pressed == ["one"]


def test_a_hotkey_presses_from_anywhere(player):
    player.key("h")
    player.key("2")
    assert player.screen.pressed == ["left", "two"]


def test_a_hotkey_with_ctrl_or_alt_is_someone_elses(player):
    player.key("h", pygame.KMOD_CTRL)
    assert "left" not in player.screen.pressed


def test_a_key_that_no_widget_wants_reaches_the_screen(player):
    player.key("x")
    assert player.screen.pressed == ["x"]


def test_a_click_presses_when_the_button_is_let_go_inside(player):
    place = player.find("Left").rect.center
    player.mouse(pygame.MOUSEMOTION, place)
    player.mouse(pygame.MOUSEBUTTONDOWN, place)
    player.frame()
    assert player.screen.pressed == []
    assert player.screen.left.pressed
    player.mouse(pygame.MOUSEBUTTONUP, place)
    player.frame()
    assert player.screen.pressed == ["left"]


def test_sliding_off_before_letting_go_presses_nothing(player):
    player.mouse(pygame.MOUSEBUTTONDOWN, player.find("Left").rect.center)
    player.mouse(pygame.MOUSEMOTION, player.find("Right").rect.center)
    player.mouse(pygame.MOUSEBUTTONUP, player.find("Right").rect.center)
    player.frame()
    assert player.screen.pressed == []


def test_the_ring_is_shown_for_the_keyboard_and_not_for_the_mouse(player):
    player.click("Left")
    assert not player.screen.left.focused
    player.key("tab")
    assert player.screen.right.focused


def test_the_keyboard_is_told_in_words_what_has_the_focus(player):
    player.key("tab")
    assert player.spoken == ["1. First reply"]


def test_a_disabled_button_is_passed_over_and_does_nothing(player):
    player.screen.left.enabled = False
    player.key("h")
    player.click("Left")
    player.screen.ui.set_focus(player.screen.two)
    player.key("tab")
    assert player.screen.pressed == ["h"]
    assert focus(player) == "Right"


def test_a_guarded_reply_takes_no_key_that_was_meant_for_something_else(player):
    player.screen.one.guard(player.now + 0.4)
    player.key("1")
    assert player.screen.pressed == []
    player.wait(0.4)
    player.key("1")
    assert player.screen.pressed == ["one"]


def test_a_guarded_reply_does_not_take_the_focus_either(player):
    player.key("tab")
    player.key("tab")
    before = focus(player)
    player.screen.one.guard(player.now + 0.4)
    player.key("1")
    assert focus(player) == before != "First reply"


def test_a_key_that_is_hammered_at_a_guarded_reply_presses_it_only_after_a_rest(player):
    player.screen.one.guard(player.now + 0.4)
    for _ in range(20):
        player.key("1")
        player.wait(0.12)
    assert player.screen.pressed == []
    player.wait(0.4)
    player.key("1")
    assert player.screen.pressed == ["one"]


def press(player, kind, key):
    pygame.event.post(pygame.event.Event(kind, key=key, mod=0, unicode="", scancode=0))
    player.frame()


@pytest.mark.parametrize("key", [pygame.K_1, pygame.K_h, pygame.K_RETURN, pygame.K_SPACE])
def test_a_held_key_presses_once(player, key):
    player.screen.ui.set_focus(player.screen.two)
    for _ in range(5):
        press(player, pygame.KEYDOWN, key)
        player.wait(0.5)
    assert len(player.screen.pressed) == 1
    press(player, pygame.KEYUP, key)
    press(player, pygame.KEYDOWN, key)
    assert len(player.screen.pressed) == 2


def test_a_held_tab_goes_on_and_a_held_arrow_too(player):
    labels = []
    for key in (pygame.K_TAB, pygame.K_DOWN):
        for _ in range(3):
            press(player, pygame.KEYDOWN, key)
            labels.append(focus(player))
    assert labels[:3] == ["First reply", "Second reply", "Left"]
    assert len(set(labels)) > 3


def test_a_key_that_was_held_when_the_window_lost_the_keyboard_counts_anew(player):
    press(player, pygame.KEYDOWN, pygame.K_1)
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    press(player, pygame.KEYDOWN, pygame.K_1)
    assert player.screen.pressed == ["one", "one"]


@pytest.mark.painted
def test_shadows_are_drawn_anew_only_where_something_moved(player, monkeypatch):
    drawn = []
    monkeypatch.setattr(painting, "backdrop", lambda *given, made=painting.backdrop: drawn.append(1) or made(*given))
    ui = player.screen.ui
    ui.refresh()
    player.frame()
    before = len(drawn)
    ui.refresh()
    player.frame()
    assert len(drawn) == before
    next(widget for widget in ui.walk() if widget.elevation and widget.parent is None).visible = False
    player.frame()
    assert len(drawn) == before + 1


def test_a_hidden_widget_is_gone_for_keys_and_mouse(player):
    player.screen.left.visible = False
    player.key("h")
    assert player.screen.pressed == ["h"]
    assert not player.sees("Left")


def test_focus_survives_a_resize_and_a_new_theme(player):
    player.key("tab")
    player.resize((1600, 900))
    player.restyle(LookSettings(theme="paper", text=1.5))
    assert focus(player) == "First reply"
    assert player.screen.one.focused


def test_push_and_pop_come_back_to_the_screen_as_it_was_left():
    form = Form()
    player = Player(form)
    form.left.on = lambda: Push(Long(buttons=False))
    player.click("Search")
    player.type("kept")
    player.click("Left")
    assert isinstance(player.screen, Long)
    player.app.carry_out(Pop())
    player.frame()
    assert player.screen is form
    assert form.field.text == "kept"
