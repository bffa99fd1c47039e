"""Text can be read on every surface it is used on, and feelings can be told apart from it."""

from itertools import combinations

import pytest

from sim.stage.kit.theme import THEMES, contrast, ink_on, legible
from sim.stage.kit.vector import mix
from tests.stage.eyes import EYES, distance

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
@pytest.mark.parametrize("surface", SURFACES)
def test_feelings_stand_out_from_what_they_are_drawn_on(theme, feeling, surface):
    assert contrast(getattr(theme, feeling), getattr(theme, surface)) >= 3


@themes
@pytest.mark.parametrize("eye", EYES)
def test_feelings_can_be_told_apart_without_one_kind_of_cone(theme, eye):
    pairs = combinations((getattr(theme, feeling) for feeling in FEELINGS), 2)
    assert min(distance(*pair, eye) for pair in pairs) >= 21


@themes
def test_edges_accent_and_the_focus_ring_are_seen_everywhere(theme):
    for line in ("edge", "focus", "accent"):
        for surface in (*SURFACES, "button"):
            assert contrast(getattr(theme, line), getattr(theme, surface)) >= 3, (line, surface)
    assert contrast(theme.focus, theme.hover) >= 3


@themes
def test_text_can_be_read_on_surfaces_that_are_mixed(theme):
    """As the widgets mix them: out of use, pressed, in use, said by the trainee, a note in each tone."""
    out_of_use, in_use = mix(theme.panel, theme.bg, 0.5), mix(theme.hover, theme.accent, 0.18)
    assert contrast(theme.faint, out_of_use) >= 4.5
    for fill in (in_use, mix(in_use, theme.bg, 0.35), mix(theme.button, theme.bg, 0.35)):
        assert contrast(theme.text, fill) >= 4.5
    assert contrast(theme.text, mix(theme.raised, theme.accent, 0.16)) >= 4.5
    for tone in (*SIGNS, *FEELINGS):
        note = mix(theme.panel, getattr(theme, tone), 0.10)
        assert min(contrast(theme.text, note), contrast(theme.muted, note)) >= 4.5, tone


@themes
def test_what_is_chosen_differs_in_brightness_not_in_colour_alone(theme):
    assert contrast(theme.accent, theme.button) >= 3
    assert contrast(theme.accent, theme.bg2) >= 3


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
