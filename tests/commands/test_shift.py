"""Quiz, exam and shift in the whole program: which screen follows which, and what is kept."""

import pytest

from sim.commands.journal import rebuilt
from sim.commands.window import Game
from sim.core.mood import queue_effect
from sim.core.scoring import score, to_json
from sim.core.shift import from_data
from sim.store.errors import DiskFull
from tests.commands.windows import into_the_call, out_of_the_call
from tests.stage.patient import PatientPlayer


@pytest.fixture
def play(play):
    """From the menu, where no call is named."""

    def start(scenario=None, mode="practice", **settings):
        return play(scenario, {"welcomed": True} | settings, mode=mode)

    return start


def begin_a_shift(player, game):
    player.app.carry_out(game.open_shift())
    player.wait(0.5)
    player.key("return")


def through_a_call(player, seconds=0):
    """From the briefing through a call in which the trainee hangs up, to what comes after it."""
    player.until(lambda: player.screen.name == "briefing")
    player.wait(0.5)
    into_the_call(player)
    screen = player.screen
    if seconds:
        screen.call.timers = False  # a long silence is not what this is about
        screen.director.switch_timers(False)
        player.app.now += seconds
        player.wait(0.1)
    out_of_the_call(player)
    player.until(lambda: player.screen is not screen)
    player.wait(0.5)


def kept_shift(game):
    found = game.journal.kept(None, "shift")
    assert len(found) == 1
    return from_data(found[0].data)


def same_again(game, call_id):
    stored = game.journal.load(call_id)
    call = rebuilt(game.scenario(stored.header.scenario_id), stored)
    return call, to_json(score(call.scenario, call.log())) == stored.result_json


def test_a_whole_shift_of_three_calls(play):
    player, game = play()
    player.click("Shift")
    player.wait(0.5)
    player.key("return")
    through_a_call(player, 200)
    assert player.screen.name == "shift"
    player.key("4")
    player.key("return")
    player.wait(0.5)
    assert "Has waited " in " ".join(widget.spoken() for widget in player.screen.ui.walk())
    through_a_call(player, 200)
    player.key("return")
    through_a_call(player)
    player.key("return")
    player.wait(0.5)
    shift = kept_shift(game)
    assert [step.scenario for step in shift.steps] == list(shift.plan)
    assert shift.stopped
    assert shift.steps[0].feeling == 4
    assert [step.breather for step in shift.steps] == [0, 0, -1]
    assert shift.steps[0].queued == 0 < shift.steps[1].queued < shift.steps[2].queued
    for step in shift.steps:
        call, same = same_again(game, step.call)
        assert same
        assert call.setup.shift == shift.id
        assert call.log().start.patience == call.scenario.caller.start.patience + queue_effect(step.queued)[3]
    player.click("Open the debrief")
    player.until(lambda: player.screen.name == "debrief")
    player.wait(1)
    player.key("escape")
    assert player.screen.name == "shift"
    player.wait(0.5)
    player.key("return")
    assert player.screen.name == "menu"


@pytest.mark.slow
def test_the_queue_is_seen_to_grow_during_a_call(play):
    player, game = play()
    begin_a_shift(player, game)
    player.wait(0.5)
    into_the_call(player)
    title = player.screen.parts.title
    assert title.queue == ""
    player.screen.director.switch_timers(False)
    player.app.now += 400
    player.wait(0.1)
    assert title.queue.startswith(("2 wait", "3 wait", "4 wait"))
    assert title.queue in title.spoken()


@pytest.mark.slow
def test_a_shift_that_was_left_in_a_call_goes_on_in_that_call(play):
    player, game = play()
    begin_a_shift(player, game)
    player.wait(0.5)
    into_the_call(player)
    first = player.screen.call.scenario.id
    player.key("escape")
    player.click("Leave the call")
    assert player.screen.name == "menu"
    player.click("Shift")
    player.wait(0.5)
    player.click("Go on with it")
    player.until(lambda: player.screen.name == "call")
    assert player.screen.call.scenario.id == first
    player.screen.director.pause(False)
    out_of_the_call(player)
    player.until(lambda: player.screen.name == "shift")
    assert len(kept_shift(game).steps) == 1


@pytest.mark.slow
def test_after_a_crash_in_a_call_the_next_start_goes_on_with_the_shift(play):
    player, game = play()
    begin_a_shift(player, game)
    through_a_call(player)
    player.key("return")
    player.until(lambda: player.screen.name == "briefing")
    player.wait(0.5)
    into_the_call(player)
    broken = player.screen.call.scenario.id
    again = Game(game.context, game.journal, game.options)  # the first one is gone without a word
    later = PatientPlayer(again.menu(), again.look_settings(), (960, 540))
    later.wait(0.5)
    later.click("Shift (2)")
    later.wait(0.5)
    assert "One call is done; 2 to go." in later.find("You have a shift").spoken()
    later.click("Go on with it")
    later.until(lambda: later.screen.name == "call")
    assert later.screen.call.scenario.id == broken
    later.app.close()


