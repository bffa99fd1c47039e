"""What happened beside the words: pauses, holds, silences and haste are found again with their moments."""

import pytest

from sim.content import texts as catalogues
from sim.core import events as ev
from sim.core.call import Call
from sim.core.course import Happening
from sim.core.log import Setup
from sim.core.telling import happened_words
from tests.stage.fakes import shipped_scenario


def played(*events, way="choose"):
    call = Call(shipped_scenario("four-afternoons"), Setup(seed=7, way=way))
    call.feed(ev.Answer())
    for event in events:
        call.feed(event)
    return call


def first_reply(call):
    return ev.Reply(ms=4000, option=call.replies[0].option)


@pytest.mark.parametrize(
    ("events", "happened"),
    [
        ([ev.Heard(ms=3000), ev.Breathe(ms=1000), ev.Resume(ms=2500)], Happening("breath", 1, 4000, 2500)),
        ([ev.Heard(ms=3000), ev.Hold(), ev.Wait(ms=5000), ev.Resume(ms=7000)], Happening("hold", 1, 3000, 12000)),
        ([ev.Heard(ms=3000), ev.Wait(ms=60000)], Happening("dead_air", 1, 63000)),
        ([ev.Heard(ms=3000), ev.HangUp(ms=500)], Happening("hung_up", 1, 3500)),
        ([ev.Heard(ms=3000), ev.Timers(on=False)], Happening("timers_off", 1, 3000)),
    ],
)
def test_what_happens_beside_the_words_keeps_its_turn_its_moment_and_its_length(events, happened):
    assert played(*events).course.happened[0] == happened


def test_the_cards_that_were_read_while_the_caller_waited_are_one_look_up():
    call = played(ev.Heard(ms=3000))
    first, second = (card.title for card in call.desk[:2])
    for event in (ev.LookUp(ms=1000, card=first), ev.LookUp(ms=4000, card=second), ev.Resume(ms=2000)):
        call.feed(event)
    assert call.course.happened == [Happening("look_up", 1, 4000, 6000, f"{first} · {second}")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("My dog is blue.", "You typed “My dog is blue.”. The caller did not understand it"),
        ("", "The caller did not understand what you typed"),  # where what was typed is private
    ],
)
def test_what_was_typed_and_not_understood_is_told_where_it_is_known(typed, words):
    call = played(ev.Heard(ms=3000), ev.Unclear(ms=2000, typed=typed), way="typed")
    [happened] = call.course.happened
    told = happened_words(catalogues.load("en"), happened)
    assert (happened, told) == (Happening("unclear", 1, 5000, 0, typed), words)


def test_a_reply_before_it_could_be_read_and_over_the_callers_words_is_both():
    call = played(ev.Show(ms=500))
    call.feed(ev.Reply(ms=100, option=call.replies[0].option, permille=100))
    assert [(one.kind, one.turn) for one in call.course.happened] == [("interrupted", 1), ("snap", 1)]


def test_a_calm_call_has_nothing_beside_its_words():
    call = played(ev.Heard(ms=3000))
    call.feed(first_reply(call))
    assert call.course.happened == []


def test_each_line_of_the_caller_can_be_said_again():
    call = played(ev.Heard(ms=3000))
    call.feed(first_reply(call))
    lines = [spoken for spoken in call.transcript if spoken.who == "caller"]
    assert lines
    assert all(spoken.line is not None and spoken.line.text == spoken.text for spoken in lines)
