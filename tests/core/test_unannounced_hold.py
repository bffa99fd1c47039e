"""Put on hold in mid-sentence, without a word: nothing was announced, and the caller notices."""

import pytest

from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.clock import HOLDS_WITH_EFFECT
from sim.core.log import DefaultLines, Setup
from sim.core.mood import DEAD_AIR
from sim.core.scoring import score
from tests.core.small_scenarios import small

LINES = DefaultLines(silence=("Hello?",), hold_over=("Still there?",), hold_silent=("You cut me off.",))
FIRST = "Nobody came! Again!"


def cut_off(*before, timers=True):
    """A call in which the caller was put on hold without a word, and what followed from that."""
    call = Call(small(), Setup(seed=3, timers=timers), LINES)
    for event in (ev.Answer(), *before):
        call.feed(event)
    return call, call.feed(ev.Hold(1200))


def said(follows):
    return [follow.utterance.text for follow in follows if isinstance(follow, ev.Said)]


def noticed(follows):
    return [follow.what for follow in follows if isinstance(follow, ev.Noticed)]


def test_it_is_dead_air_at_once_and_pleases_nobody():
    call, follows = cut_off()
    assert (call.phase, noticed(follows), said(follows)) == ("on_hold", ["hold_silent"], [])
    assert call.clock.announced_ms == 0
    assert call.mood == call.state.mood.changed(DEAD_AIR)


def test_it_uses_up_none_of_the_holds_that_please():
    call, _ = cut_off()
    call.feed(ev.Resume())
    call.feed(ev.Heard(3000))
    patience = call.mood.patience
    for _ in range(HOLDS_WITH_EFFECT):
        call.feed(ev.Hold())
        call.feed(ev.Resume())
    assert call.mood.patience == patience + 6 * HOLDS_WITH_EFFECT


def test_back_on_the_line_the_caller_says_so_and_then_the_line_again():
    call, _ = cut_off()
    assert said(call.feed(ev.Resume(5000))) == [f"You cut me off. {FIRST}"]
    assert (call.phase, call.replies_shown) == ("caller_speaking", False)
    call.feed(ev.Heard(3000))
    assert (call.phase, call.replies_shown) == ("your_turn", True)


def test_the_voice_can_prepare_what_is_said_on_coming_back():
    call, _ = cut_off()
    (prepared,) = call.next_lines()
    assert [prepared.text] == said(call.feed(ev.Resume()))


def test_replies_that_were_seen_early_go_until_the_line_was_heard():
    call, _ = cut_off(ev.Show(500))
    option = call.replies[0].option
    call.feed(ev.Resume(2000))
    assert call.feed(ev.Reply(900, option)) == (ev.Refused("phase"),)
    call.feed(ev.Heard(3000))
    call.feed(ev.Reply(3000, option))
    assert call.turns[0].timing.latency_ms == 3000


def test_speaking_over_the_line_that_is_said_again_is_an_interruption_as_ever():
    call, _ = cut_off()
    for event in (ev.Resume(2000), ev.Show(300)):
        call.feed(event)
    assert "interrupted" in noticed(call.feed(ev.Reply(2000, "feel", 300)))


def test_speaking_over_a_line_that_had_been_heard_is_none():
    silence = Call(small(), Setup(seed=3), LINES)
    for event in (ev.Answer(), ev.Heard(3000)):
        silence.feed(event)
    call, _ = cut_off(ev.Heard(3000), ev.Wait(silence.ms_to_silence))
    call.feed(ev.Resume(2000))
    call.feed(ev.Show(300))
    assert "interrupted" not in noticed(call.feed(ev.Reply(2000, "feel", 300)))


def test_a_long_one_is_silence_again_and_the_third_time_the_caller_hangs_up():
    call, _ = cut_off()
    assert (noticed(follows := call.feed(ev.Wait(call.ms_to_silence))), said(follows)) == (["dead_air"], ["Hello?"])
    call.feed(ev.Wait(call.ms_to_silence))
    assert call.finished == ("caller_hung_up", False)


def test_whoever_is_cut_off_again_and_again_hangs_up():
    call, _ = cut_off()
    for _ in range(2):
        call.feed(ev.Resume(1000))
        follows = call.feed(ev.Hold(1000))
    assert noticed(follows) == ["hold_silent"]
    assert call.finished == ("caller_hung_up", False)


def test_the_complaint_does_not_pile_up():
    call, _ = cut_off()
    for event in (ev.Resume(1000), ev.Hold(1000)):
        call.feed(event)
    assert said(call.feed(ev.Resume(1000))) == [f"You cut me off. {FIRST}"]


def test_where_time_is_not_judged_the_caller_says_so_and_it_costs_nothing():
    call, follows = cut_off(timers=False)
    assert (noticed(follows), call.mood) == ([], call.state.mood)
    assert said(call.feed(ev.Resume())) == [f"You cut me off. {FIRST}"]


@pytest.mark.parametrize("times", [1, 2])
def test_it_costs_calm_as_much_as_any_silence_of_a_turn(times):
    events = [ev.Answer(), *[ev.Hold(900), ev.Resume(1000)] * times, ev.Heard(3000), ev.Reply(4000, "feel")]
    call = Call(small(), Setup(seed=3), LINES)
    assert replay(call, events)
    lines = [line for line in score(call.scenario, call.log()).lines if line.reason == "dead_air"]
    assert len(lines) == 1
    assert call.turns[0].timing.silences == times


def test_it_stands_in_the_course_of_the_call():
    call, _ = cut_off()
    call.feed(ev.Resume(5000))
    assert {(happening.kind, happening.ms) for happening in call.course.happened} == {
        ("hold_silent", 0),
        ("hold", 5000),
    }
