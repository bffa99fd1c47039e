"""What the screens of this room are handed: what there is to show, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sim.core.practice.played import Played
from sim.core.practice.readiness import Readiness
from sim.core.practice.results import Practised, Standing, Trend
from sim.core.practice.returns import Due
from sim.stage.kit.outcome import Next

if TYPE_CHECKING:
    from sim.stage.services import CallerEntry


@dataclass(frozen=True)
class Progress:
    """How somebody stands on a day. `person` is None where nobody said who plays.

    `entries`: the calls that can be taken; `titles`: those of all calls that were played; `tries`: the calls of each
    scenario, the newest first; `exams`: for each family the call to take an exam with, empty where there is none;
    `passed`: the families of which a call was passed; `quiz`: right answers and questions of the last four weeks;
    `certificates`: the date (in words) and the code of each that was made.
    """

    person: str | None
    today: int
    due: tuple[Due, ...]
    next_return: int | None
    practised: Practised
    trends: tuple[Trend, ...]
    standings: tuple[Standing, ...]
    readiness: Readiness
    exams: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, CallerEntry] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    tries: Mapping[str, tuple[Played, ...]] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()
    quiz: tuple[int, int] = (0, 0)
    certificates: tuple[tuple[str, str], ...] = ()


class Issued(NamedTuple):
    """A certificate that was made and where its page is, or why there is none (`problem`, in words)."""

    code: str = ""
    path: str = ""
    problem: str = ""


class Done(NamedTuple):
    """What came of something that was asked for: whether it worked, and what it came to or why not. `gone`: calls."""

    worked: bool
    detail: str = ""
    gone: int = 0


@dataclass(frozen=True)
class Mine:
    """What somebody can do with their own data. `delete` removes all of it."""

    export: Callable[[], Done]
    delete: Callable[[], Done]


@dataclass(frozen=True)
class Ways:
    """What can be done from the page of progress. All but the last few may raise InputError or RecordError."""

    practise: Callable[[str], Next]
    examine: Callable[[str], Next]
    review: Callable[[str], Next]
    people: Callable[[], Next]
    certificate: Callable[[], Issued]
    show_page: Callable[[str], bool]
    save_page: Callable[[str], Done]
    mine: Mine | None = None


class Person(NamedTuple):
    """Somebody who plays here, and how many calls they have. No name: those who gave none."""

    name: str | None
    calls: int
