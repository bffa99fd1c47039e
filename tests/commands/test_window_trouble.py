"""The whole program behind its window: what could not be read, kept or heard is told there, once."""

import json
import shutil
from argparse import Namespace
from types import SimpleNamespace

import pytest

from sim.commands import window
from sim.commands.context import Context
from sim.commands.speaker import VoiceSpeaker
from sim.store.errors import DiskFull
from sim.store.journal import Journal
from sim.store.settings import load_settings
from tests.commands.windows import to_the_menu


@pytest.mark.slow
def test_settings_that_could_not_be_read_are_told_in_the_menu_in_its_language(play, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text("{broken", encoding="utf-8")
    player, game = play()
    to_the_menu(player)
    card = player.find("About your data")
    assert "settings.json.broken-1" in card.spoken()
    player.app.carry_out(game.change_language("nl"))
    player.wait(0.2)
    assert "opzijgezet" in player.find("Over je gegevens").spoken()
    player.click("Begrepen")
    assert not player.sees("Over je gegevens")
    assert game.notices() == []


def test_settings_and_results_that_make_no_sense_are_both_told_in_the_menu(play, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cool-head.sqlite").write_bytes(b"nonsense" * 1000)
    player, game = play(settings={"text_scale": 99, "theme": "of-tomorrow"})
    to_the_menu(player)
    said = player.find("About your data").spoken()
    assert all(word in said for word in ("cool-head.sqlite.broken-1; nothing", "text_scale", "theme"))


@pytest.mark.slow
def test_a_data_folder_that_is_deleted_in_mid_call_loses_nothing_and_is_told(play, tmp_path):
    player, game = play(settings={"theme": "paper"})
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    director = player.screen.director
    player.until(lambda: director.ready_for_reply)
    shutil.rmtree(tmp_path / "data")
    player.key("1")
    assert director.trouble is None
    assert player.sees("The results were deleted or moved")
    director.hang_up()
    player.until(lambda: director.over)
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "debrief")
    with Journal.open(tmp_path / "data", read_only=True) as journal:
        (call,) = journal.calls()
        stored = journal.load(call.id)
    assert (call.status, stored.intact) == ("closed", True)
    done = [event.do for event in stored.events]
    assert (done[0], done[-1], "reply" in done) == ("answer", "close", True)
    assert load_settings(tmp_path / "data").settings.theme == "paper"
    player.wait(1.0)
    to_the_menu(player)
    assert str(tmp_path / "data") in player.find("About your data").spoken()


@pytest.mark.slow
def test_without_a_sound_device_the_first_call_says_so_once(play, monkeypatch):
    player, game = play(no_voice=True)
    heard = VoiceSpeaker(FakeVoice(), lambda scenario: None)
    monkeypatch.setattr("sim.commands.speaker.speaker_for", lambda *_: heard)
    game._end_speaker()
    game.sound.missing = True
    player.app.carry_out(game.open_briefing("four-afternoons"))
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.sees("No sound device was found"))
    assert heard.notice() is None


class FakeVoice:
    """A voice that never has anything ready."""

    def request(self, line):
        return 1

    def prefetch(self, lines):
        """Nothing."""

    def poll(self):
        return []

    def notice(self):
        return None

    stop = close = lambda self: None


def test_a_key_that_cannot_be_falls_back_and_is_told_in_the_menu(play):
    player, game = play(settings={"keys": {"breathe": "tab", "hold": "x"}})
    to_the_menu(player)
    assert "keys.breathe" in player.find("About your data").spoken()
    assert (game.keys.name("breathe"), game.keys.name("hold")) == ("b", "x")


@pytest.mark.parametrize(("settings", "seen"), [(None, ["welcome"]), ({"welcomed": True}, ["menu"])])
def test_the_first_cards_stand_above_the_menu_once(tmp_path, monkeypatch, settings, seen):
    if settings is not None:
        (tmp_path / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    tops = []
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr(window, "display_problem", lambda: None)
    monkeypatch.setattr(window, "Thread", lambda **given: SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(window.App, "run", lambda app: tops.append(app.top.name))
    with Context(tmp_path, [], "en") as context:
        assert window.run(context, Namespace(id=None, no_voice=True)) == 0
    assert tops == seen


def test_settings_that_cannot_be_kept_count_and_are_told_once(play, monkeypatch):
    player, game = play(scenario=None)

    def full(*_):
        raise DiskFull(folder=game.context.data)

    monkeypatch.setattr("sim.commands.chosen.save_settings", full)
    game.keep("timers", False)
    game.keep("access", 150)
    assert (game.settings.timers, game.settings.access) == (False, 150)
    assert [words for words in game.notices() if "cannot be kept" in words] == game.notices()
    assert len(game.notices()) == 1
