"""A scenario as a story in ink, so that ink runtimes are measured on the same conversation.

The same nodes, replies, conditions of replies and of ways on, endings and words. Each reply changes the four gauges
by the effects of its moves and sets the same needs, flags and words (heard, identity, abuse). Ink is spared the rest:
grades, wear of repeated moves, clamps, the log, the caller who leaves.
"""

from __future__ import annotations

from sim.core import conditions, moves
from sim.core.scenario import Node, Option, Scenario

_ESCAPED = str.maketrans({character: "\\" + character for character in "\\#{}|[]~/<>"})


def ink_source(scenario: Scenario, marked: bool = False) -> str:
    """The story as source text. `marked`: replies and variants of the caller's lines bear marks, @node/name@."""
    start = scenario.caller.start
    lines = [f"VAR v_{gauge} = {getattr(start, gauge)}" for gauge in conditions.GAUGES]
    lines += [f"VAR v_{_plain(name)} = false" for name in (*conditions.WORDS, *scenario.names)]
    lines.append(f"-> k_{_plain(scenario.start)}")
    for node_id, node in scenario.nodes.items():
        lines += _knot(node_id, node, marked)
    for ending_id, ending in scenario.endings.items():
        lines += [f"=== k_{_plain(ending_id)} ===", _text(ending.text), "-> END"]
    return "\n".join(lines) + "\n"


def _knot(node_id: str, node: Node, marked: bool) -> list[str]:
    name = f"k_{_plain(node_id)}"
    lines = [f"=== {name} ==="]
    # The variants of a caller's line are not decided on in our pure step either.
    lines.append(_text(node.caller[-1].wordings[0]))
    lines += _variants(node_id, node) if marked else []
    for option_id, option in node.options.items():
        lines += _choice(option, node, name, f"@{node_id}/{option_id}@ " if marked else "")
    ways = [f"{{ {_expression(way.when.tree)}: -> k_{_plain(way.to)} }}" for way in node.next if way.when is not None]
    ways += [f"-> k_{_plain(way.to)}" for way in node.next if way.when is None]
    return [*lines, f"= on{node_id.replace('-', '_')}", *ways] if ways else lines


def _variants(node_id: str, node: Node) -> list[str]:
    """The marks of the variants of a line, as ink tells them apart."""
    cases = [
        f"- {'else' if line.when is None else _expression(line.when.tree)}: @{node_id}/{number}@"
        for number, line in enumerate(node.caller)
    ]
    return ["{", *cases, "}"] if len(cases) > 1 else [f"@{node_id}/0@"]


def _choice(option: Option, node: Node, knot: str, mark: str = "") -> list[str]:
    when = f"{{ {_expression(option.when.tree)} }} " if option.when is not None else ""
    lines = [f"+ {when}[{mark}{_text(option.wordings[0])}]"]
    for place, gauge in enumerate(conditions.GAUGES):
        change = sum(moves.MOVES[move].effect[place] for move in option.moves)
        if change:
            lines.append(
                f"  ~ v_{gauge} = v_{gauge} + {change}" if change > 0 else f"  ~ v_{gauge} = v_{gauge} - {-change}"
            )
    lines += [f"  ~ v_{_plain(name)} = true" for name in (*_words(option, node), *option.sets)]
    to = f"k_{_plain(option.to)}" if option.to else f"{knot}.on{knot[2:]}"
    return [*lines, f"  -> {to}"]


def _words(option: Option, node: Node) -> list[str]:
    words = ["abuse"] if "abuse" in node.flags else []
    words += ["heard"] if moves.HEARING.intersection(option.moves) else []
    return words + (["identity"] if "verify_id" in option.moves else [])


def _expression(tree: conditions.Tree) -> str:
    match tree:
        case conditions.Compare(gauge=gauge, operator=operator, number=number):
            return f"v_{gauge} {operator} {number}"
        case conditions.Name(name=name):
            return f"v_{_plain(name)}"
        case conditions.Not(part=part):
            return f"not {_part(part)}"
        case conditions.Join(word=word, parts=parts):
            return f" {word} ".join(_part(part) for part in parts)


def _part(tree: conditions.Tree) -> str:
    # A name in brackets would be a list in ink.
    return _expression(tree) if isinstance(tree, conditions.Name) else f"({_expression(tree)})"


def _plain(name: str) -> str:
    return name.replace("-", "_")


def _text(text: str) -> str:
    # A backslash in front keeps a first character from being read as one of ink's signs.
    return "\\ " + " ".join(text.split()).translate(_ESCAPED)
