"""Playing together on the screen: voting by key and mouse, how it stands with the vote, the spread, and large text."""

from dataclasses import replace
from functools import cache

import pytest

from sim.commands.together_picture import TOGETHER, room_at
from sim.content.library import Library
from sim.stage.aloud.reading import Reading
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY
from sim.stage.player import Player
from sim.stage.team.card import SessionCard
from sim.stage.team.room import Question, Room, RoomDoor
from sim.stage.team.together_screen import TogetherScreen
from tests.stage.fakes import FakeProgram
from tests.stage.grids import LOOKS, all_reached_by_tab, never_outside
from tests.stage.team.made import NOW
from tests.stage.team.made import Room as Session

STATES = [name.partition("-")[2] for name in TOGETHER]
WAIT_S = 0.5  # longer than a new reply takes no key


@cache
def scenario(language="en"):
    return Library().load("four-afternoons", language)


class Class:
    """A room that a test changes, and its screen."""

    def __init__(self, state="", language="en"):
        self.program, self.votes = FakeProgram(language=language), []
        self.room = self.at(state)
        self.screen = TogetherScreen(self.program, lambda: self.room, self._vote)

    def at(self, state):
        return room_at(self.program.texts, scenario(self.program.texts.language), state)

    def _vote(self, question, option):
        self.votes.append((question.round, question.turn, option))
        self.room = replace(self.room, mine=option, sending="sending")

    @property
    def options(self):
        return [reply.option for reply in self.room.question.replies]


def playing(state="", wait=WAIT_S, **look):
    room = Class(state)
    player = Player(room.screen, LookSettings(**look))
    player.wait(wait)
    return room, player


def line(player):
    return player.screen.line.label


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_every_text_fits(state, language, family, text):
    assert never_outside(Class(state, language).screen, family, text)


@pytest.mark.parametrize("state", ["", "shown", "end"])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_can_be_reached_by_key_and_seen(state, text):
    player = Player(Class(state).screen, LookSettings(text=text), (1024, 600))
    player.frame()
    assert all_reached_by_tab(player)


@pytest.mark.parametrize("how", ["digit", "keypad", "arrows", "tab", "mouse"])
def test_a_reply_is_voted_for_as_in_a_call(how):
    room, player = playing()
    second = room.room.question.replies[1].text
    if how == "digit":
        player.key("2")
    elif how == "keypad":
        player.key("[2]")
    elif how == "mouse":
        player.click(second)
    else:
        player.key("return")  # only shows where the focus is
        assert room.votes == []
        player.key("down" if how == "arrows" else "tab")
        player.key("return")
    assert room.votes == [(1, 2, room.options[1])]
    assert [reply.chosen for reply in player.screen.replies] == [False, True, False, False]


def test_how_it_stands_with_the_vote_is_always_said_and_it_can_be_changed():
    room, player = playing()
    assert line(player).startswith("What would you say?")
    player.key("1")
    assert line(player) == "Your vote is being sent ..."
    room.room = replace(room.room, sending="unsent", link="offline")
    player.wait(0.2)
    assert line(player).startswith("Not sent: no connection.")
    player.key("3")
    assert room.votes[-1] == (1, 2, room.options[2])
    room.room = replace(room.room, sending="sent", link="connected")
    player.wait(0.2)
    assert line(player).startswith("Your vote is in.")
    assert player.screen.replies[2].spoken().endswith("(your vote)")
    room.room = replace(room.room, link="lost", told="The facilitator has ended your place.")
    player.wait(0.2)
    assert line(player) == "You are not in the session any more. The facilitator has ended your place."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sending": "unsent", "link": "busy"}, "Not sent yet: the server is busy."),
        ({"sending": "late"}, "Too late"),
        ({"link": "offline"}, "No connection."),
    ],
)
def test_what_went_wrong_is_told(changes, told):
    room, player = playing()
    room.room = replace(room.room, **changes)
    player.wait(0.2)
    assert line(player).startswith(told)


def test_a_new_question_takes_no_key_that_was_meant_for_the_one_before():
    room, player = playing()
    room.room = replace(room.room, question=replace(room.room.question, turn=3))
    player.wait(0.15)
    player.key("1")
    assert room.votes == []
    player.wait(1.0)
    player.key("1")
    assert [vote[:2] for vote in room.votes] == [(1, 3)]


def test_the_spread_comes_by_itself_with_what_each_reply_does_and_the_note():
    room, player = playing()
    player.key("2")
    room.room = room.at("shown")
    player.wait(0.2)
    assert line(player).startswith("18 votes.")
    first, second, *_ = room.room.question.replies
    spoken = player.find(f"2. {second.text}").spoken()
    assert "9 votes · your vote: 50%" in spoken
    assert second.because.rstrip(".") in spoken
    assert second.effect in spoken
    assert "your vote" not in player.find(f"1. {first.text}").spoken()
    player.key("2")
    assert len(room.votes) == 1, "there is nothing to vote for"


def test_the_end_of_the_call_is_told_and_then_the_next_question_is_waited_for():
    room, player = playing("end")
    assert player.sees("Passed with distinction: 93 of 100")
    room.room = Room(link="connected")
    player.wait(0.2)
    assert player.sees("Wait for the next question")
    room.room = room.at("")
    player.wait(0.2)
    assert player.sees(room.room.question.replies[0].text)
    player.key("escape")
    assert not player.app.running


