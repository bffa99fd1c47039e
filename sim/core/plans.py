"""What to take along from a call: one rule for next time, and a plan "If ..., then I ..." to begin with.

Both come from the turn that cost most: the rule from the move that did the harm, the plan from the moment it stood in
and from what the better reply did. A call that lost nothing gives those of its best turn, to be kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.core.caller_view import helped, telling_move

if TYPE_CHECKING:
    from sim.core.debrief import Debrief, TurnReview
    from sim.core.texts import Texts

LONGEST_PLAN = 200  # characters
_MOST_STEPS = 2
# What the caller did comes first: a plan that begins with something seen or heard is remembered in that moment.
_MOMENTS = ("safety", "abuse", "panic", "pressure", "provocation", "escalate", "hot", "key")


class Lesson(NamedTuple):
    """What one turn teaches. `turn`: which; `costly`: whether it is the one that cost most, else the best.

    `rule`: one sentence. `why`: the writer's reason. `words`: a reply that does it. `plan`: a line to begin with.
    """

    turn: int
    costly: bool
    rule: str
    why: str
    words: str
    plan: str


def lesson_of(texts: Texts, debrief: Debrief) -> Lesson | None:
    """The rule and the plan of a call; None where no turn stands out."""
    number = debrief.costliest or debrief.best
    if not number:
        return None
    turn, costly = debrief.turns[number - 1], bool(debrief.costliest)
    move = _lesson_move(turn)
    if not move:  # a draft whose replies have no moves yet
        return None
    better = turn.instead if costly else None
    return Lesson(
        turn=number,
        costly=costly,
        rule=texts(f"plan.rule.{move}"),
        why=turn.because,
        words=better.text if better is not None else "" if costly else turn.said,
        plan=_plan(texts, turn),
    )


def _lesson_move(turn: TurnReview) -> str:
    """What went wrong; where nothing did, what the better reply did, or what this one did well."""
    if helped(turn) and turn.instead is not None and turn.instead.moves:
        return next((move for move in turn.instead.moves if move not in turn.moves), turn.instead.moves[0])
    return telling_move(turn)


def _plan(texts: Texts, turn: TurnReview) -> str:
    better = turn.instead
    moves = better.moves if better is not None else turn.moves if helped(turn) else ()
    steps = [texts(key) for move in moves if texts.has(key := f"plan.then.{move}")][:_MOST_STEPS]
    then = steps[0] if steps else texts("plan.then.breathe")
    if len(steps) > 1:
        then = texts("plan.and", first=steps[0], second=steps[1])
    return texts("plan.line", **{"if": texts(f"plan.if.{_moment(turn)}"), "then": then})


def _moment(turn: TurnReview) -> str:
    return next((flag for flag in _MOMENTS if flag in turn.flags), "other")


class KeptPlan(NamedTuple):
    """A plan that the trainee keeps: their words, the call it comes from, and its number in the journal."""

    text: str
    title: str = ""
    number: int = 0
