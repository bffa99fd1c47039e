"""What a simulated trainee's calls come to: exactly by their chances, or from seeded plays with an interval.

Calls that stand alike in the same state are one call with the sum of their chances, so a trainee who nearly always
knows what to reply, and any trainee in a small scenario, is followed through all its calls at once.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import sqrt

from sim.core.agents import MOST_TURNS, Archetype, play_out
from sim.core.decision import decide, menu
from sim.core.scenario import DIMENSIONS, Dimension
from sim.core.script import Script, State
from sim.core.standing import Result, Scorer, Standing
from sim.core.wording import draws

PLAYS = 2_000
MOST_CALLS = 200_000  # below so many calls everything is exact
MOST_STANDINGS = 4_000  # else a trainee is followed through so many at most before it is played instead
_Z95 = 1.959964
Reply = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Odds:
    """A trainee's results: means (None: never rated), the share that passed with its 95% interval, what it replied.

    `plays` is 0 where the figures are exact. `taken`: how often a call takes (node, option), on average.
    """

    name: str
    means: dict[Dimension, float | None]
    lowest: dict[Dimension, int | None]
    highest: dict[Dimension, int | None]
    pass_rate: float
    interval: tuple[float, float]
    plays: int
    taken: dict[Reply, float]


@dataclass(slots=True)
class _Sums:
    """Results added up, each with its share of all calls."""

    weights: dict[Result, float] = field(default_factory=lambda: defaultdict(float))
    taken: dict[Reply, float] = field(default_factory=lambda: defaultdict(float))

    def odds(self, name: str, plays: int) -> Odds:
        total = sum(self.weights.values())
        passed = sum(weight for result, weight in self.weights.items() if result.passed) / total
        known = {
            dimension: [
                (s, weight) for result, weight in self.weights.items() if (s := result.scores[place]) is not None
            ]
            for place, dimension in enumerate(DIMENSIONS)
        }
        return Odds(
            name=name,
            means={
                d: sum(s * w for s, w in found) / sum(w for _, w in found) if found else None
                for d, found in known.items()
            },
            lowest={d: min((s for s, _ in found), default=None) for d, found in known.items()},
            highest={d: max((s for s, _ in found), default=None) for d, found in known.items()},
            pass_rate=passed,
            interval=wilson(passed, plays) if plays else (passed, passed),
            plays=plays,
            taken={reply: times / total for reply, times in self.taken.items()},
        )


def wilson(share: float, plays: int) -> tuple[float, float]:
    """The 95% interval of a share that was seen in so many plays."""
    square = _Z95 * _Z95
    middle = share + square / (2 * plays)
    width = _Z95 * sqrt(share * (1 - share) / plays + square / (4 * plays * plays))
    whole = 1 + square / plays
    return max(0.0, (middle - width) / whole), min(1.0, (middle + width) / whole)


def odds_of(script: Script, archetype: Archetype, calls: int | None, plays: int = PLAYS) -> Odds:
    """A trainee's results. `calls`: how many different calls the scenario has (None: too many to count)."""
    small = calls is not None and calls < MOST_CALLS
    sums = _followed(script, archetype, MOST_CALLS if small else MOST_STANDINGS)
    if sums is not None:
        return sums.odds(archetype.name, 0)
    return _played(script, archetype, plays).odds(archetype.name, plays)


def _followed(script: Script, archetype: Archetype, most: int) -> _Sums | None:
    """All of a trainee's calls by their chances; None where they are more than `most` to tell apart."""
    if archetype.leans is None:
        return None
    scorer, sums = Scorer(script), _Sums()
    calls: dict[tuple[State, Standing], float] = {(script.opening(), scorer.nothing): 1.0}
    count = 0
    for _ in range(MOST_TURNS):
        followers: dict[tuple[State, Standing], float] = defaultdict(float)
        for (state, standing), weight in calls.items():
            node = script.nodes[state.node]
            timing = archetype.timing(node)
            for index, share in _shares(script, archetype, state).items():
                step = decide(script, state, index, timing)
                stands = scorer.after(standing, step.turn)
                sums.taken[node.id, node.option_ids[index]] += weight * share
                if step.ended:
                    sums.weights[scorer.result(stands, step.state, step.goes_to)] += weight * share
                else:
                    followers[step.state, stands] += weight * share
        calls = followers
        count += len(calls)
        if not calls:
            return sums
        if count > most:
            return None
    for (state, standing), weight in calls.items():
        sums.weights[scorer.result(standing, state, "")] += weight
    return sums


def _shares(script: Script, archetype: Archetype, state: State) -> dict[int, float]:
    shares: dict[int, float] = {}
    if archetype.leans is None:
        return shares
    for share, indexes in archetype.leans(script, state, menu(script, state).indexes):
        for index in indexes:
            shares[index] = shares.get(index, 0.0) + share / len(indexes)
    return shares


def _played(script: Script, archetype: Archetype, plays: int) -> _Sums:
    """So many calls by the seed. Those that stand alike in the same state are decided on once."""
    if archetype.leans is None:
        return _played_out(script, archetype, plays)
    scorer, sums = Scorer(script), _Sums()
    calls: dict[tuple[State, Standing], list[int]] = {(script.opening(), scorer.nothing): list(range(plays))}
    for turn in range(MOST_TURNS):
        followers: dict[tuple[State, Standing], list[int]] = defaultdict(list)
        drawn = draws(f"{archetype.name}|{turn}", plays)
        for (state, standing), seeds in calls.items():
            node = script.nodes[state.node]
            timing = archetype.timing(node)
            for index, taking in _split(_shares(script, archetype, state), seeds, drawn).items():
                step = decide(script, state, index, timing)
                stands = scorer.after(standing, step.turn)
                sums.taken[node.id, node.option_ids[index]] += len(taking)
                if step.ended:
                    sums.weights[scorer.result(stands, step.state, step.goes_to)] += len(taking)
                else:
                    followers[step.state, stands] += taking
        calls = followers
    for (state, standing), seeds in calls.items():
        sums.weights[scorer.result(standing, state, "")] += len(seeds)
    return sums


def _split(shares: dict[int, float], seeds: list[int], drawn: Sequence[float]) -> dict[int, list[int]]:
    """Which of the calls take which reply, by what was drawn for each."""
    if len(shares) == 1:
        return dict.fromkeys(shares, seeds)
    indexes, bounds = list(shares), list(accumulate(shares.values()))
    found: dict[int, list[int]] = {}
    for seed in seeds:
        place = bisect_right(bounds, drawn[seed] * bounds[-1], hi=len(bounds) - 1)
        found.setdefault(indexes[place], []).append(seed)
    return found


def _played_out(script: Script, archetype: Archetype, plays: int) -> _Sums:
    """The same for a trainee whose chances are not known, one call after the other."""
    scorer, sums = Scorer(script), _Sums()
    for seed in range(plays):
        log = play_out(script, archetype, seed)
        standing = scorer.nothing
        for turn in log.turns:
            standing = scorer.after(standing, turn)
            sums.taken[turn.node, turn.choice.option] += 1
        sums.weights[scorer.result(standing, log.final, log.ending)] += 1
    return sums
