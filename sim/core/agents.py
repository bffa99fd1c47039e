"""The archetypes: simulated trainees who choose by tags and surface, never by grades. They test a scenario's fairness.

A doormat gives in, a rule-reciter hides behind rules, a smooth deflector sends people on with a smile. None of them may
pass; whoever takes the ideal reply more often must score higher. Each answers in the middle of the reading allowance
and without a breath; the ideal breathes at provocations, the hothead and the instant clicker click at once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean
from typing import NamedTuple

from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.decision import QUIET, Timing, Turn, decide, menu
from sim.core.log import Log
from sim.core.scenario import DIMENSIONS, Dimension, Option
from sim.core.scoring import Scorecard, score
from sim.core.script import Script, ScriptNode, State
from sim.core.wording import draw, shuffled

MOST_TURNS = 200
SHUFFLES, MIXES = 40, 400
_CLICK = Timing(snap=True)
_BREATH = Timing(breath_ms=2 * SHORTEST_BREATH_MS)

# Preferences over moves; the highest of a reply's moves decides, the rest breaks ties.
PREFERENCES: dict[str, dict[str, int]] = {
    "doormat": {
        "concede": 9, "promise_too_much": 8, "grovel": 7, "disclose": 6, "sorry_generic": 6, "validate": 5,
        "apologise": 5, "vague": 4, "name_feeling": 3, "own_action": 2, "alternative": 2, "confirm_next": 2,
    },
    "rule_reciter": {
        "stonewall": 9, "verify_id": 8, "hold_line": 7, "jargon": 6, "explain_why": 5, "expect": 4,
        "cold_transfer": 4, "limit": 3, "dismiss": 3,
    },
    "hothead": {
        "sarcasm": 9, "argue": 9, "blame": 8, "calm_down": 8, "hang_up": 7, "minimise": 6, "stonewall": 5,
        "dismiss": 5, "cold_transfer": 4, "jargon": 3,
    },
    "passive": {
        "filler": 9, "vague": 7, "listen": 5, "sorry_generic": 4, "validate": 4, "cold_transfer": 2, "ask_closed": 1,
    },
    "smooth_deflector": {
        "cold_transfer": 9, "dismiss": 8, "vague": 8, "validate": 6, "advise_unasked": 5, "name_feeling": 4,
        "minimise": 2,
    },
}  # fmt: skip
# The replies that make these two what they are: where none is offered, nobody can be told by them.
LEADING = {
    "doormat": frozenset({"concede", "promise_too_much", "disclose", "grovel"}),
    "hothead": frozenset({"sarcasm", "argue", "blame", "calm_down", "hang_up"}),
}
_RUDE = ("sarcasm", "argue", "blame", "calm_down", "hang_up", "minimise", "stonewall", "dismiss")
_EMPTY = ("filler", "vague")
_AGAINST_POLICY = ("concede", "promise_too_much", "disclose")
PLAINLY_WRONG = frozenset((*_RUDE, *_EMPTY, *_AGAINST_POLICY))
_POLITE = {
    "en": r"\b(please|sorry|thank|understand|madam|sir|really|truly|course|apolog\w*|worry|appreciate)\b",
    "nl": r"\b(alstublieft|sorry|dank\w*|begrijp\w*|mevrouw|meneer|echt|natuurlijk|excus\w*|helaas|graag|snap)\b",
}

# shown: option indexes in the order on screen -> the index chosen
Chooser = Callable[[Script, State, Sequence[int], int], int]
# The same as chances: with each share, one of these indexes, each as likely as the other.
Chances = tuple[tuple[float, Sequence[int]], ...]
Leaning = Callable[[Script, State, Sequence[int]], Chances]


@dataclass(frozen=True, slots=True)
class Archetype:
    """A simulated trainee: how it chooses and how it spends its time.

    `leans` says in chances what `choose` does when the order on screen is drawn: for exact shares instead of plays.
    """

    name: str
    choose: Chooser
    timing: Callable[[ScriptNode], Timing]
    runs: int = SHUFFLES
    leans: Leaning | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an archetype reached over its runs: mean scores (None: never rated), extremes, the share that passed."""

    means: dict[Dimension, float | None]
    lowest: dict[Dimension, int | None]
    highest: dict[Dimension, int | None]
    pass_rate: Fraction
    runs: int


