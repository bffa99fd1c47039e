"""A call that nobody hears: for a server that plays calls again only for what they were worth.

It goes through the same phases, time and decisions as any other; only what the caller says in answer, the order of the
replies on screen and the timeline are not worked out, since none of them is in the log. In the log itself only the
reading allowance may be missing (0): how long the drawn wordings take to read is worked out only where it decides
whether a reply was a snap or came too late. A test holds both kinds side by side.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sim.core.call import Call
from sim.core.clock import Pace, TurnClock
from sim.core.course import Course
from sim.core.decision import Step, Timing, decide_among, menu, plain_timing
from sim.core.events import Event, Follow, Heard, Refused, Reply, Said, Utterance
from sim.core.lines import Lines, words_between
from sim.core.log import CHOOSE, DefaultLines, Setup
from sim.core.phases import TablePhases
from sim.core.script import Menu, Script, ScriptNode, State
from sim.core.wording import words_ms

# Callers have something to say at every special moment, in every language; that they do decides who speaks next.
_SOMETHING = DefaultLines(**dict.fromkeys(DefaultLines._fields, ("-",)))


class Halt(NamedTuple):
    """An event that could not happen: its place from 1, and why, as a code of sim.core.events.Refused."""

    place: int
    why: str


class _Unsaid(Lines):
    """Lines that nobody hears: only those that the log knows of are worked out."""

    def at(self, state: State) -> Utterance:
        return Utterance("", "line", self.script.nodes[state.node].id, state.mood)

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
        self._plain = setup.way == CHOOSE
        self._playing = False
        self._arrived = False  # at a node, where replies and clock wait until they are needed

    def play(self, events: Sequence[Event]) -> Halt | None:
        """Let all events happen; the first that cannot ends it.

        Most turns are a line that was heard out and a reply in good time. Those are taken as a whole, since a server
        plays hundreds of calls a second; everything else goes event by event.
        """
        self._playing = self._plain
        place, many = 0, len(events)
        while place < many:
            if self._arrived:
                place = self._take_turns(events, place)
                if place == many:
                    break
            refused = next((follow for follow in self.feed(events[place]) if isinstance(follow, Refused)), None)
            if refused is not None:
                return Halt(place + 1, refused.why)
            place += 1
        self._playing = False
        self._settle_in()
        return None

    def feed(self, event: Event) -> tuple[Follow, ...]:
        """As of any call."""
        self._settle_in()
        return super().feed(event)

    def _enter(self, line: Utterance, keep_clock: bool = False) -> list[Follow]:
        if keep_clock or not self._playing:
            return super()._enter(line, keep_clock)
        self._arrived = True
        return [Said(line)]

    def _settle_in(self) -> None:
        if self._arrived:
            self._arrived = False
            super()._enter(self.lines.at(self.state))

    def _take_turns(self, events: Sequence[Event], place: int) -> int:
        """As many turns as are a line heard out and a plain reply to it, from this place on; returns where it stopped:
        at the first event of a turn that is not as plain as that, or after the last.
        """
        script, state, turns, elapsed_ms = self.script, self.state, self.turns, self.elapsed_ms
        last = len(events) - 1
        while place < last:
            heard, reply = events[place], events[place + 1]
            if type(heard) is not Heard or type(reply) is not Reply or reply.added:
                break
            offered = menu(script, state)
            index = offered.index_of.get(reply.option)
            node = script.nodes[state.node]
            if index is None or index in node.holding:
                break
            self.state = state
            timing = self._timing(node, offered, reply.ms)
            if timing is None:
                break
            elapsed_ms += heard.ms + reply.ms
            state, turn, goes_to, ended = decide_among(offered, script, state, index, timing)
            turns.append(turn)
            place += 2
            if ended:
                self._arrived = False
                self.clock = TurnClock()
                self._finish(goes_to)
                break
        self.state, self.elapsed_ms = state, elapsed_ms
        return place

    def _timing(self, node: ScriptNode, offered: Menu, ms: int) -> Timing | None:
        """What a reply after so much time was; None for one after the silence was broken."""
        if not self.timers:
            return Timing(ms)
        access = self.setup.access
        pace = offered.paces.get(access)
        if pace is None:
            fewest, most = words_between(node, offered.offered)
            panic = "panic" in node.flags
            pace = offered.paces[access] = Pace.of(words_ms(fewest, access), words_ms(most, access), panic)
        snap_below, no_snap_from, in_time_below = pace
        if ms < in_time_below and (ms >= no_snap_from or ms < snap_below):
            return plain_timing(ms, ms < snap_below)
        clock = self._new_clock(*self._offer())
        clock.shown, clock.latency_ms = True, ms
        return clock.timing() if ms < clock.due_ms else None
