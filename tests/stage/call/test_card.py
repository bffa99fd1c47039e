"""The card in which the caller speaks."""

import pytest

from sim.core.manner import Manner
from sim.stage.kit.look import MEDIUM, STRONG, LookSettings
from tests.stage.call_play import USUAL, Desk
from tests.stage.fakes import small_scenario

NAME = "Prof. Dr. Øyvind-Åse Þórðarson-Müller van der Großenstraße"


def test_a_name_of_two_lines_leaves_the_caption_its_own():
    short = small_scenario()
    long = short.model_copy(update={"caller": short.caller.model_copy(update={"name": NAME})})
    for scenario, lines in ((short, 1), (long, 2)):
        desk = Desk(scenario, size=USUAL, looks=LookSettings(text=2.0))
        desk.to_replies()
        card, look = desk.screen.parts.card, desk.player.app.look
        head = card.caption.rect.top - card.rect.top
        assert head >= lines * look.line(STRONG)
        assert card.caption.rect.height >= look.line(STRONG)


@pytest.mark.parametrize(("language", "words"), [("en", "(huffs, loudly)"), ("nl", "(snuift, luid)")])
@pytest.mark.parametrize(("text", "name"), [(1.0, "Anna"), (1.0, NAME), (2.0, NAME)])
def test_how_a_line_is_said_stands_beside_the_name_or_below_it(language, words, text, name):
    short = small_scenario()
    scenario = short.model_copy(update={"caller": short.caller.model_copy(update={"name": name})})
    desk = Desk(scenario, language, USUAL, looks=LookSettings(text=text))
    desk.to_replies()
    card, look = desk.screen.parts.card, desk.player.app.look
    tops = []
    for manner in (Manner(), Manner("huff", "loud")):
        desk.screen.director.line.manner = manner
        desk.player.frame(2)
        desk.screen.ui.refresh()
        desk.player.frame(2)
        tops.append(card.caption.rect.top)
    without, top = tops
    assert card.cue == words
    beside = top == without
    assert beside == (text == 1.0 and name == "Anna")
    if not beside:
        assert top - without >= look.line(MEDIUM)
    assert not card.wave.rect.width or card.wave.rect.right <= card.rect.right - look.width(words, MEDIUM)


def test_sounds_without_words_are_read_too():
    desk = Desk()
    assert desk.player.sees("(The phone is ringing.)")
    desk.to_replies()
    desk.player.key("h")
    desk.player.frame(2)
    assert desk.player.sees("(Soft hold music.)")
    desk.screen.director.hang_up()
    desk.player.frame(2)
    assert desk.player.sees("(The line goes dead.)")


@pytest.mark.parametrize("reduced", [False, True])
def test_the_sign_swells_with_the_ring_unless_motion_is_reduced(reduced):
    desk = Desk(looks=LookSettings(reduced_motion=reduced), frames_per_second=20)
    glows = []
    for _ in range(100):
        desk.player.frame()
        glows.append(desk.screen.parts.card.medallion.glow)
    if reduced:
        assert not any(glows)
        return
    assert max(glows) == 1.0
    assert 75 <= glows.count(0.0) <= 85, "four seconds of five it rests"
    desk.pick_up()
    desk.player.frame(2)
    assert desk.screen.parts.card.medallion.glow == 0.0
