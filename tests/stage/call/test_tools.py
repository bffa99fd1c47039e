"""Breath, hold, policy and desk during a call."""

import pytest

from sim.stage.kit.look import LookSettings
from tests.stage.call_play import FIRST, Desk


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


def test_a_card_that_is_still_locked_is_found_by_its_words_with_a_blank_after_them():
    desk = Desk().to_replies()
    desk.player.key("d")
    desk.player.type("visits ")
    assert desk.player.sees("Visits: after identity has been checked")
    assert not desk.player.sees("Nothing was found.")


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
