"""Progress and people at every text size, font, language and window: nothing cut off, all of it in reach of keys."""

import pytest

from sim.stage.kit.look import LookSettings
from sim.stage.player import Player
from tests.stage.grids import LOOKS
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
    player = Player(make(language), LookSettings(family=family, text=text), (1024, 600))
    for size in ((1280, 720), (1024, 600)):
        player.resize(size)
        cut = [widget.label for widget in player.screen.ui.walk() if not widget.fits(player.app.look)]
        wide = [w.label for w in player.screen.ui.walk() if w.rect.right > size[0] or w.rect.left < 0]
        assert (cut, wide) == ([], [])


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_can_be_reached_by_key_and_seen(make, text):
    player = Player(make("en"), LookSettings(text=text), (1024, 600))
    ui = player.screen.ui
    wanted = {id(widget) for widget in ui.walk() if widget.focusable and widget.enabled}
    reached = set()
    for _ in range(len(wanted) + 1):
        player.key("tab")
        reached.add(id(ui.focus))
        clip = ui.focus.clip()
        assert clip is None or clip.colliderect(ui.focus.rect), ui.focus.label
    assert reached == wanted


def test_five_hundred_calls_are_drawn_once_and_not_again_while_nothing_changes():
    calls = [call(f"gone-{n % 90}", n % 40, (n % 100, 50, 60), at=f"{n:03d}") for n in range(500)]
    player = Player(Desk(calls).screen)
    player.frame(2)
    assert player.frame(5) == []
