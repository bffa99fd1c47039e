"""The briefing, played: everything that the trainee must know is there, and the way on takes a fresh key press."""

import pytest

from sim.core.errors import InputError
from sim.core.plans import KeptPlan
from sim.core.recording import RecordError
from sim.stage.aloud.reading import Reading
from sim.stage.briefing.choices import Around
from sim.stage.briefing.screen import GUARD, BriefingScreen, desk_words
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY, Push
from sim.stage.kit.screen import Screen
from sim.stage.player import Player
from sim.stage.services import Door
from tests.stage.fakes import FakeProgram, shipped_scenario


class Desk:
    """A briefing, and a note of where it leads."""

    def __init__(self, name="four-afternoons", language="en", **around):
        self.around = Around(**around)
        self.scenario = shipped_scenario(name)
        self.program = FakeProgram(self.scenario, language=language)
        self.asked = []
        self.answer = STAY

    def start(self, mode, way):
        self.asked.append(mode if way == "choose" else f"{mode} {way}")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def back(self):
        self.asked.append("back")
        return STAY

    def player(self, size=(1280, 720), **settings):
        screen = BriefingScreen(self.program, self.scenario, self.start, self.back, self.around)
        return Player(screen, LookSettings(**settings), size)


@pytest.fixture
def desk():
    return Desk()


def said(player):
    return " ".join(widget.spoken() for widget in player.screen.ui.walk())


@pytest.mark.parametrize("name", ["four-afternoons", "eviction-thursday", "the-helpful-man"])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_everything_that_is_known_before_the_call_is_there(name, text):
    desk = Desk(name)
    words, scenario = said(desk.player(text=text)), desk.scenario
    wanted = [
        scenario.title, scenario.about, scenario.caller.name, scenario.caller.about, scenario.briefing.role,
        scenario.briefing.company, scenario.briefing.goal, *scenario.briefing.notes, desk.program.purpose,
        desk_words(desk.program.texts, scenario), f"Level {scenario.level}", "7 min",
    ]  # fmt: skip
    for policy in scenario.policy:
        wanted += [policy.rule, f"Why: {policy.why}", f"Instead: {policy.instead}"]
    assert [text for text in wanted if text not in words] == []


@pytest.mark.parametrize("name", ["four-afternoons", "eviction-thursday", "the-helpful-man"])
def test_at_the_usual_size_nothing_has_to_be_scrolled(name):
    assert Desk(name).player().screen.page.furthest == 0


def test_enter_takes_the_call_in_practice(desk):
    player = desk.player()
    player.wait(GUARD)
    player.key("return")
    assert desk.asked == ["practice"]


def test_the_key_press_that_opened_it_does_not_take_the_call(desk):
    player = desk.player()
    player.key("return")
    assert desk.asked == []
    player.wait(GUARD)
    player.key("return")
    assert desk.asked == ["practice"]


def test_the_mouse_takes_the_call_and_goes_back(desk):
    player = desk.player()
    player.wait(GUARD)
    player.click("Take the call")
    player.click("Back")
    assert desk.asked == ["practice", "back"]


def test_escape_goes_back(desk):
    player = desk.player()
    player.key("escape")
    assert desk.asked == ["back"]


def test_a_call_that_cannot_be_kept_is_not_begun_and_says_why(desk):
    desk.answer = RecordError("disk_full")
    player = desk.player()
    player.wait(GUARD)
    player.key("return")
    assert player.sees("The disk is full. Make some room.")
    player.key("escape")
    desk.answer = Push(Screen())
    player.key("return")
    assert desk.asked == ["practice", "practice"]


@pytest.mark.parametrize(
    ("cards", "locked", "words"),
    [(0, 0, "nothing to look up"), (1, 0, "one card at your desk"),
     (4, 1, "4 cards at your desk; one opens after identity"),
     (6, 3, "6 cards at your desk; 3 open after identity")],
)  # fmt: skip
def test_the_desk_is_counted(desk, cards, locked, words):
    card = desk.scenario.desk[0]
    hand = [card.model_copy(update={"after": "identity" if i < locked else None}) for i in range(cards)]
    scenario = desk.scenario.model_copy(update={"desk": tuple(hand)})
    assert desk_words(desk.program.texts, scenario) == words


def test_a_rule_without_reason_or_way_out_stands_alone(desk):
    bare = desk.scenario.policy[0].model_copy(update={"why": None, "instead": None})
    desk.scenario = desk.scenario.model_copy(update={"policy": (bare,)})
    player = desk.player()
    assert player.find(bare.rule).spoken() == bare.rule
    assert player.find(bare.rule).fits(player.app.look)


def test_a_scenario_without_rules_has_no_empty_section(desk):
    desk.scenario = desk.scenario.model_copy(update={"policy": ()})
    assert not desk.player().sees("The rules in this call")


def test_at_double_text_the_keys_scroll_to_the_last_line(desk):
    player = desk.player(text=2.0, size=(1024, 600))
    page = player.screen.page
    assert page.furthest > 0
    player.key("end")
    assert page.offset == page.furthest
    assert player.find("What we are here for").rect.bottom <= page.viewport.bottom


