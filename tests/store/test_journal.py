from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core import events as ev
from sim.core.errors import InputError
from sim.core.log import Setup
from sim.store.chain import text_key
from sim.store.errors import CallNotOpen, StoreError, UnknownCall
from sim.store.journal import Journal
from sim.store.records import CallHeader, best_of, setup_from_json, setup_to_json
from tests.store.playing import CALL, RESULT, header, play


def test_a_call_comes_back_as_it_was_played(journal):
    call = journal.load(play(journal, trainee="Noor"))
    assert (call.header, call.events) == (header(trainee="Noor"), CALL)
    assert (call.status, call.result_json, call.intact, call.broken_at) == ("closed", RESULT, True, None)
    assert call.elapsed_ms == sum(event.ms for event in CALL)
    assert call.started_at.isoformat() == "2026-05-09T07:01:00+00:00"
    assert call.ended_at is not None
    assert call.ended_at > call.started_at


def test_a_call_may_begin_with_events_of_another_and_goes_on_from_there(tmp_path):
    with Journal.open(tmp_path) as journal:
        call = journal.begin(header(setup=Setup(seed=7, branch="first", branch_turn=2)), CALL[:3])
        journal.append(call, CALL[3])
    with Journal.open(tmp_path) as journal:
        journal.append(call, CALL[4])
        stored = journal.load(call)
    assert (stored.events, stored.intact, stored.attempt) == (CALL, True, 0)


def test_a_call_survives_the_journal_and_goes_on_where_it_was(tmp_path):
    with Journal.open(tmp_path) as journal:
        call_id = play(journal, result=None)
    with Journal.open(tmp_path) as journal:
        assert [call.id for call in journal.open_calls()] == [call_id]
        journal.append(call_id, ev.Close(10))
        journal.close(call_id, RESULT)
        assert journal.load(call_id).events == (*CALL, ev.Close(10))
        assert journal.load(call_id).intact
        assert journal.open_calls() == []


def test_a_call_that_is_over_takes_no_more_events(journal):
    over = play(journal)
    with pytest.raises(CallNotOpen):
        journal.append(over, ev.Wait(5))
    with pytest.raises(CallNotOpen):
        journal.close(over, "{}")
    assert journal.load(over).intact


def test_a_call_that_nobody_began_is_unknown(journal):
    for ask in (journal.load, lambda call: journal.append(call, ev.Wait(1)), lambda call: journal.close(call, "{}")):
        with pytest.raises(UnknownCall):
            ask("no-such-call")


def test_an_abandoned_call_is_kept_with_or_without_a_result(journal):
    for result in (None, RESULT):
        call = play(journal, result=None)
        journal.abandon(call, result)
        found = journal.load(call)
        assert (found.status, found.result_json, found.intact) == ("abandoned", result, True)


def test_an_event_that_another_journal_wrote_is_not_overwritten(tmp_path):
    with Journal.open(tmp_path) as first, Journal.open(tmp_path) as second:
        call = first.begin(header())
        second.append(call, ev.Answer(1))
        with pytest.raises(CallNotOpen):
            first.append(call, ev.Wait(2))
        first.append(call, ev.Wait(2))  # it has looked again
        assert second.load(call).events == (ev.Answer(1), ev.Wait(2))


def test_the_first_try_is_attempt_one_and_a_call_without_a_reply_is_no_try(journal):
    journal.append(journal.begin(header(trainee="Noor")), ev.Answer(1))
    tries = [play(journal, trainee="Noor"), play(journal, trainee="Noor"), play(journal, trainee="Sam"), play(journal)]
    assert [journal.load(call).attempt for call in tries] == [1, 2, 1, 1]


def test_calls_are_listed_by_scenario_trainee_and_status_oldest_first(journal):
    noor, sam = play(journal, trainee="Noor"), play(journal, trainee="Sam", scenario="eviction-thursday")
    still = play(journal, trainee="Noor", result=None)
    assert [call.id for call in journal.calls()] == [noor, sam, still]
    assert [call.id for call in journal.calls("four-afternoons")] == [noor, still]
    assert [call.id for call in journal.calls(trainee="Sam")] == [sam]
    assert [call.id for call in journal.calls(trainee="Noor", status="closed")] == [noor]
    listed = journal.calls()[0]
    assert (listed.scores, listed.lowest) == ({"calm": 81, "ownership": 74, "policy": 90}, 74)
    assert (listed.passed, listed.complete) == (True, True)


def result(calm: int | None, ownership: int, policy: int) -> str:
    calm_text = "null" if calm is None else calm
    return f'{{"scores":{{"calm":{calm_text},"ownership":{ownership},"policy":{policy}}}}}'


