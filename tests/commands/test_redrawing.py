"""On every screen: what is drawn in parts, after whatever a monkey does, is what drawing the whole gives."""

import pytest

from sim.commands.pictures import SCREENS
from sim.stage.kit.look import LookSettings
from tests.commands.screens import game_in, opened, show
from tests.painting import same
from tests.stage.monkey import Monkey

SIZE = (960, 540)
# The other screens have short runs of their own in tests/stage.
SHORT = ("notice", "preview")
MORE = ("preview-problems", "welcome-2", "welcome-3", "quiz-wrong", "shift-between", "shift-end")
LONG = (*(name for name in SCREENS if name != "gallery"), *MORE)


@pytest.mark.painted
@pytest.mark.parametrize(
    ("name", "seed", "steps"),
    [
        *((name, 3, 8) for name in SHORT),
        *(pytest.param(name, 21 + place, 80, marks=pytest.mark.slow) for place, name in enumerate(LONG)),
    ],
)
def test_redrawing_in_parts_equals_redrawing_the_whole(tmp_path, name, seed, steps):
    with game_in(tmp_path, ("en", "nl")[seed % 2]) as game:
        player = opened(game, name, LookSettings(), SIZE)
        monkey, done = Monkey(player, seed), []
        for _ in range(steps):
            done.append(monkey.act())
            if not player.app.running:
                break  # it found the way out
            if len(player.app.screens) < 2:
                show(player, game, name)
            parts, where = player.picture(), player.screen.name
            assert same(parts, player.redrawn()), f"{where}, after {done[-5:]}"
        assert game.texts.missing == set()
