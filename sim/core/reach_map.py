"""Every way that a call can go, with equal futures drawn once: the map that reachability and best calls are read from.

    opening -> Situation -> its replies (Edge) -> Situation ... -> an ending

A Situation is a node, what the call still remembers there (reach_live.py) and a range of moods (reach_regions.py) in
which nothing that can follow changes: the same replies, grades, effects and ways on. It is found from the end: one
reachable state is played to all its endings, and the range in which each comparison on the way comes out the same is
carried back. A later state in that range is not played again. So the map is exact, and a scenario with millions of
calls has thousands of situations. Every situation holds a state that a call really reaches.

What is asked only of the caller's wording (variants) does not divide situations; `watched` nodes are the exception.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.core.conditions import Condition
from sim.core.decision import Step, decide, menu
from sim.core.mood import Mood
from sim.core.moves import Effect
from sim.core.reach_live import Key, Liveness, closing_conditions
from sim.core.reach_regions import (
    Ask,
    Box,
    Effects,
    asking,
    at_least,
    everywhere,
    exactly,
    narrow,
    narrow_back,
)
from sim.core.scenario import Node
from sim.core.script import Choice, Script, State

MOST_SITUATIONS = 120_000
OVER = -1  # the target of a reply that ends the call
FALSE_SEEN, TRUE_SEEN = 1, 2
ANGER, _PANIC, TRUST, PATIENCE = range(4)

# Where a condition stands: ("line" | "option" | "next" | "closing", node index or -1, place).
Asked = tuple[str, int, int]


class Edge(NamedTuple):
    """A reply taken in a situation. `facts`: those it sets or makes the caller volunteer; `ending`: "" for a node."""

    option: int
    choice: Choice
    facts: int
    revealed: bool
    effect: Effect
    target: int
    ending: str
    applies: int


@dataclass(slots=True)
class Situation:
    """A node with what is remembered there and a range of moods. `state` is one that a call reaches."""

    number: int
    state: State
    box: Box
    edges: list[Edge] = field(default_factory=list)


@dataclass(slots=True)
class ReachMap:
    """All situations, the opening first; `finished` orders them so that what follows stands before (but for loops)."""

    situations: list[Situation] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    complete: bool = True
    loops: int = 0
    asked: Counter[Asked] = field(default_factory=Counter)  # bits FALSE_SEEN, TRUE_SEEN
    lines: set[tuple[int, int]] = field(default_factory=set)
    empty_menus: set[int] = field(default_factory=set)

    def seen(self, asked: Asked, answer: bool) -> None:
        """Note how a condition came out."""
        self.asked[asked] |= TRUE_SEEN if answer else FALSE_SEEN


def draw_map(script: Script, most: int = MOST_SITUATIONS, watched: frozenset[int] = frozenset()) -> ReachMap:
    """The map of a scenario; where it would have more than `most` situations it stops and is not `complete`."""
    return _Explorer(script, most, watched).run()


@dataclass(slots=True)
class _Visit:
    """A situation being explored: the replies still to take and the one whose end is being looked for."""

    situation: Situation
    key: Key
    left: list[int]
    step: Step | None = None
    after: Box = field(default_factory=everywhere)


class _Explorer:
    def __init__(self, script: Script, most: int, watched: frozenset[int]) -> None:
        self.script, self.most, self.watched = script, most, watched
        self.live = Liveness(script, watched)
        self.effects = Effects(script)
        self.map = ReachMap()
        self.known: dict[Key, list[tuple[Box, int]]] = {}
        self.on_the_way: dict[tuple[Key, Mood], Situation] = {}
        self.lines = _compiled(script, lambda node: [line.when for line in node.caller])
        self.options = _compiled(script, lambda node: [option.when for option in node.options.values()])
        self.ways = _compiled(script, lambda node: [turning.when for turning in node.next])
        self.closing = [asking(condition, script) for condition in closing_conditions(script.scenario)]

    def run(self) -> ReachMap:
        """Depth first without recursion: a call may be longer than Python's stack."""
        way = [self._enter(self.script.opening())]
        while way:
            visit = way[-1]
            if visit.step is None and not self._next_reply(visit):
                self._leave(visit)
                way.pop()
                continue
            step = visit.step
            if step is None:
                continue
            found = self._find(step.state)
            if found is not None:
                self._close(visit, step, *found)
            elif len(self.map.situations) >= self.most:
                self.map.complete = False
                return self.map
            else:
                way.append(self._enter(step.state))
        return self.map

    def _find(self, state: State) -> tuple[int, Box] | None:
        key = self.live.key(state)
        anger, panic, trust, patience = mood = state.mood
        for box, number in self.known.get(key, ()):
            # Written out: most of the time goes here.
            if (
                box[0] <= anger <= box[1]
                and box[2] <= panic <= box[3]
                and box[4] <= trust <= box[5]
                and box[6] <= patience <= box[7]
            ):
                return number, box
        waiting = self.on_the_way.get((key, mood))
        if waiting is None:
            return None
        self.map.loops += 1
        return waiting.number, exactly(mood)

    def _enter(self, state: State) -> _Visit:
        situation = Situation(len(self.map.situations), state, everywhere())
        self.map.situations.append(situation)
        key = self.live.key(state)
        self.on_the_way[key, state.mood] = situation
        box = situation.box
        self._say(state, box)
        self._offer(state, box)
        return _Visit(situation, key, list(reversed(menu(self.script, state).indexes)))

    def _say(self, state: State, box: Box) -> None:
        """The caller's line: only watched nodes are divided by it."""
        place = state.node
        narrowed = box if place in self.watched else everywhere()
        for number, ask in enumerate(self.lines[place]):
            answer = ask is None or ask(state, narrowed)
            if ask is not None:
                self.map.seen(("line", place, number), answer)
            if answer:
                self.map.lines.add((place, number))
                return

    def _offer(self, state: State, box: Box) -> None:
        answers = []
        for number, ask in enumerate(self.options[state.node]):
            answer = ask is None or ask(state, box)
            answers.append(answer)
            if ask is not None:
                self.map.seen(("option", state.node, number), answer)
        if not any(answers):
            self.map.empty_menus.add(state.node)

    def _next_reply(self, visit: _Visit) -> bool:
        """Take the next reply. One that ends the call is done at once; False when none is left."""
        if not visit.left:
            return False
        index = visit.left.pop()
        state = visit.situation.state
        step = decide(self.script, state, index)
        visit.after = everywhere()
        self._go_on(state, index, step, visit.after)
        if step.ended:
            self._close(visit, step, OVER, everywhere())
        else:
            visit.step = step
        return True

    def _go_on(self, state: State, index: int, step: Step, box: Box) -> None:
        """Narrow the moods after a reply to those in which the call goes on the same way (as decide does)."""
        node = self.script.nodes[state.node]
        facts = state.facts | node.marks[index].facts
        after = step.state._replace(node=state.node, mood=step.turn.after, facts=facts)
        told = after
        may_tell = self.live.reveal_is_open(state._replace(facts=facts))
        if may_tell and at_least(box, TRUST, after.mood.trust, self.script.reveal_at):
            told = after._replace(facts=facts | self.script.reveals)
        goes_to = self._way(state.node, index, told, box)
        if told is not after and goes_to not in self.script.index_of:
            goes_to = self._way(state.node, index, after, box)
        if goes_to in self.script.index_of:
            mood = after.mood
            if mood.patience <= 0 or not at_least(box, ANGER, mood.anger, self.script.leave_at):
                at_least(box, PATIENCE, mood.patience, 1)

    def _way(self, place: int, index: int, state: State, box: Box) -> str:
        option = self.script.nodes[place].options[index]
        if option.to is not None:
            return option.to
        for number, (turning, ask) in enumerate(zip(self.script.nodes[place].node.next, self.ways[place], strict=True)):
            if ask is None:
                return turning.to
            answer = ask(state, box)
            self.map.seen(("next", place, number), answer)
            if answer:
                return turning.to
        raise AssertionError("the last way has no condition (soundness)")

    def _close(self, visit: _Visit, step: Step, target: int, beyond: Box) -> None:
        """A reply's end is known: note it, and keep the moods from which it comes out the same."""
        situation, after = visit.situation, visit.after
        index = self.script.nodes[situation.state.node].place_of[step.turn.choice.option]
        applies = self._applying(step.state, after) if step.ended else 0
        narrow(after, beyond)
        effect = self.effects.at(situation.state, index, situation.box)
        narrow_back(situation.box, after, effect)
        facts = self.script.nodes[situation.state.node].marks[index].facts
        if step.turn.revealed:
            facts |= self.script.reveals
        ending = step.goes_to if step.ended else ""
        situation.edges.append(
            Edge(index, step.turn.choice, facts, step.turn.revealed, effect, target, ending, applies)
        )
        visit.step = None

    def _applying(self, final: State, box: Box) -> int:
        """Which of the milestones with a condition apply to a call that ends so, as bits."""
        bits = 0
        for number, ask in enumerate(self.closing):
            answer = ask(final, box)
            self.map.seen(("closing", -1, number), answer)
            bits |= answer << number
        return bits

    def _leave(self, visit: _Visit) -> None:
        situation = visit.situation
        del self.on_the_way[visit.key, situation.state.mood]
        self.known.setdefault(visit.key, []).append((situation.box, situation.number))
        self.map.finished.append(situation.number)


def _compiled(script: Script, conditions_of: Callable[[Node], list[Condition | None]]) -> list[list[Ask | None]]:
    return [
        [None if when is None else asking(when, script) for when in conditions_of(node.node)] for node in script.nodes
    ]
