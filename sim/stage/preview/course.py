"""The way through a scenario that is being written: the present call, and the moments that one can go back to.

Nothing is stored, and nothing is judged by time. A new version takes the call up at the same node; a step back, a jump
or a forced mood begins a new call in the middle. Where the caller has been heard before, the line stands there at once.
"""

from __future__ import annotations

from sim.core import events as ev
from sim.core.call import Call
from sim.core.log import Setup
from sim.core.mood import Mood
from sim.core.phases import CALLER_SPEAKING
from sim.core.scenario import YOU_HUNG_UP, Scenario
from sim.core.script import Script
from sim.core.situation import Lost, Situation, at_ending, at_node, changed, situation_of, start_of, taken_up
from sim.stage.preview.source import Version

MOST_STEPS = 500


class Course:
    """One preview. `call` is another object after each of these steps, but not after a reply."""

    def __init__(self, scenario: Scenario, version: Version, setup: Setup) -> None:
        self.setup, self.version = setup, version
        self.script = Script(scenario)
        self._steps: list[Situation] = []
        self._way: tuple[str, ...] = ()
        self.call = self._at(start_of(self.script))[0]

    @property
    def situation(self) -> Situation:
        """Where the call stands."""
        return situation_of(self.call, self._way)

    @property
    def can_undo(self) -> bool:
        """Whether there is a moment to go back to."""
        return bool(self._steps) or self._hung_up

    @property
    def _hung_up(self) -> bool:
        """Whether the trainer put the phone down, which is no reply but can be taken back."""
        finished = self.call.finished
        return finished is not None and finished.ending == YOU_HUNG_UP

    def renew(self, scenario: Scenario, version: Version) -> Lost:
        """Go on at the same place in another version; says what did not fit."""
        situation = self.situation
        self.version, self.script = version, Script(scenario)
        return self._take_up(situation, speak=False)

    def replied(self, before: Situation) -> None:
        """A reply was taken; before it the call stood there."""
        self._remember(before)
        if self.call.finished is None:
            self._way = (*self._way, self.call.node.id)

    def _remember(self, situation: Situation) -> None:
        self._steps.append(situation)
        del self._steps[:-MOST_STEPS]

    def undo(self) -> bool:
        """Take the last reply or jump back. False where there is none."""
        if not self.can_undo:
            return False
        before = self.situation._replace(ending="") if self._hung_up else self._steps.pop()
        self._take_up(before, speak=False)
        return True

    def restart(self) -> None:
        """From the start, as the file stands now."""
        self._steps.clear()
        self._take_up(start_of(self.script), speak=True)

    def go_to(self, node: str) -> None:
        """The same caller at another node."""
        before = self.situation
        self._remember(before)
        self._take_up(at_node(before, node), speak=True)

    def end_at(self, ending: str) -> None:
        """The call has just come to this ending."""
        before = self.situation
        self._remember(before)
        self._take_up(at_ending(before, ending), speak=False)

    def force_mood(self, mood: Mood) -> None:
        """The caller feels like this from now on."""
        self._take_up(changed(self.situation, mood=mood), speak=False)

    def force(self, group: str, name: str, holds: bool) -> None:
        """Let a word ("words") or a need or flag ("facts") hold, or not."""
        situation = self.situation
        present: frozenset[str] = getattr(situation, group)
        wanted = present | {name} if holds else present - {name}
        self._take_up(changed(situation, **{group: wanted}), speak=False)

    def say_again(self) -> None:
        """The caller says the line of this node once more."""
        self._take_up(self.situation._replace(ending=""), speak=True)

    def hush(self) -> None:
        """The line stands there as if it had been heard."""
        self._take_up(self.situation, speak=False)

    def _take_up(self, situation: Situation, *, speak: bool) -> Lost:
        self.call, lost = self._at(situation)
        if not speak and self.call.phase == CALLER_SPEAKING:
            self.call.feed(ev.Heard())
        return lost

    def _at(self, situation: Situation) -> tuple[Call, Lost]:
        call, lost = taken_up(self.script, self.setup, self.version.defaults, situation)
        known = self.script.index_of
        self._way = tuple(node for node in situation.way if node in known) or (call.node.id,)
        return call, lost
