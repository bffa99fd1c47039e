"""The preview at every text size and in every window: all of it fits, and nothing that is pressed ends it."""

import random

import pygame
import pytest

from sim.content import texts as catalogues
from sim.stage.kit.look import LookSettings
from tests.commands.preview_bench import LONG, SMALL

PLACES = [((1280, 720), 1.0), ((1280, 720), 1.25), ((1024, 600), 1.5), ((1280, 720), 2.0), ((1920, 1080), 1.0)]
# Dutch words are the longer ones; the other languages stand in the middling places with the slow tests.
QUICK = [(*place, "nl") for place in PLACES] + [(*PLACES[0], "en"), (*PLACES[3], "en")]
REST = [(*place, language) for place in PLACES for language in catalogues.languages()]
LOOKS = [*QUICK, *(pytest.param(*look, marks=pytest.mark.slow) for look in REST if look not in QUICK)]


@pytest.mark.parametrize(("size", "text", "language"), LOOKS, ids=str)
def test_every_text_fits(bench, size, text, language):
    trainer = bench(LONG, language, size, text=text)
    trainer.to_replies()
    cut = {"replies": trainer.cut_off()}
    trainer.save("level: 2", "level: two\nminuts: 7")
    trainer.player.frame(2)
    cut["problems"] = trainer.cut_off()
    for name in ("j", "e", "w"):
        trainer.player.key(name)
        trainer.player.frame()
        cut[name] = trainer.cut_off()
        if trainer.screen.ui.overlay is not None:
            trainer.player.key("escape")
    trainer.player.wait(1)
    assert {name: labels for name, labels in cut.items() if labels} == {}
    assert trainer.screen.program.texts.missing == set()


def test_large_text_moves_the_panel_over_the_call_and_back(bench):
    trainer = bench(text=2.0)
    trainer.to_replies()
    assert not trainer.screen.panel.list.visible
    trainer.player.key("w")
    assert trainer.player.sees("Restart")
    trainer.player.key("j")
    trainer.player.click("story")
    assert (trainer.node, trainer.screen.ui.overlay) == ("story", None)
    trainer.player.restyle(LookSettings())
    trainer.player.frame()
    assert trainer.screen.panel.list.visible
    assert trainer.player.sees("Restart")


def test_a_resize_with_the_panel_open_puts_it_beside_the_call(bench):
    trainer = bench(text=2.0)
    trainer.player.key("w")
    trainer.player.restyle(LookSettings())
    trainer.player.frame(2)
    assert trainer.screen.ui.overlay is None
    assert trainer.screen.panel.list.children


def test_a_save_while_a_card_is_open_leaves_the_trainers_cards(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.key("j")
    trainer.save("Fourth time!", "Once more!")
    assert trainer.screen.ui.overlay.label == "Go to"
    trainer.player.key("escape")
    trainer.player.key("p")
    trainer.save("Once more!", "Yet again!")
    assert trainer.screen.ui.overlay is None


@pytest.mark.painted
def test_parts_equal_the_whole(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.save("level: 2", "level: two")
    trainer.player.frame(2)
    parts = pygame.image.tobytes(trainer.player.picture(), "RGB")
    trainer.screen.ui.redraw()
    trainer.player.app.screens[-1].ui.draw(trainer.player.app.surface)
    assert pygame.image.tobytes(trainer.player.picture(), "RGB") == parts


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_is_pressed_or_saved_ends_it(bench, seed):
    chance = random.Random(seed)
    trainer = bench(text=chance.choice((1.0, 2.0)))
    keys = ("1", "2", "space", "return", "j", "backspace", "r", "s", "m", "e", "w", "escape", "tab", "left", "home")
    keys += ("b", "h", "p", "d", "t", "f", "q")
    for _ in range(150):
        if not trainer.player.app.running:
            return  # it was left through the pause
        if chance.random() < 0.15:
            trainer.write(_written(chance))
        else:
            trainer.player.key(chance.choice(keys))
        trainer.player.wait(chance.choice((0.02, 0.1, 0.6)))


def _written(chance):
    """The scenario as somebody leaves it in the middle of a change."""
    text = SMALL
    for name in chance.sample(["demand", "story", "need_met", "settled", "anger: 70"], 2):
        text = text.replace(name, f"{name}1")
    start = chance.randrange(len(text))
    return text[:start] + text[start + chance.choice((0, 0, 1, 40)) :]
