"""The quiz, played: a number answers, Enter goes on, the reason comes at once in practice and at the end in an exam."""

import pytest

from sim.content import texts as catalogues
from sim.core.quiz import deal
from sim.core.recording import RecordError
from sim.stage.aloud.reading import Reading
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY
from sim.stage.player import Player
from sim.stage.quiz.screen import GUARD, QuizScreen
from tests.stage.fakes import shipped_scenario


class Desk:
    """A quiz, and what was kept of it."""

    def __init__(self, name="four-afternoons", language="en", size=(960, 540), exam=False, **looks):
        scenario = shipped_scenario(name)
        self.items, self.kept, self.left, self.trouble = deal(scenario.quiz, 7), [], 0, None
        self.texts = catalogues.load(language)
        screen = QuizScreen(self.texts, scenario.title, self.items, self._keep, self._leave, exam=exam)
        self.player = Player(screen, LookSettings(**looks), size)
        self.player.wait(GUARD + 0.1)

    def _keep(self, answers):
        if self.trouble is not None:
            raise self.trouble
        self.kept.append([one.right for one in answers])

    def _leave(self):
        self.left += 1
        return STAY

    def answer(self, right=True):
        """Answer the present question by its number."""
        item = self.items[len(self.player.screen.answered)]
        self.player.key(str((item.right if right else (item.right + 1) % len(item.answers)) + 1))
        self.player.wait(GUARD + 0.1)

    def on(self):
        self.player.key("return")
        self.player.wait(GUARD + 0.1)


def test_the_reason_comes_at_once_and_the_result_at_the_end():
    desk = Desk()
    desk.answer(right=False)
    assert desk.player.find(desk.items[0].answers[(desk.items[0].right + 1) % 3]).verdict == "not this one"
    assert desk.player.find(desk.items[0].answers[desk.items[0].right]).mark == "right"
    for _ in desk.items[1:]:
        desk.on()
        desk.answer()
        assert desk.player.sees("That is it")
    desk.on()
    assert desk.player.sees("2 of 3 right")
    assert desk.kept == [[False, True, True]]
    desk.on()
    assert desk.left == 1


def test_in_an_exam_it_is_told_at_the_end_alone():
    desk = Desk(exam=True)
    for number, item in enumerate(desk.items, 1):
        assert desk.player.sees(item.ask)
        desk.answer(right=number != 2)
        assert not desk.player.sees("That is it")
    assert desk.player.sees("2 of 3 right")
    assert all(desk.player.sees(item.ask) for item in desk.items)


def test_the_mouse_alone_does_it():
    desk = Desk()
    for item in desk.items:
        desk.player.click(item.answers[item.right])
        desk.player.wait(GUARD + 0.1)
        desk.player.click("How did it go?" if item is desk.items[-1] else "Next question")
        desk.player.wait(GUARD + 0.1)
    desk.player.click("Back")
    assert (desk.kept, desk.left) == ([[True] * 3], 1)


def test_tab_and_enter_alone_do_it():
    desk = Desk()
    for _ in desk.items:
        desk.player.key("tab")
        desk.player.key("return")
        desk.player.wait(GUARD + 0.1)
        desk.player.key("return")
        desk.player.wait(GUARD + 0.1)
    assert len(desk.kept) == 1


def test_one_key_press_answers_one_question():
    desk = Desk(exam=True)
    place = str(desk.items[0].right + 1)
    for _ in range(4):
        desk.player.key(place)
    assert len(desk.player.screen.answered) == 1


@pytest.mark.parametrize("do", ["escape", "click"])
def test_it_can_be_skipped_and_then_nothing_is_kept(do):
    desk = Desk()
    desk.answer()
    if do == "click":
        desk.player.click("Skip the quiz")
    else:
        desk.player.key(do)
    assert (desk.kept, desk.left) == ([], 1)


def test_a_result_that_cannot_be_kept_says_why_and_is_shown_all_the_same():
    desk = Desk(exam=True)
    desk.trouble = RecordError("disk_full")
    for _ in desk.items:
        desk.answer()
    assert desk.player.sees("The disk is full. Make some room.")
    desk.player.key("escape")
    assert desk.player.sees("3 of 3 right")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("exam", [False, True])
def test_every_word_fits(language, text, exam):
    desk = Desk("the-cot", language, (1280, 720), exam, text=text)
    cut = []
    for _ in desk.items:
        desk.player.screen.cards[0].activate()
        desk.player.frame()
        cut += _cut(desk)
        if not exam:
            desk.player.screen.on.activate()
            desk.player.wait(GUARD)
    assert desk.player.screen.over
    assert cut + _cut(desk) == []
    assert not desk.texts.missing


def _cut(desk):
    look = desk.player.app.look
    return [w.label or type(w).__name__ for w in desk.player.screen.ui.walk() if w.rect.width and not w.fits(look)]


def test_question_verdict_and_result_are_read_aloud_when_they_come():
    desk = Desk()
    reading, say = Reading(), desk.texts
    news = lambda: " ".join(reading.news(desk.player.screen.ui, say))  # noqa: E731
    assert desk.items[0].ask in news()
    desk.answer()
    assert desk.items[0].why in news()
    desk.on()
    heard = news()
    assert desk.items[1].ask in heard
    assert desk.items[0].ask not in heard
