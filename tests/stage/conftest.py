"""A dummy display for the whole folder, and the small screen most tests play with."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest

from sim.content import texts as catalogues
from sim.core.texts import Texts


@pytest.fixture(scope="session", autouse=True)
def _pygame_is_closed_at_the_end():
    yield
    pygame.quit()


@pytest.fixture(scope="session")
def english() -> Texts:
    return catalogues.load("en")
