"""What the server takes, and what it refuses: each with its reason."""

import json

import pytest

from sim.core.call import Call, replay
from sim.core.events import from_json
from sim.core.log import Setup
from sim.core.scoring import score
from tests.team.classroom import FIRST, HOUR_MS, SECOND, changed, document, scenario, worth

NO_ID = "00000000-0000-4000-8000-000000000000"


def events_of(text):
    return json.loads(text)["events"]


def with_events(text, change):
    return changed(text, events=change(events_of(text)))


def with_setup(text, **fields):
    return changed(text, setup={**json.loads(text)["setup"], **fields})


def reply_at(events):
    return next(place for place, event in enumerate(events) if event["do"] == "reply")


def another_option(events):
    place = reply_at(events)
    return [*events[:place], {**events[place], "option": "nobody-offered-this"}, *events[place + 1 :]]


def feeling(events):
    return [{"do": "notice", "ms": 5, "feeling": 4, "kind": "", "expected": []}, *events]


def test_an_attempt_is_stored_with_the_score_that_the_server_computed(room):
    session = room.session()
    answer = room.join(session, "Ann").send(document(1))
    assert answer.status_code == 201
    call = Call(scenario(FIRST), Setup(seed=1))
    assert replay(call, [from_json(event) for event in events_of(document(1))])
    assert answer.json()["scores"] == score(scenario(FIRST), call.log()).scores
    (shown,) = room.shown(session)["attempts"]
    assert worth(shown) == worth(answer.json())


def test_the_same_attempt_sent_again_is_acknowledged_again_and_there_once(room):
    session = room.session()
    trainee = room.join(session, "Ann")
    first, again = trainee.send(document(1)), trainee.send(document(1))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(room.shown(session)["attempts"]) == 1


FORGED = {
    "scores sent along": ("not_an_attempt", lambda text: changed(text, scores={"calm": 100})),
    "no JSON": ("not_an_attempt", lambda text: text[:-1]),
    "JSON of nobody's depth": ("not_an_attempt", lambda text: "[" * 100_000),
    "a number that is none": ("not_an_attempt", lambda text: text.replace('"seed":1', '"seed":NaN')),
    "a setup that no game has": ("not_an_attempt", lambda text: with_setup(text, access=17)),
    "an event that does not exist": ("unknown_event", lambda text: with_events(text, lambda e: [*e, {"do": "win"}])),
    "time that runs back": ("unknown_event", lambda text: with_events(text, lambda e: [{**e[0], "ms": -5}, *e[1:]])),
    "a reply that was not offered": ("option", lambda text: with_events(text, another_option)),
    "a reply before the phone was answered": ("order", lambda text: with_events(text, lambda e: e[::-1])),
    "a missing first event": ("order", lambda text: with_events(text, lambda e: e[1:])),
    "a call that goes on after its end": ("order", lambda text: with_events(text, lambda e: [*e, e[-1]])),
    "a call without its end": ("unfinished", lambda text: with_events(text, lambda e: e[: reply_at(e)])),
    "what somebody felt": ("private", lambda text: with_events(text, feeling)),
    "another version of the scenario": ("unknown_scenario", lambda text: changed(text, scenario_hash="0" * 64)),
    "the name of another scenario": ("unknown_scenario", lambda text: changed(text, scenario=SECOND)),
    "the text of another language": ("unknown_scenario", lambda text: changed(text, language="nl")),
    "another model of scoring": ("model", lambda text: with_setup(text, model=99)),
    "a rewound call": ("branch", lambda text: with_setup(text, branch="a", branch_turn=2)),
    "another uuid than its address": ("other_uuid", lambda text: changed(text, uuid=NO_ID)),
}


@pytest.mark.parametrize(("code", "forge"), FORGED.values(), ids=FORGED)
def test_what_cannot_have_been_a_call_is_refused_with_its_reason(room, code, forge):
    session = room.session()
    uuid = json.loads(document(1))["uuid"]
    answer = room.join(session, "Ann").send(forge(document(1)), uuid)
    assert (answer.json()["code"], answer.json()["retry"]) == (code, False)
    assert 400 <= answer.status_code < 500
    assert not answer.json()["message"].startswith("team.")
    assert room.shown(session)["attempts"] == []


def test_the_order_of_the_replies_comes_from_the_seed_but_which_are_offered_from_the_call(room):
    """Another seed shows the same replies in another order: that is another document, and still a call."""
    trainee = room.join(room.session(), "Ann")
    assert trainee.send(document(1)).status_code == 201
    assert trainee.send(with_setup(document(1), seed=5)).json()["code"] == "altered"


