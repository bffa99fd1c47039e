"""One rule and one plan: suggested, written, kept, forgotten; never lost, never kept unasked."""

from sim.core.plans import KeptPlan
from sim.core.recording import RecordError
from sim.stage.debrief.extras import Extras
from sim.stage.kit.look import LookSettings
from tests.stage.debrief.desk import Desk
from tests.stage.debriefs import small


class Book:
    """Keeps what it is told, unless it is in trouble."""

    def __init__(self, trouble=None):
        self.kept, self.trouble = [], trouble

    def __call__(self, text):
        if self.trouble:
            raise RecordError(self.trouble)
        self.kept.append(text)
        return KeptPlan(text) if text else None


def opened(book=None, plan=None, settings=None):
    desk = Desk(small("abbbb"), settings, extras=Extras(plan=plan, keep_plan=book))
    desk.player.key("n")
    return desk


def test_the_rule_names_its_turn_and_the_plan_begins_with_a_suggestion():
    desk = opened(Book())
    assert desk.player.sees(f"From turn {desk.debrief.costliest}, which cost most.")
    assert desk.overlay.field.text.startswith("If ")


def test_a_line_that_is_written_comes_into_sight_with_its_first_letter():
    desk = opened(Book(), settings=LookSettings(text=2.0))
    assert not desk.overlay.field.in_sight, "the rule is read first"
    desk.player.type("x")
    assert desk.overlay.field.in_sight


def test_enter_keeps_the_plan_as_it_stands():
    book = Book()
    desk = opened(book)
    desk.player.key("return")
    assert book.kept == [desk.overlay.field.text]
    assert desk.player.sees("Kept. You see it again in the briefing.")


def test_ones_own_words_are_kept_and_a_suggestion_that_nobody_touched_is_not():
    book = Book()
    desk = opened(book)
    desk.player.key("escape")
    assert book.kept == []
    desk.player.key("n")
    desk.player.click("In my own words")
    desk.player.type("I breathe.")
    desk.player.key("escape")
    assert book.kept == ["I breathe."]
    desk.player.key("n")
    assert desk.overlay.field.text == book.kept[0]


def test_a_kept_plan_can_be_forgotten():
    book = Book()
    desk = opened(book, KeptPlan("If ..., then I breathe."))
    assert desk.overlay.field.text == "If ..., then I breathe."
    desk.player.click("Forget this plan")
    assert book.kept == [""]
    assert desk.player.sees("Forgotten.")


def test_the_suggestion_comes_back_on_request():
    desk = opened(Book(), KeptPlan("mine"))
    desk.player.click("Use the suggestion")
    assert desk.overlay.field.text.startswith("If ")


def test_a_plan_that_could_not_be_kept_stays_in_the_field():
    desk = opened(Book("disk_full"))
    desk.player.key("return")
    assert desk.player.sees("It could not be kept: ")
    assert desk.overlay.field.text.startswith("If ")


def test_where_nothing_can_be_kept_the_rule_is_there_all_the_same():
    desk = opened()
    assert desk.player.sees("One rule for next time")
    assert not desk.player.sees("Keep this plan")


def test_the_turn_that_it_comes_from_is_a_button_away():
    desk = opened(Book())
    desk.player.click("Show this turn")
    assert desk.overlay.label == "The whole call"


def test_what_was_planned_before_the_call_comes_back_after_it():
    planned = KeptPlan("If she attacks, then I breathe.")
    desk = Desk(small("abbbb"), extras=Extras(planned=planned))
    desk.player.key("n")
    assert desk.player.find("You had planned").spoken() == "You had planned: If she attacks, then I breathe."
    past = Desk(small("abbbb"), extras=Extras(planned=planned, past=True))
    past.player.key("n")
    assert not past.player.sees("You had planned")


def test_an_empty_line_that_is_closed_forgets_nothing():
    book = Book()
    desk = opened(book, KeptPlan("mine"))
    desk.overlay.field.clear()
    desk.player.key("escape")
    assert book.kept == []
