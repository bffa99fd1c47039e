"""Where the call can go: what nobody reaches, loops without a way out, insults and detours that come by themselves."""

from collections.abc import Iterator

from sim.content.advice.grades import is_good
from sim.content.advice.subject import Subject
from sim.content.advice.ways import Ways, knots, spread
from sim.content.problems import Problem
from sim.core.scenario import Node

# What a trainee must be able to do at a node with this flag.
_NEEDED_MOVES = {
    "abuse": ("limit", "final_warning", "end_by_policy"),
    "safety": ("safety",),
    "escalate": ("escalate_ok",),
}


def unreachable(subject: Subject) -> Iterator[Problem]:
    """Nodes and endings that no way of replies leads to."""
    reached = Ways.of(subject.scenario).reached
    for node_id in subject.scenario.nodes:
        if node_id not in reached:
            yield subject.problem("unreachable-node", ("nodes", node_id), True, found=node_id)
    for name in subject.scenario.endings:
        if name not in reached:
            yield subject.problem("unreachable-ending", ("endings", name), True, found=name)


def no_complete_ending(subject: Subject) -> Iterator[Problem]:
    """Nobody can pass without a complete ending."""
    reached = Ways.of(subject.scenario).reached
    if not any(ending.complete and name in reached for name, ending in subject.scenario.endings.items()):
        yield subject.problem("no-complete-ending", ("endings",), True)


def loops_without_exit(subject: Subject) -> Iterator[Problem]:
    """Nodes that lead to each other and nowhere else."""
    ways = Ways.of(subject.scenario)
    leaving = spread((name for name in subject.scenario.endings), ways.back())
    caught = {node: ways.after[node] for node in subject.scenario.nodes if node in ways.reached - leaving}
    order = {node: place for place, node in enumerate(caught)}
    for knot in knots(caught):
        inside = set(knot)
        if all(target in inside for node in knot for target in caught[node]):
            names = sorted(knot, key=order.__getitem__)
            yield subject.problem("loop-without-exit", ("nodes", names[0]), True, found=names[0], nodes=_listed(names))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def abuse_by_itself(subject: Subject) -> Iterator[Problem]:
    """An insult is where an angry caller goes by a condition, never where a reply leads."""
    nodes = subject.scenario.nodes
    if "abuse" in nodes[subject.scenario.start].flags:
        yield subject.problem("abuse-by-itself", ("start",), found=subject.scenario.start)
    for reply in subject.replies:
        to = reply.option.to
        if to in nodes and "abuse" in nodes[to].flags:
            yield subject.problem("abuse-by-itself", (*reply.keys, "to"), found=to)
    for node_id, node in nodes.items():
        for index, way in enumerate(node.next):
            if way.when is None and way.to in nodes and "abuse" in nodes[way.to].flags:
                yield subject.problem("abuse-by-itself", ("nodes", node_id, "next", index, "to"), found=way.to)


def detour_on_the_good_way(subject: Subject) -> Iterator[Problem]:
    """A detour is for calls that got worse; a good reply must not lead there for certain."""
    nodes = subject.scenario.nodes
    for reply in subject.replies:
        to = _certain_target(reply.node, reply.option.to)
        if to in nodes and "detour" in nodes[to].flags and "detour" not in reply.node.flags and is_good(subject, reply):
            yield subject.problem("detour-on-good-way", reply.keys, True, found=reply.name, node=to)


def _certain_target(node: Node, to: str | None) -> str | None:
    if to is not None:
        return to
    return node.next[0].to if len(node.next) == 1 else None


def flags_without_moves(subject: Subject) -> Iterator[Problem]:
    """A node that is about an insult, somebody's safety or a colleague offers a reply that deals with it."""
    for node_id, node in subject.scenario.nodes.items():
        made = {move for option in node.options.values() for move in option.moves}
        for index, flag in enumerate(node.flags):
            needed = _NEEDED_MOVES.get(flag, ())
            if needed and not made.intersection(needed):
                keys = ("nodes", node_id, "flags", index)
                yield subject.problem("flag-without-move", keys, found=flag, moves=", ".join(needed))
