"""The sections of the page of progress, each from what there is to show and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core.kinds import FAMILIES, PASS
from sim.core.practice.readiness import Missing
from sim.core.practice.results import Standing, Trend
from sim.core.practice.returns import Due
from sim.core.practice.words import ago_words, due_words, in_words, missing_words, to_tell, trend_words
from sim.stage.families import FAMILY_TONES
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, ListCard, Small, Text
from sim.stage.kit.look import BODY, HEADING
from sim.stage.kit.page import Section, Stack, Tiles
from sim.stage.kit.rows import Row
from sim.stage.progress.chart import TrendChart
from sim.stage.progress.days import Days
from sim.stage.progress.table import CallRow, CallTable, Cell

if TYPE_CHECKING:
    from sim.core.practice.played import Played
    from sim.core.texts import Texts
    from sim.stage.kit.outcome import Next
    from sim.stage.kit.widget import Widget
    from sim.stage.progress.values import Progress

MOST_ROWS = 12
_CHART = 270  # base pixels that a chart needs at text size 1
Act = Callable[[str], "Next"]


def headline(say: Texts, view: Progress) -> Stack:
    """How much was practised; on the first day a welcome."""
    if not view.practised.calls:
        return Stack([Text(say("progress.first_day"), HEADING), Text(say("progress.first_note"), BODY, "muted")], gap=4)
    days = f"{say('progress.days', count=view.practised.count)} {say('progress.all', count=view.practised.calls)}"
    week = Text(say("progress.week", count=view.practised.this_week), HEADING)
    right, asked = view.quiz
    quiz: list[Widget] = [Small(say("progress.quiz", right=right, count=asked), icon="bulb")] if asked else []
    return Stack([week, Days(days, view.practised.days), *quiz], gap=6)


# --- what is due ------------------------------------------------------------------------------------------------


def due_section(say: Texts, view: Progress, practise: Act) -> Section:
    """The calls to practise now, or when the next one comes back."""
    cards: list[Widget] = [_due_card(say, view, one, practise) for one in view.due]
    fresh = all(one.reason in ("first", "new") for one in view.due)
    if fresh and view.practised.calls:
        cards.insert(0, Text(_nothing_due(say, view), BODY, "muted"))
    if fresh and cards and view.practised.calls:
        cards.append(Small(say("progress.due.kept")))
    return Section(say("progress.due.new_title" if fresh else "progress.due.title"), cards, "phone", gap=10)


def _nothing_due(say: Texts, view: Progress) -> str:
    words = [say("progress.due.none")]
    if view.next_return is not None:
        words.append(say("progress.due.next", when=in_words(say, view.next_return - view.today)))
    return " ".join(words)


def _due_card(say: Texts, view: Progress, one: Due, practise: Act) -> ListCard:
    entry = view.entries[one.scenario]
    tone, mark = FAMILY_TONES[entry.family]
    chips = (
        Chip(say(f"menu.family.{entry.family}"), tone, mark),
        Chip(say("common.level", count=entry.level)),
        Chip(say("menu.minutes", count=entry.minutes), "muted", "clock"),
    )
    title = say("progress.due.call", title=entry.title, caller=entry.caller)
    return ListCard(title, due_words(say, one), chips, lambda: practise(one.scenario), icon=mark)


# --- readiness --------------------------------------------------------------------------------------------------


def ready_section(say: Texts, view: Progress, examine: Act, certificate: Callable[[], Next]) -> Section:
    """Which of the three exam calls are there, what is missing and where to get it; the way to the certificate."""
    ready, told = view.readiness, to_tell(view.readiness)
    parts: list[Widget] = [
        Text(say("progress.ready.yes_note" if ready.ready else "progress.ready.what"), BODY, "muted")
    ]
    for family in FAMILIES:
        done = next((call for call in ready.calls if call.family == family), None)
        if done is not None:
            parts.append(Text(_done_words(say, view, done), BODY, "good", "tick"))
        own = [one for one in told if one.family == family and one.code != "capped"]
        parts += [part for one in own for part in _missing(say, view, one, examine)]
    capped = [one for one in told if one.code == "capped"]
    parts += [Text(missing_words(say, one, view.titles, view.today), BODY, "text", "dot") for one in capped]
    if ready.ready:
        parts.insert(0, Text(say("progress.ready.yes"), HEADING, "good", "tick"))
        parts.append(Row([Button(say("progress.ready.certificate"), certificate, "primary", icon="star")], equal=False))
    made = [say("progress.ready.made", date=date, code=code) for date, code in view.certificates]
    parts += [Small(words, icon="star") for words in made]
    return Section(say("progress.ready.title"), parts, "flag", gap=9)


def _done_words(say: Texts, view: Progress, call: Played) -> str:
    family, title = say(f"progress.ready.family.{call.family}"), view.titles.get(call.scenario, call.scenario)
    return say("progress.ready.done", family=family, ago=ago_words(say, view.today - call.day), title=title)


def _missing(say: Texts, view: Progress, one: Missing, examine: Act) -> list[Widget]:
    words = Text(missing_words(say, one, view.titles, view.today), BODY, "text", "dot")
    scenario = view.exams.get(one.family, "")
    if scenario not in view.entries:
        return [words, Small(say("progress.ready.nothing_fresh"))]
    if one.family not in view.passed:
        return [words, Small(say("progress.ready.practise_first"))] if view.practised.calls else [words]
    label = say("progress.ready.take", title=view.entries[scenario].title)
    return [words, Row([Button(label, lambda: examine(scenario), icon="phone")], equal=False)]


# --- how it goes ------------------------------------------------------------------------------------------------


def trend_section(say: Texts, view: Progress) -> Section:
    """A plot for each dimension, side by side where there is room."""
    charts: list[Widget] = [trend_chart(say, trend) for trend in view.trends if trend.points]
    parts: list[Widget] = [Tiles(charts, _CHART, most=1, gap=20), Small(say("progress.trend.note"))]
    return Section(say("progress.trend.title"), parts, "chart")


def trend_chart(say: Texts, trend: Trend) -> TrendChart:
    """The plot of a dimension, with what it says in words."""
    name, words = say(f"scores.{trend.dimension}"), trend_words(say, trend)
    scores = ", ".join(str(point.score) for point in trend.points)
    spoken = say("progress.trend.spoken", name=name, words=words, scores=scores)
    return TrendChart(name, trend, words, (say("progress.trend.first"), say("progress.trend.last")), spoken)


# --- the calls --------------------------------------------------------------------------------------------------


def calls_section(say: Texts, view: Progress, every: bool, acts: tuple[Act, Callable[[], Next]]) -> Section:
    """A row for each call that was played, the latest first. acts: shows all tries of a call; shows all rows."""
    tries, more = acts
    shown = view.standings if every else view.standings[:MOST_ROWS]
    names = ("call", "tries", "first", "best", "latest")
    heads = (*(say(f"progress.calls.{name}") for name in names), "")
    parts: list[Widget] = [CallTable(heads, [_row(say, view, one, tries) for one in shown])]
    left = len(view.standings) - len(shown)
    if left:
        parts.append(Row([Button(say("progress.calls.more", count=left), more, icon="down")], equal=False))
    parts.append(Small(say("progress.calls.note")))
    return Section(say("progress.calls.title"), parts, "transcript")


def _row(say: Texts, view: Progress, one: Standing, tries: Act) -> CallRow:
    title = view.titles.get(one.scenario, one.scenario)
    calls = (one.first, one.best, one.latest)
    figures = [str(call.lowest) if call.lowest is not None else say("progress.calls.none") for call in calls]
    spoken = [str(call.lowest) if call.lowest is not None else say("progress.calls.not_rated") for call in calls]
    ago = ago_words(say, view.today - one.latest.day)
    first, best, latest = spoken
    words = say("progress.calls.row", title=title, tries=one.tries, first=first, best=best, latest=latest, ago=ago)
    cells = [Cell(figure, call.passed) for figure, call in zip(figures, calls, strict=True)]
    return CallRow(title, (Cell(str(one.tries)), *cells, Cell(ago)), words, lambda: tries(one.scenario))


def try_card(say: Texts, call: Played, today: int, review: Act) -> ListCard:
    """One try of a call: when, what it came to; a press shows its debrief."""
    calm, ownership, policy = (
        str(score) if score is not None else say("progress.calls.not_rated") for score in call.scores
    )
    chips = []
    if call.mode == "exam":
        chips.append(Chip(say("progress.tries.exam"), "info", "policy"))
    if not call.attempt:
        chips.append(Chip(say("progress.tries.rewound"), "muted", "replay"))
    if not call.closed:
        chips.append(Chip(say("progress.tries.broken"), "muted", "cross"))
    if call.passed and call.lowest is not None and call.lowest >= PASS:
        chips.append(Chip(say("progress.tries.passed"), "good", "tick"))
    scores = say("progress.tries.scores", calm=calm, ownership=ownership, policy=policy)
    when = ago_words(say, today - call.day)
    return ListCard(when[:1].upper() + when[1:], scores, tuple(chips), lambda: review(call.id), icon="transcript")
