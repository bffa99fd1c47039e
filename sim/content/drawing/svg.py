"""A drawing as SVG: cards, endings, signposts and lines. No script, no fonts or pictures from elsewhere.

Colour never stands alone: marks have a shape and a word, good and harmful replies a sign, harmful lines are broken.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sim.content.drawing.graph import Drawing, DrawnEnding, DrawnNode, Edge, Tone, label_when
from sim.content.drawing.layout import Layout, Piece, Size, Ways, laid_out
from sim.content.drawing.parts import (
    Box,
    Chip,
    centred,
    cut,
    drawn_chip,
    figure,
    icon,
    path,
    plain_styles,
    rect,
    rows_of,
    safe,
    text_width,
    words,
    wrapped,
)
from sim.core.texts import Texts

_WIDTH, _PAD, _LINE = 272.0, 16.0, 18.0
_ROW = 28.0
_TAB_GAP, _TAB_LINE, _TAB_PAD = 7.0, 17.0, 9.0
_ENDING_HEIGHT, _SIGNPOST_HEIGHT = 46.0, 30.0
_HEAD, _MARGIN = 108.0, 28.0
_LONGEST_WHEN = 32
SIGNS: dict[Tone, str] = {"good": "+", "harm": "\N{MINUS SIGN}", "flat": ""}


class Figures(NamedTuple):
    """What else is written on a drawing: on a node's card, and beside a reply (node, option). Cards become links to
    #node-NUMBER.
    """

    nodes: Mapping[str, str]
    replies: Mapping[tuple[str, str], str]


def svg(drawing: Drawing, texts: Texts, figures: Figures | None = None) -> str:
    """The drawing as a stand-alone SVG, light or dark as its reader's system is."""
    picture = Picture(drawing, texts, figures=figures)
    width, height = figure(picture.width), figure(picture.height)
    room = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" {room} role="img">',
        f"<title>{safe(drawing.scenario.title)}</title><style>{plain_styles()}</style>",
        '<rect class="paper" width="100%" height="100%"/>',
        *picture.body(),
        "</svg>\n",
    )
    return "\n".join(parts)


class _Card(NamedTuple):
    """What stands on a node's card, and how high that makes it."""

    lines: list[str]
    rows: list[list[Chip]]
    height: float


class _Tab(NamedTuple):
    """What stands below a card on one way: lines of (look, markup), and their room."""

    lines: list[tuple[str, str]]
    width: float
    height: float


