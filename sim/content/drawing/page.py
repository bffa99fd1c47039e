"""A drawing as one self-contained page: the picture to move about in, and beside it everything that a node says.

The page asks nothing of the network and carries a policy that forbids it to: only its own style and script, known by
their hashes, may act. Without script the whole text stands below the picture. What the page needs of words comes from
the program's texts; what stands in the scenario is shown as text, whatever it is.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from sim.content.drawing.graph import Drawing, DrawnEnding, DrawnNode, DrawnOption, Way, condition_words
from sim.content.drawing.parts import WEB_FOLDER, figure, safe
from sim.content.drawing.svg import SIGNS, Picture
from sim.core.scenario import DIMENSIONS, Spoken
from sim.core.texts import Texts

_STYLES = ("palette.css", "graph.css", "page.css")
_FORBIDDEN = ("base-uri 'none'", "form-action 'none'")
_LINES = ("silence", "interrupted", "hold_over", "lookup", "loop", "unsure")


def page(drawing: Drawing, texts: Texts) -> str:
    """The whole page as HTML."""
    style = "\n".join((WEB_FOLDER / name).read_text(encoding="utf-8") for name in _STYLES)
    script = (WEB_FOLDER / "graph.js").read_text(encoding="utf-8")
    rules = ("default-src 'none'", f"style-src '{_hash(style)}'", f"script-src '{_hash(script)}'", *_FORBIDDEN)
    parts = (
        f'<!DOCTYPE html>\n<html lang="{texts.language}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{safe(drawing.scenario.title)}</title>",
        f"<style>{style}</style>\n</head>\n<body>",
        *_Page(drawing, texts).body(),
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "\n".join(parts)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


class _Page:
    """The parts of the page, in order."""

    def __init__(self, drawing: Drawing, texts: Texts) -> None:
        self.drawing, self.texts = drawing, texts
        self.picture = Picture(drawing, texts, live=True)
        self.before: dict[str, list[str]] = {}
        for edge in drawing.edges:
            self.before.setdefault(edge.target, []).append(edge.source)

    def say(self, key: str, **fields: object) -> str:
        """A text of the page, safe to stand in it."""
        return safe(self.texts(f"tools.graph.{key}", **fields))

    def body(self) -> Iterator[str]:
        """The head with its tools, the picture, the texts."""
        scenario, picture = self.drawing.scenario, self.picture
        yield "<header>"
        yield f'<div><h1 lang="{scenario.language}">{safe(scenario.title)}</h1><p>{self._counts()}</p></div>'
        yield '<div class="tools">'
        yield f'<label>{self.say("page.find")} <input type="search" id="find" autocomplete="off"></label>'
        yield '<output id="found" aria-live="polite"></output>'
        for name, sign in (("closer", "+"), ("further", "\N{MINUS SIGN}"), ("whole", self.say("page.whole"))):
            label = self.say(f"page.{name}_label")
            yield f'<button type="button" id="{name}" aria-label="{label}" title="{label}">{sign}</button>'
        yield "</div></header>"
        yield f'<main><section id="view" aria-label="{self.say("page.picture")}">'
        width, height = figure(picture.width), figure(picture.height)
        room = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        yield f'<svg class="graph" id="graph" {room} role="group">'
        yield from picture.body()
        yield f'</svg><p class="help legend">{self.say("legend")}</p>'
        yield f'<p class="help how">{self.say("page.help")}</p></section>'
        yield f'<aside id="texts" aria-label="{self.say("page.texts")}">'
        for node in self.drawing.nodes.values():
            yield from self._node(node)
        for ending in self.drawing.endings.values():
            yield from self._ending(ending)
        yield "</aside></main>"

    def _counts(self) -> str:
        counts = [safe(self.drawing.scenario.id), self.say("nodes", count=len(self.drawing.nodes))]
        for badge in ("unreachable", "dead_end", "no_good_way"):
            if self.drawing.count(badge):
                counts.append(f"<b>{self.say(f'badge.{badge}')}: {self.drawing.count(badge)}</b>")
        return " · ".join(counts)

    # -- texts ----------------------------------------------------------------------------------------------------

    def _node(self, node: DrawnNode) -> Iterator[str]:
        language = self.drawing.scenario.language
        yield f'<article id="n{self.picture.number[node.id]}"><h2 tabindex="-1">{safe(node.id)}</h2>'
        chips = self.picture.chips(node)
        if chips:
            marks = (
                f'<li class="{f"mark {chip.look}".strip() if chip.icon else ""}">{safe(chip.word)}</li>'
                for chip in chips
            )
            yield f'<ul class="marks">{"".join(marks)}</ul>'
        yield self._came_from(node.id)
        yield f'<h3>{self.say("page.caller")}</h3><ul class="said" lang="{language}">'
        for line in node.node.caller:
            when = (
                f'<span class="when">{self.say("if", when=condition_words(line.when.text))}</span>' if line.when else ""
            )
            yield f"<li>{when}{self._wordings(line)}</li>"
        yield "</ul>"
        yield from self._special_lines(node)
        yield f"<h3>{self.say('page.replies')}</h3>"
        for option in node.options:
            yield from self._reply(option)
        yield "</article>"

    def _came_from(self, name: str) -> str:
        sources = list(dict.fromkeys(self.before.get(name, ())))
        if not sources:
            return ""
        return f'<p class="from">{self.say("page.from")} {", ".join(self._link(source) for source in sources)}</p>'

    def _wordings(self, spoken: Spoken) -> str:
        quotes = [f"<q>{safe(text)}</q>" for text in spoken.wordings]
        return f' <em class="or">{self.say("page.or")}</em> '.join(quotes)

    def _special_lines(self, node: DrawnNode) -> Iterator[str]:
        spoken = {"silence": node.node.silence, **{name: getattr(node.node.lines, name) for name in _LINES[1:]}}
        rows = [(f"page.line.{name}", self._wordings(line)) for name, line in spoken.items() if line is not None]
        if rows:
            yield f'<dl class="lines">{self._rows(rows)}</dl>'

    def _rows(self, rows: Iterable[tuple[str, str]]) -> str:
        return "".join(f"<dt>{self.say(key)}</dt><dd>{inside}</dd>" for key, inside in rows)

    def _reply(self, drawn: DrawnOption) -> Iterator[str]:
        tone = drawn.tone
        letter = f'<span class="letter">{safe(drawn.id)}{SIGNS[tone]}</span>'
        word = f'<span class="tone">{self.say(f"page.tone.{tone}")}</span>'
        yield f'<section class="reply {tone}"><h4>{letter} {word}</h4>'
        yield f'<p class="say" lang="{self.drawing.scenario.language}">{self._wordings(drawn.option)}</p>'
        rows = ((f"page.{name}", inside) for name, inside in self._facts(drawn) if inside)
        yield f"<dl>{self._rows(rows)}</dl></section>"

    def _facts(self, drawn: DrawnOption) -> Iterator[tuple[str, str]]:
        """What there is to know of a reply; empty where there is nothing."""
        option = drawn.option
        moves = (f'<span title="{safe(move)}">{safe(self.texts(f"move.{move}"))}</span>' for move in option.moves)
        ways = "<br>".join(self._way(way) for way in drawn.ways)
        yield "offered", safe(condition_words(option.when.text)) if option.when else ""
        yield "moves", ", ".join(moves) or self.say("page.none")
        yield "grades", self._grades(drawn)
        yield "leads", ways or self.say("badge.dead_end")
        yield "sets", safe(", ".join(option.sets))
        yield "upholds", safe(option.upholds or "")
        yield "breaks", safe(option.breaks or "")
        yield "hold", self.say("page.seconds", count=option.hold) if option.hold else ""
        yield "by_hand", safe(option.grade.reason) if option.grade else ""
        yield "because", safe(option.because or "")
        yield "typed", "<br>".join(f"<q>{safe(text)}</q>" for text in option.paraphrases)

    def _grades(self, drawn: DrawnOption) -> str:
        signed = (f"{grade:+d}".replace("-", "\N{MINUS SIGN}").replace("+0", "0") for grade in drawn.grade)
        names = (safe(self.texts(f"scores.{name}")) for name in DIMENSIONS)
        return " · ".join(f'{name} <b class="grade">{grade}</b>' for name, grade in zip(names, signed, strict=True))

    def _way(self, way: Way) -> str:
        when = self.say("if", when=condition_words(way.when)) if way.when else ""
        when = self.say("else") if way.otherwise else when
        return self._link(way.to) + (f' <span class="when">{when}</span>' if when else "")

    def _link(self, name: str) -> str:
        number = self.picture.number
        place = f"n{number[name]}" if name in number else f"e{self.picture.ending_number[name]}"
        return f'<a href="#{place}">{safe(name)}</a>'

    def _ending(self, ending: DrawnEnding) -> Iterator[str]:
        place = self.picture.ending_number[ending.id]
        yield f'<article id="e{place}"><h2 tabindex="-1">{safe(ending.id)}</h2>'
        yield f'<ul class="marks"><li class="mark {ending.kind}">{self.say(f"ending.{ending.kind}")}</li></ul>'
        yield self._came_from(ending.id)
        if ending.text:
            yield f'<p lang="{self.drawing.scenario.language}">{safe(ending.text)}</p>'
        yield "</article>"
