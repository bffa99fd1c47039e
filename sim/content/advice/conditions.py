"""Conditions that say nothing: never or always true, hidden behind the entries above them, menus that may be empty."""

from collections.abc import Iterator, Sequence

from sim.content.advice.subject import Keys, Subject
from sim.content.advice.truth import Bounds, Truth, Wanted
from sim.content.problems import Problem
from sim.core.conditions import Condition
from sim.core.moves import HEARING
from sim.core.scenario import DIMENSIONS, Scenario

_ANYTHING: Bounds = {}


def conditions(subject: Subject) -> Iterator[Problem]:
    """Every condition of the scenario, looked at by itself and beside its neighbours."""
    scenario = subject.scenario
    truth = Truth(_known(scenario))
    for dimension in DIMENSIONS:
        for index, milestone in enumerate(scenario.milestones.of(dimension)):
            if milestone.only_if:
                yield from _one(
                    subject, truth, ("milestones", dimension, index, "only_if"), milestone.only_if, _ANYTHING
                )
    here = _while_it_lasts(scenario)
    for node_id, node in scenario.nodes.items():
        lines = [line.when for line in node.caller]
        yield from _in_turn(subject, truth, ("nodes", node_id, "caller"), lines, here)
        yield from _in_turn(subject, truth, ("nodes", node_id, "next"), [way.when for way in node.next], _ANYTHING)
        for name, option in node.options.items():
            if option.when:
                yield from _one(subject, truth, ("nodes", node_id, "options", name, "when"), option.when, here)
        whens = [option.when for option in node.options.values()]
        yield from _empty(subject, truth, node_id, whens, here)


def _known(scenario: Scenario) -> dict[str, bool]:
    """Words that cannot become true in this call, because nothing in it makes them so."""
    nodes = scenario.nodes.values()
    moves = {move for node in nodes for option in node.options.values() for move in option.moves}
    able = {
        "heard": bool(HEARING & moves),
        "identity": "verify_id" in moves,
        "abuse": any("abuse" in node.flags for node in nodes),
    }
    return {word: False for word, possible in able.items() if not possible}


def _while_it_lasts(scenario: Scenario) -> Bounds:
    """What gauges can be while the caller is still there to speak to."""
    start = scenario.caller.start
    return {
        "anger": (0, max(scenario.triggers.leave - 1, start.anger, 0)),
        "patience": (min(1, start.patience), 100),
    }


def _one(subject: Subject, truth: Truth, keys: Keys, when: Condition, bounds: Bounds) -> Iterator[Problem]:
    if truth.is_open(when, bounds):
        return
    if truth.together([Wanted(when, True)], bounds) is False:
        yield subject.problem("never-holds", keys, found=when.text)
    elif truth.together([Wanted(when, False)], bounds) is False:
        yield subject.problem("always-holds", keys, found=when.text)


def _in_turn(
    subject: Subject, truth: Truth, keys: Keys, whens: Sequence[Condition | None], bounds: Bounds
) -> Iterator[Problem]:
    """Entries of which the first that holds counts: is each ever the first?"""
    above: list[Wanted] = []
    for index, when in enumerate(whens):
        if when is not None:
            alone = list(_one(subject, truth, (*keys, index, "when"), when, bounds))
            yield from alone
            if alone:
                continue
        here = above if when is None else [*above, Wanted(when, True)]
        if above and truth.together(here, bounds) is False:
            yield subject.problem("never-reached", (*keys, index), found=when.text if when else "the last one")
        elif when is not None:
            above.append(Wanted(when, False))


def _empty(
    subject: Subject, truth: Truth, node_id: str, whens: Sequence[Condition | None], bounds: Bounds
) -> Iterator[Problem]:
    if any(when is None for when in whens):
        return
    if truth.together([Wanted(when, False) for when in whens if when], bounds) is not False:
        yield subject.problem("menu-can-be-empty", ("nodes", node_id, "options"), True, found=node_id)
