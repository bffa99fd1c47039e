"""Text can be read on every surface it is used on, and feelings can be told apart from it."""

import pytest

from sim.stage.theme import THEMES, contrast, ink_on, legible

SURFACES = ("bg", "bg2", "panel", "raised")
LIT_SURFACES = ("button", "hover")
TEXTS = ("text", "muted", "faint")
SIGNS = ("accent", "good", "warn", "bad", "info")
FEELINGS = ("anger", "panic", "trust", "calm")
themes = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


@themes
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("surface", SURFACES)
def test_text_can_be_read_on_every_surface(theme, text, surface):
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= 4.5


@themes
@pytest.mark.parametrize("text", ["text", "muted"])
@pytest.mark.parametrize("surface", LIT_SURFACES)
def test_text_can_be_read_on_buttons(theme, text, surface):
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= 4.5


@themes
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("surface", ["panel", "raised", "bg"])
def test_signs_can_be_read_as_text(theme, sign, surface):
    assert contrast(getattr(theme, sign), getattr(theme, surface)) >= 4.5


@themes
@pytest.mark.parametrize("feeling", FEELINGS)
@pytest.mark.parametrize("surface", ["panel", "bg2", "raised"])
def test_feelings_stand_out_from_what_they_are_drawn_on(theme, feeling, surface):
    assert contrast(getattr(theme, feeling), getattr(theme, surface)) >= 3


@themes
@pytest.mark.parametrize("line", ["edge", "focus", "accent"])
def test_edges_and_the_focus_ring_are_seen(theme, line):
    for surface in ("bg", "panel"):
        assert contrast(getattr(theme, line), getattr(theme, surface)) >= 3


@themes
def test_words_on_the_accent_can_be_read(theme):
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@themes
@pytest.mark.parametrize("sign", [*SIGNS, *FEELINGS])
def test_numbers_on_coloured_discs_can_be_read(theme, sign):
    disc = getattr(theme, sign)
    assert contrast(ink_on(disc), disc) >= 4.5


def test_a_colour_that_is_hard_to_read_is_replaced():
    paper = THEMES["paper"]
    assert legible(paper.panic, paper.panel, paper.text) == paper.text
    assert legible(paper.good, paper.panel, paper.text) == paper.good


def test_black_on_white_has_the_largest_contrast():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
