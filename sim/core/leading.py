"""Who led at each turn: the trainee, the caller, or both.

    you      the reply sets the direction: a question, a step, an offer, a limit, what happens next
    caller   the reply only follows, or lets go: filler, vague words, giving in, arguing, sending away
    shared   the rest: listening and naming a feeling leave the floor to both; or some of each

Where the caller pushes or insults, a reply that sets no direction leaves the lead with the caller. Who had to be asked
whether they were still there, and who speaks over the caller without a reason, has led a step less.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from sim.core.decision import Turn

Led = Literal["you", "shared", "caller"]
LED: tuple[Led, ...] = ("you", "shared", "caller")  # one step less to the right
LEADING = frozenset({
    "ask_open", "ask_closed", "one_step", "summarise", "own_action", "alternative", "warm_transfer", "confirm_next",
    "hold_announce", "explain_why", "hold_line", "expect", "verify_id", "limit", "final_warning", "end_by_policy",
    "escalate_ok", "safety", "ground", "persist",
})  # fmt: skip
FOLLOWING = frozenset({
    "filler", "vague", "grovel", "sorry_generic", "calm_down", "minimise", "stonewall", "dismiss", "cold_transfer",
    "argue", "blame", "sarcasm", "promise_too_much", "concede", "disclose", "hang_up",
})  # fmt: skip
_PUSHED = frozenset({"pressure", "abuse"})


def who_led(turn: Turn) -> Led:
    """Who led in one turn, from the moves of its reply, the flags of its node and its timing."""
    moves = set(turn.choice.moves)
    leads, follows = bool(moves & LEADING), bool(moves & FOLLOWING)
    place = 1
    if leads != follows:
        place = 0 if leads else 2
    elif not leads and turn.choice.flags & _PUSHED:
        place = 2
    if turn.timing.silences or turn.timing.interrupted:
        place = min(2, place + 1)
    return LED[place]


class Lead(NamedTuple):
    """In how many turns each led."""

    you: int
    shared: int
    caller: int

    @property
    def turns(self) -> int:
        """All turns."""
        return sum(self)


def lead_of(led: Iterable[Led]) -> Lead:
    """How often each led in a call."""
    found = list(led)
    return Lead(*(found.count(who) for who in LED))
