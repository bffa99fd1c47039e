"""The moment before a call, played: two numbers and Enter, Enter alone skips, a mistake can be put right."""

import pytest

from sim.core.events import Notice
from sim.core.recording import RecordError
from sim.stage.briefing.notice_screen import GUARD, NoticeScreen
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY
from sim.stage.player import Player
from tests.stage.fakes import FakeProgram, shipped_scenario


class Desk:
    """The screen, and a note of where it leads."""

    def __init__(self, name="four-afternoons", language="en", size=(1280, 720), **looks):
        scenario = shipped_scenario(name)
        self.program, self.rung, self.backs, self.trouble = FakeProgram(scenario, language=language), [], 0, None
        screen = NoticeScreen(self.program, scenario, self._ring, self._back)
        self.player = Player(screen, LookSettings(**looks), size)
        self.player.wait(GUARD + 0.1)

    def _ring(self, noticed):
        if self.trouble is not None:
            raise self.trouble
        self.rung.append(noticed)
        return STAY

    def _back(self):
        self.backs += 1
        return STAY


def test_two_numbers_answer_and_enter_lets_it_ring():
    desk = Desk()
    desk.player.key("4")
    desk.player.key("1")
    desk.player.wait(2)
    assert desk.rung == [], "nobody is rung away from what they expect"
    desk.player.key("return")
    assert desk.rung == [Notice(feeling=4, kind="emotional")]


def test_who_listens_hears_what_a_number_has_chosen_and_what_comes_next():
    desk, said = Desk(), []
    desk.player.screen.ui.say = said.append
    desk.player.key("4")
    desk.player.key("1")
    assert said[0].startswith("4 of 5")
    assert "Felt anger" in said[-1]
    assert "Let it ring" in said[-1]


def test_the_mouse_alone_answers_in_any_order_and_lets_it_ring():
    desk = Desk("eviction-thursday")
    desk.player.click("Pressure")
    desk.player.click("2 of 5")
    desk.player.click("Let it ring")
    assert desk.rung == [Notice(feeling=2, kind="pressure")]


def test_tab_and_enter_answer_too():
    desk = Desk("the-helpful-man")
    for _ in range(2):
        desk.player.key("tab")
    desk.player.key("return")
    for _ in range(4):
        desk.player.key("tab")
    desk.player.key("return")
    desk.player.click("Let it ring")
    assert desk.rung == [Notice(feeling=2, kind="racing")]


@pytest.mark.parametrize(
    ("keys", "noticed"), [((), Notice()), (("5",), Notice(feeling=5)), (("4", "backspace"), Notice())]
)
def test_enter_goes_on_with_what_was_said_so_far(keys, noticed):
    desk = Desk()
    for key in (*keys, "return"):
        desk.player.key(key)
    assert desk.rung == [noticed]


def test_the_second_answer_can_be_taken_back_before_it_rings():
    desk = Desk()
    for key in ("4", "2", "backspace", "1", "return"):
        desk.player.key(key)
    assert desk.rung == [Notice(feeling=4, kind="emotional")]


def test_an_enter_that_was_meant_for_the_briefing_skips_nothing():
    program = FakeProgram(shipped_scenario("four-afternoons"))
    rung = []
    screen = NoticeScreen(program, shipped_scenario("four-afternoons"), rung.append, lambda: STAY)
    player = Player(screen, LookSettings(), (960, 540))
    player.key("return")
    assert rung == []


def test_escape_goes_back_to_the_briefing():
    desk = Desk()
    desk.player.key("escape")
    assert desk.backs == 1


def test_a_call_that_cannot_be_kept_says_why_and_can_be_tried_again():
    desk = Desk()
    desk.trouble = RecordError("disk_full")
    for key in ("4", "1", "return"):
        desk.player.key(key)
    assert desk.player.screen.ui.overlay is not None
    desk.trouble = None
    desk.player.key("escape")
    desk.player.key("return")
    assert desk.rung == [Notice(feeling=4, kind="emotional")]


def test_the_second_question_comes_into_sight_before_a_number_answers_it():
    desk = Desk("the-helpful-man", text=1.75)
    assert not desk.player.screen.cards[-1].in_sight
    desk.player.key("3")
    assert desk.player.screen.cards[-1].in_sight
    desk.player.key("1")
    assert desk.player.screen.expected.choices[-1].in_sight


def test_what_is_expected_may_be_said_and_the_first_choice_stands_for_all_three():
    desk = Desk()
    calm, ownership, policy = desk.player.screen.expected.choices
    calm.choose(2)
    assert [choice.index for choice in (calm, ownership, policy)] == [2, 2, 2]
    ownership.choose(3)
    desk.player.key("return")
    assert desk.rung == [Notice(expected=(70, 85, 70))]


def test_what_was_expected_can_be_left_out_again():
    desk = Desk()
    calm, _, policy = desk.player.screen.expected.choices
    calm.choose(2)
    policy.choose(0)
    desk.player.key("return")
    assert desk.rung == [Notice()]


def test_what_is_expected_may_be_said_after_both_questions():
    desk = Desk()
    desk.player.key("4")
    desk.player.key("1")
    desk.player.screen.expected.choices[0].choose(3)
    desk.player.key("return")
    assert desk.rung == [Notice(feeling=4, kind="emotional", expected=(85, 85, 85))]


def test_at_the_usual_size_all_three_questions_are_seen():
    for name in ("four-afternoons", "eviction-thursday", "the-helpful-man"):
        assert all(choice.in_sight for choice in Desk(name).player.screen.expected.choices)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", ["four-afternoons", "the-helpful-man", "eviction-thursday"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_every_word_fits(name, language, text):
    desk = Desk(name, language, text=text)
    look = desk.player.app.look
    cut = [
        widget.label or type(widget).__name__
        for widget in desk.player.screen.ui.walk()
        if widget.rect.width and not widget.fits(look)
    ]
    assert cut == []
    assert not desk.program.texts.missing
