"""The keys: one table, changed by the trainee, the same wherever a key is shown or pressed."""

from itertools import combinations

import pygame
import pytest

from sim.content import texts as catalogues
from sim.stage.kit.keys import ACTIONS, EVERYWHERE, USUAL, Keys, allowed, code_of, name_of, sound_keys
from sim.stage.kit.outcome import Rekey
from tests.stage.call_play import Desk

ENGLISH, DUTCH = (Keys({}, catalogues.load(language)) for language in ("en", "nl"))


def test_the_usual_keys_can_be_given_and_do_not_clash():
    for action, usual in ACTIONS.items():
        assert (action, allowed(action, usual.key), USUAL.clashes(action, usual.key)) == (action, True, [])


def test_every_key_has_one_name_and_one_code():
    names = [name for code in range(0x10000) if (name := name_of(code)) is not None]
    assert len({code_of(name) for name in names}) == len(names) > 100
    assert all(name_of(code_of(name)) == name for name in names)


@pytest.mark.parametrize(
    "code", [pygame.K_TAB, pygame.K_RETURN, pygame.K_UP, pygame.K_HOME, pygame.K_LSHIFT, pygame.K_LCTRL, 0]
)
def test_keys_that_move_and_press_the_focus_and_those_for_chords_stay_what_they_are(code):
    assert name_of(code) is None


@pytest.mark.parametrize(("name", "action"), [("space", "show"), ("escape", "pause")])
def test_space_and_escape_do_no_more_than_they_usually_do(name, action):
    assert [one for one in ACTIONS if allowed(one, name)] == [action]


@pytest.mark.parametrize(
    ("name", "english", "dutch"),
    [
        ("b", "B", "B"),
        ("é", "É", "É"),
        ("ß", "ß", "ß"),
        ("f5", "F5", "F5"),
        (";", ";", ";"),
        ("space", "Space", "Spatie"),
        ("escape", "Esc", "Esc"),
        ("kp_4", "Keypad 4", "Num 4"),
        ("kp_multiply", "Keypad ×", "Num ×"),
    ],
)
def test_a_cap_shows_the_key_in_the_programs_language(name, english, dutch):
    assert (ENGLISH.cap_of(name), DUTCH.cap_of(name)) == (english, dutch)


def test_every_key_with_a_name_has_a_cap_in_words():
    named = [name for code in range(1 << 16) if (name := name_of(code)) and len(name) > 1]
    assert all(ENGLISH.cap_of(name)[0].isupper() for name in named)


def test_a_key_that_another_action_has_is_swapped():
    keys = USUAL.giving("breathe", "h")
    assert (keys.name("breathe"), keys.name("hold")) == ("h", "b")
    assert keys.giving("breathe", "b").changed == {}


def test_the_same_key_may_do_something_else_in_another_part_of_the_program():
    keys = USUAL.giving("breathe", "s")
    assert (keys.name("breathe"), keys.name("settings")) == ("s", "s")


def test_a_key_is_refused_where_the_swap_would_give_an_action_a_key_that_it_cannot_have():
    assert USUAL.giving("show", "b") is None  # breathing would be on Space
    assert USUAL.giving("pause", "p") is None
    assert USUAL.giving("breathe", "tab") is None


def test_however_keys_are_changed_no_two_actions_that_meet_share_one():
    keys = USUAL
    for action, name in [("show", "x"), ("hold", "1"), ("reply_1", "a"), ("quit", "b"), ("pause", "f1"), ("desk", "t"),
                         ("ledger", "t"), ("hold", "kp_0")]:  # fmt: skip
        keys = keys.giving(action, name) or keys
        for one, other in combinations(ACTIONS, 2):
            places = {ACTIONS[one].place, ACTIONS[other].place}
            assert keys.name(one) != keys.name(other) or (len(places) == 2 and EVERYWHERE not in places)


@pytest.mark.parametrize(
    ("kept", "good", "bad"),
    [
        ({}, {}, []),
        ({"breathe": "h", "hold": "b"}, {"breathe": "h", "hold": "b"}, []),
        ({"breathe": "tab"}, {}, ["breathe"]),
        ({"breathe": "no such key"}, {}, ["breathe"]),
        ({"breathe": "B"}, {}, ["breathe"]),
        ({"breathe": "space"}, {}, ["breathe"]),
        ({"breathe": "h"}, {}, ["breathe"]),
        ({"breathe": "x", "hold": "x"}, {"hold": "x"}, ["breathe"]),
        ({"hold": "x", "breathe": "h", "desk": "tab"}, {"hold": "x", "breathe": "h"}, ["desk"]),
        ({"of a later version": "z"}, {"of a later version": "z"}, []),
    ],
)
def test_kept_keys_that_cannot_be_fall_back_and_are_named(kept, good, bad):
    assert sound_keys(kept) == (good, bad)


# --- in a call ------------------------------------------------------------------------------------------------------


def changed(**keys):
    """A call at its first replies, with these keys."""
    desk = Desk()
    desk.player.app.carry_out(Rekey(Keys(keys, desk.program.texts)))
    desk.to_replies()
    return desk


def test_another_key_takes_a_breath_and_the_old_one_no_more():
    desk = changed(breathe="x")
    desk.player.key("b")
    assert desk.stage == "replies"
    desk.player.key("x")
    assert desk.stage == "breathing"
    assert desk.player.find("Breathe").cap == "X"


def test_a_reply_shows_the_key_that_says_it():
    desk = changed(reply_1="y")
    button = desk.screen.parts.region.buttons[0]
    assert button.spoken().startswith("Y. ")
    desk.player.wait(0.5)
    desk.player.key("1")
    assert "reply" not in desk.done
    desk.player.key("y")
    assert "reply" in desk.done


def test_escape_pauses_no_more_where_another_key_does():
    desk = changed(pause="f9")
    desk.player.key("escape")
    assert desk.screen.ui.overlay is None
    desk.player.key("f9")
    assert desk.player.sees("Paused")


def test_a_card_closes_with_the_key_that_opened_it():
    desk = changed(policy="y")
    desk.player.key("y")
    assert desk.screen.ui.overlay is not None
    desk.player.key("y")
    assert desk.screen.ui.overlay is None


def test_another_key_shows_the_replies_while_the_caller_speaks():
    desk = Desk()
    desk.player.app.carry_out(Rekey(Keys({"show": "y"}, desk.program.texts)))
    desk.pick_up()
    desk.player.key("y")
    assert desk.stage == "replies"
