"""What a facilitator does, and what keeps others from doing it."""

import asyncio
import json

import pytest

from sim.team import seats, sessions
from sim.team.changes import KINDS, Changes
from sim.team.hand_in import to_text
from sim.team.limits import Buckets, Rate
from sim.team.moments import DAY_MS
from sim.team.trouble import MEANINGS, Declined
from tests.team.classroom import FIRST, PASSWORD, SECOND, changed, document


def test_a_session_has_what_was_asked_for(room):
    wanted = {
        "title": "Monday", "language": "nl", "scenarios": [SECOND], "attempts_allowed": 3, "counts": "last",
        "names": "aliases", "board": False, "ranking": True, "keep_days": 7,
    }  # fmt: skip
    made = room.session(**wanted)
    shown = room.shown(made)
    assert {name: shown["session"][name] for name in wanted if name != "scenarios"} == {
        name: value for name, value in wanted.items() if name != "scenarios"
    }
    assert [(one["id"], one["language"]) for one in shown["scenarios"]] == [(SECOND, "nl")]


def test_without_a_choice_a_session_has_all_scenarios_and_the_choice_may_change(room):
    session = room.session()
    assert [one["id"] for one in room.shown(session)["scenarios"]] == [FIRST, SECOND]
    room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"scenarios": [SECOND]})
    assert [one["id"] for one in room.shown(session)["scenarios"]] == [SECOND]
    trainee = room.join(session, "Ann")
    assert trainee.send(document(1)).status_code == 201  # it was begun before


def test_what_no_session_can_have_is_refused(room):
    wrong = [
        {"language": "en", "scenarios": ["nobody-has-this"]}, {"language": "xx"}, {"language": "en", "counts": "worst"},
        {"language": "en", "attempts_allowed": -1}, {"language": "en", "title": "a\0b"},
        {"language": "en", "more": 1}, {},
    ]  # fmt: skip
    codes = [room.lead("POST", "/api/lead/sessions", body).json()["code"] for body in wrong]
    assert codes == ["no_scenarios", *["not_valid"] * 6]


@pytest.mark.parametrize("number", [0, 999_999, 2**70])
def test_a_session_that_is_not_there_is_said_to_be_not_there(room, number):
    assert room.lead("GET", f"/api/lead/sessions/{number}").json()["code"] in ("not_found", "not_valid")


def test_a_deleted_session_is_gone_with_all_that_was_in_it(room):
    session = room.session()
    trainee = room.join(session, "Ann")
    trainee.send(document(1))
    assert room.lead("DELETE", f"/api/lead/sessions/{session['id']}").status_code == 204
    assert trainee.send(document(2)).json()["code"] in ("seat_removed", "unknown_token")
    assert room.lead("GET", f"/api/lead/sessions/{session['id']}").status_code == 404


def test_names_are_deleted_when_their_time_is_over_and_scores_stay_without_them(room):
    session = room.session(keep_days=1)
    trainee = room.join(session, "Ann")
    trainee.send(document(1))
    room.clock.now += DAY_MS + 1
    with room.database.writing() as connection:
        assert sessions.forget(connection, room.clock()) == 1
        assert sessions.forget(connection, room.clock()) == 0
    room.login()
    shown = room.shown(session)
    assert [seat["name"] for seat in shown["seats"]] == [""]
    assert len(shown["attempts"]) == 1
    assert trainee.send(document(2)).json()["code"] == "session_expired"
    assert room.ask_to_join(session["code"], "Bob").json()["code"] == "session_expired"


