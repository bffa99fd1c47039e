"""Is a scenario fair? The right people pass, the others do not, and a better reply never costs points.

BANDS says what each simulated trainee (agents.py) may come to; every scenario must meet them. The dominance test
replaces one reply of a random call by one that is at least as good in all three grades and plays on the same way:
a score may fall by more than FALL points in at most MOST_FALLS of the swaps.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from sim.core.agents import LEADING, MOST_TURNS, Archetype, Plan, archetypes, follow, pausing, play_out, random_player
from sim.core.decision import Step, Turn, decide, menu
from sim.core.odds import Odds, odds_of
from sim.core.reach.values import Path
from sim.core.scenario import CALLER_HUNG_UP, DIMENSIONS, Scenario
from sim.core.script import Script, State
from sim.core.standing import Scorer, Standing
from sim.core.wording import draw

FALL, MOST_FALLS = 5, 0.03
SWAPPED_CALLS, DRAWS, MOST_ENDLESS = 1_000, 5, 50
PAIRS_NAMED = 5
MIXES = ("mix_25", "mix_50", "mix_75")


class Band(NamedTuple):
    """A trainee's figure and the range that it must lie in.

    `figure`: a dimension's mean score, `pass_rate`, `harm` (harmful replies) or `needs` (the share that was met).
    """

    archetype: str
    figure: str
    least: float
    most: float


BANDS = (
    *(Band("ideal", dimension, 85, 100) for dimension in DIMENSIONS),
    Band("ideal", "harm", 0, 0),
    Band("ideal", "needs", 1, 1),
    Band("ideal_instant", "pass_rate", 0, 0),
    Band("doormat", "policy", 0, 25),
    Band("doormat", "pass_rate", 0, 0),
    Band("rule_reciter", "policy", 55, 100),
    Band("rule_reciter", "ownership", 0, 50),
    Band("rule_reciter", "pass_rate", 0, 0),
    Band("hothead", "calm", 0, 20),
    Band("passive", "calm", 0, 65),
    Band("passive", "ownership", 0, 30),
    Band("smooth_deflector", "ownership", 0, 30),
    Band("longest", "pass_rate", 0, 0),
    Band("politest", "pass_rate", 0, 0),
    *(Band(f"nth_{place}", "pass_rate", 0, 0.05) for place in range(1, 5)),
    *(Band("random", dimension, 25, 55) for dimension in DIMENSIONS),
    Band("random", "pass_rate", 0, 0.01),
    Band("eliminator", "pass_rate", 0, 0.30),
)


class Verdict(NamedTuple):
    """Whether a figure lies in its band. One that does not bind (no such replies, never rated) is not judged."""

    archetype: str
    figure: str
    value: float | None
    least: float
    most: float
    binds: bool

    @property
    def met(self) -> bool:
        """Whether the band is met, or does not bind."""
        return not self.binds or (self.value is not None and self.least <= self.value <= self.most)


class Swap(NamedTuple):
    """A reply replaced by a better one: how far a score fell (None: the caller cut one of the calls short).

    `elsewhere`: the call then met nodes that it had not met before, where replies were drawn.
    """

    node: str
    reply: str
    better: str
    fall: float | None
    elsewhere: bool


class Pair(NamedTuple):
    """A reply and a better one: how often the swap was tried, and how often a score fell too far."""

    node: str
    reply: str
    better: str
    falls: int
    swaps: int


class Dominance(NamedTuple):
    """The swaps tried, those after which a score fell too far, the deepest fall; `cut_short` are counted apart.

    `elsewhere`: how many of the falls came with nodes that only the changed call met; `pairs`: where most fell.
    """

    swaps: int
    falls: int
    deepest: float
    cut_short: int
    elsewhere: int
    pairs: tuple[Pair, ...]

    @property
    def share(self) -> float:
        """The share of swaps after which a score fell too far."""
        return self.falls / self.swaps if self.swaps else 0.0

    @property
    def met(self) -> bool:
        """Whether few enough fell."""
        return self.share <= MOST_FALLS


@dataclass(frozen=True, slots=True)
class Fairness:
    """What the simulated trainees came to, band by band, and the dominance test."""

    odds: dict[str, Odds]
    verdicts: tuple[Verdict, ...]
    dominance: Dominance

    @property
    def missed(self) -> tuple[Verdict, ...]:
        """The bands that are not met."""
        return tuple(verdict for verdict in self.verdicts if not verdict.met)


Job = Callable[[str], "Odds | Dominance"]
Spread = Callable[[Job, Sequence[str]], Iterable["Odds | Dominance"]]


def judge(script: Script, path: Path, calls: int | None, spread: Spread = map) -> Fairness:
    """Judge a scenario. `path`: its ideal call; `calls`: how many calls it has, where they were counted.

    `spread` runs one job for each name, like `map`; whoever hands in one that uses processes gets the same figures.
    """
    names = [archetype.name for archetype in archetypes(script, Plan.along(script, path))]
    alike = [name for name in names if name.startswith("nth_")]
    # With the order on screen drawn for each turn, always the n-th is as good as any: one figure serves all.
    jobs = ["dominance", *(name for name in names if name not in alike)]
    results = dict(zip(jobs, spread(partial(run_job, script.scenario, path, calls), jobs), strict=True))
    odds = {name: results["random" if name in alike else name] for name in names}
    known = {name: found for name, found in odds.items() if isinstance(found, Odds)}
    dominance = results["dominance"]
    assert isinstance(dominance, Dominance)
    return Fairness(known, (*_verdicts(script, path, known), *_rising(known)), dominance)


def run_job(scenario: Scenario, path: Path, calls: int | None, name: str) -> Odds | Dominance:
    """One part of the judgement, by the name of an archetype or `dominance`; needs nothing but its arguments."""
    script = Script(scenario)
    if name == "dominance":
        return dominance_of(script)
    plan = Plan.along(script, path)
    return odds_of(script, next(found for found in archetypes(script, plan) if found.name == name), calls)


def _verdicts(script: Script, path: Path, odds: dict[str, Odds]) -> Iterator[Verdict]:
    log = play_out(script, Archetype("ideal", follow(Plan.along(script, path)), pausing), 0)
    needs = script.scenario.needs
    met = sum(1 for name in needs if log.final.facts & script.facts[name])
    extra = {
        "harm": float(sum(min(turn.choice.grade) <= -1 for turn in log.turns)),
        "needs": met / len(needs) if needs else 1.0,
    }
    offered = {move for node in script.nodes for option in node.options for move in option.moves}
    for band in BANDS:
        found = odds[band.archetype]
        if band.figure in extra:
            value: float | None = extra[band.figure]
        elif band.figure == "pass_rate":
            value = found.pass_rate
        else:
            value = next(mean for dimension, mean in found.means.items() if dimension == band.figure)
        leading = LEADING.get(band.archetype)
        binds = value is not None and (leading is None or bool(leading & offered))
        yield Verdict(*band[:2], value, band.least, band.most, binds)


def _rising(odds: dict[str, Odds]) -> Iterator[Verdict]:
    """Whoever takes the ideal reply more often scores higher and passes more often."""
    for less, more in pairwise(MIXES):
        for dimension in DIMENSIONS:
            low, high = odds[less].means[dimension], odds[more].means[dimension]
            if low is not None and high is not None:
                yield Verdict(more, dimension, high, _just_above(low), 100, binds=True)
        yield Verdict(more, "pass_rate", odds[more].pass_rate, _just_above(odds[less].pass_rate), 1, binds=True)


def _just_above(value: float) -> float:
    return value + 1e-9


def dominance_of(script: Script, calls: int = SWAPPED_CALLS) -> Dominance:
    """The dominance test from so many random calls, one of whose replies is replaced by each better one."""
    tester = _Swapper(script)
    swaps: list[Swap] = []
    for seed in range(calls):
        swaps += tester.swaps(seed)
        if tester.endless > MOST_ENDLESS:
            break  # what is wrong with such a scenario is not its swaps
    whole = [(swap, swap.fall) for swap in swaps if swap.fall is not None]
    fell = [swap for swap, fall in whole if fall > FALL]
    tried = Counter(swap[:3] for swap, _ in whole)
    worst = Counter(swap[:3] for swap in fell).most_common(PAIRS_NAMED)
    return Dominance(
        swaps=len(whole),
        falls=len(fell),
        deepest=max((fall for _, fall in whole), default=0.0),
        cut_short=len(swaps) - len(whole),
        elsewhere=sum(swap.elsewhere for swap in fell),
        pairs=tuple(Pair(*pair, falls, tried[pair]) for pair, falls in worst),
    )


class _Swapper:
    """Plays random calls again with one reply replaced."""

    def __init__(self, script: Script) -> None:
        self.script, self.scorer, self.player = script, Scorer(script), random_player()
        self.endless = 0  # calls that went on until they were broken off

    def swaps(self, seed: int) -> Iterator[Swap]:
        """Each better reply at one place of one random call."""
        log = play_out(self.script, self.player, seed)
        if not log.ending:
            self.endless += 1
            return
        place = draw(seed, "swap", len(log.turns))
        state, standing = self.script.opening(), self.scorer.nothing
        same = {}
        for number, turn in enumerate(log.turns):
            index = self.script.nodes[self.script.index_of[turn.node]].place_of[turn.choice.option]
            same[self.script.index_of[turn.node]] = index
            if number < place:
                standing = self.scorer.after(standing, turn)
                state = decide(self.script, state, index).state
        first = self._scores(log.turns[place:], standing, log.final, log.ending)
        taken = log.turns[place].choice
        offered = menu(self.script, state)
        for index, choice in zip(offered.indexes, offered.choices, strict=True):
            better = all(new >= old for new, old in zip(choice.grade, taken.grade, strict=True))
            if better and choice.grade != taken.grade:
                ends = self._replayed(state, standing, index, same, seed)
                cut = ends is None or log.ending == CALLER_HUNG_UP
                fall = None if ends is None or cut else max(self._fall(first, ends), 0.0)
                elsewhere = ends is not None and len(ends) > 1
                yield Swap(log.turns[place].node, taken.option, choice.option, fall, elsewhere)

    def _replayed(
        self, state: State, standing: Standing, index: int, same: dict[int, int], seed: int
    ) -> list[tuple[int | None, ...]] | None:
        found = []
        for number in range(DRAWS):
            ended = self._replay(state, standing, index, same, f"{seed}|{number}")
            if ended is None:
                return None
            scores, drawn = ended
            found.append(scores)
            if not drawn:
                break  # nothing was left to chance: the other draws would be the same
        return found

    def _replay(
        self, state: State, standing: Standing, index: int, same: dict[int, int], key: str
    ) -> tuple[tuple[int | None, ...], bool] | None:
        """Play on with the same later replies; at nodes that the first call did not meet, draw one."""
        drawn = False
        for _ in range(MOST_TURNS):
            step: Step = decide(self.script, state, index)
            standing = self.scorer.after(standing, step.turn)
            if step.ended:
                if step.goes_to == CALLER_HUNG_UP:
                    return None
                return self.scorer.result(standing, step.state, step.goes_to).scores, drawn
            state = step.state
            offered = menu(self.script, state).indexes
            index = same.get(state.node, -1)
            if index not in offered:
                drawn = True
                index = offered[draw(0, f"{key}|{state.node}|{state.visited}", len(offered))]
        return None

    def _scores(self, turns: Sequence[Turn], standing: Standing, final: State, ending: str) -> tuple[int | None, ...]:
        for turn in turns:
            standing = self.scorer.after(standing, turn)
        return self.scorer.result(standing, final, ending).scores

    @staticmethod
    def _fall(first: tuple[int | None, ...], ends: list[tuple[int | None, ...]]) -> float:
        """The deepest fall of a dimension's score, against the mean of the ends."""
        falls = [0.0]
        for place, score in enumerate(first):
            rated = [scores[place] for scores in ends]
            known = [value for value in rated if value is not None]
            if score is not None and known:
                falls.append(score - sum(known) / len(known))
        return max(falls)
