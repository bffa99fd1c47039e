"""Who led and what happened beside the words: seen in two lanes and signs, told by keys, mouse and speech."""

import pygame
import pytest

from sim.stage.debrief.lanes import stops_of
from sim.stage.kit.look import LookSettings
from tests.stage.debrief.desk import Desk, eventful
from tests.stage.debriefs import small


def words_of(desk):
    return desk.screen.page.chart.said.label


def test_the_lead_of_the_call_is_told_in_a_sentence():
    desk = Desk(small("aabba"))
    lead = desk.debrief.lead
    assert desk.player.sees(f"You led {lead.you} of 5 turns, the caller {lead.caller}.")


def test_every_turn_and_everything_beside_the_words_is_reached_by_left_and_right():
    desk = Desk(eventful())
    lanes = desk.screen.page.chart.lanes
    desk.screen.ui.set_focus(lanes)
    told = []
    for _ in lanes.stops:
        desk.player.key("right")
        told.append(words_of(desk))
    assert told == [stop.words for stop in lanes.stops]
    assert all(any(part in words for words in told) for part in (
        "Turn 1, ", "You took a breath, 2 s", "The silence lasted too long", "You put the caller on hold, 9 s",
        "You looked up “", "You spoke over the caller", "You answered before it could have been read",
    ))  # fmt: skip
    assert told[-1] in desk.player.spoken[-1]
    desk.player.key("right")
    assert words_of(desk) == told[-1]
    desk.player.key("tab")
    assert words_of(desk).startswith("You led ")


def test_enter_shows_the_turn_that_is_pointed_at():
    desk = Desk(eventful())
    desk.screen.ui.set_focus(desk.screen.page.chart.lanes)
    desk.player.key("right")
    desk.player.key("right")
    desk.player.key("return")
    assert desk.overlay.label == "The whole call"
    turn = desk.screen.page.chart.lanes.stops[1].turn
    assert desk.screen.ui.focus.spoken().startswith(f"Turn {turn} ")


def test_the_mouse_points_at_turns_and_signs_and_a_click_shows_the_turn():
    desk = Desk(eventful())
    lanes = desk.screen.page.chart.lanes
    look = desk.player.app.look
    place, x = lanes._sign_places(look, lanes._plot(look))[0]
    desk.player.mouse(pygame.MOUSEMOTION, (x + 4, lanes.rect.bottom - 4))
    desk.player.frame()
    assert words_of(desk) == lanes.stops[place].words
    left, right = lanes._stretch(lanes._plot(look), next(stop for stop in lanes.stops if stop.turn == 2 and stop.led))
    desk.player.mouse(pygame.MOUSEMOTION, ((left + right) // 2, lanes.rect.y + 6))
    desk.player.frame()
    assert words_of(desk).startswith("Turn 2, ")
    desk.player.click_at(((left + right) // 2, lanes.rect.y + 6))
    assert desk.overlay.label == "The whole call"
    desk.player.key("escape")
    desk.player.mouse(pygame.MOUSEMOTION, (5, 5))
    desk.player.frame()
    assert words_of(desk).startswith("You led ")


def test_a_mouse_that_moves_elsewhere_leaves_what_the_keys_point_at():
    desk = Desk(eventful())
    desk.screen.ui.set_focus(desk.screen.page.chart.lanes)
    desk.player.key("right")
    told = words_of(desk)
    desk.player.mouse(pygame.MOUSEMOTION, (5, 5))
    desk.player.frame()
    assert words_of(desk) == told


def test_a_call_that_ended_before_a_reply_has_no_lanes():
    desk = Desk(small(""))
    assert not desk.screen.page.chart.lanes.visible


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_whatever_is_told_has_its_room(language, text):
    desk = Desk(eventful(), LookSettings(text=text), size=(1024, 600), language=language)
    said = desk.screen.page.chart.said
    for stop in stops_of(desk.program.texts, desk.debrief):
        said.tell(stop.words)
        assert said.fits(desk.player.app.look)
    assert desk.program.texts.missing == set()


def test_the_transcript_tells_who_led_and_what_happened_with_its_points():
    desk = Desk(eventful())
    desk.player.key("t")
    cards = [card.spoken() for card in desk.overlay.panel.children]
    for turn in desk.debrief.turns:
        card = next(card for card in cards if card.startswith(f"Turn {turn.number} "))
        assert {"you": "You led", "shared": "You both led", "caller": "The caller led"}[turn.led] in card
        assert len(turn.happened) == sum(part in card for part in (
            "You took a breath", "The silence lasted", "You put the caller on hold", "You looked up", "You spoke over",
            "You answered before",
        ))  # fmt: skip
    assert any("The silence lasted too long, and the caller broke it: −" in card for card in cards)
