"""One turn, for all moods at once: the menus of a node and what each reply does, each with the range of moods it holds.

Within a Piece nothing about the turn changes: what the reply is worth, its effect, what it sets, where the call goes
on. The pieces of a node depend on little (its own conditions and moves), so they are found once and shared by all
situations there. They are found by playing: one mood is decided on, every comparison on the way tells how far it
holds, and what is left over of the moods is decided on in turn.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sim.core.conditions import Condition
from sim.core.decision import decide, menu
from sim.core.mood import Mood
from sim.core.moves import Effect
from sim.core.reach.live import Liveness, closing_conditions
from sim.core.reach.regions import (
    ALL,
    Ask,
    Bounds,
    Box,
    Effects,
    asking,
    at_least,
    covered,
    everywhere,
    narrow_back,
)
from sim.core.scenario import Node
from sim.core.script import BURNED, REVEALED, Choice, Script, State

OVER = -1  # the target of a reply that ends the call
ANGER, TRUST, PATIENCE = 0, 2, 3  # places in a Mood

# Where a condition stands: ("line" | "option" | "next" | "closing", node index or -1, place).
Asked = tuple[str, int, int]
Answers = tuple[tuple[Asked, bool], ...]


class Piece(NamedTuple):
    """A reply from a range of moods. `before`: those moods; `after`: the moods after it in which it goes on the same.

    `words` and `facts` are those it adds, `facts` also what the caller volunteers; `ending` is empty where a node
    follows; `applies`: at an end, the conditional milestones that count; `answers`: how conditions came out.
    """

    option: int
    choice: Choice
    before: Bounds
    after: Bounds
    effect: Effect
    words: int
    facts: int
    wearing: tuple[int, ...]
    node: int
    ending: str
    applies: int
    answers: Answers


class Offer(NamedTuple):
    """A menu and its range of moods; for each reply its pieces. `empty`: no condition held, so all are offered."""

    box: Bounds
    replies: tuple[tuple[Piece, ...], ...]
    empty: bool
    answers: Answers


class Steps:
    """The turns of a scenario. `watched`: nodes at which the caller's wording divides moods too."""

    def __init__(self, script: Script, watched: frozenset[int] = frozenset()) -> None:
        self.script, self.watched = script, watched
        self.live = Liveness(script, watched)
        self.effects = Effects(script)
        self.lines = _compiled(script, lambda node: [line.when for line in node.caller])
        self._options = _compiled(script, lambda node: [option.when for option in node.options.values()])
        self._ways = _compiled(script, lambda node: [turning.when for turning in node.next])
        self._closing = [asking(condition, script) for condition in closing_conditions(script.scenario)]
        self._known: dict[tuple[object, ...], tuple[Offer, ...]] = {}

    def at(self, state: State) -> tuple[Offer, ...]:
        """The menus of a state's node with what the call remembers, for every mood."""
        node = self.script.nodes[state.node]
        words, facts = self.live.locals[state.node]
        again = state.visited >> state.node & 1
        open_yet = self.live.reveal_is_open(state)
        key = (state.node, node.used_here(state.used), state.words & words, state.facts & facts, again, open_yet)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(self._offers(state))
        return found

    def _offers(self, state: State) -> Iterator[Offer]:
        for box, (empty, answers) in covered(ALL, lambda mood: self._menu(state._replace(mood=mood))):
            here = state._replace(mood=Mood(*box[::2]))
            replies = tuple(self._replies(here, index, box) for index in menu(self.script, here).indexes)
            yield Offer(box, replies, empty, answers)

    def _menu(self, state: State) -> tuple[Box, tuple[bool, Answers]]:
        box, answers = everywhere(), []
        place = state.node
        if place in self.watched:
            for number, ask in enumerate(self.lines[place]):
                answer = ask is None or ask(state, box)
                if ask is not None:
                    answers.append((("line", place, number), answer))
                if answer:
                    break
        offered = []
        for number, ask in enumerate(self._options[place]):
            offered.append(ask is None or ask(state, box))
            if ask is not None:
                answers.append((("option", place, number), offered[-1]))
        return box, (not any(offered), tuple(answers))

    def _replies(self, state: State, index: int, box: Bounds) -> tuple[Piece, ...]:
        found = covered(box, lambda mood: self._reply(state._replace(mood=mood), index))
        return tuple(piece for _, piece in found)

    def _reply(self, state: State, index: int) -> tuple[Box, Piece]:
        step = decide(self.script, state, index)
        after: Box = everywhere()
        answers: list[tuple[Asked, bool]] = []
        marks = self.script.nodes[state.node].marks[index]
        choice, revealed = step.turn.choice, step.turn.revealed
        self._go_on(state, index, step.state._replace(node=state.node, mood=step.turn.after), after, answers)
        applies = self._applying(step.state, after, answers) if step.ended else 0
        before: Box = everywhere()
        effect = self.effects.at(state, index, before)
        narrow_back(before, after, ALL, effect)
        burned = BURNED if choice.grade[0] <= -1 else 0
        piece = Piece(
            option=index,
            choice=choice,
            before=tuple(before),
            after=tuple(after),
            effect=effect,
            words=marks.words | burned | (REVEALED if revealed else 0),
            facts=marks.facts | (self.script.reveals if revealed else 0),
            wearing=marks.wearing,
            node=OVER if step.ended else step.state.node,
            ending=step.goes_to if step.ended else "",
            applies=applies,
            answers=tuple(answers),
        )
        return before, piece

    def _go_on(self, state: State, index: int, after: State, box: Box, answers: list[tuple[Asked, bool]]) -> None:
        """Narrow the moods after a reply to those in which the call goes on the same way (as decide does)."""
        facts = state.facts | self.script.nodes[state.node].marks[index].facts
        told = after = after._replace(facts=facts)
        may_tell = self.live.reveal_is_open(state._replace(facts=facts))
        if may_tell and at_least(box, TRUST, after.mood.trust, self.script.reveal_at):
            told = after._replace(facts=facts | self.script.reveals)
        goes_to = self._way(index, told, box, answers)
        if told is not after and goes_to not in self.script.index_of:
            goes_to = self._way(index, after, box, answers)
        if goes_to in self.script.index_of:
            mood = after.mood
            if mood.patience <= 0 or not at_least(box, ANGER, mood.anger, self.script.leave_at):
                at_least(box, PATIENCE, mood.patience, 1)

    def _way(self, index: int, state: State, box: Box, answers: list[tuple[Asked, bool]]) -> str:
        place = state.node
        option = self.script.nodes[place].options[index]
        if option.to is not None:
            return option.to
        for number, (turning, ask) in enumerate(
            zip(self.script.nodes[place].node.next, self._ways[place], strict=True)
        ):
            if ask is None:
                return turning.to
            answer = ask(state, box)
            answers.append((("next", place, number), answer))
            if answer:
                return turning.to
        raise AssertionError("the last way has no condition (soundness)")

    def _applying(self, final: State, box: Box, answers: list[tuple[Asked, bool]]) -> int:
        """Which of the milestones with a condition apply to a call that ends so, as bits."""
        bits = 0
        for number, ask in enumerate(self._closing):
            answer = ask(final, box)
            answers.append((("closing", -1, number), answer))
            bits |= answer << number
        return bits


def _compiled(script: Script, conditions_of: Callable[[Node], list[Condition | None]]) -> list[list[Ask | None]]:
    return [
        [None if when is None else asking(when, script) for when in conditions_of(node.node)] for node in script.nodes
    ]
