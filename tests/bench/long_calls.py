"""Calls of about twenty turns for a bench: a shipped call that begins anew where it would have ended.

No shipped call takes twenty turns, and a made-up one would have neither their words nor their memory. The caller is
given patience enough for both halves.
"""

from sim.core.scenario import Scenario

FEWEST, MOST = 18, 22


def twice(scenario: Scenario) -> Scenario:
    """The scenario with all its nodes again behind its endings, under an id of its own."""
    data = scenario.model_dump(mode="json")
    again = {name: f"again-{name}" for name in scenario.nodes}
    to_second = dict.fromkeys(scenario.endings, again[scenario.start])
    nodes = {
        **{name: _leading(node, to_second) for name, node in data["nodes"].items()},
        **{again[name]: _leading(node, again) for name, node in data["nodes"].items()},
    }
    start = {"anger": 20, "panic": 20, "trust": 20, "patience": 100}
    return Scenario.model_validate(
        {
            **data,
            "id": f"{scenario.id}-twice",
            "nodes": nodes,
            "caller": {**data["caller"], "start": start},
            "triggers": {**data["triggers"], "leave": 100},
        }
    )


def _leading(node, renamed):
    """A node whose ways lead to the new names."""

    def to(way):
        return {**way, "to": renamed.get(way["to"], way["to"])}

    options = {name: to(option) if option["to"] else option for name, option in node["options"].items()}
    return {**node, "options": options, "next": [to(way) for way in node["next"]]}
