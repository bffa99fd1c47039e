"""Plans: kept with a call, seen before the next one of its kind, forgotten on request; phrases of the right folder."""

from argparse import Namespace
from io import StringIO

import pytest

from sim.commands.context import Context
from sim.commands.plans import keep_plan, new_plan
from sim.commands.text_call import play_text
from sim.commands.window import Game
from sim.core.call import Call
from sim.store.journal import Journal


@pytest.fixture
def game(tmp_path):
    with Context(tmp_path / "data", [], "en") as context, Journal.in_memory() as journal:
        game = Game(context, journal, Namespace(no_voice=True))
        yield game
        game.close()


def keep(game, scenario_id, text, call_id="call-1"):
    call = Call(game.scenario(scenario_id), game.setup())
    return game.after_call(call, call_id).keep_plan(text)


def planned(game, scenario_id):
    plan = game.plan_for(game.scenario(scenario_id))
    return plan.text if plan is not None else None


def test_a_plan_is_seen_before_the_next_try_and_before_calls_of_the_same_family(game):
    keep(game, "four-afternoons", "If she attacks, then I name the feeling.")
    assert planned(game, "four-afternoons") == "If she attacks, then I name the feeling."
    assert planned(game, "the-double-bill") == "If she attacks, then I name the feeling."
    assert planned(game, "the-helpful-man") is None


def test_a_calls_own_plan_comes_before_that_of_its_family(game):
    keep(game, "four-afternoons", "mine", "call-1")
    keep(game, "the-double-bill", "another", "call-2")
    assert planned(game, "four-afternoons") == "mine"
    assert planned(game, "the-double-bill") == "another"


def test_a_call_has_one_plan_and_an_empty_one_forgets_it(game):
    keep(game, "four-afternoons", "first")
    keep(game, "four-afternoons", "second")
    assert [kept.data["text"] for kept in game.journal.kept(None, "plan")] == ["second"]
    assert keep(game, "four-afternoons", "") is None
    assert game.journal.kept(None, "plan") == []


def test_the_debrief_shows_the_plan_that_its_call_has(game):
    call = Call(game.scenario("four-afternoons"), game.setup())
    kept = keep(game, "four-afternoons", "If ..., then I breathe.")
    assert game.after_call(call, "call-1").plan == kept
    assert game.after_call(call, "call-1").planned is None
    assert game.after_call(call, "call-2").plan is None
    assert game.after_call(call, "call-2").planned == kept


def test_nothing_can_be_kept_with_a_call_that_is_in_no_journal(game):
    assert game.after_call(Call(game.scenario("four-afternoons"), game.setup()), "").keep_plan is None


def test_phrases_come_in_the_language_of_the_call(game):
    finder = game.phrases(game.scenario("four-afternoons"))
    assert [found.entry.move for found in finder.find("You must calm down first.")] == ["calm_down"]


def test_the_terminal_reminds_of_the_plan_too(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", StringIO("q\ny\n"))
    with Context(tmp_path / "data", [], "en") as context, Journal.in_memory() as journal:
        scenario = context.library.load("the-double-bill", "en")
        keep_plan(journal, new_plan(scenario, None, "call-1", "If she attacks, then I breathe."))
        play_text(context, journal, Namespace(id="four-afternoons", seed=3))
    told = capsys.readouterr().out
    assert "Your plan: If she attacks, then I breathe." in told
    assert "Who led" not in told  # nobody said anything
