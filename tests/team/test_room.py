"""What a trainee's machine is told of a call that is played together, and how little it costs to ask again."""

import json

import pytest

from sim.core.kinds import DIMENSIONS
from sim.team.limits import Askers
from tests.team.classroom import FIRST, SECOND
from tests.team.voting import Round

SECRETS = ("votes", "percent", "moves", "effect", "grades", "because")


@pytest.fixture
def together(room):
    return Round(room, room.session())


def ask(together, tag="", voter=0, language="en"):
    headers = {**together.voters[voter].headers, "If-None-Match": tag, "Accept-Language": language}
    return together.room.client.get("/api/together?team=false", headers=headers)


@pytest.mark.slow
def test_what_has_not_changed_since_is_answered_without_a_body(together):
    tags = {"": ""}

    def changed(what):
        answer = ask(together, list(tags.values())[-1])
        assert answer.status_code == 200, what
        tags[what] = answer.headers["etag"]
        again = ask(together, tags[what])
        assert (again.status_code, again.content) == (304, b""), what
        return answer.json()

    changed("nothing is played")
    together.begin()
    question = changed("a question is open")
    together.vote(1, question["replies"][0]["option"])
    assert ask(together, tags["a question is open"]).status_code == 304, "the votes of others are no news"
    together.vote(0, question["replies"][0]["option"])
    assert changed("an own vote")["mine"] == question["replies"][0]["option"]
    together.do("show")
    changed("the votes are shown")
    together.do("ask")
    together.vote(1, question["replies"][1]["option"])
    together.do("show")
    changed("other votes are shown")
    assert len(set(tags.values())) == len(tags)
    assert ask(together, tags["other votes are shown"], language="nl").status_code == 200


def test_what_a_reply_does_is_told_once_the_votes_are_shown_and_never_a_name(together):
    together.begin()
    asking = ask(together).json()
    assert (asking["phase"], asking["votes"], asking["round"] > 0) == ("asking", 0, True)
    together.vote(1, asking["replies"][1]["option"])
    for reply in ask(together).json()["replies"]:
        assert not any(reply[name] for name in SECRETS)
    together.do("show")
    shown = ask(together).json()
    assert shown["votes"] == 1
    assert [reply["votes"] for reply in shown["replies"]] == [0, 1, *[0] * (len(shown["replies"]) - 2)]
    for reply in shown["replies"]:
        assert reply["moves"]
        assert reply["effect"]
        assert reply["because"]
        assert len(reply["grades"]) == len(DIMENSIONS)
    assert "Voter" not in json.dumps(shown)
    dutch = ask(together, language="nl").json()
    assert [reply["effect"] for reply in dutch["replies"]] != [reply["effect"] for reply in shown["replies"]]


@pytest.mark.slow
def test_who_is_on_the_line_is_told_and_at_the_end_what_the_call_came_to(together):
    together.begin()
    caller = ask(together).json()["caller"]
    assert (caller["scenario"], caller["name"] != "") == (FIRST, True)
    assert set(caller["mood"]) == {"anger", "panic", "trust", "patience"}
    while (told := ask(together).json())["phase"] != "ended":
        chosen = told["replies"][0]
        together.do("go_on", chosen["option"])
        assert ask(together).json()["said"] == chosen["text"]
    assert told["verdict"]
    assert set(told["scores"]) == set(DIMENSIONS)
    assert told["replies"] == []


@pytest.mark.slow
def test_a_vote_that_comes_late_counts_in_no_other_round(together):
    together.begin()
    told = ask(together).json()
    late = {"turn": 1, "option": told["replies"][0]["option"], "round": told["round"]}
    together.begin()
    answer = together.room.client.post("/api/together/vote", json=late, headers=together.voters[0].headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "vote_over")
    assert ask(together).json()["mine"] == ""
    again = {**late, "round": ask(together).json()["round"]}
    answer = together.room.client.post("/api/together/vote", json=again, headers=together.voters[0].headers)
    assert answer.status_code == 204


def test_the_more_people_ask_the_less_often_each_of_them_has_to(together, monkeypatch):
    now = [0.0]
    askers = Askers(2, 20, lambda: now[0])
    monkeypatch.setattr(together.room.app.state.server, "askers", askers)
    answer = ask(together)
    assert (answer.headers["x-again"], answer.json()["again_s"]) == ("1", 1)
    ask(together, voter=1)
    ask(together, voter=2)
    assert ask(together, answer.headers["etag"]).headers["x-again"] == "2", "a 304 says it too"
    assert max(askers.again_s(str(number)) for number in range(100)) == 20
    now[0] = 25.0
    assert askers.again_s("a") == 20, "they may all still be there"
    now[0] = 50.0
    assert askers.again_s("a") == 1


def test_who_was_removed_is_told_so_and_sees_nothing(together):
    together.begin(SECOND)
    tag = ask(together).headers["etag"]
    seat = together.voters[0].joined["seat"]["id"]
    together.room.lead("DELETE", f"/api/lead/seats/{seat}")
    assert (ask(together, tag).status_code, ask(together).json()["code"]) == (410, "seat_removed")
    assert ask(together, voter=1).status_code == 200
    nobody = together.room.client.get("/api/together", headers={"Authorization": "Bearer nobody"})
    assert (nobody.status_code, nobody.json()["code"]) == (401, "unknown_token")
