"""Joining and the session's screen: by mouse, by keys, while the network is slow, and at every text size."""

from dataclasses import replace

import pytest

from sim.stage.kit.look import LookSettings
from sim.stage.player import Player
from sim.stage.team.card import SessionCard
from sim.stage.team.values import Outcome
from tests.stage.grids import LOOKS, all_reached_by_tab, never_outside
from tests.stage.team.made import CALLS, FETCHING, FOUND, LOST, NOW, WHY, Door, Room


def found_door(language="en"):
    door = Door(language)
    door.screen.find.activate()
    door.errand.outcome = Outcome(FOUND)
    door.screen.tick(0.0, 0.0)
    return door


SCREENS = {
    "join": lambda language: Door(language).screen,
    "found": lambda language: found_door(language).screen,
    "session": lambda language: Room(language=language).screen,
    "lost": lambda language: Room(LOST, language).screen,
    "fetching": lambda language: Room(FETCHING, language).screen,
}


@pytest.fixture(params=SCREENS)
def make(request):
    return SCREENS[request.param]


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_every_text_fits(make, language, family, text):
    assert never_outside(make(language), family, text)


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_can_be_reached_by_key_and_seen(make, text):
    player = Player(make("en"), LookSettings(text=text), (1024, 600))
    assert all_reached_by_tab(player)


def test_a_link_is_enough_and_what_is_promised_is_seen_before_joining():
    door = Door()
    player = Player(door.screen)
    player.type("192.168.1.4/join?code=K7M3XR")
    player.key("return")
    assert door.asked == [("find", "192.168.1.4/join?code=K7M3XR", "")]
    assert player.sees("One moment ...")
    door.errand.outcome = Outcome(FOUND)
    player.frame()
    assert player.sees("Practice at the front desk (code K7M3XR)")
    assert player.sees("It is a training result.")
    assert door.screen.name_field.text == "Ann"
    player.key("return")
    assert door.asked[1:] == [("join", "Ann")]
    door.errand.outcome = Outcome("Ann")
    player.frame()
    assert door.asked[2:] == [("joined", "Ann")]


def test_what_went_wrong_is_told_and_nothing_typed_is_lost():
    door = Door()
    player = Player(door.screen)
    player.type("nowhere")
    player.click("Find the session")
    door.errand.outcome = Outcome(problem="No session answers there.")
    player.frame()
    assert player.sees("No session answers there.")
    assert door.screen.link.text == "nowhere"
    player.click("Find the session")
    assert len(door.asked) == 2


def test_a_slow_network_is_asked_once_and_escape_leads_back():
    door = Door()
    player = Player(door.screen)
    player.click("Find the session")
    player.click("Find the session")
    player.frame(5)
    assert door.screen._errand is not None
    player.key("escape")
    assert not player.app.running


def test_another_language_leaves_what_was_typed():
    door = found_door()
    player = Player(door.screen)
    door.screen.name_field.insert("-Marie")
    player.app.carry_out(door.program.change_language("nl"))
    player.frame()
    assert player.sees("Je naam in deze sessie")
    assert door.screen.name_field.text == "Ann-Marie"


def test_a_call_of_the_session_is_played_from_its_screen():
    room = Room()
    player = Player(room.screen)
    player.click(CALLS[1].title)
    assert room.asked == [("play", "call-1")]


def test_the_line_and_the_calls_follow_what_happens():
    room = Room()
    player = Player(room.screen)
    assert player.sees("Connected")
    room.view = replace(NOW, link="offline", waiting=2)
    player.wait(1.0)
    assert player.sees("No connection; play on, nothing is lost · 2 calls wait to be sent")
    room.view = replace(NOW, calls=(replace(CALLS[0], left=0, done=2), *CALLS[1:]))
    player.wait(1.0)
    assert "2 attempts made" in player.find(CALLS[0].title).spoken()


def test_what_was_refused_is_told_with_its_reason_and_can_be_sent_again():
    room = Room(LOST)
    player = Player(room.screen)
    assert player.sees("Seat 14C: All used.")
    player.click("Send them again")
    player.click("Make a hand-in file")
    assert room.asked == [("again",), ("file",)]
    assert player.sees("2 attempts are in ann.coolhead.json")


def test_what_is_being_fetched_is_seen_and_what_could_not_be_with_its_reason():
    room = Room(FETCHING)
    player = Player(room.screen)
    assert player.sees("2 calls are being fetched from the session.")
    assert player.sees(f"{CALLS[2].title}: {WHY}")
    assert "Being fetched" in player.find(CALLS[0].title).spoken()
    assert "Not here" in player.find(CALLS[2].title).spoken()
    player.click("Fetch them again")
    assert room.asked == [("hurry",)]
    room.view = NOW
    player.wait(1.0)
    assert not player.sees("Could not be fetched")


def test_deleting_is_asked_first_and_then_the_place_is_left():
    room = Room()
    player = Player(room.screen)
    player.click("Delete what it has of me")
    assert room.asked == []
    player.click("Delete it")
    assert room.asked == [("forget",)]
    room.errand.outcome = Outcome("")
    player.frame()
    assert room.asked == [("forget",), ("leave",)]


def test_the_card_on_the_menu_follows_and_is_read_aloud_whole():
    room = Room()
    card = SessionCard(room.program.texts, lambda: room.view, lambda: None)
    assert card.spoken().startswith("Practice at the front desk: you are Ann 2 calls to do.")
    room.view = replace(NOW, link="paused", waiting=1)
    card.tick(10.0, 0.1)
    assert card.spoken().endswith("The session is paused · 1 call waits to be sent")
