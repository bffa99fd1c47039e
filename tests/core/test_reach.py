"""Exploration agrees with playing every call one by one."""

import pickle
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given

from sim.content.scenarios import read_scenario
from sim.core.decision import QUIET, decide, menu
from sim.core.log import Log
from sim.core.reach import fronts as reach_fronts
from sim.core.reach.exploring import explore
from sim.core.reach.sketch import draw_sketch
from sim.core.reach.steps import Steps
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import score
from sim.core.script import Script
from tests.core.plain_enumeration import TooMany, all_calls, forward_scenarios
from tests.core.small_scenarios import scenarios, small
from tests.examples import SHARE, examples

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
    """The variants of the caller's lines that are said in some call."""
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


def outcomes(script, logs):
    """(kind, node, place) of each condition that some call asked -> its outcomes. For scenarios without a reveal."""
    found = {}
    for log in logs:
        state = script.opening()
        for turn in log.turns:
            node = script.nodes[state.node]
            index = node.place_of[turn.choice.option]
            ask(script, found, state, ("line", node.id), [line.when for line in node.node.caller])
            ask(script, found, state, ("option", node.id), [option.when for option in node.options])
            state = decide(script, state, index).state
            if node.options[index].to is None:
                ask(script, found, state, ("next", node.id), [way.when for way in node.node.next])
    return found


def ask(script, found, state, where, whens):
    for number, when in enumerate(whens):
        answer = when is None or script.test(when)(state)
        if when is not None:
            found.setdefault((*where, number), set()).add(answer)
        if answer and where[0] != "option":
            return


@examples(25)
@given(forward_scenarios())
def test_a_condition_with_one_outcome_is_found(scenario):
    script = Script(scenario.model_copy(update={"reveal": None}))
    asked = outcomes(script, all_calls(script))
    expected = {key: outcome.pop() for key, outcome in asked.items() if len(outcome) == 1}
    kinds = {"caller": "line", "options": "option", "next": "next"}
    found = {}
    for verdict in explore(script).structure.verdicts:
        if verdict.place[0] == "nodes":
            _, node, part, which, _ = verdict.place
            number = which if part != "options" else list(scenario.nodes[node].options).index(which)
            found[kinds[part], node, number] = verdict.always
    assert found == expected


@examples(40)
@given(forward_scenarios())
def test_exploration_agrees_with_playing_every_call(scenario):
    compare(Script(scenario))


@examples(20)
@given(forward_scenarios())
def test_the_lines_that_no_call_hears_are_found(scenario):
    script = Script(scenario)
    said = lines_said(script, all_calls(script))
    structure = explore(script).structure
    every = {(node, n) for node in structure.reachable for n in range(len(scenario.nodes[node].caller))}
    assert set(structure.unreachable_lines) == every - said


@pytest.mark.nightly  # tens of thousands of calls, each with its ledger: a minute
@pytest.mark.parametrize("path", PROTOTYPES, ids=lambda path: path.stem)
def test_the_prototypes_scenarios_come_out_as_by_enumeration(path):
    compare(Script(read_scenario(path).scenario))


@examples(10, [HealthCheck.filter_too_much])
@given(scenarios())
def test_where_a_call_can_go_in_circles_no_short_call_passes_a_bound(scenario):
    script = Script(scenario)
    try:
        logs = list(all_calls(script, most=round(3_000 * min(1.0, SHARE)), longest=200))
    except TooMany:
        logs = []
    reach = explore(script, most=round(1_000 * min(1.0, SHARE)))
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


@examples(20)
@given(scenario=forward_scenarios())
def test_fronts_that_promise_more_than_can_be_had_prove_the_same_scores(scenario):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reach_fronts, "MOST_TALLIES", 2)
        compare(Script(scenario))


