"""What of a scenario some plays came to, and what none did, each at its line in the file.

Counted are nodes, their replies, the variants of a caller's line and the entries of `next` (where there are several),
and the scenario's own endings. Whether anybody could come there at all is for xray to say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from sim.content.document import Document
from sim.content.performing import Performance
from sim.content.problems import encodable
from sim.core.call import Call
from sim.core.log import DefaultLines, Setup
from sim.core.phases import LIVE, ON_HOLD
from sim.core.scenario import CALLER_HUNG_UP, Scenario
from sim.core.script import Script, State, Test

Kind = Literal["node", "option", "line", "way", "ending"]
KINDS: tuple[Kind, ...] = ("node", "option", "line", "way", "ending")


class Part(NamedTuple):
    """A part of a scenario. `name`: an option's or ending's id, a line's or way's number from 1; empty for a node."""

    kind: Kind
    node: str
    name: str


class Missed(NamedTuple):
    """A part that no play came to, and its place in the file."""

    part: Part
    line: int
    column: int


@dataclass(frozen=True)
class Coverage:
    """The parts of one scenario that plays came to. `document`: the scenario's file, as read."""

    scenario: Scenario
    document: Document
    plays: int
    reached: frozenset[Part]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """All that can be come to, in the order of the file."""
        return tuple(_parts(self.scenario))

    @property
    def percent(self) -> int:
        """The share that was reached, rounded down: 100 means all of it."""
        return 100 * len(self.reached) // len(self.parts)

    def counts(self, kind: Kind) -> tuple[int, int]:
        """How many parts of a kind were reached, and how many there are."""
        found = [part for part in self.parts if part.kind == kind]
        return sum(part in self.reached for part in found), len(found)

    @cached_property
    def missed(self) -> tuple[Missed, ...]:
        """What no play came to, in the order of the file."""
        left = [part for part in self.parts if part not in self.reached]
        return tuple(sorted((self._placed(part) for part in left), key=lambda one: (one.line, one.column)))

    def _placed(self, part: Part) -> Missed:
        spot = self.document.find(_keys(part))[1]
        line, column = spot.place if part.kind in ("line", "way") else spot.key_place
        return Missed(part, line, column)

    def to_json(self) -> dict[str, Any]:
        """One entry of `coverage` in `perform --coverage --json`."""
        return {
            "scenario": self.scenario.id,
            "path": encodable(self.document.path),
            "plays": self.plays,
            "percent": self.percent,
            "counts": {kind: dict(zip(("reached", "all"), self.counts(kind), strict=True)) for kind in KINDS},
            "missed": [{**one.part._asdict(), "line": one.line, "column": one.column} for one in self.missed],
        }


def coverage(scenario: Scenario, document: Document, played: Sequence[tuple[Performance, int]]) -> Coverage:
    """What the plays of a scenario came to; each with its seed."""
    script = Script(scenario)
    reached = [part for performance, seed in played for part in _reached(script, performance, seed)]
    return Coverage(scenario, document, len(played), frozenset(reached))


def _parts(scenario: Scenario) -> Iterator[Part]:
    for name, node in scenario.nodes.items():
        yield Part("node", name, "")
        yield from (Part("line", name, str(number)) for number in _several(node.caller))
        yield from (Part("option", name, option) for option in node.options)
        yield from (Part("way", name, str(number)) for number in _several(node.next))
    yield from (Part("ending", "", name) for name in scenario.endings)


def _several(entries: Sequence[object]) -> range:
    """The numbers of the entries; a single one is reached with its node."""
    return range(1, len(entries) + 1 if len(entries) > 1 else 1)


def _keys(part: Part) -> tuple[str | int, ...]:
    match part.kind:
        case "node":
            return ("nodes", part.node)
        case "option":
            return ("nodes", part.node, "options", part.name)
        case "ending":
            return ("endings", part.name)
    return ("nodes", part.node, "caller" if part.kind == "line" else "next", int(part.name) - 1)


def _reached(script: Script, performance: Performance, seed: int) -> Iterator[Part]:
    """What a play came to: its events happen once more, and each new turn and place is looked at."""
    call = Call(script.scenario, Setup(seed=seed), DefaultLines(), script)
    for event in performance.events:
        turns = len(call.turns)
        call.feed(event)
        if len(call.turns) > turns:
            yield from _turned(script, call)
        # On hold the caller has not begun to speak where the call goes on.
        if call.phase in LIVE and call.phase != ON_HOLD:
            yield from _entered(script, call.state)
    if call.finished and call.finished.ending in script.scenario.endings:
        yield Part("ending", "", call.finished.ending)


def _entered(script: Script, state: State) -> Iterator[Part]:
    node = script.nodes[state.node]
    yield Part("node", node.id, "")
    if len(node.node.caller) > 1:
        yield Part("line", node.id, _first(state, (script.test(line.when) for line in node.node.caller)))


def _turned(script: Script, call: Call) -> Iterator[Part]:
    turn = call.turns[-1]
    node = script.nodes[script.index_of[turn.node]].node
    yield Part("option", turn.node, turn.choice.option)
    # A caller who leaves goes no way of the scenario.
    if node.options[turn.choice.option].to is None and len(node.next) > 1 and turn.goes_to != CALLER_HUNG_UP:
        yield Part("way", turn.node, _first(call.state, (script.test(way.when) for way in node.next)))


def _first(state: State, tests: Iterable[Test | None]) -> str:
    """The number of the first that holds; the last has no condition (soundness)."""
    return str(next(number for number, test in enumerate(tests, 1) if test is None or test(state)))