class Plan(NamedTuple):
    """What an ideal trainee replies: by all that the call remembers, and elsewhere by the node alone."""

    by_state: dict[State, str]
    by_node: dict[str, str]

    @classmethod
    def along(cls, script: Script, path: Sequence[tuple[str, str]]) -> "Plan":
        """The plan that takes a path of (node, option); off the path it takes what the grades recommend."""
        by_state = {}
        by_node = _first_plan(script, 0)
        state = script.opening()
        for node_id, option in path:
            by_state[state] = by_node[node_id] = option
            state = decide(script, state, script.nodes[state.node].place_of[option]).state
        return cls(by_state, by_node)

    def reply(self, script: Script, state: State) -> str:
        """The reply in a state."""
        return self.by_state.get(state) or self.by_node.get(script.nodes[state.node].id, "")


def unhurried(node: ScriptNode) -> Timing:
    """In the middle of the reading allowance, without a breath."""
    return QUIET


def instant(node: ScriptNode) -> Timing:
    """A click before anything can be read."""
    return _CLICK


def pausing(node: ScriptNode) -> Timing:
    """A breath at each provocation."""
    return _BREATH if "provocation" in node.flags else QUIET


Liking = Callable[[Script, Option], tuple[int, ...]]


def _by_preference(preference: dict[str, int]) -> Liking:
    def liking(script: Script, option: Option) -> tuple[int, ...]:
        values = [preference.get(move, 0) for move in option.moves]
        return max(values, default=0), sum(values)

    return liking


def _length(script: Script, option: Option) -> tuple[int, ...]:
    return (len(option.wordings[0]),)


def _politeness(script: Script, option: Option) -> tuple[int, ...]:
    polite = re.compile(_POLITE.get(script.scenario.language, _POLITE["en"]), re.IGNORECASE)
    return (len(polite.findall(option.wordings[0])),)


def _by_liking(name: str, liking: Liking, timing: Callable[[ScriptNode], Timing]) -> Archetype:
    """Whoever takes what it likes best; the first on screen wins a tie."""

    def choose(script: Script, state: State, shown: Sequence[int], seed: int) -> int:
        options = script.nodes[state.node].options
        return max(shown, key=lambda index: liking(script, options[index]))

    def leans(script: Script, state: State, offered: Sequence[int]) -> Chances:
        options = script.nodes[state.node].options
        likes = {index: liking(script, options[index]) for index in offered}
        most = max(likes.values())
        return ((1.0, [index for index in offered if likes[index] == most]),)

    return Archetype(name, choose, timing, leans=leans)


def _nth(place: int) -> Chooser:
    return lambda script, state, shown, seed: shown[min(place, len(shown)) - 1]


def _random(script: Script, state: State, shown: Sequence[int], seed: int) -> int:
    return shown[draw(seed, f"random|{state.node}|{state.visited}", len(shown))]


def _any(script: Script, state: State, offered: Sequence[int]) -> Chances:
    return ((1.0, offered),)


def _not_plainly_wrong(script: Script, state: State, offered: Sequence[int]) -> list[int]:
    options = script.nodes[state.node].options
    return [index for index in offered if not PLAINLY_WRONG.intersection(options[index].moves)] or list(offered)


def _eliminator(script: Script, state: State, shown: Sequence[int], seed: int) -> int:
    left = _not_plainly_wrong(script, state, shown)
    return left[draw(seed, f"eliminator|{state.node}|{state.visited}", len(left))]


def _eliminators(script: Script, state: State, offered: Sequence[int]) -> Chances:
    return ((1.0, _not_plainly_wrong(script, state, offered)),)


def follow(plan: Plan) -> Chooser:
    """Replies by a plan; where it names nothing that is offered, the first of the file."""

    def choose(script: Script, state: State, shown: Sequence[int], seed: int) -> int:
        index = script.nodes[state.node].place_of.get(plan.reply(script, state), -1)
        return index if index in shown else min(shown)

    return choose


def _planned(name: str, plan: Plan, timing: Callable[[ScriptNode], Timing]) -> Archetype:
    ideal = follow(plan)
    leans: Leaning = lambda script, state, offered: ((1.0, [ideal(script, state, offered, 0)]),)  # noqa: E731
    return Archetype(name, ideal, timing, leans=leans)


def _mix(plan: Plan, percent: int) -> Archetype:
    ideal = follow(plan)

    def choose(script: Script, state: State, shown: Sequence[int], seed: int) -> int:
        lucky = draw(seed, f"mix|{state.node}|{state.visited}", 100) < percent
        return (ideal if lucky else _random)(script, state, shown, seed)

    def leans(script: Script, state: State, offered: Sequence[int]) -> Chances:
        share = percent / 100
        return (share, [ideal(script, state, offered, 0)]), (1 - share, offered)

    return Archetype(f"mix_{percent}", choose, unhurried, MIXES, leans)


def random_player() -> Archetype:
    """Whoever clicks anything."""
    return Archetype("random", _random, unhurried, MIXES, _any)


