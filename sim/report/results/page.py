"""Results as one page that stands alone: no script, no request, nothing that is not in it. Prints on A4.

The page's words come from the program's texts, its colours from assets/web/palette.css; the template is
assets/web/results.html. Everything in it is escaped by Jinja2; the policy in its head admits its own style alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.core import notation
from sim.core.kinds import DIMENSIONS, DISTINCTION, FAMILIES, PASS
from sim.core.results import (
    FEWEST_SHOWN,
    Means,
    ResultRow,
    by_person,
    cells,
    counting,
    families,
    means,
    standings,
)
from sim.core.texts import Texts
from sim.report.results import charts
from sim.report.results.moments import day, day_and_time, local, minutes, zone_name
from sim.report.results.values import Ready, Results, family_word, named, word

WEB_FOLDER = Path(__file__).resolve().parents[3] / "assets" / "web"
_STYLES = ("palette.css", "results.css")
BANDS = (40, 55, PASS, DISTINCTION)


class Score(NamedTuple):
    """A score or a mean in a cell: as text, and its band from 0 (least) on; -1 where there is none."""

    text: str
    band: int


class MapLine(NamedTuple):
    """A scenario in the map: for each dimension its first, best and latest."""

    title: str
    tries: int
    people: int
    scores: tuple[tuple[Score, Score, Score], ...]


class MapPart(NamedTuple):
    """The scenarios of one family."""

    family: str
    lines: tuple[MapLine, ...]


class PersonLine(NamedTuple):
    """Somebody in a team's list."""

    name: str
    calls: int
    last: str
    passed: str
    scores: tuple[Score, ...]
    ready: Ready | None


class CallLine(NamedTuple):
    """A call in the list of all."""

    when: str
    title: str
    mode: str
    attempt: str
    scores: tuple[Score, ...]
    verdict: str
    passed: bool


class Tile(NamedTuple):
    """A figure to begin with."""

    figure: str
    about: str


