"""A call that nobody hears: for a server that plays calls again only for what they were worth.

It goes through the same phases, time and decisions as any other; only what the caller says in answer and the order of
the replies on screen are not worked out, since neither is in the log. A test holds both kinds side by side.
"""

from collections.abc import Sequence

from sim.core.call import Call
from sim.core.course import Course
from sim.core.decision import Step
from sim.core.events import Event, Follow, Utterance
from sim.core.lines import Lines
from sim.core.log import DefaultLines, Setup
from sim.core.phases import TablePhases
from sim.core.script import Script, ScriptNode

# Callers have something to say at every special moment, in every language; that they do decides who speaks next.
_SOMETHING = DefaultLines(**dict.fromkeys(DefaultLines._fields, ("-",)))


class _Unsaid(Lines):
    """Lines that nobody hears: only those that the log knows of are worked out."""

    def reaction(self, node: ScriptNode, step: Step, interrupted: bool) -> Utterance | None:
        return None if step.ended else Utterance("", "line", node.id, step.turn.after)

    def _in_order(self, key: str, offered: Sequence[str]) -> Sequence[str]:
        return offered


class _Unwatched(Course):
    """Nobody will look at the timeline."""

    def follow(self, call: Call, event: Event, before: tuple[str, int], follows: Sequence[Follow]) -> None:
        """Nothing is kept."""


class UnheardCall(Call):
    """One call, played again for its log."""

    def __init__(self, script: Script, setup: Setup) -> None:
        super().__init__(script.scenario, setup, _SOMETHING, script, TablePhases())
        self.lines = _Unsaid(script, setup.seed, _SOMETHING)
        self.course = _Unwatched()
