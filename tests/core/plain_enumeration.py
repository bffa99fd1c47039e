"""Every call of a scenario, one by one: what exploration must agree with."""

from copy import deepcopy

from hypothesis import strategies as st

from sim.core.decision import QUIET, decide, menu
from sim.core.log import Log
from sim.core.scenario import Scenario
from tests.core.small_scenarios import BASE, nodes_leading_to

MOODS = st.sampled_from(["anger >= 60", "trust > 50 and not need_found", "patience <= 20 or panic == 40"])


class TooMany(Exception):
    """More calls than a test should play."""


def all_calls(script, most=20_000, longest=60):
    """The log of every call. Raises TooMany."""
    start = script.opening()
    waiting = [(start, ())]
    count = 0
    while waiting:
        state, turns = waiting.pop()
        if len(turns) > longest:
            raise TooMany
        for index in menu(script, state).indexes:
            step = decide(script, state, index)
            if not step.ended:
                waiting.append((step.state, (*turns, step.turn)))
                continue
            count += 1
            if count > most:
                raise TooMany
            ending = script.scenario.endings.get(step.goes_to)
            complete = bool(ending and ending.complete)
            yield Log(start.mood, (*turns, step.turn), QUIET, step.state, step.goes_to, complete, False)


@st.composite
def forward_scenarios(draw):
    """Any sound scenario in which no node comes twice, with endings, reveal, conditions and closing conditions."""
    data = deepcopy(BASE)
    node_ids = [f"n{i}" for i in range(draw(st.integers(1, 5)))]
    names = ["need_found", "need_met", "promised"]
    data["caller"]["start"] = {key: str(draw(st.integers(0, 100))) for key in ("anger", "panic", "trust", "patience")}
    data["caller"]["anger_type"] = draw(st.sampled_from(["emotional", "instrumental"]))
    data["identity"] = draw(st.sampled_from(["required", "none"]))
    data["triggers"] = {"leave": str(draw(st.integers(60, 100))), "loop": "60", "reveal": str(draw(st.integers(0, 60)))}
    data["start"] = node_ids[0]
    if draw(st.booleans()):
        data["reveal"] = {"say": "I have an interview.", "sets": draw(st.sampled_from([[], ["need_found"]]))}
    condition = st.sampled_from(["need_found", "abuse or identity", "anger < 50", "not promised", "heard"])
    for dimension in ("calm", "ownership", "policy"):
        for milestone in data["milestones"][dimension]:
            if draw(st.integers(0, 3)) == 0:
                milestone["only_if"] = draw(condition)
    data["nodes"] = {}
    for number, name in enumerate(node_ids):
        later = st.sampled_from([*node_ids[number + 1 :], "settled", "dropped"])
        node = data["nodes"][name] = draw(nodes_leading_to(later, names))
        if draw(st.booleans()):
            ways = st.builds(lambda when, to: {"when": when, "to": to}, st.one_of(condition, MOODS), later)
            node["next"] = [*draw(st.lists(ways, max_size=2)), {"to": draw(later)}]
            for option in node["options"].values():
                if draw(st.booleans()):
                    del option["to"]
    return Scenario.model_validate(data)
