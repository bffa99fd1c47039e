"""The whole program behind its window, played in this process: which screen follows which, and what is kept."""

import json
import shutil
from argparse import Namespace
from types import SimpleNamespace

import pytest

from sim.commands import window
from sim.commands.context import Context
from sim.commands.journal import rebuilt
from sim.commands.playing import playing_journal
from sim.commands.speaker import VoiceSpeaker
from sim.commands.window import Game, asked_for
from sim.core.events import Notice
from sim.core.scoring import score, to_json
from sim.store.errors import DiskFull
from sim.store.journal import Journal
from sim.store.settings import load_settings
from tests.stage.patient import PatientPlayer


@pytest.fixture
def play(tmp_path):
    """Starts the program with the options of `play`: the player at its window, and the game behind it."""
    context = Context(tmp_path / "data", [], "en")

    def start(scenario="four-afternoons", settings=None, **options):
        path = context.data / "settings.json"
        if settings is not None or not path.exists():
            context.data.mkdir(exist_ok=True)
            # The moment before a call is asked for where a test is about it.
            path.write_text(json.dumps({"notice": False} | (settings or {})), encoding="utf-8")
        given = {"id": scenario, "seed": 3, "mode": "practice", "no_voice": True} | options
        game = Game(context, playing_journal(context), Namespace(**given))
        context.closing.callback(game.close)
        player = PatientPlayer(game.menu(), game.look_settings(), (960, 540))
        context.closing.callback(player.app.close)
        player.app.carry_out(asked_for(game, game.options))
        player.wait(0.5)
        return player, game

    with context:
        yield start


def to_the_debrief(player):
    """From the briefing or a debrief through a call in which the trainee hangs up."""
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    player.until(lambda: player.screen.director.phase == "your_turn")
    player.screen.director.hang_up()
    player.until(lambda: player.screen.director.over)
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "debrief")
    player.wait(1.0)  # it takes no key in its first moment


def test_leaving_a_call_leads_to_the_menu_also_after_play_again(play):
    player, game = play()
    to_the_debrief(player)
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    player.wait(1.0)
    player.key("escape")
    player.click("Leave the call")
    assert player.app.running
    assert player.screen.name == "menu"
    assert [call.turns for call in game.open_calls()] == [0]


def test_an_exam_that_the_command_line_asks_for_is_one(play):
    player, game = play(mode="exam")
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    assert player.screen.call.setup.mode == "exam"
    assert game.journal.calls()[-1].mode == "exam"


def test_what_is_noticed_before_a_call_is_its_first_event_and_comes_back_in_the_debrief(play):
    player, game = play(settings={"notice": True}, mode="exam")
    player.key("return")
    player.until(lambda: player.screen.name == "notice")
    player.wait(0.5)
    for key in ("4", "2", "return"):
        player.key(key)
    player.until(lambda: player.screen.name == "call")
    assert game.journal.calls()[-1].mode == "exam"
    player.key("return")
    player.until(lambda: player.screen.director.phase == "your_turn")
    player.screen.director.hang_up()
    player.until(lambda: player.screen.director.over)
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "debrief")
    stored = game.journal.load(game.journal.calls()[-1].id)
    assert stored.events[0] == Notice(feeling=4, kind="instrumental")
    assert stored.intact
    assert player.screen.noticed.label.startswith("Before the call you felt 4 of 5")


def test_what_was_expected_and_planned_is_there_in_the_debrief_the_next_briefing_and_later(play):
    player, game = play(settings={"notice": True})
    player.key("return")
    player.until(lambda: player.screen.name == "notice")
    player.screen.expected.choices[0].choose(2)
    player.wait(0.5)
    to_the_debrief(player)
    assert "you expected 70" in player.screen.page.scores.children[0].spoken()
    player.key("n")
    player.key("return")  # of nothing there is no plan
    player.type("If I want to hang up, then I breathe.")
    player.key("return")
    planned = game.journal.kept(None, "plan")[0].data["text"]
    player.key("escape")
    call_id = game.journal.calls()[-1].id
    player.key("escape")
    player.until(lambda: player.screen.name == "menu")
    player.app.carry_out(game.open_briefing("four-afternoons"))
    assert player.find("Your plan").spoken() == f"Your plan: {planned}"
    player.key("escape")
    player.app.carry_out(game.open_debrief(call_id))
    player.wait(0.5)
    player.key("n")
    assert player.screen.ui.overlay.field.text == planned
    player.key("escape")
    player.key("escape")
    assert player.screen.name == "menu"


@pytest.mark.parametrize("quiet", [False, True])
def test_a_call_with_all_its_moments_by_keys_alone_is_made_again_from_its_journal(play, quiet):
    player, game = play(settings={"notice": True, "hints": "full", "quiet": quiet})
    for key in ("return", "3", "3", "return"):  # take the call, how I feel, which kind, let it ring
        player.key(key)
        player.wait(0.6)
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    director = player.screen.director
    player.until(lambda: director.ready_for_reply)
    player.key("n")
    player.type("fourth time")
    player.key("escape")
    player.key("b")
    player.wait(2.5)
    player.key("b")
    player.key("z")
    player.key("d")
    player.key("return")
    player.wait(6)
    player.key("escape")
    while not director.over:
        player.until(lambda: director.ready_for_reply or director.over or director.phase == "on_hold")
        player.key("return" if director.phase == "on_hold" else "1")
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "debrief")
    stored = game.journal.load(game.journal.calls()[-1].id)
    again = rebuilt(director.call.scenario, stored)
    assert {event.do for event in stored.events} >= {"notice", "note", "breathe", "look_up", "wait", "close"}
    assert stored.intact
    assert to_json(score(again.scenario, again.log())) == stored.result_json
    assert [note.text for note in again.notes] == ["fourth time"]
    assert game.settings.quiet is not quiet