def page(results: Results, texts: Texts) -> str:
    """The page as HTML."""
    return _Page(results, texts).html()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(WEB_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def score_cell(texts: Texts, value: int | Fraction | None) -> Score:
    """A score as it stands in a cell; its band is that of the exact value, so that 69.5 is never a pass."""
    if value is None:
        return Score("–", -1)
    shown = notation.number(texts, value) if value == int(value) else notation.number(texts, value, 1)
    return Score(shown, sum(value >= bound for bound in BANDS))


class _Page:
    """The values that the template shows."""

    def __init__(self, results: Results, texts: Texts) -> None:
        self.results, self.texts = results, texts
        self.zone = results.zone
        self.counting = counting(results.rows)

    def html(self) -> str:
        style = "".join((WEB_FOLDER / name).read_text(encoding="utf-8") for name in _STYLES)
        digest = b64encode(sha256(style.encode()).digest()).decode()
        results, texts = self.results, self.texts
        return (
            _environment()
            .get_template("results.html")
            .render(
                t=texts,
                digest=digest,
                style=style,
                title=self._title(),
                period=self._period(),
                made=texts(
                    "report.page.made",
                    version=results.version,
                    date=day_and_time(texts, results.made.astimezone(self.zone)),
                    zone=zone_name(texts, self.zone, results.made),
                ),
                results=results,
                anything=bool(self.counting),
                fewest=FEWEST_SHOWN,
                tiles=self._tiles(),
                ready=self._own_ready(),
                charts=self._charts(),
                chart=charts,
                dimensions=[texts(f"scores.{dimension}") for dimension in DIMENSIONS],
                map=self._map(),
                families=self._families(),
                people=self._people(),
                calls=self._calls() if not results.team else [],
                read={
                    "pass": PASS,
                    "distinction": DISTINCTION,
                    "model": ", ".join(str(model) for model in sorted({row.model for row in results.rows})) or "-",
                },
            )
        )

    def _title(self) -> str:
        person = self.results.person
        if person is None:
            session = self.results.session
            return self.texts("report.title.session", title=session) if session else self.texts("report.title.team")
        return self.texts("report.title.person", name=named(self.texts, person))

    def _period(self) -> str:
        if not self.counting:
            return ""
        first, last = (day(self.texts, local(row.started, self.zone)) for row in (self.counting[0], self.counting[-1]))
        return first if first == last else self.texts("report.page.period", first=first, last=last)

    def _tiles(self) -> list[Tile]:
        say: Callable[[str], str] = lambda key: self.texts(f"report.page.{key}")  # noqa: E731  # a short name
        own = by_person(self.counting)
        latest = [standing.latest for rows in own.values() for standing in standings(rows).values()]
        tiles = [
            Tile(str(len(self.counting)), say("calls")),
            Tile(str(sum(row.passed for row in self.counting)), say("passed")),
            Tile(str(len({row.scenario for row in self.counting})), say("scenarios")),
        ]
        if self.results.team:
            ready = [note.ready for note in self.results.ready.values()]
            if ready:
                of = self.texts("report.page.of", count=sum(ready), all=len(ready))
                tiles.insert(0, Tile(of, say("ready")))
            return [Tile(str(len(own)), say("people")), *tiles]
        spent = sum(row.seconds or 0 for row in self.counting)
        passed = Tile(str(sum(row.passed for row in latest)), say("scenarios_passed"))
        return [*tiles, passed, Tile(notation.number(self.texts, minutes(spent)), say("minutes"))]

    def _own_ready(self) -> Ready | None:
        return None if self.results.person is None else self.results.ready.get(self.results.person)

    def _charts(self) -> Sequence[charts.Chart]:
        if self.results.team:
            fewest = FEWEST_SHOWN if self.results.veiled else 1
            return charts.team_charts(self.counting, self.texts, self.zone, fewest)
        return charts.person_charts(self.counting, self.texts, self.zone)

    def _map(self) -> list[MapPart]:
        """The scenarios by family; within one in alphabetical order."""
        titles = {row.scenario: (row.title, row.family) for row in self.counting}
        found = cells(self.counting)
        parts = []
        for family in (*FAMILIES, ""):
            names = sorted((title, name) for name, (title, own) in titles.items() if own == family)
            lines = [
                MapLine(
                    title,
                    found[name].tries,
                    found[name].people,
                    tuple(
                        (
                            score_cell(self.texts, found[name].first[place]),
                            score_cell(self.texts, found[name].best[place]),
                            score_cell(self.texts, found[name].latest[place]),
                        )
                        for place in range(len(DIMENSIONS))
                    ),
                )
                for title, name in names
            ]
            if lines:
                parts.append(MapPart(family_word(self.texts, family), tuple(lines)))
        return parts

    def _families(self) -> list[tuple[str, int, int, int, tuple[Score, ...]]]:
        return [
            (family_word(self.texts, line.family), line.scenarios, line.calls, line.passed, self._scores(line.latest))
            for line in families(self.counting)
        ]

    def _scores(self, values: Means | tuple[int | None, ...]) -> tuple[Score, ...]:
        return tuple(score_cell(self.texts, value) for value in values)

    def _people(self) -> list[PersonLine]:
        """Everybody of a team in alphabetical order; nobody where names are hidden: one person is fewer than three."""
        if not self.results.team or self.results.veiled:
            return []
        return [self._person(person, rows) for person, rows in by_person(self.counting).items()]

    def _person(self, person: str, rows: Sequence[ResultRow]) -> PersonLine:
        latest = [standing.latest for standing in standings(rows).values()]
        return PersonLine(
            named(self.texts, person),
            len(rows),
            day(self.texts, local(rows[-1].started, self.zone)),
            self.texts("report.page.of", count=sum(row.passed for row in latest), all=len(latest)),
            self._scores(means(latest)),
            self.results.ready.get(person),
        )

    def _calls(self) -> list[CallLine]:
        shown = sorted(self.results.rows, key=lambda row: (row.started, row.call), reverse=True)
        return [self._call(row) for row in shown]

    def _call(self, row: ResultRow) -> CallLine:
        say = self.texts
        verdict = "passed_word" if row.passed else "not_yet" if row.complete else "incomplete"
        return CallLine(
            day_and_time(say, local(row.started, self.zone)),
            row.title,
            word(say, "mode", row.mode),
            str(row.attempt) if row.attempt else say("report.page.rewound"),
            self._scores(row.scores),
            say(f"report.page.{verdict}"),
            row.passed,
        )
