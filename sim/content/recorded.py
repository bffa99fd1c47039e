"""Writes a call that was played as a play: its events become the steps that, performed, are the same call again.

Times are kept to the millisecond, so scores come out the same. Where time was not judged the play says `timers: off`
and leaves the times out. A play is performed in its scenario's own language and at the ordinary reading pace.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.content.drawing.graph import clipped
from sim.content.performing import perform
from sim.content.plays import play_of
from sim.content.reading import read_text
from sim.content.writing import quoted
from sim.core import events as ev
from sim.core.call import Call
from sim.core.events import Event
from sim.core.log import DefaultLines, Setup
from sim.core.phases import BREATHING, CALLER_SPEAKING, LOOKING_UP, ON_HOLD, YOUR_TURN
from sim.core.scenario import DIMENSIONS, Scenario
from sim.core.scoring import Scorecard, score

MOST_MS = 3_600_000
_LONGEST_COMMENT = 60


@dataclass(frozen=True, slots=True)
class Recorded:
    """The text of a play, how many steps it has, and whether performing it gives the same call."""

    text: str
    steps: int
    same: bool


def recorded(scenario: Scenario, setup: Setup, events: Sequence[Event], defaults: DefaultLines) -> Recorded:
    """The play of a call, from the events of that call."""
    writer = _Writer(Call(scenario, setup, defaults))
    if not setup.timers:
        writer.steps.append("{timers: off}")
    for event in events:
        writer.take(event)
    writer.settle()
    call = writer.call
    card, path = score(scenario, call.log()), [turn.node for turn in call.turns]
    text = "\n".join([*_head(scenario, setup), *(f"  - {step}" for step in writer.steps), *_expected(card, path), ""])
    performance = perform(play_of(read_text(text, "")), scenario, defaults)
    return Recorded(text, len(writer.steps), performance.ok and performance.card is not None)


def _head(scenario: Scenario, setup: Setup) -> list[str]:
    return [
        f"# {clipped(scenario.title, 90)}",
        "format: 1",
        f"scenario: {scenario.id}",
        f"seed: {setup.seed}",
        "steps:",
    ]


def _expected(card: Scorecard, path: Sequence[str]) -> list[str]:
    """What came out; a call that was broken off has no ending to expect."""
    lines = ["expect:", *([f"  ending: {card.ending}"] if card.ending else [])]
    lines.append(f"  pass: {'true' if card.passed else 'false'}")
    scores = [f"{name}: {card.scores[name]}" for name in DIMENSIONS if card.scores[name] is not None]
    lines += [f"  scores: {{{', '.join(scores)}}}"] if scores else []
    return [*lines, f"  path: [{', '.join(path)}]"]


@dataclass
class _Writer:
    """Turns events into steps; it plays along, so that it knows the phase in which each event came."""

    call: Call
    steps: list[str] = field(default_factory=list)
    going: str = ""  # the phase of the breath, hold or look-up that goes on, and how long it has, in milliseconds
    passed: int = 0
    card: str = ""

    def take(self, event: Event) -> None:
        """One event of the call."""
        phase = self.call.phase
        if phase in (BREATHING, ON_HOLD, LOOKING_UP):
            self.going = phase
            self.passed += event.ms
            if not isinstance(event, ev.Wait | ev.Timers | ev.Close | ev.HangUp):
                self.settle()
        elif phase == YOUR_TURN and not isinstance(event, ev.Reply | ev.Close | ev.Note):  # writing is no silence
            self._wait(event.ms)
        self._step(event, phase)
        self.call.feed(event)
        if isinstance(event, ev.Hold) and self.call.finished:
            self.steps.append(_cut_off("0"))  # it was one silence too many: the caller has gone

    def settle(self) -> None:
        """The breath, hold or look-up that goes on is over: now it is known how long it took."""
        seconds = _seconds(min(self.passed, MOST_MS))
        if self.going == BREATHING:
            self.steps.append(f"{{breathe: {seconds}}}")
        elif self.going == ON_HOLD:
            self.steps.append(_cut_off(seconds) if self.call.clock.unannounced else f"{{hold: {seconds}}}")
        elif self.going == LOOKING_UP:
            self.steps.append(f"{{lookup: {quoted(self.card)}, seconds: {seconds}}}")
        self.going, self.passed = "", 0

    def _wait(self, ms: int) -> None:
        while ms > 0:
            self.steps.append(f"{{wait: {_seconds(min(ms, MOST_MS))}}}")
            ms -= MOST_MS

    def _step(self, event: Event, phase: str) -> None:
        match event:
            case ev.Reply():
                self.steps.append(self._reply(event, phase))
            case ev.LookUp(card=card):
                self.card = card
            case ev.Timers(on=on):
                self.steps.append(f"{{timers: {'on' if on else 'off'}}}")
            case ev.HangUp():
                self.steps.append("hang_up")
            case _:
                pass

    def _reply(self, event: ev.Reply, phase: str) -> str:
        words = next((reply.text for reply in self.call.replies if reply.option == event.option), "")
        comment = f"  # {clipped(words, _LONGEST_COMMENT)}"
        if phase == CALLER_SPEAKING and event.permille < 1000:
            share = f"{event.permille / 1000:g}"
            return f"{{interrupt: {share}, reply: {event.option}, after: {_seconds(event.ms)}}}{comment}"
        if not self.call.timers:
            return f"{{reply: {event.option}}}{comment}"
        if event.ms > MOST_MS:
            self._wait(event.ms - MOST_MS)
        # After a breath, hold or look-up the time until the reply belongs to that.
        ms = 0 if phase in (BREATHING, LOOKING_UP) else min(event.ms, MOST_MS)
        return f"{{reply: {event.option}, after: {_seconds(ms)}}}{comment}"


def _cut_off(seconds: str) -> str:
    """A hold without a word. How much of the line was heard before it changes nothing."""
    return f"{{interrupt: 0.5, hold: {seconds}}}"


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")
