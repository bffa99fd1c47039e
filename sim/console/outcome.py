"""What came of a call, as lines of text: the same as the window's debrief, from the headline to every point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.core import telling
from sim.core.caller_view import impressions
from sim.core.plans import lesson_of
from sim.core.scenario import DIMENSIONS

if TYPE_CHECKING:
    from sim.core.debrief import Debrief, TurnReview
    from sim.core.lexicon import PhraseFinder
    from sim.core.texts import Texts


def outcome(texts: Texts, debrief: Debrief, phrases: PhraseFinder | None = None) -> Iterator[str]:
    """All of it, in the order in which it is told."""
    yield ""
    yield texts("console.over", text=telling.ending_words(texts, debrief.card.ending, debrief.ending_text))
    yield from _scores(texts, debrief)
    for key, number in (("console.best", debrief.best), ("console.costliest", debrief.costliest)):
        if number:
            yield from _turn(texts, key, debrief.turns[number - 1])
    yield from _heard(texts, debrief)
    yield from _course(texts, debrief, phrases)
    yield from _lesson(texts, debrief)
    if debrief.notes:
        yield texts("notes.yours")
    for note in debrief.notes:
        yield f"  {telling.place(texts, note.turn)}: {note.text}"
    yield from _ledger(texts, debrief)
    yield texts("verdict.model", version=debrief.card.model)


def _scores(texts: Texts, debrief: Debrief) -> Iterator[str]:
    """The headline, the three scores with what was expected, what was noticed."""
    card = debrief.card
    yield telling.verdict(texts, card)
    why = telling.why_not(texts, card)
    if why:
        yield why
    if debrief.untimed:
        yield texts("verdict.untimed")
    for dimension in DIMENSIONS:
        value = card.scores[dimension]
        word = telling.score_word(texts, value)
        figure = word if value is None else f"{value} ({word})"
        parts = (figure, telling.expected_words(texts, debrief.noticed, dimension))
        score = " · ".join(part for part in parts if part)
        yield texts("console.score", name=texts(f"scores.{dimension}"), score=score)
    noticed = telling.noticed_words(texts, debrief.noticed, debrief.meant)
    if noticed:
        yield noticed


def _turn(texts: Texts, key: str, turn: TurnReview) -> Iterator[str]:
    yield texts(key, turn=turn.number, said=turn.said)
    if turn.because:
        yield texts("console.because", because=turn.because)
    if turn.instead is not None and key == "console.costliest":
        yield texts("console.instead", text=turn.instead.text)
        yield texts("console.because", because=telling.instead_because(texts, turn.instead))


def _heard(texts: Texts, debrief: Debrief) -> Iterator[str]:
    """What stayed with the caller."""
    told = impressions(texts, debrief)
    if told:
        yield ""
        yield texts("caller_view.title")
    for one in told:
        yield f"  {telling.place(texts, one.turn)}: {one.text}"


def _course(texts: Texts, debrief: Debrief, phrases: PhraseFinder | None) -> Iterator[str]:
    """Turn by turn: who led, what happened beside the words, which words to keep and which to leave."""
    if not debrief.turns:
        return
    yield ""
    yield f"{texts('debrief.lead.title')}: {telling.lead_words(texts, debrief.lead)}"
    for turn in debrief.turns:
        time, who = telling.clock_words(texts, turn.at_ms), texts(f"debrief.lead.{turn.led}")
        what = [telling.happened_words(texts, one) for one in turn.happened]
        yield "  " + "; ".join([texts("debrief.lead.turn", turn=turn.number, time=time, who=who), *what])
        if turn.read_as:
            yield f"    {texts('typed.meant', text=turn.read_as)}"
        for line in telling.phrase_lines(texts, phrases.find(turn.said) if phrases is not None else ()):
            yield f"    {line}"


def _lesson(texts: Texts, debrief: Debrief) -> Iterator[str]:
    lesson = lesson_of(texts, debrief)
    if lesson is not None:
        yield ""
        yield f"{texts('plan.rule_title')}: {lesson.rule}"


def _ledger(texts: Texts, debrief: Debrief) -> Iterator[str]:
    card = debrief.card
    yield ""
    yield texts("ledger.title")
    for dimension in DIMENSIONS:
        yield texts(f"scores.{dimension}")
        for line in card.lines_of(dimension):
            where = telling.place(texts, line.turn)
            yield f"  {telling.points(texts, line):>6}  {where}: {telling.reason(texts, line)}"
        for cap in card.caps:
            if cap.dimension == dimension:
                yield f"          {telling.cap_words(texts, cap)}"
