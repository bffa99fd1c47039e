"""A call at the screen: whole calls by key and by mouse, and the replies."""

import pygame
import pytest

from sim.core.call import Call, replay
from sim.core.log import Setup
from sim.stage.kit.screen import Screen
from tests.stage.call_play import FIRST, Desk

# --- whole calls ---------------------------------------------------------------------------------------------------


def test_a_whole_call_by_keys_ends_in_the_debrief_with_its_result_kept():
    desk = Desk().pick_up()
    desk.through_the_call(lambda: desk.player.key("1"))
    desk.player.key("return")
    assert [director.call for director in desk.over] == [desk.call]
    assert desk.done[-1] == "close"
    assert len(desk.recorder.cards) == 1
    assert type(desk.player.screen) is Screen


def test_a_whole_call_by_mouse_alone():
    desk = Desk()
    desk.player.click("Pick up")
    desk.through_the_call(lambda: desk.player.click(desk.call.replies[-1].text))
    desk.player.click("To the debrief")
    assert len(desk.over) == 1
    assert desk.call.finished.complete


def test_a_whole_call_by_tab_and_enter():
    desk = Desk()
    desk.player.key("tab")
    while not desk.over:
        desk.player.until(lambda: desk.stage in ("ringing", "replies", "over"))
        desk.player.wait(0.5)
        focus = desk.screen.ui.shown_focus
        assert focus is not None, "the focus waits where the next thing is done"
        desk.player.key("return")
    assert len(desk.recorder.cards) == 1


def test_what_was_recorded_is_the_call():
    desk = Desk().to_replies()
    desk.player.key("b")
    desk.player.wait(2)
    desk.player.key("2")
    desk.to_replies()
    desk.player.key("h")
    desk.player.wait(3)
    desk.player.key("return")
    desk.player.wait(1)
    again = Call(desk.scenario, desk.setup, desk.call.defaults)
    assert replay(again, desk.recorder.events)
    assert again.mood == desk.call.mood
    assert again.transcript == desk.call.transcript


# --- replies -------------------------------------------------------------------------------------------------------


def test_replies_are_hidden_until_the_caller_has_finished():
    desk = Desk().pick_up()
    desk.player.wait(1)
    assert desk.stage == "speaking"
    assert not desk.player.sees(desk.call.replies[0].text)
    assert desk.player.sees("Your replies appear when Rieneke van Dalen has finished.")
    desk.until("replies")
    desk.player.frame()
    assert desk.player.sees(desk.call.replies[0].text)


@pytest.mark.parametrize("way", ["space", "return", "1", "click"])
def test_replies_can_be_asked_for_early_and_the_same_key_does_not_choose_one(way):
    desk = Desk().pick_up()
    desk.player.wait(1)
    for _ in range(2):
        if way == "click":
            desk.player.click_at(desk.screen.parts.region.rect.center)
        else:
            desk.player.key(way)
    assert desk.stage == "replies"
    assert "show" in desk.done
    assert "reply" not in desk.done
    desk.player.wait(0.5)
    desk.player.key("1")
    assert desk.done[-1] == "reply"
    assert desk.recorder.events[-1].permille < 800


def test_a_line_known_from_an_earlier_call_is_skipped():
    desk = Desk()
    desk.recorder.known_lines = frozenset({FIRST})
    desk.pick_up()
    desk.player.wait(0.5)
    assert desk.screen.parts.region.waiting.hint == "Skip this line, you have heard it before"
    desk.player.key("space")
    assert desk.done[-1] == "skip"
    assert desk.stage == "replies"


def test_known_last_words_are_skipped():
    desk = Desk().to_replies()
    desk.recorder.knows = lambda text: True
    desk.until("ending", limit=120)
    desk.player.frame()
    waiting = desk.screen.parts.region.waiting
    assert waiting.enabled
    assert waiting.hint == "Skip this line, you have heard it before"
    desk.player.key("space")
    assert desk.stage == "over"


