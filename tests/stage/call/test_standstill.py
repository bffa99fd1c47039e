"""A call that stands still or is left: pause, trouble, hanging up, closing the window."""

import wave
from dataclasses import replace

from sim.core.call import Call, replay
from sim.core.recording import RecordError
from tests.stage.call_play import FIRST, Desk
from tests.stage.fakes import spoken


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
