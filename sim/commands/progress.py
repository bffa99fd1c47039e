"""`progress`: what to practise next and how it goes, as text: for a screen reader, over ssh, or for another program."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.commands.met import shown_calls
from sim.commands.practice import available, date_of, played, seen, today
from sim.content.problems import printable
from sim.core.kinds import DIMENSIONS
from sim.core.practice.played import Played
from sim.core.practice.readiness import Readiness, readiness
from sim.core.practice.results import Practised, Standing, Trend, practised, standings, trend
from sim.core.practice.returns import Due, due, exam_calls, next_return
from sim.core.practice.words import ago_words, due_words, in_words, missing_words, to_tell, trend_words
from sim.core.texts import Texts
from sim.store.journal import Journal


@dataclass(frozen=True)
class _Found:
    """All that the command tells."""

    trainee: str | None
    day: int
    due: list[Due]
    back: int | None
    practised: Practised
    standings: list[Standing]
    trends: list[Trend]
    ready: Readiness
    exams: Mapping[str, str]
    titles: Mapping[str, str]


def progress(context: Context, options: Namespace) -> int:
    """Tell how somebody stands."""
    from sim.commands.report import no_such, whose

    trainee = whose(context, options) or None
    with Journal.open(context.data, read_only=True) as journal:
        if options.trainee is not None and trainee not in journal.people():
            raise UsageError(no_such(context.texts, options.trainee, journal.people()))
        found = _found(context, journal, trainee)
    if options.json:
        dump(context, _json(found))
    else:
        for line in _lines(found, context.texts):
            context.out(printable(line))
    return 0


def _found(context: Context, journal: Journal, trainee: str | None) -> _Found:
    library, day = context.library, today()
    own = [call for call in journal.calls() if call.trainee == trainee]
    calls: list[Played] = played(own, library, seen(journal, trainee))
    shelf = available(library)
    shown = {one.id: library.shown_in(one, context.language).title for one in library.scenarios}
    return _Found(
        trainee,
        day,
        due(calls, shelf, day),
        next_return(calls, shelf, day),
        practised(calls, day),
        standings(calls),
        [trend(calls, dimension) for dimension in DIMENSIONS],
        readiness(calls, day),
        exam_calls(calls, shelf, shown_calls(journal, trainee)),
        {call.scenario_id: call.title for call in own} | shown,
    )


def _lines(found: _Found, say: Texts) -> Iterator[str]:
    some = found.practised
    if found.trainee:
        yield say("progress.whose", name=found.trainee)
    if some.calls:
        yield say("progress.week", count=some.this_week)
        yield f"{say('progress.days', count=some.count)} {say('progress.all', count=some.calls)}"
    else:
        yield say("progress.first_day")
    yield ""
    yield from _due_lines(found, say)
    if found.standings:
        yield ""
        yield say("progress.calls.title")
        yield from (f"- {_row(one, found, say)}" for one in found.standings)
        yield ""
        yield say("progress.trend.title")
        some_trends = [one for one in found.trends if one.points]
        yield from (f"- {say(f'scores.{one.dimension}')}: {trend_words(say, one)}" for one in some_trends)
    yield ""
    yield say("progress.ready.title")
    if found.ready.ready:
        yield say("progress.ready.yes")
    for one in to_tell(found.ready):
        yield f"- {missing_words(say, one, found.titles, found.day)}"
        if one.code != "capped" and not found.exams[one.family]:
            yield f"  {say('progress.ready.nothing_fresh')}"


def _due_lines(found: _Found, say: Texts) -> Iterator[str]:
    fresh = all(one.reason in ("first", "new") for one in found.due)
    if fresh and found.practised.calls:
        yield say("progress.due.none")
        if found.back is not None:
            yield say("progress.due.next", when=in_words(say, found.back - found.day))
    if found.due:
        yield say("progress.due.new_title" if fresh else "progress.due.title")
    for one in found.due:
        yield f"- {found.titles.get(one.scenario, one.scenario)} ({one.scenario}): {due_words(say, one)}"


def _row(one: Standing, found: _Found, say: Texts) -> str:
    first, best, latest = (
        str(call.lowest) if call.lowest is not None else say("progress.calls.not_rated")
        for call in (one.first, one.best, one.latest)
    )
    title, ago = found.titles.get(one.scenario, one.scenario), ago_words(say, found.day - one.latest.day)
    return say("progress.calls.row", title=title, tries=one.tries, first=first, best=best, latest=latest, ago=ago)


def _json(found: _Found) -> dict[str, Any]:
    return {
        "trainee": found.trainee,
        "date": date_of(found.day).isoformat(),
        "due": [
            {
                "scenario": one.scenario,
                "family": one.family,
                "reason": one.reason,
                "since": date_of(one.day).isoformat(),
                "days_ago": one.ago,
                "dimension": one.dimension,
            }
            for one in found.due
        ],
        "next_return": date_of(found.back).isoformat() if found.back is not None else None,
        "practised": {
            "calls": found.practised.calls,
            "last_7_days": found.practised.this_week,
            "days_of_last_28": found.practised.count,
        },
        "calls": [
            {
                "scenario": one.scenario,
                "tries": one.tries,
                "rewound": one.rewound,
                **{name: _scores(getattr(one, name)) for name in ("first", "best", "latest")},
            }
            for one in found.standings
        ],
        "trend": {one.dimension: list(one.smooth) for one in found.trends},
        "ready": found.ready.ready,
        "missing": [{"code": one.code, "family": one.family} for one in found.ready.missing],
    }


def _scores(call: Played) -> dict[str, Any]:
    return {
        "call": call.id,
        "date": date_of(call.day).isoformat(),
        **dict(zip(DIMENSIONS, call.scores, strict=True)),
        "passed": call.passed,
    }
