"""Exploration agrees with playing every call one by one."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from plain_enumeration import TooMany, all_calls, forward_scenarios
from small_scenarios import scenarios, small

from sim.content.scenarios import read_scenario
from sim.core.reach import explore
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import score
from sim.core.script import Script

# Exploration is not fast enough yet to be compared with enumeration on every run.
pytestmark = pytest.mark.nightly

PROTOTYPES = sorted((Path(__file__).parent / "small").glob("*.yaml"))


def worth(card):
    known = [card.scores[dimension] or 0 for dimension in DIMENSIONS]
    return card.complete, min(known), sum(known)


def compare(script):
    logs = list(all_calls(script))
    cards = [score(script.scenario, log) for log in logs]
    reach = explore(script)
    assert reach.proven
    assert reach.lines_proven
    assert reach.calls == len(logs)
    for dimension in DIMENSIONS:
        rated = [card.scores[dimension] for card in cards if card.scores[dimension] is not None]
        for extreme, expected in (
            (reach.best[dimension], max(rated, default=None)),
            (reach.worst[dimension], min(rated, default=None)),
        ):
            assert extreme.score == extreme.bound == expected, dimension
            if expected is not None:
                followed = [card for log, card in zip(logs, cards, strict=True) if path_of(log) == extreme.path]
                assert [card.scores[dimension] for card in followed] == [expected]
    assert reach.ideal.exact
    ideal = [card for log, card in zip(logs, cards, strict=True) if path_of(log) == reach.ideal.path]
    assert [worth(card) for card in ideal] == [max(map(worth, cards))]
    assert reach.ideal.scores == ideal[0].scores
    compare_structure(script, reach.structure, logs)


def path_of(log):
    return tuple((turn.node, turn.choice.option) for turn in log.turns)


def compare_structure(script, structure, logs):
    scenario = script.scenario
    taken = {pair for log in logs for pair in path_of(log)}
    nodes = {node for node, _ in taken}
    assert set(structure.reachable) == nodes
    assert set(structure.unreachable) == set(scenario.nodes) - nodes
    every = {(node, option) for node in nodes for option in scenario.nodes[node].options}
    assert set(structure.unreachable_options) == every - taken
    assert set(structure.endings) == {log.ending for log in logs}
    assert set(structure.unreachable_endings) == set(scenario.endings) - {log.ending for log in logs}
    assert not structure.no_way_out


def lines_said(script, logs):
    """The variants of the caller's lines that are said in some call, and the conditions' outcomes."""
    from sim.core.decision import decide

    said = set()
    for log in logs:
        state = script.opening()
        for turn in log.turns:
            node = script.nodes[state.node]
            for number, line in enumerate(node.node.caller):
                when = script.test(line.when)
                if when is None or when(state):
                    said.add((node.id, number))
                    break
            state = decide(script, state, node.place_of[turn.choice.option]).state
    return said


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forward_scenarios())
def test_exploration_agrees_with_playing_every_call(scenario):
    compare(Script(scenario))


@settings(max_examples=20, deadline=None)
@given(forward_scenarios())
def test_the_lines_that_no_call_hears_are_found(scenario):
    script = Script(scenario)
    said = lines_said(script, all_calls(script))
    structure = explore(script).structure
    every = {(node, n) for node in structure.reachable for n in range(len(scenario.nodes[node].caller))}
    assert set(structure.unreachable_lines) == every - said


@pytest.mark.parametrize("path", PROTOTYPES, ids=lambda path: path.stem)
def test_the_prototypes_scenarios_come_out_as_by_enumeration(path):
    compare(Script(read_scenario(path).scenario))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(scenarios())
def test_where_a_call_can_go_in_circles_no_short_call_passes_a_bound(scenario):
    script = Script(scenario)
    try:
        logs = list(all_calls(script, most=3_000, longest=200))
    except TooMany:
        logs = []
    reach = explore(script, most=3_000)
    assume(logs or reach.proven)
    for log in logs or list(short_calls(script)):
        card = score(scenario, log)
        for dimension in DIMENSIONS:
            value = card.scores[dimension]
            if value is not None:
                assert reach.worst[dimension].bound <= value <= reach.best[dimension].bound
                if reach.best[dimension].exact:
                    assert value <= reach.best[dimension].score
        assert worth(card)[1] <= reach.ideal.bound or not log.complete
        assert {turn.node for turn in log.turns} <= set(reach.structure.reachable) or not reach.proven


def short_calls(script, most=400, longest=6):
    """Some of the calls of up to `longest` turns."""
    from sim.core.decision import QUIET, decide, menu
    from sim.core.log import Log

    start = script.opening()
    waiting = [(start, ())]
    while waiting and most:
        state, turns = waiting.pop(0)
        for index in menu(script, state).indexes:
            step = decide(script, state, index)
            if step.ended:
                most -= 1
                ending = script.scenario.endings.get(step.goes_to)
                complete = bool(ending and ending.complete)
                yield Log(start.mood, (*turns, step.turn), QUIET, step.state, step.goes_to, complete, False)
            elif len(turns) < longest:
                waiting.append((step.state, (*turns, step.turn)))


def test_the_small_scenario_is_explored_whole():
    reach = explore(Script(small()))
    assert reach.structure.unreachable == ()
