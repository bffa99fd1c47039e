"""The quiz on the rules of a call: which questions are asked, in which order their answers stand, what came of it.

Rules
- Before a call three are drawn (AT_ONCE), from a debrief all: first those that were answered wrong the last time, then
  those that were never asked, then those asked longest ago; equals in an order drawn by the seed.
- The answers of a question stand in an order drawn by the seed, for a writer tends to put the right one at one place.
- Nothing of it is part of a score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.core.scenario import Question
from sim.core.wording import draw, shuffled

AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it is asked: its place in the scenario, its answers in their drawn order, and which is right."""

    place: int
    ask: str
    answers: tuple[str, ...]
    right: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered; `chosen` is a place among its answers."""

    item: Item
    chosen: int

    @property
    def right(self) -> bool:
        """Whether it was the right one."""
        return self.chosen == self.item.right


def deal(
    questions: Sequence[Question], seed: int, past: Sequence[Mapping[str, Any]] = (), count: int = AT_ONCE
) -> tuple[Item, ...]:
    """So many questions of a scenario. past: the `data` of earlier quizzes on it (`to_data`), oldest first."""
    asked: dict[str, tuple[int, bool]] = {}
    for turn, quiz in enumerate(past):
        asked |= {ask: (turn, right) for ask, right in _items(quiz)}

    def urgency(place: int) -> tuple[int, int, int]:
        turn, right = asked.get(questions[place].ask, (-1, True))
        return (0 if not right else 1), turn, draw(seed, f"quiz|{place}", 1 << 30)

    places = sorted(range(len(questions)), key=urgency)[:count]
    return tuple(_item(questions[place], place, seed) for place in places)


def _item(question: Question, place: int, seed: int) -> Item:
    order = [int(name) for name in shuffled(seed, f"quiz|{place}", [str(n) for n in range(len(question.answers))])]
    answers = tuple(question.answers[n] for n in order)
    return Item(place, question.ask, answers, order.index(question.right), question.why or "")


def to_data(answers: Sequence[Answered]) -> dict[str, Any]:
    """What is kept of a quiz: how many were right, how many asked, and each question with its answer."""
    items = [
        {"ask": one.item.ask, "chosen": one.item.answers[one.chosen], "right": one.right, "place": one.item.place}
        for one in answers
    ]
    return {"right": sum(one.right for one in answers), "asked": len(items), "items": items}


def tally(data: Mapping[str, Any]) -> tuple[int, int] | None:
    """How many were right, and of how many; None for what is no quiz."""
    right, asked = data.get("right"), data.get("asked")
    return (right, asked) if isinstance(right, int) and isinstance(asked, int) and 0 <= right <= asked else None


def _items(data: Mapping[str, Any]) -> list[tuple[str, bool]]:
    items = data.get("items")
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [(str(item.get("ask")), item.get("right") is True) for item in found]
