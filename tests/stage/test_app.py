"""The loop: frames, the clock, screens, resizing, closing."""

import weakref

import pygame
import pytest

from sim.stage.app import App
from sim.stage.gallery import Gallery
from sim.stage.kit.cards import Text
from sim.stage.kit.look import LookSettings
from sim.stage.kit.meters import TimeBar
from sim.stage.kit.outcome import Pop, Push, Quit, Replace, Reset, Restyle
from sim.stage.kit.screen import Screen
from sim.stage.player import Player


class Page(Screen):
    """One line of text; remembers what happened to it."""

    def __init__(self, words="Page", answer=None):
        super().__init__()
        self.words, self.bar = Text(words), TimeBar("Time")
        self.answer = answer
        self.story = []
        self.ui.add(self.words, self.bar)

    def layout(self, area, look):
        self.story.append(look.size)
        self.words.place(pygame.Rect(40, 40, 400, 40))
        self.bar.place(pygame.Rect(40, 140, 400, 40))

    def entered(self, now):
        self.story.append("entered")

    def closed(self):
        self.story.append("closed")

    def key(self, key, mod):
        self.words.label = pygame.key.name(key)
        return self.answer

    def closing(self):
        self.story.append("closing")
        return self.answer


def test_a_key_press_is_in_the_very_next_frame():
    player = Player(Page())
    assert player.key("k") == [player.screen.words.rect]


def test_a_frame_in_which_nothing_changed_draws_nothing():
    player = Player(Page())
    assert player.frame() == []


def test_only_what_changed_is_redrawn():
    player = Player(Page())
    player.screen.bar.show(0.5, "10 s")
    assert player.frame() == [player.screen.bar.rect]
    player.screen.bar.show(0.5, "10 s")
    assert player.frame() == []


def test_time_comes_to_screens_as_steps_of_the_apps_clock():
    player = Player(Page())
    began = player.now
    player.wait(2)
    assert player.now - began == pytest.approx(2)


def test_a_new_screen_covers_the_old_one_and_leaving_it_uncovers_it():
    first, second = Page("First"), Page("Second")
    player = Player(first)
    player.app.carry_out(Push(second))
    player.frame()
    assert player.labels() == ["Second", "Time"]
    second.answer = None
    player.app.carry_out(Replace(third := Page("Third")))
    assert "closed" in second.story
    assert player.app.screens == [first, third]


def test_reset_closes_all_screens_and_begins_anew():
    first, second, third = Page(), Page(), Page()
    player = Player(first)
    player.app.carry_out(Push(second))
    player.app.carry_out(Reset(third))
    assert player.app.screens == [third]
    assert "closed" in first.story
    assert "closed" in second.story


def test_popping_the_last_screen_ends_the_program(english):
    player = Player(Gallery(english))
    player.key("escape")
    assert not player.app.running


def test_closing_the_window_asks_the_top_screen():
    page = Page(answer=None)
    player = Player(page)
    player.close_window()
    assert page.story[-1] == "closing"
    assert player.app.running
    page.answer = Quit()
    player.close_window()
    assert page.story[-2:] == ["closing", "closed"]
    assert not player.app.running


def test_events_after_the_end_are_left_alone():
    page = Page(answer=Quit())
    player = Player(page)
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, unicode="a", scancode=0))
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_b, mod=0, unicode="b", scancode=0))
    player.frame()
    assert page.words.label == "a"


def test_a_resize_makes_the_layout_again_for_every_screen_when_it_is_seen():
    first, second = Page(), Page()
    player = Player(first)
    player.app.carry_out(Push(second))
    player.resize((1000, 800))
    assert second.story[-1] == (1000, 800)
    player.app.screens.pop()
    player.frame()
    assert first.story[-1] == (1000, 800)


def test_settings_reach_every_screen():
    player = Player(Page())
    player.app.carry_out(Restyle(LookSettings(theme="paper", text=1.5)))
    player.frame()
    assert player.app.look.theme.name == "paper"
    assert player.screen.ui.look is player.app.look


def test_an_exposed_window_is_drawn_whole():
    player = Player(Page())
    pygame.event.post(pygame.event.Event(pygame.WINDOWEXPOSED))
    assert player.frame() == [player.app.surface.get_rect()]


@pytest.mark.slow
def test_the_loop_runs_in_real_time_and_ends_when_a_screen_says_so():
    class Brief(Page):
        def tick(self, now, dt):
            self.story.append(dt)
            return Quit() if now > 0.1 else None

    app, page = App(), Brief()
    app.run(page)
    steps = [step for step in page.story if isinstance(step, float)]
    assert 2 <= len(steps) <= 12
    assert max(steps) <= 0.25


@pytest.mark.painted
def test_text_in_two_windows_of_the_same_size_is_the_same_to_the_bit(english):
    pictures = [pygame.image.tobytes(Player(Gallery(english)).picture(), "RGB") for _ in range(2)]
    assert pictures[0] == pictures[1]


def test_a_closed_screen_is_given_back():
    player = Player(Page())
    page = Page()
    player.app.carry_out(Push(page))
    player.frame()
    left = weakref.ref(page)
    player.app.carry_out(Pop())
    player.frame()
    del page
    player.app.tidy()
    assert left() is None
