"""What is kept beside the calls: plans, quizzes, shifts, names."""

import pytest

from sim.core.errors import InputError
from sim.core.log import Setup
from sim.store import schema
from sim.store.journal import Journal
from sim.store.kept import Kept
from sim.store.records import best_of
from tests.store.playing import play

PLAN = Kept("plan", {"cue": "he shouts", "then": "I breathe, Ömer"}, "Ada", "four-afternoons", "call-1")


def test_what_is_kept_is_listed_of_its_trainee_alone_by_kind_and_in_order(tmp_path):
    with Journal.open(tmp_path) as journal:
        journal.keep(PLAN)
        journal.keep(Kept("quiz", {"right": 3}, "Ada"))
        journal.keep(Kept("quiz", {"right": 1}))
    with Journal.open(tmp_path) as journal:
        plan, quiz = journal.kept("Ada")
        assert (plan.data, plan.scenario_id, plan.call_id) == (PLAN.data, PLAN.scenario_id, PLAN.call_id)
        assert plan.at.endswith("Z")
        assert journal.kept("Ada", "quiz") == [quiz]
        assert [thing.data for thing in journal.kept(None)] == [{"right": 1}]


def test_it_can_be_forgotten_one_by_one_and_goes_with_its_trainee(tmp_path):
    with Journal.open(tmp_path) as journal:
        numbers = [journal.keep(Kept("plan", {"n": n}, "Ada")) for n in (1, 2, 3)]
        journal.forget(numbers[1])
        assert [thing.data["n"] for thing in journal.kept("Ada")] == [1, 3]
        journal.delete("Ada")
        assert journal.kept("Ada") == []


@pytest.mark.parametrize("thing", [Kept("plan\0"), Kept("plan", trainee="\ud800")])
def test_texts_that_cannot_be_stored_are_refused(tmp_path, thing):
    with Journal.open(tmp_path) as journal, pytest.raises(InputError):
        journal.keep(thing)


def test_results_of_the_first_version_get_the_table(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        patch.setattr(schema, "_PROBES", schema._PROBES[:3])
        with Journal.open(tmp_path) as journal:
            call = play(journal)
    with Journal.open(tmp_path) as journal:
        journal.keep(PLAN)
        assert journal.load(call).intact
        assert len(journal.kept("Ada")) == 1


def test_a_rewound_call_is_no_try_and_never_the_best(tmp_path):
    with Journal.open(tmp_path) as journal:
        first = play(journal)
        play(journal, setup=Setup(branch=first, branch_turn=2))
        play(journal)
        calls = journal.calls()
        assert [call.attempt for call in calls] == [1, 0, 2]
        assert [call.branch for call in calls] == ["", first, ""]
        assert all(not call.branch for call in best_of(calls).values())


def test_people_are_those_who_played_or_gave_their_name_and_go_with_their_data(tmp_path):
    with Journal.open(tmp_path) as journal:
        play(journal, trainee="bas")
        play(journal, trainee="Ada")
        play(journal)
        journal.keep(Kept("person", {}, "Chris"))
        assert journal.people() == ["Ada", "bas", "Chris"]
        journal.delete("Chris")
        assert journal.people() == ["Ada", "bas"]


def test_a_journal_tells_whether_anything_has_changed(tmp_path):
    with Journal.open(tmp_path) as journal:
        before = journal.changes
        journal.calls()
        assert journal.changes == before
        journal.keep(PLAN)
        assert journal.changes != before
