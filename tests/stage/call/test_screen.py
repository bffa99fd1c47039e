"""A call at the screen: by key and by mouse, through every phase, with everything that can get in its way."""

import wave
from dataclasses import replace

import pygame
import pytest

from sim.core.call import Call, replay
from sim.core.log import Setup
from sim.core.recording import RecordError
from sim.stage.kit.look import LookSettings
from sim.stage.kit.screen import Screen
from tests.stage.call_play import Desk
from tests.stage.fakes import spoken

FIRST = "Fourth time! Fourth afternoon off work and NOBODY shows up!"
HELLO = "Hello? Are you still there, or did you walk off as well?"


# --- whole calls ----------------------------------------------------------------------------------------------


def test_a_whole_call_by_keys_ends_in_the_debrief_with_its_result_kept():
    desk = Desk().pick_up()
    while desk.stage != "over":
        desk.player.until(lambda: desk.stage in ("replies", "over"))
        desk.player.wait(0.5)
        desk.player.key("1")
    desk.player.key("return")
    assert [director.call for director in desk.over] == [desk.call]
    assert desk.done[-1] == "close"
    assert len(desk.recorder.cards) == 1
    assert type(desk.player.screen) is Screen


def test_a_whole_call_by_mouse_alone():
    desk = Desk()
    desk.player.click("Pick up")
    while desk.stage != "over":
        desk.player.until(lambda: desk.stage in ("replies", "over"))
        desk.player.wait(0.5)
        if desk.stage == "replies":
            desk.player.click(desk.call.replies[-1].text)
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


# --- replies --------------------------------------------------------------------------------------------------


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


# --- the caller -----------------------------------------------------------------------------------------------


def test_the_caption_is_revealed_with_the_voice_and_the_transcript_does_not_read_ahead():
    desk = Desk().pick_up()
    desk.player.wait(1)
    caption = desk.screen.parts.card.caption
    assert caption.text == FIRST
    assert 0 < caption.shown < len(FIRST)
    assert not desk.player.sees("Rieneke van Dalen: Fourth time!")
    desk.until("replies")
    desk.player.frame()
    assert desk.player.sees(f"Rieneke van Dalen: {FIRST}")


def test_a_line_that_was_spoken_into_goes_no_further_in_the_transcript():
    desk = Desk().pick_up()
    desk.player.wait(1.2)
    desk.player.key("space")
    desk.player.wait(0.5)
    desk.player.key("1")
    desk.player.frame()
    heard = desk.screen.parts.transcript.list.children[0].text
    assert heard.endswith(" –")
    assert FIRST.startswith(heard.removesuffix(" –"))
    assert desk.call.transcript[0].text == FIRST, "the record keeps the whole line"


def test_a_line_that_was_skipped_stands_whole_in_the_transcript():
    desk = Desk()
    desk.recorder.known_lines = frozenset({FIRST})
    desk.pick_up()
    desk.player.wait(0.5)
    desk.player.key("space")
    desk.player.frame()
    assert desk.screen.parts.transcript.list.children[0].text == FIRST


def test_the_wave_follows_the_voice_and_rests_in_silence():
    desk = Desk().pick_up()
    desk.player.wait(1)
    assert max(desk.screen.parts.card.wave.history) > 0.3
    desk.to_replies()
    desk.player.wait(2)
    assert desk.screen.parts.card.wave.history == ()


def test_what_the_caller_says_into_a_silence_stands_below_the_question():
    desk = Desk().to_replies()
    desk.player.until(lambda: desk.screen.director.phase == "caller_speaking", 60)
    desk.player.until(lambda: desk.screen.director.phase == "your_turn", 60)
    desk.player.frame()
    assert desk.screen.parts.card.caption.text == f"{FIRST}\n{HELLO}"
    assert desk.player.sees("The silence lasted too long.")
    desk.player.wait(7)
    assert not desk.player.sees("The silence lasted too long.")


def test_a_caller_who_is_left_in_silence_hangs_up_and_cards_close_by_themselves():
    desk = Desk().to_replies()
    desk.player.key("p")
    desk.until("over", 200)
    assert desk.screen.ui.overlay is None
    desk.player.frame()
    assert desk.player.sees("The caller has hung up.")
    desk.player.key("p")
    desk.player.wait(0.5)
    assert desk.screen.ui.overlay is not None, "the policy can still be read"


