"""Typed replies in a call: the words that are kept, the harm that they add, what could not be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.clock import TYPING_MS
from sim.core.debrief import review
from sim.core.decision import QUIET, decide, menu
from sim.core.errors import InputError
from sim.core.events import Refused, Said
from sim.core.log import TYPED, DefaultLines, Setup
from sim.core.moves import HARMFUL, MOVES
from sim.core.scoring import score
from sim.core.script import Script
from tests.core.small_scenarios import small
from tests.examples import examples

LINES = DefaultLines(unsure=("What do you mean?", "I do not follow."), silence=("Hello?",))
SCRIPT = Script(small())


def begun(change=None, **setup):
    """A call whose replies are typed, its first line heard."""
    call = Call(small(change), Setup(way=TYPED, **setup), LINES)
    call.feed(ev.Answer())
    call.feed(ev.Heard(3000))
    return call


def played(*replies):
    """A call of these replies from the start, to wherever it comes."""
    call = begun()
    for reply in replies:
        call.feed(ev.Heard(1000))
        call.feed(reply)
    return call


def test_the_transcript_and_the_debrief_hold_the_trainees_own_words():
    call = begun()
    call.feed(ev.Reply(9000, "feel", typed="four days for nothing, really"))
    assert [line.text for line in call.transcript if line.who == "you"] == ["four days for nothing, really"]


def test_harm_in_the_words_counts_like_that_of_any_reply():
    plain = played(ev.Reply(9000, "feel"))
    harmed = played(ev.Reply(9000, "feel", typed="calm down, four days", added=("calm_down",)))
    [before], [after] = plain.turns, harmed.turns
    assert before.choice.moves == ("name_feeling", "listen")
    assert after.choice.moves == ("name_feeling", "listen", "calm_down")
    assert (before.choice.grade[0], after.choice.grade[0]) == (2, -2)
    assert after.after.anger > before.after.anger
    assert after.choice.low[0] <= -2


@pytest.mark.parametrize(
    ("move", "harm"), [("promise_too_much", "promise"), ("concede", "concede"), ("disclose", "disclose")]
)
def test_a_promise_a_concession_and_a_disclosure_count_as_their_moves(move, harm):
    call = played(ev.Reply(9000, "feel", typed="well", added=(move,)))
    [turn] = call.turns
    assert harm in turn.choice.harms
    assert turn.choice.breach
    assert any(cap.reason == harm for cap in score(call.scenario, call.log()).caps)


def test_words_for_a_reply_that_does_the_same_harm_anyway_change_nothing():
    plain, typed = (played(ev.Reply(9000, "rule", added=added)) for added in ((), ("stonewall",)))
    assert plain.turns[0].choice == typed.turns[0].choice


@given(state=st.data(), added=st.lists(st.sampled_from(sorted(HARMFUL)), min_size=1, max_size=3, unique=True))
@examples(60)
def test_added_moves_only_ever_take_away(state, added):
    at = SCRIPT.opening()
    for _ in range(state.draw(st.integers(0, 2))):
        step = decide(SCRIPT, at, state.draw(st.sampled_from(menu(SCRIPT, at).indexes)))
        if step.ended:
            break
        at = step.state
    index = state.draw(st.sampled_from(menu(SCRIPT, at).indexes))
    plain = decide(SCRIPT, at, index, QUIET).turn.choice
    harmed = decide(SCRIPT, at, index, QUIET, tuple(added)).turn.choice
    assert all(after <= before for before, after in zip(plain.grade, harmed.grade, strict=True))
    assert set(plain.harms) <= set(harmed.harms)
    assert plain.breach <= harmed.breach
    assert harmed.sets == plain.sets


def test_what_is_added_is_in_the_journal_and_a_rescoring_uses_that_alone():
    events = [
        ev.Answer(), ev.Heard(3000), ev.Unclear(4000, "eh"), ev.Heard(1000),
        ev.Reply(9000, "feel", typed="words that say nothing of it", added=("blame", "promise_too_much")),
        ev.Heard(1000), ev.Reply(9000, "why", typed="25 is the limit"),
    ]  # fmt: skip
    first, second = (Call(small(), Setup(way=TYPED), LINES) for _ in range(2))
    assert replay(first, events)
    assert replay(second, [ev.from_json(ev.to_json(event)) for event in events])
    assert first.log() == second.log()
    assert score(first.scenario, first.log()) == score(second.scenario, second.log())
    assert "blame" in first.turns[0].choice.moves


def test_a_reply_that_was_not_typed_is_kept_as_it_always_was():
    assert ev.to_json(ev.Reply(5, "a")) == {"do": "reply", "ms": 5, "option": "a", "permille": 1000}
    assert ev.from_json({"do": "reply", "ms": 5, "option": "a", "permille": 1000}) == ev.Reply(5, "a")


@pytest.mark.parametrize(
    "wrong",
    [
        {"typed": "x" * 301}, {"typed": "two\nlines"}, {"typed": 7}, {"typed": "\u202e"},
        {"added": ["name_feeling"]}, {"added": ["no_move"]}, {"added": ["blame", "argue", "vague", "filler"]},
        {"added": "blame"}, {"added": [7]},
    ],
)  # fmt: skip
def test_words_and_moves_that_cannot_be_are_refused(wrong):
    with pytest.raises(InputError):
        ev.from_json({"do": "reply", "ms": 5, "option": "a", "permille": 1000, **wrong})


def test_only_moves_that_are_never_of_use_may_be_added():
    assert {"calm_down", "blame", "promise_too_much", "concede", "disclose", "dismiss"} <= HARMFUL
    assert not HARMFUL & {"name_feeling", "own_action", "limit", "hold_line", "safety"}
    assert set(MOVES) > HARMFUL


@given(st.text(max_size=400))
def test_whatever_was_typed_one_line_of_it_can_be_kept(text):
    line = ev.one_line(text)
    assert ev.Unclear(typed=line).typed == line == ev.one_line(line)


def test_what_cannot_be_read_is_asked_back_and_costs_time_alone():
    call = begun()
    mood, turns = call.mood, len(call.turns)
    follows = call.feed(ev.Unclear(4000, "eh"))
    assert next(follow.utterance.text for follow in follows if isinstance(follow, Said)) in LINES.unsure
    assert (call.phase, call.mood, len(call.turns)) == ("caller_speaking", mood, turns)
    call.feed(ev.Heard(1000))
    assert call.phase == "your_turn"
    call.feed(ev.Reply(3000, "feel", typed="four days for nothing"))
    [turn] = call.turns
    assert (turn.timing.interrupted, turn.timing.silences) == (False, 0)


def test_a_node_has_its_own_words_for_it():
    call = begun(lambda data: data["nodes"]["opening"].update(lines={"unsure": "Speak up, will you!"}))
    [said] = call.feed(ev.Unclear(4000, "eh"))
    assert said.utterance.text == "Speak up, will you!"


def test_the_third_time_in_a_turn_the_replies_are_listed_and_in_the_next_turn_typed_again():
    call = begun()
    for _ in range(3):
        assert call.typing
        call.feed(ev.Unclear(4000, "eh"))
        call.feed(ev.Heard(1000))
    assert not call.typing
    assert call.feed(ev.Unclear(1000, "eh")) == (Refused("phase"),)
    call.feed(ev.Reply(2000, "feel"))
    assert call.typing


def test_a_breath_ends_when_what_was_typed_meanwhile_cannot_be_read():
    call = begun()
    call.feed(ev.Breathe(1000))
    call.feed(ev.Unclear(2000, "eh"))
    assert call.phase == "caller_speaking"


def test_where_replies_are_chosen_nothing_is_typed():
    call = Call(small(), Setup(), LINES)
    for event in (ev.Answer(), ev.Heard(3000)):
        call.feed(event)
    assert not call.typing
    assert call.feed(ev.Unclear(1000, "eh")) == (Refused("phase"),)


def test_who_types_has_the_time_for_it():
    chosen = Call(small(), Setup(), LINES)
    for event in (ev.Answer(), ev.Heard(3000)):
        chosen.feed(event)
    typed, slow = begun(), begun(access=200)
    assert typed.ms_to_silence == chosen.ms_to_silence + TYPING_MS
    assert slow.ms_to_silence >= chosen.ms_to_silence + 2 * TYPING_MS


def test_the_writers_reason_is_not_given_for_words_that_did_harm_besides():
    plain, harmed = (played(ev.Reply(9000, "feel", typed="x", added=added)) for added in ((), ("blame",)))
    assert review(plain).turns[0].because == "Named."
    assert review(harmed).turns[0].because == ""
    assert (review(harmed).turns[0].said, review(harmed).turns[0].read_as) == ("x", "Four days for nothing.")


def test_the_reply_that_was_meant_is_told_only_where_other_words_were_said():
    [turn] = review(played(ev.Reply(9000, "feel"))).turns
    assert (turn.said, turn.read_as) == ("Four days for nothing.", "")


def test_the_voice_prepares_what_may_be_asked_back():
    call = begun()
    assert "unsure" in [line.kind for line in call.next_lines()]
