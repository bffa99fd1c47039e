"""What is drawn once is kept, but never more than there is room for."""

import pygame

from sim.stage.kit.paint import remembered, rounded


def drawer(pixels):
    drawn = []

    @remembered(pixels)
    def square(side):
        drawn.append(side)
        return pygame.Surface((side, side))

    return square, drawn


def test_the_same_picture_is_drawn_once():
    square, drawn = drawer(1000)
    assert square(20) is square(20)
    assert drawn == [20]


def test_what_was_not_used_longest_gives_way_to_what_is_new():
    square, drawn = drawer(1000)
    for side in (20, 21, 20, 15, 20, 21):  # 400, 441 and 225 pixels: two of them fit
        square(side)
    assert drawn == [20, 21, 15, 21]


def test_a_picture_larger_than_all_room_is_still_drawn_and_kept_alone():
    square, drawn = drawer(100)
    assert square(50) is square(50)
    square(3)
    square(50)
    assert drawn == [50, 3, 50]


def test_a_card_is_the_same_however_its_border_is_named():
    assert rounded((40, 30), 6, (1, 2, 3), border=(4, 5, 6)) is rounded((40, 30), 6, (1, 2, 3), border=(4, 5, 6))
