"""Which frames of a test are painted. Painting is most of a frame's time, and most tests ask where things are.

Places are always worked out. A frame is painted where the test looks at pixels (`pytest.mark.painted`), in slow
tests, and where it shows a kind of widget that this process has not painted yet: so nothing that a test meets cannot
be drawn. COOL_HEAD_PAINTED=1 paints every frame of every test. Faces are plain but in tests with `real_face` in
their name: one takes 10 to 20 ms, some ten times in a second of a call.
"""

import os

import pygame
import pytest

from sim.stage.call.portrait import CallerPortrait
from sim.stage.face import stills
from sim.stage.kit.ui import UI
from sim.stage.player import Player

ALL = bool(os.environ.get("COOL_HEAD_PAINTED"))
_painted: set[type] = set()


def wanted(node):
    """Whether a test sees all of its frames."""
    return ALL or any(node.get_closest_marker(name) for name in ("painted", "slow"))


@pytest.fixture(autouse=True)
def _painted_where_it_is_looked_at(request, monkeypatch):
    if wanted(request.node):
        return
    paint = UI._paint

    def first_ones(ui, *given):
        kinds = {type(widget) for widget in ui.walk()}
        if not kinds <= _painted:
            paint(ui, *given)
            _painted.update(kinds)

    monkeypatch.setattr(UI, "_paint", first_ones)
    for name in ("picture", "redrawn"):
        monkeypatch.setattr(Player, name, _unseen)


@pytest.fixture(autouse=True)
def _faces_are_plain(request, monkeypatch):
    if "real_face" not in request.node.name:
        monkeypatch.setattr(stills, "portrait_of", plain_portrait)
        monkeypatch.setattr(CallerPortrait, "_face", plain_face)


def same(first, second):
    """Whether two pictures are alike to the last pixel."""
    return first.get_size() == second.get_size() and first.get_buffer().raw == second.get_buffer().raw


def plain_face(portrait, look, side):
    """Instead of drawing a face, which is tested elsewhere: a colour that depends on the moment."""
    surface = pygame.Surface((side, side))
    surface.fill((120, 60 + hash(portrait.moment) % 120, 90))
    return surface


def plain_portrait(face, size, theme):
    """A colour instead of a caller's picture, as plain_face: drawing the pictures takes most of a first look."""
    surface = pygame.Surface(size)
    surface.fill((120, 60 + hash(face) % 120, 90))
    return surface


def _unseen(*given):
    pytest.fail("a test that looks at pixels is marked: pytest.mark.painted")
