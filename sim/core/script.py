"""A scenario made ready to be decided on: conditions as functions, names as bits, a memory for graded menus.

A State is all that a call remembers, in as few distinctions as the model makes, so that equal situations are equal
values: exploration merges them and graded menus are remembered by them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import itemgetter
from typing import NamedTuple

from sim.core import conditions, moves
from sim.core.errors import UnsoundScenario
from sim.core.mood import ANGER_STEPS, PANIC_STEPS, Mood
from sim.core.moves import Effect, Grades
from sim.core.scenario import Node, Option, Scenario
from sim.core.soundness import faults

# Words that carry state, as bits of State.words.
HEARD, IDENTITY, ABUSE, LIMITED, WARNED, BURNED, REVEALED = (1 << place for place in range(7))
_WORD_BITS = {"heard": HEARD, "identity": IDENTITY, "abuse": ABUSE}

# Only these wear out: how often the others were used changes nothing.
WEARING = tuple(
    move.id
    for move in moves.MOVES.values()
    if len(move.by_use) > 1
    or move.id in moves.RELATIONAL
    or any(words & {"fresh", "first"} for words, _ in move.contexts)
)
WEARING_PLACE = {name: place for place, name in enumerate(WEARING)}
Test = Callable[["State"], bool]


class State(NamedTuple):
    """All that a call remembers. `node` is its index; `used` counts the wearing moves; the rest are bit sets."""

    node: int
    mood: Mood
    used: tuple[int, ...]
    words: int
    facts: int
    visited: int


class Choice(NamedTuple):
    """A reply in its situation: what it is worth among the replies offered. Everything a score needs of it."""

    option: str
    moves: tuple[str, ...]
    sets: tuple[str, ...]
    grade: Grades
    weight: Grades
    top: Grades
    low: Grades
    flags: frozenset[str]
    harms: tuple[str, ...]
    breach: bool
    offered: tuple[str, ...]


class Way(NamedTuple):
    """Where a reply may lead: a node or an ending by name, with the node's index, which is ENDING for an ending."""

    when: Test | None
    to: str
    node: int


