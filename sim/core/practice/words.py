"""What the rules of practice found, in the program's words: when, why a call is due, what keeps somebody from ready."""

from __future__ import annotations

from collections.abc import Mapping

from sim.core.practice.readiness import Missing, Readiness
from sim.core.practice.results import Trend
from sim.core.practice.returns import Due
from sim.core.texts import Texts

_FRESH = 3  # days in which a call is still fresh
_STEADY = 2  # points of a trend that are no change


def ago_words(texts: Texts, days: int) -> str:
    """How long ago a day was."""
    if days <= 1:
        return texts("progress.ago.yesterday" if days == 1 else "progress.ago.today")
    return texts("progress.ago.days", count=days)


def in_words(texts: Texts, days: int) -> str:
    """How far off a day is."""
    return texts("progress.in.tomorrow") if days <= 1 else texts("progress.in.days", count=days)


def due_words(texts: Texts, due: Due) -> str:
    """Why a call is in the list."""
    dimension = texts(f"progress.dimension.{due.dimension}") if due.dimension is not None else ""
    fields = {"ago": ago_words(texts, due.ago), "dimension": dimension}
    key = f"progress.due.{due.reason}"
    if due.reason == "again" and due.ago > _FRESH:
        key += "_later"
    return texts(key, **{name: fields[name] for name in texts.fields(key)})


def trend_words(texts: Texts, trend: Trend) -> str:
    """Where a trend has come to; it has one point at least."""
    score, change = trend.smooth[-1], trend.change
    if len(trend.points) == 1:
        return texts("progress.trend.one", score=score)
    if abs(change) <= _STEADY:
        return texts("progress.trend.steady", score=score)
    return texts(f"progress.trend.{'up' if change > 0 else 'down'}", score=score, count=abs(change))


def to_tell(ready: Readiness) -> list[Missing]:
    """What is told of all that is missing: of several fatal caps the newest, which is in the way for longest."""
    capped = [one for one in ready.missing if one.code == "capped"]
    return [one for one in ready.missing if one.code != "capped"] + capped[-1:]


def missing_words(texts: Texts, missing: Missing, titles: Mapping[str, str], today: int) -> str:
    """What keeps somebody from being ready."""
    call = missing.call
    if missing.code == "capped" and call is not None:
        title = titles.get(call.scenario, call.scenario)
        return texts("progress.ready.capped", title=title, ago=ago_words(texts, today - call.day))
    family = texts(f"progress.ready.family.{missing.family}")
    return texts(f"progress.ready.{missing.code}", family=family)
