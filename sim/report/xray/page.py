"""`xray` as one page: what is wrong and what to do, the figures, the call drawn. No script, nothing from elsewhere.

The colours are those of the program (assets/web/palette.css); a figure outside its band has a word beside its colour.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from sim.core import notation
from sim.core.fairness import MIXES, Pair, Verdict
from sim.core.odds import PLAYS, Odds
from sim.core.scenario import DIMENSIONS
from sim.core.texts import Texts
from sim.report.xray.ideal import ideal_call
from sim.report.xray.replies import SHOWN, NodeShares, ReplyShares, shares, shown
from sim.report.xray.text import SUMMARY_LINES, dominance, extreme, lines, mean, passing
from sim.report.xray.values import Xray

WEB_FOLDER = Path(__file__).resolve().parents[3] / "assets" / "web"
Told = Mapping[str, Any]  # a problem under the keys of `--json`; an accepted one has its reason too


def page(found: Xray, problems: Sequence[Told], accepted: Sequence[Told], picture: str, texts: Texts) -> str:
    """The page as HTML. `picture` is the scenario drawn as SVG, its nodes linked to #node-NUMBER."""
    title, *summary = list(lines(found, texts))[:SUMMARY_LINES]
    parts = {
        "problems": _problems(problems, accepted, texts),
        "scores": _scores(found, texts),
        "trainees": _trainees(found, texts),
        "picture": f'<p class="method">{escape(texts("xray.page.picture_how"))}</p>'
        # An XML declaration has no place inside a page.
        f'<div class="picture" tabindex="0" role="region" aria-label="{escape(texts("xray.page.picture"))}">'
        f"{picture[picture.index('<svg') :]}</div>",
        "ideal": _ideal(found, texts),
        "replies": _replies(found, texts),
        "dominance": _dominance(found, texts),
    }
    titles = {name: escape(texts(f"xray.page.{name}")) for name in parts}
    return Template((WEB_FOLDER / "xray.html").read_text(encoding="utf-8")).substitute(
        language=texts.language,
        title=escape(title),
        styles="".join((WEB_FOLDER / name).read_text(encoding="utf-8") for name in ("palette.css", "xray.css")),
        summary=escape(" ".join(summary)),
        ways="".join(f'<li><a href="#{name}">{titles[name]}</a></li>' for name in parts),
        ways_title=escape(texts("xray.page.ways")),
        sections="".join(
            f'<section id="{name}"><h2>{titles[name]}</h2>{inside}</section>' for name, inside in parts.items()
        ),
    )


def _problems(problems: Sequence[Told], accepted: Sequence[Told], texts: Texts) -> str:
    if not problems and not accepted:
        return f'<p class="fine">{escape(texts("xray.page.fine"))}</p>'
    rows = "".join(_problem(problem, texts) for problem in problems)
    stood_by = "".join(
        f'<li class="accepted"><p><b>{escape(one["code"])}</b> {escape(one["message"])}</p>'
        f"<p>{escape(texts('xray.page.accepted', reason=one['reason']))}</p></li>"
        for one in accepted
    )
    return f'<ul class="problems">{rows}{stood_by}</ul>'


def _problem(problem: Told, texts: Texts) -> str:
    place = texts("xray.page.line", line=problem["line"])
    kind = texts(f"xray.page.{problem['severity']}")
    return (
        f'<li class="{problem["severity"]}"><p><b>{escape(problem["code"])}</b> {_marked(problem["message"])}'
        f"<small>{escape(kind)}, {escape(place)}</small></p><p>{_marked(problem['hint'])}</p></li>"
    )


