"""What a trainee notices and writes is kept with the call and changes nothing in it."""

import json

import pytest

from sim.content.texts import load
from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.debrief import meant_kind, review
from sim.core.errors import InputError
from sim.core.events import Notice, Refused
from sim.core.kinds import FAMILIES, KINDS_OF, NOTICED_KINDS, UNSURE
from sim.core.log import Setup, Written
from sim.core.scoring import score, to_json
from sim.core.telling import noticed_words
from tests.core.small_scenarios import small


def played(*events):
    call = Call(small(), Setup(seed=3))
    return call, [follow for event in events for follow in call.feed(event)]


def test_what_was_noticed_before_the_call_is_told_after_it():
    call, _ = played(Notice(feeling=4, kind="emotional"), ev.Answer(), ev.HangUp())
    assert review(call).noticed == Notice(feeling=4, kind="emotional")


def test_it_is_said_before_the_call_only():
    call, follows = played(ev.Answer(), Notice(feeling=4))
    assert follows[-1] == Refused("phase")
    assert call.noticed is None


def test_a_call_scores_the_same_with_and_without_it():
    rest = [ev.Answer(300), ev.Heard(4000), ev.Reply(2500, "a"), ev.Heard(900), ev.HangUp(100)]
    plain, noticed = played(*rest)[0], played(Notice(feeling=5, kind=UNSURE), *rest)[0]
    assert noticed.log() == plain.log()
    assert to_json(score(noticed.scenario, noticed.log())) == to_json(score(plain.scenario, plain.log()))


def test_the_journal_reads_it_back_and_what_it_does_not_say_has_a_default():
    event = Notice(feeling=2, kind="frozen")
    assert ev.from_json(json.loads(json.dumps(ev.to_json(event)))) == event
    assert ev.from_json({"do": "notice", "ms": 0}) == Notice()


@pytest.mark.parametrize(
    "wrong", [{"feeling": 6}, {"feeling": -1}, {"feeling": True}, {"kind": "furious"}, {"kind": 3}, {"kind": None}]
)
def test_what_nobody_can_notice_is_no_event(wrong):
    with pytest.raises(InputError):
        Notice(**wrong)


def test_every_family_has_its_kinds_with_a_name_and_a_meaning_in_both_languages():
    for say in (load("en"), load("nl")):
        for family in FAMILIES:
            assert len(KINDS_OF[family]) == 2
            assert say.has(f"notice.ask.{family}")
        for kind in NOTICED_KINDS:
            assert say.has(f"notice.kind.{kind}.name")
            assert say.has(f"notice.kind.{kind}.means")


@pytest.mark.parametrize(
    ("noticed", "meant", "told"),
    [
        (None, "emotional", ""),
        (Notice(feeling=4), "emotional", "4 of 5"),
        (Notice(kind="emotional"), "emotional", "so it was meant"),
        (Notice(kind="emotional"), "instrumental", "the writer meant “Anger as a tool”"),
        (Notice(kind="racing"), "", "You expected “Racing fear”."),
        (Notice(kind=UNSURE), "need", "left open"),
        (Notice(kind=UNSURE), "", ""),
    ],
)
def test_the_debrief_says_what_was_expected_and_what_was_meant(noticed, meant, told):
    say = load("en")
    words = noticed_words(say, noticed, meant)
    assert told in words if told else words == ""
    assert not say.missing


def test_what_the_writer_meant_is_one_of_the_kinds_of_the_family():
    assert meant_kind(small()) in ("", *KINDS_OF[small().family])


# --- notes ----------------------------------------------------------------------------------------------------


def test_a_note_is_kept_with_its_turn_and_moment():
    call, follows = played(ev.Answer(), ev.Heard(4000), ev.Note(1500, "order 7412"), ev.Note(500, ""))
    assert follows[1:] == []
    assert call.notes == [Written("order 7412", 1, 5500)]
    assert review(call).notes == (Written("order 7412", 1, 5500),)


def test_writing_is_no_silence_but_time_to_think():
    call, _ = played(ev.Answer(), ev.Heard(4000))
    left = call.ms_to_silence
    call.feed(ev.Note(60_000, "a long thought"))
    assert call.ms_to_silence == left
    assert call.clock.latency_ms == 60_000
    assert not call.clock.timing().snap


def test_a_hold_runs_over_while_somebody_writes():
    call, _ = played(ev.Answer(), ev.Heard(4000), ev.Hold(100))
    follows = call.feed(ev.Note(31_000, "x"))
    assert [follow.what for follow in follows if isinstance(follow, ev.Noticed)] == ["hold_over"]


def test_a_note_changes_no_score():
    rest = [ev.Reply(2500, "a"), ev.Heard(900), ev.HangUp(100)]
    plain = played(ev.Answer(300), ev.Heard(4000), *rest)[0]
    noted = played(ev.Answer(300), ev.Heard(4000), ev.Note(0, "order 7412"), *rest)[0]
    assert noted.log() == plain.log()


def test_notes_are_written_from_the_answer_to_the_end_of_the_wrap_up():
    assert played(ev.Note(0, "early"))[1] == [Refused("phase")]
    call, _ = played(ev.Answer(), ev.HangUp(), ev.Note(0, "in the wrap-up"))
    assert [note.text for note in call.notes] == ["in the wrap-up"]
    assert played(ev.Answer(), ev.HangUp(), ev.Close(), ev.Note(0, "late"))[1][-1] == Refused("over")


def test_what_was_written_is_kept_when_the_caller_hangs_up_meanwhile():
    call, _ = played(ev.Answer(), ev.Heard(4000), ev.Hold(100), ev.Note(200_000, "half a thought"))
    assert call.finished
    assert [note.text for note in call.notes] == ["half a thought"]


@pytest.mark.parametrize("text", ["two\nlines", "x" * 201, None, 7, "\ud800"])
def test_a_note_is_one_line_of_text(text):
    with pytest.raises(InputError):
        ev.Note(0, text)


def test_notes_are_replayed():
    events = [Notice(feeling=1), ev.Answer(), ev.Note(50, "while they speak"), ev.Heard(4000), ev.Note(9000, "after")]
    call, again = played(*events)[0], Call(small(), Setup(seed=3))
    assert replay(again, [ev.from_json(ev.to_json(event)) for event in events])
    assert again.notes == call.notes
    assert [note.text for note in again.notes] == ["while they speak", "after"]