def archetypes(script: Script, plan: Plan | None = None) -> tuple[Archetype, ...]:
    """All archetypes for a scenario; the ideal ones follow a plan (sim.core.reach proves one), else the best found."""
    plan = plan or find_ideal(script)
    by_tags = [
        _by_liking(name, _by_preference(preference), instant if name == "hothead" else unhurried)
        for name, preference in PREFERENCES.items()
    ]
    return (
        _planned("ideal", plan, pausing),
        _planned("ideal_instant", plan, instant),
        *by_tags,
        _by_liking("longest", _length, unhurried),
        _by_liking("politest", _politeness, unhurried),
        *(Archetype(f"nth_{place}", _nth(place), unhurried, leans=_any) for place in range(1, 5)),
        random_player(),
        *(_mix(plan, percent) for percent in (25, 50, 75)),
        Archetype("eliminator", _eliminator, unhurried, MIXES, _eliminators),
    )


def play_out(script: Script, archetype: Archetype, seed: int) -> Log:
    """One call as an archetype takes it; the seed draws the order of the replies and its chances."""
    start = state = script.opening()
    turns: list[Turn] = []
    while len(turns) < MOST_TURNS:
        node = script.nodes[state.node]
        order = {name: place for place, name in enumerate(shuffled(seed, f"{node.id}|{len(turns)}", node.option_ids))}
        shown = sorted(menu(script, state).indexes, key=lambda index: order[node.option_ids[index]])
        step = decide(script, state, archetype.choose(script, state, shown, seed), archetype.timing(node))
        turns.append(step.turn)
        state = step.state
        if step.ended:
            ending = script.scenario.endings.get(step.goes_to)
            complete = bool(ending and ending.complete)
            return Log(start.mood, tuple(turns), QUIET, state, step.goes_to, complete, hung_up_without_ground=False)
    return Log(start.mood, tuple(turns), QUIET, state, "", complete=False, hung_up_without_ground=False)


def outcome(script: Script, archetype: Archetype) -> Outcome:
    """An archetype's results over all its runs."""
    cards = [score(script.scenario, play_out(script, archetype, seed)) for seed in range(archetype.runs)]
    rated = {d: [value for card in cards if (value := card.scores[d]) is not None] for d in DIMENSIONS}
    return Outcome(
        means={d: fmean(rated[d]) if rated[d] else None for d in DIMENSIONS},
        lowest={d: min(rated[d], default=None) for d in DIMENSIONS},
        highest={d: max(rated[d], default=None) for d in DIMENSIONS},
        pass_rate=Fraction(sum(card.passed for card in cards), len(cards)),
        runs=len(cards),
    )


def find_ideal(script: Script) -> Plan:
    """The best plan that hill climbing finds: for each node the reply; best by lowest score, then by their sum.

    From several starts, one changed reply at a time until no change helps. A plan is a node's reply whatever came
    before, so it is a lower bound of the best call, not a proof.
    """
    best: tuple[tuple[int, int, int], dict[str, str]] | None = None
    for start in range(6):
        value, plan = _climbed(script, _first_plan(script, start))
        if best is None or value > best[0]:
            best = (value, plan)
    return Plan({}, best[1] if best else {})


def _climbed(script: Script, plan: dict[str, str]) -> tuple[tuple[int, int, int], dict[str, str]]:
    """What a plan is worth once no single other reply makes it better, and that plan."""
    replies = [(node.id, option) for node in script.nodes for option in node.option_ids]
    value, improved = _worth(script, plan), True
    while improved:
        improved = False
        for node, option in replies:
            changed = {**plan, node: option}
            new = _worth(script, changed) if option != plan[node] else value
            if new > value:
                plan, value, improved = changed, new, True
    return value, plan


def _first_plan(script: Script, start: int) -> dict[str, str]:
    """The first start takes the replies with the best grades when heard; the others are drawn."""
    plan = {}
    for node in script.nodes:
        if start == 0:
            state = script.opening()._replace(node=node.index, words=1)
            choices = menu(script, state).choices
            plan[node.id] = max(choices, key=lambda choice: (sum(choice.grade), len(choice.sets))).option
        else:
            plan[node.id] = node.option_ids[draw(start, f"plan|{node.id}", len(node.option_ids))]
    return plan


def _worth(script: Script, plan: dict[str, str]) -> tuple[int, int, int]:
    card: Scorecard = score(script.scenario, play_out(script, Archetype("plan", follow(Plan({}, plan)), pausing), 0))
    values = [value if value is not None else 0 for value in card.scores.values()]
    return int(card.complete), min(values), sum(values)
