"""Progress and people at every text size, font, language and window: nothing cut off, all of it in reach of keys."""

import pytest

from sim.stage.kit.look import LookSettings
from sim.stage.player import Player
from tests.stage.grids import LOOKS, all_reached_by_tab, never_outside
from tests.stage.progress.made import READY, SOME, Desk, Room, call

SCREENS = {
    "progress": lambda language: Desk(SOME, language).screen,
    "first": lambda language: Desk([], language, None).screen,
    "ready": lambda language: Desk(READY, language).screen,
    "people": lambda language: Room(language=language).screen,
}


@pytest.fixture(params=SCREENS)
def make(request):
    return SCREENS[request.param]


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_every_text_fits(make, language, family, text):
    assert never_outside(make(language), family, text)


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_can_be_reached_by_key_and_seen(make, text):
    player = Player(make("en"), LookSettings(text=text), (1024, 600))
    assert all_reached_by_tab(player)


def test_five_hundred_calls_are_drawn_once_and_not_again_while_nothing_changes():
    calls = [call(f"gone-{n % 90}", n % 40, (n % 100, 50, 60), at=f"{n:03d}") for n in range(500)]
    player = Player(Desk(calls).screen)
    player.frame(2)
    assert player.frame(5) == []
