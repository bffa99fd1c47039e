"""A trainee's side: links as they are typed, seats on disk, and sending until it is acknowledged."""

import json
import stat

import httpx
import pytest

from sim.team.client import Refused, Server, Unreachable
from sim.team.client_courier import Presence
from sim.team.client_link import PORT, Link, read_link
from sim.team.client_seats import NAME, OwnSeat, SeatBook
from sim.team.serving import DEFAULT_PORT
from tests.team.classroom import FIRST, changed, document
from tests.team.sending import Computer

SEAT = OwnSeat("Ann", "http://10.0.0.4:8765", "K7M3XR", "ref-1", "Ann", "secret-token")


@pytest.fixture
def computer(room, tmp_path):
    return Computer(room, tmp_path)


def uuid_of(text):
    return json.loads(text)["uuid"]


def wait_for(computer, seat, *numbers, **fields):
    """Put calls into the outbox; returns their uuids."""
    texts = [document(number, **fields) for number in numbers]
    for text in texts:
        computer.box.put(seat.ref, uuid_of(text), text)
    return [uuid_of(text) for text in texts]


# -- links and seats -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code", "link"),
    [
        ("http://192.168.1.4:8765/join?code=K7M3XR", "", Link("http://192.168.1.4:8765", "K7M3XR")),
        ("https://team.example.org/join?code=k7m3xr", "", Link("https://team.example.org", "K7M3XR")),
        ("192.168.1.4 k7m-3xr", "", Link("http://192.168.1.4:8765", "K7M3XR")),
        ("  MyLaptop.local:9000  ", " k7m 3xr ", Link("http://MyLaptop.local:9000", "K7M3XR")),
        ("192.168.1.4", "K7M3XR", Link("http://192.168.1.4:8765", "K7M3XR")),
        ("[fe80::1]:8765", "", Link("http://[fe80::1]:8765", "")),
        ("http://host/join?code=AAAAAA", "BBBBBB", Link("http://host", "BBBBBB")),
        ("ftp://host", "", Link()),
        ("http://user:pw@host", "", Link()),
        ("host:99999", "", Link()),
        ("", "", Link()),
        ("http://host:8765/join?code=O0I1", "", Link("http://host:8765", "")),
    ],
)
def test_an_address_and_a_code_are_understood_as_people_type_them(typed, code, link):
    assert read_link(typed, code) == link
    assert PORT == DEFAULT_PORT


def test_seats_are_kept_for_their_owner_alone_and_the_token_is_never_shown(tmp_path):
    SeatBook(tmp_path).take(SEAT)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert SeatBook(tmp_path).active("Ann") == SEAT
    assert "secret" not in repr(SEAT)
    assert SeatBook(tmp_path).active(None) is None


def test_one_person_is_in_one_session_and_two_books_of_a_file_agree(tmp_path):
    first, second = SeatBook(tmp_path), SeatBook(tmp_path)
    first.take(SEAT)
    second.take(OwnSeat("Ann", "http://other", "ABC234", "ref-2", "Ann", "other"))
    second.take(OwnSeat("Bob", "http://other", "ABC234", "ref-3", "Bob", "third"))
    assert first.active("Ann").ref == "ref-2"
    assert first.by_ref("ref-1").left
    first.change("ref-2", left=True)
    assert second.active("Ann") is None
    assert second.forget("Ann") == 2
    assert [seat.ref for seat in first.all()] == ["ref-3"]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"seats": [{"trainee": null}]}', '{"seats": 7}'])
def test_a_file_of_seats_that_cannot_be_read_is_set_aside(tmp_path, broken):
    (tmp_path / NAME).write_text(broken)
    book = SeatBook(tmp_path)
    assert book.all() == ()
    book.take(SEAT)
    assert book.all() == (SEAT,)
    assert (tmp_path / f"{NAME}.broken").read_text() == broken


# -- sending ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_waits_is_sent_in_order_and_what_is_left_is_known_afterwards(room, computer):
    seat = computer.join(room.session(attempts_allowed=3), "Ann")
    sent = wait_for(computer, seat, 1, 2)
    computer.go_on()
    assert computer.box.done == sent == computer.wire.puts()
    (first,) = [one for one in computer.book.active(None).scenarios if one["id"] == FIRST]
    assert first["attempts_left"] == 1
    assert computer.line(seat).link == "connected"


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_cut_network_loses_nothing_and_doubles_nothing(room, computer, cut):
    session = room.session()
    seat = computer.join(session, "Ann")
    (uuid,) = wait_for(computer, seat, 1)
    computer.wire.cut = cut
    computer.go_on(3)
    assert computer.line(seat)[:2] == ("offline", 1)
    computer.start()  # killed before it knew
    computer.sender.presence = Presence(seat.ref)
    computer.wire.cut = ""
    computer.go_on()
    assert computer.box.done == [uuid]
    assert [one["uuid"] for one in room.shown(session)["attempts"]] == [uuid]