def test_a_chosen_reply_changes_the_very_next_frame():
    desk = Desk().to_replies()
    said = desk.call.replies[0].text
    damage = desk.player.key("1")
    assert damage
    assert desk.stage == "speaking"
    assert desk.screen.parts.region.said.label == said
    assert desk.screen.parts.region.said.visible
    assert desk.player.sees(f"You: {said}")
    assert desk.screen.parts.card.caption.text == desk.call.line.text


def test_keypad_digits_answer_too():
    desk = Desk().to_replies()
    desk.player.key(pygame.K_KP2)
    assert desk.recorder.events[-1].option == desk.screen.call.turns[-1].choice.option
    assert desk.done[-1] == "reply"


def test_a_digit_without_a_reply_does_nothing():
    desk = Desk().to_replies()
    desk.player.key("5")
    desk.player.key(pygame.K_KP5)
    assert desk.stage == "replies"


def test_arrows_go_through_the_replies():
    desk = Desk().to_replies()
    desk.player.key("down")
    assert desk.screen.ui.shown_focus is desk.screen.parts.region.buttons[0]
    desk.player.key("down")
    assert desk.screen.ui.shown_focus is desk.screen.parts.region.buttons[1]


# --- hasty fingers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [pygame.K_1, pygame.K_KP1])
def test_a_key_that_is_held_through_the_callers_line_chooses_no_reply(key):
    desk = Desk().pick_up()
    for _ in range(80):
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="1", scancode=0))
        desk.player.wait(0.05)
    assert desk.stage == "replies"
    pygame.event.post(pygame.event.Event(pygame.KEYUP, key=key, mod=0, unicode="1", scancode=0))
    desk.player.key(key)
    assert "reply" in desk.done


@pytest.mark.parametrize("key", [pygame.K_1, pygame.K_KP1])
def test_a_key_that_is_hammered_through_the_callers_line_chooses_no_reply(key):
    desk = Desk().pick_up()
    for _ in range(30):
        desk.player.key(key)
        desk.player.wait(0.15)
    assert desk.stage == "replies"
    assert "reply" not in desk.done
    desk.player.wait(0.5)
    desk.player.key(key)
    assert "reply" in desk.done


# --- around the call -----------------------------------------------------------------------------------------------


def test_the_ringing_phone_has_policy_desk_and_pause_at_hand():
    desk = Desk()
    assert desk.screen.parts.portrait.light == "ringing"
    assert desk.player.sees("Your aim: She ends the call")
    for key in ("p", "d"):
        desk.player.key(key)
        assert desk.screen.ui.overlay is not None
        desk.player.key("escape")
    desk.player.key("escape")
    desk.player.click("Go on")
    desk.player.click("Pick up")
    assert desk.done == ["wait", "answer"]


@pytest.mark.parametrize(
    ("setup", "label"), [(Setup(seed=7), "To the debrief"), (Setup(seed=7, shift="s"), "Continue")]
)
def test_what_comes_after_the_call_is_named(setup, label):
    desk = Desk(setup=setup).pick_up()
    desk.until("replies")
    desk.screen.director.hang_up()
    desk.until("over")
    desk.player.wait(0.2)
    assert desk.player.sees(label)


@pytest.mark.parametrize(
    ("setup", "said"),
    [
        (Setup(seed=7, mode="exam"), "Exam"),
        (Setup(seed=7, mode="exam", shift="s"), "Exam"),
        (Setup(seed=7, branch="first", branch_turn=3), "Played on from turn\xa03"),
        (Setup(seed=7, shift="s"), "Shift"),
        (Setup(seed=7), ""),
    ],
)
def test_a_call_that_is_no_plain_practice_says_so_above(setup, said):
    title = Desk(setup=setup).screen.parts.title
    assert (title.kind.text if title.kind else "") == said
    assert said in title.spoken()
