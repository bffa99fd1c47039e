"""What a board shows of a session, from its values (sim.team.reading.lead_session): means, readiness, the heat map.

Only attempts that count go into a figure. In sessions with aliases a figure that rests on fewer than FEW people is not
shown (None), so that nobody can be found out; a person's own row is the facilitator's business and hidden there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.core.kinds import DIMENSIONS, PASS

FEW = 3
Scores = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one person reached at one scenario; `scores` is None where nothing counts yet. `tries` counts attempts."""

    scores: Scores | None = None
    passed: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One person: the seat as the facilitator sees it, a cell for each scenario, how many were played and passed."""

    seat: Mapping[str, Any]
    cells: tuple[Cell, ...]
    played: int
    passed: int
    ready: bool


@dataclass(frozen=True, slots=True)
class Change:
    """First against last attempt of a dimension: means over those who tried a call more than once."""

    dimension: str
    first: int | None
    last: int | None
    people: int


@dataclass(frozen=True, slots=True)
class Column:
    """A scenario over all people: the mean per dimension, how many tried it, how many passed."""

    scenario: Mapping[str, Any]
    means: Scores | None
    tried: int
    passed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything on the board but its words."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    means: Scores
    changes: tuple[Change, ...]
    people: int
    here: int
    in_call: int
    ready: int | None
    attempts: int
    hidden: bool  # figures of few people are left out
    removed: tuple[Mapping[str, Any], ...]  # seats that were ended
    titles: Mapping[str, str]  # of scenarios, by id

    def order(self, ranking: bool) -> Sequence[Row]:
        """People as they are listed: by seat, or by what they passed where that may be seen."""
        return sorted(self.rows, key=lambda row: -row.passed) if ranking and not self.hidden else self.rows


def figures(lead: Mapping[str, Any]) -> Figures:
    """The figures of a session."""
    hidden = lead["session"]["names"] == "aliases"
    seats = [seat for seat in lead["seats"] if not seat["removed"]]
    present = {seat["id"] for seat in seats}
    valid = [attempt for attempt in lead["attempts"] if attempt["number"] and attempt["seat"] in present]
    counted = [attempt for attempt in valid if attempt["counts"]]
    of_seat = {seat["id"]: [one for one in counted if one["seat"] == seat["id"]] for seat in seats}
    tries = _tries(valid)
    rows = tuple(_row(seat, of_seat[seat["id"]], lead["scenarios"], tries) for seat in seats)
    mine = [attempt for attempts in of_seat.values() for attempt in attempts]
    return Figures(
        rows=rows,
        columns=tuple(_column(scenario, mine, hidden) for scenario in lead["scenarios"]),
        means=_means(mine, hidden) or dict.fromkeys(DIMENSIONS),
        changes=tuple(_change(dimension, valid, hidden) for dimension in DIMENSIONS),
        people=len(seats),
        here=sum(seat["connected"] for seat in seats),
        in_call=sum(seat["state"] == "in_call" for seat in seats),
        ready=None
        if hidden and len({attempt["seat"] for attempt in counted}) < FEW
        else sum(row.ready for row in rows),
        attempts=len(valid),
        hidden=hidden,
        removed=tuple(seat for seat in lead["seats"] if seat["removed"]),
        titles={scenario["id"]: scenario.get("title", "") for scenario in lead["scenarios"]},
    )


def _tries(attempts: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for attempt in attempts:
        place = attempt["seat"], attempt["scenario"]
        found[place] = found.get(place, 0) + 1
    return found


def _row(
    seat: Mapping[str, Any],
    attempts: Sequence[Mapping[str, Any]],
    scenarios: Sequence[Mapping[str, Any]],
    tries: Mapping[tuple[int, str], int],
) -> Row:
    """Ready for the session's standard: every scenario of it passed."""
    by_scenario = {attempt["scenario"]: attempt for attempt in attempts}
    cells = []
    for scenario in scenarios:
        attempt = by_scenario.get(scenario["id"])
        count = tries.get((seat["id"], scenario["id"]), 0)
        cells.append(Cell(attempt["scores"], attempt["passed"], count) if attempt else Cell(tries=count))
    passed = sum(cell.passed for cell in cells)
    played = sum(cell.tries > 0 for cell in cells)
    return Row(seat, tuple(cells), played, passed, ready=bool(cells) and passed == len(cells))


def _column(scenario: Mapping[str, Any], attempts: Sequence[Mapping[str, Any]], hidden: bool) -> Column:
    own = [attempt for attempt in attempts if attempt["scenario"] == scenario["id"]]
    return Column(scenario, _means(own, hidden), len(own), sum(attempt["passed"] for attempt in own))


def _means(attempts: Sequence[Mapping[str, Any]], hidden: bool) -> Scores | None:
    """The mean of each dimension; None where nobody is rated, or too few people are."""
    if not attempts or (hidden and len({attempt["seat"] for attempt in attempts}) < FEW):
        return None
    return {dimension: mean(one["scores"][dimension] for one in attempts) for dimension in DIMENSIONS}


def mean(values: Iterable[int | None]) -> int | None:
    """The mean of those that are known, rounded half up; None of none."""
    known = [value for value in values if value is not None]
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known else None


def _change(dimension: str, attempts: Sequence[Mapping[str, Any]], hidden: bool) -> Change:
    series: dict[tuple[int, str], list[int]] = {}
    for attempt in attempts:
        value = attempt["scores"][dimension]
        if value is not None:
            series.setdefault((attempt["seat"], attempt["scenario"]), []).append(value)
    again = {place: values for place, values in series.items() if len(values) > 1}
    people = len({seat for seat, _ in again})
    if not again or (hidden and people < FEW):
        return Change(dimension, None, None, people)
    return Change(
        dimension, mean(values[0] for values in again.values()), mean(values[-1] for values in again.values()), people
    )


def band(score: int | None) -> str:
    """Where a score stands, for colour and pattern: far, near, passed, distinction, or none."""
    if score is None:
        return "none"
    return "top" if score >= 85 else "good" if score >= PASS else "near" if score >= 55 else "far"