def test_feelings_are_words_and_bars_but_never_numbers():
    desk = Desk()
    feelings = desk.screen.parts.below
    assert feelings.spoken() == "", "nobody sounds like anything before they speak"
    desk.pick_up()
    desk.player.wait(2)
    assert "Anger: a lot" in feelings.spoken()
    assert not any(character.isdigit() for character in feelings.spoken())


def test_an_exam_shows_the_policy_instead_of_feelings_and_gives_no_hints():
    desk = Desk(setup=Setup(seed=7, mode="exam")).to_replies()
    assert not desk.player.sees("How the caller sounds")
    assert desk.player.sees("A credit is at most 25 euro for one event.")
    assert desk.screen.parts.purpose.paragraphs == (desk.program.purpose,)
    desk.player.until(lambda: desk.screen.director.phase == "caller_speaking", 60)
    desk.player.wait(1)
    assert not desk.player.sees("The silence lasted too long.")


def test_a_voice_that_was_switched_off_is_told_in_an_exam_too():
    desk = Desk(setup=Setup(seed=7, mode="exam")).to_replies()
    desk.program.speaker.notices.append("voice_off")
    desk.player.wait(0.2)
    assert desk.player.sees("The voice was switched off")


def test_the_portrait_lives_eight_times_a_second_and_speaks_at_fifteen():
    desk = Desk(frames_per_second=60).to_replies()
    desk.player.wait(2)
    assert _pictures(desk, 2.0) == pytest.approx(16, abs=2)
    desk.player.key("1")
    desk.player.wait(0.3)
    assert _pictures(desk, 1.0) == pytest.approx(15, abs=1)


def test_the_portrait_gives_way_to_other_work_for_one_frame_and_no_longer():
    desk = Desk().to_replies()
    desk.player.wait(1)
    portrait, mood, now = desk.screen.parts.portrait, desk.call.mood, desk.player.app.now
    before = portrait.moment
    portrait.follow(now + 0.15, mood, True, 0.5, busy=True)
    assert portrait.moment is before
    portrait.follow(now + 0.17, mood, True, 0.5, busy=True)
    assert portrait.moment is not before


def test_with_reduced_motion_only_another_mood_moves_the_portrait():
    desk = Desk(looks=LookSettings(reduced_motion=True)).to_replies()
    assert _pictures(desk, 2.0) == 0
    before = desk.screen.parts.portrait.moment
    desk.player.key("1")
    desk.player.wait(1)
    assert desk.screen.parts.portrait.moment != before
    assert _pictures(desk, 1.0) == 0


def _pictures(desk, seconds):
    portrait, count = desk.screen.parts.portrait, 0
    for _ in range(round(seconds / desk.player.step)):
        before = portrait.moment
        desk.player.frame()
        count += portrait.moment != before
    return count


# --- breath, hold, desk ---------------------------------------------------------------------------------------


def test_a_breath_says_when_it_counts_and_ends_by_itself():
    desk = Desk().to_replies()
    desk.player.key("b")
    ring = desk.screen.parts.card.ring
    assert ring.state == "A breath counts from one and a half seconds."
    desk.player.wait(1.6)
    assert ring.state.startswith("This breath counts.")
    assert desk.player.until(lambda: desk.stage == "replies") < 4.6
    assert desk.screen.parts.card.caption.text == FIRST


@pytest.mark.parametrize("key", ["b", "space", "return"])
def test_a_breath_ends_with_a_key(key):
    desk = Desk().to_replies()
    desk.player.key("b")
    desk.player.wait(2)
    desk.player.key(key)
    assert desk.stage == "replies"
    assert desk.done[-2:] == ["breathe", "resume"]


def test_a_reply_ends_the_breath_and_the_breath_counts():
    desk = Desk().to_replies()
    desk.player.key("b")
    desk.player.wait(2)
    desk.player.key("1")
    assert desk.stage == "speaking"
    assert desk.call.turns[-1].timing.breath_ms >= 1900


def test_with_reduced_motion_the_breath_is_a_number():
    desk = Desk(looks=LookSettings(reduced_motion=True)).to_replies()
    desk.player.key("b")
    counts = []
    for _ in range(5):
        counts.append(desk.screen.parts.card.ring.count)
        desk.player.wait(1)
    assert counts == [1, 2, 1, 2, 3]


def test_a_breath_waits_until_the_caller_has_finished():
    desk = Desk().pick_up()
    desk.player.wait(1)
    desk.player.key("b")
    assert desk.stage == "speaking"
    assert desk.player.sees("Let Rieneke van Dalen finish first.")