class Answer(NamedTuple):
    """All that a reply does in a situation: what it is worth, how the caller takes it, the words that hold after it,
    the facts that it sets, the wearing moves that it uses and the ways on.
    """

    choice: Choice
    effect: Effect
    words: int
    facts: int
    wearing: tuple[int, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Menu:
    """The replies offered at a node in a situation, in the order of the file, with what each is worth here.

    `index_of`: the place of each among the node's options, by its id. `answers`: a memory of what each does, by its
    index and the caller's mood bands. `paces`: another of what a reply after some time is, by the access factor
    (sim.core.clock.Pace).
    """

    indexes: tuple[int, ...]
    choices: tuple[Choice, ...]
    offered: tuple[str, ...]
    index_of: dict[str, int]
    answers: dict[tuple[int, int, int], Answer] = field(default_factory=dict)
    paces: dict[int, tuple[int, int, int]] = field(default_factory=dict)


class Marks(NamedTuple):
    """What a reply leaves behind in any situation: words and facts as bits, the wearing moves by place."""

    words: int
    facts: int
    wearing: tuple[int, ...]


ENDING = -1
NEVER = 101  # above any gauge


def compile_condition(condition: conditions.Condition, facts: Mapping[str, int]) -> Test:
    """A condition as a function of the state; `facts` gives each need's and flag's bit."""
    return _compile(condition.tree, facts)


def _compile(tree: conditions.Tree, facts: Mapping[str, int]) -> Test:
    match tree:
        case conditions.Compare(gauge=gauge, operator=operator, number=number):
            place = conditions.GAUGES.index(gauge)
            return _comparison(place, operator, number)
        case conditions.Name(name=name) if name in _WORD_BITS:
            word = _WORD_BITS[name]
            return lambda state: bool(state.words & word)
        case conditions.Name(name=name):
            fact = facts[name]
            return lambda state: bool(state.facts & fact)
        case conditions.Not(part=part):
            inner = _compile(part, facts)
            return lambda state: not inner(state)
        case conditions.Join(word=join, parts=parts):
            return reduce(_both if join == "and" else _either, (_compile(part, facts) for part in parts))


def _both(first: Test, second: Test) -> Test:
    return lambda state: first(state) and second(state)


def _either(first: Test, second: Test) -> Test:
    return lambda state: first(state) or second(state)


def _comparison(place: int, operator: str, number: int) -> Test:
    tests: dict[str, Test] = {
        ">=": lambda state: state.mood[place] >= number,
        "<=": lambda state: state.mood[place] <= number,
        ">": lambda state: state.mood[place] > number,
        "<": lambda state: state.mood[place] < number,
        "==": lambda state: state.mood[place] == number,
        "!=": lambda state: state.mood[place] != number,
    }
    return tests[operator]


class Reading(NamedTuple):
    """The words to read at a node when these replies are offered: those that never change, and of what is drawn from
    several wordings how many each has: of the caller's line, of replies by their ids.
    """

    always: int
    caller: tuple[int, ...]
    replies: tuple[tuple[str, tuple[int, ...]], ...]


class ScriptNode:
    """A node made ready: its replies' moves, where they lead, and a memory of graded menus and readings."""

    def __init__(self, script: "Script", index: int, node_id: str, node: Node) -> None:
        self.index, self.id, self.node = index, node_id, node
        self.flags = frozenset(node.flags)
        self.options = tuple(node.options.values())
        self.option_ids = tuple(node.options)
        self.place_of = {option_id: place for place, option_id in enumerate(self.option_ids)}
        self.holding = frozenset(place for place, option in enumerate(self.options) if option.hold is not None)
        self.whens = tuple(script.test(option.when) for option in self.options)
        self.caller = tuple((script.test(line.when), line) for line in node.caller)
        turnings = tuple(script.way(way.when, way.to) for way in node.next)
        self.ways = tuple(turnings if o.to is None else (script.way(None, o.to),) for o in self.options)
        self.everything = tuple(range(len(self.options)))
        self.conditional = any(when is not None for when in self.whens)
        wearing = sorted({WEARING_PLACE[m] for o in self.options for m in o.moves if m in WEARING_PLACE})
        self.used_here = _picker(wearing)
        self.menus: dict[tuple[object, ...], Menu] = {}
        self.readings: dict[tuple[int, tuple[str, ...]], Reading] = {}
        self.marks = tuple(self._marks(script, option) for option in self.options)

    def _marks(self, script: "Script", option: Option) -> Marks:
        words = ABUSE if "abuse" in self.flags else 0
        words |= HEARD if moves.HEARING.intersection(option.moves) else 0
        words |= IDENTITY if "verify_id" in option.moves else 0
        words |= LIMITED if "limit" in option.moves else 0
        words |= WARNED if "final_warning" in option.moves else 0
        facts = sum(script.facts[name] for name in set(option.sets))
        return Marks(words, facts, tuple(WEARING_PLACE[move] for move in option.moves if move in WEARING_PLACE))


def _picker(places: list[int]) -> Callable[[tuple[int, ...]], object]:
    return itemgetter(*places) if places else lambda used: ()


class Script:
    """A scenario made ready to be decided on. Raises UnsoundScenario where its parts do not fit together."""

    def __init__(self, scenario: Scenario) -> None:
        found = faults(scenario)
        if found:
            raise UnsoundScenario(
                scenario.id, [f"{fault.code} {fault.found!r} at {'.'.join(map(str, fault.place))}" for fault in found]
            )
        self.scenario = scenario
        # By the identity of a condition, which is kept with it, so that nothing else can have the same.
        self._tests: dict[int, tuple[conditions.Condition, Test]] = {}
        self.facts = {name: 1 << place for place, name in enumerate(scenario.names)}
        self.index_of = {node_id: index for index, node_id in enumerate(scenario.nodes)}
        numbered = enumerate(scenario.nodes.items())
        self.nodes = tuple(ScriptNode(self, i, node_id, node) for i, (node_id, node) in numbered)
        self.instrumental = scenario.caller.anger_type == "instrumental"
        self.checks_identity = scenario.identity == "required"
        self.reveals = sum(self.facts[name] for name in set(scenario.reveal.sets)) if scenario.reveal else 0
        self.reveal_at = scenario.triggers.reveal if scenario.reveal else NEVER
        self.leave_at = scenario.triggers.leave
        # Moods in one band of anger and one of panic are changed alike by any reply.
        self.anger_band = _bands(ANGER_STEPS)
        self.panic_band = _bands((*PANIC_STEPS, scenario.triggers.loop))

    def test(self, condition: conditions.Condition | None) -> Test | None:
        """A condition of this scenario as a function of the state."""
        if condition is None:
            return None
        known = self._tests.get(id(condition))
        if known is None:
            known = self._tests[id(condition)] = (condition, compile_condition(condition, self.facts))
        return known[1]

    def way(self, condition: conditions.Condition | None, to: str) -> Way:
        """A way on of this scenario."""
        return Way(self.test(condition), to, self.index_of.get(to, ENDING))

    def opening(self) -> State:
        """The state when the phone is picked up."""
        start = self.scenario.caller.start
        mood = Mood(start.anger, start.panic, start.trust, start.patience)
        return State(self.index_of[self.scenario.start], mood, (0,) * len(WEARING), 0, 0, 0)

    def fact_names(self, facts: int) -> tuple[str, ...]:
        """The needs and flags in a bit set, in the order of the scenario."""
        return tuple(name for name, bit in self.facts.items() if facts & bit)


def _bands(steps: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sum(value >= step for step in steps) for value in range(101))
