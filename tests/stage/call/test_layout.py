"""The call in every size, language and font: nothing is cut off, nothing is out of reach, parts equal the whole."""

import random
from itertools import product

import pygame
import pytest

from sim.content import texts as catalogues
from sim.core.log import Setup
from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.look import LookSettings
from sim.stage.kit.theme import THEMES
from tests.painting import same
from tests.stage.call_play import USUAL, Desk
from tests.stage.fakes import shipped_scenario, small_scenario

SIZES = ((1280, 720), (1920, 1080), (1024, 600))
SCALES = (1.0, 1.25, 1.5, 2.0)
LONG = shipped_scenario("four-afternoons")
QUICK = [
    ((1280, 720), 1.0, "inter", "en"),
    ((1280, 720), 1.5, "inter", "nl"),
    ((1280, 720), 2.0, "atkinson", "nl"),
    ((1024, 600), 2.0, "opendyslexic", "nl"),
    ((1920, 1080), 1.25, "inter", "en"),
]
ALL = [case for case in product(SIZES, SCALES, FAMILIES, catalogues.languages()) if case not in QUICK]
CASES = [*QUICK, *(pytest.param(*case, marks=pytest.mark.slow) for case in ALL)]


@pytest.mark.parametrize(("size", "text", "family", "language"), CASES)
def test_every_text_fits_at_every_moment(size, text, family, language):
    desk = Desk(LONG, language, size, LookSettings(family=family, text=text))
    cut = {"ringing": desk.cut_off()}
    cut["speaking"] = _after(desk, lambda: (desk.pick_up(), desk.player.wait(2)))
    cut["cut off"] = _after(desk, lambda: (desk.player.key("h"), desk.player.wait(1)))
    desk.player.key("return")
    cut["replies"] = _after(desk, desk.to_replies)
    for name, key in (("breath", "b"), ("policy", "p"), ("desk", "d"), ("transcript", "t"), ("feelings", "f"),
                      ("pause", "escape"), ("hang up", "q")):  # fmt: skip
        cut[name] = _after(desk, lambda key=key: desk.player.key(key))
        desk.player.key("b" if name == "breath" else "escape")
    cut["hold"] = _after(desk, lambda: (desk.player.key("h"), desk.player.wait(1)))
    cut["too long"] = _after(desk, lambda: desk.player.wait(34))
    desk.screen.director.hang_up()
    cut["over"] = _after(desk, lambda: desk.player.wait(1))
    assert {name: labels for name, labels in cut.items() if labels} == {}
    assert desk.program.texts.missing == set()


def _after(desk, act):
    act()
    desk.player.frame()
    return desk.cut_off()


@pytest.mark.parametrize("mode", ["practice", "exam"])
@pytest.mark.parametrize(("size", "text"), [((1280, 720), 1.0), ((1280, 720), 2.0), ((1024, 600), 1.5)], ids=str)
def test_everything_can_be_reached_by_key(size, text, mode):
    desk = Desk(LONG, size=size, looks=LookSettings(text=text), setup=Setup(seed=7, mode=mode)).to_replies()
    wanted = {id(w) for w in desk.screen.ui.walk() if w.focusable and w.enabled and w.rect.width}
    reached = set()
    for _ in range(len(wanted)):
        desk.player.key("tab")
        focus = desk.screen.ui.focus
        reached.add(id(focus))
        clip = focus.clip()
        assert clip is None or clip.colliderect(focus.rect), focus.label
    assert reached == wanted


@pytest.mark.parametrize("text", SCALES)
def test_what_has_no_place_has_a_key(text):
    desk = Desk(LONG, size=USUAL, looks=LookSettings(text=text)).to_replies()
    parts = desk.screen.parts
    assert parts.transcript.visible != parts.tools.transcript.visible
    assert parts.below.visible != parts.tools.below.visible
    if not parts.transcript.visible:
        desk.player.key("t")
        assert desk.player.sees("Rieneke van Dalen: Fourth time!")
        desk.player.key("t")
        desk.player.key("p")
        assert desk.player.sees("What we are here for")
        desk.player.key("p")
    if not parts.below.visible:
        desk.player.key("f")
        assert "Anger: a lot" in desk.player.find("How the caller sounds").children[0].children[0].spoken()


def test_all_replies_are_in_sight_up_to_large_text():
    for text in (1.0, 1.25, 1.5):
        desk = Desk(LONG, size=USUAL, looks=LookSettings(text=text)).to_replies()
        assert desk.screen.parts.region.replies.furthest == 0, text


def test_where_nothing_has_room_below_the_portrait_the_replies_take_the_whole_width():
    desk = Desk(LONG, size=USUAL, looks=LookSettings(text=2.0)).to_replies()
    parts, sides = desk.screen.parts, set()
    assert parts.region.replies.rect.left <= parts.portrait.rect.left
    assert parts.portrait.rect.right < parts.card.rect.left
    for act in (lambda: None, lambda: desk.player.key("b"), lambda: desk.player.key("1"), desk.to_replies):
        act()
        desk.player.wait(0.5)
        sides.add(parts.portrait.rect.size)
    assert len(sides) == 1, "the face keeps its size from moment to moment"


