"""What a drawing of a scenario shows: its nodes with their marks, its endings, and which replies lead where.

Here is only what is drawn; how it looks is in mermaid (below), drawing_svg and drawing_page. A scenario with faults can
be drawn too: a target that does not exist is an ending that is missing, a reply that leads nowhere is a dead end.

A reply's grades are those of the usual moment: somebody has heard the caller (not yet at the start), the move is used
for the first time, an identity that is required is still to be verified, a limit and a warning were given.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from sim.core.decision import option_grade
from sim.core.moves import Grades
from sim.core.scenario import Node, Option, Scenario
from sim.core.script import WEARING
from sim.core.soundness import targets_of
from sim.core.texts import Texts

Badge = Literal["unreachable", "dead_end", "no_good_way", "abuse", "key"]
Tone = Literal["good", "harm", "flat"]
EndingKind = Literal["complete", "incomplete", "missing"]
_UNUSED = (0,) * len(WEARING)


class Way(NamedTuple):
    """Where a reply leads: always, when a condition holds (`when`), or when none before it did (`otherwise`)."""

    to: str
    when: str = ""
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class DrawnOption:
    """A reply: what it says and does, what it is worth in the usual moment, where it leads."""

    id: str
    option: Option
    grade: Grades
    ways: tuple[Way, ...]

    @property
    def tone(self) -> Tone:
        """Whether the reply does good, does harm, or neither."""
        return "harm" if min(self.grade) < 0 else "good" if max(self.grade) > 0 else "flat"


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node with its marks."""

    id: str
    node: Node
    options: tuple[DrawnOption, ...]
    badges: tuple[Badge, ...] = ()
    first: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that are not shown as a mark already."""
        return tuple(flag for flag in self.node.flags if flag not in ("abuse", "key"))

    @property
    def line(self) -> str:
        """What the caller says here when nothing else is known: the last variant, which always holds."""
        return self.node.caller[-1].wordings[0]


@dataclass(frozen=True, slots=True)
class DrawnEnding:
    """An ending; one that is missing is named by a reply only."""

    id: str
    kind: EndingKind
    text: str = ""


class Label(NamedTuple):
    """Which replies take a way, and when."""

    options: tuple[str, ...]
    when: str
    otherwise: bool


class Edge(NamedTuple):
    """All ways from one node to one other, or to an ending."""

    source: str
    target: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A scenario as it is drawn."""

    scenario: Scenario
    nodes: Mapping[str, DrawnNode]
    endings: Mapping[str, DrawnEnding]
    edges: tuple[Edge, ...]

    def count(self, badge: Badge) -> int:
        """How many nodes have a mark."""
        return sum(badge in node.badges for node in self.nodes.values())


def drawing_of(scenario: Scenario) -> Drawing:
    """What a drawing of a scenario shows. The scenario need not be sound."""
    plain = {name: _node(scenario, name, node) for name, node in scenario.nodes.items()}
    edges = tuple(edge for node in plain.values() for edge in _edges(node))
    reached = _spread([scenario.start], lambda name: targets_of(scenario.nodes[name]) if name in plain else ())
    leads_out = _leading_out(plain, edges)
    nodes = {
        name: replace(node, badges=tuple(_badges(node, name in reached, name in leads_out)))
        for name, node in plain.items()
    }
    return Drawing(scenario, nodes, _endings(scenario, edges), edges)


def _node(scenario: Scenario, name: str, node: Node) -> DrawnNode:
    first = name == scenario.start
    words = {*node.flags, "after_limit", "after_warning"}
    words |= {"unheard"} if first else set()
    words |= {"unverified"} if scenario.identity == "required" else set()
    options = tuple(
        DrawnOption(
            key, option, option_grade(option, frozenset(node.flags), _UNUSED, frozenset(words)), _ways(node, option)
        )
        for key, option in node.options.items()
    )
    return DrawnNode(name, node, options, first=first)


def _ways(node: Node, option: Option) -> tuple[Way, ...]:
    if option.to is not None:
        return (Way(option.to),)
    return tuple(
        Way(turning.to, turning.when.text if turning.when else "", otherwise=turning.when is None and place > 0)
        for place, turning in enumerate(node.next)
    )


def _edges(node: DrawnNode) -> Iterator[Edge]:
    found: dict[str, dict[tuple[str, bool], list[str]]] = {}
    for option in node.options:
        for way in option.ways:
            takers = found.setdefault(way.to, {}).setdefault((way.when, way.otherwise), [])
            if option.id not in takers:
                takers.append(option.id)
    for target, labels in found.items():
        yield Edge(node.id, target, tuple(Label(tuple(takers), *key) for key, takers in labels.items()))