def test_anothers_attempt_is_foreign_and_a_changed_one_is_altered(room):
    session = room.session()
    ann, bob = room.join(session, "Ann"), room.join(session, "Bob")
    ann.send(document(1))
    assert bob.send(document(1)).json()["code"] == "foreign"
    slower = with_events(document(1), lambda events: [{**events[0], "ms": 9}, *events[1:]])
    assert ann.send(slower).json()["code"] == "altered"
    assert len(room.shown(session)["attempts"]) == 1


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_a_session_that_is_not_open_takes_nothing_but_says_to_come_again(room, state):
    session = room.session()
    trainee = room.join(session, "Ann")
    room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"state": state})
    answer = trainee.send(document(1)).json()
    assert (answer["code"], answer["retry"]) == (f"session_{state}", True)
    room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"state": "open"})
    assert trainee.send(document(1)).status_code == 201


def test_a_call_that_lasted_longer_than_the_session_waits_until_it_can_have_been(room):
    session = room.session()
    trainee = room.join(session, "Ann")
    long = with_events(
        document(1), lambda events: [*events[:1], {"do": "timers", "ms": 2 * HOUR_MS, "on": False}, *events[1:]]
    )
    assert (trainee.send(long).json()["code"], trainee.send(long).json()["retry"]) == ("time", True)
    room.clock.now += 2 * HOUR_MS
    assert trainee.send(long).status_code == 201


def test_the_clients_clock_does_not_matter(room):
    trainee = room.join(room.session(), "Ann")
    assert trainee.send(changed(document(1), started_at="1999-01-01T00:00:00Z")).status_code == 201


def test_a_scenario_that_the_session_does_not_have_is_refused(room):
    session = room.session(scenarios=[FIRST])
    room.session(scenarios=[SECOND])  # known here, but elsewhere
    assert room.join(session, "Ann").send(document(2, SECOND)).json()["code"] == "not_in_session"


def test_attempts_are_used_up_and_the_facilitator_may_give_one_more(room):
    session = room.session(attempts_allowed=1)
    trainee = room.join(session, "Ann")
    assert trainee.send(document(1)).json()["attempts_left"] == 0
    refused = trainee.send(document(2)).json()
    assert refused["code"] == "attempts_used"
    assert "Four afternoons" in refused["message"]
    assert trainee.send(document(3, SECOND)).status_code == 201
    seat = trainee.joined["seat"]["id"]
    room.lead("PATCH", f"/api/lead/seats/{seat}", {"extra": {FIRST: 1}})
    assert trainee.send(document(2)).json()["number"] == 2


def test_a_false_start_is_kept_and_counts_for_nothing(room):
    session = room.session(attempts_allowed=1)
    trainee = room.join(session, "Ann")
    start = with_events(document(1), lambda events: [events[0], {"do": "close", "ms": 3000}])
    answer = trainee.send(start).json()
    assert (answer["false_start"], answer["number"], answer["counts"], answer["attempts_left"]) == (True, 0, False, 1)
    assert trainee.send(document(2)).json()["number"] == 1


@pytest.mark.parametrize("rule", ["best", "last", "first"])
def test_the_sessions_rule_says_which_attempt_counts(room, rule):
    session = room.session(counts=rule)
    trainee = room.join(session, "Ann")
    for number in (1, 2, 3):
        trainee.send(document(number))
    shown = room.shown(session)["attempts"]
    lowest = [min(one["scores"].values()) for one in shown]
    expected = {"best": lowest.index(max(lowest)), "last": 2, "first": 0}[rule]
    assert [one["counts"] for one in shown] == [place == expected for place in range(3)]
    assert [one["number"] for one in shown] == [1, 2, 3]


def test_a_voided_attempt_is_kept_and_marked_and_does_not_count(room):
    session = room.session(attempts_allowed=1)
    trainee = room.join(session, "Ann")
    trainee.send(document(1))
    uuid = json.loads(document(1))["uuid"]
    voided = room.lead("PATCH", f"/api/lead/attempts/{uuid}", {"voided": True, "reason": "fire drill"}).json()
    assert (voided["voided"], voided["void_reason"], voided["number"]) == (True, "fire drill", 0)
    assert trainee.send(document(2)).json()["number"] == 1
    (first, second) = room.shown(session)["attempts"]
    assert (first["counts"], second["counts"]) == (False, True)
    audit = room.lead("GET", f"/api/lead/sessions/{session['id']}/audit").json()
    assert "voided" in [line["what"] for line in audit]


def test_what_is_larger_than_an_attempt_may_be_is_not_read(room):
    trainee = room.join(room.session(), "Ann")
    answer = trainee.send("x" * 300_000, NO_ID)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    pieces = room.client.put(f"/api/attempts/{NO_ID}", content=iter([b"x" * 200_000] * 2), headers=trainee.headers)
    assert (pieces.status_code, pieces.json()["code"]) == (413, "too_large")


def test_a_call_is_played_again_in_its_own_language(room):
    session = room.session(language="nl")
    assert room.join(session, "Ann").send(document(4, FIRST, "nl")).status_code == 201
