"""The outbox: written with the close of a call or not at all, carried over, erased with its trainee."""

import json

import pytest

from sim.core.attempt import from_text
from sim.core.events import Note, Notice
from sim.store.database import DATABASE_NAME
from sim.store.errors import DatabaseFailed
from sim.store.journal import Journal
from sim.store.outbox import Outbox, Outgoing, document_of
from tests.store.playing import CALL, RESULT, header, play


@pytest.fixture
def journal(tmp_path):
    with Journal.open(tmp_path) as opened:
        opened.poster = lambda stored: Outgoing("seat-1", document_of(stored))
        yield opened


def outbox_of(journal):
    return Outbox(journal.folder / DATABASE_NAME)


def test_a_call_that_closes_leaves_its_attempt_in_the_outbox(journal):
    calls = [play(journal, trainee="Ada"), play(journal, trainee="Ada")]
    play(journal, trainee="Ada", result=None)
    assert outbox_of(journal).waiting() == [("seat-1", call) for call in calls]
    attempt = from_text(outbox_of(journal).document(calls[0]))
    assert (attempt.uuid, attempt.scenario, attempt.events) == (calls[0], "four-afternoons", CALL)


def test_what_was_felt_and_noted_stays_at_home(journal):
    call = journal.begin(header())
    for event in (Notice(10, 4), Note(5, "he is my neighbour")):
        journal.append(call, event)
    journal.close(call, RESULT)
    assert "neighbour" not in outbox_of(journal).document(call)
    assert from_text(outbox_of(journal).document(call)).events[0] == Notice(10)


def test_a_call_and_its_attempt_are_there_both_or_neither(journal):
    def lying(stored):
        return Outgoing("seat-1", None)  # the table refuses it, in the middle of the transaction

    journal.poster = lying
    call = play(journal, result=None)
    with pytest.raises(DatabaseFailed):
        journal.close(call, RESULT)
    assert journal.load(call).status == "open"
    assert outbox_of(journal).waiting() == []
    journal.poster = lambda stored: Outgoing("seat-1", document_of(stored))
    journal.close(call, RESULT)
    assert journal.load(call).intact
    assert outbox_of(journal).waiting() == [("seat-1", call)]


def test_calls_outside_a_session_and_abandoned_ones_are_not_sent(journal):
    journal.abandon(play(journal, result=None), RESULT)
    journal.poster = lambda stored: None
    play(journal)
    assert outbox_of(journal).waiting() == []


def test_what_was_delivered_or_refused_waits_no_more_and_what_was_refused_can_wait_again(journal):
    first, second = play(journal, trainee="Ada"), play(journal, trainee="Ada")
    outbox = outbox_of(journal)
    outbox.delivered(first, '{"number":1}')
    outbox.refused(second, "attempts_used", "All attempts are used.")
    outbox.refused(first, "order", "too late: it was delivered")
    rows = [(row.uuid, row.status, row.code, bool(row.document)) for row in journal.posted("Ada")]
    assert rows == [(first, "delivered", "", False), (second, "refused", "attempts_used", True)]
    assert json.loads(journal.posted("Ada")[0].said) == {"number": 1}
    assert outbox.again("seat-1") == 1
    assert outbox.waiting() == [("seat-1", second)]


def test_it_comes_along_where_the_file_was_taken_away(journal):
    call = play(journal)
    (journal.folder / DATABASE_NAME).rename(journal.folder / "elsewhere")
    other = play(journal)
    assert {uuid for _, uuid in outbox_of(journal).waiting()} == {call, other}


def test_it_goes_with_its_trainee(journal):
    play(journal, trainee="Ada")
    bob = play(journal, trainee="Bob")
    journal.delete("Ada")
    assert outbox_of(journal).waiting() == [("seat-1", bob)]
