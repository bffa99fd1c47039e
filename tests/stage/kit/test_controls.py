"""Switches, sliders, choices and rows."""

import pygame
import pytest

from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.controls import Choice, Slider, Switch
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.player import Player


class Controls(Screen):
    def __init__(self):
        super().__init__()
        self.heard = []
        self.switch = Switch("Captions", True, ("Off", "On"), self.heard.append)
        self.slider = Slider("Volume", 0.5, lambda share: f"{share:.0%}", on_change=self.heard.append)
        self.choice = Choice("Colours", ("Dusk", "Paper", "Contrast"), 0, self.heard.append)
        self.ui.add(self.switch, self.slider, self.choice)

    def layout(self, area, look):
        parts = (self.switch, self.slider, self.choice)
        for widget, box in zip(parts, boxes.stack(area, [60, 80, 40], 10), strict=True):
            widget.place(box)


def test_a_switch_turns_over_and_says_so():
    player = Player(Controls())
    player.click("Captions")
    assert player.screen.heard == [False]
    assert player.screen.switch.spoken() == "Captions: Off"


def test_a_slider_moves_in_steps_by_arrows_and_goes_to_where_it_is_clicked():
    player = Player(Controls())
    player.screen.ui.set_focus(player.screen.slider)
    player.key("right")
    assert player.screen.slider.value == pytest.approx(0.6)
    player.key("end")
    assert player.screen.slider.words == "100%"
    bar = player.screen.slider._bar(player.app.look)
    player.click_at((bar.x, bar.centery))
    assert player.screen.slider.value == 0


def test_a_choice_is_made_by_arrows_and_by_clicking_a_value():
    player = Player(Controls())
    player.screen.ui.set_focus(player.screen.choice)
    for key in ("right", "right", "right", "left"):
        player.key(key)
    assert player.screen.choice.spoken() == "Colours: Paper"
    player.click_at(player.screen.choice._cells[2].center)
    assert player.screen.heard == [1, 2, 1, 2]


@pytest.mark.parametrize(("width", "rows"), [(900, [3]), (300, [2, 1]), (160, [1, 1, 1])])
def test_a_row_takes_as_many_lines_as_its_words_need(width, rows):
    row = Row([Button("Look it up"), Button("Breathe in"), Button("Hold on")])
    player = Player(Controls())
    player.screen.ui.add(row)
    row.place(pygame.Rect(0, 300, width, row.height_for(player.app.look, width)))
    tops = [child.rect.y for child in row.children]
    assert [tops.count(top) for top in dict.fromkeys(tops)] == rows
    assert all(child.fits(player.app.look) for child in row.children)
    assert all(row.rect.contains(child.rect) for child in row.children)
