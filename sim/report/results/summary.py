"""Results as a short table in the terminal."""

from collections.abc import Iterator, Sequence

from sim.core import notation
from sim.core.kinds import PASS
from sim.core.results import ResultRow, by_person, cells, counting, means, standings
from sim.core.texts import Texts
from sim.report.results.values import Results, named


def lines(results: Results, texts: Texts) -> Iterator[str]:
    """What the terminal shows, line by line."""
    rows = counting(results.rows)
    if not rows:
        yield texts("report.line.none")
        return
    yield from _team(rows, results, texts) if results.team else _person(rows, results, texts)
    yield texts("report.notice")


def _counted(rows: Sequence[ResultRow], texts: Texts) -> dict[str, object]:
    return {"calls": texts("report.line.calls", count=len(rows)), "passed": sum(row.passed for row in rows)}


def _person(rows: Sequence[ResultRow], results: Results, texts: Texts) -> Iterator[str]:
    yield texts("report.line.person", name=named(texts, results.person or ""), **_counted(rows, texts))
    found = sorted(standings(rows).values(), key=lambda standing: standing.first.title.casefold())
    width = max(len(standing.latest.title) for standing in found)
    head = texts("report.line.head")
    ends = [place for place, letter in enumerate(head) if letter != " " and head[place + 1 : place + 2] in ("", " ")]
    yield f"{'':{width}}  {head}"
    for standing in found:
        tries = (standing.first, standing.best, standing.latest)
        figures = ["-" if row.lowest is None else str(row.lowest) for row in tries]
        yield f"{standing.latest.title:{width}}  {_under(ends, [*figures, str(standing.tries)])}"
    yield texts("report.line.lowest", **{"pass": PASS})


def _under(ends: Sequence[int], figures: Sequence[str]) -> str:
    """Each figure so that it ends where the word above it does."""
    line = ""
    for end, figure in zip(ends, figures, strict=True):
        line += figure.rjust(end + 1 - len(line))
    return line


def _team(rows: Sequence[ResultRow], results: Results, texts: Texts) -> Iterator[str]:
    people = by_person(rows)
    count = texts("report.line.people", count=len(people))
    yield texts("report.line.team", people=count, **_counted(rows, texts))
    yield texts("report.line.means")
    if results.veiled:
        titles = {row.scenario: row.title for row in rows}
        figures = {titles[name]: cell.latest for name, cell in cells(rows).items()}
    else:
        figures = {
            named(texts, person): means(standing.latest for standing in standings(own).values())
            for person, own in people.items()
        }
    width = max(len(name) for name in figures)
    for name, found in figures.items() if not results.veiled else sorted(figures.items()):
        shown = ("-" if value is None else notation.number(texts, value) for value in found)
        yield f"{name:{width}}  {'  '.join(f'{figure:>3}' for figure in shown)}"
