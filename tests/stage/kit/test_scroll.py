"""A panel that scrolls: by keys, by wheel, after the focus."""

import pygame
import pytest

from sim.stage.kit.buttons import Button, ReplyButton
from sim.stage.kit.cards import Text
from sim.stage.kit.outcome import STAY
from sim.stage.player import Player
from tests.stage.kit.forms import Long, focus


def seen(screen):
    return [item.label for item in screen.items if screen.panel.viewport.contains(item.rect)]


@pytest.mark.parametrize("key", ["page down", "down"])
def test_a_panel_of_text_scrolls_by_keys(key):
    player = Player(Long(buttons=False))
    player.key("tab")
    player.key(key)
    assert player.screen.panel.offset > 0


def test_home_and_end_go_to_its_ends():
    player = Player(Long(buttons=True))
    player.key("end")
    assert seen(player.screen)[-1] == "Item 29"
    player.key("home")
    assert seen(player.screen)[0] == "Item 0"


def test_the_wheel_scrolls_what_is_under_the_mouse():
    player = Player(Long(buttons=False))
    player.wheel("List", -3)
    assert player.screen.panel.offset > 0
    player.wheel("List", 9)
    assert player.screen.panel.offset == 0


def test_the_focus_scrolls_into_sight():
    player = Player(Long(buttons=True))
    player.key("tab", pygame.KMOD_SHIFT)
    assert focus(player) == "Item 29"
    assert "Item 29" in seen(player.screen)
    player.key("tab")
    assert "Item 0" in seen(player.screen)


def test_an_item_that_is_scrolled_away_cannot_be_clicked():
    player = Player(Long(buttons=True))
    assert player.screen.ui._at(player.screen.items[29].rect.center) is None


def test_where_a_panel_was_scrolled_to_survives_a_resize():
    player = Player(Long(buttons=False))
    player.key("end")
    player.resize((1600, 900))
    assert player.screen.panel.offset == player.screen.panel.furthest > 0


def test_a_panel_that_follows_stays_at_the_newest():
    player = Player(Long(buttons=False))
    player.screen.panel.follow = True
    player.key("end")
    player.screen.items = [*player.screen.items, Text("Newest")]
    player.screen.panel.fill(player.screen.items)
    player.frame()
    assert seen(player.screen)[-1] == "Newest"


@pytest.mark.painted
def test_where_more_is_hidden_the_text_fades_out_and_the_bar_stays():
    listing = Player(Long(buttons=True))
    panel, surface = listing.screen.panel, listing.app.surface
    listing.frame()
    look = listing.app.look
    below = panel.viewport.bottom - 1
    assert [up for _, up in panel.fades(look)] == [False]
    assert row_of(surface, panel, below) == {look.theme.panel}
    panel.scroll(panel.furthest // 2)
    assert [up for _, up in panel.fades(look)] == [True, False]
    panel.to_end()
    assert [up for _, up in panel.fades(look)] == [True]


def row_of(surface, panel, y):
    """The colours in one row of a list, beside its bar."""
    left, right = panel.viewport.x + 20, panel.viewport.right - 20
    return {tuple(surface.get_at((x, y)))[:3] for x in range(left, right)}


def test_what_stands_above_a_child_taller_than_the_view_stays_in_sight_while_its_beginning_is_seen():
    listing = Player(Long(buttons=True))
    panel = listing.screen.panel
    tall = Button("word " * 900)
    panel.fill([Text("What comes first"), tall, Button("Last")])
    listing.frame()
    listing.screen.ui.set_focus(tall)
    assert panel.offset == 0
    listing.screen.ui.set_focus(panel.children[2])
    listing.screen.ui.set_focus(tall)
    assert panel.viewport.top <= tall.rect.top < panel.viewport.centery


def test_a_number_brings_a_hidden_reply_into_sight_before_it_chooses_it():
    listing = Player(Long(buttons=True))
    chosen = []
    replies = [ReplyButton(i, f"Reply {i}", lambda: chosen.append(1) or STAY, pygame.K_0 + i) for i in range(1, 10)]
    for reply in replies:
        reply.must_be_seen = True
    listing.screen.panel.fill(replies)
    listing.frame()
    listing.key("9")
    assert (chosen, focus(listing), replies[8].in_sight) == ([], "Reply 9", True)
    listing.key("9")
    assert chosen == [1]
    listing.key("1")
    listing.key("1")
    assert chosen == [1, 1]
