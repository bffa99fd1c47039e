"""Fetching a session's versions: what is lacking, one after the other, and nothing but what it should be."""

import gzip
import json

import httpx
import pytest

from sim.core.kinds import MOST_SCENARIO_BYTES
from sim.team.client import Refused, Server, TooLarge, Unreachable
from sim.team.client_versions import AGAIN_S, HERE
from tests.team.classroom import FIRST, SECOND, document, scenario
from tests.team.sending import Computer
from tests.team.versioned import MemoryShelf, offering, other_version

HASH = "a" * 64


@pytest.fixture
def computer(room, tmp_path):
    return Computer(room, tmp_path)


def joined(computer, session, *here):
    """A seat, and a shelf that has these versions."""
    shelf = MemoryShelf(*here)
    computer.sender.fetch_into(shelf)
    return computer.join(session, "Ann"), shelf


def gets(computer):
    return [path for method, path in computer.wire.asked if path.startswith("/api/scenarios/")]


def test_only_what_is_lacking_is_fetched_and_once(room, computer):
    first = scenario(FIRST).content_hash()
    _, shelf = joined(computer, room.session(), first)
    computer.go_on(8)
    assert list(shelf.taken) == [scenario(SECOND).content_hash()]
    assert len(gets(computer)) == 1
    assert list(computer.sender.versions.values()) == [HERE, HERE]
    assert not computer.sender.fetching


def test_how_many_are_coming_is_known_before_the_first_is_here(room, computer):
    joined(computer, room.session())
    computer.go_on(2)
    assert [version.state for version in computer.sender.versions.values()] == ["coming", "coming"]
    assert gets(computer) == []


@pytest.mark.slow
def test_when_the_session_has_other_versions_they_are_fetched_and_what_was_begun_is_known_still(
    room, computer, monkeypatch
):
    session = room.session(scenarios=[FIRST])
    seat, shelf = joined(computer, session)
    computer.go_on(3)
    newer, older = other_version(), scenario(FIRST)
    with offering(monkeypatch, newer):
        room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"scenarios": [FIRST]})
    computer.go_on(8)
    assert list(shelf.taken) == [older.content_hash(), newer.content_hash()]
    now = computer.book.by_ref(seat.ref)
    assert now.has(FIRST, newer.content_hash(), "en")
    assert not now.has(FIRST, older.content_hash(), "en")
    assert now.had(FIRST, older.content_hash(), "en")
    text = document(1)  # begun on the version before
    computer.box.put(seat.ref, json.loads(text)["uuid"], text)
    computer.sender.hurry()
    computer.go_on(4)
    assert computer.box.done == [json.loads(text)["uuid"]]


@pytest.mark.slow
def test_a_cut_network_is_tried_again_and_what_waits_to_be_sent_goes_first(room, computer):
    seat, shelf = joined(computer, room.session())
    computer.go_on(2)
    computer.wire.cut = "before"
    computer.go_on(5)
    assert len(set(gets(computer))) == 1  # where nobody answers there is no use in asking for the next
    assert {version.state for version in computer.sender.versions.values()} == {"coming"}
    text = document(1)
    computer.box.put(seat.ref, json.loads(text)["uuid"], text)
    computer.wire.cut = ""
    computer.wire.asked.clear()
    computer.go_on(30)
    assert len(shelf.taken) == 2
    assert next(method for method, path in computer.wire.asked if "attempts" in path or "scenarios" in path) == "PUT"


@pytest.mark.slow
def test_what_cannot_be_had_is_told_holds_up_nothing_and_is_asked_for_again_later(room, computer):
    _, shelf = joined(computer, room.session())
    shelf.full = "no_room"
    computer.go_on(10)
    assert {(version.state, version.why) for version in computer.sender.versions.values()} == {("failed", "no_room")}
    assert (computer.sender.fetching, len(gets(computer))) == (False, 2)
    shelf.full = ""
    computer.clock.now += AGAIN_S
    computer.go_on(4)
    assert len(shelf.taken) == 2


def test_whoever_asks_for_it_now_need_not_wait_and_what_is_gone_from_disk_is_fetched_again(room, computer):
    _, shelf = joined(computer, room.session(scenarios=[FIRST]))
    computer.go_on(4)
    shelf.taken.clear()
    computer.go_on(4)
    assert shelf.taken == {}
    computer.sender.hurry()
    computer.go_on(4)
    assert len(shelf.taken) == 1


def test_a_version_of_another_session_is_refused_in_the_servers_words(room, computer):
    seat, _ = joined(computer, room.session(scenarios=[FIRST]))
    computer.go_on(1)
    stranger = {**seat.scenarios[0], "hash": HASH}
    computer.book.change(seat.ref, scenarios=(stranger,))
    computer.go_on(3)
    version = computer.sender.versions[HASH]
    assert (version.state, version.why) == ("failed", "refused")
    assert version.data["reason"]


def test_a_hash_that_is_none_leads_nowhere_else(room, computer):
    seat, shelf = joined(computer, room.session(scenarios=[FIRST]))
    computer.go_on(1)
    for bad in ("../me", "", "A" * 64, "%2e%2e/me"):
        computer.book.change(seat.ref, scenarios=({**seat.scenarios[0], "hash": bad},))
        computer.go_on(3)
        assert computer.sender.versions[bad].state == "failed"
    assert (shelf.taken, gets(computer)) == ({}, [])


def test_who_is_not_here_fetches_nothing(room, computer):
    seat, shelf = joined(computer, room.session())
    computer.book.change(seat.ref, left=True)
    computer.go_on(6)
    assert (shelf.taken, shelf.looked) == ({}, [])


# -- what answers ----------------------------------------------------------------------------------------------------


class Endless(httpx.SyncByteStream):
    """An answer without an end."""

    def __init__(self):
        self.given = 0

    def __iter__(self):
        while True:
            self.given += 1
            yield b" " * 65536


def answered(response, most=MOST_SCENARIO_BYTES):
    with Server("http://team.test", transport=httpx.MockTransport(lambda request: response)) as server:
        return server.scenario("token", HASH, most)


JSON = {"Content-Type": "application/json"}


def test_an_answer_without_an_end_is_cut_off():
    endless = Endless()
    with pytest.raises(TooLarge):
        answered(httpx.Response(200, headers=JSON, stream=endless))
    assert endless.given * 65536 < MOST_SCENARIO_BYTES + 2 * 65536


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, html="<h1>Log in to the network</h1>"),
        httpx.Response(200, headers={**JSON, "Content-Encoding": "gzip"}, stream=httpx.ByteStream(gzip.compress(b"x"))),
        httpx.Response(302, headers={"Location": "http://elsewhere"}),
        httpx.Response(502, html="<h1>Bad gateway</h1>"),
        httpx.Response(500, json={"what": "else"}),
    ],
)
def test_what_speaks_for_no_session_is_as_good_as_no_answer(response):
    with pytest.raises(Unreachable):
        answered(response)


def test_what_our_server_says_is_heard():
    with pytest.raises(Refused) as refused:
        answered(httpx.Response(404, json={"code": "not_found", "message": "It is not there."}))
    assert refused.value.message == "It is not there."
    assert answered(httpx.Response(200, json={"id": "x"})) == b'{"id":"x"}'
