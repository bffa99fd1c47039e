"""Where everything of a trend chart stands: values that the page's template draws as SVG. Pixels at full width."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from fractions import Fraction
from typing import NamedTuple

from sim.core import notation
from sim.core.kinds import DIMENSIONS, PASS, Dimension
from sim.core.results import RECENT, Means, ResultRow, by_person, means, recent
from sim.core.texts import Texts
from sim.report.results.moments import day, local, monday, short_day

WIDTH, HEIGHT = 720, 178
LEFT, RIGHT, TOP, BOTTOM = 34, 66, 14, 30
MOST_DATES = 7
GRID = (0, 50, 100)


class Dot(NamedTuple):
    """One call or week. `full`: passed; `says`: what it is, for whoever points at it."""

    x: str
    y: str
    full: bool
    says: str


class Mark(NamedTuple):
    """Words at a place."""

    at: str
    text: str


class Chart(NamedTuple):
    """One dimension over time. `path` is the line, `end` its last value; `counts` are how many people, by place."""

    name: Dimension
    title: str
    says: str
    dots: tuple[Dot, ...]
    path: str
    end: Mark
    grid: tuple[Mark, ...]
    dates: tuple[Mark, ...]
    counts: tuple[Mark, ...] = ()
    pass_y: str = ""


class _Point(NamedTuple):
    """A place of the x axis: when, the single score or mean, the smoothed one."""

    when: datetime
    score: Fraction | None
    line: Fraction | None
    full: bool
    says: str


def person_charts(rows: Sequence[ResultRow], texts: Texts, zone: tzinfo | None) -> list[Chart]:
    """A chart a dimension over one person's calls that count; none where there are fewer than two."""
    if len(rows) < 2:
        return []
    whens = [local(row.started, zone) for row in rows]
    charts = []
    for place, dimension in enumerate(DIMENSIONS):
        smooth = recent(rows, dimension)
        points = [
            _Point(when, _fraction(row.scores[place]), line, row.passed, _of_call(row, when, row.scores[place], texts))
            for row, when, line in zip(rows, whens, smooth, strict=True)
        ]
        charts.append(_chart(dimension, points, texts, "chart"))
    return charts


def team_charts(rows: Sequence[ResultRow], texts: Texts, zone: tzinfo | None, fewest: int = 1) -> list[Chart]:
    """A chart a dimension over a team's weeks, those with fewer people than `fewest` left out; none for one week."""
    weeks = [week for week in _weeks(rows, zone) if week[2] >= fewest]
    if len(weeks) < 2:
        return []
    charts = []
    for place, dimension in enumerate(DIMENSIONS):
        points = [
            _Point(when, mean[place], mean[place], True, _of_week(when, mean[place], people, texts))
            for when, mean, people in weeks
        ]
        chart = _chart(dimension, points, texts, "chart_weeks")
        counts = [Mark(_x(number, len(weeks)), str(people)) for number, (_, _, people) in enumerate(weeks)]
        charts.append(chart._replace(counts=tuple(counts)))
    return charts


def _weeks(rows: Sequence[ResultRow], zone: tzinfo | None) -> Iterator[tuple[datetime, Means, int]]:
    """Each week that had calls: its Monday, the mean of its people, how many they were."""
    found: dict[str, list[ResultRow]] = {}
    first: dict[str, datetime] = {}
    for row in rows:
        start = monday(local(row.started, zone))
        key = f"{start:%Y-%m-%d}"
        first.setdefault(key, start)
        found.setdefault(key, []).append(row)
    for key in sorted(found):
        own = by_person(found[key])
        yield first[key], means(means(calls) for calls in own.values()), len(own)


def _fraction(score: int | None) -> Fraction | None:
    return None if score is None else Fraction(score)


def _of_call(row: ResultRow, when: datetime, score: int | None, texts: Texts) -> str:
    return f"{day(texts, when)}, {row.title}: {'-' if score is None else score}"


def _of_week(when: datetime, score: Fraction | None, people: int, texts: Texts) -> str:
    shown = "-" if score is None else notation.number(texts, score)
    return f"{day(texts, when)}: {shown} ({texts('report.line.people', count=people)})"


def _chart(dimension: Dimension, points: Sequence[_Point], texts: Texts, key: str) -> Chart:
    known = [point for point in points if point.score is not None]
    first, last = day(texts, points[0].when), day(texts, points[-1].when)
    name = texts(f"scores.{dimension}")
    lines = [(number, point.line) for number, point in enumerate(points) if point.line is not None]
    count = len(points)
    end = lines[-1] if lines else (count - 1, Fraction(0))
    return Chart(
        name=dimension,
        title=texts(f"report.page.{key}", dimension=name, count=count, first=first, last=last),
        says=_in_words(known, texts, key) if known else texts("report.page.shown_dash"),
        dots=tuple(
            Dot(_x(number, count), _y(point.score), point.full, point.says)
            for number, point in enumerate(points)
            if point.score is not None
        ),
        path="M" + " L".join(f"{_x(number, count)} {_y(value)}" for number, value in lines) if lines else "",
        end=Mark(_y(end[1]), notation.number(texts, end[1]) if lines else ""),
        grid=tuple(Mark(_y(Fraction(value)), str(value)) for value in GRID),
        dates=_dates([point.when for point in points], texts),
        pass_y=_y(Fraction(PASS)),
    )


def _in_words(known: Sequence[_Point], texts: Texts, key: str) -> str:
    """What the picture shows, for whoever does not see it."""
    scores = [point.score for point in known if point.score is not None]
    begin = known[min(RECENT, len(known)) - 1].line if key == "chart" else scores[0]
    figures = {"begin": begin, "end": known[-1].line, "low": min(scores), "high": max(scores)}
    shown = {name: notation.number(texts, value or 0) for name, value in figures.items()}
    passes = texts("report.page.above", count=sum(score >= PASS for score in scores))
    return texts(f"report.page.{key}_says", passes=passes, **shown)


def _x(number: int, count: int) -> str:
    return f"{LEFT + 10 + (WIDTH - LEFT - RIGHT - 20) * number / max(1, count - 1):.1f}"


def _y(score: Fraction | None) -> str:
    return f"{float(TOP + (HEIGHT - TOP - BOTTOM) * (100 - (score or 0)) / 100):.1f}"


def _dates(whens: Sequence[datetime], texts: Texts) -> tuple[Mark, ...]:
    """Dates under the axis: the first, the last, and some between that are other days."""
    count = len(whens)
    step = max(1, -(-(count - 1) // (MOST_DATES - 1)))
    places = [*range(0, count - 1, step), count - 1]
    if len(places) > 2 and 5 * (places[-1] - places[-2]) < 3 * step:  # no room for both
        places.pop(-2)
    marks: list[Mark] = []
    for place in places:
        text = short_day(texts, whens[place])
        if not marks or marks[-1].text != text:
            marks.append(Mark(_x(place, count), text))
    return tuple(marks)
