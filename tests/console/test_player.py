"""The text player, answered by a script at a terminal that is made up."""

from dataclasses import replace

import pytest

from sim.console.outcome import outcome
from sim.console.player import TextPlayer, expected_scores
from sim.console.terminal import TimeRanOut
from sim.content.library import Library
from sim.content.texts import caller_lines, load
from sim.core.call import Call
from sim.core.debrief import review
from sim.core.lexicon import Entry, Lexicon, PhraseFinder
from sim.core.log import Setup
from sim.core.plans import KeptPlan
from sim.core.recording import RecordError

TEXTS = load("en")
SCENARIO = Library().load("four-afternoons")


class Terminal:
    """Answers from a list; a number of seconds in it is time that passes without an answer."""

    def __init__(self, *answers, live=False):
        self.answers, self.live, self.lines, self.clock = list(answers), live, [], 0.0

    def write(self, text=""):
        self.lines.append(text)

    def now(self):
        return self.clock if self.live else 0.0

    def ask(self, prompt, seconds=None):
        if not self.answers:
            return None
        if isinstance(self.answers[0], float):
            waited = self.answers.pop(0)
            if seconds is not None and waited >= seconds:
                self.clock += seconds
                if waited > seconds:
                    self.answers.insert(0, waited - seconds)
                raise TimeRanOut
            self.clock += waited
            return self.ask(prompt, seconds)
        return self.answers.pop(0)

    @property
    def text(self):
        return "\n".join(self.lines)


def noticed(*answers, live=True):
    """A call at a terminal that asks first, and the events it kept."""
    terminal, recorder = Terminal(*answers, live=live), Recorder()
    player = TextPlayer(Call(SCENARIO, Setup(seed=3)), recorder, terminal, TEXTS)
    player.asks_first = True
    player.play()
    return terminal, recorder.events


def test_a_person_is_asked_what_they_feel_before_the_phone_rings():
    terminal, events = noticed("4", "2", "70 80 60", "", "q", "y")
    assert (events[0].do, events[0].feeling, events[0].kind) == ("notice", 4, "instrumental")
    assert "Anger as a tool" in terminal.text
    assert "Before the call you felt 4 of 5" in terminal.text


def test_the_questions_can_be_skipped():
    _, events = noticed("", "none", "", "", "q", "y")
    assert events[0].do == "answer"


def test_a_pipe_is_asked_nothing():
    terminal, events = noticed("q", "y", live=False)
    assert events[0].do == "answer"
    assert "What do you feel" not in terminal.text


def test_a_note_is_written_without_a_silence_and_comes_back_at_the_end():
    terminal, events = noticed("", "", "", "", "n", "7412 KT", "q", "y")
    assert [event.text for event in events if event.do == "note"] == ["7412 KT"]
    assert "Your notes\n  Turn 1: 7412 KT" in terminal.text


class Recorder:
    def __init__(self, failures=0):
        self.events, self.card, self.failures, self.lines = [], None, failures, []

    def knows(self, text):
        return False

    def heard(self, text):
        self.lines.append(text)

    def append(self, event):
        if self.failures:
            self.failures -= 1
            raise RecordError("disk_full")
        self.events.append(event)

    def notice(self):
        return None

    def finish(self, card):
        self.card = card


def played(*answers, live=False, failures=0, texts=TEXTS, **setup):
    picked_up = [""] if live else []
    terminal, recorder = Terminal(*picked_up, *answers, live=live), Recorder(failures)
    call = Call(SCENARIO, Setup(seed=3, timers=live, **setup), caller_lines("en"))
    debrief = TextPlayer(call, recorder, terminal, texts).play()
    return terminal, recorder, call, debrief


def test_a_call_is_played_to_its_end_with_numbers_alone():
    terminal, recorder, call, debrief = played(*["1"] * 40)
    assert call.phase == "ended"
    assert recorder.card == debrief.card
    assert [event.do for event in recorder.events][:3] == ["answer", "heard", "reply"]
    for word in ("Policy", SCENARIO.policy[0].rule, "Where every point comes from", "of 100"):
        assert word in terminal.text


def test_everything_the_window_shows_is_told():
    terminal, _, call, _ = played(*["1"] * 40)
    said = [line.text for line in call.transcript]
    assert all(text in terminal.text for text in said)


