"""xAPI statements: the same call gives the same ones, nobody is named, and a call ends as it ended."""

import json
from uuid import UUID

import pytest

from sim.content.texts import load
from sim.core.results import AttemptDetail, ScenarioWords
from sim.report.results.statements import Teller, statements
from tests.report.result_rows import detail, row

WORDS = ScenarioWords(
    {"en": "Four afternoons", "nl": "Vier middagen"},
    {"en": "Nobody came.", "nl": "Er kwam niemand."},
    {"opening": {"en": "Four!", "nl": "Vier!"}},
    {("opening", "a"): {"en": "Sorry.", "nl": "Sorry."}, ("opening", "b"): {"en": "So?", "nl": "Nou en?"}},
)
UNKNOWN = ScenarioWords({}, {}, {}, {})


def told(one, words=WORDS, account=lambda person: "0f3a"):
    return statements([one], Teller(account, lambda scenario: words, [load("en"), load("nl")], "0.1.0"))


def verbs(found):
    return [one["verb"]["id"].rpartition("/")[2] for one in found]


def test_a_call_is_begun_answered_scored_and_passed_in_the_order_of_time():
    found = told(detail())
    assert verbs(found) == ["initialized", "answered", "answered", "scored", "scored", "scored", "passed"]
    times = [one["timestamp"] for one in found]
    assert times == sorted(times)
    assert times[0] == "2026-09-01T08:00:00.000Z"
    assert found[-1]["result"] == {
        "completion": True,
        "duration": "PT6M12S",
        "success": True,
        "score": {"scaled": 0.75, "raw": 75, "min": 0, "max": 100},
    }
    assert {one["context"]["registration"] for one in found} == {row().call}


@pytest.mark.parametrize(
    ("one", "end"),
    [
        (row(1, (80, 75, 60)), "failed"),
        (row(1, (80, 75, 60), complete=False), "failed"),
        (row(1, (80, None, 90)), "completed"),
        (row(1, (80, None, None), complete=False), "terminated"),
    ],
)
def test_a_call_ends_once_as_it_ended(one, end):
    found = told(AttemptDetail(one, detail().turns))
    assert verbs(found)[-1] == end
    assert found[-1]["id"] == told(detail())[-1]["id"]


def test_the_same_call_has_the_same_ids_and_all_differ():
    first, again = told(detail()), told(detail())
    assert [one["id"] for one in first] == [one["id"] for one in again]
    ids = {one["id"] for one in first} | {one["id"] for one in told(detail(row(2)))}
    assert len(ids) == 2 * len(first)
    assert {UUID(one).version for one in ids} == {5}


def test_nobody_is_named():
    found = told(detail(row(person="Ada Quarrelstone")), account=lambda person: f"{len(person):032x}")
    assert "Quarrelstone" not in json.dumps(found, ensure_ascii=False)
    assert {json.dumps(one["actor"]) for one in found} == {json.dumps(found[0]["actor"])}
    assert set(found[0]["actor"]) == {"objectType", "account"}


def test_activities_are_described_in_both_languages():
    found = told(detail())
    assert found[0]["object"]["definition"]["name"] == WORDS.titles
    answered = found[1]["object"]["definition"]
    assert answered["description"] == {"en": "Four!", "nl": "Vier!"}
    assert [choice["id"] for choice in answered["choices"]] == ["a", "b"]
    assert found[1]["result"]["response"] == "a"
    assert set(found[3]["object"]["definition"]["name"]) == {"en", "nl"}


def test_where_the_scenario_is_gone_the_call_is_told_without_its_turns():
    found = told(AttemptDetail(row(family="")), UNKNOWN)
    assert verbs(found) == ["initialized", "scored", "scored", "scored", "passed"]
    assert found[0]["object"]["definition"]["name"] == {"en": "Four afternoons"}
    assert "grouping" not in found[0]["context"]["contextActivities"]


@pytest.mark.parametrize("one", [detail(row(1, attempt=0)), AttemptDetail(row(1, (None, None, None)))])
def test_rewound_calls_and_those_without_a_reply_are_no_attempts(one):
    assert told(one) == []


def test_every_statement_says_what_it_is_not_for():
    for one in told(detail()):
        said = next(value for key, value in one["context"]["extensions"].items() if key.endswith("/notice"))
        assert "not for appraisal" in said["en"]
        assert "beoordeling" in said["nl"]
