"""From the journal to the plain values of sim.core.practice: days are those of the trainee's own calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sim.content.library import Library, Listed
from sim.core.kinds import DIMENSIONS
from sim.core.practice.played import Available, Played
from sim.store.records import CallSummary, from_text

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.store.journal import Journal

# What of the kept things says that a scenario was seen before it was tried.
_SEEN_KINDS = ("model",)
_FIRST_DAY = date(1970, 1, 1)


def today() -> int:
    """The day it is where the computer stands."""
    return _number(datetime.now(UTC))


def day_of(moment: str) -> int | None:
    """The day of a moment of the journal, in the computer's time zone; None where it cannot be read."""
    try:
        return _number(from_text(moment))
    except (ValueError, TypeError, OverflowError):
        return None


def _number(moment: datetime) -> int:
    return (moment.astimezone().date() - _FIRST_DAY).days


def date_of(day: int) -> date:
    """The date of a day."""
    return _FIRST_DAY + timedelta(days=day)


def date_words(texts: Texts, day: int) -> str:
    """A date as it is written out."""
    found = date_of(day)
    return texts("progress.date", day=found.day, month=texts(f"progress.month.{found.month}"), year=found.year)


def available(library: Library) -> list[Available]:
    """The calls that can be taken."""
    return [Available(one.id, one.family, one.level, one.twin_of) for one in library.scenarios]


def seen(journal: Journal, trainee: str | None) -> list[tuple[str, str]]:
    """The scenarios that somebody saw otherwise than by taking the call, and when. Raises StoreError."""
    return [(thing.scenario_id, thing.at) for kind in _SEEN_KINDS for thing in journal.kept(trainee, kind)]


def played(calls: Iterable[CallSummary], library: Library, met: Collection[tuple[str, str]] = ()) -> list[Played]:
    """The calls that are over. met: (scenario, moment) of each time that one was seen otherwise, as in a model call."""
    known = {one.id: one for one in library.scenarios}
    seen: dict[str, str] = {}
    for scenario, moment in met:
        seen[scenario] = min(moment, seen.get(scenario, moment))
    found = []
    for call in calls:
        day = day_of(call.started_at)
        if call.status != "open" and day is not None:
            before = call.scenario_id in seen and seen[call.scenario_id] < call.started_at
            one = known.get(call.scenario_id) or library.brought(call.scenario_hash)
            found.append(_played(call, one, day, before))
    return found


def _played(call: CallSummary, one: Listed | None, day: int, met: bool) -> Played:
    calm, ownership, policy = ((call.scores or {}).get(name) for name in DIMENSIONS)
    return Played(
        id=call.id,
        scenario=call.scenario_id,
        family=one.family if one is not None else "",
        level=one.level if one is not None else 0,
        day=day,
        scores=(calm, ownership, policy),
        passed=call.passed,
        complete=call.complete,
        capped=call.capped,
        mode=call.mode,
        attempt=0 if call.branch else call.attempt,
        language=call.language,
        way=call.way,
        shift=call.shift,
        twin_of=one.twin_of if one is not None else None,
        model=call.model,
        at=call.started_at,
        met=met,
        closed=call.status == "closed",
    )
