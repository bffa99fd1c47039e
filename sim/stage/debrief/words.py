"""A debrief in words: which turns stand out and why, what a reply did to the caller, where a score came from.

Nothing is judged here: every word comes from the ledger, the grades and the moods that the debrief already holds.
The caller's hidden numbers are never told, only whether a feeling rose or fell.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from sim.core import telling
from sim.core.debrief import Debrief, TurnReview
from sim.core.mood import Mood
from sim.core.moves import HARMFUL, MOVES
from sim.core.notation import number
from sim.core.scenario import DIMENSIONS, Dimension
from sim.core.scoring import Line, Scorecard
from sim.core.telling import NOTICED, effect_words
from sim.core.texts import Texts

Mark = Literal["good", "bad", "info"]
Effect = Literal["eased", "harder", "mixed", "none"]
_STARTS = ("start", "timing_start")


def kicker(debrief: Debrief, number: int) -> str:
    """What a turn stands out as: best, costliest, both or moment; empty where it does not stand out.

    The costliest turn of a fine call may have lost a hair although nothing better was on offer: that is no cost.
    """
    costly = number == debrief.costliest and _costs(debrief.turns[number - 1])
    if number == debrief.best:
        return "both" if costly else "best"
    return "costliest" if costly else "moment" if number in debrief.moments else ""


def _costs(turn: TurnReview) -> bool:
    return turn.instead is not None or turn.lost > turn.gained


def mark(debrief: Debrief, turn: TurnReview) -> Mark:
    """Whether a turn helped, hurt, or neither."""
    if turn.number == debrief.best:
        return "good"
    if kicker(debrief, turn.number) == "costliest" or turn.lost > turn.gained:
        return "bad"
    return "good" if turn.gained > 0 else "info"


def kicker_words(texts: Texts, debrief: Debrief, number: int) -> str:
    """What a turn stands out as, with its number."""
    return texts(
        "debrief.kicker.with_turn", kicker=texts(f"debrief.kicker.{kicker(debrief, number) or 'moment'}"), turn=number
    )


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def quoted(texts: Texts, text: str) -> str:
    """The text in quotation marks."""
    return texts("debrief.quote", text=text)


def effect(before: Mood, after: Mood) -> Effect:
    """Whether the caller came out of a turn eased, harder to reach, with a bit of both, or as they were."""
    # Anger and panic ease as they fall, trust as it rises.
    eased = [
        (new > old) == (name == "trust")
        for name, old, new in zip(telling.FEELINGS, before[:3], after[:3], strict=True)
        if abs(new - old) >= NOTICED
    ]
    if not eased:
        return "none"
    return "eased" if all(eased) else "mixed" if any(eased) else "harder"


def moment_effect(texts: Texts, turn: TurnReview) -> str:
    """The effect of a key moment in a sentence, and how it goes with the grade: what was right may anger a caller."""
    said, found = capital(effect_words(texts, turn.before, turn.after)), effect(turn.before, turn.after)
    if found == "harder" and turn.gained > turn.lost:
        return texts("debrief.effect.still_right", effect=said)
    if found == "eased" and turn.lost > turn.gained and turn.instead is not None:  # nothing better to say: no reproach
        return texts("debrief.effect.still_wrong", effect=said)
    return said


def signed(grade: int) -> str:
    """A grade of -2..2 with its sign."""
    return f"+{grade}" if grade > 0 else f"−{-grade}" if grade < 0 else "0"


def hundredths(texts: Texts, value: Fraction) -> str:
    """Points to a hundredth, in the language's notation; the sign only where they are negative.

    A tenth, as elsewhere, would be too coarse beside a score: 13.46 is 13, which 13.5 does not show.
    """
    return number(texts, value, 2)


def signed_points(texts: Texts, value: Fraction) -> str:
    """Points to a hundredth with their sign."""
    return f"{'+' if value > 0 else '±' if not value else ''}{hundredths(texts, value)}"


def total(card: Scorecard, dimension: Dimension) -> Fraction:
    """The sum of a dimension's lines, before caps."""
    return sum((line.points for line in card.lines_of(dimension)), Fraction(0))