def test_the_moment_before_a_call_can_be_skipped_and_nothing_of_it_is_kept(play):
    player, game = play(settings={"notice": True})
    player.key("return")
    player.until(lambda: player.screen.name == "notice")
    player.key("escape")
    player.until(lambda: player.screen.name == "briefing")
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "notice")
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    assert game.journal.load(game.journal.calls()[-1].id).events == ()


def test_a_call_that_was_broken_off_comes_before_the_one_asked_for(play):
    player, game = play()
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    player.close_window()
    assert asked_for(game, game.options) is None


@pytest.mark.parametrize("screen", ["briefing", "debrief"])
def test_a_call_that_cannot_begin_on_a_full_disk_says_so_and_the_window_stays(play, monkeypatch, screen):
    player, game = play()
    if screen == "debrief":
        to_the_debrief(player)

    def full(*_):
        raise DiskFull(folder=game.context.data)

    monkeypatch.setattr(game.journal, "begin", full)
    player.wait(0.5)
    player.key("return")
    assert player.app.running
    assert player.screen.name == screen
    assert player.sees(game.texts("trouble.disk_full"))


def test_results_that_cannot_be_read_do_not_close_the_window(play, monkeypatch):
    player, game = play()

    def full(*_, **__):
        raise DiskFull(folder=game.context.data)

    monkeypatch.setattr(game.journal, "calls", full)
    player.key("escape")
    player.wait(0.2)
    assert player.screen.name == "menu"
    assert player.sees("Rieneke van Dalen")


def test_a_theme_and_a_font_that_this_version_does_not_have_are_named_and_the_usual_ones_used(play, capsys):
    player, game = play(settings={"theme": "of-tomorrow", "font": "comic", "text_scale": 1.5})
    assert (game.settings.theme, game.settings.font, game.settings.text_scale) == ("dusk", "inter", 1.5)
    assert "theme, font" in capsys.readouterr().err
    assert player.screen.name == "briefing"


def test_any_legal_setting_can_be_seen_and_changed_in_the_settings(play):
    odd = {"text_scale": 1.1, "scale": 1.31, "line_spacing": 1.77, "letter_spacing": 0.013, "access": 300,
           "volume_voice": 0.123, "volume_effects": 0, "language": "nl", "voice_command": ["/nonexistent"]}  # fmt: skip
    player, game = play(settings=odd)
    player.key("escape")
    player.wait(0.5)
    player.key("s")
    player.wait(0.5)
    assert player.screen.name == "settings"
    for _ in range(30):
        player.key("tab")
        player.key("right")
    player.key("escape")
    player.wait(0.5)
    assert player.screen.name == "menu"
    assert json.loads((game.context.data / "settings.json").read_text(encoding="utf-8"))["language"] in ("en", "nl")


def through_the_call(player):
    """By keys alone, from the briefing to the debrief: always the first reply, when the caller has finished."""
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    director = player.screen.director
    player.key("return")
    while not director.over:
        player.until(lambda: director.over or director.phase == "on_hold" or director.ready_for_reply)
        player.key("return" if director.phase == "on_hold" else "1")
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "debrief")
    player.wait(1.0)
    return director.call


@pytest.mark.parametrize(
    "settings",
    [
        {"text_scale": 2.0, "font": "opendyslexic", "line_spacing": 1.6, "theme": "contrast"},
        {"language": "nl", "theme": "paper", "reduced_motion": True},
        {"timers": False, "access": 300},
    ],
    ids=["large", "dutch", "untimed"],
)
def test_a_whole_call_by_keys_alone_with_any_settings(play, settings):
    player, game = play(settings=settings)
    call = through_the_call(player)
    (row,) = game.journal.calls()
    assert (row.status, len(call.turns) > 2) == ("closed", True)
    assert call.setup.timers is settings.get("timers", True)
    assert game.texts.missing == set()
    player.key("escape")
    player.wait(0.3)
    assert player.screen.name == "menu"


def test_without_time_limits_nobody_is_hurried(play):
    player, game = play(settings={"timers": False})
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    director = player.screen.director
    player.until(lambda: director.ready_for_reply)
    player.app.now += 200.0
    player.wait(1.0)
    player.key("1")
    assert [turn.timing.silences for turn in director.call.turns] == [0]
    assert director.call.turns[0].timing.snap is False


def test_a_pause_of_an_hour_costs_nothing(play):
    player, game = play()
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    director = player.screen.director
    player.until(lambda: director.ready_for_reply)
    player.wait(3.0)
    player.key("escape")
    player.app.now += 3600.0
    player.wait(1.0)
    player.key("escape")
    player.wait(0.5)
    player.key("1")
    assert director.call.turns[0].timing.silences == 0
    assert director.call.turns[0].timing.latency_ms < 5000


# --- what became of the data ------------------------------------------------------------------------------------


def to_the_menu(player):
    player.key("escape")
    player.wait(0.5)
    assert player.screen.name == "menu"


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