def test_it_comes_back_later_and_later_but_within_half_a_minute(room, computer):
    seat = computer.join(room.session(), "Ann")
    wait_for(computer, seat, 1)
    computer.wire.cut = "before"
    waits = []
    for _ in range(12):
        waits.append(computer.sender.step())
        computer.clock.now += waits[-1]
    assert waits[0] < 1 < waits[4] < max(waits) <= 30
    assert len(set(waits[6:])) > 1  # not everybody at the same moment
    computer.wire.cut = ""
    computer.sender.hurry()
    computer.sender.step()
    assert len(computer.box.done) == 1


@pytest.mark.slow
def test_a_refused_attempt_is_kept_with_its_reason_and_holds_up_nobody(room, computer):
    seat = computer.join(room.session(attempts_allowed=1), "Ann")
    uuids = wait_for(computer, seat, 1, 2, 3)
    bad = changed(document(4), language="nl")
    computer.box.put(seat.ref, uuid_of(bad), bad)
    computer.go_on()
    assert computer.box.done == uuids[:1]
    expected = {uuids[1]: "attempts_used", uuids[2]: "attempts_used", uuid_of(bad): "unknown_scenario"}
    assert computer.box.refusals == expected


@pytest.mark.slow
@pytest.mark.parametrize("state", ["paused", "closed"])
def test_what_a_session_does_not_take_now_is_sent_when_it_opens_again(room, computer, state):
    session = room.session()
    seat = computer.join(session, "Ann")
    address = f"/api/lead/sessions/{session['id']}"
    room.lead("PATCH", address, {"state": state})
    (uuid,) = wait_for(computer, seat, 1)
    computer.go_on(3)
    assert computer.line(seat)[:2] == (state, 1)
    room.lead("PATCH", address, {"state": "open"})
    computer.go_on()
    assert (computer.box.done, computer.line(seat).link) == ([uuid], "connected")


@pytest.mark.slow
def test_who_was_let_in_again_has_the_same_seat_and_sends_what_waited(room, computer):
    session = room.session()
    seat = computer.join(session, "Ann")
    room.lead("DELETE", f"/api/lead/seats/{room.shown(session)['seats'][0]['id']}")
    (uuid,) = wait_for(computer, seat, 1)
    computer.go_on(3)
    assert (computer.line(seat).link, computer.book.by_ref(seat.ref).trouble) == ("lost", "seat_removed")
    assert computer.box.waiting() == [(seat.ref, uuid)]
    room.lead("PATCH", f"/api/lead/seats/{room.shown(session)['seats'][0]['id']}", {"let_in": True})
    assert computer.join(session, "Ann").ref == seat.ref
    computer.go_on()
    assert computer.box.done == [uuid]


@pytest.mark.slow
def test_each_persons_attempts_go_from_their_own_seat(room, computer):
    session = room.session()
    ann, bob = computer.join(session, "Ann", "Ann"), computer.join(session, "Bob", "Bob")
    wait_for(computer, ann, 1)
    wait_for(computer, bob, 2)
    computer.go_on()
    shown = room.shown(session)
    names = {seat["id"]: seat["name"] for seat in shown["seats"]}
    assert {one["uuid"]: names[one["seat"]] for one in shown["attempts"]} == {
        uuid_of(document(1)): "Ann",
        uuid_of(document(2)): "Bob",
    }


def test_the_board_sees_who_is_in_a_call(room, computer):
    session = room.session()
    seat = computer.join(session, "Ann")
    computer.sender.presence = Presence(seat.ref, "in_call", FIRST)
    computer.sender.step()
    assert room.shown(session)["seats"][0]["state"] == "in_call"
    said = len(computer.wire.asked)
    computer.sender.step()
    assert len(computer.wire.asked) == said  # not before it is time


def test_what_the_server_says_is_told_from_what_anybody_else_says(computer):
    with computer.connect("http://team.test") as server, pytest.raises(Refused) as refused:
        server.invitation("ZZZZZZ")
    assert refused.value.code == "no_such_code"


@pytest.mark.parametrize("status", [200, 302, 403, 404, 502])
def test_a_proxys_page_refuses_nothing(status):
    page = httpx.MockTransport(lambda request: httpx.Response(status, html="<h1>Log in to the network</h1>"))
    with Server("http://team.test", transport=page) as server, pytest.raises(Unreachable):
        server.send("token", "uuid", "{}")
