"""The page of progress, played: what is due, what ready still needs, every try of a call, the certificate, my data."""

import pytest

from sim.core.errors import InputError
from sim.stage.kit.cards import ListCard
from sim.stage.player import Player
from sim.stage.progress.chart import TrendChart
from sim.stage.progress.table import CallRow
from tests.stage.progress.made import CODE, READY, SHIPPED, SOME, Desk, call


def labels(player, kind):
    return [widget.label for widget in player.screen.ui.walk() if isinstance(widget, kind)]


def press(player, label):
    """By keys: what is out of sight is brought into it first."""
    player.screen.ui.set_focus(player.find(label))
    player.key("return")


def sees(player, words):
    return any(words in widget.spoken() for widget in player.screen.ui.top.walk())


def test_the_first_day_is_a_welcome_and_three_calls_to_begin_with():
    player = Player(Desk([], trainee=None).screen)
    assert player.sees("Good to have you here")
    assert len(labels(player, ListCard)) == 3
    assert (labels(player, TrendChart), labels(player, CallRow)) == ([], [])
    assert not sees(player, "Exam call:")


def test_calls_that_are_due_say_why_and_lead_to_their_briefing():
    desk = Desk()
    player = Player(desk.screen)
    due = labels(player, ListCard)
    assert due == ["Four afternoons, with Rieneke van Dalen", "Eviction Thursday, with Kees Timmerman"]
    assert sees(player, "Last practised 8 days ago")
    assert sees(player, "Not passed 2 days ago. A second look, while it is fresh.")
    press(player, due[0])
    assert desk.asked == [("practise", "four-afternoons")]


def test_enter_takes_the_first_call_that_is_due_without_the_mouse():
    desk = Desk()
    player = Player(desk.screen)
    player.key("return")
    assert desk.asked == [("practise", "four-afternoons")]


def test_when_nothing_is_due_the_next_return_is_named():
    player = Player(Desk([call("four-afternoons", 0)]).screen)
    assert sees(player, "The next call comes back tomorrow.")
    assert sees(player, "A new call, if you like")


def test_how_much_was_practised_is_said_without_blame():
    player = Player(Desk().screen)
    assert player.sees("2 calls in the last seven days")  # the rewound one is a day of practice, but no call of its own
    assert sees(player, "4 calls so far.")
    assert sees(player, "Practised on 5 of the last 28 days.")
    quiet = Player(Desk([call("four-afternoons", 60)]).screen)
    assert quiet.sees("Good to see you again")


def test_a_trend_is_drawn_for_each_dimension_and_told_in_words():
    player = Player(Desk().screen)
    assert labels(player, TrendChart) == ["Calm", "Ownership", "Policy"]
    assert "Scores in order: 40, 80, 71, 72." in player.find("Calm").spoken()


def test_every_call_has_a_row_and_a_press_shows_its_tries_with_their_debriefs():
    desk = Desk()
    player = Player(desk.screen)
    row = player.find("Four afternoons")
    assert row.spoken() == "Four afternoons. Tries: 2. First 40, best 75, latest 75, 8 days ago."
    press(player, "Four afternoons")
    tries = [widget for widget in player.screen.ui.top.walk() if isinstance(widget, ListCard)]
    assert [widget.label for widget in tries] == ["Yesterday", "8 days ago", "9 days ago"]
    assert tries[0].spoken().endswith("rewound")
    press(player, "8 days ago")
    press(player, "Take this call")
    assert desk.asked == [("review", "four-afternoons-8-"), ("practise", "four-afternoons")]


def test_a_call_whose_scenario_is_gone_is_still_listed_but_cannot_be_taken():
    player = Player(Desk().screen)
    press(player, "A call of last year")
    assert player.sees("The scenario is no longer there.")
    assert not player.sees("Take this call")


def test_a_call_that_cannot_be_opened_says_so_and_the_page_stays():
    def gone(name):
        raise InputError(f"no {name}")

    player = Player(Desk().change(practise=gone).screen)
    press(player, "Eviction Thursday, with Kees Timmerman")
    assert player.sees("no eviction-thursday")


def test_many_calls_come_in_two_goes():
    many = [call(f"gone-{number:02d}", number) for number in range(30)]
    player = Player(Desk(many).screen)
    assert len(labels(player, CallRow)) == 12
    press(player, "Show 18 more calls")
    assert len(labels(player, CallRow)) == 30


def test_what_is_missing_for_ready_is_named_with_the_exam_call_to_take():
    desk = Desk([call("four-afternoons", 3), call("eviction-thursday", 2), READY[1]])
    player = Player(desk.screen)
    assert sees(player, "Caller in panic: no exam call yet")
    assert sees(player, "Pass one in practice first.")
    assert sees(player, "You have met every call of this kind that is here, so")
    desk = Desk([READY[0], *READY[1:2]])
    desk.calls.append(call("the-helpful-man", 0, (60, 60, 60), mode="exam", capped=True))
    player = Player(desk.screen)
    assert sees(player, "In an exam call (The helpful man, today) something was said")


def test_a_family_that_was_passed_offers_a_fresh_exam_call():
    desk = Desk([call("a-call-that-is-gone", 3, family="panicked")])
    player = Player(desk.screen)
    press(player, "Exam call: The helpful man")
    assert desk.asked == [("examine", "the-helpful-man")]


def test_who_is_ready_makes_the_certificate_sees_its_code_opens_it_and_saves_a_copy():
    desk = Desk(READY)
    player = Player(desk.screen)
    assert player.sees("You are ready.")
    press(player, "Make the certificate")
    assert player.sees(f"Check code: {CODE}")
    press(player, "Open in the browser")
    assert player.sees("It is open in your browser.")
    press(player, "Save a copy")
    assert player.sees("A file that ends in .html")
    field = next(widget for widget in player.screen.ui.top.walk() if hasattr(widget, "longest"))
    player.screen.ui.set_focus(field)
    player.type("/tmp/mine.html")
    player.key("return")
    assert desk.asked == [("show", "/data/certificates/Ada.html"), ("save", "/tmp/mine.html")]
    assert player.sees("Saved: /tmp/mine.html")


def test_my_data_can_be_taken_along_and_deleted_only_after_a_question():
    desk = Desk()
    player = Player(desk.screen)
    press(player, "Export my data")
    assert player.sees("Written to /home/ada/my.zip")
    press(player, "Delete my data")
    assert player.sees("Delete everything of Ada?")
    press(player, "Cancel")
    assert len(desk.calls) == len(SOME)
    press(player, "Delete my data")
    press(player, "Delete it all")
    assert player.sees("5 calls are gone.")
    assert player.sees("Good to have you here")


def test_what_has_changed_meanwhile_is_there_when_the_screen_is_entered_again_and_the_rest_is_not_made_anew():
    desk = Desk()
    player = Player(desk.screen)
    page = desk.screen.page
    desk.screen.entered(1.0)
    assert desk.screen.page is page
    desk.calls.append(call("the-helpful-man", 0, mode="exam"))
    desk.screen.entered(2.0)
    player.frame()
    assert player.sees("3 calls in the last seven days")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_all_words_are_there_in_both_languages(language):
    for calls in ([], SOME, READY, [call(name, 0) for name in SHIPPED]):
        desk = Desk(calls, language)
        player = Player(desk.screen)
        for row in labels(player, CallRow):
            press(player, row)
            player.key("escape")
        assert desk.program.texts.missing == set()
