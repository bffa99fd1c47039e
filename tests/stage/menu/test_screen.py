"""The menu, played: choosing a caller, a call that was broken off, what cannot be read, and the way out."""

from dataclasses import replace

import pygame
import pytest

from sim.core.errors import InputError
from sim.core.recording import RecordError
from sim.stage.face.stills import portrait_of
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY, Push
from sim.stage.kit.screen import Screen
from sim.stage.menu.cards import CallerCard, caller_chips
from sim.stage.menu.screen import MenuScreen
from sim.stage.player import Player
from sim.stage.services import Door
from tests.stage.fakes import FakeFinding, FakeProgram, shipped_scenario

SHIPPED = ("four-afternoons", "eviction-thursday", "the-helpful-man")


class Desk:
    """A program with three callers (or as many as wanted), and a note of what the menu asked for."""

    def __init__(self, count=3, language="en"):
        self.program = FakeProgram(*(shipped_scenario(name) for name in SHIPPED), language=language)
        entries = self.program.callers()
        self.entries = [replace(entries[i % 3], id=f"{entries[i % 3].id}{i or ''}") for i in range(count)]
        self.program.callers = lambda: self.entries
        self.asked = []
        self.answer = Push(Screen())

    def note(self, what):
        def act(*given):
            self.asked.append((what, *given))
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

        return act

    def player(self, **settings):
        screen = MenuScreen(self.program, *(self.note(what) for what in ("briefing", "settings", "resume", "close")))
        return Player(screen, LookSettings(**settings))


@pytest.fixture
def desk():
    return Desk()


def focus(player):
    return player.screen.ui.shown_focus.label if player.screen.ui.shown_focus else None


def test_a_caller_is_chosen_with_arrows_and_enter(desk):
    player = desk.player()
    player.key("right")
    player.key("right")
    assert focus(player) == "Kees Timmerman"
    player.key("return")
    assert desk.asked == [("briefing", "eviction-thursday1")]


def test_enter_on_a_focus_that_is_not_seen_only_shows_it(desk):
    player = desk.player()
    player.key("return")
    assert desk.asked == []
    assert focus(player) == "Rieneke van Dalen"
    player.key("return")
    assert desk.asked == [("briefing", "four-afternoons")]


def test_a_caller_is_chosen_with_the_mouse(desk):
    player = desk.player()
    player.click("Lena Bosman")
    assert desk.asked == [("briefing", "the-helpful-man2")]


def test_settings_open_by_key_and_by_button(desk):
    desk.answer = STAY
    player = desk.player()
    player.key("s")
    player.click("Settings")
    assert desk.asked == [("settings",), ("settings",)]


def test_q_quits_without_a_question(desk):
    player = desk.player()
    player.key("q")
    assert not player.app.running


@pytest.mark.parametrize("key", ["escape", "return"])
def test_one_escape_too_many_ends_nothing_but_shows_the_way_out(desk, key):
    player = desk.player()
    player.key("escape")
    assert player.app.running
    assert player.screen.ui.shown_focus is player.screen.quit
    player.key(key)
    assert not player.app.running


def test_a_card_says_everything_that_is_drawn_on_it(desk):
    desk.entries[0] = replace(desk.entries[0], best=82, calls=4)
    desk.entries[1] = replace(desk.entries[1], best=None, calls=1)
    player = desk.player()
    first, second, third = (card.spoken() for card in player.screen.cards)
    assert first.startswith(f"Rieneke van Dalen. Four afternoons. {desk.entries[0].about}. Angry. Level 2. 7 min")
    assert [text.rsplit(". ", 1)[1] for text in (first, second, third)] == [
        "Best 82", "Not yet scored", "Not yet played",
    ]  # fmt: skip


def test_a_caller_whose_calls_were_all_broken_off_is_not_said_to_have_no_score(desk):
    desk.entries[0] = replace(desk.entries[0], best=None, calls=1, broken_off=True)
    assert desk.player().screen.cards[0].spoken().endswith("Broken off")


def test_the_purpose_of_the_service_is_said_and_without_one_the_purpose_of_practice(desk):
    assert desk.player().sees(desk.program.purpose)
    desk.program.purpose = ""
    assert desk.player().sees(desk.program.texts("menu.purpose"))


