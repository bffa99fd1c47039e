"""Pictures of the call for documents: every moment can be drawn, and always alike."""

import pygame
import pytest

from sim.stage.call import picture as call_picture
from sim.stage.call.picture import NAMES, draw_call
from sim.stage.kit.look import LookSettings
from sim.stage.kit.ui import UI
from tests.stage.fakes import FakeProgram, small_scenario


@pytest.fixture(autouse=True)
def _the_way_there_is_short(monkeypatch):
    monkeypatch.setattr(call_picture, "TURNS", 1)


@pytest.fixture(autouse=True)
def _what_comes_before_the_moment_is_not_painted(monkeypatch):
    play = call_picture._Scene.play

    def unseen(scene, turns):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(UI, "_paint", lambda ui, *given: None)
            play(scene, turns)
        scene.screen.ui.redraw()

    monkeypatch.setattr(call_picture._Scene, "play", unseen)


def pixels(name):
    return pygame.image.tobytes(draw_call(FakeProgram(), small_scenario(), name, size=(640, 360)), "RGB")


@pytest.mark.slow  # and looked at in tests/commands/test_goldens.py
def test_every_moment_has_a_picture_of_its_own():
    assert len({pixels(name) for name in NAMES}) == len(NAMES)


@pytest.mark.slow
@pytest.mark.painted
def test_the_same_moment_always_looks_the_same():
    assert pixels("speaking") == pixels("speaking")


@pytest.mark.painted
def test_a_picture_has_the_size_and_looks_that_were_asked_for():
    picture = draw_call(FakeProgram(), small_scenario(), "replies", LookSettings(theme="paper"), (1024, 600))
    assert picture.get_size() == (1024, 600)
    assert sum(picture.get_at((2, 2))[:3]) > 600


@pytest.mark.painted
def test_a_moment_that_is_not_known_is_refused():
    with pytest.raises(KeyError):
        draw_call(FakeProgram(), small_scenario(), "lunch")