def _marked(text: str) -> str:
    """A text whose names stand between backticks."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], label: str) -> str:
    """A table; the cells of `rows` are HTML already."""
    first = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>" for row in rows
    )
    # What scrolls can be reached by keys.
    room = f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}">'
    return f"{room}<table><thead><tr>{first}</tr></thead><tbody>{body}</tbody></table></div>"


def _dimensions(texts: Texts) -> list[str]:
    return [texts(f"xray.dimension.{dimension}") for dimension in DIMENSIONS]


def _scores(found: Xray, texts: Texts) -> str:
    reach = found.reach

    def rows() -> Iterator[Sequence[str]]:
        for name, extremes in (("best", reach.best), ("worst", reach.worst)):
            yield [escape(texts(f"xray.{name}")), *(escape(extreme(extremes[dimension])) for dimension in DIMENSIONS)]
        for name, scores in (("ideal", reach.ideal.scores), ("with_breaths", reach.ideal.with_breaths)):
            cells = [scores[dimension] for dimension in DIMENSIONS]
            yield [escape(texts(f"xray.{name}").strip()), *("-" if cell is None else str(cell) for cell in cells)]

    method = escape(texts("xray.page.method", plays=notation.number(texts, PLAYS)))
    return _table(["", *_dimensions(texts)], rows(), texts("xray.page.scores")) + f'<p class="method">{method}</p>'


def _ideal(found: Xray, texts: Texts) -> str:
    bound = found.reach.ideal
    doubt = "" if bound.exact else f"<p>{escape(texts('xray.not_proven', bound=bound.bound).strip())}</p>"
    return doubt + ideal_call(found, texts)


def _trainees(found: Xray, texts: Texts) -> str:
    def rows() -> Iterator[Sequence[str]]:
        for name, odds in found.fairness.odds.items():
            verdicts = [verdict for verdict in found.fairness.verdicts if verdict.archetype == name]
            asked = _asked(verdicts, texts)
            yield [
                escape(texts(f"xray.archetype.{name}")),
                *_figures(texts, odds, verdicts),
                _band(verdicts, texts),
                asked,
            ]

    head = [texts("xray.trainee"), *_dimensions(texts), texts("xray.passes"), *_columns(texts, "band", "asked")]
    return _table(head, rows(), texts("xray.page.trainees"))


def _columns(texts: Texts, *names: str) -> list[str]:
    return [texts(f"xray.page.{name}") for name in names]


def _asked(verdicts: Sequence[Verdict], texts: Texts) -> str:
    """The bands of a trainee in words; those that are missed stand out."""
    rising = verdicts and verdicts[0].archetype in MIXES
    shown = [verdict for verdict in verdicts if not verdict.met] if rising else verdicts
    told = []
    for verdict in shown:
        figure = texts(f"xray.figure.{verdict.figure}")
        said = figure if rising else f"{figure} {_range(verdict, texts)}"
        told.append(escape(said) if verdict.met else f'<span class="missed">{escape(said)}</span>')
    first = [escape(texts("xray.page.rising"))] if rising else []
    return "<br>".join([*first, *told])


def _range(verdict: Verdict, texts: Texts) -> str:
    whole, sign = (1, "%") if verdict.figure in ("pass_rate", "needs") else (100, "")
    least, most = (f"{bound * 100 / whole:g}{sign}" for bound in (verdict.least, verdict.most))
    if verdict.least <= 0:
        return texts("xray.page.at_most", number=most)
    if verdict.most >= whole:
        return texts("xray.page.at_least", number=least)
    return texts("xray.page.between", least=least, most=most)


def _figures(texts: Texts, odds: Odds, verdicts: Sequence[Verdict]) -> Iterator[str]:
    missed = {verdict.figure for verdict in verdicts if not verdict.met}
    cells = {dimension: mean(odds.means[dimension]) for dimension in DIMENSIONS} | {"pass_rate": passing(texts, odds)}
    for figure, cell in cells.items():
        yield f'<span class="missed">{escape(cell)}</span>' if figure in missed else escape(cell)


def _band(verdicts: Sequence[Verdict], texts: Texts) -> str:
    if not verdicts:
        return ""
    if any(not verdict.met for verdict in verdicts):
        return f'<span class="missed">{escape(texts("xray.missed"))}</span>'
    if not any(verdict.binds for verdict in verdicts):
        return escape(texts("xray.page.not_binding"))
    return f'<span class="met">{escape(texts("xray.page.met"))}</span>'


def _dominance(found: Xray, texts: Texts) -> str:
    said = f"<p>{escape(next(dominance(found, texts)))}</p>"
    pairs = found.fairness.dominance.pairs
    if not pairs:
        return said
    head = _columns(texts, "node", "less", "more", "fell")
    return said + _table(head, (_pair(found, pair) for pair in pairs), texts("xray.page.dominance"))


def _pair(found: Xray, pair: Pair) -> Sequence[str]:
    number = list(found.scenario.nodes).index(pair.node)
    options = found.scenario.nodes[pair.node].options
    replies = (_reply(ReplyShares(name, options[name], {})) for name in (pair.reply, pair.better))
    return f'<a href="#node-{number}">{escape(pair.node)}</a>', *replies, f"{pair.falls} / {pair.swaps}"


def _replies(found: Xray, texts: Texts) -> str:
    """How often who takes what, a table for each node; a bar behind each figure."""
    head = [texts("xray.page.reply"), *(texts(f"xray.archetype.{name}") for name in SHOWN)]
    parts = [f'<p class="method">{escape(texts("xray.page.replies_how"))}</p>']
    for number, node in enumerate(shares(found)):
        line = f'<q lang="{found.scenario.language}">{escape(node.line)}</q>'
        rows = _table(head, _rows(node, texts), node.id)
        parts.append(f'<article id="node-{number}"><h3>{escape(node.id)}</h3><p>{line}</p>{rows}</article>')
    return "".join(parts)


def _rows(node: NodeShares, texts: Texts) -> Iterator[Sequence[str]]:
    yield escape(texts("xray.replies.come_here")), *(_bar(node.hundred[name]) for name in SHOWN)
    for reply in node.replies:
        yield _reply(reply), *(_bar(reply.hundred[name]) for name in SHOWN)


def _reply(reply: ReplyShares) -> str:
    moves = f"<small>{escape(', '.join(reply.option.moves))}</small>"
    return f"<i>{escape(reply.id)}</i> {escape(reply.option.wordings[0])}{moves}"


def _bar(hundred: float) -> str:
    if hundred <= 0:
        return f'<span class="none">{shown(hundred)}</span>'
    return f'<span class="bar" style="--share:{min(hundred, 100):.0f}%">{shown(hundred)}</span>'
