"""A dummy display for the whole folder, and what its tests share."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest

from sim.content import texts as catalogues
from sim.core.texts import Texts
from tests.painting import _faces_are_plain, _painted_where_it_is_looked_at  # noqa: F401  # for every test here


@pytest.fixture(scope="session", autouse=True)
def _pygame_is_closed_at_the_end():
    yield
    pygame.quit()


@pytest.fixture(scope="session")
def english() -> Texts:
    return catalogues.load("en")