@pytest.mark.slow
def test_a_call_that_was_closed_from_the_menu_is_found_again_by_its_shift(play):
    player, game = play()
    begin_a_shift(player, game)
    player.wait(0.5)
    into_the_call(player)
    player.key("escape")
    player.click("Leave the call")
    game.close_open(game.open_calls()[0].id)
    player.click("Shift")
    player.wait(0.5)
    player.click("Go on with it")
    player.wait(0.5)
    assert player.screen.name == "shift"
    assert player.sees("How do you feel now?")
    assert len(kept_shift(game).steps) == 1


@pytest.mark.slow
def test_leaving_between_two_calls_comes_back_there_and_ending_it_shows_the_end(play):
    player, game = play()
    begin_a_shift(player, game)
    through_a_call(player)
    player.key("escape")
    assert player.screen.name == "menu"
    player.click("Shift")
    player.wait(0.5)
    player.click("Go on with it")
    player.wait(0.5)
    assert player.sees("How do you feel now?")
    player.click("Stop here")
    player.wait(0.5)
    assert player.sees("One rule for next time") or player.sees("0 of 1 calls passed")
    assert kept_shift(game).stopped
    player.key("return")
    player.click("Shift")
    player.wait(0.5)
    assert not player.sees("Go on with it")


@pytest.mark.slow
def test_a_step_that_cannot_be_kept_is_said_and_can_be_done_again(play, monkeypatch):
    player, game = play()
    begin_a_shift(player, game)
    through_a_call(player)
    keep = game.journal.keep
    monkeypatch.setattr(game.journal, "keep", lambda thing: (_ for _ in ()).throw(DiskFull(folder="x")))
    player.key("return")
    assert player.sees("The disk is full. Make some room.")
    player.key("escape")
    monkeypatch.setattr(game.journal, "keep", keep)
    player.key("return")
    assert player.screen.name == "briefing"


# --- quiz ---


def test_the_quiz_is_kept_and_the_briefing_tells_the_last_result(play):
    player, game = play("four-afternoons")
    player.click("Quiz")
    player.wait(0.5)
    assert player.screen.name == "quiz"
    for _ in range(3):
        player.key("1")
        player.wait(0.5)
        player.key("return")
        player.wait(0.5)
    player.key("return")
    assert player.screen.name == "briefing"
    kept = game.journal.kept(None, "quiz")[0]
    assert (kept.scenario_id, kept.data["asked"]) == ("four-afternoons", 3)
    assert player.sees(f"Your last quiz on these rules: {kept.data['right']} of 3 right.")
    player.key("escape")
    assert player.screen.name == "menu"


def test_a_quiz_that_is_skipped_leaves_nothing(play):
    player, game = play("four-afternoons")
    player.click("Quiz")
    player.key("escape")
    assert player.screen.name == "briefing"
    assert game.journal.kept(None, "quiz") == []


# --- practice and exam ---


def test_an_exam_is_chosen_in_the_briefing_and_shows_the_caller_alone(play):
    player, game = play("four-afternoons", way="say_first")
    player.screen.ui.set_focus(player.screen.bar.mode if player.screen.choices.visible else player.screen.more_bar.mode)
    player.key("right")
    player.screen.ui.set_focus(None)
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    screen = player.screen
    assert (screen.call.setup.mode, screen.call.setup.way) == ("exam", "choose")
    assert screen.parts.help == "none"
    player.key("return")
    player.until(lambda: screen.view.stage == "replies")
    words = " ".join(widget.spoken() for widget in screen.ui.walk())
    assert "Patience" not in words
    player.key("f")
    assert screen.ui.overlay is None


@pytest.mark.slow
def test_a_call_that_was_met_is_no_new_one_and_another_is_offered(play):
    player, game = play("four-afternoons", mode="exam")
    assert not player.screen.met.visible
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    screen = player.screen
    player.until(lambda: screen.view.stage == "replies")
    player.wait(1)
    player.key("1")
    player.until(lambda: len(screen.call.turns) == 1)
    out_of_the_call(player)
    player.until(lambda: player.screen.name == "debrief")
    player.wait(1)
    player.key("escape")
    player.app.carry_out(game.open_briefing("four-afternoons"))
    player.wait(0.5)
    assert player.screen.met.visible
    player.click("Take “")
    player.wait(0.5)
    assert player.screen.name == "briefing"
    assert player.screen.scenario.id != "four-afternoons"
    assert player.screen.mode == "exam"
    assert not player.screen.met.visible


def test_the_way_to_answer_is_remembered(play):
    player, game = play("four-afternoons")
    bar = player.screen.bar if player.screen.choices.visible else player.screen.more_bar
    player.screen.ui.set_focus(bar.way)
    player.key("right")
    player.screen.ui.set_focus(None)
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    assert player.screen.call.setup.way == "say_first" == game.settings.way


def test_an_exam_at_a_terminal_says_too_that_a_call_was_met(tool):
    exam = ("play", "four-afternoons", "--terminal", "--mode", "exam", "--seed", "3")
    _, first, _ = tool(*exam, piped=["1", "q", "q"])
    assert "will not count for Ready" not in first
    _, again, _ = tool(*exam, piped=["1", "q", "q"])
    assert "will not count for Ready" in again