@examples(20)
@given(scenario=forward_scenarios())
def test_a_walk_along_the_guards_of_a_sketch_is_a_call(scenario):
    script = Script(scenario)
    steps = Steps(script)
    sketch = draw_sketch(steps)
    for log in all_calls(script):
        number, mood = 0, script.opening().mood
        for turn in log.turns:
            options = {edge.piece.choice.option: edge for edge in sketch.situations[number].taken(mood)}
            assert tuple(sorted(options)) == tuple(sorted(turn.choice.offered))
            edge = options[turn.choice.option]
            assert edge.piece.choice == turn.choice
            mood, number = mood.changed(edge.piece.effect), edge.target
            assert mood == turn.after
        assert edge.piece.ending == log.ending


def test_scores_looked_for_elsewhere_are_the_same(monkeypatch):
    monkeypatch.setattr("sim.core.reach.exploring.WORTH_SHARING", 0)
    script = Script(small(without_a_way_to_the_rule))

    def beside(job, *arguments):
        scores = job(*pickle.loads(pickle.dumps(arguments)))
        return lambda: scores

    assert explore(script, beside=beside) == explore(script)


def short_calls(script, most=400, longest=6):
    """Some of the calls of up to `longest` turns."""
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


def closed_in(data):
    for option in data["nodes"]["insult"]["options"].values():
        option |= {"to": "insult", "moves": []}


def without_a_way_to_the_rule(data):
    data["nodes"]["opening"]["next"] = [{"when": "anger >= 101", "to": "rule"}, {"to": "close"}]
    data["nodes"]["insult"]["options"]["go"]["to"] = "close"


def with_an_empty_menu(data):
    for option in data["nodes"]["insult"]["options"].values():
        option["to"] = "rule"
    for option in data["nodes"]["close"]["options"].values():
        option["when"] = "abuse and promised"


def test_where_a_call_can_stay_for_ever_the_node_without_a_way_out_is_named():
    reach = explore(Script(small(closed_in)))
    assert reach.structure.no_way_out == ("insult",)
    assert reach.calls is None


def test_a_node_that_only_a_condition_without_hope_leads_to_is_unreachable():
    structure = explore(Script(small(without_a_way_to_the_rule))).structure
    assert structure.unreachable == ("insult", "rule")
    assert [(verdict.text, verdict.always) for verdict in structure.verdicts][:1] == [("anger >= 101", False)]


def test_a_menu_that_can_be_empty_is_named():
    assert explore(Script(small(with_an_empty_menu))).structure.empty_menus == ("close",)


def without_circles_and_with_a_node_beyond_reach(data):
    for option in data["nodes"]["insult"]["options"].values():
        option["to"] = "rule"
    data["nodes"]["beyond"] = deepcopy(data["nodes"]["close"])
    data["nodes"]["opening"]["next"].insert(0, {"when": "anger >= 101", "to": "beyond"})


def test_where_only_the_sketch_can_be_drawn_scores_are_exact_and_what_it_lacks_is_proved():
    script = Script(small(without_circles_and_with_a_node_beyond_reach))
    whole, part = explore(script), explore(script, most=5)
    assert (whole.proven, part.proven) == (True, False)
    assert (part.best, part.worst, part.ideal) == (whole.best, whole.worst, whole.ideal)
    assert part.structure.unreachable == ("beyond",)
    assert set(part.structure.unreachable_options) <= set(whole.structure.unreachable_options)
    met = {("nodes", node) for node in part.structure.reachable}
    every = {("nodes", node) for node in whole.structure.reachable}
    assert every - met <= set(part.structure.undecided)


@pytest.mark.slow
def test_a_scenario_too_large_to_look_at_whole_gives_bounds_and_says_so():
    reach = explore(Script(small(closed_in)), most=2)
    assert not reach.proven
    assert reach.structure.unreachable == ()
    assert reach.structure.undecided
    for dimension in DIMENSIONS:
        assert reach.best[dimension].bound >= reach.best[dimension].score
        assert reach.worst[dimension].bound <= reach.worst[dimension].score
    assert not reach.best["ownership"].exact
    assert not reach.ideal.exact
