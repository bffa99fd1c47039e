"""Reading aloud in the settings: kept at once, and shown as it is when its key was used."""

import pytest

from sim.stage.settings.reading import SPEEDS
from sim.stage.settings.screen import SettingsScreen
from tests.stage.fakes import FakeProgram
from tests.stage.listening import listen
from tests.stage.patient import PatientPlayer


@pytest.fixture
def program():
    return FakeProgram()


@pytest.fixture
def player(program):
    return PatientPlayer(SettingsScreen(program), program.looks)


def chosen(player, label, key):
    player.screen.ui.set_focus(player.find(label))
    player.key(key)


def test_what_is_set_counts_and_is_kept_at_once(player, program):
    chosen(player, "Read the screen aloud", "return")
    chosen(player, "Read only what has the focus", "return")
    chosen(player, "How fast it reads", "right")
    assert [program.values[name] for name in ("read_aloud", "read_focus", "read_speed")] == [True, True, SPEEDS[1]]


def test_its_key_moves_the_switch(player, program):
    listen(player, program, on=False)
    player.key("v")
    player.frame(2)
    assert player.find("Read the screen aloud").value is True


@pytest.mark.parametrize(("speed", "words"), [(1.0, "As usual"), (1.37, "Fast"), (2.0, "Very fast")])
def test_a_speed_from_a_settings_file_shows_as_the_nearest(program, speed, words):
    program.values["read_speed"] = speed
    player = PatientPlayer(SettingsScreen(program), program.looks)
    assert player.find("How fast it reads").spoken() == f"How fast it reads: {words}"
