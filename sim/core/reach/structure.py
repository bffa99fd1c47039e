"""What a map says about the scenario's structure: reached or not, asked or not, whether a call comes to an end."""

from collections.abc import Iterator
from typing import NamedTuple

from sim.core.reach.map import FALSE_SEEN, TRUE_SEEN, ReachMap
from sim.core.reach.sketch import Graph
from sim.core.reach.steps import OVER, Asked
from sim.core.scenario import DIMENSIONS, ENGINE_ENDINGS
from sim.core.script import Script
from sim.core.soundness import Place, targets_of


class Verdict(NamedTuple):
    """A condition that came out one way only, wherever a call asked it."""

    place: Place
    text: str
    always: bool


class Structure(NamedTuple):
    """What is reached, by the order of the file; options as (node, option), lines as (node, number from 0).

    What is named as not reached is proved. `undecided`: nodes, replies and endings that may or may not be reachable,
    where the scenario is too large to be looked at whole.
    """

    reachable: tuple[str, ...]
    unreachable: tuple[str, ...]
    unreachable_options: tuple[tuple[str, str], ...]
    unreachable_lines: tuple[tuple[str, int], ...]
    endings: tuple[str, ...]
    unreachable_endings: tuple[str, ...]
    empty_menus: tuple[str, ...]
    no_way_out: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    undecided: tuple[Place, ...] = ()


def doubtful_lines(script: Script, drawn: ReachMap) -> frozenset[int]:
    """The nodes where a caller's line was not said yet, or a line's condition came out one way only."""
    found = set()
    for index in {situation.state.node for situation in drawn.situations}:
        for number, line in enumerate(script.nodes[index].node.caller):
            once = line.when is not None and drawn.asked[("line", index, number)] != FALSE_SEEN | TRUE_SEEN
            if once or (index, number) not in drawn.lines:
                found.add(index)
    return frozenset(found)


class _Met(NamedTuple):
    """What stands on a graph."""

    nodes: set[int]
    options: set[tuple[int, int]]
    endings: set[str]

    @classmethod
    def on(cls, graph: Graph) -> "_Met":
        found = cls(set(), set(), set())
        for situation in graph.situations:
            found.nodes.add(situation.state.node)
            for edge in situation.edges:
                found.options.add((situation.state.node, edge.piece.option))
                if edge.target == OVER:
                    found.endings.add(edge.piece.ending)
        return found


def structure_of(script: Script, drawn: ReachMap, sketch: Graph) -> Structure:
    """What a map says. Where it is not complete, what is not even on the sketch cannot be reached."""
    met = _Met.on(drawn)
    possible = met if drawn.complete else _Met.on(sketch) if sketch.complete else _everything(script)
    nodes = [node for node in script.nodes if node.index in met.nodes]
    endings = (*script.scenario.endings, *(name for name in ENGINE_ENDINGS if name in met.endings))
    lines = drawn.lines if drawn.complete else None
    return Structure(
        reachable=tuple(node.id for node in nodes),
        unreachable=tuple(node.id for node in script.nodes if node.index not in possible.nodes),
        unreachable_options=tuple(
            (node.id, name)
            for node in script.nodes
            if node.index in possible.nodes
            for place, name in enumerate(node.option_ids)
            if (node.index, place) not in possible.options
        ),
        unreachable_lines=tuple(
            (node.id, number)
            for node in nodes
            for number in range(len(node.node.caller))
            if lines is not None and (node.index, number) not in lines
        ),
        endings=tuple(name for name in endings if name in met.endings),
        unreachable_endings=tuple(name for name in script.scenario.endings if name not in possible.endings),
        empty_menus=tuple(node.id for node in nodes if node.index in drawn.empty_menus),
        no_way_out=_no_way_out(script, drawn),
        verdicts=tuple(_verdicts(script, drawn)) if drawn.complete else (),
        undecided=tuple(_undecided(script, met, possible)),
    )


def _everything(script: Script) -> _Met:
    options = {(node.index, place) for node in script.nodes for place in node.everything}
    return _Met({node.index for node in script.nodes}, options, set(script.scenario.endings))


def _undecided(script: Script, met: _Met, possible: _Met) -> Iterator[Place]:
    for node in script.nodes:
        if node.index in possible.nodes - met.nodes:
            yield "nodes", node.id
        for place, name in enumerate(node.option_ids):
            if (node.index, place) in possible.options - met.options:
                yield "nodes", node.id, "options", name
    yield from (("endings", name) for name in script.scenario.endings if name in possible.endings - met.endings)


def _no_way_out(script: Script, drawn: ReachMap) -> tuple[str, ...]:
    """The nodes where a call can come to a point from which no reply ever leads to an ending."""
    if not drawn.complete:
        return _closed_in(script)
    before: dict[int, list[int]] = {}
    waiting = []
    for situation in drawn.situations:
        for edge in situation.edges:
            if edge.target == OVER:
                waiting.append(situation.number)
            else:
                before.setdefault(edge.target, []).append(situation.number)
    ends = set(waiting)
    while waiting:
        for number in before.get(waiting.pop(), ()):
            if number not in ends:
                ends.add(number)
                waiting.append(number)
    stuck = {situation.state.node for situation in drawn.situations if situation.number not in ends}
    return tuple(node.id for node in script.nodes if node.index in stuck)


def _closed_in(script: Script) -> tuple[str, ...]:
    """As above, from the ways as written alone: whatever the conditions say, no ending follows."""
    ways = {node.id: targets_of(node.node) for node in script.nodes}
    ends = {name for name, targets in ways.items() if any(to not in ways for to in targets)}
    while more := {name for name, targets in ways.items() if name not in ends and ends.intersection(targets)}:
        ends |= more
    return tuple(name for name in ways if name not in ends)


def _verdicts(script: Script, drawn: ReachMap) -> list[Verdict]:
    found = []
    for asked, (place, text) in _conditions(script).items():
        bits = drawn.asked[asked]
        if bits in (FALSE_SEEN, TRUE_SEEN):
            found.append(Verdict(place, text, bits == TRUE_SEEN))
    return found


def _conditions(script: Script) -> dict[Asked, tuple[Place, str]]:
    """Every condition by how a map names it: where it stands in the file, and its text."""
    found: dict[Asked, tuple[Place, str]] = {}
    for node in script.nodes:
        at: Place = ("nodes", node.id)
        for number, line in enumerate(node.node.caller):
            if line.when:
                found["line", node.index, number] = (*at, "caller", number, "when"), line.when.text
        for number, (name, option) in enumerate(node.node.options.items()):
            if option.when:
                found["option", node.index, number] = (*at, "options", name, "when"), option.when.text
        for number, turning in enumerate(node.node.next):
            if turning.when:
                found["next", node.index, number] = (*at, "next", number, "when"), turning.when.text
    count = 0
    for dimension in DIMENSIONS:
        for number, milestone in enumerate(script.scenario.milestones.of(dimension)):
            if milestone.only_if:
                found["closing", -1, count] = (
                    ("milestones", dimension, number, "only_if"),
                    milestone.only_if.text,
                )
                count += 1
    return found


def calls_of(drawn: ReachMap) -> int | None:
    """How many different calls there are, counted by their replies; None where one can go on for ever."""
    if drawn.loops or not drawn.complete:
        return None
    counts = [0] * len(drawn.situations)
    for number in drawn.finished:
        edges = drawn.situations[number].edges
        counts[number] = sum(1 if edge.target == OVER else counts[edge.target] for edge in edges)
    return counts[0]