def test_files_that_cannot_be_played_are_counted_and_say_where_and_why_until_they_are_mended(desk):
    desk.program.findings = (FakeFinding("/calls/ours.yaml", 7), FakeFinding("/calls/theirs.yaml"))
    player = desk.player()
    player.click("2 calls cannot be played")
    assert player.sees("ours.yaml:7:5 F020")
    assert player.sees("There is no move `blam`.")
    assert player.sees("Did you mean blame?")
    assert any("/calls" in label for label in player.labels())
    player.click("Look again")
    assert player.sees("1 call cannot be played")
    assert not player.sees("ours.yaml:7:5")
    player.click("Look again")
    assert player.screen.ui.overlay is None
    assert not player.screen.mistakes.visible


def test_a_caller_whose_file_has_mistakes_says_them_when_it_is_opened(desk):
    desk.answer = InputError("our.yaml cannot be used")
    desk.answer.problems = tuple(FakeFinding("/calls/ours.yaml", line) for line in range(1, 30))
    player = desk.player()
    player.click("Rieneke van Dalen")
    assert player.sees("1 call cannot be played")
    assert player.sees("ours.yaml:20:5")
    assert not player.sees("ours.yaml:21:5")
    assert player.sees("and 9 more")
    player.click("Close")
    assert player.screen.ui.overlay is None


def test_where_every_file_is_well_nothing_is_said_of_files(desk):
    assert not desk.player().screen.mistakes.visible


def test_without_any_caller_it_says_so():
    player = Desk(count=0).player()
    assert player.sees("No callers were found.")
    player.key("return")
    assert player.app.running


# --- a call that was broken off -------------------------------------------------------------------------------------


def test_a_broken_off_call_is_offered_first(desk):
    desk.program.break_off(desk.program.call(), minutes_ago=12)
    player = desk.player()
    assert player.sees("You were in a call: Four afternoons, with Rieneke van Dalen")
    player.key("return")
    assert focus(player) == "Go on"
    player.key("return")
    assert desk.asked == [("resume", "call-1")]


def test_it_can_be_closed_and_scored_instead(desk):
    desk.program.break_off(desk.program.call())
    desk.player().click("Close and score it")
    assert desk.asked == [("close", "call-1")]


def test_a_call_whose_scenario_changed_can_only_be_closed_and_says_why(desk):
    desk.program.break_off(desk.program.call(), playable=False)
    player = desk.player()
    card = player.find("You were in a call")
    assert "scenario has changed" in card.spoken()
    assert not player.sees("Go on")
    player.click("Close it")
    assert desk.asked == [("close", "call-1")]


def test_when_the_menu_stays_the_next_broken_off_call_comes(desk):
    desk.program.break_off(desk.program.call("four-afternoons"))
    desk.program.break_off(desk.program.call("the-helpful-man"), playable=False)
    player = desk.player()
    assert "One more call is open." in player.find("You were in a call: The helpful man").spoken()
    desk.answer = STAY
    desk.program.open.pop(0)
    player.click("Close it")
    assert player.sees("You were in a call: Four afternoons")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "Just now."), (1, "a minute ago."), (59, "59 minutes ago."), (60, "an hour ago."), (1440, "yesterday."),
     (2880, "2 days ago.")],
)  # fmt: skip
def test_how_long_ago_is_said_in_words(desk, minutes, words):
    desk.program.break_off(desk.program.call(), minutes_ago=minutes)
    assert desk.player().find("You were in a call").spoken().endswith(words)


def test_after_the_turns_the_sentence_goes_on_in_small_letters(desk):
    desk.program.break_off(desk.program.call(), minutes_ago=0)
    desk.program.open = [(replace(entry, turns=2), call) for entry, call in desk.program.open]
    assert desk.player().find("You were in a call").spoken().endswith("2 turns, just now.")


@pytest.mark.parametrize(
    ("error", "words"),
    [(RecordError("disk_full"), "The disk is full. Make some room."), (InputError("nodes: no such thing"), "nodes:")],
)
def test_what_the_program_cannot_do_is_told_and_the_menu_stays(desk, error, words):
    desk.answer = error
    player = desk.player()
    player.click("Kees Timmerman")
    assert player.sees(words)
    player.key("escape")
    assert player.sees("Kees Timmerman")
    assert player.app.running


# --- looks ----------------------------------------------------------------------------------------------------------


