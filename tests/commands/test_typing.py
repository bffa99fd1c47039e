"""A whole call whose replies are typed: in the game and at a terminal, kept, gone on with and scored again."""

import pytest

from sim.commands.context import Context
from sim.commands.journal import rebuilt
from sim.core.events import Reply
from tests.commands.windows import opened_as_asked, settle

FURIOUS = "four afternoons for nobody, id be furious too. what happened today?"


@pytest.fixture
def game(tmp_path):
    """The game on its way to a typed call, and the player at its window."""
    with Context(tmp_path / "data", [], "en") as context:
        settle(context, notice=False)
        player, game = opened_as_asked(context, id="four-afternoons", way="typed")
        yield game, player


def to_the_line(player):
    """The call rings, is answered, and the first reply can be typed."""
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    player.until(lambda: player.screen.view.stage == "replies")
    player.wait(0.6)
    return player.screen


@pytest.mark.slow
def test_a_typed_call_in_the_game_is_kept_and_scored_again_from_its_journal(game):
    game, player = game
    screen = to_the_line(player)
    player.type(f"calm down. {FURIOUS}")
    player.key("return")
    player.wait(0.5)
    player.key("return")
    assert screen.call.turns[0].choice.option == "c"
    screen.director.hang_up()
    player.until(lambda: screen.director.over)
    player.wait(0.5)
    player.key("return")
    player.until(lambda: player.screen.name == "debrief")
    stored = game.journal.load(game.journal.calls()[-1].id)
    again = rebuilt(screen.call.scenario, stored)
    said = [event.typed for event in stored.events if isinstance(event, Reply)]
    assert said == [f"calm down. {FURIOUS}"]
    assert again.log() == screen.call.log()
    assert "calm_down" in again.turns[0].choice.moves


def test_the_way_that_was_asked_for_holds_until_another_is_chosen(game):
    game, player = game
    assert game.way() == "typed"
    game.options.way = None
    assert game.way() == "choose"


@pytest.mark.parametrize("way", ["typed", "say_first"])
def test_in_an_exam_replies_are_chosen(tool, way):
    code, _, err = tool("play", "four-afternoons", "--terminal", "--mode", "exam", "--way", way)
    assert code == 2
    assert f"--way {way}" in err


def test_a_typed_call_at_a_terminal_is_scored_again_the_same(tool):
    code, out, _ = tool("play", "four-afternoons", "--terminal", "--way", "typed", piped=(FURIOUS, "", "q", "y"))
    assert code == 0
    assert f"You: {FURIOUS}" in out
    code, out, _ = tool("rescore", "--all")
    assert code == 0
    assert "the same" in out


def test_a_typed_call_that_was_broken_off_goes_on_typed(tool):
    tool("play", "four-afternoons", "--terminal", "--way", "typed", piped=(FURIOUS, ""))
    code, out, _ = tool("play", "four-afternoons", "--terminal", piped=("1", "shall i book a new visit?", "", "q", "y"))
    assert code == 0
    assert "Read as" in out
