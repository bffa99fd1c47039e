"""Rows of results for tests of reports: what matters to a test is named, the rest is as usual."""

from datetime import UTC, datetime, timedelta

from sim.core.results import AttemptDetail, ResultRow, TurnRow
from sim.report.results.values import Results

FIRST = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 22, 4, 37, tzinfo=UTC)


def row(number=1, scores=(80, 75, 90), **figures):
    """The number-th call, on the number-th day."""
    started = FIRST + timedelta(days=number - 1)
    calm, ownership, policy = scores
    given = {
        "call": f"0b6a7e0e-6d3a-4d0b-9a55-{number:012}",
        "person": "Ada",
        "scenario": "four-afternoons",
        "title": "Four afternoons",
        "family": "angry",
        "mode": "practice",
        "attempt": number,
        "started": started.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "ended": (started + timedelta(minutes=6)).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "calm": calm,
        "ownership": ownership,
        "policy": policy,
        "passed": all(score is not None and score >= 70 for score in scores),
        "complete": True,
        "language": "en",
        "way": "choose",
        "model": 1,
        "seconds": 372,
    }
    return ResultRow(**{**given, **figures})


def turn(number=1, **figures):
    given = {
        "number": number,
        "node": "opening",
        "option": "a",
        "heard": "Four afternoons I waited!",
        "said": "Four. I am sorry.",
        "moves": ("apologise",),
        "calm": 1,
        "ownership": 2,
        "policy": 0,
        "at_ms": 8000 * number,
    }
    return TurnRow(**{**given, **figures})


def detail(one=None, turns=2):
    return AttemptDetail(one or row(), tuple(turn(number) for number in range(1, turns + 1)), "settled")


def results(rows, person="Ada", **figures):
    return Results(rows, person, **{"made": MADE, "version": "0.1.0", "zone": UTC, **figures})