def test_the_window_is_there_before_the_portraits_which_come_one_a_frame(desk):
    portrait_of.cache_clear()
    player = desk.player()
    waiting = [sum(card.frame.waiting for card in player.screen.cards)]
    for _ in range(4):
        player.frame()
        waiting.append(sum(card.frame.waiting for card in player.screen.cards))
    assert waiting == [3, 2, 1, 0, 0]
    assert player.frame() == []


def test_a_good_score_is_green_only_where_the_call_was_passed(desk):
    entries = [replace(desk.entries[0], best=82, passed=passed, calls=1) for passed in (True, False)]
    chips = [chip for one in entries for chip in caller_chips(desk.program.texts, one) if "82" in chip.text]
    assert [chip.tone for chip in chips] == ["good", "muted"]


def test_coming_back_shows_new_scores_and_keeps_the_place(desk):
    player = desk.player()
    player.key("right")
    player.key("right")
    desk.entries[1] = replace(desk.entries[1], best=91, calls=1)
    player.screen.entered(player.now)
    player.frame()
    assert focus(player) == "Kees Timmerman"
    assert player.screen.ui.focus.spoken().endswith("Best 91")


def test_a_few_callers_get_large_pictures_and_many_get_small_ones():
    assert {card.form for card in Desk(3).player().screen.cards} == {"tall"}
    assert {card.form for card in Desk(12).player().screen.cards} == {"compact"}


@pytest.mark.parametrize("count", [1, 2, 12])
def test_every_number_of_callers_stands_in_the_window_in_reading_order(count):
    player = Desk(count).player()
    rects = [card.rect for card in player.screen.cards]
    assert all(rect.left >= 0 and rect.right <= 1280 for rect in rects)
    assert rects == sorted(rects, key=lambda rect: (rect.y, rect.x))


def test_twelve_callers_are_all_reached_by_key_and_scrolled_into_sight():
    player = Desk(12).player(text=1.5)
    reached = set()
    for _ in range(14):
        player.key("tab")
        widget = player.screen.ui.focus
        if isinstance(widget, CallerCard):
            reached.add(widget.entry.id)
            assert widget.rect.colliderect(player.screen.page.viewport)
            assert widget.rect.top >= player.screen.page.viewport.top
    assert len(reached) == 12


def test_a_resize_keeps_focus_and_place():
    player = Desk(12).player()
    for _ in range(9):
        player.key("tab")
    name = focus(player)
    player.resize((1024, 600))
    player.resize((1600, 900))
    assert focus(player) == name
    assert player.screen.ui.focus.rect.colliderect(player.screen.page.viewport)
    assert player.app.surface.get_size() == (1600, 900)


def test_speech_hears_who_gets_the_focus(desk):
    player = desk.player()
    player.key("right")
    assert player.spoken[-1].startswith("Rieneke van Dalen. Four afternoons.")


def test_the_real_face_of_a_caller_is_drawn_once():
    portrait_of.cache_clear()
    for _ in range(2):
        player = Desk().player()
        player.frame(5)
    assert portrait_of.cache_info().misses == 3


def test_the_wheel_scrolls_the_page():
    player = Desk(12).player()
    player.mouse(pygame.MOUSEMOTION, (640, 400))
    pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-3, flipped=False))
    player.frame()
    assert player.screen.page.offset > 0


# --- notices ----------------------------------------------------------------------------------------------------


def test_what_became_of_the_data_stands_in_the_menu_until_it_was_read(desk):
    desk.program.told = ["The settings were set aside.", "The results were damaged."]
    player = desk.player()
    card = player.find("About your data")
    assert "set aside.\nThe results" in card.spoken()
    player.key("down")
    assert focus(player) == "Got it"
    player.key("return")
    assert not player.sees("About your data")
    assert focus(player) is None or focus(player) == "Rieneke van Dalen"
    assert desk.asked == []


def test_without_anything_to_tell_there_is_no_notice(desk):
    assert not desk.player().sees("About your data")


def test_doors_lead_to_what_else_there_is_and_the_focus_begins_on_the_callers(desk):
    desk.program.ways_on = [
        Door("Practice", desk.note("practice"), "replay", count=3),
        Door("Shift", desk.note("shift")),
    ]
    player = desk.player()
    assert isinstance(player.screen.ui.focus, CallerCard)
    player.click("Practice (3)")
    assert desk.asked == [("practice",)]
