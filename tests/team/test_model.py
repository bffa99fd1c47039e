"""Whatever a facilitator and trainees do in whatever order: the server agrees with a model of thirty lines."""

import json

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.team.classroom import FIRST, changed, document

pytestmark = pytest.mark.slow
ALLOWED = 2
ROOMS = []  # the server that the machine asks; hypothesis makes machines without arguments


class Person:
    """What the model knows of a seat."""

    def __init__(self, trainee):
        self.trainee, self.gone, self.extra, self.lost = trainee, None, 0, False
        self.sent = {}  # uuid -> (text, voided)

    def used(self):
        return sum(not voided for _, voided in self.sent.values())


class Session(RuleBasedStateMachine):
    """A session with a limit of attempts, and what may happen in it."""

    people = Bundle("people")

    def __init__(self):
        super().__init__()
        self.room = ROOMS[0]
        self.room.clean()
        self.session = self.room.session(attempts_allowed=ALLOWED)
        self.state, self.everybody = "open", []

    @rule(target=people)
    def joins(self):
        name = f"P{len(self.everybody)}"
        if self.state == "closed":
            assert self.room.ask_to_join(self.session["code"], name).json()["code"] == "session_over"
            self.lead_sets("open")
        person = Person(self.room.join(self.session, name))
        self.everybody.append(person)
        return person

    @rule(state=st.sampled_from(["open", "paused", "closed"]))
    def lead_sets(self, state):
        self.room.lead("PATCH", f"/api/lead/sessions/{self.session['id']}", {"state": state})
        self.state = state

    @rule(person=people, number=st.integers(0, 6), slower=st.booleans())
    def sends(self, person, number, slower):
        text = document(number)
        if slower:
            events = json.loads(text)["events"]
            text = changed(text, events=[{**events[0], "ms": 1}, *events[1:]])
        uuid = json.loads(text)["uuid"]
        answer = person.trainee.send(text)
        assert answer.json().get("code", answer.status_code) == self.expected(person, uuid, text)
        if answer.status_code == 201:
            person.sent[uuid] = (text, False)

    def expected(self, person, uuid, text):
        """What the server must answer."""
        if person.gone:
            return person.gone
        if person.lost:
            return "unknown_token"
        owner = next((one for one in self.everybody if uuid in one.sent), None)
        if owner is not None:
            return "foreign" if owner is not person else 200 if person.sent[uuid][0] == text else "altered"
        if self.state != "open":
            return f"session_{self.state}"
        return "attempts_used" if person.used() >= ALLOWED + person.extra else 201

    @rule(person=people)
    def lead_gives_one_more(self, person):
        person.extra += not person.gone
        seat = person.trainee.joined["seat"]["id"]
        if person.gone != "unknown_token":
            self.room.lead("PATCH", f"/api/lead/seats/{seat}", {"extra": {FIRST: person.extra}})

    @rule(person=people, voided=st.booleans())
    @precondition(lambda self: any(person.sent for person in self.everybody))
    def lead_voids(self, person, voided):
        for uuid, (text, _) in list(person.sent.items())[:1]:
            self.room.lead("PATCH", f"/api/lead/attempts/{uuid}", {"voided": voided})
            person.sent[uuid] = (text, voided)

    @rule(person=people)
    def lead_lets_in_again(self, person):
        if person.gone == "unknown_token" or self.state == "closed":
            return
        seat = person.trainee.joined["seat"]
        self.room.lead("PATCH", f"/api/lead/seats/{seat['id']}", {"let_in": True})
        old, person.trainee = person.trainee, self.room.join(self.session, seat["name"])
        assert old.get("/api/session").json()["code"] == "unknown_token"
        person.gone = None

    @rule(person=consumes(people))
    def lead_removes(self, person):
        if person.gone != "unknown_token":
            self.room.lead("DELETE", f"/api/lead/seats/{person.trainee.joined['seat']['id']}")
            person.gone = "seat_removed"

    @rule(person=people)
    def deletes_own_data(self, person):
        if not person.gone:
            self.room.client.request("DELETE", "/api/me", headers=person.trainee.headers)
            person.gone, person.sent = "unknown_token", {}

    @invariant()
    def the_board_shows_what_was_sent(self):
        shown = self.room.shown(self.session)
        assert {one["uuid"]: one["voided"] for one in shown["attempts"]} == {
            uuid: voided for person in self.everybody for uuid, (_, voided) in person.sent.items()
        }
        valid = [one for one in shown["attempts"] if one["number"]]
        assert len({(one["seat"], one["number"]) for one in valid}) == len(valid)
        assert sum(one["counts"] for one in valid) == len({one["seat"] for one in valid})


def test_the_server_agrees_with_the_model(school):
    ROOMS[:] = [school]
    few = settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Session, settings=few)
