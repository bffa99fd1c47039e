"""`xray` as text for a terminal: what is wrong was told before; here are the figures, short."""

from collections.abc import Iterator, Mapping

from sim.core.notation import number
from sim.core.odds import Odds
from sim.core.reach.findings import Finding
from sim.core.reach.values import Extreme
from sim.core.scenario import DIMENSIONS, Dimension
from sim.core.texts import Texts
from sim.report.xray.values import Xray

_NAME, _SCORE, _PASS = 24, 10, 22
SUMMARY_LINES = 3  # the title and what was looked at
_NAMED = ("archetype", "dimension", "figure")


def message(finding: Finding, texts: Texts) -> str:
    """A finding in words."""
    misses = "; ".join(texts(f"xray.miss.{miss.name}", **_named(miss.figures, texts)) for miss in finding.misses)
    return texts(f"xray.problem.{finding.name}", **_named(finding.figures, texts), misses=misses)


def advice(finding: Finding, texts: Texts) -> str:
    """What to do about a finding, and where to begin."""
    said = texts(f"xray.fix.{finding.advice}", **_named(finding.figures, texts))
    replies = [texts("xray.reply_at", node=node, reply=reply) for node, reply in finding.look_at]
    return f"{said} {texts('xray.look_at', replies=', '.join(replies))}" if replies else said


def _named(figures: Mapping[str, str], texts: Texts) -> dict[str, str]:
    return {key: texts(f"xray.{key}.{value}") if key in _NAMED else value for key, value in figures.items()}


def lines(found: Xray, texts: Texts) -> Iterator[str]:
    """The figures of a scenario."""
    reach, structure = found.reach, found.reach.structure
    yield texts("xray.title", title=found.scenario.title, id=found.scenario.id)
    if reach.calls is not None:
        yield texts("xray.calls", calls=number(texts, reach.calls), situations=number(texts, reach.situations))
    else:
        yield texts("xray.situations", situations=number(texts, reach.situations))
    yield texts(
        "xray.reached",
        nodes=len(structure.reachable),
        all_nodes=len(found.scenario.nodes),
        endings=", ".join(structure.endings),
    )
    yield ""
    headings = [texts(f"xray.dimension.{dimension}") for dimension in DIMENSIONS]
    wide = _width(headings)
    yield _row("", headings, wide)
    yield _row(texts("xray.best"), [extreme(reach.best[dimension]) for dimension in DIMENSIONS], wide)
    yield _row(texts("xray.worst"), [extreme(reach.worst[dimension]) for dimension in DIMENSIONS], wide)
    yield _row(texts("xray.ideal"), _scores(reach.ideal.scores), wide)
    yield _row(texts("xray.with_breaths"), _scores(reach.ideal.with_breaths), wide)
    if not reach.ideal.exact:
        yield texts("xray.not_proven", bound=reach.ideal.bound)
    yield "  " + " > ".join(f"{node} {option}" for node, option in reach.ideal.path)
    yield ""
    yield from _trainees(found, texts, headings)
    yield ""
    yield from dominance(found, texts)


def dominance(found: Xray, texts: Texts) -> Iterator[str]:
    """The dominance test: its figures, then where a better reply costs most often."""
    swaps = found.fairness.dominance
    figures = {"falls": swaps.falls, "swaps": swaps.swaps, "elsewhere": swaps.elsewhere, "cut_short": swaps.cut_short}
    yield texts("xray.dominance", share=percent(texts, swaps.share), **figures)
    if not swaps.met:
        yield from (texts("xray.pair", **pair._asdict()) for pair in swaps.pairs)


def _trainees(found: Xray, texts: Texts, headings: list[str]) -> Iterator[str]:
    wide = _width(headings)
    yield f"{_row(texts('xray.trainee'), headings, wide)}{texts('xray.passes'):>{_PASS}}"
    missed = {verdict.archetype for verdict in found.fairness.missed}
    for name, odds in found.fairness.odds.items():
        scores = [mean(odds.means[dimension]) for dimension in DIMENSIONS]
        mark = f"  {texts('xray.missed')}" if name in missed else ""
        yield f"{_row(texts(f'xray.archetype.{name}'), scores, wide)}{passing(texts, odds):>{_PASS}}{mark}"


def _width(headings: list[str]) -> int:
    """Of a column: a long word for a score must not run into the one before it."""
    return max(_SCORE, *(len(heading) + 1 for heading in headings))


def _row(name: str, cells: list[str], wide: int) -> str:
    return f"{name:{_NAME}}" + "".join(f"{cell:>{wide}}" for cell in cells)


def _scores(scores: Mapping[Dimension, int | None]) -> list[str]:
    return ["-" if (score := scores[dimension]) is None else str(score) for dimension in DIMENSIONS]


def extreme(found: Extreme) -> str:
    """A best or worst score; where it is only a bound, what was found and how far the truth can lie beyond it."""
    if found.exact:
        return "-" if found.score is None else str(found.score)
    return f"{'-' if found.score is None else found.score}..{found.bound}"


def mean(value: float | None) -> str:
    """A mean score as shown."""
    return "-" if value is None else f"{value:.0f}"


def percent(texts: Texts, share: float) -> str:
    """A share as shown."""
    return f"{number(texts, 100 * share, 1)}%"


def passing(texts: Texts, odds: Odds) -> str:
    """The share that passed, with its 95% interval where it comes from plays."""
    if not odds.plays:
        return percent(texts, odds.pass_rate)
    low, high = (number(texts, 100 * share, 1) for share in odds.interval)
    return f"{percent(texts, odds.pass_rate)} ({low}-{high})"
