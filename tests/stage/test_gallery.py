"""The gallery shows every widget: what holds here holds for the screens that are built from them."""

import random

import pygame
import pytest

from sim.content import texts as catalogues
from sim.stage.gallery import Gallery
from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Restyle
from sim.stage.kit.theme import THEMES
from sim.stage.player import Player
from tests.painting import same
from tests.stage.grids import LOOKS

KEYS = (
    "tab", "up", "down", "left", "right", "1", "2", "3", "h", "p", "b", "return", "space", "page up", "page down",
    "home", "end", "backspace", "escape",
)  # fmt: skip


class Monkey:
    """Does what a restless child would do, but never leaves."""

    def __init__(self, player, seed):
        self.player, self.rng = player, random.Random(seed)

    def act(self):
        kind = self.rng.choices(["key", "click", "wheel", "type", "resize", "style"], [60, 25, 8, 4, 2, 1])[0]
        getattr(self, kind)()
        self.player.wait(self.rng.choice([0.02, 0.05, 0.2]))
        return kind

    def key(self):
        key, ui = self.rng.choice(KEYS), self.player.screen.ui
        leaves = key == "escape" and ui.overlay is None
        if not leaves and not (key in ("return", "space") and ui.focus is self.player.screen.back):
            self.player.key(key, self.rng.choice([0, 0, pygame.KMOD_SHIFT]))

    def click(self):
        widgets = [w for w in self.player.screen.ui.top.walk() if w.focusable and w is not self.player.screen.back]
        self.player.click(self.rng.choice(widgets).label)

    def wheel(self):
        self.player.wheel(self.rng.choice(self.player.labels()), self.rng.choice([-3, -1, 2]))

    def type(self):
        self.player.type(self.rng.choice(["h", "hello 1", "é"]))

    def resize(self):
        self.player.resize(self.rng.choice([(1280, 720), (1024, 600), (1500, 800)]))

    def style(self):
        settings = LookSettings(
            self.rng.choice(list(THEMES)), self.rng.choice(list(FAMILIES)), self.rng.choice([1, 1.5])
        )
        self.player.app.carry_out(Restyle(settings))


@pytest.mark.painted
@pytest.mark.parametrize(
    ("seed", "steps"), [(4, 30), pytest.param(11, 300, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_redrawing_in_parts_equals_redrawing_the_whole(english, seed, steps):
    player = Player(Gallery(english), size=(960, 540))
    monkey = Monkey(player, seed)
    for step in range(steps):
        kind = monkey.act()
        parts = player.picture()
        assert same(parts, player.redrawn()), f"step {step}: {kind}"
    assert english.missing == set()


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
@pytest.mark.parametrize("size", [pytest.param((1280, 720), marks=pytest.mark.slow), (1024, 600)], ids=str)
def test_every_text_fits(language, family, text, size):
    texts = catalogues.load(language)
    player = Player(Gallery(texts), LookSettings(family=family, text=text), size)
    cut = [widget.label for widget in player.screen.ui.walk() if not widget.fits(player.app.look)]
    player.key("p")
    cut += [widget.label for widget in player.screen.ui.top.walk() if not widget.fits(player.app.look)]
    assert cut == []
    assert texts.missing == set()


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_can_be_reached_by_key_at_every_text_size(english, text):
    player = Player(Gallery(english), LookSettings(text=text))
    wanted = {id(widget) for widget in player.screen.ui.walk() if widget.focusable and widget.enabled}
    reached = set()
    for _ in range(len(wanted)):
        player.key("tab")
        focus = player.screen.ui.focus
        reached.add(id(focus))
        clip = focus.clip()
        assert focus.rect.width
        assert clip is None or clip.colliderect(focus.rect), focus.label
    assert reached == wanted


def test_nothing_is_lost_by_resizing(english):
    player = Player(Gallery(english))
    player.click("Search the desk")
    player.type("refund")
    player.click("Captions")
    player.key("2")
    player.key("h")
    player.screen.columns[1].to_end()
    player.resize((1600, 1000))
    player.resize((1024, 600))
    screen = player.screen
    assert screen.field.text == "refund"
    assert not player.find("Captions").value
    assert screen.hold.active
    assert screen.replies[1].chosen
    assert screen.columns[1].offset == screen.columns[1].furthest > 0


def test_pressing_a_reply_moves_the_feelings_in_words_and_bars(english):
    player = Player(Gallery(english))
    before = player.screen.feelings.spoken()
    player.key("1")
    player.wait(3)
    assert player.screen.feelings.spoken() != before
    assert player.screen.feelings.shown == tuple(feeling.share for feeling in player.screen.feelings.feelings)
    assert not any(character.isdigit() for character in player.screen.feelings.spoken())
