"""Coming in, coming back, leaving; and who may see what."""

import pytest

from sim.team.tokens import CODE_LETTERS, new_code, read_code
from tests.team.classroom import FIRST, document


def test_a_join_code_has_nothing_that_looks_like_something_else():
    code = new_code()
    assert len(code) == 6
    assert set(code) <= set(CODE_LETTERS)
    assert not set("01OI") & set(CODE_LETTERS)
    assert read_code(f" {code[:3].lower()}-{code[3:].lower()} ") == code
    assert [read_code(wrong) for wrong in ("", "ABC23", "ABC2345", "ABC0IO", "ABC234" * 50)] == [""] * 5


def test_what_joining_means_is_said_before_anything_is_sent(room):
    session = room.session(language="nl", keep_days=30)
    told = room.client.get(f"/api/join/{session['code'].lower()}").json()
    assert (told["names"], told["keep_days"]) == ("names", 30)
    assert any("30 dagen" in line for line in told["notice"])


def test_a_seat_is_taken_with_a_name_and_kept_by_its_token(room):
    session = room.session()
    trainee = room.join(session, "  Ana\u0301   de  Vries ")
    assert trainee.joined["seat"]["name"] == "Aná de Vries"
    again = trainee.get("/api/session").json()
    assert again["seat"] == trainee.joined["seat"]
    assert FIRST in [one["id"] for one in again["scenarios"]]
    assert room.client.get("/api/session", headers={"Authorization": "Bearer nobody"}).json()["code"] == "unknown_token"


@pytest.mark.parametrize("name", ["a\0b", "a\x1b[2Jb", "x" * 61, "tab\u202ename", "\ufdd0"])
def test_what_is_no_name_is_refused(room, name):
    answer = room.ask_to_join(room.session()["code"], name)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_name")


def test_half_a_character_in_a_name_is_refused(room):
    body = b'{"code": "ABC234", "name": "\\ud800"}'
    answer = room.client.post("/api/join", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_valid")


@pytest.mark.parametrize("same", ["Ann", "ANN", " ann ", "Ａnn"])
def test_a_name_that_somebody_has_is_not_given_again(room, same):
    session = room.session()
    room.join(session, "Ann")
    assert room.ask_to_join(session["code"], same).json()["code"] == "name_taken"


def test_an_alias_that_is_given_is_in_the_sessions_language(room):
    session = room.session(names="aliases", language="nl")
    assert room.ask_to_join(session["code"], "").json()["seat"]["name"] == "Deelnemer 1"


def test_names_are_needed_unless_the_session_goes_by_aliases(room):
    assert room.ask_to_join(room.session()["code"], "").json()["code"] == "name_needed"
    session = room.session(names="aliases")
    given = [room.join(session, "").joined["seat"]["name"] for _ in range(2)]
    assert given == ["Trainee 1", "Trainee 2"]


def test_who_lost_their_token_is_let_in_again_by_the_facilitator_and_the_old_one_ends(room):
    session = room.session()
    before = room.join(session, "Ann")
    before.send(document(1))
    seat = before.joined["seat"]["id"]
    room.lead("PATCH", f"/api/lead/seats/{seat}", {"let_in": True})
    back = room.ask_to_join(session["code"], "ann")
    assert back.status_code == 200
    assert back.json()["seat"]["id"] == seat
    assert before.send(document(2)).json()["code"] == "unknown_token"
    assert before.get("/api/me").json()["code"] == "unknown_token"


def test_a_seat_that_was_made_for_a_name_waits_for_it(room):
    session = room.session()
    made = room.lead("POST", f"/api/lead/sessions/{session['id']}/seats", {"name": "Bob"}).json()
    assert [seat["joined"] for seat in room.shown(session)["seats"]] == [False]
    assert room.join(session, "bob").joined["seat"]["id"] == made["id"]


def test_a_removed_seat_can_do_nothing_more_and_what_it_sent_stays(room):
    session = room.session()
    trainee = room.join(session, "Ann")
    trainee.send(document(1))
    room.lead("DELETE", f"/api/lead/seats/{trainee.joined['seat']['id']}")
    refused = [trainee.send(document(2)), trainee.get("/api/session"), trainee.says("idle")]
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(410, "seat_removed")] * 3
    shown = room.shown(session)
    assert [seat["removed"] for seat in shown["seats"]] == [True]
    assert len(shown["attempts"]) == 1


def test_a_facilitator_renames_but_not_to_a_name_that_is_taken(room):
    session = room.session()
    ann, _bob = room.join(session, "Ann"), room.join(session, "Bob")
    address = f"/api/lead/seats/{ann.joined['seat']['id']}"
    assert room.lead("PATCH", address, {"name": "bob"}).json()["code"] == "name_taken"
    assert room.lead("PATCH", address, {"name": "ANN"}).json()["name"] == "ANN"


def test_who_is_in_a_call_is_shown_until_nothing_is_heard_of_them(room):
    session = room.session()
    trainee = room.join(session, "Ann")
    assert trainee.says("in_call", FIRST).json()["session_state"] == "open"
    (seat,) = room.shown(session)["seats"]
    assert (seat["connected"], seat["state"], seat["scenario"]) == (True, "in_call", FIRST)
    room.clock.now += 60_000
    (seat,) = room.shown(session)["seats"]
    assert (seat["connected"], seat["state"], seat["scenario"]) == (False, "idle", "")


@pytest.mark.slow
def test_everybody_sees_and_deletes_what_is_kept_of_them_and_of_nobody_else(room):
    session = room.session()
    ann, bob = room.join(session, "Ann"), room.join(session, "Bob")
    ann.send(document(1))
    bob.send(document(2))
    mine = ann.get("/api/me").json()
    assert [one["document"]["events"] != [] for one in mine["attempts"]] == [True]
    assert mine["seat"]["name"] == "Ann"
    assert "Bob" not in ann.get("/api/me").text
    assert room.client.request("DELETE", "/api/me", headers=ann.headers).status_code == 204
    shown = room.shown(session)
    assert [seat["name"] for seat in shown["seats"]] == ["Bob"]
    assert len(shown["attempts"]) == 1
    audit = room.lead("GET", f"/api/lead/sessions/{session['id']}/audit")
    assert "deleted_own_data" in audit.text
    assert "Ann" not in audit.text


def test_a_closed_session_lets_nobody_in(room):
    session = room.session()
    room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"state": "closed"})
    assert room.ask_to_join(session["code"], "Ann").json()["code"] == "session_over"


@pytest.mark.slow
def test_thirty_people_who_join_at_once_all_get_a_seat_of_their_own(room):
    session = room.session()
    answers = room.client.at_once(
        [("POST", "/api/join", {"json": {"code": session["code"], "name": f"P{n}"}}) for n in range(30)]
    )
    assert [answer.status_code for answer in answers] == [201] * 30
    assert sorted(answer.json()["seat"]["number"] for answer in answers) == list(range(1, 31))


def test_one_name_that_thirty_people_want_at_once_is_given_once(room):
    session = room.session()
    answers = room.client.at_once(
        [("POST", "/api/join", {"json": {"code": session["code"], "name": "Ann"}}) for _ in range(30)]
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 29
