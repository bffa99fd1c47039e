"""The board's pages and playing together, asked in this process."""

import re
from itertools import chain

import pytest

from sim.team.board.figures import band, figures, mean
from sim.team.board.pages import FILES, WEB_FOLDER
from tests.team.classroom import FIRST, SECOND, document
from tests.team.voting import Round

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def session(room):
    return room.session(title="Tuesday & friends")


def pages(session):
    number = session["id"]
    return ("/", f"/sessions/{number}", f"/sessions/{number}/live", f"/sessions/{number}/together", "/login", "/join")


def page(room, path, language="en"):
    return room.client.get(path, headers={"Accept-Language": language})


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_is_there_in_both_languages(room, session, language):
    for path in pages(session):
        answer = page(room, path, language)
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text or path.endswith("/live")
        assert "board." not in re.sub(r"/board/board\.(js|css)", "", answer.text), "a key without its text"


def test_pages_fetch_nothing_from_elsewhere_and_hold_no_script_or_style_of_their_own(room, session):
    texts = [page(room, path).text for path in pages(session)]
    texts += [(WEB_FOLDER / name).read_text(encoding="utf-8") for name in FILES]
    for text in texts:
        addresses = re.findall(r'(?:href|src|action)="([^"]*)"', text)
        assert all(one.startswith(("/", "#", "data:,")) and not one.startswith("//") for one in addresses)
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|@import|url\(", text)


def test_who_is_not_logged_in_is_led_to_the_login_and_told_nothing(room, session):
    room.client.post("/api/lead/logout", headers=room.lead_headers)
    number = session["id"]
    for path in ("/", f"/sessions/{number}", f"/sessions/{number}/together"):
        answer = page(room, path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    for path in (f"/sessions/{number}/live", f"/sessions/{number}/qr.svg", f"/sessions/{number}/together/live"):
        assert page(room, path).status_code == 401
    room.login()


def test_a_hostile_name_or_title_is_shown_as_it_is_and_does_nothing(room):
    session = room.session(title=HOSTILE)
    room.join(session, "<img src=x onerror=alert(1)>")
    for path in pages(session)[:4]:
        text = page(room, path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_the_board_says_who_is_here_what_they_reached_and_how_to_join(room, session):
    trainee = room.join(session, "Ömer")
    trainee.says("in_call", FIRST)
    scores = trainee.send(document(1)).json()["scores"]
    text = page(room, f"/sessions/{session['id']}/live").text
    assert all(part in text for part in ("Ömer", "in a call", session["code"], "Tuesday &amp; friends"))
    cells = re.findall(r'<td class="cell \w+[^"]*">(\d+)', text.split("<tfoot>")[0])
    assert [int(cell) for cell in cells] == [score for score in scores.values() if score is not None]


def test_language_and_theme_are_chosen_by_link_and_lead_back_to_our_own_pages_only(room):
    def went(**fields):
        answer = room.client.get("/look", params=fields)
        return answer.headers["location"], answer.headers.get("set-cookie", "")

    assert went(language="nl", back="/join?code=ABC234") == (
        "/join?code=ABC234",
        "language=nl; Max-Age=31536000; Path=/; SameSite=lax",
    )
    assert "theme=dark" in went(theme="dark")[1]
    assert went(theme="../x", back="//evil.test")[0] == "/"
    assert went(back="/\\evil.test") == ("/", "")
    assert 'lang="nl" data-theme="dark"' in room.client.get("/join").text
    room.client.http.cookies.delete("language")
    room.client.http.cookies.delete("theme")


def test_the_qr_code_and_the_files_are_ours_and_nothing_else_is_served(room, session):
    answer = room.client.get(f"/sessions/{session['id']}/qr.svg")
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert answer.text.lstrip().startswith(("<?xml", "<svg"))
    assert room.client.get("/board/board.js").headers["content-type"].startswith("text/javascript")
    for name in ("base.html", "..%2fboard.css", "%2e%2e/app.py"):
        assert room.client.get(f"/board/{name}").status_code == 404


# -- figures ------------------------------------------------------------------------------------------------------


def lead(seats, attempts, names="names"):
    people = [{"id": n, "removed": False, "connected": True, "state": "idle"} for n in range(1, seats + 1)]
    scenarios = [{"id": FIRST}, {"id": SECOND}]
    shaped = [
        {"seat": seat, "scenario": name, "scores": {"calm": calm, "ownership": 70, "policy": None},
         "passed": calm >= 70, "counts": counts, "number": number}
        for seat, name, calm, counts, number in attempts
    ]  # fmt: skip
    return {"session": {"names": names}, "scenarios": scenarios, "seats": people, "attempts": shaped}


def test_means_are_of_what_counts_and_unrated_scores_are_none():
    found = figures(lead(2, [(1, FIRST, 40, False, 1), (1, FIRST, 81, True, 2), (2, FIRST, 60, True, 1)]))
    assert found.means == {"calm": 71, "ownership": 70, "policy": None}
    assert [(c.first, c.last, c.people) for c in found.changes][:1] == [(40, 81, 1)]
    assert (found.columns[0].tried, found.columns[0].passed, found.columns[1].means) == (2, 1, None)


def test_ready_is_who_passed_every_call_of_the_session():
    found = figures(lead(2, [(1, FIRST, 80, True, 1), (1, SECOND, 90, True, 1), (2, FIRST, 90, True, 1)]))
    assert (found.ready, [row.passed for row in found.rows]) == (1, [2, 1])


def test_with_aliases_figures_of_fewer_than_three_people_are_hidden():
    two = [(1, FIRST, 80, True, 1), (2, FIRST, 60, True, 1)]
    assert figures(lead(3, two, "aliases")).means == {"calm": None, "ownership": None, "policy": None}
    three = figures(lead(3, [*two, (3, FIRST, 70, True, 1)], "aliases"))
    assert (three.means["calm"], three.hidden) == (70, True)


def test_a_mean_is_rounded_half_up_and_bands_begin_where_they_say():
    assert [mean([]), mean([None]), mean([1, 2]), mean([70, None, 71])] == [None, None, 2, 71]
    assert [band(score) for score in (None, 54, 55, 69, 70, 84, 85)] == [
        "none", "far", "near", "near", "good", "good", "top",
    ]  # fmt: skip


# -- play together ------------------------------------------------------------------------------------------------


@pytest.fixture
def together(room, session):
    return Round(room, session)


@pytest.mark.slow
def test_the_room_votes_on_a_reply_and_the_spread_is_shown_without_names(together):
    assert together.question()["phase"] == ""
    assert together.begin() == 204
    first, second, *_ = [reply["option"] for reply in together.question()["replies"]]
    assert [together.vote(voter, first).status_code for voter in (0, 1)] == [204, 204]
    together.vote(2, second)
    together.vote(1, second)  # thought better of it
    assert together.question(1)["mine"] == second
    assert "3 votes" in together.screen()
    together.do("show")
    screen = together.screen()
    assert [count for count in re.findall(r"(\d) votes? ·", screen) if count != "0"] == ["1", "2"]
    assert "Voter" not in screen
    assert together.vote(0, second).json()["code"] == "vote_over"


@pytest.mark.slow
def test_the_favourite_leads_on_to_the_callers_next_words_and_one_turn_back_leads_back(together):
    together.begin()
    before = together.question()
    chosen = before["replies"][-1]["option"]
    together.vote(0, chosen)
    together.do("show")
    together.do("go_on")
    after = together.question()
    assert (after["turn"], after["phase"], after["mine"]) == (2, "asking", "")
    assert after["heard"] != before["heard"]
    assert together.vote(0, chosen, turn=1).status_code == 409, "the question before"
    together.do("back")
    assert together.question()["heard"] == before["heard"]


@pytest.mark.slow
def test_the_call_is_played_to_its_end_with_scores_and_ends_when_the_facilitator_says_so(together):
    together.begin()
    for _ in range(40):
        question = together.question()
        if question["phase"] == "ended":
            break
        together.do("go_on", question["replies"][0]["option"])
    assert question["phase"] == "ended"
    assert all(name in together.screen() for name in ("Calm", "Ownership", "Policy"))
    assert together.room.lead("DELETE", together.address).status_code == 204
    assert together.question()["phase"] == ""


@pytest.mark.slow
def test_what_does_not_exist_is_refused(together, room):
    assert together.do("show") == 404, "nothing is played"
    assert together.begin("no-such-call") == 404
    together.begin()
    assert together.vote(0, "nonsense").status_code == 404
    assert together.do("go_on", "nonsense") == 404
    assert together.do("dance") == 422
    assert room.client.post("/api/together/vote", json={"turn": 1, "option": "a"}).status_code == 401


@pytest.mark.slow
def test_a_server_that_was_restarted_shows_the_same_question(together, room):
    together.begin(SECOND)
    together.do("go_on", together.question()["replies"][0]["option"])
    before = together.question()
    from sim.team.board import table as module

    module._script.cache_clear()
    assert together.question() == before


def test_only_the_facilitators_own_page_can_lead_the_round(together, room):
    answer = room.client.request("POST", together.address, json={"scenario": FIRST})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_all_words_of_the_pages_are_in_the_catalogue():
    from sim.content.texts import load

    texts = load("en")
    templates = "".join(file.read_text(encoding="utf-8") for file in WEB_FOLDER.glob("*.html"))
    asked = set(chain(re.findall(r't\("([a-z_.]+)"[,)]', templates)))
    assert asked
    assert {key for key in asked if not texts.has(key)} == set()
