"""What the journal holds, as values: the header of a call, a stored call, a line in a list of calls."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from sim.core.errors import InputError
from sim.core.kinds import DIMENSIONS, PASS
from sim.core.log import ACCESS_FACTORS, WAYS, Setup
from sim.core.worth import lowest_of, worth_of
from sim.store.chain import canonical

if TYPE_CHECKING:
    from sim.core.events import Event

Status = Literal["open", "closed", "abandoned"]


def setup_to_json(setup: Setup) -> str:
    """A setup as the journal keeps it."""
    return canonical(asdict(setup))


def setup_from_json(text: str) -> Setup:
    """A setup from the journal. Raises InputError where it is not one."""
    wrong = InputError(f"not a call's setup: {text!r:.120}")
    try:
        data = json.loads(text)
        setup = Setup(**data)
    except (ValueError, TypeError, RecursionError):
        raise wrong from None
    numbers = (setup.seed, setup.access, setup.model, setup.queued, setup.branch_turn)
    words = (setup.mode, setup.way, setup.shift, setup.branch)
    typed = all(type(value) is int for value in numbers) and all(isinstance(word, str) for word in words)
    if not typed or type(setup.timers) is not bool or setup.access not in ACCESS_FACTORS or setup.way not in WAYS:
        raise wrong
    return setup


@dataclass(frozen=True, slots=True)
class CallHeader:
    """What is settled before a call. `scenario_hash` tells the version of the scenario, `program` that of this program.

    `trainee` is the name of who plays, None where nobody said. Raises InputError for texts that cannot be stored.
    """

    scenario_id: str
    scenario_hash: str
    language: str
    title: str
    setup: Setup
    program: str
    trainee: str | None = None

    def __post_init__(self) -> None:
        if self.trainee is not None:
            check_name(self.trainee)
        for text in (self.scenario_id, self.scenario_hash, self.language, self.title, self.program, self.setup.mode):
            check_text(text)


def check_text(text: str) -> None:
    """Raises InputError for a text that UTF-8 or SQLite would not keep as it is: lone surrogates, NUL."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"a text holds half a character: {text!r:.60}") from None
    if "\0" in text:
        raise InputError(f"a text holds a NUL character: {text!r:.60}")


def check_name(name: str) -> None:
    """Raises InputError for what cannot be a trainee's name."""
    check_text(name)
    if not name.strip():
        raise InputError("a trainee's name is not empty")


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call as it stands in the journal.

    `events` are those that are sound: all of them, or those before the first damage. `broken_at` is None for an intact
    call, 0 for a damaged header, n for the n-th event; one more than there are events means that the end is wrong:
    events are missing, or the status, the end's time or the result were changed. `head` is the end of the chain.
    """

    id: str
    header: CallHeader
    attempt: int
    started_at: datetime
    ended_at: datetime | None
    status: Status
    events: tuple[Event, ...]
    elapsed_ms: int
    result_json: str | None
    broken_at: int | None
    head: str = ""

    @property
    def intact(self) -> bool:
        """Whether the hash chain fits from the header to the end."""
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A call in a list, without its events. `attempt` 1 is the trainee's first try at the scenario, 0 a rewound call.

    `scores` is None where there is no result. A value in it is None where the dimension was not rated. `capped`: a
    cap was set that no call passes with. `way`, `shift`, `branch` and `model` as in Setup.
    """

    id: str
    scenario_id: str
    scenario_hash: str
    title: str
    language: str
    mode: str
    trainee: str | None
    attempt: int
    started_at: str
    ended_at: str | None
    status: str
    scores: dict[str, int | None] | None
    passed: bool
    complete: bool
    capped: bool = False
    way: str = "choose"
    shift: str = ""
    branch: str = ""
    model: int = 0

    @property
    def lowest(self) -> int | None:
        """The lowest of the scores; None unless every dimension was rated."""
        return lowest_of((self.scores or {}).values())


def best_of(calls: Iterable[CallSummary]) -> dict[str, CallSummary]:
    """The best closed call of each scenario: by the lowest of its scores, then by their sum, then the earliest."""
    best: dict[str, CallSummary] = {}
    for call in calls:
        known = best.get(call.scenario_id)
        counts = call.status == "closed" and not call.branch and call.lowest is not None
        if counts and (known is None or _worth(call) > _worth(known)):
            best[call.scenario_id] = call
    return best


def _worth(call: CallSummary) -> tuple[int, int]:
    return worth_of((call.scores or {}).values())


_FROM_THE_SETUP = {"way": "choose", "shift": "", "branch": ""}
_FROM_THE_ROW = tuple(
    name for name in CallSummary.__slots__ if name not in ("scores", "passed", "complete", "capped", *_FROM_THE_SETUP)
)


def summary_of(row: Mapping[str, Any]) -> CallSummary:
    """A line of the list, from a row of the table `calls`."""
    result = result_of(row["result"])
    setup = result_of(row["setup"])
    way, shift, branch = (str(setup.get(name, default)) for name, default in _FROM_THE_SETUP.items())
    return CallSummary(
        **{name: row[name] for name in _FROM_THE_ROW},
        scores=_scores_of(result),
        passed=result.get("passed") is True,
        complete=result.get("complete") is True,
        capped=_has_fatal_cap(result),
        way=way,
        shift=shift,
        branch=branch,
    )


def result_of(text: str | None) -> dict[str, Any]:
    """A stored result as a mapping; empty where there is none or it cannot be read."""
    try:
        result = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return result if isinstance(result, dict) else {}


def _has_fatal_cap(result: Mapping[str, Any]) -> bool:
    caps = result.get("caps")
    heights = [cap.get("cap") for cap in caps if isinstance(cap, dict)] if isinstance(caps, list) else []
    return any(type(height) is int and height < PASS for height in heights)


def _scores_of(result: Mapping[str, Any]) -> dict[str, int | None] | None:
    scores = result.get("scores")
    if not isinstance(scores, dict):
        return None
    found: dict[str, int | None] = {name: scores.get(name) for name in DIMENSIONS}
    return found if all(score is None or type(score) is int for score in found.values()) else None


def to_text(moment: datetime) -> str:
    """A moment as the journal writes it: ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """A moment from the journal. Raises ValueError."""
    return datetime.fromisoformat(text)
