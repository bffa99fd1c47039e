"""The card in which the caller speaks."""

import pytest

from sim.stage.call_portrait import CallerPortrait
from sim.stage.look import STRONG, LookSettings
from tests.stage.call_play import Desk, plain_face
from tests.stage.fakes import small_scenario

NAME = "Prof. Dr. Øyvind-Åse Þórðarson-Müller van der Großenstraße"


@pytest.fixture(autouse=True)
def _faces_are_plain(monkeypatch):
    monkeypatch.setattr(CallerPortrait, "_face", plain_face)


def test_a_name_of_two_lines_leaves_the_caption_its_own():
    short = small_scenario()
    long = short.model_copy(update={"caller": short.caller.model_copy(update={"name": NAME})})
    for scenario, lines in ((short, 1), (long, 2)):
        desk = Desk(scenario, looks=LookSettings(text=2.0))
        desk.to_replies()
        card, look = desk.screen.parts.card, desk.player.app.look
        head = card.caption.rect.top - card.rect.top
        assert head >= lines * look.line(STRONG)
        assert card.caption.rect.height >= look.line(STRONG)
