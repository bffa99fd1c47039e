import pygame
import pytest

from sim.content import texts as catalogues
from sim.content.drawable import DRAWABLE
from sim.stage.kit import fonts
from sim.stage.kit.look import BODY, CAPTION, LABEL, Look, LookSettings, Style

pygame.font.init()
INK = (255, 255, 255)
SENTENCE = "Eleven years I have been a customer, and now you take the money twice?"


def look(size=(1280, 720), **settings):
    return Look(LookSettings(**settings), size)


def test_text_is_never_set_smaller_than_13_pixels_at_the_base_size():
    assert look().font(Style(9)).get_height() == look().font(Style(13)).get_height()


def test_text_stays_readable_in_a_small_window():
    assert look((640, 360)).font(LABEL).get_height() >= fonts.open_font("inter", "regular", 11).get_height()


def test_lengths_follow_the_smaller_side_of_the_window():
    assert look((1920, 1080)).u(20) == 30
    assert look((1920, 720)).u(20) == 20
    assert look((1024, 600)).u(20) == 16
    assert look(scale=1.5).u(20) == 30


def test_a_length_keeps_at_least_one_pixel_and_none_stays_none():
    assert look((320, 200)).u(1) == 1
    assert look().u(0) == 0


@pytest.mark.parametrize("text", [1.25, 1.5, 2.0])
def test_larger_text_is_wider_in_proportion(text):
    assert look(text=text).width(SENTENCE, BODY) == pytest.approx(look().width(SENTENCE, BODY) * text, rel=0.06)


@pytest.mark.parametrize("family", fonts.FAMILIES)
@pytest.mark.parametrize("width", [60, 200, 500])
def test_no_wrapped_line_is_wider_than_asked(family, width):
    now = look(family=family)
    assert all(now.width(line, CAPTION) <= width for line in now.wrap(SENTENCE, CAPTION, width))


def test_wrapping_keeps_every_word():
    assert " ".join(look().wrap(SENTENCE, BODY, 200)) == SENTENCE


def test_a_word_too_long_for_its_line_is_divided():
    word = "arbeidsongeschiktheidsverzekering"
    lines = look().wrap(word, BODY, 90)
    assert len(lines) > 1
    assert "".join(lines) == word


def test_line_breaks_in_a_text_are_kept():
    assert look().wrap("one\n\ntwo", BODY, 400) == ("one", "", "two")


def test_a_paragraph_takes_the_height_that_was_measured():
    now = look()
    box = pygame.Rect(10, 20, 200, 0)
    end = now.paragraph(pygame.Surface((400, 400)), SENTENCE, box, (BODY, INK))
    assert end - box.y == now.height(SENTENCE, BODY, box.width)


def test_line_spacing_moves_lines_apart():
    assert look(line_spacing=1.5).line(BODY) > look().line(BODY)


def test_letter_spacing_makes_words_wider_as_measured_and_as_drawn():
    wide = look(letter_spacing=0.1)
    assert wide.width("payment", BODY) > look().width("payment", BODY)
    assert wide.render("payment", BODY, INK).get_width() == wide.width("payment", BODY)


def test_a_text_is_rendered_once():
    now = look()
    assert now.render("again", BODY, INK) is now.render("again", BODY, INK)


def test_the_memory_for_texts_is_bounded():
    now = look()
    first = now.render("0", BODY, INK)
    for i in range(1, 2000):
        now.render(str(i), BODY, INK)
    assert now.render("0", BODY, INK) is not first


def test_digits_of_a_clock_take_the_same_room():
    now = look()
    assert now.figures("11:11", BODY, INK).get_width() == now.figures("08:45", BODY, INK).get_width()


def test_a_hard_space_is_drawn_as_a_space():
    now = look(family="opendyslexic")
    assert now.width("a\u00a0b", BODY) == now.width("a b", BODY)


def test_a_character_that_a_font_lacks_is_noticed():
    assert fonts.covers("inter", "“twee” € – → ĳ")
    assert not fonts.has_glyph("atkinson", "→")
    assert not fonts.has_glyph("inter", "漢")


def test_what_a_font_lacks_is_drawn_in_inter():
    assert look(family="atkinson").width("→", BODY) == look().width("→", BODY)


@pytest.mark.parametrize("family", fonts.FAMILIES)
@pytest.mark.parametrize("language", catalogues.languages())
def test_every_font_has_the_letters_of_every_text(family, language):
    texts = catalogues.load(language)
    words = "".join(texts(key, **dict.fromkeys(texts.fields(key) | {"count"}, 2)) for key in texts.keys)
    assert {c for c in words if not fonts.covers(family, c)} <= set("→←✓")


@pytest.mark.parametrize("family", fonts.FAMILIES)
def test_every_font_comes_with_its_licence(family):
    file = fonts.FAMILIES[family].file("regular")
    assert "SIL OPEN FONT LICENSE" in next(file.parent.glob(f"{file.name.split('-')[0]}-LICENSE.txt")).read_text()


def drawn(character):
    """Whether the character is seen as itself, or not at all."""
    plain = fonts.plain(character)
    return not plain or fonts.has_glyph("inter", plain)


@pytest.mark.slow
def test_the_checks_table_of_what_can_be_drawn_agrees_with_the_fonts():
    edges = {ord(character) + step for character in DRAWABLE for step in (-1, 0, 1)}
    looked_at = sorted(edges | set(range(0x20, 0x3000)) | set(range(0x3000, 0x20000, 61)))
    unseen = {*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)}  # the check does not let them in
    wrong = [
        f"U+{number:04X} {'is drawn' if drawn(chr(number)) else 'is a box'}"
        for number in looked_at
        if number not in unseen and drawn(chr(number)) != (chr(number) in DRAWABLE)
    ]
    assert wrong == []


@pytest.mark.parametrize("weight", ["medium", "semibold"])
def test_every_weight_draws_what_the_regular_one_draws(weight):
    font, boxed = fonts.open_font("inter", weight, 24), []
    box = font.render("\uffff", True, INK).get_buffer().raw
    for character in sorted(DRAWABLE):
        plain = fonts.plain(character).strip()
        if plain and fonts.draw(font, plain, INK).get_buffer().raw == box:
            boxed.append(character)
    assert boxed == []


@pytest.mark.parametrize("text", ["a\u200db", "\u200d", "\u200e", "☎\ufe0f", "\u2060 \u00ad", ""])
@pytest.mark.parametrize("spacing", [0.0, 0.1])
def test_characters_without_width_can_stand_anywhere(text, spacing):
    now = look(letter_spacing=spacing)
    assert now.render(text, BODY, INK).get_height() > 0
    assert now.wrap(text, BODY, 40) is not None


def word_by_word(now, text, style, width):
    """Wrapping as it is defined: each word goes to the line as long as it fits."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            trial = f"{line} {word}" if line else word
            if now.width(trial, style) <= width:
                line = trial
                continue
            lines += [line] if line else []
            *full, line = now._divide(word, style, width)
            lines += full
        lines.append(line)
    return tuple(lines)


@pytest.mark.parametrize("text", [SENTENCE, SENTENCE * 4, "", " ", "  a  b ", "i " * 60, "x" * 90 + " so", "a\n\nb"])
@pytest.mark.parametrize("width", [3, 40, 211, 500])
def test_a_guess_at_where_a_line_ends_changes_no_line(text, width):
    assert look().wrap(text, CAPTION, width) == word_by_word(look(), text, CAPTION, width)
