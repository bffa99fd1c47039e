"""Two calls beside each other in words, as the window and a terminal say them: a score in both, and why it differs."""

from __future__ import annotations

from sim.core import telling
from sim.core.comparing import CAPPED, EARLIER, Difference, Reason
from sim.core.notation import number
from sim.core.scoring import Cap, Line
from sim.core.texts import Texts


def score_words(texts: Texts, difference: Difference) -> str:
    """A score in both calls, with its change."""
    name, change = texts(f"scores.{difference.dimension}"), difference.change
    if change is None:
        return texts("whatif.score_unrated", name=name)
    sign = f"+{change}" if change > 0 else f"−{-change}" if change else "±0"
    return texts("whatif.score", name=name, first=difference.first, second=difference.second, change=sign)


def why_words(texts: Texts, difference: Difference) -> list[str]:
    """The reasons of a difference, or why there are none."""
    if difference.change is None:
        return [texts("whatif.not_rated")]
    return [reason_words(texts, reason) for reason in difference.reasons] or [texts("whatif.same_score")]


def reason_words(texts: Texts, reason: Reason) -> str:
    """A reason with its points, to a tenth."""
    points = number(texts, reason.points, 1)
    points = f"+{points}" if reason.points > 0 else points
    return texts("whatif.reason", points=points, what=_what(texts, reason))


def _what(texts: Texts, reason: Reason) -> str:
    if reason.code == EARLIER:
        return texts("whatif.earlier")
    if reason.code == CAPPED:
        return _capped(texts, reason)
    what = _changed(texts, reason)
    if not reason.turn:
        return what
    return texts("whatif.at", place=texts("whatif.place", turn=reason.turn), what=what)


def _changed(texts: Texts, reason: Reason) -> str:
    first, second = _said(texts, reason.first), _said(texts, reason.second)
    if first == second or (second and reason.code == "milestone"):  # a milestone says whether it was reached
        return second
    if first and second:
        return texts("whatif.instead", first=first, second=second)
    return texts("whatif.only_second", second=second) if second else texts("whatif.only_first", first=first)


def _capped(texts: Texts, reason: Reason) -> str:
    first, second = _said(texts, reason.first), _said(texts, reason.second)
    if first and second:
        return texts("whatif.recapped", first=first, second=second)
    return texts("whatif.capped", caps=second) if second else texts("whatif.freed", caps=first)


def _said(texts: Texts, lines: tuple[Line | Cap, ...]) -> str:
    """What stands in a ledger, in the middle of a sentence."""
    found = [telling.reason(texts, line) if isinstance(line, Line) else texts(f"cap.{line.reason}") for line in lines]
    words = "; ".join(text.rstrip(".") for text in found)
    return words[:1].lower() + words[1:]


def way_name(texts: Texts, order: int) -> str:
    """What one of the calls of the same beginning is called; the first try is 1."""
    return texts("whatif.first") if order == 1 else texts("whatif.way", number=order)
