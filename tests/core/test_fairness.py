"""Bands and swaps: who may come to what, and that a better reply costs nothing."""

import pytest

from sim.core.fairness import BANDS, DIMENSIONS, Verdict, dominance_of, judge
from sim.core.reach.exploring import explore
from sim.core.script import Script
from tests.core.small_scenarios import small


def straight(data):
    """A call without circles."""
    for option in data["nodes"]["insult"]["options"].values():
        option["to"] = "rule"


def without_temptation(data):
    straight(data)
    del data["nodes"]["opening"]["options"]["give"]
    data["needs"] = {"need_found": "She has an interview.", "need_met": "A router."}


@pytest.fixture(scope="module")
def judged():
    script = Script(small(straight))
    reach = explore(script)
    return script, reach, judge(script, reach.ideal.path, reach.calls)


@pytest.mark.parametrize(
    ("value", "binds", "met"),
    [(25.0, True, True), (25.1, True, False), (0.0, True, True), (99.0, False, True), (None, True, False)],
)
def test_a_band_is_met_at_its_bounds_and_where_it_does_not_bind(value, binds, met):
    assert Verdict("doormat", "policy", value, 0, 25, binds).met == met


def test_every_trainee_of_the_page_has_its_band():
    named = {band.archetype for band in BANDS}
    assert named == {
        "ideal", "ideal_instant", "doormat", "rule_reciter", "hothead", "passive", "smooth_deflector", "longest",
        "politest", "nth_1", "nth_2", "nth_3", "nth_4", "random", "eliminator",
    }  # fmt: skip


@pytest.mark.slow
def test_the_ideal_trainee_follows_the_exact_path(judged):
    _, reach, fairness = judged
    ideal = fairness.odds["ideal"]
    assert ideal.plays == 0
    assert {d: ideal.means[d] for d in DIMENSIONS} == reach.ideal.with_breaths
    assert {reply for reply, times in ideal.taken.items() if times} == set(reach.ideal.path)


def test_more_ideal_replies_must_score_higher(judged):
    _, _, fairness = judged
    rising = [verdict for verdict in fairness.verdicts if verdict.archetype in ("mix_50", "mix_75")]
    assert {verdict.figure for verdict in rising} == {*DIMENSIONS, "pass_rate"}
    assert all(verdict.met for verdict in rising if verdict.figure == "ownership")


@pytest.mark.slow
def test_the_doormat_is_not_judged_where_nothing_tempts():
    script = Script(small(without_temptation))
    reach = explore(script)
    verdicts = judge(script, reach.ideal.path, reach.calls).verdicts
    assert not any(verdict.binds for verdict in verdicts if verdict.archetype == "doormat")


@pytest.mark.slow
def test_whoever_runs_the_jobs_the_figures_are_the_same(judged):
    script, reach, fairness = judged
    ran = []

    def backwards(job, names):
        done = {name: job(name) for name in reversed(names)}
        ran.extend(done)
        return [done[name] for name in names]

    assert judge(script, reach.ideal.path, reach.calls, backwards) == fairness
    assert "dominance" in ran


def level(data):
    """One node; of two replies one is better in its grades, and costs the only milestone and the only need."""
    data["needs"] = {"need_met": "A router."}
    data["reveal"] = None
    data["milestones"] = {"ownership": [{"id": "m", "any": ["filler"], "weight": 5, "why": "A slip of the writer."}]}
    data["nodes"] = {"only": {"caller": "So?", "options": {
        "less": {"say": "Well.", "moves": ["filler"], "sets": ["need_met"], "to": "settled"},
        "more": {"say": "I do it.", "moves": ["ask_open"], "to": "settled"},
    }}}  # fmt: skip
    data["start"] = "only"


def test_a_better_reply_that_costs_points_is_found_and_named():
    found = dominance_of(Script(small(level)), calls=100)
    # from 75 to 50: the milestone and the need weigh more than one better grade
    assert found.swaps == found.falls > 20
    assert found.deepest == 25
    assert not found.met
    assert found.pairs == (("only", "less", "more", found.falls, found.swaps),)
    assert found.elsewhere == 0
