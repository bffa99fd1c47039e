"""The caller on the screen: words, voice, silence, feelings and face."""

import pytest

from sim.core.log import Setup
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import FIRST, HELLO, Desk


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
