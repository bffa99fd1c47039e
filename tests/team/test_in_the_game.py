"""A session from the game and from the command line: joined, played, left; people who take turns; by file; my data."""

import json
from io import StringIO
from socket import gaierror

import pytest

from sim.cli import main
from sim.commands.context import Context
from sim.commands.playing import playing_journal
from sim.commands.seats import reason_of
from sim.content.texts import load
from sim.stage.player import Player
from sim.team.client import Unreachable
from sim.team.client_seats import SeatBook
from sim.team.client_together import Asker
from tests.team.classroom import FIRST, SECOND
from tests.team.gaming import join, play, sent, until


@pytest.mark.slow
def test_who_joins_in_the_window_sends_what_they_play_and_each_person_from_their_own_seat(room, start):
    session, game = room.session(title="Front desk"), start()
    player = join(game, session)
    player.type("Ann")
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    assert game.settings.trainee == "Ann"  # nobody had said who plays
    anns = play(game.journal, "Ann")
    game.choose_person("Bob")
    not_joined = play(game.journal, "Bob", 2)
    player = join(game, session)
    assert player.screen.name_field.text == "Bob"
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    bobs = play(game.journal, "Bob", 3)
    game.tell_session(hurry=True)
    until(player, lambda: len(sent(room, session)) == 2)
    assert sent(room, session) == {anns: "Ann", bobs: "Bob"}
    assert not_joined not in sent(room, session)
    until(player, lambda: game.team_standing().link == "connected")
    assert Player(game.menu()).sees("Front desk: you are Bob")


