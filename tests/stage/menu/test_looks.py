"""Menu, briefing and settings at every text size, font, language and window: nothing cut off, nothing unreachable,
and what damage rectangles draw is what a full redraw would."""

import random
from dataclasses import replace
from itertools import product

import pygame
import pytest

from sim.content import texts as catalogues
from sim.stage.briefing.screen import BriefingScreen
from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY
from sim.stage.kit.theme import THEMES
from sim.stage.menu.screen import MenuScreen
from sim.stage.player import Player
from sim.stage.settings.keys_screen import KeysScreen
from sim.stage.settings.screen import SettingsScreen
from sim.stage.settings.welcome_screen import WelcomeScreen
from tests.painting import same
from tests.stage.fakes import FakeFinding, FakeProgram, shipped_scenario
from tests.stage.grids import all_reached_by_tab, outside

SHIPPED = ("four-afternoons", "eviction-thursday", "the-helpful-man")
SIZES = ((1280, 720), (1920, 1080), (1024, 600))
TEXTS = (1.0, 1.25, 1.5, 2.0)
LEAVING = ("Quit", "Back", "Skip", "Continue", "To the callers", "English", "Nederlands", "Language of the program")


def stay(*given):
    return STAY


def program(language="en", count=5):
    made = FakeProgram(*(shipped_scenario(name) for name in SHIPPED), language=language)
    entries = made.callers()
    many = [replace(entries[i % 3], id=f"{entries[i % 3].id}{i or ''}", best=(None, 91)[i % 2]) for i in range(count)]
    made.callers = lambda: many
    made.findings = (FakeFinding("/calls/ours.yaml"), FakeFinding("/calls/theirs.yaml"))
    made.break_off(made.call(), 75)
    made.break_off(made.call(), 75, playable=False)
    return made


def menu(language="en"):
    return MenuScreen(program(language), stay, stay, stay, stay)


def menu_of_three(language="en"):
    made = program(language, 3)
    made.open.clear()
    return MenuScreen(made, stay, stay, stay, stay)


def briefing(language="en"):
    made = program(language)
    return BriefingScreen(made, made.scenario("eviction-thursday"), stay, stay)


def settings(language="en"):
    return SettingsScreen(program(language))


def keys(language="en"):
    return KeysScreen(program(language))


def welcome(language="en", card=0):
    screen = WelcomeScreen(program(language))
    screen.card = card
    screen.reword()
    return screen


def welcome_to_sound(language="en"):
    return welcome(language, 1)


def welcome_to_time(language="en"):
    return welcome(language, 2)


SCREENS = {
    make.__name__: make
    for make in (
        menu, menu_of_three, briefing, settings, keys, welcome, welcome_to_sound, welcome_to_time,
    )
}  # fmt: skip


@pytest.fixture(params=SCREENS)
def make(request):
    return SCREENS[request.param]


# The longer language in the usual window, the shorter one in the smallest, each with the looks that need most room;
# every pair in every look runs with the slow tests.
EVERY = list(product(FAMILIES, TEXTS))
FEW = [("inter", 1.0), ("inter", 1.25), ("atkinson", 1.5), ("inter", 2.0), ("opendyslexic", 2.0)]
PLACES = [
    pytest.param((1280, 720), "nl", FEW, id="usual-nl"),
    pytest.param((1024, 600), "en", FEW, id="small-en"),
    *(
        pytest.param(size, language, EVERY, marks=pytest.mark.slow, id=f"{size[0]}-{language}")
        for size, language in product(SIZES, catalogues.languages())
    ),
]


@pytest.mark.parametrize(("size", "language", "looks"), PLACES)
def test_every_text_fits(make, language, size, looks):
    screen = make(language)
    player = Player(screen, size=size)
    if isinstance(screen, SettingsScreen):
        player.click(screen.sound.sample.label)  # its caption is part of the screen
    for family, text in looks:
        player.restyle(LookSettings(family=family, text=text))
        assert outside(player) == ([], []), (family, text)
    assert screen.program.texts.missing == set()


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_can_be_reached_by_key(make, text):
    player = Player(make(), LookSettings(text=text), (1024, 600))
    assert all_reached_by_tab(player)


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_every_line_can_be_scrolled_into_sight(make, text):
    player = Player(make(), LookSettings(text=text), (1024, 600))
    page = player.screen.page
    page.to_end()
    lowest = max(widget.rect.bottom for widget in player.screen.ui.walk() if page in holders(widget))
    assert lowest <= page.viewport.bottom


def holders(widget):
    while widget.parent is not None:
        widget = widget.parent
        yield widget


def act(player, rng):
    kind = rng.choices(["key", "click", "wheel", "resize", "style"], [50, 25, 12, 3, 2])[0]
    ui = player.screen.ui
    if kind == "key":
        key = rng.choice(["tab", "up", "down", "left", "right", "return", "space", "page down", "home", "end"])
        if key in ("return", "space", "left", "right") and ui.focus is not None and ui.focus.label in LEAVING:
            key = "tab"
        player.key(key, rng.choice([0, 0, pygame.KMOD_SHIFT]))
    elif kind == "click":
        player.click(rng.choice([w for w in ui.top.walk() if w.focusable and w.label not in LEAVING]).label)
    elif kind == "wheel":
        player.wheel(rng.choice(player.labels()), rng.choice([-3, -1, 2]))
    elif kind == "resize":
        player.resize(rng.choice([(1280, 720), (1024, 600), (1500, 800)]))
    else:
        look = LookSettings(rng.choice(list(THEMES)), rng.choice(list(FAMILIES)), rng.choice([1, 1.5]))
        player.restyle(look)
    player.wait(rng.choice([0.02, 0.05, 0.2]))
    return kind


@pytest.mark.painted
@pytest.mark.parametrize("make", ["menu", "menu_of_three", "briefing", "settings", "keys", "welcome"], indirect=True)
@pytest.mark.parametrize(
    ("seed", "steps"), [(4, 8), pytest.param(12, 250, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_redrawing_in_parts_equals_redrawing_the_whole(make, seed, steps):
    player = Player(make(), size=(960, 540))
    rng = random.Random(seed)
    for step in range(steps):
        kind = act(player, rng)
        if not player.app.screens:
            return  # the last screen was closed by a key, as the welcome may be
        parts = player.picture()
        assert same(parts, player.redrawn()), f"step {step}: {kind}"
    assert player.app.running
