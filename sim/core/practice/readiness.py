"""Whether somebody is ready for real calls, and what is missing: one call certifies nothing.

Ready = in exam mode (no hints, no rewind, replies shuffled), one angry, one panicked and one out-of-scope call that the
trainee had not met before, each passed at the first try, all within the last five exam calls and the last 30 days, and
no fatal cap in any of those five. Practice says nothing here, and neither do calls of another model of the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.core.kinds import FAMILIES
from sim.core.moves import MODEL_VERSION
from sim.core.practice.played import EXAM, Played, in_order

EXAM_CALLS, EXAM_DAYS = 5, 30


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps somebody from being ready. `call` is the exam call that it is about, None for `none` alone.

    code: `none` (no exam call of the family yet), `not_passed`, `incomplete` (it came to no complete ending),
    `not_first_try` (passed, but met before), `old_model`, `too_old` (passed more than 30 days ago), `too_far` (passed,
    but five exam calls or more came after it), `capped` (a fatal cap in one of the last five).
    """

    code: str
    family: str
    call: Played | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether somebody is ready; `calls` are those that count, one for each family that is done, in that order."""

    calls: tuple[Played, ...]
    missing: tuple[Missing, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def readiness(played: Iterable[Played], today: int) -> Readiness:
    """How far somebody is on the way to being ready."""
    exams = [call for call in in_order(played) if call.mode == EXAM]
    last = exams[-EXAM_CALLS:]
    calls: list[Played] = []
    missing: list[Missing] = []
    for family in FAMILIES:
        found = next((call for call in reversed(last) if call.family == family and _does(call, today)), None)
        if found is not None:
            calls.append(found)
        else:
            missing.append(_why(family, exams, last, today))
    missing += [Missing("capped", call.family, call) for call in last if call.capped and _in_time(call, today)]
    return Readiness(tuple(calls), tuple(missing))


def _does(call: Played, today: int) -> bool:
    return not _fault(call, today)


def _in_time(call: Played, today: int) -> bool:
    return today - call.day <= EXAM_DAYS


def _fault(call: Played, today: int) -> str:
    """Why an exam call does not count; empty where it does."""
    if not call.complete:
        return "incomplete"
    if not call.passed:
        return "not_passed"
    if call.attempt != 1 or call.met:
        return "not_first_try"
    if call.model != MODEL_VERSION:
        return "old_model"
    return "" if _in_time(call, today) else "too_old"


def _why(family: str, exams: Sequence[Played], last: Sequence[Played], today: int) -> Missing:
    """The nearest that somebody came with this family: what would have counted, else the newest exam call of it."""
    own = [call for call in reversed(exams) if call.family == family]
    if not own:
        return Missing("none", family)
    good = next((call for call in own if _does(call, today) and call not in last), None)
    if good is not None:
        return Missing("too_far", family, good)
    return Missing(_fault(own[0], today), family, own[0])
