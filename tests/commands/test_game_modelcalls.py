"""Model calls through the program's own window: from the menu's door to what is kept."""

import pytest

from sim.commands.context import Context
from sim.core.modelcalls import WHO, faults
from sim.store.errors import DiskFull
from tests.commands.windows import opened, settle


@pytest.fixture
def player(tmp_path):
    with Context(tmp_path / "data", [], "en") as context:
        settle(context, welcomed=True)
        player, player.game = opened(context)
        player.wait(0.3)
        yield player


def mark(player):
    """Watch to the costliest turn and say what went wrong there."""
    player.until(lambda: player.screen.name == "models")
    player.wait(0.5)
    screen = player.screen
    worst = max(faults(screen.model), key=lambda fault: fault.lost, default=None)
    if worst is None:
        while not screen.nothing.visible:
            player.key("space")
        player.click("Nothing went wrong")
    else:
        while len(screen.cards) < worst.turn or not screen.cards[worst.turn - 1].wrong.visible:
            player.key("space")
        player.key("w")
        player.click(player.game.texts(f"models.reason.{worst.reasons[0]}"))
    player.until(lambda: player.screen.name == "feedback")
    player.wait(0.5)
    return screen.model.who


def kept(player):
    return [(thing.scenario_id, thing.data) for thing in player.game.journal.kept(None, "model")]


@pytest.mark.slow
def test_from_the_menu_through_every_archetype_of_a_call_and_all_of_it_is_kept(player):
    player.click("Model calls")
    player.until(lambda: player.screen.name == "exercises")
    player.click("Watch a call")
    seen = [mark(player)]
    for _ in WHO[1:]:
        player.click("Another call")
        seen.append(mark(player))
    assert sorted(seen) == sorted(WHO)
    things = kept(player)
    assert [data["who"] for _, data in things] == seen
    assert {(scenario, data["place"], data["percent"]) for scenario, data in things} == {
        ("four-afternoons", "hit", 100)
    }
    player.key("escape")
    assert player.screen.name == "exercises"
    assert any("6 of 6 seen through" in widget.spoken() for widget in player.screen.ui.walk())


@pytest.mark.slow
def test_the_next_call_to_watch_is_the_one_that_was_not_marked_yet(player):
    game = player.game
    first = game.watch("four-afternoons").screen.model.who
    player.app.carry_out(game.watch("four-afternoons"))
    assert mark(player) == first
    assert game.watch("four-afternoons").screen.model.who != first
    assert game.watch("the-helpful-man").screen is not None


@pytest.mark.slow
def test_a_tour_is_kept_with_what_was_found(player):
    player.app.carry_out(player.game.tour("four-afternoons"))
    screen = player.screen
    for stop in screen.stops:
        player.wait(0.5)
        number = next(n for n, offer in enumerate(stop.offers, 1) if offer in stop.worst)
        player.key(str(number))
        player.wait(0.5)
        player.key("return")
    count = len(screen.stops)
    assert kept(player) == [("four-afternoons", {"exercise": "tour", "found": count, "count": count})]
    assert player.game.model_results()["four-afternoons"].tour == 100


def test_a_full_disk_is_said_and_the_feedback_comes_all_the_same(player, monkeypatch):
    def full(*_):
        raise DiskFull(folder=player.game.context.data)

    monkeypatch.setattr(player.game.journal, "keep", full)
    player.app.carry_out(player.game.watch("four-afternoons"))
    mark(player)
    assert player.sees(player.game.texts("trouble.disk_full"))