@pytest.mark.slow
def test_leaving_sends_what_waits_and_coming_back_gives_the_same_seat(room, start, wire):
    session, game = room.session(), start("Ann")
    player = join(game, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    seat, wire.cut = game.own_seat(), "before"
    call = play(game.journal, "Ann")
    player.click("Leave the session")
    assert game.own_seat() is None
    assert play(game.journal, "Ann", 2) not in [row.uuid for row in game.journal.posted("Ann")]
    wire.cut = ""
    game.tell_session(hurry=True)
    until(player, lambda: call in sent(room, session))
    player = join(game, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    assert game.own_seat().ref == seat.ref
    assert len(room.shown(session)["seats"]) == 1


def test_what_is_wrong_is_told_on_the_screen(room, start, wire):
    player = Player(start().join_screen())
    for typed, told in (("ftp://there", "That is no address."), ("", "That is no address.")):
        player.screen.link.clear()
        player.screen.link.insert(typed)
        player.click("Find the session")
        player.frame(2)
        assert player.screen.answer.label.startswith(told)
    player.screen.link.insert("team.test ZZZZZZ")
    player.click("Find the session")
    until(player, lambda: player.screen.answer.label.startswith("There is no session with this code."))
    wire.cut = "before"
    player.click("Find the session")
    until(player, lambda: player.screen.answer.label.startswith("No session answers there"))


@pytest.mark.slow
def test_only_calls_of_the_session_are_posted(room, start):
    session, game = room.session(scenarios=[FIRST]), start("Ann")
    player = join(game, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    other, mine = play(game.journal, "Ann", 1, SECOND), play(game.journal, "Ann")
    assert [row.uuid for row in game.journal.posted("Ann")] == [mine]
    assert other != mine
    assert [card.label for card in player.screen.cards] == ["Four afternoons"]
    player.click("Four afternoons")
    assert player.screen.name == "briefing"


@pytest.fixture
def eager(monkeypatch):
    """The game asks what the room votes on as often as the server allows."""
    step = Asker.step

    def sooner(asker, place, ballot):
        seen, wait = step(asker, place, ballot)
        return seen, min(wait, 0.06)

    monkeypatch.setattr(Asker, "step", sooner)


class Facilitator:
    """Whoever leads a call that is played together."""

    def __init__(self, room, session):
        self.room, self.address = room, f"/api/lead/sessions/{session['id']}/together"

    def begin(self):
        assert self.room.lead("POST", self.address, {"scenario": FIRST}).status_code == 204

    def do(self, what):
        assert self.room.lead("PATCH", self.address, {"do": what}).status_code == 204


@pytest.mark.slow
@pytest.mark.usefixtures("eager")
def test_a_joined_game_votes_from_its_own_seat_and_sees_the_spread(room, start, wire):
    session, game = room.session(scenarios=[FIRST]), start("Ann")
    player, lead = join(game, session), Facilitator(room, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    lead.begin()
    until(player, lambda: player.sees("The room plays a call together: Four afternoons"))
    player.wait(0.5)  # of the app's clock: what has just come is not pressed by what was meant for something else
    player.click("Vote")
    until(player, lambda: player.screen.name == "together" and player.screen.replies)
    player.wait(0.5)
    wire.cut = "before"
    player.key("2")
    until(player, lambda: player.sees("Not sent: no connection."))
    wire.cut = ""
    until(player, lambda: player.sees("Your vote is in."))
    assert [reply.chosen for reply in player.screen.replies][:3] == [False, True, False]
    player.key("1")
    until(player, lambda: player.sees("Your vote is in."))
    assert [reply.chosen for reply in player.screen.replies][:3] == [True, False, False]
    lead.do("show")
    until(player, lambda: player.sees("1 vote. Talk about it"))
    assert "your vote: 100%" in player.find("1. ").spoken()
    lead.do("go_on")
    until(player, lambda: player.screen.replies and player.screen.shown.question.turn == 2)
    assert [seat["name"] for seat in room.shown(session)["seats"]] == ["Ann"], "no second seat"


@pytest.mark.slow
@pytest.mark.usefixtures("eager")
def test_whoever_is_elsewhere_sees_what_is_played_together_when_they_come_back(room, start):
    session, game = room.session(scenarios=[FIRST]), start("Ann")
    player, lead = join(game, session), Facilitator(room, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    player.click("Four afternoons")
    elsewhere = player.screen
    assert elsewhere.name == "briefing"
    lead.begin()
    until(player, lambda: game.room().question.phase == "asking")
    player.wait(2.0)
    assert player.screen is elsewhere
    assert not player.sees("The room plays a call together")
    player.key("escape")
    until(player, lambda: player.sees("The room plays a call together: Four afternoons"))


# -- without a window ------------------------------------------------------------------------------------------------


@pytest.fixture
def tool(tmp_path, capsys, wire, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = main([*map(str, arguments), "--data", str(tmp_path / "data"), "--lang", "en"])
        return code, *capsys.readouterr()

    return call


def played(tmp_path, *numbers):
    with Context(tmp_path / "data", [], "en") as context:
        journal = playing_journal(context)
        return [play(journal, "Ann", number) for number in numbers]


@pytest.mark.slow
def test_joining_from_the_command_line_says_what_is_kept_and_who_plays(room, tool, tmp_path):
    session = room.session(title="Front desk")
    code, out, err = tool("team", "join", "team.test", session["code"], "--name", "Ann")
    assert (code, err) == (0, "")
    assert "not for appraisal on its own" in out
    assert "You are in Front desk as Ann" in out
    (call,) = played(tmp_path, 1)
    assert tool("team", "join", "team.test", session["code"])[0] == 0  # again: the same seat, and what waited is sent
    assert sent(room, session) == {call: "Ann"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("team.test", "O0O0O0"), "That is no code."),
        (("ftp://team.test", "ABC234"), "That is no address."),
        (("team.test", "ABC234"), "There is no session with this code."),
    ],
)
def test_what_is_wrong_is_told_in_a_line(room, tool, arguments, told):
    code, out, err = tool("team", "join", *arguments, "--name", "Ann")
    assert (code, out) == (2, "")
    assert err.startswith(told)


def test_a_name_that_is_missing_is_told_with_how_to_give_it(room, tool):
    code, _, err = tool("team", "join", "team.test", room.session()["code"])
    assert (code, err) == (2, "This session asks for a name. Put your name after it: --name NAME\n")


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "daar staat niets open"),
        (gaierror(-2, "Name or service not known"), "dat adres is hier niet bekend"),
        (TimeoutError("timed out"), "het duurde te lang"),
        (None, "404"),
    ],
)
def test_why_nobody_answers_is_told_in_words_where_it_is_known(cause, told):
    error = Unreachable("404" if cause is None else str(cause))
    error.__cause__ = RuntimeError("a library between")
    error.__cause__.__cause__ = cause
    say = load("nl")
    assert reason_of(error, say) == say("join.unreachable", reason=told)


@pytest.mark.slow
def test_who_plays_in_a_terminal_hears_that_their_place_is_lost_and_why(room, tool, tmp_path, monkeypatch):
    session = room.session()
    tool("team", "join", "team.test", session["code"], "--name", "Ann")
    played(tmp_path, 1)
    (seat,) = room.shown(session)["seats"]
    room.lead("DELETE", f"/api/lead/seats/{seat['id']}")
    monkeypatch.setattr("sys.stdin", StringIO("q\ny\n"))
    _, out, _ = tool("play", FIRST, "--terminal")
    assert "Not in the session any more · 2 calls wait to be sent" in out
    assert "The facilitator has ended your place in this session." in out


@pytest.mark.slow
def test_a_hand_in_file_holds_what_was_not_sent_and_twice_is_once(room, tool, tmp_path, wire):
    session = room.session()
    tool("team", "join", "team.test", session["code"], "--name", "Ann")
    calls = played(tmp_path, 1, 2)
    code, out, _ = tool("team", "hand-in", "-o", "mine.json")
    assert (code, "2 attempts are in" in out) == (0, True)
    paper = (tmp_path / "mine.coolhead.json").read_text(encoding="utf-8")
    address = f"/api/lead/sessions/{session['id']}/hand-in"
    reports = [room.client.post(address, content=paper, headers=room.lead_headers).json() for _ in range(2)]
    assert [(report["taken"], report["known"]) for report in reports] == [(2, 0), (0, 2)]
    assert sent(room, session) == dict.fromkeys(calls, "Ann")
    tool("team", "join", "team.test", session["code"])  # the network is back: nothing is doubled
    assert sent(room, session) == dict.fromkeys(calls, "Ann")
    assert tool("team", "hand-in")[0] == 2  # all was delivered


def test_who_could_never_join_hands_in_the_calls_of_today(tool, tmp_path):
    (call,) = played(tmp_path, 1)
    code, out, _ = tool("team", "hand-in", "--trainee", "Ann", "-o", tmp_path)
    (path,) = tmp_path.glob("cool-head-Ann-*.coolhead.json")
    assert (code, str(path) in out) == (0, True)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert (document["name"], document["code"], [one["uuid"] for one in document["attempts"]]) == ("Ann", "", [call])
    assert tool("team", "hand-in", call, "-o", "chosen")[0] == 0
    assert tool("team", "hand-in", "no-such-call")[0] == 2


@pytest.mark.slow
def test_my_data_has_seats_without_their_secrets_and_deleting_takes_all_of_it(room, tool, tmp_path):
    session = room.session()
    tool("team", "join", "team.test", session["code"], "--name", "Ann")
    token = SeatBook(tmp_path / "data").active("Ann").token
    played(tmp_path, 1)
    assert tool("mine", "--export", "mine.json")[0] == 0
    text = (tmp_path / "mine.json").read_text(encoding="utf-8")
    told = json.loads(text)["sessions"]
    assert (len(told["seats"]), len(told["sent"]), token in text) == (1, 1, False)
    code, out, _ = tool("mine", "--delete", "--yes")
    assert (code, "can be deleted there" in out) == (0, True)
    left = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file())
    assert token.encode() not in left
    assert b"Ann" not in left
