"""The notepad: opened by key and by mouse, kept with the call, free of time, and back when the call is talked about."""

from functools import partial

import pytest

from sim.core.call import Call, replay
from sim.core.debrief import review
from sim.core.log import Setup
from sim.stage.debrief.call import Told, call_body
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import Desk as LargeDesk

Desk = partial(LargeDesk, size=(960, 540))


def texts_of(desk):
    return [note.text for note in desk.call.notes]


def page(desk):
    return "\n".join(child.label for child in desk.screen.parts.card.page.children)


def write(desk, text):
    desk.player.key("n")
    desk.player.type(text)


def test_lines_are_written_by_keys_alone():
    desk = Desk().to_replies()
    write(desk, "7412 KT")
    desk.player.key("return")
    desk.player.type("thursday")
    desk.player.key("escape")
    assert texts_of(desk) == ["7412 KT", "thursday"]
    assert desk.screen.ui.overlay is None
    desk.player.key("1")
    assert len(desk.call.turns) == 1


def test_lines_are_written_with_the_mouse_for_the_rest():
    desk = LargeDesk().to_replies()
    desk.player.click("Notes")
    desk.player.type("thursday")
    desk.player.click("Close")
    assert texts_of(desk) == ["thursday"]


def test_keys_that_do_something_in_a_call_are_letters_here():
    desk = Desk().to_replies()
    write(desk, "1 bhpdtq")
    desk.player.key("return")
    assert texts_of(desk) == ["1 bhpdtq"]
    assert desk.stage == "replies"
    assert desk.call.turns == []


def test_writing_takes_no_time_to_answer():
    desk = Desk().to_replies()
    left = desk.screen.director.silence_left[0]
    write(desk, "slow")
    desk.player.wait(90)
    assert desk.stage == "replies"
    desk.player.key("escape")
    assert desk.screen.director.silence_left[0] == pytest.approx(left, abs=0.4)
    assert "dead_air" not in desk.screen.director.notices
    assert desk.call.elapsed_ms > 90_000


def test_a_reply_after_long_writing_is_no_snap():
    desk = Desk().to_replies()
    write(desk, "first this")
    desk.player.wait(20)
    desk.player.key("escape")
    desk.player.key("1")
    assert not desk.call.turns[0].timing.snap
    assert desk.call.turns[0].timing.latency_ms > 20_000


def test_who_writes_while_the_caller_speaks_hears_them_to_the_end_and_then_has_all_the_time():
    desk = Desk().pick_up()
    desk.player.wait(0.5)
    write(desk, "he is angry")
    desk.until("replies")
    desk.player.wait(60)
    assert desk.stage == "replies"
    desk.player.key("return")
    desk.player.wait(60)
    desk.player.key("escape")
    assert desk.screen.director.silence_left[0] > 10
    assert texts_of(desk) == ["he is angry"]


def test_a_hold_goes_on_while_somebody_writes():
    desk = Desk().to_replies()
    desk.player.key("h")
    write(desk, "ask dispatch")
    desk.player.wait(32)
    assert desk.call.clock.silences == 1


def test_a_breath_ends_where_writing_begins():
    desk = Desk().to_replies()
    desk.player.key("b")
    desk.player.wait(1)
    desk.player.key("n")
    assert desk.call.phase == "your_turn"
    assert desk.screen.ui.overlay is not None


def test_the_window_may_be_closed_in_the_middle_of_a_line():
    desk = Desk().to_replies()
    write(desk, "half")
    desk.player.wait(90)
    desk.player.close_window()
    assert desk.call.clock.silences == 0
    assert "hang_up" not in desk.done


def test_notes_come_back_when_the_call_is_over_and_can_still_be_written_then():
    desk = Desk().to_replies()
    write(desk, "7412 KT")
    desk.player.key("escape")
    desk.screen.director.hang_up()
    desk.until("over")
    desk.player.frame()
    assert "Your notes\n7412 KT" in page(desk)
    write(desk, "ring back at ten")
    desk.player.key("escape")
    desk.player.frame()
    assert "ring back at ten" in page(desk)


def test_notes_stand_beside_what_was_said_in_the_debrief(english):
    desk = Desk().to_replies()
    write(desk, "7412 KT")
    desk.player.key("escape")
    desk.player.key("1")
    desk.until("replies")
    write(desk, "thursday")
    desk.player.key("escape")
    desk.screen.director.hang_up()
    cards = [card.spoken() for card in call_body(Told(english, review(desk.call), "Rieneke")) if card.focusable]
    assert ["7412 KT" in card for card in cards] == [True, False]
    assert ["thursday" in card for card in cards] == [False, True]


def test_the_same_events_give_the_same_call_with_notes():
    desk = Desk(setup=Setup(seed=7)).to_replies()
    write(desk, "7412 KT")
    desk.player.wait(30)
    desk.player.key("escape")
    desk.player.key("1")
    again = Call(desk.scenario, desk.call.setup, desk.call.defaults)
    assert replay(again, desk.recorder.events)
    assert again.log() == desk.call.log()
    assert again.notes == desk.call.notes


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_at_every_text_size_the_notepad_is_reached_by_mouse_and_fits(language, text):
    desk = LargeDesk(language=language, looks=LookSettings(text=text)).to_replies()
    notes = desk.program.texts("notes.title")
    if not desk.screen.parts.tools.notes.visible:
        desk.player.click(desk.program.texts("call.transcript"))
    desk.player.click(notes)
    assert desk.screen.ui.overlay.field is desk.screen.ui.focus
    assert desk.cut_off() == []
    assert not desk.program.texts.missing


@pytest.mark.parametrize("text", [1.0, 1.25, 1.5, 2.0])
def test_the_notepad_costs_no_row_of_tools(text):
    desk = LargeDesk(language="nl", looks=LookSettings(text=text)).to_replies()
    row, look = desk.screen.parts.row, desk.player.app.look
    height = row.height_for(look, look.size[0] - 2 * look.u(20))
    desk.screen.parts.tools.notes.visible = False
    assert height == row.height_for(look, look.size[0] - 2 * look.u(20))
