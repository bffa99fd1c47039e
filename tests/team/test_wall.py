"""What the room may see, what the board keeps hidden with aliases, what a facilitator cannot take back."""

import json
import re

import pytest

from sim.content.texts import languages, load
from sim.team import sessions
from sim.team.board.figures import figures
from sim.team.board.pages import WEB_FOLDER
from sim.team.moments import DAY_MS
from tests.team.classroom import FIRST, SECOND, document
from tests.team.real_server import ROOT

ALIASES = {"names": "aliases"}
AUDITED = (
    "seat", "seats", "by", "kind", "state", "scenarios", "language", "keep_days", "counts", "names", "board", "ranking",
    "attempts_allowed", "renamed", "extra", "let_in", "count",
)  # fmt: skip


def page(room, session, part=""):
    return room.client.get(f"/sessions/{session['id']}{part}", headers={"Accept-Language": "en"}).text


def a_class(room, people, **fields):
    """A session in which each person has sent one call; (session, trainees)."""
    session = room.session(**fields)
    trainees = [room.join(session, f"Person {number}") for number in range(1, people + 1)]
    for number, trainee in enumerate(trainees, 1):
        trainee.send(document(number))
    return session, trainees


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("part", ["/wall", "/wall/live", "/audit"])
def test_every_page_beside_the_board_is_there_in_both_languages(room, language, part):
    session, _ = a_class(room, 1)
    answer = room.client.get(f"/sessions/{session['id']}{part}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert "board." not in re.sub(r"/board/board\.(js|css)", "", answer.text), "a key without its text"


@pytest.mark.parametrize("part", ["", "/wall", "/together", "/audit"])
def test_a_page_of_a_session_that_is_not_there_leads_to_all_of_them_and_without_a_login_to_that(room, part):
    def leads_to(number):
        answer = room.client.get(f"/sessions/{number}{part}")
        return answer.status_code, answer.headers.get("location")

    assert leads_to(999) == (303, "/")
    session = room.session()
    room.client.post("/api/lead/logout", headers=room.lead_headers)
    assert leads_to(999) == leads_to(session["id"]) == (303, "/login")


def test_the_wall_says_who_is_here_and_how_the_team_stands_but_nobodys_own_figures(room):
    session, _ = a_class(room, 3)
    text = page(room, session, "/wall/live")
    assert all(part in text for part in (session["code"], "Person 1", "Person 3", "3 / 3"))
    means = re.findall(r'<p class="figure">(\d+)', text)
    assert len(means) == 3
    assert "<td" not in text
    assert "passed" not in re.sub("every call of this session passed", "", text)


@pytest.mark.slow
def test_the_wall_has_no_figures_of_few_people_nor_where_the_team_is_not_to_see_them(room):
    few, _ = a_class(room, 2)
    assert 'class="figure"' not in page(room, few, "/wall/live")
    off, _ = a_class(room, 3, board=False)
    assert 'class="figure"' not in page(room, off, "/wall/live")
    assert "ready:" not in page(room, off, "/wall/live")


def test_with_aliases_nothing_on_the_board_or_behind_it_says_what_one_person_reached(room):
    session, _ = a_class(room, 2, ranking=True, **ALIASES)
    text = page(room, session, "/live")
    scores = {score for attempt in room.shown(session)["attempts"] for score in attempt["scores"].values()}
    assert scores == {None}
    assert not re.search(r'<td class="cell[^>]*>\d', text)
    assert "passed</small>" not in text
    assert re.search(r'<li class="ready"><b>–</b>', text), "who is ready would be known where two have played"
    uuid = json.loads(document(1))["uuid"]
    void = room.lead("PATCH", f"/api/lead/attempts/{uuid}", {"voided": True, "reason": "fire drill"}).json()
    assert (void["voided"], set(void["scores"].values()), void["passed"]) == (True, {None}, False)


def test_with_aliases_nobody_is_told_ready_while_fewer_than_three_have_played(room):
    session, _ = a_class(room, 2, **ALIASES)
    room.join(session, "Person 3")
    assert '<li class="ready"><b>–</b>' in page(room, session, "/live")
    room.join(session, "Person 4").send(document(4))
    assert '<li class="ready"><b>0 / 4</b>' in page(room, session, "/live")


def test_who_was_removed_is_in_no_figure(room):
    session, trainees = a_class(room, 3)
    trainees[0].send(document(9))
    assert "(one person)" in page(room, session, "/live")
    room.lead("DELETE", f"/api/lead/seats/{trainees[0].joined['seat']['id']}")
    text = page(room, session, "/live")
    assert "(one person)" not in text
    assert re.search(r"<li><b>2</b> finished calls", text)


def test_with_aliases_results_never_order_the_list_even_when_a_ranking_is_asked_for(room):
    session = room.session(ranking=True, names="names")
    first, second = (room.join(session, name) for name in ("Ann", "Ben"))
    seats = [trainee.joined["seat"]["id"] for trainee in (first, second)]
    lead = room.shown(session)
    passed = {"scenario": FIRST, "scores": dict.fromkeys(("calm", "ownership", "policy"), 90), "passed": True}
    lead["attempts"] = [{"seat": seats[1], "counts": True, "number": 1, **passed}]
    names = [row.seat["name"] for row in figures(lead).order(ranking=True)]
    assert names == ["Ben", "Ann"]
    lead["session"]["names"] = "aliases"
    assert [row.seat["name"] for row in figures(lead).order(ranking=True)] == ["Ann", "Ben"]


def test_what_was_said_to_those_who_joined_is_not_taken_back(room):
    session = room.session(keep_days=30, **ALIASES)

    def change(**fields):
        answer = room.lead("PATCH", f"/api/lead/sessions/{session['id']}", fields)
        return answer.status_code, answer.json()["code"] if answer.status_code > 200 else None

    room.lead("POST", f"/api/lead/sessions/{session['id']}/seats", {"name": "Expected"})
    assert change(keep_days=60) == (200, None), "nobody has joined yet"
    room.join(session, "")
    assert change(keep_days=61) == (409, "promised")
    assert change(names="names") == (409, "promised")
    assert change(keep_days=10, names="aliases", ranking=True) == (200, None)
    assert room.shown(session)["session"]["keep_days"] == 10


def test_a_session_whose_names_were_deleted_stays_closed(room):
    session, _ = a_class(room, 1, keep_days=1)
    room.clock.now += 2 * DAY_MS
    with room.database.writing() as connection:
        sessions.forget(connection, room.clock.now)
    room.login()
    answer = room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"state": "open"})
    assert (answer.status_code, answer.json()["code"]) == (410, "session_expired")
    text = page(room, session, "/live")
    assert "its names were deleted" in text
    assert 'data-key="open"' not in text


