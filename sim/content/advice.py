"""Warnings on a scenario that can be played: what is probably not meant, or not fair.

A check is a function from (scenario, document) to problems; CHECKS lists them all, so that a new one is one function
and one row of the catalogue.
"""

from collections.abc import Callable, Iterator

from sim.content.catalogue import BY_NAME
from sim.content.document import Document
from sim.content.problems import Problem, make
from sim.core.scenario import DIMENSIONS, Option, Scenario
from sim.core.soundness import Place, targets_of

Check = Callable[[Scenario, Document], Iterator[Problem]]
_MUST_NAME_A_POLICY = ("concede", "promise_too_much", "disclose")
_MOST_MOVES = 3


def advice(scenario: Scenario, document: Document) -> list[Problem]:
    """All warnings, in no particular order."""
    return [problem for check in CHECKS for problem in check(scenario, document)]


def _options(scenario: Scenario) -> Iterator[tuple[Place, str, Option]]:
    for node_id, node in scenario.nodes.items():
        for option_id, option in node.options.items():
            yield ("nodes", node_id, "options", option_id), option_id, option


def reachable(scenario: Scenario) -> set[str]:
    """The nodes and endings to which some way of replies leads, whatever the conditions say."""
    found: set[str] = set()
    waiting = [scenario.start]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += targets_of(scenario.nodes[here]) if here in scenario.nodes else ()
    return found


def _unreachable(scenario: Scenario, document: Document) -> Iterator[Problem]:
    found = reachable(scenario)
    for node_id in scenario.nodes:
        if node_id not in found:
            place = document.find(("nodes", node_id))[1].key_place
            yield make(BY_NAME["unreachable-node"], document.path, place, found=node_id)


def _no_complete_ending(scenario: Scenario, document: Document) -> Iterator[Problem]:
    found = reachable(scenario)
    if not any(ending.complete and name in found for name, ending in scenario.endings.items()):
        place = document.find(("endings",))[1].key_place
        yield make(BY_NAME["no-complete-ending"], document.path, place)


def _needs_never_set(scenario: Scenario, document: Document) -> Iterator[Problem]:
    found = {name for _, _, option in _options(scenario) for name in option.sets}
    found |= set(scenario.reveal.sets) if scenario.reveal else set()
    for need in scenario.needs:
        if need not in found:
            place = document.find(("needs", need))[1].key_place
            yield make(BY_NAME["need-never-set"], document.path, place, found=need)


def _moves(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for place, name, option in _options(scenario):
        spot = document.find(place)[1]
        if not option.moves:
            yield make(BY_NAME["no-moves"], document.path, spot.key_place, found=name)
        elif len(option.moves) > _MOST_MOVES:
            at = document.find((*place, "moves"))[1].place
            yield make(BY_NAME["too-many-moves"], document.path, at, found=name)


def _because(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for place, name, option in _options(scenario):
        if option.because is None:
            yield make(BY_NAME["no-because"], document.path, document.find(place)[1].key_place, found=name)


def _breaches_without_policy(scenario: Scenario, document: Document) -> Iterator[Problem]:
    policies = tuple(policy.id for policy in scenario.policy)
    for place, name, option in _options(scenario):
        moves = [move for move in option.moves if move in _MUST_NAME_A_POLICY]
        if moves and option.breaks is None:
            at = document.find((*place, "moves", option.moves.index(moves[0])))[1].place
            figures = {"found": name, "move": moves[0], "policies": ", ".join(policies)}
            yield make(BY_NAME["no-breaks"], document.path, at, **figures)


def _grades_by_hand(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for place, name, option in _options(scenario):
        if option.grade is not None:
            at = document.find((*place, "grade"))[1].key_place
            yield make(BY_NAME["grade-by-hand"], document.path, at, found=name, reason=option.grade.reason)


def _milestones_never_set(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """A milestone by moves that no reply makes, or by names that nothing sets, is out of reach."""
    made = {move for _, _, option in _options(scenario) for move in option.moves}
    made |= {name for _, _, option in _options(scenario) for name in option.sets}
    for dimension in DIMENSIONS:
        for index, milestone in enumerate(scenario.milestones.of(dimension)):
            ways = {*milestone.any, *milestone.sets}
            if ways and not ways & made:
                place = document.find(("milestones", dimension, index))[1].place
                yield make(BY_NAME["milestone-out-of-reach"], document.path, place, found=milestone.id)


CHECKS: tuple[Check, ...] = (
    _unreachable,
    _no_complete_ending,
    _needs_never_set,
    _milestones_never_set,
    _moves,
    _because,
    _breaches_without_policy,
    _grades_by_hand,
)
