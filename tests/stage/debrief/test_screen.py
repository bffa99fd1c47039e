"""The debrief as a person meets it: by key and by mouse, at every text size, in both languages."""

import random
from dataclasses import replace
from fractions import Fraction

import pygame
import pytest

from sim.content import texts as catalogues
from sim.core.call import Call
from sim.core.debrief import review
from sim.core.log import Setup
from sim.stage.debrief.extras import Extras
from sim.stage.debrief.screen import DebriefScreen
from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY, Quit, Restyle
from sim.stage.kit.theme import THEMES
from sim.stage.player import Player
from sim.stage.services import Door
from tests.painting import same
from tests.shipped import PLAYS
from tests.stage.debrief.desk import Desk
from tests.stage.debriefs import shipped, small
from tests.stage.fakes import FakeProgram, small_scenario
from tests.stage.grids import LOOKS

SIZES = [(1280, 720), (1024, 600)]


@pytest.mark.parametrize(("key", "name"), [("return", "again"), ("escape", "menu")])
def test_enter_plays_again_and_escape_goes_to_the_menu(key, name):
    desk = Desk(small("aabba"))
    desk.player.key(key)
    assert desk.chosen == [name]


def test_a_key_that_was_still_meant_for_the_call_does_nothing():
    played = small("aabba")
    chosen = []
    player = Player(DebriefScreen(FakeProgram(), *played, lambda: chosen.append("again"), Quit))
    player.key("return")
    player.key("escape")
    assert chosen == []
    assert player.app.running
    player.wait(0.5)
    player.key("return")
    assert chosen == ["again"]


def test_the_mouse_alone_reaches_everything():
    desk = Desk(small("aabba"))
    for button, title in (("Every point", "Where every point comes from"), ("The whole call", "The whole call")):
        desk.player.click(button)
        assert desk.screen.ui.overlay.label == title
        desk.player.click("Close")
        assert desk.screen.ui.overlay is None
    desk.player.click("Menu")
    desk.player.click("Play again")
    assert desk.chosen == ["menu", "again"]


def test_the_headline_is_the_verdict_with_the_lowest_score():
    desk = Desk(small("aabba"))
    lowest = min(desk.debrief.card.scores.values())
    assert desk.player.sees(f"Not yet: {lowest} of 100")
    assert desk.player.sees("Four afternoons · Rieneke van Dalen · ")
    assert desk.player.sees("She knows what happens next.")
    assert any(said.startswith("Not yet: ") for said in desk.player.spoken)


def test_what_kept_a_call_from_passing_besides_its_scores_is_said():
    scenario, debrief = small("aaaaa")
    scores = dict.fromkeys(debrief.card.scores, 90)
    rushed = replace(debrief.card, scores=scores, passed=False, distinction=False, effort=Fraction(1, 2))
    desk = Desk((scenario, replace(debrief, card=rushed)))
    assert desk.player.sees("Too many replies came before they could have been read.")
    assert desk.player.sees("Not yet: 90 of 100")


def test_every_costly_moment_says_what_to_say_instead():
    desk = Desk(small("abbbb"))
    costliest = desk.debrief.turns[desk.debrief.costliest - 1]
    label = f"Say this instead: “{costliest.instead.text}” {costliest.instead.because}"
    assert desk.player.sees(label)
    assert desk.player.sees(f"“{costliest.said}”")
    assert any("Best turn" in text for text in desk.player.labels())
    assert any("Costliest turn" in text for text in desk.player.labels())


def test_what_the_caller_needed_is_ticked_where_it_was_reached():
    desk = Desk(small("aabab"))
    for text in (
        "Found: She has a video job interview tomorrow at ten.",
        "Met: A loan router and mobile data before ten.",
        "Not followed up: She knows who calls, about what and when.",
    ):
        assert desk.player.sees(text)


def test_the_whole_call_has_every_turn_with_its_words_and_marks():
    desk = Desk(small("aabba"))
    desk.player.key("t")
    labels = desk.player.labels()
    for turn in desk.debrief.turns:
        assert f"You: {turn.said}" in labels
        assert f"Rieneke van Dalen: {turn.heard}" in labels
        assert turn.because in labels
    marks = [text for text in labels if text.startswith(("Calm ", "Ownership ", "Policy "))]
    assert len(marks) == 3 * len(desk.debrief.turns)
    assert "Policy −2 ×2" in marks
    desk.player.key("escape")
    assert desk.screen.ui.overlay is None
    assert desk.chosen == []


def test_speech_hears_the_verdict_and_then_the_call_turn_by_turn():
    desk = Desk(small("aabba"))
    policy = desk.debrief.card.scores["policy"]
    assert any(f"Policy: {policy}. Not yet" in said for said in desk.player.spoken)
    desk.player.key("tab")
    desk.player.key("t")
    for turn in desk.debrief.turns:
        said = desk.player.spoken[-1]
        assert said.startswith(f"Turn {turn.number} ")
        assert turn.said.rstrip(".") in said
        while desk.player.spoken[-1] == said:
            desk.player.key("down")
    assert desk.player.spoken[-1] == "She knows what happens next"


