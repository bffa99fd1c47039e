"""What a debrief offers beside itself: each capability of the program adds its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.core.plans import KeptPlan
from sim.stage.kit.outcome import Next
from sim.stage.services import Door


@dataclass(frozen=True)
class Extras:
    """What can be done from a debrief. With nothing in it, it can be read, played again and left.

    `rewind`: play on from before the reply of this turn, counted from 1; in practice only. `more`: what else is near,
    each with a button. `past`: the call was looked up, so that leaving it leads back to where it was opened. `plan`:
    what the trainee keeps of this call; `keep_plan` keeps other words, or none, and raises RecordError. `note`: what is
    to be known of this call beside its scores, such as that it was played on from another. `exam`: it was one.
    """

    rewind: Callable[[int], Next] | None = None
    more: Sequence[Door] = ()
    past: bool = False
    plan: KeptPlan | None = None
    planned: KeptPlan | None = None
    keep_plan: Callable[[str], KeptPlan | None] | None = None
    note: str = ""
    exam: bool = False


NOTHING = Extras()
