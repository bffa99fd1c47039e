"""The core against the oracle: another implementation of the same page must agree on every turn."""

from pathlib import Path

import pytest
import yaml

from sim.core.decision import decide
from sim.core.moves import MOVES
from sim.core.scenario import DIMENSIONS, Scenario
from sim.core.scoring import reached_at
from sim.core.script import Script
from sim.core.wording import draw
from tests.core.oracle import DELTA, Oracle

SMALL = sorted((Path(__file__).parent / "small").glob("*.yaml"))


def data_of(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # text stays text


def test_the_oracle_knows_every_move():
    assert set(DELTA) == set(MOVES)


@pytest.mark.slow
@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_every_turn_of_random_calls_agrees_with_the_oracle(path):
    data = data_of(path)
    script = Script(Scenario.model_validate(data))
    for seed in range(150):
        oracle, state, turns, ended = Oracle(data), script.opening(), [], False
        while not ended:
            node = script.nodes[state.node]
            index = draw(seed, f"{node.id}|{len(turns)}", len(node.options))
            step = decide(script, state, index)
            grades, weights, mood = oracle.take(node.option_ids[index], len(turns) + 1)
            told = (seed, node.id, node.option_ids[index])
            assert step.turn.choice.grade == grades, told
            assert step.turn.choice.weight == weights, told
            assert tuple(step.turn.after) == mood, told
            assert step.goes_to == oracle.node_id, told
            turns.append(step.turn)
            state, ended = step.state, step.ended
        for place, dimension in enumerate(DIMENSIONS):
            for milestone in script.scenario.milestones.of(dimension):
                expected = oracle.reached.get((dimension, milestone.id), 0)
                assert reached_at(milestone, tuple(turns), place) == expected, (seed, milestone.id)


FLAGS = (
    (),
    ("hot",),
    ("panic",),
    ("hot", "panic", "key"),
    ("pressure", "provocation"),
    ("abuse", "safety", "escalate"),
)
KINDS = ("emotional", "instrumental")
# Each set of flags once always, with one kind of anger or the other; with both in the slow tests.
ALWAYS = [*zip(KINDS * 3, FLAGS, strict=True)]
REST = [(kind, flags) for kind in KINDS for flags in FLAGS if (kind, flags) not in ALWAYS]


@pytest.mark.parametrize(
    ("kind", "flags"), [*ALWAYS, *(pytest.param(*case, marks=pytest.mark.slow) for case in REST)], ids=str
)
def test_every_move_agrees_with_the_oracle_wherever_and_however_often_it_is_used(flags, kind):
    for move in MOVES:
        for start in ((0, 0), (55, 45), (62, 55), (66, 65), (90, 75)):
            data = one_node(move, flags, kind, start)
            oracle, script = Oracle(data), Script(Scenario.model_validate(data))
            state = script.opening()
            for turn in range(1, 6):
                step = decide(script, state, 0)
                grades, weights, mood = oracle.take("a", turn)
                told = (move, turn, start)
                assert step.turn.choice.grade == grades, told
                assert step.turn.choice.weight == weights, told
                assert tuple(step.turn.after) == mood, told
                if step.ended:
                    break
                state = step.state


def one_node(move, flags, kind, start):
    """A call that uses one move again and again at one node, until the caller has had enough."""
    return {
        "format": "1", "id": "one-node", "language": "en", "title": "One", "family": "angry", "level": "1",
        "minutes": "1", "about": "One move.", "identity": "required", "policy": [],
        "caller": {
            "name": "Ann", "about": "A caller.", "anger_type": kind,
            "start": {"anger": str(start[0]), "panic": str(start[1]), "trust": "50", "patience": "60"},
        },
        "briefing": {"company": "A", "role": "B", "goal": "C"},
        "triggers": {"leave": "100", "loop": "85", "reveal": "100"},
        "milestones": {}, "start": "here", "endings": {"done": {"complete": "true", "text": "Done."}},
        "nodes": {
            "here": {
                "flags": list(flags), "caller": "Again.",
                "options": {
                    "a": {"say": "A", "moves": [move], "to": "here"},
                    "b": {"say": "B", "moves": ["summarise"], "to": "done"},
                },
            },
        },
    }  # fmt: skip