def test_the_end_of_the_input_keeps_the_call_open_and_says_so():
    terminal, recorder, call, debrief = played("1", "2")
    assert debrief is None
    assert recorder.card is None
    assert call.finished is None
    assert TEXTS("console.open") in terminal.lines


def test_an_answer_that_is_none_is_told_and_costs_nothing():
    terminal, _, call, _ = played("7", "x", "", "0", "-1", "²", "999999999999999999999", "1")
    assert len(call.turns) == 1
    assert terminal.text.count("is not one of the answers") == 7


def test_breath_hold_policy_and_desk_by_their_letters():
    terminal, recorder, call, _ = played("b", "h", "p", "d", "1", "d", "", "1")
    assert [event.do for event in recorder.events] == [
        "answer", "heard", "breathe", "resume", "hold", "resume", "look_up", "resume", "reply", "heard",
    ]  # fmt: skip
    assert call.turns[0].timing.breath_ms == 2000
    assert terminal.text.count(SCENARIO.policy[0].rule) == 2  # in the briefing, and when asked for
    assert call.desk[0].text in terminal.text


def test_the_desk_names_the_cards_that_are_still_locked_as_the_window_does():
    locked = [card.title for card in SCENARIO.desk if card.after is not None]
    terminal, *_ = played("d", "", "1")
    assert locked
    assert all(f"-  {title}: after identity has been checked" in terminal.text for title in locked)


def test_what_is_not_the_number_of_a_card_is_told_and_looks_nothing_up():
    terminal, recorder, call, _ = played("d", "router", "1")
    assert "“router” is not the number of a card" in terminal.text
    assert "look_up" not in [event.do for event in recorder.events]
    assert len(call.turns) == 1


def test_hanging_up_asks_first():
    terminal, recorder, call, debrief = played("q", "n", "q", "y")
    assert debrief.card.ending == "you_hung_up"
    assert "The call is over" in terminal.text


def test_nothing_waits_in_a_pipe_and_time_is_not_judged():
    _, recorder, call, _ = played(*["1"] * 40)
    assert {event.ms for event in recorder.events} == {0}
    assert not any(turn.timing.snap for turn in call.turns)


def test_at_a_terminal_time_counts_and_the_caller_breaks_the_silence():
    terminal, _, call, _ = played(60.0, "1", live=True)
    assert call.turns[0].timing.silences == 2
    assert TEXTS("noticed.dead_air") in terminal.lines
    assert call.turns[0].timing.snap is False


def test_at_a_terminal_endless_silence_ends_the_call():
    _, _, call, debrief = played(600.0, live=True)
    assert debrief.card.ending == "caller_hung_up"


def test_the_briefing_is_read_for_as_long_as_it_takes():
    terminal, recorder, call, _ = played(live=True)
    assert [event.do for event in recorder.events] == ["answer", "heard"]
    recorder.events.clear()
    slow = Terminal(600.0, "", 1.0, "1", live=True)
    call = Call(SCENARIO, Setup(seed=3), caller_lines("en"))
    TextPlayer(call, recorder, slow, TEXTS).play()
    assert call.turns[0].timing.silences == 0
    assert call.turns[0].timing.latency_ms == 1000


def test_a_call_that_was_not_picked_up_stays_open():
    terminal, recorder = Terminal(live=True), Recorder()
    call = Call(SCENARIO, Setup(seed=3), caller_lines("en"))
    assert TextPlayer(call, recorder, terminal, TEXTS).play() is None
    assert recorder.events == []
    assert TEXTS("console.open") in terminal.lines


def test_an_exam_shows_no_feelings():
    practice, *_ = played("1")
    exam, *_ = played("1", mode="exam")
    assert "Anger: " in practice.text
    assert "Anger: " not in exam.text


def test_what_cannot_be_kept_is_tried_again_at_a_terminal():
    terminal, recorder, call, _ = played("", "", "1", live=True, failures=2)
    assert [event.do for event in recorder.events][:2] == ["answer", "heard"]
    assert terminal.text.count(TEXTS("trouble.disk_full")) == 2


def test_what_cannot_be_kept_ends_a_pipe():
    with pytest.raises(RecordError):
        played("1", failures=1)


def test_the_text_player_speaks_dutch():
    texts = load("nl")
    terminal, *_ = played(*["1"] * 40, texts=texts)
    assert "Waar elk punt vandaan komt" in terminal.text
    assert texts.missing == set()