def test_scrolling_and_resizing_lose_nothing(desk):
    player = desk.player(text=1.5)
    player.key("page down")
    share = player.screen.page.offset / player.screen.page.furthest
    player.resize((1024, 600))
    assert player.screen.page.offset / player.screen.page.furthest == pytest.approx(share, abs=0.02)
    player.resize((1920, 1080))
    player.restyle(LookSettings())
    assert player.screen.page.furthest == 0


def test_nothing_moves_once_the_portrait_is_there(desk):
    player = desk.player()
    player.frame(3)
    assert not player.screen.picture.frame.waiting
    assert [player.frame() for _ in range(5)] == [[]] * 5


# --- practice and exam --------------------------------------------------------------------------------------------

WAYS = ("choose", "say_first", "typed")


def taken(player):
    player.wait(GUARD)
    player.key("return")


def test_practice_and_exam_differ_in_a_sentence_each():
    desk = Desk()
    player = desk.player()
    assert "hints" in said(player)
    bar = player.screen.bar
    player.screen.ui.set_focus(bar.mode)
    player.key("right")
    assert "no hints" in said(player)
    assert player.sees("Take it as an exam")
    player.screen.ui.set_focus(None)
    taken(player)
    assert desk.asked == ["exam"]


def test_the_mouse_chooses_the_exam_and_the_way():
    desk = Desk(ways=WAYS)
    player = desk.player()
    bar = player.screen.bar
    player.click_at(bar.way._cells[1].center)
    player.screen.ui.set_focus(None)
    taken(player)
    assert desk.asked == ["practice say_first"]
    player.click_at(bar.mode._cells[1].center)
    assert not bar.way.visible
    assert bar.mode.spoken() == "Practice or exam: Exam"


def test_enter_takes_the_call_after_a_click_on_a_choice():
    desk = Desk(ways=WAYS)
    player = desk.player()
    player.wait(GUARD + 0.1)
    bar = player.screen.bar
    player.click_at((bar.way.rect.right - 10, bar.way.rect.centery))
    player.key("return")
    assert desk.asked == ["practice typed"]


def test_where_the_words_are_large_it_is_chosen_on_the_page():
    player = Desk(ways=WAYS).player(text=2.0)
    assert not player.screen.choices.visible
    assert player.screen.more.visible


def test_a_call_already_met_says_that_it_does_not_count_and_another_is_offered():
    other = Door("Take “Seat 14C” instead", lambda: STAY)
    player = Desk(mode="exam", met=True, other=other).player()
    assert "will not count for Ready" in said(player)
    assert player.sees("Take “Seat 14C” instead")
    player.screen._choose("practice", "choose")
    player.frame()
    assert "will not count for Ready" not in said(player)


def test_a_call_that_is_offered_and_cannot_be_had_now_says_why():
    def refuse():
        raise InputError("It is being fetched.")

    player = Desk(mode="exam", met=True, other=Door("Take “Seat 14C” instead", refuse)).player()
    player.click("Take “Seat 14C” instead")
    assert player.sees("It is being fetched.")


def test_a_new_call_says_nothing_of_that():
    player = Desk(mode="exam").player()
    assert "will not count for Ready" not in said(player)


def test_the_quiz_is_a_click_away_and_its_last_result_a_sentence():
    opened = []

    def quiz(mode):
        opened.append(mode)
        return STAY

    player = Desk(quiz=quiz, asked="Your last quiz on these rules: 2 of 3 right.").player()
    assert player.sees("Your last quiz on these rules")
    player.click("Quiz")
    assert opened == ["practice"]
    assert player.screen.page.furthest == 0


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("mode", ["practice", "exam"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_every_word_fits(language, mode, text):
    other = Door("Neem “Het wiegje” in plaats hiervan", lambda: STAY)
    around = {"ways": WAYS, "met": True, "other": other, "quiz": lambda mode: STAY, "asked": "2 / 3"}
    desk = Desk("unlock-my-sons-account", language, mode=mode, **around)
    player = desk.player(text=text)
    look = player.app.look
    cut = [w.label or type(w).__name__ for w in player.screen.ui.walk() if w.rect.width and not w.fits(look)]
    assert cut == []
    assert not desk.program.texts.missing


def test_the_plan_from_last_time_stands_beside_the_call(desk):
    desk.program.plan = KeptPlan("If she attacks, then I name the feeling.", "The double bill")
    plan = desk.player().find("Your plan")
    assert plan.spoken() == "Your plan: If she attacks, then I name the feeling. From “The double bill”."


def test_a_plan_of_this_very_call_does_not_name_it(desk):
    desk.program.plan = KeptPlan("If she attacks, then I breathe.", desk.scenario.title)
    assert desk.player().find("Your plan").spoken() == "Your plan: If she attacks, then I breathe."


def test_without_a_plan_nothing_is_said_of_one(desk):
    assert not desk.player().sees("Your plan")


def test_what_an_exam_is_is_read_aloud_when_it_is_chosen(desk):
    player = desk.player()
    reading, say = Reading(), desk.program.texts
    reading.news(player.screen.ui, say)
    player.screen._choose("exam", "choose")
    player.frame()
    assert any("no hints, no second try" in words for words in reading.news(player.screen.ui, say))


@pytest.mark.parametrize(("way", "words"), [("say_first", "Say your answer aloud."), ("typed", "Write what you would")])
def test_each_way_to_answer_has_its_sentence(way, words):
    assert words in said(Desk(ways=WAYS, way=way).player())