@pytest.mark.parametrize("key", ["l", "t"])
def test_enter_still_plays_again_after_something_was_read(key):
    desk = Desk(small("aabba"))
    desk.player.key(key)
    desk.player.key("return")
    assert desk.chosen == []
    desk.player.key("escape")
    desk.player.click("The whole call")
    desk.player.click("Close")
    desk.player.key("return")
    assert desk.chosen == ["again"]


def test_enter_presses_the_button_that_is_seen_to_have_the_focus():
    desk = Desk(small("aabba"))
    while desk.screen.ui.focus is not desk.screen.menu:
        desk.player.key("tab")
    desk.player.key("return")
    assert desk.chosen == ["menu"]


@pytest.mark.parametrize("key", ["l", "t"])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_keys_alone_scroll_to_the_end_of_what_was_opened(key, text):
    desk = Desk(small("aabba"), LookSettings(text=text))
    desk.player.key(key)
    panel = desk.screen.ui.overlay.panel
    assert desk.screen.ui.focus in (panel, *panel.children)
    for _ in range(200):
        desk.player.key("down")
        if panel.children[-1].rect.bottom <= panel.rect.bottom:
            break
    assert panel.offset > 0
    assert panel.children[-1].rect.bottom <= panel.rect.bottom


def test_the_page_fits_without_scrolling_at_the_usual_size():
    desk = Desk(small("aabba"))
    assert desk.screen.scroll.furthest == 0
    assert not desk.screen.scroll.focusable


def test_keys_alone_scroll_the_page_where_the_text_is_large():
    desk = Desk(small("aabba"), LookSettings(text=2.0))
    scroll = desk.screen.scroll
    desk.player.key("tab")
    assert desk.screen.ui.focus is scroll
    for _ in range(100):
        if scroll.offset < scroll.furthest:
            desk.player.key("down")
    assert scroll.offset == scroll.furthest > 0
    desk.player.key("return")
    assert desk.chosen == ["again"]


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_every_button_is_reached_by_tab(text):
    desk = Desk(small("aabba"), LookSettings(text=text))
    reached = set()
    for _ in range(9):
        desk.player.key("tab")
        reached.add(desk.screen.ui.focus.label)
    shown = {button.label for button in desk.screen.buttons.children if button.visible}
    assert shown <= reached
    assert {"Menu", "Play again"} <= shown


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_every_text_fits(language, family, text):
    desk = Desk(small("aabba"), LookSettings(family=family, text=text), language=language)
    found = {}
    for size in SIZES:
        desk.player.resize(size)
        found[size] = desk.cut()
        for key in "lthn":
            desk.player.key(key)
            found[size, key] = desk.cut()
            desk.player.key("escape")
    assert not any(found.values()), {where: cut for where, cut in found.items() if cut}
    assert desk.program.texts.missing == set()


@pytest.mark.parametrize(
    "play",
    [pytest.param(p, id=p.stem, marks=() if p.stem == "four-afternoons-hothead" else pytest.mark.slow) for p in PLAYS],
)
def test_the_shipped_calls_fit_in_both_languages(play):
    for language in catalogues.languages():
        desk = Desk(shipped(play), language=language)
        cut = desk.cut()
        for key in "lthn":
            desk.player.key(key)
            cut += desk.cut()
            desk.player.key("escape")
        assert cut == []
        assert desk.program.texts.missing == set()


def test_nothing_is_lost_by_resizing_and_restyling():
    desk = Desk(small("aabba"))
    desk.player.key("t")
    desk.player.key("page down")
    overlay = desk.screen.ui.overlay
    offset = overlay.panel.offset
    desk.player.resize((1600, 900))
    desk.player.restyle(LookSettings(theme="paper", text=1.5))
    desk.player.resize((1280, 720))
    desk.player.restyle(LookSettings())
    assert desk.screen.ui.overlay is overlay
    assert abs(overlay.panel.offset - offset) <= 4
    assert offset > 0


@pytest.mark.parametrize("text", [1.0, 1.5])
def test_a_call_without_a_reply_has_a_debrief_too(text):
    call = Call(small_scenario(), Setup())
    desk = Desk((call.scenario, review(call)), LookSettings(text=text))
    assert desk.player.sees("Not rated")
    assert desk.player.sees("The call was broken off.")
    assert desk.player.sees("The call ended before the first reply.")  # why no line is drawn
    assert desk.cut() == []
    desk.player.key("t")
    assert desk.player.sees("The call ended before the first reply.")
    assert desk.cut() == []


def test_a_score_that_was_not_rated_says_so_instead_of_a_number():
    scenario, debrief = small("aabba")
    scores = {**debrief.card.scores, "policy": None}
    desk = Desk((scenario, replace(debrief, card=replace(debrief.card, scores=scores))))
    assert "not rated" in desk.player.find("Policy").spoken()
    desk.player.key("l")
    assert desk.player.sees("Policy: not rated")


