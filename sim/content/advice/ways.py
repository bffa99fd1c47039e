"""The scenario as a graph: which nodes lead where, whatever the conditions say."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sim.core.scenario import Scenario
from sim.core.soundness import targets_of


class Ways(NamedTuple):
    """`after`: where each node can lead. `reached`: nodes and endings on some way from the start."""

    after: Mapping[str, tuple[str, ...]]
    reached: frozenset[str]

    @classmethod
    def of(cls, scenario: Scenario) -> "Ways":
        """The ways of a scenario."""
        after = {node_id: targets_of(node) for node_id, node in scenario.nodes.items()}
        return cls(after, frozenset(spread([scenario.start], after)))

    def back(self) -> dict[str, tuple[str, ...]]:
        """The same ways, walked backwards."""
        found: dict[str, list[str]] = {}
        for node, targets in self.after.items():
            for target in targets:
                found.setdefault(target, []).append(node)
        return {target: tuple(nodes) for target, nodes in found.items()}


def spread(starts: Iterable[str], after: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that can be reached, the starts included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += after.get(here, ())
    return found


def knots(after: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Nodes in groups that lead to each other (a node without a loop is a group of its own), the last ones first."""
    order: list[str] = []
    seen: set[str] = set()
    for start in after:
        walk = [(start, iter(after[start]))] if start not in seen else []
        seen.add(start)
        while walk:
            here, targets = walk[-1]
            ahead = next((target for target in targets if target in after and target not in seen), None)
            if ahead is None:
                order.append(here)
                walk.pop()
            else:
                seen.add(ahead)
                walk.append((ahead, iter(after[ahead])))
    back: dict[str, list[str]] = {node: [] for node in after}
    for node, ahead_of in after.items():
        for target in ahead_of:
            if target in back:
                back[target].append(node)
    return _gathered(order, back)[::-1]


def _gathered(order: list[str], back: Mapping[str, list[str]]) -> list[list[str]]:
    groups: list[list[str]] = []
    taken: set[str] = set()
    for start in reversed(order):
        if start in taken:
            continue
        group, waiting = [], [start]
        taken.add(start)
        while waiting:
            here = waiting.pop()
            group.append(here)
            new = [node for node in back[here] if node not in taken]
            taken.update(new)
            waiting += new
        groups.append(group)
    return groups
