"""What if: a call is played on from an earlier turn, as a new call that shares its beginning.

    rewound = rewind(call, call_id, events, turn)      # rewound.call stands where the caller says the line of that turn

The new call has the seed and the setup of the first; its journal begins with the events up to that turn, so that its
score is computed from its own journal alone. Where it was rewound from is in its setup (`branch`, `branch_turn`). A
rewound call can be rewound again: the ids lead back to the first try (`way_back`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from sim.core.call import Call
from sim.core.events import Event, Refused
from sim.core.hints import EXAM
from sim.core.log import Setup
from sim.core.moves import MODEL_VERSION
from sim.core.phases import LIVE
from sim.core.recording import RecordError


class Rewound(NamedTuple):
    """A call that stands at the beginning of a turn, and the events that led there."""

    call: Call
    events: tuple[Event, ...]


def can_rewind(setup: Setup) -> bool:
    """Whether a call may be rewound: an exam may not, for its first answers are what it is about."""
    return setup.mode != EXAM


def rewind(call: Call, call_id: str, events: Iterable[Event], turn: int) -> Rewound:
    """The call with this id, which these events made, played anew from before the reply of a turn, counted from 1.

    `call` itself is not touched. Raises RecordError: rewind_exam; rewind_turn where the call never came to that turn.
    """
    if not can_rewind(call.setup):
        raise RecordError("rewind_exam")
    setup = replace(call.setup, branch=call_id, branch_turn=turn, shift="", model=MODEL_VERSION)
    anew = Call(call.scenario, setup, call.defaults, call.script)
    copied: list[Event] = []
    for event in events:
        if _stands_before(anew, turn) or any(isinstance(follow, Refused) for follow in anew.feed(event)):
            break
        copied.append(event)
    if not _stands_before(anew, turn):
        raise RecordError("rewind_turn", str(turn))
    return Rewound(anew, tuple(copied))


def _stands_before(call: Call, turn: int) -> bool:
    """Whether the phone was picked up, and all turns before this one were played, none of it."""
    return call.phase in LIVE and len(call.turns) == turn - 1


def way_back(call_id: str, branches: Mapping[str, str]) -> tuple[str, ...]:
    """A call and those that it was rewound from, back to the first try. `branches`: the id that each was rewound from.

    A call that is gone from the data ends the way.
    """
    way = [call_id]
    while (before := branches.get(way[-1], "")) in branches and before not in way:
        way.append(before)
    return tuple(way)


def same_beginning(call_id: str, branches: Mapping[str, str]) -> tuple[str, ...]:
    """All calls that go back to the same first try, in the order of `branches`, the call itself among them."""
    first = way_back(call_id, branches)[-1]
    return tuple(other for other in branches if way_back(other, branches)[-1] == first)