def test_nobody_leads_without_the_password(room):
    room.client.http.cookies.clear()
    assert room.lead("GET", "/api/lead/sessions").json()["code"] == "not_logged_in"
    assert room.client.get("/api/lead/events?session=1").json()["code"] == "not_logged_in"
    wrong = room.client.post("/api/lead/login", json={"password": PASSWORD + "x"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_password")


def test_a_password_is_not_guessed_by_many_tries(room):
    tries = [room.client.post("/api/lead/login", json={"password": f"guess-{n}"}) for n in range(12)]
    assert tries[0].status_code == 401
    assert (tries[-1].status_code, tries[-1].json()["retry"]) == (429, True)
    assert int(tries[-1].headers["Retry-After"]) >= 1
    assert "Wait a moment and try again" in tries[-1].json()["message"], "nothing goes on by itself at a login"


@pytest.mark.parametrize("password", [
    "short-but-odd", "aaaaaaaaaaaaaaaaaaaa", "passwordpassword1", "qwertyuiopasdfghjkl", "1234567890123456789",
    "Welkom01Welkom01",
])  # fmt: skip
def test_a_password_that_somebody_would_guess_is_not_taken(room, password):
    assert room.lead("POST", "/api/lead/password", {"old": PASSWORD, "new": password}).json()["code"] == "weak_password"


def test_another_password_ends_every_login_and_needs_the_old_one(room):
    new = "vier eigen woorden samen"
    wrong = room.lead("POST", "/api/lead/password", {"old": "no", "new": new})
    assert wrong.json()["code"] == "wrong_password"
    assert room.lead("POST", "/api/lead/password", {"old": PASSWORD, "new": new}).status_code == 204
    assert room.lead("GET", "/api/lead/sessions").json()["code"] == "not_logged_in"
    room.login(new)
    assert room.lead("POST", "/api/lead/password", {"old": new, "new": PASSWORD}).status_code == 204


def test_who_comes_in_again_or_goes_out_ends_the_login_before(room):
    before = room.client.http.cookies["lead"]
    room.login()
    with_old = room.client.get("/api/lead/me", headers={"Cookie": f"lead={before}"})
    assert with_old.json()["code"] == "not_logged_in"
    out = room.lead("POST", "/api/lead/logout")
    assert (out.status_code, out.headers["Clear-Site-Data"]) == (204, '"cache", "storage"')
    assert room.lead("GET", "/api/lead/me").json()["code"] == "not_logged_in"


def test_another_page_cannot_act_for_the_facilitator(room):
    without = room.client.post("/api/lead/sessions", json={"language": "en"})
    assert (without.status_code, without.json()["code"]) == (403, "csrf")
    elsewhere = {**room.lead_headers, "Origin": "http://evil.test"}
    answer = room.client.post("/api/lead/sessions", json={"language": "en"}, headers=elsewhere)
    assert (answer.status_code, answer.json()["code"]) == (403, "other_site")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(room):
    cookie = room.client.post("/api/lead/login", json={"password": PASSWORD}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_every_answer_has_the_headers_that_keep_a_browser_from_mischief(room):
    for answer in (room.client.get("/api/hello"), room.client.get("/nowhere"), room.client.post("/api/hello")):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert room.client.get("/api/hello").headers["cache-control"] == "no-store"
    assert [room.client.get("/nowhere").json()["code"], room.client.post("/api/hello").json()["code"]] == [
        "not_found", "not_allowed",
    ]  # fmt: skip


def test_what_breaks_in_the_server_is_told_without_its_inside(room, monkeypatch, caplog):
    def broken(connection):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(sessions, "all_sessions", broken)
    answer = room.lead("GET", "/api/lead/sessions")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "secret" not in answer.text
    assert "secret inside" in caplog.text


def test_errors_come_in_the_language_that_the_caller_reads(room):
    answers = [
        room.client.get("/api/session", headers={"Accept-Language": language}).json()["message"]
        for language in ("nl-BE,nl;q=0.9,en;q=0.8", "fr,en;q=0.5", "xx")
    ]
    assert answers[0].startswith("Je doet")
    assert answers[1] == answers[2] == "You have not joined a session here."


def test_every_refusal_has_a_sentence_in_every_language_with_the_same_figures(room):
    english, dutch = (room.app.state.server.wiring.texts[language] for language in ("en", "nl"))
    for code in MEANINGS:
        key = f"team.refused.{code}"
        assert english.has(key), code
        assert dutch.has(key), code
        assert english.fields(key) == dutch.fields(key), code


def test_a_file_is_taken_in_like_what_is_sent_and_twice_changes_nothing(room):
    session = room.session()
    address = f"/api/lead/sessions/{session['id']}/hand-in"
    forged = changed(document(3), events=[])
    file = to_text(session["code"], "", "Ann", [document(1), document(2), forged])
    first = room.client.post(address, content=file, headers=room.lead_headers).json()
    assert [first[kind] for kind in ("taken", "known", "refused")] == [2, 0, 1]
    assert first["attempts"][2]["code"] == "unfinished"
    assert first["attempts"][2]["uuid"] == json.loads(forged)["uuid"]
    again = room.client.post(address, content=file, headers=room.lead_headers).json()
    assert [again[kind] for kind in ("taken", "known", "refused")] == [0, 2, 1]
    shown = room.shown(session)
    assert [seat["name"] for seat in shown["seats"]] == ["Ann"]
    assert [one["handed_in"] for one in shown["attempts"]] == [True, True]


def test_a_file_without_a_name_gets_one_seat_that_the_facilitator_names(room):
    session = room.session()
    address = f"/api/lead/sessions/{session['id']}/hand-in"
    file = to_text("", "", "", [document(1)])

    def handed_in(text):
        return room.client.post(address, content=text, headers=room.lead_headers).json()

    first = handed_in(file)
    assert (first["taken"], first["seat"]["name"]) == (1, "Trainee 1")
    room.lead("PATCH", f"/api/lead/seats/{first['seat']['id']}", {"name": "Ann"})
    more = handed_in(to_text("", "", "Annie", [document(1), document(2)]))
    assert (more["known"], more["taken"], more["seat"]["name"]) == (1, 1, "Ann")
    nothing = handed_in(to_text("", "", "Bo", [changed(document(3), events=[]), changed(document(3), uuid="\0")]))
    assert (nothing["refused"], nothing["seat"]) == (2, None)
    assert [seat["name"] for seat in room.shown(session)["seats"]] == ["Ann"]


def test_a_file_finds_its_seat_by_ref_and_another_sessions_file_is_refused(room):
    session = room.session()
    trainee = room.join(session, "Ann")
    address = f"/api/lead/sessions/{session['id']}/hand-in"
    file = to_text(session["code"], trainee.joined["seat"]["ref"], "Somebody else", [document(1)])
    answer = room.client.post(address, content=file, headers=room.lead_headers).json()
    assert answer["seat"]["id"] == trainee.joined["seat"]["id"]
    other = to_text("ABC234", "", "Ann", [])
    assert room.client.post(address, content=other, headers=room.lead_headers).json()["code"] == "other_session"
    for nothing in ("{}", "[]", "x", json.dumps({"kind": "cool-head attempts", "version": 2, "attempts": []})):
        refused = room.client.post(address, content=nothing, headers=room.lead_headers)
        assert refused.json()["code"] == "not_a_hand_in"


def test_who_listens_hears_what_changed_once_and_is_let_go_at_the_end():
    async def listening():
        async def look(session_id):
            return (0,)

        changes, heard = Changes(look), []
        stream = changes.listen(1)
        heard.append(await anext(stream))
        changes.publish(1, "attempt")
        changes.publish(1, "attempt", "seat")
        changes.publish(2, "session")
        heard.append(await anext(stream))
        changes.close()
        heard.extend([kinds async for kinds in stream])
        return heard

    assert asyncio.run(listening()) == [KINDS, ("seat", "attempt")]


@pytest.mark.slow
def test_what_another_process_changed_is_found_by_its_figures(room, monkeypatch):
    session = room.session()
    monkeypatch.setattr("sim.team.changes._LOOK_S", 0.001)
    changes = room.app.state.server.changes

    async def listening():
        stream = changes.listen(session["id"])
        await anext(stream)
        with room.database.writing() as connection:  # as a command beside the server would
            seats.invite(connection, session["id"], "Ann", room.clock())
        heard = ()
        while not heard:
            heard = await anext(stream)
        await stream.aclose()
        return heard

    assert room.client.runner.run(listening()) == KINDS


def test_a_rate_lets_a_burst_through_and_then_so_many_a_second():
    now = [0.0]
    bucket = Buckets(Rate(burst=3, a_second=1), lambda: now[0])
    for _ in range(3):
        bucket.take("a")
    with pytest.raises(Declined) as refused:
        bucket.take("a")
    assert refused.value.wait_s >= 1
    bucket.take("b")
    now[0] = 1.0
    bucket.take("a")
