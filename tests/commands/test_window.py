"""The whole program behind its window: which screen follows which, and what is kept."""

import json

import pytest

from sim.commands.journal import rebuilt
from sim.commands.window import asked_for
from sim.core.events import Notice
from sim.core.scoring import score, to_json
from sim.store.errors import DiskFull
from tests.commands.windows import out_of_the_call, to_the_debrief


@pytest.mark.slow
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


def test_a_caller_whose_only_call_was_left_and_scored_is_broken_off_in_the_menu(play):
    player, game = play()
    player.key("return")
    player.until(lambda: player.screen.name == "call")

    def entry():
        return next(one for one in game.callers() if one.id == "four-afternoons")

    assert (entry().calls, entry().broken_off) == (0, False)
    game.close_open(game.journal.calls()[-1].id)
    assert (entry().calls, entry().broken_off) == (1, True)


@pytest.mark.slow
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
    out_of_the_call(player)
    player.until(lambda: player.screen.name == "debrief")
    stored = game.journal.load(game.journal.calls()[-1].id)
    assert stored.events[0] == Notice(feeling=4, kind="instrumental")
    assert stored.intact
    assert player.screen.noticed.label.startswith("Before the call you felt 4 of 5")


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_call_that_was_broken_off_comes_before_the_one_asked_for(play):
    player, game = play()
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    player.close_window()
    assert asked_for(game, game.options) is None


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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
