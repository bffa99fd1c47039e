"""How much help a trainee gets during a call, and which: it fades with the level of the call and with what was reached.

    full    a tip for this kind of caller, a cue before a hard moment is answered, a cue after a reply that did harm
    light   the tip, and the cue after a reply that did harm
    none    nothing; in an exam always

The first thing to go is what comes before the reply: who has passed a call once should see the moment by themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from sim.core.kinds import DIMENSIONS

if TYPE_CHECKING:
    from sim.core.moves import Grades

Help = Literal["none", "light", "full"]
HELP: tuple[Help, ...] = ("none", "light", "full")
AUTO, EXAM = "auto", "exam"
_FULL_TO, _LIGHT_TO = 2, 4  # the highest levels with this much help for a beginner
_PASS, _DISTINCTION = 70, 85
# The flags of a node that get a cue, the most urgent first.
CUES = ("safety", "abuse", "panic", "pressure", "provocation", "escalate")


def help_for(setting: str, mode: str, level: int, best: int | None) -> Help:
    """How much help there is. level: of the scenario, 1..5; best: the lowest score of the best call at it so far."""
    if mode == EXAM:
        return "none"
    if setting != AUTO:
        return next((given for given in HELP if given == setting), "full")
    most = 2 if level <= _FULL_TO else 1 if level <= _LIGHT_TO else 0
    faded = 0 if best is None or best < _PASS else 1 if best < _DISTINCTION else 2
    return HELP[max(0, most - faded)]


def cue_before(flags: Collection[str]) -> str:
    """What to think of before this moment is answered: a flag with a cue of its own; empty where there is none."""
    return next((flag for flag in CUES if flag in flags), "")


def cue_after(grade: Grades) -> str:
    """The dimension in which a reply did the most harm, the first of equals; empty where it did none."""
    worst = min(grade)
    return DIMENSIONS[grade.index(worst)] if worst < 0 else ""