@pytest.mark.parametrize("way", ["return", "h", "click"])
def test_a_hold_shows_its_time_and_the_way_back(way):
    desk = Desk().to_replies()
    desk.player.key("h")
    desk.player.wait(4)
    assert desk.screen.parts.portrait.light == "waiting"
    assert desk.screen.parts.time.value == "4 of 30 s"
    assert desk.player.sees("You asked Rieneke van Dalen to wait 30 seconds.")
    if way == "click":
        desk.player.click("Back to the caller")
    else:
        desk.player.key(way)
    assert desk.stage == "replies"
    assert desk.screen.parts.portrait.light == "live"


def test_a_hold_that_runs_over_lets_the_caller_speak_up():
    desk = Desk().to_replies()
    desk.player.key("h")
    desk.player.wait(32)
    assert desk.stage == "hold"
    assert desk.screen.parts.time.value == "2 s over"
    assert desk.player.sees("The hold lasted longer than you said.")
    assert desk.screen.parts.card.caption.text.startswith(FIRST)
    assert len(desk.screen.parts.card.caption.text) > len(FIRST)


def cut_off_in_mid_sentence(way="h", **options):
    desk = Desk(**options).pick_up()
    desk.player.until(lambda: desk.screen.director.caption[1] > 10)
    if way == "h":
        desk.player.key("h")
    else:
        desk.player.click("Hold")
    return desk


@pytest.mark.parametrize("way", ["h", "click"])
def test_a_hold_in_mid_sentence_silences_the_caller_and_says_that_nothing_was_announced(way):
    desk = cut_off_in_mid_sentence(way)
    desk.player.wait(4)
    assert desk.stage == "hold"
    assert not desk.screen.director.speaking
    assert desk.player.sees("Rieneke van Dalen was in mid-sentence. You did not say why, or how long.")
    assert desk.player.sees("On hold in mid-sentence, without a word. That is silence.")
    assert desk.screen.parts.time.value == "4 s, without a word"
    assert "heard" not in desk.done


def test_what_was_not_said_before_the_hold_is_not_in_the_transcript():
    desk = cut_off_in_mid_sentence()
    desk.player.wait(1)
    (line,) = desk.screen.view._said
    assert FIRST.startswith(line.text.removesuffix(" –"))
    assert line.text == "Fourth time!", "a sentence that was finished has no dash after it"


def test_back_from_it_the_caller_says_so_and_the_line_again_before_the_replies_come():
    desk = cut_off_in_mid_sentence()
    desk.player.wait(2)
    desk.player.key("return")
    assert desk.stage == "speaking"
    assert desk.screen.parts.card.caption.text.endswith(FIRST)
    assert len(desk.screen.parts.card.caption.text) > len(FIRST)
    desk.until("replies")
    assert desk.done == ["answer", "hold", "resume", "heard"]


def test_left_alone_in_it_the_caller_asks_whether_anybody_is_there():
    desk = cut_off_in_mid_sentence()
    desk.player.until(lambda: desk.call.clock.silences == 2)
    desk.player.frame()
    assert desk.stage == "hold"
    assert desk.screen.parts.card.caption.text == desk.call.line.text != FIRST


def test_a_hold_after_one_that_ran_over_says_again_what_was_announced():
    desk = Desk().to_replies()
    for key in ("h", "return", "h"):
        desk.player.key(key)
        desk.player.wait(31 if key == "h" and desk.call.clock.hold_ms == 0 else 0.5)
    assert desk.player.sees("You asked Rieneke van Dalen to wait 30 seconds.")


def test_the_policy_is_read_while_time_goes_on():
    desk = Desk().to_replies()
    before = desk.screen.director.silence_left[0]
    desk.player.key("p")
    assert desk.player.sees("A credit is at most 25 euro for one event.")
    desk.player.wait(3)
    desk.player.key("p")
    assert desk.screen.ui.overlay is None
    assert desk.screen.director.silence_left[0] < before - 2.9


def test_below_the_policy_stands_what_everybody_does_where_a_team_has_such_norms():
    desk = Desk().to_replies()
    desk.player.key("p")
    assert all(desk.player.sees(norm) for norm in desk.program.norms)
    desk.player.key("p")
    desk.screen.menus.norms = ()
    desk.player.key("p")
    assert not desk.player.sees(desk.program.texts("call.norms"))


def verified(desk):
    """The second turn of a call in which identity was asked for first."""
    desk.to_replies()
    place = next(i for i, reply in enumerate(desk.call.replies) if reply.option == "b")
    desk.player.key(str(place + 1))
    assert desk.call.identity_verified
    return desk.to_replies()