def test_a_caption_too_long_for_its_place_scrolls_and_can_be_read_back():
    desk = Desk(LONG, size=(820, 600), looks=LookSettings(text=2.0)).to_replies()
    desk.player.key("1")
    desk.to_replies()
    caption = desk.screen.parts.card.caption
    look = desk.player.app.look
    assert caption.focusable
    first = caption._window(look)[0]
    assert first > 0
    desk.player.key("page up")
    assert caption._window(look)[0] < first
    for _ in range(6):
        desk.player.key("page up")
    assert caption._window(look)[0] == 0


def test_nothing_is_lost_by_resizing_in_the_middle_of_a_call():
    desk = Desk(LONG, size=USUAL).to_replies()
    desk.player.key("2")
    desk.player.wait(1)
    before = _state(desk)
    for size in ((1600, 1000), (1024, 600), (700, 900), (1280, 720)):
        desk.player.resize(size)
    desk.player.restyle(LookSettings(text=1.5, theme="paper"))
    desk.player.restyle(LookSettings())
    after = _state(desk)
    assert {key: after[key] for key in before if key != "shown"} == {k: v for k, v in before.items() if k != "shown"}
    assert after["shown"] >= before["shown"]


def test_a_resize_keeps_an_open_desk_with_its_search():
    desk = Desk(size=USUAL).to_replies()
    desk.player.key("d")
    desk.player.type("vis")
    desk.player.resize((1024, 600))
    desk.player.restyle(LookSettings(text=2.0))
    assert desk.screen.ui.focus.text == "vis"
    desk.player.type("its")
    assert desk.screen.ui.focus.text == "visits"


def _state(desk):
    parts = desk.screen.parts
    return {
        "stage": desk.stage,
        "said": parts.region.said.label,
        "text": parts.card.caption.text,
        "shown": parts.card.caption.shown,
        "lines": len(parts.transcript.list.children),
        "feelings": parts.below.spoken(),
        "events": desk.done,
    }


def test_the_layout_does_not_move_when_the_replies_appear():
    desk = Desk(LONG, size=USUAL).to_replies()
    desk.player.key("1")
    desk.player.wait(0.5)
    parts = desk.screen.parts
    before = (parts.card.rect.copy(), parts.time.rect.copy(), parts.region.rect.copy())
    desk.to_replies()
    assert (parts.card.rect, parts.time.rect, parts.region.rect) == before


class Monkey:
    """Does what a restless child would do with a call, but never leaves it."""

    KEYS = ("tab", "up", "down", "left", "right", "1", "2", "b", "h", "p", "d", "t", "f", "n", "z", "q", "return",
            "space", "page up", "page down", "home", "end", "backspace", "escape")  # fmt: skip
    STAYS_AWAY_FROM = ("Leave the call for now", "Hang up", "To the debrief")

    def __init__(self, desk, seed):
        self.desk, self.player, self.rng = desk, desk.player, random.Random(seed)

    def act(self):
        kind = self.rng.choices(["key", "click", "wheel", "type", "resize", "style"], [60, 25, 8, 4, 2, 1])[0]
        getattr(self, kind)()
        self.player.wait(self.rng.choice([0.02, 0.05, 0.2, 0.2, 1.5]))
        return kind

    def key(self):
        key, focus = self.rng.choice(self.KEYS), self.desk.screen.ui.focus
        leaves = self.desk.stage == "over" or (focus is not None and focus.label in self.STAYS_AWAY_FROM)
        if not (key in ("return", "space") and leaves):
            self.player.key(key, self.rng.choice([0, 0, pygame.KMOD_SHIFT]))

    def click(self):
        widgets = [
            w for w in self.desk.screen.ui.top.walk()
            if w.focusable and w.rect.width and w.label not in self.STAYS_AWAY_FROM
        ]  # fmt: skip
        if widgets:
            self.player.click_at(self.rng.choice(widgets).rect.center)

    def wheel(self):
        spot = (self.rng.randrange(1280), self.rng.randrange(720))
        self.player.mouse(pygame.MOUSEMOTION, spot)
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=self.rng.choice([-3, -1, 2]), flipped=False))
        self.player.frame()

    def type(self):
        self.player.type(self.rng.choice(["h", "vis 1", "é"]))

    def resize(self):
        self.player.resize(self.rng.choice([(1280, 720), (1024, 600), (1500, 800)]))

    def style(self):
        self.player.restyle(
            LookSettings(
                self.rng.choice(list(THEMES)), self.rng.choice(list(FAMILIES)), self.rng.choice([1.0, 1.5, 2.0]),
                reduced_motion=self.rng.random() < 0.3,
            )
        )  # fmt: skip


@pytest.mark.painted
@pytest.mark.parametrize(
    ("seed", "steps"), [(5, 24), pytest.param(11, 500, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_redrawing_in_parts_equals_redrawing_the_whole(seed, steps):
    _compare(seed, steps)


@pytest.mark.slow
@pytest.mark.painted
def test_redrawing_in_parts_equals_redrawing_the_whole_with_a_real_face():
    _compare(8, 6)


def _compare(seed, steps):
    desk = Desk(LONG if seed % 2 else small_scenario())
    monkey = Monkey(desk, seed)
    desk.pick_up()
    for step in range(steps):
        kind = monkey.act()
        assert desk.player.app.running
        parts = desk.player.picture()
        assert same(parts, desk.player.redrawn()), f"step {step}: {kind}"
    assert desk.program.texts.missing == set()
