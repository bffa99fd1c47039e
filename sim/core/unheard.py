"""A call that nobody hears: for a server that plays calls again only for what they were worth.

It goes through the same phases, time and decisions as any other; only what the caller says in answer and the order of
the replies on screen are not worked out, since neither is in the log. A test holds both kinds side by side.
"""

from sim.core.call import Call
from sim.core.decision import Step
from sim.core.events import Utterance
from sim.core.log import DefaultLines, Setup
from sim.core.phases import TablePhases
from sim.core.script import Script

# Callers have something to say at every special moment, in every language; that they do decides who speaks next.
_SOMETHING = DefaultLines(**dict.fromkeys(DefaultLines._fields, ("-",)))


class UnheardCall(Call):
    """One call, played again for its log."""

    def __init__(self, script: Script, setup: Setup) -> None:
        super().__init__(script.scenario, setup, _SOMETHING, script, TablePhases())

    def _in_order(self, key: str, offered: list[str]) -> list[str]:
        return offered

    def _reaction(self, step: Step, interrupted: bool) -> Utterance | None:
        return None if step.ended else Utterance("", "line", step.turn.node, step.turn.after)