def test_the_desk_locks_what_needs_the_identity():
    desk = Desk().to_replies()
    desk.player.key("d")
    assert desk.player.sees("Visits: after identity has been checked")
    with pytest.raises(LookupError):
        desk.player.find("Planned 3, 10, 17")


def test_a_card_is_found_by_typing_and_read_while_the_caller_waits():
    desk = verified(Desk())
    desk.player.key("d")
    desk.player.type("bpq marc")
    assert desk.player.sees("Nothing was found.")
    for _ in range(8):
        desk.player.key("backspace")
    desk.player.type("march")
    desk.player.key("return")
    assert desk.player.sees("Planned 3, 10, 17 and 24 March")
    assert desk.screen.director.phase == "looking_up"
    assert desk.recorder.events[-1].card == "Visits"
    desk.player.wait(2)
    assert desk.screen.parts.clock.label == "Caller waits"
    desk.player.key("escape")
    assert desk.screen.director.phase == "your_turn"
    assert desk.done[-1] == "resume"


def test_a_card_opened_while_the_caller_speaks_makes_them_wait_from_their_last_word():
    desk = verified(Desk())
    desk.player.key("1")
    desk.player.wait(0.5)
    desk.player.key("d")
    desk.player.click("Visits")
    assert desk.screen.director.phase == "caller_speaking"
    desk.player.until(lambda: desk.screen.director.phase == "looking_up")
    assert desk.done[-2:] == ["heard", "look_up"]


def test_typing_in_the_desk_fires_no_tools():
    desk = Desk().to_replies()
    desk.player.key("d")
    desk.player.type("bhpq12")
    assert desk.stage == "replies"
    assert desk.done == ["answer", "heard"]


# --- hasty fingers --------------------------------------------------------------------------------------------


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


# --- pause, trouble, leaving ----------------------------------------------------------------------------------


def test_a_pause_stops_everything():
    desk = Desk().pick_up()
    desk.player.wait(1)
    desk.player.key("escape")
    shown, spent, moment = _standing(desk)
    desk.player.wait(30)
    assert _standing(desk) == (shown, spent, moment)
    assert desk.screen.parts.clock.label == "Paused"
    desk.player.key("escape")
    assert not desk.screen.director.paused
    desk.until("replies")


def _standing(desk):
    parts = desk.screen.parts
    return parts.card.caption.shown, parts.clock.time, parts.portrait.moment


def test_time_limits_are_switched_off_from_the_pause():
    desk = Desk().to_replies()
    desk.player.key("escape")
    desk.player.click("Time limits")
    desk.player.click("Go on")
    desk.player.wait(0.1)
    assert not desk.call.timers
    assert desk.screen.parts.time.label == "Your answer, no time limit"
    desk.player.wait(120)
    assert desk.stage == "replies"
    desk.player.key("escape")
    desk.player.click("Time limits")
    desk.player.key("escape")
    desk.player.wait(0.1)
    assert desk.call.timers


def test_the_policy_opens_over_the_pause_and_closes_to_it():
    desk = Desk().to_replies()
    desk.player.key("escape")
    desk.player.key("p")
    desk.player.key("escape")
    assert desk.screen.director.paused
    assert desk.player.sees("Go on")


def test_leaving_keeps_the_call_open_and_it_goes_on_where_it_was():
    desk = Desk().to_replies()
    desk.player.key("2")
    desk.to_replies()
    desk.player.key("b")
    desk.player.wait(1)
    desk.player.key("escape")
    desk.player.click("Leave the call for now")
    assert desk.screen not in desk.player.app.screens
    assert "close" not in desk.done
    again = Call(desk.scenario, desk.setup, desk.call.defaults)
    assert replay(again, desk.recorder.events)
    back = Desk(call=again)
    assert back.stage == "replies"
    assert back.done == ["resume"], "nobody is left in the middle of a breath"
    assert len(back.screen.parts.transcript.list.children) == 3
    back.player.wait(0.5)
    back.player.key("1")
    assert back.stage == "speaking"


def test_closing_the_window_keeps_the_call():
    desk = Desk().to_replies()
    desk.player.close_window()
    assert not desk.player.app.running
    assert desk.done[-1] == "wait"
    assert desk.recorder.cards == []


def test_closing_the_window_at_the_end_keeps_the_result():
    desk = Desk().to_replies()
    desk.screen.director.hang_up()
    desk.player.wait(1)
    desk.player.close_window()
    assert desk.done[-1] == "close"
    assert len(desk.recorder.cards) == 1


