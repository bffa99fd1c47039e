"""What a call still remembers that a later node can read: the rest is dropped, so that equal futures become equal.

A call that has passed the last place that asks whether the caller was heard need not remember it. For each node the
memory is masked by what any node that can follow (itself included) reads: wearing moves used, words, facts, visits.
The mood is not part of it: reach_steps.py and reach_map.py find the ranges of moods in which nothing changes.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sim.core import moves
from sim.core.conditions import Condition
from sim.core.scenario import DIMENSIONS, Node, Scenario
from sim.core.script import (
    ABUSE,
    BURNED,
    HEARD,
    IDENTITY,
    LIMITED,
    REVEALED,
    WARNED,
    WEARING,
    Script,
    State,
)
from sim.core.soundness import targets_of

Key = tuple[int, tuple[int, ...], int, int, int]

_CONDITION_WORDS = {"heard": HEARD, "identity": IDENTITY, "abuse": ABUSE}
_CONTEXT_WORDS = {"unheard": HEARD, "unverified": IDENTITY, "after_limit": LIMITED, "after_warning": WARNED}
# Moves whose effect on the caller, or whose harm, depends on a word (sim.core.mood, sim.core.decision).
_READS = {"own_action": HEARD, "alternative": HEARD, "explain_why": HEARD, "verify_id": HEARD | IDENTITY}
_READS |= {"disclose": IDENTITY, "end_by_policy": WARNED}
_USES_OF_OTHERS = 2  # grades tell "used twice or more" no further apart; only what relational moves do wears on


class Memory(NamedTuple):
    """What is worth remembering at a node: the most uses of each wearing move, and three masks of bits."""

    used: tuple[int, ...]
    words: int
    facts: int
    visited: int


class Liveness:
    """Masks a state to what its future can read. `lines`: nodes whose caller's lines count as readers too."""

    def __init__(self, script: Script, lines: frozenset[int] = frozenset()) -> None:
        self._reveals = script.reveals
        self._may_reveal = script.scenario.reveal is not None
        self.following = _following(script)
        closing = list(closing_conditions(script.scenario))
        readings = [_reads(script, index, index in lines) for index in range(len(script.nodes))]
        self.memories = tuple(self._memory(script, readings, follow, closing) for follow in self.following)
        self.locals = tuple(self._local(script, index, reading, closing) for index, reading in enumerate(readings))

    def _memory(
        self, script: Script, readings: list["_Reading"], follow: frozenset[int], closing: list[Condition]
    ) -> Memory:
        used = frozenset().union(*(readings[index].moves for index in follow))
        words = facts = 0
        for index in follow:
            words |= readings[index].words
            facts |= readings[index].facts
        more_words, more_facts = _asked(script, closing)
        most = tuple((_most_uses(name) if name in used else 0) for name in WEARING)
        return Memory(most, words | more_words, facts | more_facts, sum(1 << index for index in follow))

    def _local(self, script: Script, index: int, reading: "_Reading", closing: list[Condition]) -> tuple[int, int]:
        """The words and facts that one turn at a node reads: its own, and at an end those that milestones ask for."""
        ends = any(to not in script.index_of for to in targets_of(script.nodes[index].node))
        words, facts = _asked(script, closing) if ends else (0, 0)
        return reading.words | words, reading.facts | facts | self._reveals

    def key(self, state: State) -> Key:
        """The state without what no later node can read, and without its mood."""
        used, words, facts, visited = self.memories[state.node]
        if self._may_reveal:
            if self.reveal_is_open(state):
                words, facts = words | REVEALED, facts | self._reveals
            else:
                # Whether the fact was volunteered or found by asking: nothing is told any more.
                state = state._replace(words=state.words | REVEALED)
                words |= REVEALED
        return (
            state.node,
            tuple(map(min, state.used, used)),
            state.words & words,
            state.facts & facts,
            (state.visited & visited),
        )

    def reveal_is_open(self, state: State) -> bool:
        """Whether the caller may still volunteer something."""
        if not self._may_reveal or state.words & REVEALED:
            return False
        return not self._reveals or state.facts & self._reveals != self._reveals


class _Reading(NamedTuple):
    moves: frozenset[str]
    words: int
    facts: int


def _most_uses(name: str) -> int:
    return moves.MOST_USES if name in moves.RELATIONAL else _USES_OF_OTHERS


def closing_conditions(scenario: Scenario) -> Iterator[Condition]:
    """The conditions that are asked when a call has ended: which milestones apply."""
    for dimension in DIMENSIONS:
        for milestone in scenario.milestones.of(dimension):
            if milestone.only_if is not None:
                yield milestone.only_if


def _asked(script: Script, asked: list[Condition]) -> tuple[int, int]:
    """The words and facts that conditions ask for."""
    words = facts = 0
    for name in {found.name for condition in asked for found in condition.names()}:
        words |= _CONDITION_WORDS.get(name, 0)
        facts |= script.facts.get(name, 0)
    return words, facts


def _reads(script: Script, index: int, with_lines: bool) -> _Reading:
    """What one node reads."""
    node = script.nodes[index]
    here = frozenset(move for option in node.options for move in option.moves)
    words, facts = _asked(script, list(conditions_at(node.node, with_lines)))
    for name in here:
        words |= _READS.get(name, 0)
        for needed, _ in moves.MOVES[name].contexts:
            for word in needed:
                words |= _CONTEXT_WORDS.get(word, 0)
    if "detour" in node.flags:
        words |= BURNED
    return _Reading(here, words, facts)


def conditions_at(node: Node, with_lines: bool) -> Iterator[Condition]:
    """The conditions of a node: those of its options and of `next`, and of the caller's lines where they count."""
    found = [option.when for option in node.options.values()] + [turning.when for turning in node.next]
    if with_lines:
        found += [line.when for line in node.caller]
    yield from (when for when in found if when is not None)


def _following(script: Script) -> tuple[frozenset[int], ...]:
    """For each node, the nodes that can come at it or after it, whatever the conditions say."""
    ways = [[script.index_of[to] for to in targets_of(node.node) if to in script.index_of] for node in script.nodes]
    found = []
    for index in range(len(ways)):
        seen, waiting = {index}, [index]
        while waiting:
            fresh = set(ways[waiting.pop()]) - seen
            seen |= fresh
            waiting += fresh
        found.append(frozenset(seen))
    return tuple(found)
