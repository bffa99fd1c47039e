"""The screens of a shift, played: choosing it, what stands between its calls, its end."""

import pygame
import pytest

from sim.core.errors import InputError
from sim.core.shift import LONGEST_BREATHER, SHORTEST_BREATHER, Shift, Slips, Step
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY
from sim.stage.player import Player
from sim.stage.services import Door
from sim.stage.shift.between import BetweenScreen
from sim.stage.shift.end import EndScreen
from sim.stage.shift.frame import GUARD
from sim.stage.shift.start import StartScreen
from tests.stage.fakes import FakeProgram, shipped_scenario

PLAN = ("four-afternoons", "the-helpful-man", "eviction-thursday")
SAID = "You missed four afternoons because of us. I ring you myself on Thursday at ten."


def shift(calls=1):
    one = Shift("s", 7, 3, PLAN)
    for name in PLAN[:calls]:
        one = one.called(
            Step(name, f"call-{name}", 0, 260, Slips(1, 0, 1), (62, 75, 88), False, SAID, 300, "One rule.")
        )
    return one


class Desk:
    """A screen of a shift, and what was done on it."""

    def __init__(self, kind="between", language="en", size=(1280, 720), calls=1, left=("", ()), **looks):
        self.did = []
        self.program = FakeProgram(*(shipped_scenario(name) for name in PLAN), language=language)
        self.callers = {entry.id: entry for entry in self.program.callers()}
        self.left, self.calls = left, calls
        self.player = Player(getattr(self, f"_{kind}")(), LookSettings(**looks), size)
        self.player.wait(GUARD + 0.1)

    def note(self, *what):
        self.did.append(what)
        return STAY

    def _start(self):
        def planned(length, families):
            return (length or 12) if families else 0, 7 * (length or 12)

        begin, back = (lambda length, families: self.note("begin", length, families)), (lambda: self.note("back"))
        return StartScreen(self.program.texts, planned, begin, back, self.left)

    def _between(self):
        stop = lambda feeling, breather: self.note("stop", feeling, breather)  # noqa: E731
        acts = (stop, lambda: self.note("leave"))
        on = lambda feeling, breather: self.note("on", feeling, breather)  # noqa: E731
        return BetweenScreen(self.program.texts, shift(self.calls), self.callers, on, acts)

    def _end(self):
        acts = (lambda: self.note("again"), lambda: self.note("menu"))
        return EndScreen(self.program.texts, shift(3), self.callers, lambda call: self.note("open", call), acts)

    def said(self):
        return " ".join(widget.spoken() for widget in self.player.screen.ui.walk())

    def cut(self):
        look = self.player.app.look
        return [w.label or type(w).__name__ for w in self.player.screen.ui.walk() if w.rect.width and not w.fits(look)]


def test_enter_begins_the_usual_shift():
    desk = Desk("start")
    desk.player.key("return")
    assert desk.did == [("begin", 3, ("angry", "panicked", "out_of_scope"))]


def test_length_and_kinds_are_chosen_by_keys():
    desk = Desk("start")
    desk.player.screen.ui.set_focus(desk.player.screen.choice)
    desk.player.key("right")
    desk.player.key("right")
    desk.player.key("tab")
    desk.player.key("return")
    assert desk.player.sees("12 calls, about 84 minutes.")
    desk.player.click("Begin the shift")
    assert desk.did == [("begin", 0, ("panicked", "out_of_scope"))]


def test_without_a_kind_there_is_nothing_to_begin():
    desk = Desk("start")
    for family in ("Angry", "In panic", "Out of scope"):
        desk.player.click(family)
    assert desk.player.sees("Choose at least one kind of call.")
    desk.player.key("return")
    assert desk.did == []


def test_a_shift_that_was_left_is_offered_first():
    door = Door("Go on with it", lambda: desk.note("go on"))
    desk = Desk("start", left=("One call is done; 2 to go.", (door, Door("End it here", lambda: desk.note("end")))))
    desk.player.click("Go on with it")
    desk.player.click("End it here")
    assert desk.did == [("go on",), ("end",)]


def test_a_shift_whose_next_call_cannot_be_had_now_says_why():
    def refuse():
        raise InputError("It is being fetched.")

    desk = Desk("start", left=("One call is done; 2 to go.", (Door("Go on with it", refuse),)))
    desk.player.click("Go on with it")
    assert desk.player.sees("It is being fetched.")