class Picture:
    """A drawing laid out; `body` is what stands inside the SVG element. `live`: its nodes take the keyboard's focus."""

    def __init__(self, drawing: Drawing, texts: Texts, live: bool = False, figures: Figures | None = None) -> None:
        self.drawing, self.say, self.live, self.figures = drawing, texts, live, figures
        self.tones: dict[tuple[str, str], Tone] = {
            (node.id, option.id): option.tone for node in drawing.nodes.values() for option in node.options
        }
        self.number = {name: place for place, name in enumerate(drawing.nodes)}
        self.ending_number = {name: place for place, name in enumerate(drawing.endings)}
        self.cards = {node.id: self._card_of(node) for node in drawing.nodes.values()}
        self.tabs = [self._tab_of(edge) for edge in drawing.edges]
        self.layout = self._laid_out()
        self.layers = {piece.name: piece.layer for piece in self.layout.pieces if piece.kind == "card"}
        self.width = max(self.layout.width, 560.0)
        self.height = self.layout.height + _HEAD + _MARGIN

    def body(self) -> Iterator[str]:
        """Everything that is drawn, from back to front."""
        if not self.live:
            yield from self._head()
        yield f'<g transform="translate({figure((self.width - self.layout.width) / 2)} {figure(_HEAD)})">'
        for edge, route in enumerate(self.layout.routes):
            yield from self._line(edge, route)
        for piece in self.layout.pieces:
            yield from self._piece(piece)
        yield "</g>"

    # -- room -----------------------------------------------------------------------------------------------------

    def _laid_out(self) -> Layout:
        drawing = self.drawing
        widths = [tab.width + 8 for tab in self.tabs]
        strips: dict[str, list[int]] = {}
        for number, edge in enumerate(drawing.edges):
            strips.setdefault(edge.source, []).append(number)
        nodes = {}
        for name, card in self.cards.items():
            leaving = strips.get(name, [])
            below = max((_TAB_GAP + self.tabs[number].height for number in leaving), default=0.0)
            nodes[name] = Size(max(_WIDTH, sum(widths[number] for number in leaving)), card.height + below)
        endings = {name: Size(self._ending_width(ending), _ENDING_HEIGHT) for name, ending in drawing.endings.items()}
        signposts = [Size(text_width(cut(edge.target), 13) + 46, _SIGNPOST_HEIGHT) for edge in drawing.edges]
        edges = [(edge.source, edge.target) for edge in drawing.edges]
        return laid_out(Ways(drawing.scenario.start, nodes, endings, edges, widths, signposts), _MARGIN)

    def _card_of(self, node: DrawnNode) -> _Card:
        room = _WIDTH - 2 * _PAD
        lines = wrapped(f"“{' '.join(node.line.split())}”", room, 13, most=2)
        rows = rows_of(self.chips(node), room)
        return _Card(lines, rows, 48.0 + _LINE * len(lines) + _ROW * len(rows))

    def chips(self, node: DrawnNode) -> list[Chip]:
        """The marks of a node, then its flags."""
        marks = [Chip(badge, self.say(f"tools.graph.badge.{badge}"), badge) for badge in node.badges]
        if node.first:
            marks.insert(0, Chip("start", self.say("tools.graph.start"), "start"))
        if self.figures:
            marks.insert(0, Chip("", self.figures.nodes[node.id]))
        return [*marks, *(Chip("", flag) for flag in node.flags)]

    def _ending_width(self, ending: DrawnEnding) -> float:
        word = self.say(f"tools.graph.ending.{ending.kind}")
        return max(text_width(cut(ending.id), 15, bold=True), text_width(word, 12)) + 62

    def _tab_of(self, edge: Edge) -> _Tab:
        """Which replies take a way, and below them when."""
        lines: list[tuple[str, str]] = []
        widths = [30.0]
        for label in edge.labels:
            shown = [self._named(edge.source, option) for option in label.options]
            spans = (f'<tspan class="{tone}">{safe(option)}</tspan>{safe(figure)}' for tone, option, figure in shown)
            lines.append(("tab-text", " ".join(spans)))
            told = " ".join(f"{option}{figure}" for _, option, figure in shown)
            widths.append(text_width(told, 13, bold=True))
            when = cut(label_when(label, self.say), _LONGEST_WHEN)
            if when:
                lines.append(("when-text", safe(when)))
                widths.append(text_width(when, 12))
        return _Tab(lines, max(widths) + 2 * _TAB_PAD, _TAB_LINE * len(lines) + 8)

    def _named(self, node: str, option: str) -> tuple[Tone, str, str]:
        """A reply on a tab: its tone, its name with its sign, its figure."""
        tone = self.tones[node, option]
        figure = f" {self.figures.replies[node, option]} " if self.figures else ""
        return tone, f"{cut(option, 14)}{SIGNS[tone]}", figure

    # -- drawing --------------------------------------------------------------------------------------------------

    def _head(self) -> Iterator[str]:
        scenario, say = self.drawing.scenario, self.say
        yield words(_MARGIN, 38, scenario.title, "heading")
        counts = [say("tools.graph.nodes", count=len(self.drawing.nodes))]
        for badge in ("unreachable", "dead_end", "no_good_way"):
            if self.drawing.count(badge):
                counts.append(f"{say(f'tools.graph.badge.{badge}')}: {self.drawing.count(badge)}")
        yield words(_MARGIN, 60, f"{scenario.id} · {' · '.join(counts)}", "quiet")
        yield words(_MARGIN, 79, say("tools.graph.legend"), "quiet")

    def _piece(self, piece: Piece) -> Iterator[str]:
        linked = self.figures is not None and piece.kind in ("card", "signpost")
        if linked:
            yield f'<a href="#node-{self.number[piece.name]}">'
        if piece.kind == "card":
            yield from self._card(piece, self.drawing.nodes[piece.name])
        elif piece.kind == "ending":
            yield from self._ending(piece, self.drawing.endings[piece.name])
        elif piece.kind == "signpost":
            yield from self._signpost(piece)
        if linked:
            yield "</a>"

    def _group(self, looks: Sequence[str], target: str, label: str) -> str:
        look = " ".join(looks)
        if not self.live:
            return f'<g class="{look}"><title>{safe(label)}</title>'
        return f'<g class="{look} live" data-show="{target}" tabindex="0" role="button" aria-label="{safe(label)}">'

    def _card(self, piece: Piece, node: DrawnNode) -> Iterator[str]:
        left, card = piece.x - _WIDTH / 2, self.cards[node.id]
        label = ", ".join([node.id, *(chip.word for row in card.rows for chip in row), node.line])
        yield self._group(["card", *(f"is-{badge}" for badge in node.badges)], f"n{self.number[node.id]}", label)
        yield rect(Box(left + 2, piece.y + 4, _WIDTH, card.height), 14, "shadow")
        yield rect(Box(left, piece.y, _WIDTH, card.height), 14, "sheet")
        mood = next((flag for flag in ("hot", "panic") if flag in node.node.flags), "")
        yield rect(Box(left + 6, piece.y + 14, 4, card.height - 28), 2, f"mood {mood}".strip())
        yield words(left + _PAD + 2, piece.y + 27, cut(node.id), "name")
        for number, line in enumerate(card.lines):
            yield words(left + _PAD + 2, piece.y + 47 + number * _LINE, line, "quiet")
        top = piece.y + 40 + len(card.lines) * _LINE
        for number, row in enumerate(card.rows):
            x = left + _PAD + 1
            for chip in row:
                yield from drawn_chip(chip, x, top + number * _ROW)
                x += chip.width + 6
        yield "</g>"
        for edge in piece.ports:
            yield from self._tab(piece, edge, piece.y + card.height)

    def _tab(self, piece: Piece, edge: int, bottom: float) -> Iterator[str]:
        """Below its card: which replies take this way, and when."""
        tab, middle = self.tabs[edge], piece.x + self.layout.offsets[edge]
        inside = max(piece.x - _WIDTH / 2 + 14, min(piece.x + _WIDTH / 2 - 14, middle))
        yield path(["M", inside, bottom, "L", middle, bottom + _TAB_GAP], "link")
        yield rect(Box(middle - tab.width / 2, bottom + _TAB_GAP, tab.width, tab.height), 9, "tab")
        for number, (look, markup) in enumerate(tab.lines):
            yield centred(middle, bottom + _TAB_GAP + 17 + number * _TAB_LINE, markup, look)

    def _ending(self, piece: Piece, ending: DrawnEnding) -> Iterator[str]:
        word = self.say(f"tools.graph.ending.{ending.kind}")
        left = piece.x - piece.size.width / 2
        label = ", ".join(part for part in (ending.id, word, ending.text) if part)
        yield self._group(["end"], f"e{self.ending_number[ending.id]}", label)
        yield rect(Box(left, piece.y, piece.size.width, _ENDING_HEIGHT), 23, f"ending {ending.kind}")
        yield icon(left + 18, piece.y + 16, ending.kind, ending.kind)
        yield words(left + 42, piece.y + 20, cut(ending.id), "name")
        yield words(left + 42, piece.y + 36, word, "chip-text")
        yield "</g>"

    def _signpost(self, piece: Piece) -> Iterator[str]:
        left = piece.x - piece.size.width / 2
        up = self.layers[piece.name] < piece.layer
        label = self.say("tools.graph.goes_back" if up else "tools.graph.goes_on", name=piece.name)
        yield self._group(["post"], f"n{self.number[piece.name]}", label)
        yield rect(Box(left, piece.y, piece.size.width, _SIGNPOST_HEIGHT), 15, "signpost")
        yield icon(left + 12, piece.y + 8, "up" if up else "down", "way")
        yield words(left + 32, piece.y + 20, cut(piece.name), "quiet")
        yield "</g>"

    def _line(self, edge: int, route: Sequence[Piece]) -> Iterator[str]:
        """A line from below its tab through its bends to the top of where it leads, and its tip."""
        start, drawn = route[0], self.drawing.edges[edge]
        x = start.x + self.layout.offsets[edge]
        y = start.y + self.cards[start.name].height + _TAB_GAP + self.tabs[edge].height
        steps: list[str | float] = ["M", x, y]
        for above, below in pairwise(route):
            bottom = self.layout.bands[above.layer][1]
            goal, top = below.x, self.layout.bands[below.layer][0] - (6.0 if below.kind != "bend" else 0.0)
            half = (bottom + top) / 2
            steps += ["V", bottom, "C", x, half, goal, half, goal, top]
            x, y = goal, top
        tones = {self.tones[drawn.source, option] for label in drawn.labels for option in label.options}
        look = tones.pop() if len(tones) == 1 else ""
        yield path(steps, f"link {look}".strip())
        yield path(["M", x - 5, y - 3, "h10l-5 9Z"], f"tip {look}".strip())