def test_hanging_up_asks_first():
    desk = Desk().to_replies()
    desk.player.key("q")
    desk.player.click("Stay on the line")
    assert desk.stage == "replies"
    desk.player.key("q")
    desk.player.click("Hang up")
    desk.player.wait(0.5)
    assert desk.stage == "over"
    assert desk.player.sees("You ended the call.")


def test_after_hanging_up_by_keys_enter_goes_to_the_debrief():
    desk = Desk().to_replies()
    for key in ("tab", "q", "tab", "return"):
        desk.player.key(key)
    desk.player.wait(1)
    assert desk.stage == "over"
    assert desk.screen.ui.shown_focus is desk.screen.parts.region.action
    desk.player.key("return")
    assert len(desk.over) == 1


def test_space_shows_the_replies_also_when_a_tool_was_used_by_keys_before():
    desk = Desk().to_replies()
    for key in ("tab", "b"):
        desk.player.key(key)
        desk.player.wait(0.5)
    desk.player.key("1")
    desk.player.wait(1)
    assert desk.stage == "speaking"
    desk.screen.ui.set_focus(desk.screen.parts.tools.breathe)
    desk.player.key("space")
    assert desk.stage == "replies"


def test_hanging_up_from_the_pause():
    desk = Desk().to_replies()
    desk.player.key("escape")
    desk.player.key("q")
    desk.player.click("Hang up")
    desk.player.wait(0.5)
    assert desk.stage == "over"
    assert desk.screen.ui.overlay is None


def test_trouble_stands_still_until_it_can_be_kept():
    desk = Desk().to_replies()
    desk.recorder.trouble = RecordError("disk_full")
    desk.player.key("1")
    assert desk.player.sees("The disk is full.")
    desk.player.key("escape")
    desk.player.wait(0.1)
    desk.player.click("Try again")
    assert desk.player.sees("The disk is full.")
    desk.player.wait(60)
    assert desk.done[-1] == "heard"
    desk.recorder.trouble = None
    desk.player.click("Try again")
    assert desk.screen.ui.overlay is None
    assert "reply" in desk.done
    desk.to_replies()


def test_in_trouble_nobody_speaks_and_the_line_is_said_anew_after_it(tmp_path):
    desk = Desk()
    with wave.open(str(tmp_path / "line.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(bytes(2 * 22050 * 3))
    aloud = [replace(speech, path=tmp_path / "line.wav") for speech in [spoken(FIRST)]]
    desk.program.speaker.poll = lambda: [aloud.pop()] if aloud and desk.program.speaker.asked else []
    desk.pick_up()
    desk.player.wait(1)
    director = desk.screen.director
    playing = director.line.playing
    desk.recorder.trouble = RecordError("disk_full")
    desk.player.key("space")
    assert desk.player.sees("The disk is full.")
    assert playing.stopped is not None
    standing = _standing(desk)
    desk.player.wait(10)
    assert (_standing(desk), director.phase) == (standing, "caller_speaking")
    assert desk.screen.parts.clock.label == "Paused"
    desk.recorder.trouble = None
    desk.player.click("Try again")
    assert desk.program.speaker.asked == [FIRST, FIRST]
    assert "show" in desk.done


def test_an_answer_that_comes_while_nothing_can_be_kept_is_not_said_behind_the_card():
    desk = Desk().to_replies()
    desk.recorder.trouble = RecordError("disk_full")
    desk.player.key("1")
    desk.player.wait(5)
    assert desk.screen.director.line.started is None
    assert not desk.screen.director.speaking
    desk.recorder.trouble = None
    desk.player.click("Try again")
    desk.player.wait(0.5)
    assert desk.screen.director.speaking


def test_trouble_at_the_end_ends_in_the_debrief_all_the_same():
    desk = Desk().to_replies()
    desk.screen.director.hang_up()
    desk.player.wait(1)
    desk.recorder.trouble = RecordError("database_busy")
    desk.player.key("return")
    assert desk.over == []
    assert desk.player.sees("Another program is using the results.")
    desk.recorder.trouble = None
    desk.player.click("Try again")
    assert len(desk.over) == 1
    assert len(desk.recorder.cards) == 1


def test_a_voice_that_never_answers_leaves_captions():
    desk = Desk()
    desk.program.speaker.after = None
    desk.pick_up()
    desk.player.wait(3)
    assert desk.screen.parts.card.caption.shown > 0
    desk.to_replies()


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