def test_enter_goes_on_with_a_shift_that_was_left_and_ends_it_never():
    desk = Desk("start", left=("One call is done; 2 to go.", (Door("Go on with it", lambda: desk.note("go on")),)))
    desk.player.wait(1)
    desk.player.key("return")
    assert desk.did == [("go on",)]


def test_scores_and_one_sentence_stand_between_two_calls():
    words = Desk().said()
    assert all(part in words for part in ("62, Not yet", "75, Passed", "88, With distinction", "One rule."))
    assert "one reply in a snap, one long silence" in words


def test_who_waits_is_seen_by_name():
    assert "Lena Bosman has waited" in Desk().said()


def test_a_number_says_the_feeling_and_enter_skips_the_breather():
    desk = Desk()
    desk.player.key("4")
    desk.player.key("return")
    assert desk.did == [("on", 4, 0)]


def test_the_mouse_says_the_feeling_and_takes_it_back():
    desk = Desk()
    desk.player.click("2 of 5")
    desk.player.click("2 of 5")
    desk.player.click("Next call")
    assert desk.did == [("on", 0, 0)]


@pytest.mark.parametrize(("seconds", "counted"), [(SHORTEST_BREATHER - 3, 0), (SHORTEST_BREATHER + 2, 22)])
def test_a_breather_counts_from_twenty_seconds(seconds, counted):
    desk = Desk(size=(960, 540))
    desk.player.key("b")
    desk.player.screen.ui.now += seconds - 1  # so that a test need not draw every frame of it
    desk.player.app.now += seconds - 1
    desk.player.wait(1)
    desk.player.key("b")
    desk.player.key("return")
    assert desk.did == [("on", 0, pytest.approx(counted, abs=1))]


def test_a_minute_is_a_whole_breather_and_it_ends_by_itself():
    desk = Desk(size=(960, 540))
    desk.player.click("Take a breather")
    assert desk.player.sees("Breathe in")
    desk.player.app.now += LONGEST_BREATHER
    desk.player.wait(0.2)
    assert desk.player.sees("You took 60 seconds.")
    desk.player.key("return")
    assert desk.did == [("on", 0, LONGEST_BREATHER)]


def test_stopping_and_leaving_are_two_things():
    desk = Desk()
    desk.player.key("3")
    desk.player.click("Stop here")
    desk.player.key("escape")
    assert desk.did == [("stop", 3, 0), ("leave",)]


def test_after_the_last_call_there_is_no_breather_and_nobody_waits():
    desk = Desk(calls=3)
    assert not desk.player.sees("Take a breather")
    assert not desk.player.sees("The queue")
    desk.player.key("return")
    assert desk.did == [("on", 0, 0)]


def test_the_key_that_ended_the_call_presses_nothing():
    desk = Desk.__new__(Desk)
    desk.did, desk.calls = [], 1
    desk.program = FakeProgram(*(shipped_scenario(name) for name in PLAN))
    desk.callers = {}
    player = Player(desk._between(), LookSettings(), (960, 540))
    player.key("return")
    assert desk.did == []


def test_at_the_end_each_debrief_is_a_door():
    desk = Desk("end")
    desk.player.click("Open the debrief")
    desk.player.key("return")
    desk.player.click("Another shift")
    assert desk.did == [("open", "call-four-afternoons"), ("menu",), ("again",)]


def test_the_end_says_the_best_moment_one_rule_and_the_line_in_words():
    words = Desk("end").said()
    assert f"With Rieneke van Dalen you said: “{SAID}”" in words
    assert "One rule." in words
    assert "After call 3:" in words
    assert "0 of 3 calls passed" in words


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("kind", ["start", "between", "end"])
def test_every_word_fits(kind, language, text):
    doors = (Door("Ga ermee verder", lambda: STAY, "phone"), Door("Stop er hier mee", lambda: STAY, "stop"))
    desk = Desk(kind, language, left=("Er is één gesprek gedaan; nog 2 te gaan.", doors), text=text)
    assert desk.cut() == []
    if kind == "between":
        desk.player.key("b")
        assert desk.cut() == []
    assert not desk.program.texts.missing


@pytest.mark.painted
def test_the_ring_round_the_way_on_is_whole_after_a_scroll():
    desk = Desk(size=(960, 540), text=1.5)
    player = desk.player
    player.screen.ui.set_focus(player.screen.on)
    player.frame()
    player.wheel("How do you feel now?", -3)
    assert pygame.image.tobytes(player.picture(), "RGB") == pygame.image.tobytes(player.redrawn(), "RGB")
