"""Two calls side by side: where they part, and why their scores differ."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.comparing import CAPPED, EARLIER, compare, points_of
from sim.core.log import Setup
from sim.core.rewinding import rewind
from tests.core.small_scenarios import scenarios, small
from tests.core.test_properties import LONG_CALLS, played
from tests.examples import examples


def call_of(*options, ms=4000):
    call = Call(small(), Setup(seed=5))
    events = [ev.Answer()]
    for option in options:
        events += [ev.Heard(3000), ev.Reply(ms, option)]
    assert replay(call, events)
    return call


@examples(30)
@given(scenarios(), LONG_CALLS, st.integers(0, 3), st.data())
def test_the_reasons_add_up_to_the_difference_of_the_points(scenario, events, seed, data):
    call, kept = played(scenario, events, Setup(seed=seed))
    turn = data.draw(st.integers(1, len(call.turns) or 1))
    other = rewind(call, "first", kept, turn).call
    for event in data.draw(LONG_CALLS):
        other.feed(event)
    found = compare(call, other)
    assert found.parts_at >= min(turn, len(other.turns) + 1)
    for difference in found.differences:
        cards = found.first.card, found.second.card
        if difference.change is not None:
            total = sum((reason.points for reason in difference.reasons), Fraction(0))
            before, after = (points_of(card, difference.dimension) for card in cards)
            assert total == after - before
            assert abs(difference.change - total) <= 1
    back = compare(other, call)
    assert [d.change and -d.change for d in back.differences] == [d.change for d in found.differences]


def test_a_call_beside_itself_never_parts():
    found = compare(call_of("feel", "why", "next"), call_of("feel", "why", "next"))
    assert (found.parts_at, found.pairs) == (4, ())
    assert [(d.change, d.reasons) for d in found.differences] == [(0, ())] * 3


def test_turns_stand_beside_each_other_from_where_the_calls_part():
    found = compare(call_of("feel", "why", "next"), call_of("feel", "wait"))
    assert found.parts_at == 2
    said = [(pair.number, pair.first and pair.first.option, pair.second and pair.second.option) for pair in found.pairs]
    assert said == [(2, "why", "wait"), (3, "next", None)]


def test_the_same_reply_in_other_time_is_the_same_reply():
    found = compare(call_of("feel", "why"), call_of("feel", "why", ms=5000))
    assert found.parts_at == 1
    assert [pair.same_reply for pair in found.pairs] == [True, True]


def test_a_lifted_cap_is_a_reason_of_its_own():
    found = compare(call_of("give", "why", "next"), call_of("feel", "why", "next"))
    policy = found.differences[2]
    assert policy.change > 0
    codes = {reason.code: reason for reason in policy.reasons}
    assert [cap.reason for cap in codes[CAPPED].first] == ["concede"]
    assert codes[CAPPED].second == ()
    assert codes[CAPPED].points > 0
    assert EARLIER not in codes


def test_what_was_said_before_they_part_is_told_as_one_reason():
    found = compare(call_of("feel", "why", "next"), call_of("feel", "wait"))
    earlier = [reason for d in found.differences for reason in d.reasons if reason.code == EARLIER]
    assert all(reason.turn == 0 for reason in earlier)
    assert {line.turn for reason in earlier for line in (*reason.first, *reason.second)} <= {1}
