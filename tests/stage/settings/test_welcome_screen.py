"""The first start, played: by keys alone, by the mouse alone, in both languages."""

import pytest

from sim.stage.kit.outcome import Push
from sim.stage.kit.screen import Screen
from sim.stage.player import Player
from sim.stage.settings.welcome_screen import CARDS, WelcomeScreen
from tests.stage.fakes import FakeProgram


@pytest.fixture
def program():
    return FakeProgram()


@pytest.fixture
def player(program):
    player = Player(Screen())
    player.app.carry_out(Push(WelcomeScreen(program)))
    player.frame()
    return player


def over(player):
    return player.screen.name != "welcome"


def test_enter_leads_through_all_cards_to_the_menu(player, program):
    for card in range(CARDS):
        assert (player.screen.card, over(player)) == (card, False)
        player.key("return")
        player.wait(0.5)
    assert over(player)
    assert program.values["welcomed"] is True


def test_the_mouse_alone_leads_there_and_back(player, program):
    for label in ("Continue", "Continue", "Back", "Continue", "To the callers"):
        player.click(label)
        player.wait(0.5)
    assert over(player)


@pytest.mark.parametrize("card", range(CARDS))
@pytest.mark.parametrize("way", [lambda player: player.key("escape"), lambda player: player.click("Skip")])
def test_it_can_be_skipped_on_every_card_and_is_not_asked_again(player, program, card, way):
    for _ in range(card):
        player.click("Continue")
        player.wait(0.5)
    way(player)
    assert over(player)
    assert program.values["welcomed"] is True


def test_a_key_that_is_hammered_does_not_skip_a_card(player):
    player.key("return")
    player.key("return")
    assert player.screen.card == 1


def test_one_key_changes_the_language_and_the_other_way_round(player, program):
    player.key("l")
    player.frame()
    assert player.sees("Fijn dat je er bent")
    assert player.find("Verder").cap == "Enter"
    player.key("l")
    player.frame()
    assert player.sees("Good that you are here")


def test_text_size_and_theme_are_seen_and_kept_at_once(player, program):
    player.screen.ui.set_focus(player.find("Text size"))
    player.key("right")
    player.click("Paper")
    assert (program.looks.text, program.looks.theme) == (1.25, "paper")
    assert player.app.look.settings == program.looks


def test_choices_by_keys_alone(player, program):
    for _ in range(3):
        player.key("tab")
    assert player.screen.ui.shown_focus is not None
    player.key("return")
    player.wait(0.5)
    assert not over(player)


def test_the_caller_is_heard_and_can_be_switched_off_or_down(player, program):
    player.click("Continue")
    player.wait(0.5)
    player.click("Hear a sample")
    assert player.sees("Rieneke van Dalen:")
    player.screen.ui.set_focus(player.find("How much louder a caller may become"))
    player.key("left")
    assert program.values["volume_cap"] == 0.9
    player.click("The caller speaks")
    assert program.values["voice"] is False


def test_time_can_be_taken_off(player, program):
    for _ in range(2):
        player.click("Continue")
        player.wait(0.5)
    player.click("Time counts")
    assert program.values["timers"] is False


def test_the_card_names_the_keys_as_they_are(player, program):
    program.changed_keys = {"breathe": "x"}
    for _ in range(2):
        player.click("Continue")
        player.wait(0.5)
    assert player.sees("You answer with 1 to 5, with the arrows and Enter, or with the mouse. X takes a breath")
