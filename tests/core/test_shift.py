"""The plan of a shift, its queue, and the line of tension; and what waiting does to a caller."""

from itertools import pairwise

import pytest

from sim.core.call import Call
from sim.core.log import Setup
from sim.core.shift import (
    LONGEST_BREATHER,
    NOT_YET,
    STRESS_AT_FIRST,
    UNTIL_I_STOP,
    Offer,
    Shift,
    Slips,
    Step,
    best_step,
    from_data,
    plan,
    rule_step,
    slips_of,
    stress_band,
    to_data,
)
from tests.core.small_scenarios import small

FAMILIES = ("angry", "panicked", "out_of_scope")
OFFERS = [Offer(f"{family}-{level}", family, level) for family in FAMILIES for level in (1, 2, 3, 4)]
FAMILY_OF = {offer.scenario: offer.family for offer in OFFERS}


@pytest.mark.parametrize("length", [3, 5, UNTIL_I_STOP])
@pytest.mark.parametrize("seed", range(8))
def test_families_alternate_and_no_call_comes_twice(length, seed):
    calls = plan(OFFERS, seed, length)
    assert len(calls) == len(set(calls)) == (length or len(OFFERS))
    assert all(FAMILY_OF[one] != FAMILY_OF[other] for one, other in pairwise(calls))
    assert calls == plan(list(reversed(OFFERS)), seed, length)


def test_the_seed_draws_among_equals():
    assert len({plan([Offer(f"call-{n}", "angry", 1) for n in range(6)], seed, 3) for seed in range(9)}) > 4


def test_what_is_due_comes_first_and_levels_rise():
    offers = [offer._replace(due=offer.scenario == "panicked-3") for offer in OFFERS]
    calls = plan(offers, 1, 3)
    assert calls[0] == "panicked-3"
    assert set(calls[1:]) == {"angry-1", "out_of_scope-1"}
    levels = [int(name[-1]) for name in plan(OFFERS, 2, UNTIL_I_STOP)]
    assert levels == sorted(levels)


def test_what_is_kept_for_an_exam_comes_last():
    offers = [offer._replace(kept=offer.level == 1) for offer in OFFERS]
    assert not any(name.endswith("1") for name in plan(offers, 1, 5))
    assert all(name.endswith("1") for name in plan(offers, 1, UNTIL_I_STOP)[-3:])


def test_one_kind_alone_can_be_chosen_and_a_short_shelf_makes_a_short_shift():
    assert plan(OFFERS, 1, 5, ["angry"]) == ("angry-1", "angry-2", "angry-3", "angry-4")
    assert plan([], 1, 3) == ()


def shift(*seconds, **step):
    started = Shift("s", 3, 5, plan(OFFERS, 3, 5))
    for number, spent in enumerate(seconds):
        started = started.called(Step(started.plan[number], f"call-{number}", seconds=spent, **step))
    return started


def test_the_queue_grows_while_a_call_lasts_and_the_first_caller_never_waited():
    fresh = shift()
    assert fresh.queued == 0
    assert fresh.waiting(30) == []
    sizes = [len(fresh.waiting(seconds)) for seconds in (60, 200, 400, 900)]
    assert sizes == sorted(sizes)
    assert sizes[0] == 0 < sizes[-1]


def test_who_comes_next_has_waited_since_joining_and_a_breather_costs_them_nothing():
    after = shift(400)
    waited = after.queued
    assert 400 - 165 <= waited <= 400 - 75
    assert after.waiting(behind=False)[0].seconds == waited
    assert after.rested(3, LONGEST_BREATHER).queued == waited


def test_nobody_waits_for_somebody_who_is_quicker_than_the_line():
    assert shift(20).queued == 0


def test_tension_rises_with_slips_and_skipped_breathers_and_falls_with_a_breather():
    calm, tense = shift(100), shift(100, slips=Slips(3, 1, 1))
    assert calm.stress()[-1].value < STRESS_AT_FIRST < tense.stress()[-1].value
    assert tense.rested(0, 0).stress()[-1].value > tense.stress()[-1].value
    assert tense.rested(0, 40).stress()[-1].value == tense.stress()[-1].value - 20
    assert tense.rested(0, 60).stress()[-1].value < tense.rested(0, 20).stress()[-1].value


@pytest.mark.parametrize(("feeling", "band"), [(1, 1), (5, 4)])
def test_tension_goes_half_way_to_what_is_felt(feeling, band):
    line = shift(100).rested(feeling, NOT_YET).stress()
    assert line[-1].value == (20 + (feeling - 1) * 25) // 2
    assert stress_band(line[-1].value) == band


def test_tension_stays_within_its_scale():
    one = shift(*[100] * 5, slips=Slips(30, 30, 30))
    assert one.stress()[-1].value == 100
    assert stress_band(100) == 5


def test_a_shift_ends_after_its_last_call_or_when_it_is_stopped():
    assert not shift(1, 2, 3, 4).over
    whole = shift(1, 2, 3, 4, 5)
    assert whole.over
    assert whole.next_scenario == ""
    assert whole.waiting() == []


def test_a_shift_comes_back_from_what_is_kept():
    one = shift(100, 250, slips=Slips(1, 0, 2), scores=(70, None, 90), best="Yes.", rule="Do.").rested(4, 30)
    assert from_data(to_data(one)) == one


@pytest.mark.parametrize("data", [{}, {"id": "x"}, {"id": "", "seed": 1, "length": 3, "plan": [], "steps": []}])
def test_what_is_no_shift_is_none(data):
    assert from_data(data) is None


def test_the_best_moment_and_the_rule_come_from_the_calls_that_have_them():
    one = shift(1).called(Step("b", "2", best="Best", gained=900, scores=(80, 80, 80), rule="easy"))
    one = one.called(Step("c", "3", best="Other", gained=100, scores=(30, 80, 80), rule="needed"))
    assert best_step(one).best == "Best"
    assert rule_step(one).rule == "needed"
    assert best_step(shift(5)) is None


@pytest.mark.parametrize(("queued", "less"), [(0, 0), (4, 0), (5, 1), (63, 12), (100, 20), (900, 20)])
def test_who_waited_has_a_point_less_patience_for_each_five_seconds_at_most_twenty(queued, less):
    scenario = small()
    start = scenario.caller.start.patience
    call = Call(scenario, Setup(queued=queued, shift="s"))
    assert call.mood.patience == max(0, start - less)
    assert call.log().start == call.mood
    assert slips_of(call.log()) == Slips()