def test_who_has_lost_their_place_waits_for_nothing():
    room, player = playing("wait")
    room.room = Room(link="lost", told="The session is over.")
    player.wait(0.2)
    assert line(player) == "You are not in the session any more. The session is over."
    assert not player.sees("Wait for the next question")


def test_whoever_uses_keys_finds_the_focus_where_the_next_thing_is_done():
    room, player = playing()
    player.key("tab")
    room.room = replace(room.room, question=replace(room.room.question, turn=3))
    player.wait(0.2)
    assert player.screen.ui.shown_focus is player.screen.replies[0]
    room.room = room.at("shown")
    player.wait(0.2)
    assert player.screen.ui.shown_focus is player.screen.heard


def test_what_comes_is_read_aloud_without_the_focus():
    room, _ = playing()
    screen = room.screen
    question = room.room.question
    assert question.heard in screen.heard.announced()[0]
    assert [reply.announced()[0] for reply in screen.replies] == [
        f"{number}. {reply.text}" for number, reply in enumerate(question.replies, 1)
    ]
    before = screen.replies[1].announced()
    screen.replies[1].chosen = True
    assert screen.replies[1].announced() == before, "a vote is told once, by the line"
    assert screen.line.announced() == (screen.line.label,)


def heard_aloud(reading, player):
    return reading.news(player.screen.ui, player.screen.program.texts)


def test_the_question_is_read_aloud_when_it_comes_and_the_callers_words_once():
    room, reading = Class(), Reading()
    player = Player(room.screen)
    begun = heard_aloud(reading, player)
    assert any(words.startswith("Cool Head") for words in begun)
    player.frame()
    question = room.room.question
    told = heard_aloud(reading, player)
    assert question.heard in told[0]
    assert [words for words in told if words[:2] in ("1.", "2.", "3.", "4.")] == [
        f"{number}. {reply.text}" for number, reply in enumerate(question.replies, 1)
    ]
    player.wait(1.0)
    player.key("2")
    assert "Your vote is being sent ..." in heard_aloud(reading, player)
    room.room = room.at("shown")
    player.wait(0.2)
    told = heard_aloud(reading, player)
    assert not any(question.heard in words for words in told)
    assert any("9 votes · your vote: 50%" in words for words in told)
    room.room = replace(room.at(""), question=replace(question, turn=3, heard="And now what?"))
    player.wait(0.2)
    assert any("And now what?" in words for words in heard_aloud(reading, player))


def test_another_language_keeps_question_and_vote():
    room, player = playing("voted")
    player.app.carry_out(room.program.change_language("nl"))
    player.frame(2)
    assert line(player).startswith("Je stem is binnen.")
    assert [reply.chosen for reply in player.screen.replies][:2] == [False, True]


# -- the way to it ---------------------------------------------------------------------------------------------------


def door_to(room, opened):
    return RoomDoor(lambda: room[0], lambda: opened.append("together") or STAY)


def test_the_sessions_screen_says_at_once_that_something_is_played_and_leads_to_it():
    room, opened, session = [Room()], [], Session()
    session.screen._acting = session.screen._acting._replace(room=door_to(room, opened))
    session.screen.reword()
    player = Player(session.screen)
    assert not player.sees("The room plays a call together")
    room[0] = room_at(session.program.texts, scenario())
    player.wait(0.3)
    assert player.sees("The room plays a call together: Four afternoons")
    player.key("return")
    assert opened == [], "what has just come takes no key that was meant for something else"
    player.wait(1.0)
    player.key("return")
    assert opened == ["together"]
    room[0] = room_at(session.program.texts, scenario(), "shown")
    player.wait(0.6)
    player.click("Look at it")
    assert opened == ["together"] * 2
    room[0] = Room()
    player.wait(0.6)
    assert not player.sees("The room plays a call together")


def test_who_uses_the_keys_elsewhere_keeps_the_focus():
    room, session = [Room()], Session()
    session.screen._acting = session.screen._acting._replace(room=door_to(room, []))
    session.screen.reword()
    player = Player(session.screen)
    player.key("tab")
    focus = player.screen.ui.shown_focus
    room[0] = room_at(session.program.texts, scenario())
    player.wait(0.6)
    assert player.screen.ui.shown_focus is focus


def test_the_card_on_the_menu_says_it_too():
    room, opened, session = [Room()], [], Session(NOW)
    say = session.program.texts
    card = SessionCard(say, lambda: session.view, lambda: STAY, door_to(room, opened))
    assert not card.together.visible
    room[0] = room_at(say, scenario())
    card.tick(1.0, 0.1)
    assert card.announced() == ("The room plays a call together: Four afternoons",)
    card.together.activate()
    assert opened == ["together"]
    room[0] = Room(Question(), link="connected")
    card.tick(2.0, 0.1)
    assert (card.together.visible, card.announced()) == (False, ())


@pytest.mark.parametrize("link", ["offline", "lost"])
def test_who_has_lost_their_place_is_led_to_no_vote(link):
    room, session = [Room()], Session(NOW)
    say = session.program.texts
    session.screen._acting = session.screen._acting._replace(room=door_to(room, []))
    session.screen.reword()
    player = Player(session.screen)
    card = SessionCard(say, lambda: session.view, lambda: STAY, door_to(room, []))
    room[0] = replace(room_at(say, scenario()), link=link)
    player.wait(0.6)
    card.tick(1.0, 0.1)
    led = link == "offline"
    assert (card.together.visible, player.sees("The room plays a call together: Four afternoons")) == (led, led)
