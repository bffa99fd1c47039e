"""Do the parts of a scenario fit together? What one field cannot know about the others.

A sound scenario can be played to any end without a surprise. Each fault has a code of the problem catalogue, the
place as keys from the top, and the figures for its message; the texts themselves live in the catalogue.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sim.core.conditions import RESERVED, Condition
from sim.core.scenario import DIMENSIONS, ENGINE_ENDINGS, Node, Scenario

Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """Something that does not fit: a code, where, what was found and what could have been meant."""

    code: str
    place: Place
    found: str = ""
    known: tuple[str, ...] = ()


def faults(scenario: Scenario) -> list[Fault]:
    """Everything that makes the scenario unplayable, in the order of the file; empty when it is sound."""
    return [
        *_flow(scenario),
        *_names(scenario),
        *_conditions(scenario),
        *_variants(scenario),
        *_lists(scenario),
    ]


def _flow(scenario: Scenario) -> Iterator[Fault]:
    targets = (*scenario.nodes, *scenario.endings)
    there = frozenset(targets)
    if scenario.start not in scenario.nodes:
        yield Fault("unknown-target", ("start",), scenario.start, tuple(scenario.nodes))
    for ending in scenario.endings:
        if ending in scenario.nodes or ending in ENGINE_ENDINGS:
            yield Fault("ending-name-taken", ("endings", ending), ending)
    for node_id, node in scenario.nodes.items():
        for option_id, option in node.options.items():
            place: Place = ("nodes", node_id, "options", option_id)
            if option.to is None and not node.next:
                yield Fault("dead-end", place, option_id)
            elif option.to is not None and option.to not in there:
                yield Fault("unknown-target", (*place, "to"), option.to, targets)
        for index, turning in enumerate(node.next):
            if turning.to not in there:
                yield Fault("unknown-target", ("nodes", node_id, "next", index, "to"), turning.to, targets)


def _names(scenario: Scenario) -> Iterator[Fault]:
    known, policies = scenario.names, tuple(policy.id for policy in scenario.policy)
    declared, ruled = frozenset(known), frozenset(policies)
    for place, found in _sets(scenario):
        if found not in declared:
            yield Fault("undeclared-name", place, found, known)
    for group in ("needs", "flags"):
        for name in getattr(scenario, group):
            if name in RESERVED:
                yield Fault("reserved-name", (group, name), name)
    for node_id, node in scenario.nodes.items():
        for option_id, option in node.options.items():
            for key in ("upholds", "breaks"):
                policy = getattr(option, key)
                if policy is not None and policy not in ruled:
                    yield Fault("unknown-policy", ("nodes", node_id, "options", option_id, key), policy, policies)


def _sets(scenario: Scenario) -> Iterator[tuple[Place, str]]:
    if scenario.reveal:
        for index, name in enumerate(scenario.reveal.sets):
            yield ("reveal", "sets", index), name
    for dimension in DIMENSIONS:
        for number, milestone in enumerate(scenario.milestones.of(dimension)):
            for index, name in enumerate(milestone.sets):
                yield ("milestones", dimension, number, "sets", index), name
    for node_id, node in scenario.nodes.items():
        for option_id, option in node.options.items():
            for index, name in enumerate(option.sets):
                yield ("nodes", node_id, "options", option_id, "sets", index), name


def conditions_of(scenario: Scenario) -> Iterator[tuple[Place, Condition]]:
    """Every condition of the scenario with its place."""
    for dimension in DIMENSIONS:
        for number, milestone in enumerate(scenario.milestones.of(dimension)):
            if milestone.only_if:
                yield ("milestones", dimension, number, "only_if"), milestone.only_if
    for node_id, node in scenario.nodes.items():
        for index, line in enumerate(node.caller):
            if line.when:
                yield ("nodes", node_id, "caller", index, "when"), line.when
        for option_id, option in node.options.items():
            if option.when:
                yield ("nodes", node_id, "options", option_id, "when"), option.when
        for index, turning in enumerate(node.next):
            if turning.when:
                yield ("nodes", node_id, "next", index, "when"), turning.when


def _conditions(scenario: Scenario) -> Iterator[Fault]:
    known = (*scenario.names, "heard", "identity", "abuse")
    there = frozenset(known)
    for place, condition in conditions_of(scenario):
        for name in condition.names():
            if name.name not in there:
                yield Fault("unknown-name-in-condition", place, name.name, (*known, *RESERVED))


def _variants(scenario: Scenario) -> Iterator[Fault]:
    for node_id, node in scenario.nodes.items():
        for key, whens in (("caller", [line.when for line in node.caller]), ("next", [way.when for way in node.next])):
            for index, when in enumerate(whens):
                last = index == len(whens) - 1
                if last and when is not None:
                    yield Fault("last-needs-no-when", ("nodes", node_id, key, index), key)
                if not last and when is None:
                    yield Fault("entry-hides-the-rest", ("nodes", node_id, key, index), key)


def _lists(scenario: Scenario) -> Iterator[Fault]:
    for index, question in enumerate(scenario.quiz):
        if question.right >= len(question.answers):
            yield Fault("quiz-right", ("quiz", index, "right"), str(question.right))
    groups: list[tuple[Place, list[str]]] = [(("policy",), [policy.id for policy in scenario.policy])]
    groups += [(("milestones", d), [m.id for m in scenario.milestones.of(d)]) for d in DIMENSIONS]
    for place, ids in groups:
        seen: set[str] = set()
        for index, name in enumerate(ids):
            if name in seen:
                yield Fault("duplicate-id", (*place, index, "id"), name)
            seen.add(name)
    for dimension in DIMENSIONS:
        for index, milestone in enumerate(scenario.milestones.of(dimension)):
            if not (milestone.any or milestone.sets):
                yield Fault("milestone-without-way", ("milestones", dimension, index), milestone.id)


def targets_of(node: Node) -> tuple[str, ...]:
    """Where a node can lead, in the order written: options first, then `next`."""
    found = [option.to for option in node.options.values() if option.to is not None]
    if any(option.to is None for option in node.options.values()):
        found += [turning.to for turning in node.next]
    return tuple(dict.fromkeys(found))
