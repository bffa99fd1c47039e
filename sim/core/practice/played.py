"""A call that was played, as the rules of practice see it, and a call that could be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.core.kinds import DIMENSIONS, Dimension
from sim.core.moves import MODEL_VERSION
from sim.core.worth import lowest_of

EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Available:
    """A call that can be taken. `twin_of`: the scenario that it is another form of."""

    scenario: str
    family: str
    level: int
    twin_of: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """A call that is over.

    `scores` stand in the order of DIMENSIONS, None where a dimension was not rated. `attempt` is 1 for the first try at
    a scenario and 0 for a call that was rewound from another: such a one is listed and counts nowhere. `capped`: a cap
    was set that no call passes with. `at` puts calls of one day in order. `met`: the trainee had seen this scenario in
    another way before, such as a model call. `closed` is False for one that was broken off. `family` is empty where
    the scenario is not at hand any more.
    """

    id: str
    scenario: str
    family: str
    level: int
    day: int
    scores: tuple[int | None, int | None, int | None]
    passed: bool
    complete: bool = True
    capped: bool = False
    mode: str = "practice"
    attempt: int = 1
    language: str = "en"
    way: str = "choose"
    shift: str = ""
    twin_of: str | None = None
    model: int = MODEL_VERSION
    at: str = ""
    met: bool = False
    closed: bool = True

    @property
    def counts(self) -> bool:
        """Whether it says something about the trainee: a try of its own in which something was rated."""
        return self.attempt > 0 and any(score is not None for score in self.scores)

    @property
    def lowest(self) -> int | None:
        """The one number to show; None unless every dimension was rated."""
        return lowest_of(self.scores)

    @property
    def weakest(self) -> Dimension | None:
        """The dimension with the lowest score, the first of equals."""
        rated = [(score, place) for place, score in enumerate(self.scores) if score is not None]
        return DIMENSIONS[min(rated)[1]] if rated else None


def in_order(played: Iterable[Played]) -> list[Played]:
    """The calls that count, oldest first, however they come."""
    return sorted((call for call in played if call.counts), key=_moment)


def _moment(call: Played) -> tuple[int, str, str]:
    return call.day, call.at, call.id


def by_scenario(played: Iterable[Played]) -> dict[str, list[Played]]:
    """The calls that count of each scenario, oldest first."""
    found: dict[str, list[Played]] = {}
    for call in in_order(played):
        found.setdefault(call.scenario, []).append(call)
    return found
