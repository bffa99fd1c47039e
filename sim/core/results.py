"""Results of calls as plain values, and what many of them come to: first, best and latest, means, hidden small groups.

Whoever keeps results (the journal of a computer, a team's server) makes these rows; reports, tables and statements are
written from them alone. Times are ISO 8601 in UTC, as text: they sort as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple
from unicodedata import combining, normalize

from sim.core.kinds import DIMENSIONS, FAMILIES, Dimension
from sim.core.worth import lowest_of, worth_of

FEWEST_SHOWN = 3  # people: with fewer, a figure of a team without names tells who it is about
RECENT = 5  # calls: over so many a trend is smoothed

Scores = tuple[int | None, int | None, int | None]
Means = tuple[Fraction | None, Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One call of one person. `person` is empty where nobody gave a name, `family` where the scenario is not at hand.

    `attempt` is 1 for the first try at the scenario, 0 for a call that was rewound from another and counts for nothing.
    A score is None where the dimension was not rated, or hidden. `mode` and `way` as in Setup; `seconds` on the line.
    """

    call: str
    person: str
    scenario: str
    title: str
    family: str
    mode: str
    attempt: int
    started: str
    ended: str | None
    calm: int | None
    ownership: int | None
    policy: int | None
    passed: bool
    complete: bool
    language: str
    way: str
    model: int
    seconds: int | None = None

    @property
    def scores(self) -> Scores:
        """The scores in the order of DIMENSIONS."""
        return self.calm, self.ownership, self.policy

    @property
    def lowest(self) -> int | None:
        """The one number to show when one must be shown; None unless every dimension was rated."""
        return lowest_of(self.scores)

    @property
    def counts(self) -> bool:
        """Whether it is a try of its own that was scored: not rewound, and with a reply."""
        return self.attempt > 0 and any(score is not None for score in self.scores)


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn: what the caller said, what was answered, its moves and grades. `at_ms`: since it was picked up."""

    number: int
    node: str
    option: str
    heard: str
    said: str
    moves: tuple[str, ...]
    calm: int
    ownership: int
    policy: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class AttemptDetail:
    """A call with its turns; `turns` is empty where the scenario's version is not at hand."""

    row: ResultRow
    turns: tuple[TurnRow, ...] = ()
    ending: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """What a scenario says, by language: for those who meet its results elsewhere.

    `nodes` and `replies` hold, by node and by (node, option), the words in each language.
    """

    titles: Mapping[str, str]
    abouts: Mapping[str, str]
    nodes: Mapping[str, Mapping[str, str]]
    replies: Mapping[tuple[str, str], Mapping[str, str]]


class Standing(NamedTuple):
    """How one person stands at one scenario."""

    first: ResultRow
    best: ResultRow
    latest: ResultRow
    tries: int


class Cell(NamedTuple):
    """Mean scores of several people: at their first, best and latest tries. `people`: over how many."""

    first: Means
    best: Means
    latest: Means
    people: int
    tries: int


class FamilyLine(NamedTuple):
    """What a family of calls came to. `latest`: the mean of the latest tries, over scenarios (and people)."""

    family: str
    scenarios: int
    calls: int
    passed: int
    latest: Means


def counting(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """The rows that count, oldest first."""
    return sorted((row for row in rows if row.counts), key=lambda row: (row.started, row.call))


def people_of(rows: Iterable[ResultRow]) -> list[str]:
    """Who is in the rows, in alphabetical order: never by score. Those without a name come last."""
    return sorted({row.person for row in rows}, key=lambda name: (not name, unaccented(name), name))


def unaccented(name: str) -> str:
    """A name as alphabets order it: É beside E, capitals beside small letters."""
    parts = normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if not combining(letter))


def standings(rows: Iterable[ResultRow]) -> dict[str, Standing]:
    """First, best and latest try at each scenario, of one person's rows; best by the lowest score, as in a call."""
    found: dict[str, Standing] = {}
    for row in counting(rows):
        known = found.get(row.scenario)
        if known is None:
            found[row.scenario] = Standing(row, row, row, 1)
        else:
            best = row if worth_of(row.scores) > worth_of(known.best.scores) else known.best
            found[row.scenario] = Standing(known.first, best, row, known.tries + 1)
    return found


def mean(values: Iterable[int | Fraction | None]) -> Fraction | None:
    """The mean of what is known; None where nothing is."""
    known = [Fraction(value) for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def means(rows: Iterable[ResultRow | Means]) -> Means:
    """The mean of each dimension."""
    scores = [row.scores if isinstance(row, ResultRow) else row for row in rows]
    calm, ownership, policy = (mean(score[place] for score in scores) for place in range(len(DIMENSIONS)))
    return calm, ownership, policy


def recent(rows: Sequence[ResultRow], dimension: Dimension) -> list[Fraction | None]:
    """The trend: at each row, the mean of it and the few before it."""
    place = DIMENSIONS.index(dimension)
    return [
        mean(row.scores[place] for row in rows[max(0, number - RECENT + 1) : number + 1]) for number in range(len(rows))
    ]


def by_person(rows: Iterable[ResultRow]) -> dict[str, list[ResultRow]]:
    """The rows that count, of each person, in alphabetical order of people."""
    kept = counting(rows)
    found: dict[str, list[ResultRow]] = {person: [] for person in people_of(kept)}
    for row in kept:
        found[row.person].append(row)
    return found


def cells(rows: Iterable[ResultRow]) -> dict[str, Cell]:
    """The mean of all people at each scenario; each person weighs alike, however often they tried."""
    found: dict[str, list[Standing]] = {}
    for own in by_person(rows).values():
        for scenario, standing in standings(own).items():
            found.setdefault(scenario, []).append(standing)
    return {
        scenario: Cell(
            means(one.first for one in several),
            means(one.best for one in several),
            means(one.latest for one in several),
            len(several),
            sum(one.tries for one in several),
        )
        for scenario, several in found.items()
    }


def families(rows: Iterable[ResultRow]) -> list[FamilyLine]:
    """What each family of calls came to, in the order of FAMILIES; those not at hand last, without a name."""
    kept = counting(rows)
    found = []
    for family in (*FAMILIES, ""):
        own = [row for row in kept if row.family == family]
        latest = [standing.latest for alone in by_person(own).values() for standing in standings(alone).values()]
        if own:
            passed = sum(row.passed for row in own)
            found.append(FamilyLine(family, len({row.scenario for row in own}), len(own), passed, means(latest)))
    return found


def veiled(rows: Iterable[ResultRow], alias: Callable[[str], str]) -> list[ResultRow]:
    """The rows under aliases. Where fewer than FEWEST_SHOWN people tried a scenario, its results are hidden."""
    kept = list(rows)
    tried: dict[str, set[str]] = {}
    for row in kept:
        if row.counts:
            tried.setdefault(row.scenario, set()).add(row.person)
    return [
        replace(row if len(tried.get(row.scenario, ())) >= FEWEST_SHOWN else _hidden(row), person=alias(row.person))
        for row in kept
    ]


def _hidden(row: ResultRow) -> ResultRow:
    return replace(row, calm=None, ownership=None, policy=None, passed=False)
