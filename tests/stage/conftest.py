"""A dummy display for the whole folder, and what its tests share."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest

from sim.content import texts as catalogues
from sim.core.texts import Texts
from sim.stage.call.portrait import CallerPortrait
from tests.stage.call_play import plain_face


@pytest.fixture(scope="session", autouse=True)
def _pygame_is_closed_at_the_end():
    yield
    pygame.quit()


@pytest.fixture(scope="session")
def english() -> Texts:
    return catalogues.load("en")


@pytest.fixture(autouse=True)
def _faces_are_plain(monkeypatch, request):
    """A face takes 10 to 20 ms, some ten times in a second of a call; a test with `real_face` in its name has one."""
    if "real_face" not in request.node.name:
        monkeypatch.setattr(CallerPortrait, "_face", plain_face)
