"""An attempt travels as one text, and whoever reads it plays it again."""

import json
from uuid import UUID

import pytest

from sim.core.attempt import (
    Attempt,
    NotAnAttempt,
    Played,
    Refusal,
    from_text,
    replay,
    to_text,
    without_private,
)
from sim.core.events import Answer, Close, HangUp, Heard, Note, Notice, Reply
from sim.core.log import Setup
from sim.core.script import Script
from sim.core.standing import Scorer
from tests.core.small_scenarios import small

UUID_TEXT = str(UUID(int=7, version=4))


@pytest.fixture(scope="module")
def script():
    return Script(small())


def attempt(script, *events, **fields):
    scenario = script.scenario
    values = {
        "uuid": UUID_TEXT, "scenario": scenario.id, "scenario_hash": scenario.content_hash(), "language": "en",
        "setup": Setup(seed=3), "program": "0.1.0", "started_at": "2026-11-22T03:37:00Z", "events": events,
    }  # fmt: skip
    return Attempt(**{**values, **fields})


def test_an_attempt_is_the_same_after_it_was_written_and_read(script):
    before = attempt(script, Answer(ms=5), Heard(ms=100), HangUp(), Close())
    assert from_text(to_text(before)) == before
    assert to_text(from_text(to_text(before))) == to_text(before)


def test_what_was_felt_or_noted_never_travels(script):
    private = (Notice(ms=9, feeling=4, kind="emotional"), Answer(), Heard(), Note(ms=70, text="my sister"), Close())
    typed = Reply(option="feel", typed="my sister too", added=("blame",))
    assert without_private([typed]) == (Reply(option="feel", added=("blame",)),)
    kept = without_private(private)
    assert [event.ms for event in kept] == [event.ms for event in private]
    assert "sister" not in to_text(attempt(script, *kept))
    assert isinstance(replay(attempt(script, *kept), script, Scorer(script)), Played)
    with pytest.raises(NotAnAttempt) as refused:
        from_text(to_text(attempt(script, *private)))
    assert refused.value.refusal.code == "private"


def test_a_call_without_a_reply_is_a_false_start_only_within_a_minute(script):
    short = replay(attempt(script, Answer(), Close(ms=59_000)), script, Scorer(script))
    long = replay(attempt(script, Answer(), Close(ms=60_000)), script, Scorer(script))
    assert (short.false_start, long.false_start) == (True, False)


@pytest.mark.parametrize("change", [
    {"uuid": "7"}, {"started_at": "yesterday"}, {"program": "x" * 41}, {"scenario": "../etc"}, {"events": {}},
    {"setup": {"seed": True}}, {"setup": {"seed": 2**64}}, {"setup": {"mode": "cheat"}}, {"setup": {"luck": 1}},
    {"setup": {"shift": "é"}}, {"setup": []}, {"language": "EN"},
])  # fmt: skip
def test_a_field_that_is_not_what_it_should_be_is_refused(script, change):
    text = json.dumps({**json.loads(to_text(attempt(script, Answer(), Close()))), **change})
    with pytest.raises(NotAnAttempt) as refused:
        from_text(text)
    assert refused.value.refusal == Refusal("not_an_attempt", next(iter(change)))


@pytest.mark.parametrize("event", [7, None, [], {}, {"do": []}, {"do": {}}, {"do": None}, {"do": "answer", "": 1}])
def test_what_is_no_event_is_refused_with_its_place(script, event):
    document = json.loads(to_text(attempt(script, Answer(), Close())))
    document["events"][1] = event
    with pytest.raises(NotAnAttempt) as refused:
        from_text(json.dumps(document))
    assert refused.value.refusal == Refusal("unknown_event", "2")


def test_nothing_endless_is_read(script):
    many = to_text(attempt(script, *[Close()] * 5_001))
    for text in (many, " " * 300_000):
        with pytest.raises(NotAnAttempt) as refused:
            from_text(text)
        assert refused.value.refusal.code == "too_large"