def test_the_best_call_is_the_one_whose_lowest_score_is_highest(journal):
    assert best_of(journal.calls()) == {}
    for text in (result(90, 50, 90), result(None, 99, 99), "not json", "[]", '{"scores": {"calm": "x"}}'):
        play(journal, result=text)
    best = play(journal, result=result(60, 61, 60))
    play(journal, result=result(60, 60, 60))
    assert {name: call.id for name, call in best_of(journal.calls()).items()} == {"four-afternoons": best}


def test_lines_that_were_heard_are_remembered_by_trainee_and_scenario(journal):
    journal.remember_heard("Noor", "four-afternoons", ["Hello?", "Hello?", "I waited \ud83d all day"])
    journal.remember_heard(None, "four-afternoons", ["Nobody's line"])
    assert journal.heard_lines("Noor", "four-afternoons") == {text_key("Hello?"), text_key("I waited \ud83d all day")}
    assert journal.heard_lines(None, "four-afternoons") == {text_key("Nobody's line")}
    assert journal.heard_lines("Noor", "eviction-thursday") == frozenset()


def test_deleting_a_trainee_leaves_nothing_of_them_in_any_file(tmp_path):
    with Journal.open(tmp_path) as journal:
        keep = play(journal, trainee="Sam")
        for _ in range(20):
            play(journal, trainee="Noor Zandvliet")
        journal.remember_heard("Noor Zandvliet", "four-afternoons", ["Hello?"])
        assert journal.delete("Noor Zandvliet").calls == 20
        assert journal.heard_lines("Noor Zandvliet", "four-afternoons") == frozenset()
        assert [call.id for call in journal.calls()] == [keep]
        assert journal.load(keep).intact
        assert not [path for path in tmp_path.iterdir() if b"Zandvliet" in path.read_bytes()]


def test_deleting_those_without_a_name_leaves_the_others(journal):
    play(journal)
    keep = play(journal, trainee="Sam")
    assert journal.delete(None).calls == 1
    assert [call.id for call in journal.calls()] == [keep]


def test_a_reader_sees_the_call_that_is_being_played_and_writes_nothing(tmp_path):
    with Journal.open(tmp_path) as journal:
        call = play(journal, result=None)
        with Journal.open(tmp_path, read_only=True) as reader:
            assert reader.load(call).events == CALL
            with pytest.raises(StoreError):
                reader.append(call, ev.Wait(1))
            journal.append(call, ev.Wait(1))
            assert reader.load(call).events == (*CALL, ev.Wait(1))


def test_reading_where_nothing_was_played_finds_nothing_and_creates_nothing(tmp_path):
    with Journal.open(tmp_path / "none", read_only=True) as reader:
        assert reader.calls() == []
    assert not (tmp_path / "none").exists()


def test_a_journal_in_memory_works_like_any_other():
    with Journal.in_memory() as journal:
        assert journal.load(play(journal)).intact


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "half \ud83d"])
def test_a_name_that_cannot_be_stored_is_refused_before_the_call(name):
    with pytest.raises(InputError):
        header(trainee=name)


def test_a_result_that_cannot_be_stored_is_refused_and_the_call_stays_open(journal):
    call = play(journal, result=None)
    with pytest.raises(InputError):
        journal.close(call, '"\ud83d"')
    assert journal.load(call).status == "open"


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=40)
MS = st.integers(0, ev.MOST_MS)
EVENTS = st.one_of(
    st.builds(ev.Reply, MS, st.text(min_size=1), st.integers(0, 1000)),
    st.builds(ev.LookUp, MS, st.text()),
    st.builds(ev.Timers, MS, st.booleans()),
    *(st.builds(kind, MS) for kind in ev.KINDS.values() if kind not in (ev.Reply, ev.LookUp, ev.Timers)),
)
SETUPS = st.builds(
    Setup, st.integers(), st.sampled_from(["practice", "exam"]), st.booleans(), st.sampled_from([100, 150, 200, 300])
)


@given(SETUPS, TEXTS, st.lists(EVENTS, max_size=30))
def test_any_call_comes_back_equal_and_intact(setup, title, events):
    with Journal.in_memory() as journal:
        settled = CallHeader("a", "b", "nl", title, setup, "0")
        call = journal.begin(settled)
        for event in events:
            journal.append(call, event)
        journal.close(call, '{"x": 1}')
        found = journal.load(call)
        assert (found.header, found.events, found.intact) == (settled, tuple(events), True)


@given(SETUPS)
def test_any_setup_survives_the_journals_spelling(setup):
    assert setup_from_json(setup_to_json(setup)) == setup


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"seed": "7"}', '{"seed": true}', '{"access": 120}', '{"timers": 1}', '{"x": 1}', '{"mode": 3}'],
)
def test_what_is_no_setup_is_refused(text):
    with pytest.raises(InputError):
        setup_from_json(text)


def test_the_folder_is_made_with_its_parents(tmp_path: Path):
    with Journal.open(tmp_path / "a" / "b") as journal:
        play(journal)
    assert (tmp_path / "a" / "b" / "cool-head.sqlite").is_file()
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["cool-head.sqlite"]
