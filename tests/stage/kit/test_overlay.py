"""Cards over a screen: they catch all keys and give the focus back."""

import pytest

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Pop
from sim.stage.kit.overlay import Overlay
from tests.stage.kit.forms import Form, focus


def open_card(player, **options):
    card = Overlay("Policy", [Text("Five days.")], [Button("Understood", player.screen.ui.close)], **options)
    player.screen.ui.open(card)
    player.frame()
    return card


def test_an_overlay_catches_all_keys(player):
    open_card(player)
    player.key("1")
    player.key("h")
    assert "one" not in player.screen.pressed
    assert "left" not in player.screen.pressed
    assert player.labels() == ["Policy", "Policy", "Five days.", "Understood"]


def test_escape_closes_it_and_the_focus_is_where_it_was(player):
    player.key("tab")
    open_card(player)
    assert focus(player) == "Understood"
    player.key("escape")
    assert player.screen.ui.overlay is None
    assert focus(player) == "First reply"


def test_a_click_beside_it_closes_it(player):
    open_card(player)
    player.click_at((5, 5))
    assert player.screen.ui.overlay is None


def test_its_cross_and_its_button_close_it(player):
    for label in ("Understood", "Close"):
        open_card(player, close_label="Close")
        player.click(label)
        assert player.screen.ui.overlay is None


def test_closing_can_lead_somewhere(player):
    player.app.start(Form())
    open_card(player, on_close=Pop)
    player.key("escape")
    assert len(player.app.screens) == 1


def test_an_overlay_stays_open_over_a_resize(player):
    card = open_card(player)
    player.resize((1600, 900))
    assert player.screen.ui.overlay is card
    assert abs(card.rect.centerx - 800) <= 1


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_a_long_overlay_stays_in_the_window_and_scrolls_to_its_end(player, text):
    player.restyle(LookSettings(text=text))
    lines = [Text(f"Rule {i}: say what you will do and by when, and do it.") for i in range(40)]
    card = Overlay("Policy", lines, close_label="Close")
    player.screen.ui.open(card)
    player.frame()
    assert player.app.surface.get_rect().contains(card.rect)
    player.key("end")
    assert card.panel.viewport.contains(lines[-1].rect)