class Monkey:
    """Does what a restless child would do."""

    KEYS = ("tab", "up", "down", "left", "right", "l", "t", "page up", "page down", "home", "end", "escape", "return")

    def __init__(self, player, seed):
        self.player, self.rng = player, random.Random(seed)

    def act(self):
        kind = self.rng.choices(["key", "click", "wheel", "resize", "style"], [60, 20, 12, 3, 2])[0]
        getattr(self, kind)()
        self.player.wait(self.rng.choice([0.02, 0.05]))
        return kind

    def key(self):
        self.player.key(self.rng.choice(self.KEYS), self.rng.choice([0, 0, pygame.KMOD_SHIFT]))

    def click(self):
        self.player.click_at((self.rng.randrange(1280), self.rng.randrange(720)))

    def wheel(self):
        self.player.wheel(self.rng.choice(self.player.labels()), self.rng.choice([-3, -1, 2]))

    def resize(self):
        self.player.resize(self.rng.choice([(1280, 720), (1024, 600), (1500, 800)]))

    def style(self):
        settings = LookSettings(
            self.rng.choice(list(THEMES)), self.rng.choice(list(FAMILIES)), self.rng.choice([1, 1.5, 2.0])
        )
        self.player.app.carry_out(Restyle(settings))


@pytest.mark.painted
@pytest.mark.parametrize(
    ("seed", "steps"), [(3, 9), pytest.param(17, 300, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_redrawing_in_parts_equals_redrawing_the_whole(seed, steps):
    desk = Desk(small("aabba"))
    monkey = Monkey(desk.player, seed)
    for step in range(steps):
        kind = monkey.act()
        parts = desk.player.picture()
        assert same(parts, desk.player.redrawn()), f"step {step}: {kind}"


def test_a_run_in_which_time_was_not_judged_says_so():
    scenario, debrief = small("aabba")
    note = FakeProgram().texts("verdict.untimed")
    assert not Desk((scenario, debrief)).player.sees(note)
    assert Desk((scenario, replace(debrief, untimed=True))).player.sees(note)


def test_the_chart_is_told_in_words():
    chart = Desk(small("aabba")).screen.page.chart.timeline
    assert chart.spoken().startswith("Anger: ")
    assert " at first, " in chart.spoken()
    assert chart.spoken().count(".") == 3


@pytest.mark.parametrize("text", [1.0, 1.5])
def test_the_title_of_the_chart_stands_above_it(text):
    chart = Desk(small("aabba"), LookSettings(text=text)).screen.page.chart
    assert chart.title.rect.bottom <= chart.timeline.rect.top


def rewinding(letters, turns, **more):
    """A desk of a call in practice, where each turn can be played anew; `turns` notes which was asked for."""
    return Desk(small(letters), extras=Extras(rewind=lambda turn: turns.append(turn) or STAY, **more))


def test_in_practice_every_moment_and_every_turn_can_be_played_on_from():
    turns = []
    desk = rewinding("aabba", turns)
    for card, number in zip(desk.screen.page.moments.cards, desk.debrief.moments, strict=True):
        desk.screen.ui.activate(card.children[-1].children[0])
        assert turns.pop() == number
    desk.player.key("t")
    cards = desk.screen.ui.overlay.panel.children[2:-1]
    assert len(cards) == len(desk.debrief.turns)
    for number, card in enumerate(cards, 1):
        desk.screen.ui.activate(card.children[-1].children[0])
        assert turns.pop() == number


def test_where_a_call_cannot_be_rewound_nothing_offers_it():
    desk = Desk(small("aabba"))
    desk.player.key("t")
    assert "Play on from here" not in desk.player.labels()


def test_what_others_add_is_a_button_away():
    opened = []
    door = Door("Watch a model call", lambda: opened.append("model") or STAY, "play")
    desk = Desk(small("aabba"), extras=Extras(more=(door,)))
    desk.player.key("m")
    desk.player.click("Watch a model call")
    assert opened == ["model"]
    assert desk.screen.ui.overlay is None


@pytest.mark.parametrize("text", [1.5, 2.0])
def test_what_has_no_room_below_is_behind_one_button_and_keeps_its_key(text):
    desk = Desk(small("aabba"), LookSettings(text=text), size=(1024, 600))
    assert desk.screen.buttons.more.visible
    desk.player.click("More")
    desk.player.click("Every point")
    assert desk.screen.ui.overlay.label == "Where every point comes from"
    desk.player.key("escape")
    desk.player.key("l")
    assert desk.screen.ui.overlay.label == "Where every point comes from"
    desk.player.key("escape")
    desk.player.key("m")
    desk.player.key("l")
    assert desk.screen.ui.overlay.label == "Where every point comes from"


def test_a_call_of_the_past_is_left_by_going_back():
    assert Desk(small("aabba"), extras=Extras(past=True)).player.sees("Back")


@pytest.mark.parametrize("exam", [True, False])
def test_an_exam_is_named_beside_the_verdict(exam):
    desk = Desk(small("aaaaa"), extras=Extras(exam=exam))
    assert desk.screen.subtitle.label.startswith("Exam · ") == exam
