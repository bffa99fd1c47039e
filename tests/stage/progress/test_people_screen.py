"""Who plays, chosen and added: by mouse, by keys, and what is no name."""

from sim.stage.player import Player
from sim.stage.progress.values import Person
from tests.stage.progress.made import Room


def test_who_is_known_is_chosen_with_one_press():
    room = Room()
    player = Player(room.screen)
    assert player.find("Ada").selected
    player.click("Bas")
    assert room.chosen == ["Bas"]
    assert not player.app.running  # the only screen was left


def test_nobody_may_be_chosen_too():
    room = Room()
    Player(room.screen).click("No name")
    assert room.chosen == [None]


def test_a_new_name_is_typed_and_taken_by_enter():
    room = Room([Person(None, 0)], trainee=None)
    player = Player(room.screen)
    player.type("Kalme Koffie")
    player.key("return")
    assert room.chosen == ["Kalme Koffie"]


def test_an_empty_field_is_told_and_the_screen_stays():
    room = Room([Person(None, 0)], trainee=None)
    player = Player(room.screen)
    player.click("Add and play")
    assert player.sees("Type a name or an alias first.")
    assert (room.chosen, player.app.running) == ([], True)


def test_what_the_program_refuses_is_told():
    room = Room()
    room.screen._choose = lambda name: False
    player = Player(room.screen)
    player.click("Bas")
    assert player.sees("This cannot be a name.")
    assert player.app.running


def test_escape_changes_nobody():
    room = Room()
    Player(room.screen).key("escape")
    assert room.chosen == []


def test_another_language_leaves_what_was_typed():
    room = Room([Person(None, 0)], trainee=None)
    player = Player(room.screen)
    player.type("Ömer")
    player.app.carry_out(room.program.change_language("nl"))
    player.frame()
    assert player.sees("Wie speelt er?")
    assert room.screen.field.text == "Ömer"