def reason_words(texts: Texts, card: Scorecard, dimension: Dimension, turns: Sequence[TurnReview] = ()) -> str:
    """Why a score is what it is, in a sentence or two: its cap, else the largest gain and the largest loss.

    With the turns of the call, a loss that was no fault in itself is named by what a better reply did.
    """
    if card.scores[dimension] is None:
        return texts("debrief.unrated")
    cap = card.cap_of(dimension)
    if cap is not None and total(card, dimension) > cap.cap:
        return f"{telling.cap_words(texts, cap)}."
    found = [line for line in card.lines_of(dimension) if line.reason not in _STARTS]
    return " ".join(part for part in (_gain_words(texts, found), _loss_words(texts, found, turns)) if part)


def _gain_words(texts: Texts, lines: list[Line]) -> str:
    gained = [line for line in lines if line.turn and line.points > 0]
    # What was said comes before a milestone that it reached: shorter, and it can be said again.
    best = max(gained, key=lambda line: (line.reason != "milestone", line.points), default=None)
    return texts("debrief.dial.best", what=_what(texts, best), turn=best.turn) if best else ""


def _loss_words(texts: Texts, lines: list[Line], turns: Sequence[TurnReview]) -> str:
    lost = [line for line in lines if line.turn and (line.points < 0 or line.reason == "breach")]
    # A breach takes a whole share of the score, more than any other line can.
    worst = min(lost, key=lambda line: (line.reason != "breach", line.points), default=None)
    if worst is not None:
        better = _better_move(worst, turns)
        if better:
            return texts("debrief.dial.missed_turn", what=telling.moves_words(texts, (better,)), turn=worst.turn)
        turn = min(worst.turn, len(turns)) if turns else worst.turn  # a silence may follow the last turn
        return texts("debrief.dial.costliest", what=_what(texts, worst), turn=turn)
    missed = next((line for line in lines if line.reason == "milestone_missed"), None)
    return texts("debrief.dial.missed", what=missed.detail.rstrip(".")) if missed else ""


def _better_move(line: Line, turns: Sequence[TurnReview]) -> str:
    """What the better reply of that turn did, where the reply's own move (showing understanding) is no fault."""
    if line.reason != "conduct" or not 0 < line.turn <= len(turns) or _telling_move(line) in HARMFUL:
        return ""
    instead, said = turns[line.turn - 1].instead, line.detail.split("+")
    place = DIMENSIONS.index(line.dimension)
    if instead is None or instead.grade[place] <= turns[line.turn - 1].grade[place]:
        return ""
    found = {name: max(row[place] for row in MOVES[name].by_use) for name in instead.moves if name not in said}
    best = max(found, key=lambda name: found[name], default="")
    return best if found.get(best, 0) > 0 else ""


def _what(texts: Texts, line: Line) -> str:
    if line.reason == "conduct":
        return telling.moves_words(texts, (_telling_move(line),))
    if line.reason == "milestone":
        return line.detail.rstrip(".")
    words = telling.reason(texts, line)
    return words[:1].lower() + words[1:]


def _telling_move(line: Line) -> str:
    """The move of a reply that gave or took the points: the one with the highest or the lowest grade there is."""
    place, moves = DIMENSIONS.index(line.dimension), line.detail.split("+")
    grades = {
        name: [row[place] for row in (*MOVES[name].by_use, *(grade for _, grade in MOVES[name].contexts))]
        for name in moves
    }
    if line.points > 0:
        return max(moves, key=lambda name: max(grades[name]))
    return min(moves, key=lambda name: min(grades[name]))


def length_words(texts: Texts, seconds: int) -> str:
    """How long the call took."""
    if seconds < 60:
        return texts("common.seconds", count=seconds)
    return texts("common.minutes_seconds", minutes=seconds // 60, seconds=seconds % 60)


def need_words(texts: Texts, name: str, text: str, done: bool) -> str:
    """A need with whether it was found, met or followed up."""
    key = f"debrief.needs.{name}" if done else f"debrief.needs.{name}_open"
    label = texts(key) if texts.has(key) else texts("debrief.needs.met" if done else "debrief.needs.missed")
    return texts("debrief.needs.done", label=label, text=text)


def instead_words(texts: Texts, debrief: Debrief, turn: TurnReview) -> str:
    """How the better reply is introduced: for the best turn there is only something better still."""
    return texts("debrief.better" if turn.number == debrief.best else "debrief.instead")
