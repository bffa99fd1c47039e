"""A session's own version of a call: fetched, played, scored by the server, and still there without a network."""

import json
from contextlib import contextmanager

import pytest

from sim.cli import main
from sim.commands.context import Context
from sim.commands.journal import KeptCall
from sim.commands.playing import playing_journal
from sim.commands.seats import send_now
from sim.commands.versions import NotHereYet
from sim.core.agents import random_player
from sim.core.call import Call
from sim.core.log import Setup
from sim.core.script import Script
from sim.stage.player import Player
from sim.store.records import result_of
from sim.store.versions import FOLDER
from sim.team.simulated import events_of
from tests.team.classroom import FIRST, SECOND, scenario
from tests.team.gaming import join, play, play_on, sent, until
from tests.team.versioned import offering, other_version

OURS = other_version()


@pytest.fixture
def ours(monkeypatch):
    """The facilitator's folder has its own version of a call, and one that nobody else has."""
    own = OURS.model_copy(update={"id": "our-own-call", "title": "Our own call"})
    with offering(monkeypatch, OURS, own, scenario(SECOND), other_version(language="nl")):
        yield own


def sit_down(game, session):
    """Join, and wait for all versions; returns the player on the session's screen."""
    player = join(game, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    until(player, lambda: all(state(game, one) in ("here", "failed") for one in game.own_seat().scenarios))
    player.wait(0.6)  # the screen looks now and then
    return player


def state(game, one):
    return game._courier.version(one["hash"]).state


@contextmanager
def again(tmp_path, start, trainee="Ann"):
    """The program on the same data folder another day."""
    with Context(tmp_path / "data", [], "en") as context:
        yield start(trainee, context)


def versions_in(tmp_path):
    return {path.stem for path in (tmp_path / "data" / FOLDER).glob("*.json")}


@pytest.mark.slow
def test_the_session_is_played_on_its_own_version_and_scored_on_it_by_the_server(room, start, ours, tmp_path):
    session, game = room.session(), start("Ann")
    player = sit_down(game, session)
    assert versions_in(tmp_path) == {OURS.content_hash(), ours.content_hash()}  # the third the game has itself
    player.click("Four afternoons")
    assert player.screen.name == "briefing"
    assert player.screen.scenario.content_hash() == OURS.content_hash()
    assert game.scenario(FIRST).content_hash() == OURS.content_hash()  # from the menu too
    assert game._recordings(game.scenario(FIRST)) is None  # those of another version are not heard
    assert game._recordings(game.scenario(SECOND)) is not None
    call = play_on(game.journal, "Ann", Script(game.scenario(FIRST)))
    game.tell_session(hurry=True)
    until(player, lambda: call in sent(room, session))
    (attempt,) = room.shown(session)["attempts"]
    assert attempt["hash"] == OURS.content_hash()
    assert attempt["scores"] == result_of(game.journal.load(call).result_json)["scores"]


@pytest.mark.slow
def test_what_was_played_on_it_is_there_without_a_network_and_without_the_session(
    room, start, ours, tmp_path, wire, capsys
):
    session, game = room.session(), start("Ann")
    player = sit_down(game, session)
    wire.cut = "before"
    call = play_on(game.journal, "Ann", Script(game.scenario("our-own-call")))
    setup = Setup(seed=3)
    begun = Call(game.scenario("our-own-call"), setup)
    recorder = KeptCall.begin(game.journal, begun, "Ann")
    for event in events_of(Script(begun.scenario), random_player(), setup)[:6]:
        begun.feed(event)
        recorder.append(event)
    player.click("Leave the session")
    game.close()
    game.journal.shut()
    game.context.closing.close()
    with again(tmp_path, start) as later:
        (left,) = later.open_calls()
        assert (left.id, left.playable, left.caller) == (recorder.call_id, True, ours.caller.name)
        player = Player(later.menu())
        player.app.carry_out(later.open_debrief(call))
        assert player.screen.name == "debrief"
        assert later.phrases(ours) is not None
        assert [(one.scenario, one.family) for one in later.played()] == [("our-own-call", ours.family)]
        player.app.carry_out(later.rewind(call, 2))
        assert player.screen.name == "call"
        assert player.screen.call.scenario.content_hash() == ours.content_hash()
    assert main(["rescore", call, "--json", "--data", str(tmp_path / "data")]) == 0
    assert json.loads(capsys.readouterr().out)[0]["same"] is True
    wire.cut = ""
    with Context(tmp_path / "data", [], "en") as context:
        playing_journal(context)
        assert send_now(context, game.seat_book.all()[-1]) == 0
    assert call in sent(room, session)


@pytest.mark.slow
def test_a_call_that_was_begun_before_the_session_changed_is_sent_still(room, start, ours, monkeypatch):
    session, game = room.session(scenarios=[FIRST]), start("Ann")
    player = sit_down(game, session)
    begun, newer = Script(game.scenario(FIRST)), other_version(words="And now so.")
    with offering(monkeypatch, newer):
        room.lead("PATCH", f"/api/lead/sessions/{session['id']}", {"scenarios": [FIRST]})
    game.tell_session("in_call", FIRST)  # whoever says something hears that something has changed
    until(player, lambda: game.own_seat().has(FIRST, newer.content_hash(), "en"))
    call = play_on(game.journal, "Ann", begun)
    until(player, lambda: state(game, game.own_seat().scenarios[0]) == "here")
    assert game.scenario(FIRST).content_hash() == newer.content_hash()
    game.tell_session(hurry=True)
    until(player, lambda: call in sent(room, session))


@pytest.mark.slow
def test_a_session_in_another_language_is_played_in_its_language(room, start, ours):
    game = start("Ann")
    player = sit_down(game, room.session(language="nl"))
    player.click(scenario(FIRST, "nl").title)
    assert player.screen.scenario.content_hash() == other_version(language="nl").content_hash()
    assert game.scenario(FIRST).content_hash() == scenario(FIRST).content_hash()  # the menu is in English


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sends", "told"),
    [
        (scenario(FIRST).model_dump_json(), "is not this call"),
        ("{}", "is not this call"),
        (" " * 5_000_000, "too large"),
    ],
)
def test_what_is_not_the_version_is_told_on_the_screen_and_nothing_is_played_instead(
    room, start, ours, wire, monkeypatch, sends, told
):
    session, game = room.session(scenarios=[FIRST]), start("Ann")
    monkeypatch.setattr("sim.team.reading.scenario_text_for", lambda connection, seat, content_hash: sends)
    player = sit_down(game, session)
    assert player.sees("Could not be fetched")
    assert any(told in widget.label for widget in player.screen.ui.walk())
    player.click("Four afternoons")
    assert player.screen.name == "session"
    assert any(told in widget.label for widget in player.screen.ui.layers[-1].walk())  # it says why
    with pytest.raises(NotHereYet):
        game.scenario(FIRST)


