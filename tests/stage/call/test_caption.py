"""Captions: words never jump, a line is revealed and scrolled as it is said."""

import pygame
import pytest

from sim.core.mood import Mood
from sim.core.scenario import DeskCard
from sim.stage.call.caption import CaptionText, line_starts
from sim.stage.call.desk import matching, snippet
from sim.stage.call.parts import first_sentence
from sim.stage.call.portrait import GLIDE_SECONDS, Glide, between
from sim.stage.face.pose import BASIS, NEUTRAL
from sim.stage.kit.look import CAPTION, Look, LookSettings
from sim.stage.kit.screen import Screen
from sim.stage.player import Player

TEXT = "(sighs) Eleven years I have been a customer, and now you take the money twice?\nHello? Are you still there?"


class OneCaption(Screen):
    def __init__(self, width, height):
        super().__init__()
        self.size = (width, height)
        self.caption = CaptionText()
        self.ui.add(self.caption)

    def layout(self, area, look):
        self.caption.place(pygame.Rect((20, 20), self.size))


@pytest.mark.parametrize("width", [120, 300, 700])
def test_every_wrapped_line_is_found_in_its_text(width):
    pygame.font.init()
    look = Look(LookSettings(), (1280, 720))
    lines = look.wrap(TEXT, CAPTION, width)
    for start, line in zip(line_starts(TEXT, lines), lines, strict=True):
        assert TEXT[start : start + len(line)] == line


@pytest.mark.painted
def test_words_stay_where_they_were_while_more_are_said():
    screen = OneCaption(500, 300)
    player = Player(screen)
    caption = screen.caption
    caption.say(TEXT, len("(sighs) Eleven years"))
    player.frame()
    before = player.picture()
    caption.say(TEXT, len("(sighs) Eleven years I have been"))
    player.frame()
    after = player.picture()
    said = pygame.Rect(20, 20, player.app.look.width("(sighs) Eleven years", CAPTION), 34)
    assert pygame.image.tobytes(before.subsurface(said), "RGB") == pygame.image.tobytes(after.subsurface(said), "RGB")
    assert pygame.image.tobytes(before, "RGB") != pygame.image.tobytes(after, "RGB")


def test_a_caption_is_set_smaller_before_it_scrolls():
    screen = OneCaption(500, 300)
    player = Player(screen)
    screen.caption.say(TEXT, len(TEXT))
    look = player.app.look
    full, small = screen.caption.height_for(look, 500), screen.caption.smaller_height_for(look, 500)
    for height, px, scrolls in ((full, 21, False), (full - 1, 19, False), (small - 1, 19, True)):
        screen.size = (500, height)
        screen.ui.refresh()
        player.frame()
        assert (screen.caption.style(look).px, screen.caption.focusable) == (px, scrolls)


def test_a_long_caption_follows_the_newest_line_until_it_is_scrolled_back():
    screen = OneCaption(300, 60)
    player = Player(screen)
    caption, firsts = screen.caption, []
    for shown in range(0, len(TEXT) + 1, 10):
        caption.say(TEXT, shown)
        screen.ui.refresh()
        player.frame()
        firsts.append(caption._window(player.app.look)[0])
    assert firsts == sorted(firsts)
    newest = firsts[-1]
    player.wheel(caption.label, 1)
    assert caption._window(player.app.look)[0] == newest - 1
    player.key("end")
    assert caption._window(player.app.look)[0] == newest
    caption.say("Another line.", 0)
    assert caption.back == 0


def test_a_face_glides_to_another_mood_and_takes_the_first_at_once():
    glide = Glide()
    calm, angry = Mood(10, 10, 60, 80), Mood(85, 10, 30, 40)
    glide.towards(calm, 0.0)
    start = glide.at(0.0)
    glide.towards(angry, 5.0)
    assert glide.at(5.0) == start
    assert glide.moving(5.3)
    halfway, end = glide.at(5.0 + GLIDE_SECONDS / 2), glide.at(5.0 + GLIDE_SECONDS)
    assert halfway.brow_y == pytest.approx((start.brow_y + end.brow_y) / 2)
    assert not glide.moving(6.0)


def test_the_light_of_a_feeling_gives_way_as_the_face_glides():
    glide = Glide()
    glide.towards(Mood(10, 10, 90, 90), 0.0)
    assert glide.left(0.0) == 0.0
    glide.towards(Mood(90, 10, 10, 20), 5.0)
    assert (glide.before, glide.feeling) == ("trust", "anger")
    assert [glide.left(5.0), glide.left(5.0 + GLIDE_SECONDS / 2), glide.left(5.0 + GLIDE_SECONDS)] == [1.0, 0.5, 0.0]
    glide.towards(Mood(85, 10, 10, 20), 9.0)
    assert glide.left(9.0) == 0.0, "the same feeling keeps its light"


def test_between_two_poses_every_number_moves():
    assert between(NEUTRAL, BASIS["anger"], 0) == NEUTRAL
    assert between(NEUTRAL, BASIS["anger"], 1) == BASIS["anger"]


def test_the_desk_finds_cards_by_words_in_title_or_text():
    cards = [
        DeskCard(title="Visits", text="Planned 3, 10 and 17 March."),
        DeskCard(title="Loan router", text="Works on the mobile network."),
    ]
    assert matching(cards, "") == cards
    assert matching(cards, "MARCH vis") == cards[:1]
    assert matching(cards, "router mobile") == cards[1:]
    assert matching(cards, "router march") == []


def test_a_snippet_is_cut_at_a_word():
    assert snippet("short") == "short"
    assert snippet("word, " * 40).endswith("word …")


@pytest.mark.parametrize(
    ("about", "first"), [("41, runs a shop. Sarcastic when tired.", "41, runs a shop."), ("A man", "A man")]
)
def test_beside_the_face_stands_the_first_sentence_about_the_caller(about, first):
    assert first_sentence(about) == first
