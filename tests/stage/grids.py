"""Every screen at every text size, font and language: which looks a test tries, and what it asks of a screen in them.

LOOKS are tried at once or only with the slow tests; each value comes up in the quick ones.
"""

from itertools import product

import pytest

from sim.content import texts as catalogues
from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.look import LookSettings
from sim.stage.player import Player

SCALES = (1.0, 1.25, 1.5, 2.0)
QUICK = {("en", "inter", 1.0), ("nl", "inter", 1.25), ("nl", "atkinson", 1.5), ("nl", "opendyslexic", 2.0)}
_ALL = product(catalogues.languages(), FAMILIES, SCALES)
LOOKS = [pytest.param(*look, marks=() if look in QUICK else pytest.mark.slow) for look in _ALL]


def outside(player):
    """The labels that are cut off, and of what stands beyond the window's sides."""
    width, shown = player.app.look.size[0], player.screen.ui.walk()
    cut = [widget.label for widget in shown if not widget.fits(player.app.look)]
    return cut, [widget.label for widget in shown if widget.rect.right > width or widget.rect.left < 0]


def never_outside(screen, family, text):
    """Whether all of a screen fits in this look, in the usual window and in the smallest."""
    player = Player(screen, LookSettings(family=family, text=text), (1024, 600))
    found = []
    for size in ((1280, 720), (1024, 600)):
        player.resize(size)
        found.append(outside(player))
    assert found == [([], []), ([], [])]
    return True


def all_reached_by_tab(player):
    """Whether Tab comes to everything that can be used; what it is at must be in sight."""
    ui = player.screen.ui
    wanted = {id(widget) for widget in ui.walk() if widget.focusable and widget.enabled}
    reached = set()
    for _ in range(len(wanted) + 1):
        player.key("tab")
        reached.add(id(ui.focus))
        clip = ui.focus.clip()
        assert clip is None or clip.colliderect(ui.focus.rect), ui.focus.label
    return reached == wanted