@pytest.mark.slow
def test_what_is_being_fetched_is_seen_and_the_command_line_leads_there(room, start, ours, wire):
    from sim.commands.window import asked_for

    session, game = room.session(scenarios=[FIRST]), start("Ann")
    wire.only = "scenarios"
    player = join(game, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    until(player, lambda: player.sees("1 call is being fetched from the session."))
    assert "Being fetched" in player.find("Four afternoons").spoken()
    game.options.id = FIRST
    player.app.carry_out(asked_for(game, game.options))
    assert player.screen.name == "session"
    wire.only = ""
    game.tell_session(hurry=True)
    until(player, lambda: state(game, game.own_seat().scenarios[0]) == "here")
    until(player, lambda: not player.sees("1 call is being fetched from the session."))
    player.click("Four afternoons")
    assert player.screen.name == "briefing"


def test_who_lost_their_place_plays_their_own_versions_again(room, start, ours, wire):
    session, game = room.session(scenarios=[FIRST]), start("Ann")
    wire.only = "scenarios"
    player = join(game, session)
    player.key("return")
    until(player, lambda: player.screen.name == "session")
    with pytest.raises(NotHereYet):
        game.scenario(FIRST)
    room.lead("DELETE", f"/api/lead/seats/{room.shown(session)['seats'][0]['id']}")
    game.tell_session("in_call", FIRST, hurry=True)
    until(player, lambda: game.own_seat().trouble)
    assert game.scenario(FIRST).content_hash() == scenario(FIRST).content_hash()


@pytest.mark.slow
def test_a_version_goes_when_nobody_here_needs_it_and_not_before(room, start, ours, tmp_path):
    session, game = room.session(), start("Ann")
    player = sit_down(game, session)
    play_on(game.journal, "Ann", Script(game.scenario(FIRST)))
    player.click("Leave the session")
    game.context.versions.tidy()
    assert versions_in(tmp_path) == {OURS.content_hash()}
    game.choose_person("Bob")
    player = sit_down(game, session)
    until(player, lambda: len(versions_in(tmp_path)) == 2)
    play(game.journal, "Bob", 2, SECOND)
    game.choose_person("Ann")
    assert game._delete_mine().worked
    assert {seat.trainee for seat in game.seat_book.all()} == {"Bob"}
    assert versions_in(tmp_path) == {OURS.content_hash(), ours.content_hash()}  # Bob is in the session
    game.choose_person("Bob")
    assert game._delete_mine().worked
    assert versions_in(tmp_path) == set()


@pytest.mark.slow
def test_a_call_is_never_without_its_version_though_the_folder_was_emptied(room, start, ours, tmp_path):
    session, game = room.session(), start("Ann")
    sit_down(game, session)
    playing = game.scenario(FIRST)
    for path in (tmp_path / "data" / FOLDER).iterdir():
        path.unlink()
    game.begin(Call(playing, Setup(seed=1)))
    assert OURS.content_hash() in versions_in(tmp_path)


@pytest.mark.parametrize("said", [{"language": "../../nl"}, {"language": "\0"}, {"id": "../secret"}, {"hash": "../me"}])
def test_what_a_server_says_of_a_call_leads_to_no_other_file(tmp_path, said):
    from sim.team.client_versions import Wanted

    fields = {"id": FIRST, "language": "en", "hash": scenario(FIRST).content_hash(), **said}
    with Context(tmp_path / "data", [], "en") as context:
        assert not context.versions.has(Wanted(**fields))
        assert context.versions.find(*Wanted(**fields)) is None


@pytest.mark.slow
def test_a_call_in_the_terminal_is_on_the_sessions_version_too(room, ours, wire, tmp_path, monkeypatch, capsys):
    from io import StringIO

    data = ["--data", str(tmp_path / "data"), "--lang", "en"]
    session = room.session()
    assert main(["team", "join", "team.test", session["code"], "--name", "Ann", *data]) == 0
    assert versions_in(tmp_path) == {OURS.content_hash(), ours.content_hash()}
    for path in (tmp_path / "data" / FOLDER).iterdir():
        path.unlink()
    monkeypatch.setattr("sys.stdin", StringIO("\n" * 3))
    main(["play", "our-own-call", "--terminal", *data])
    assert versions_in(tmp_path) >= {ours.content_hash()}
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert main(["play", "no-such-call", "--terminal", *data]) == 2
