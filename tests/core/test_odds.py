"""What simulated trainees come to: the quick figures are those of the whole score, chances are those of many plays."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given

from sim.core.agents import archetypes, play_out
from sim.core.odds import odds_of, wilson
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import score
from sim.core.script import Script
from sim.core.standing import Scorer
from tests.core.plain_enumeration import all_calls, forward_scenarios
from tests.core.small_scenarios import scenarios, small
from tests.examples import examples


def without_circles(data):
    for option in data["nodes"]["insult"]["options"].values():
        option["to"] = "rule"


@examples(10)
@given(scenarios())
def test_a_standing_scores_as_the_whole_ledger_does(scenario):
    script = Script(scenario)
    scorer = Scorer(script)
    for archetype in archetypes(script):
        log = play_out(script, archetype, 3)
        card = score(scenario, log)
        standing = scorer.nothing
        for turn in log.turns:
            standing = scorer.after(standing, turn)
        result = scorer.result(standing, log.final, log.ending)
        assert result.scores == tuple(card.scores[dimension] for dimension in DIMENSIONS)
        assert result.passed == card.passed
        assert result.complete == card.complete


@examples(25)
@given(forward_scenarios())
def test_the_chances_of_a_random_trainee_are_those_of_every_call(scenario):
    script = Script(scenario)
    player = next(a for a in archetypes(script) if a.name == "random")
    odds = odds_of(script, player, calls=1)
    passed = 0.0
    for log in all_calls(script):
        share = 1.0
        for turn in log.turns:
            share /= len(turn.choice.offered)
        passed += share * score(scenario, log).passed
    assert odds.plays == 0
    assert odds.pass_rate == pytest.approx(passed)


PLAYERS = ("doormat", "random", "mix_50", "eliminator", "nth_2", "hothead", "ideal")
ALWAYS = [("random", True), ("hothead", True), ("mix_50", False), ("ideal", False)]
REST = [case for case in product(PLAYERS, (True, False)) if case not in ALWAYS]


@pytest.mark.parametrize(
    ("name", "chances_known"), [*ALWAYS, *(pytest.param(*case, marks=pytest.mark.slow) for case in REST)]
)
def test_plays_come_to_what_the_chances_say(name, chances_known, monkeypatch):
    script = Script(small(without_circles))
    archetype = next(a for a in archetypes(script) if a.name == name)
    exact = odds_of(script, archetype, calls=1)
    monkeypatch.setattr("sim.core.odds.MOST_STANDINGS", 0)  # as if there were too many to follow
    leans = archetype.leans if chances_known else None
    played = odds_of(script, replace(archetype, leans=leans), None, plays=600)
    assert (exact.plays, played.plays) == (0, 600)
    for dimension in DIMENSIONS:
        assert exact.means[dimension] == pytest.approx(played.means[dimension], abs=4)
    assert played.interval[0] - 0.02 <= exact.pass_rate <= played.interval[1] + 0.02


def test_the_interval_of_a_share_is_wilsons():
    low, high = wilson(0.5, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)
    assert wilson(0.0, 2000)[0] == pytest.approx(0)
    assert round(wilson(0.0, 2000)[1], 4) == 0.0019
