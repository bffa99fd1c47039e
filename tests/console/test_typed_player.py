"""Typed replies at a terminal, answered by a script."""

from sim.commands.typing import reads
from sim.console.typed import TypedPlayer
from sim.content.around import Around
from sim.content.library import SHIPPED, Library
from sim.content.texts import caller_lines, load
from sim.core import events as ev
from sim.core.call import Call
from sim.core.log import TYPED, Setup
from tests.console.test_player import Recorder, Terminal

TEXTS = load("en")
SCENARIO = Library().load("four-afternoons")
READ = reads(SCENARIO, Around().lexicon(SHIPPED / "any.yaml", "en"))
FURIOUS = "four afternoons for nobody, id be furious too. what happened today?"


def played(*answers, live=False):
    """A call at a terminal; what it wrote, and the events that it kept."""
    terminal, recorder = Terminal(*answers, live=live), Recorder()
    player = TypedPlayer(Call(SCENARIO, Setup(seed=3, way=TYPED), caller_lines("en")), recorder, terminal, TEXTS, READ)
    player.play()
    return terminal, recorder.events


def replies(events):
    return [event for event in events if isinstance(event, ev.Reply)]


def test_words_are_read_and_said_after_a_yes():
    terminal, events = played(FURIOUS, "")
    assert "Read as: “" in terminal.text
    assert f"You: {FURIOUS}" in terminal.text
    [reply] = replies(events)
    assert (reply.option, reply.typed) == ("c", FURIOUS)


def test_another_reply_is_said_by_its_number_after_a_look_at_the_list():
    terminal, events = played(FURIOUS, "?", "1")
    [reply] = replies(events)
    assert reply.typed == FURIOUS
    first = Call(SCENARIO, Setup(seed=3, way=TYPED))
    first.feed(ev.Answer())
    assert reply.option == first.replies[0].option
    assert f"  1  {first.replies[0].text}" in terminal.text


def test_other_words_are_read_anew():
    _, events = played(FURIOUS, "what is your postcode and your date of birth?", "")
    [reply] = replies(events)
    assert reply.option == "b"


def test_the_keys_of_the_call_work_alone_on_a_line():
    terminal, events = played("p", "n", "7412 KT", FURIOUS, "")
    assert "note" in [event.do for event in events]
    assert len(replies(events)) == 1
    assert "Policy" in terminal.text


def test_three_times_unclear_and_the_replies_are_listed():
    terminal, events = played("eh", "well", "so", "1")
    assert [event.do for event in events].count("unclear") == 3
    assert replies(events)[0].typed == ""
    assert "Choose a reply" in terminal.text


def test_harmful_words_are_kept_with_the_reply():
    _, events = played("You must calm down. " + FURIOUS, "")
    assert replies(events)[0].added == ("calm_down",)


def test_a_person_who_types_slowly_hears_no_silence_at_once():
    _, events = played("", 30.0, FURIOUS, "", live=True)
    assert len(replies(events)) == 1
    assert "wait" not in [event.do for event in events]


def test_the_keys_of_the_call_work_while_a_reading_is_confirmed():
    terminal, events = played(FURIOUS, "b", "p", "")
    assert "breathe" in [event.do for event in events]
    assert terminal.text.count("Read as: “") == 3
    assert len(replies(events)) == 1


def test_afterwards_the_reply_that_was_read_stands_with_the_words():
    terminal, _ = played(FURIOUS, "", "q", "y")
    assert "    Read as: “" in terminal.text
