"""`xray` as one page: what is wrong, the figures, the call drawn. No script, nothing from elsewhere.

The colours are those of the program (assets/web/palette.css); a figure outside its band has a word beside its colour.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from sim.core.fairness import Verdict
from sim.core.odds import PLAYS, Odds
from sim.core.scenario import DIMENSIONS
from sim.core.texts import Texts
from sim.report.xray import Xray, replies
from sim.report.xray_text import dominance, lines, mean, passing, shown

WEB_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "web"
_SHARES = ("ideal", "doormat", "rule_reciter", "hothead", "passive", "smooth_deflector", "random", "eliminator")
_SUMMARY_LINES = 3  # of the text: the title and what was looked at


def page(found: Xray, problems: Sequence[Mapping[str, Any]], picture: str, texts: Texts) -> str:
    """The page as HTML. `picture` is the scenario drawn as SVG."""
    title, *summary = list(lines(found, texts))[:_SUMMARY_LINES]
    return Template((WEB_FOLDER / "xray.html").read_text(encoding="utf-8")).substitute(
        language=texts.language,
        title=escape(title),
        styles="".join((WEB_FOLDER / name).read_text(encoding="utf-8") for name in ("palette.css", "xray.css")),
        summary=escape(" ".join(summary)),
        method=escape(texts("xray.page.method", plays=f"{PLAYS:,}")),
        problems=_problems(problems, texts),
        scores=_scores(found, texts),
        ideal=_ideal(found, texts),
        trainees=_trainees(found, texts),
        replies=_replies(found, texts),
        # An XML declaration has no place inside a page.
        picture=picture[picture.index("<svg") :],
        **{f"{name}_title": escape(texts(f"xray.page.{name}")) for name in _TITLES},
    )


_TITLES = ("problems", "scores", "ideal", "trainees", "replies", "picture")


def _problems(problems: Sequence[Mapping[str, Any]], texts: Texts) -> str:
    if not problems:
        return f'<p class="fine">{escape(texts("xray.page.fine"))}</p>'
    rows = "".join(
        f"<li><b>{escape(p['code'])}</b> {escape(p['message'])} <small>{p['line']}:{p['column']}</small></li>"
        for p in problems
    )
    return f'<ul class="problems">{rows}</ul>'


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A table; the cells of `rows` are HTML already."""
    first = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>" for row in rows
    )
    return f'<div class="wide"><table><thead><tr>{first}</tr></thead><tbody>{body}</tbody></table></div>'


def _dimensions(texts: Texts) -> list[str]:
    return [texts(f"xray.dimension.{dimension}") for dimension in DIMENSIONS]


def _scores(found: Xray, texts: Texts) -> str:
    reach = found.reach

    def rows() -> Iterator[Sequence[str]]:
        for name, extremes in (("best", reach.best), ("worst", reach.worst)):
            yield [escape(texts(f"xray.{name}")), *(escape(shown(extremes[dimension])) for dimension in DIMENSIONS)]
        for name, scores in (("ideal", reach.ideal.scores), ("with_breaths", reach.ideal.with_breaths)):
            cells = [scores[dimension] for dimension in DIMENSIONS]
            yield [escape(texts(f"xray.{name}").strip()), *("-" if cell is None else str(cell) for cell in cells)]

    return _table(["", *_dimensions(texts)], rows())


def _ideal(found: Xray, texts: Texts) -> str:
    steps = []
    for node, option in found.reach.ideal.path:
        words = found.scenario.nodes[node].options[option].wordings[0]
        steps.append(f"<li><b>{escape(node)}</b> <i>{escape(option)}</i> {escape(words)}</li>")
    bound = found.reach.ideal
    doubt = "" if bound.exact else f"<p>{escape(texts('xray.not_proven', bound=bound.bound).strip())}</p>"
    return f"{doubt}<ol>{''.join(steps)}</ol>"


def _trainees(found: Xray, texts: Texts) -> str:
    def rows() -> Iterator[Sequence[str]]:
        for name, odds in found.fairness.odds.items():
            verdicts = [verdict for verdict in found.fairness.verdicts if verdict.archetype == name]
            yield [escape(texts(f"xray.archetype.{name}")), *_figures(odds, verdicts), _band(verdicts, texts)]

    head = [texts("xray.trainee"), *_dimensions(texts), texts("xray.passes"), texts("xray.page.band")]
    swaps = "".join(f"<p>{escape(line)}</p>" for line in dominance(found, texts))
    return _table(head, rows()) + swaps


def _figures(odds: Odds, verdicts: Sequence[Verdict]) -> Iterator[str]:
    missed = {verdict.figure for verdict in verdicts if not verdict.met}
    cells = {dimension: mean(odds.means[dimension]) for dimension in DIMENSIONS} | {"pass_rate": passing(odds)}
    for figure, cell in cells.items():
        yield f'<span class="missed">{escape(cell)}</span>' if figure in missed else escape(cell)


def _band(verdicts: Sequence[Verdict], texts: Texts) -> str:
    if not verdicts:
        return ""
    missed = [texts(f"xray.figure.{verdict.figure}") for verdict in verdicts if not verdict.met]
    if missed:
        return f'<span class="missed">{escape(texts("xray.missed"))}: {escape(", ".join(missed))}</span>'
    if not any(verdict.binds for verdict in verdicts):
        return escape(texts("xray.page.not_binding"))
    return f'<span class="met">{escape(texts("xray.page.met"))}</span>'


def _replies(found: Xray, texts: Texts) -> str:
    """How often who takes what: a bar behind each figure."""

    def rows() -> Iterator[Sequence[str]]:
        for node, options in replies(found).items():
            for option, taken in options.items():
                words = found.scenario.nodes[node].options[option].wordings[0]
                cells = [_bar(taken.get(name, 0.0)) for name in _SHARES]
                reply = f"{escape(node)} <i>{escape(option)}</i>"
                yield [f'{reply} <small title="{escape(words)}">{escape(words)}</small>', *cells]

    head = [f"{texts('xray.page.node')}, {texts('xray.page.reply')}"]
    return _table([*head, *(texts(f"xray.archetype.{name}") for name in _SHARES)], rows())


def _bar(times: float) -> str:
    hundred = round(100 * times)
    if not hundred:
        return '<span class="none">0</span>'
    return f'<span class="bar" style="--share:{min(hundred, 100)}%">{hundred}</span>'
