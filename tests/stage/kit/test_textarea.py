"""A text to type in that is longer than a line."""

import pygame
import pytest

from sim.stage.kit.look import BODY, Look, LookSettings
from sim.stage.kit.screen import Screen
from sim.stage.kit.textarea import TextArea
from sim.stage.player import Player

LONG = "Four afternoons with the shop shut, for nobody, and then somebody says that he is on his way"


class One(Screen):
    def __init__(self):
        super().__init__()
        self.area = TextArea("Words", "What would you say?", longest=300)
        self.ui.add(self.area)

    def layout(self, area, look):
        self.area.place(pygame.Rect(40, 40, 260, self.area.height_for(look, 260)))


@pytest.fixture
def at():
    screen = One()
    player = Player(screen, LookSettings(), (640, 360))
    player.frame()
    screen.ui.set_focus(screen.area)
    yield player, screen.area
    player.app.close()


def lines(area):
    look = area.ui.look
    return [piece.text for piece in area._pieces(look, area._box(look).width)]


def test_words_go_to_the_next_line_and_nothing_is_lost(at):
    player, area = at
    player.type(LONG)
    player.frame()
    assert len(lines(area)) > 2
    assert "".join(lines(area)) == LONG
    look = area.ui.look
    assert all(look.width(line.rstrip(), BODY) <= area._box(look).width for line in lines(area))


def test_a_word_longer_than_a_line_is_divided(at):
    player, area = at
    player.type("x" * 120)
    assert "".join(lines(area)) == "x" * 120
    assert len(lines(area)) > 1


def test_the_caret_is_always_in_a_line_that_is_seen(at):
    player, area = at
    player.type(LONG * 2)
    player.frame()
    look = area.ui.look
    pieces = area._pieces(look, area._box(look).width)
    first = area._first(look, pieces)
    assert first > 0
    assert area._caret_line(pieces) == len(pieces) - 1
    player.key("home")
    pieces = area._pieces(look, area._box(look).width)
    assert area._first(look, pieces) == area._caret_line(pieces) == 0


def test_a_click_puts_the_caret_between_two_letters_of_the_line_that_is_hit(at):
    player, area = at
    player.type(LONG)
    look: Look = area.ui.look
    second = area._pieces(look, area._box(look).width)[1]
    box = area._box(look)
    player.click_at((box.x + 1, area.rect.y + look.u(9) + look.line(BODY) + 3))
    assert area.caret == second.start


def test_line_breaks_that_are_pasted_become_blanks(at):
    _, area = at
    area.insert("two\nlines")
    assert area.text == "two lines"


@pytest.mark.parametrize(
    ("keys", "typed", "left"),
    [((), "new", "new"), (("end",), "!", "old words!"), (("home",), "My ", "My old words"), (("backspace",), "", "")],
)
def test_a_text_that_is_chosen_whole_is_written_over_unless_somebody_moves_in_it(at, keys, typed, left):
    player, area = at
    player.type("old words")
    area.choose()
    for key in keys:
        player.key(key)
    player.type(typed)
    assert (area.text, area.caret, area.chosen) == (left, len(typed) if keys == ("home",) else len(left), False)


def test_a_click_into_a_text_that_is_chosen_whole_keeps_it(at):
    player, area = at
    player.type("old words")
    area.choose()
    player.click("Words")
    player.type("s")
    assert len(area.text) == len("old words") + 1