def test_names_may_become_aliases_at_any_time(room):
    session, _ = a_class(room, 1)
    assert room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"names": "aliases"}).status_code == 200


def test_the_board_says_which_call_somebody_is_in_and_how_much_they_have_played(room):
    session, (ann,) = a_class(room, 1)
    ann.says("in_call", SECOND)
    text = page(room, session, "/live")
    assert re.search(r"in a call: [^<·]+ · 1 of 2 played, \d passed", text)
    assert "played" not in page(room, session, "/wall/live"), "nor how much, on the wall"


def test_another_attempt_can_be_given_as_often_as_it_is_needed(room):
    session, (ann,) = a_class(room, 1, attempts_allowed=1)
    for given in (1, 2):
        option = re.search(rf'<option value="{FIRST}" data-next="(\d)">', page(room, session, "/live"))
        assert int(option[1]) == given
        room.lead("PATCH", f"/api/lead/seats/{ann.joined['seat']['id']}", {"extra": {FIRST: given}})
    assert [ann.send(document(number)).status_code for number in (2, 3, 4)] == [201, 201, 409]


def test_who_was_removed_is_listed_and_comes_back(room):
    session, (ann,) = a_class(room, 1)
    assert "Removed:" not in page(room, session, "/live")
    room.lead("DELETE", f"/api/lead/seats/{ann.joined['seat']['id']}")
    assert "Person 1: let in again" in page(room, session, "/live")
    room.lead("PATCH", f"/api/lead/seats/{ann.joined['seat']['id']}", {"let_in": True})
    assert room.ask_to_join(session["code"], "Person 1").status_code == 200


def test_everything_that_is_written_down_has_words_on_the_page(room):
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "sim" / "team").rglob("*.py")]
    done = {what for text in sources for what in re.findall(r'note\([^)]*?"(?:lead|server)", "(\w+)"', text)}
    done |= {"joined", "let_in", "deleted_own_data", "voided", "unvoided"}
    of_no_session = {"password_set", "logged_in", "session_deleted"}
    for language in languages():
        words = load(language)
        assert [what for what in sorted(done - of_no_session) if not words.has(f"board.audit.did.{what}")] == []


def test_the_audit_shows_what_was_done_without_names(room):
    session, _ = a_class(room, 1, title="Audited", scenarios=[FIRST, SECOND])
    room.client.get(f"/api/lead/sessions/{session['id']}/export.csv")
    text = page(room, session, "/audit")
    assert "Results exported" in text
    assert "as: CSV" in text
    assert "joined" in text
    assert "calls: 2" in text
    room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"ranking": True, "keep_days": 5, "counts": "last"})
    room.lead("PATCH", f"/api/lead/seats/{room.shown(session)['seats'][0]['id']}", {"extra": {FIRST: 2}, "name": "Bo"})
    text = page(room, session, "/audit")
    assert "ordered by results: On" in text
    assert "attempts more: Four afternoons 2" in text
    assert "Bo" not in text.partition("<tbody>")[2]
    details = {one.partition(": ")[0] for inside in re.findall(r"\((.+?)\)</span>", text) for one in inside.split(", ")}
    known = load("en")
    assert details <= {known(f"board.audit.detail.{name}") for name in AUDITED}


def test_the_audit_says_what_something_became_in_the_readers_language(room):
    session = room.session(language="nl")
    address = f"/api/lead/sessions/{session['id']}"
    room.lead("PATCH", address, {"state": "paused", "counts": "last"})
    seat = room.join(session, "Ann").joined["seat"]["id"]
    room.lead("PATCH", f"/api/lead/seats/{seat}", {"name": "Bo"})
    text = room.client.get(f"/sessions/{session['id']}/audit", headers={"Accept-Language": "nl"}).text
    assert "taal: Nederlands" in text
    assert "status: gepauzeerd" in text
    assert "poging die telt: de laatste" in text
    assert "naam gewijzigd, " in text or "naam gewijzigd)" in text


def test_the_wall_has_no_means_of_the_few_who_have_played_among_many_who_joined(room):
    session, _ = a_class(room, 2)
    room.join(session, "Person 3")
    assert 'class="figure"' not in page(room, session, "/wall/live")
    room.join(session, "Person 4").send(document(4))
    assert 'class="figure"' in page(room, session, "/wall/live")


def test_the_wall_of_an_empty_session_asks_nothing_of_the_room(room):
    text = page(room, room.session(), "/wall/live")
    assert "Nobody has joined yet." in text
    assert "Show the code" not in text


def test_the_pages_scripts_say_nothing_of_their_own():
    """Words come from the texts: a script that said something would say it in one language."""
    for name in ("board.js", "join.js"):
        script = (WEB_FOLDER / name).read_text(encoding="utf-8")
        assert not re.findall(r"textContent = \"[^\"]", script)