def proved(drawing: Drawing, unreachable: Sequence[str], no_way_out: Sequence[str]) -> Drawing:
    """The drawing with what was proved by looking at every call, beside what the ways alone say."""
    nodes = {}
    for name, node in drawing.nodes.items():
        found: list[Badge] = [badge for badge in node.badges if badge not in ("unreachable", "dead_end")]
        found += ["unreachable"] if name in unreachable or "unreachable" in node.badges else []
        found += ["dead_end"] if name in no_way_out or "dead_end" in node.badges else []
        nodes[name] = replace(node, badges=tuple(found))
    return replace(drawing, nodes=nodes)


def _spread(start: Iterable[str], onward: Callable[[str], Iterable[str]]) -> set[str]:
    """Everything that can be reached."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += onward(here)
    return found


def _leading_out(nodes: Mapping[str, DrawnNode], edges: Iterable[Edge]) -> set[str]:
    """Every place from which some reply leads to the end of the call, sooner or later."""
    back: dict[str, list[str]] = {}
    for edge in edges:
        back.setdefault(edge.target, []).append(edge.source)
    return _spread([name for name in back if name not in nodes], lambda name: back.get(name, ()))


def _badges(node: DrawnNode, reached: bool, leads_out: bool) -> Iterator[Badge]:
    if not reached:
        yield "unreachable"
    if not leads_out or not all(option.ways for option in node.options):
        yield "dead_end"
    if all(option.tone == "harm" for option in node.options):
        yield "no_good_way"
    if "abuse" in node.node.flags:
        yield "abuse"
    if "key" in node.node.flags:
        yield "key"


def _endings(scenario: Scenario, edges: Iterable[Edge]) -> dict[str, DrawnEnding]:
    found = {
        name: DrawnEnding(name, "complete" if ending.complete else "incomplete", ending.text)
        for name, ending in scenario.endings.items()
    }
    for edge in edges:
        if edge.target not in scenario.nodes and edge.target not in found:
            found[edge.target] = DrawnEnding(edge.target, "missing")
    return found


def label_words(label: Label, words: Texts) -> str:
    """A label in one line: which replies, and when."""
    return " ".join(part for part in (" ".join(label.options), label_when(label, words)) if part)


def label_when(label: Label, words: Texts) -> str:
    """When a label's replies lead its way; empty for always."""
    if label.when:
        return words("tools.graph.if", when=condition_words(label.when))
    return words("tools.graph.else") if label.otherwise else ""


def condition_words(condition: str) -> str:
    """A condition as people read it."""
    for typed, shown in ((">=", "≥"), ("<=", "≤"), ("!=", "≠"), ("==", "=")):
        condition = condition.replace(typed, shown)
    return condition


# -- Mermaid ------------------------------------------------------------------------------------------------------

_LONGEST_LINE = 60
_MERMAID_STYLES = """
    classDef bad stroke:#A8321F,stroke-width:2px,stroke-dasharray:5 3
    classDef key stroke:#0B6B60,stroke-width:3px
    classDef complete fill:#D9F0E2,stroke:#1D7044,color:#1B2A33
    classDef incomplete fill:#F1F5F4,stroke:#857A68,color:#1B2A33
    classDef missing fill:#FBE3DE,stroke:#A8321F,color:#1B2A33
"""


def mermaid(drawing: Drawing, words: Texts) -> str:
    """The drawing as a Mermaid flowchart. An ending is drawn beside each node that leads to it."""
    number = {name: f"n{place}" for place, name in enumerate(drawing.nodes)}
    lines = ["flowchart TD"]
    for node in drawing.nodes.values():
        marks = [words(f"tools.graph.badge.{badge}") for badge in node.badges]
        if node.first:
            marks.insert(0, words("tools.graph.start"))
        parts = [f"<b>{_safe(node.id)}</b>", *(_safe(" · ".join(part)) for part in (marks, node.flags) if part)]
        lines.append(f'    {number[node.id]}["{"<br/>".join([*parts, _safe(clipped(node.line, _LONGEST_LINE))])}"]')
    for place, edge in enumerate(drawing.edges):
        target = number.get(edge.target) or f"e{place}"
        if edge.target not in number:
            ending = drawing.endings[edge.target]
            mark = words(f"tools.graph.ending.{ending.kind}")
            lines.append(f'    {target}(["{_safe(ending.id)}<br/>{_safe(mark)}"]):::{ending.kind}')
        label = "<br/>".join(_safe(label_words(label, words)) for label in edge.labels)
        lines.append(f'    {number[edge.source]} -->|"{label}"| {target}')
    bad = [number[node.id] for node in drawing.nodes.values() if set(node.badges) - {"key", "abuse"}]
    key = [number[node.id] for node in drawing.nodes.values() if "key" in node.badges]
    lines.append(_MERMAID_STYLES.strip("\n"))
    lines += [f"    class {','.join(names)} {look}" for names, look in ((key, "key"), (bad, "bad")) if names]
    return "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    """A text inside Mermaid's quotes: only plain letters and signs stand for themselves."""
    return "".join(char if char.isalnum() or char in " .,:;!?'()-_+=/·…" else f"#{ord(char)};" for char in text)


def clipped(text: str, most: int) -> str:
    """The first words of a text, at most so many characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"
