"""A player at a form."""

import pytest

from sim.stage.player import Player
from tests.stage.kit.forms import Form


@pytest.fixture
def player():
    return Player(Form())