def said_first(*answers, live=True, **setup):
    """A call in which answers are said aloud first, and its events."""
    terminal, recorder = Terminal(*answers, live=live), Recorder()
    TextPlayer(Call(SCENARIO, Setup(seed=3, way="say_first", **setup)), recorder, terminal, TEXTS).play()
    return terminal, recorder.events


def test_the_replies_come_when_an_answer_was_said_aloud():
    terminal, events = said_first("", "", "1", live=True)
    assert [event.do for event in events] == ["answer", "heard", "show", "reply", "heard"]
    lines = terminal.lines
    asked = next(n for n, line in enumerate(lines) if line.startswith("Say your answer aloud"))
    assert not any(line.startswith("  1  ") for line in lines[:asked])
    assert lines[asked + 1] == "Which reply is nearest to what you said?"


def test_keys_work_before_it_was_said_and_saying_has_its_own_time():
    terminal, events = said_first("", "p", 30.0, "", 2.0, "2", live=True)
    assert [event.do for event in events][:4] == ["answer", "heard", "show", "reply"]
    assert events[2].ms == 30_000
    assert "Nobody said anything" not in terminal.text


def test_in_a_pipe_nobody_speaks_and_one_line_is_one_answer():
    _, events = said_first("1", live=False, timers=False)
    assert [event.do for event in events][:4] == ["answer", "heard", "show", "reply"]


@pytest.mark.parametrize(
    ("answer", "scores"),
    [("70 80 60", (70, 80, 60)), ("70, 80, 60", (70, 80, 60)), ("75", (75, 75, 75)), ("", ()), ("70 80", ()),
     ("101", ()), ("well", ()), ("7O", ())],
)  # fmt: skip
def test_expected_scores_are_three_numbers_or_one_for_all(answer, scores):
    assert expected_scores(answer) == scores


def test_what_was_expected_stands_beside_what_it_came_to():
    terminal, events = noticed("", "", "70", "", "q", "y")
    assert events[0].expected == (70, 70, 70)
    assert terminal.text.count("you expected 70") == 3


def test_the_text_tells_who_led_what_was_heard_and_one_rule():
    terminal, _, call, debrief = played(*["1"] * 40)
    lines = terminal.lines
    assert any(line.startswith("Who led: You led ") for line in lines)
    assert sum(line.startswith("  Turn ") and ("led" in line) for line in lines) == len(call.turns)
    assert "What I heard" in lines
    assert any(line.startswith("One rule for next time: ") for line in lines)
    better = debrief.turns[debrief.costliest - 1].instead
    assert f"  {better.because}" in lines


def planned(*answers):
    """A call that is hung up at once by a person, and the plans that were kept."""
    terminal, kept = Terminal("", "1", "q", "y", *answers, live=True), []
    player = TextPlayer(Call(SCENARIO, Setup(seed=3)), Recorder(), terminal, TEXTS)
    player.plan, player.keep_plan = KeptPlan("If she attacks, then I breathe."), kept.append
    player.play()
    return terminal, kept


def test_the_plan_from_last_time_is_told_before_the_call():
    assert "Your plan: If she attacks, then I breathe." in planned()[0].lines


@pytest.mark.parametrize(
    ("answers", "kept"),
    [((), []), (("",), []), (("  If it heats up, then I pause. ",), ["If it heats up, then I pause."])],
)
def test_a_plan_for_next_time_is_asked_for_and_may_be_left(answers, kept):
    assert planned(*answers)[1] == kept


def test_a_full_stop_keeps_the_plan_that_was_suggested():
    terminal, kept = planned(".")
    assert len(kept) == 1
    assert kept[0].startswith("If ")
    assert any(f"“{kept[0]}”" in line for line in terminal.lines)


def test_words_to_leave_are_told_with_their_turn():
    entry = Entry(id="well", phrase="well", kind="discouraged", better="Right.", why="It fills.")
    debrief = played("1", "1")[3] or review(played("1", "1")[2])
    turn = replace(debrief.turns[0], said="Well, I see.")
    finder = PhraseFinder(Lexicon(format=1, language="en", entries=(entry,)))
    lines = list(outcome(TEXTS, replace(debrief, turns=(turn,), best=0, costliest=0), finder))
    assert "    Better not: “well” It fills. Better: “Right.”" in lines
