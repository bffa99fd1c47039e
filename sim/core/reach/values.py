"""The best and worst score of each dimension and the ideal call, proved on a graph of the scenario."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sim.core.agents import Archetype, Plan, find_ideal, follow, pausing, play_out, random_player, unhurried
from sim.core.log import Log
from sim.core.reach.fronts import Fronts
from sim.core.reach.search import MOST_LABELS, Found, Promise, Prospects, Search, Worth
from sim.core.reach.sketch import Graph
from sim.core.reach.tally import NEUTRAL, Rules
from sim.core.scenario import DIMENSIONS, Dimension
from sim.core.scoring import HALF, WEIGHTS, score
from sim.core.script import Script

HIGHEST = 100
TRIES = 100  # random calls, where the scenario is too large for a map
MOST_IN_CIRCLES = 2_000  # calls begun, where no promise can be proved
_UNRATED = -1
# Without a look at the calls: timing alone is neither gained nor lost, and it counts for calm.
TRIVIAL: dict[tuple[Dimension, bool], int] = {
    (dimension, best): int(HALF + timing * NEUTRAL + (1 - timing) * HIGHEST * best)
    for dimension, (_, _, _, timing) in WEIGHTS.items()
    for best in (True, False)
}
_HIGHEST_LOWEST = min(TRIVIAL[dimension, True] for dimension in DIMENSIONS)
Path = tuple[tuple[str, str], ...]


class Extreme(NamedTuple):
    """The best or worst score of a dimension: found, and what no call can pass; equal when exact. None: never rated."""

    score: int | None
    bound: int | None
    path: Path = ()

    @property
    def exact(self) -> bool:
        """Whether no call can be better (worse)."""
        return self.score == self.bound


class Ideal(NamedTuple):
    """The call with the best lowest score, then the best sum; `path` is (node, reply).

    `scores` are timing neutral, `with_breaths` those of the same call with a breath at each provocation. `bound`: the
    lowest score that no call can pass; `exact`: it is proved that there is no better call.
    """

    path: Path
    scores: dict[Dimension, int | None]
    with_breaths: dict[Dimension, int | None]
    bound: int
    exact: bool


class Values:
    """The figures of one scenario, promised by its sketch; where that leaves one open, by the map of `closer`."""

    def __init__(self, script: Script, sketch: Graph, closer: Callable[[], Graph] | None = None) -> None:
        self._script, self._closer = script, closer
        self._rules = {dimension: Rules(script, dimension) for dimension in DIMENSIONS}
        self._looks = [_Look(script, self._rules, sketch)] if sketch.complete else []
        self._tried: list[Log] = []

    def extreme(self, dimension: Dimension, best: bool) -> Extreme:
        """The best or worst score of a dimension, with a call that has it."""
        found = [look.extreme(dimension, best) for look in self._looks]
        if found and not found[-1].exact and self._look_closer():
            found.append(self._looks[-1].extreme(dimension, best))
        if not found:
            found.append(self._extreme_tried(dimension, best))
        # Each is a call that there is and a bound that holds: the best of both.
        scored = [extreme for extreme in found if extreme.score is not None]
        bounds = [extreme.bound for extreme in found if extreme.bound is not None]
        if not scored:
            return found[-1]
        reached = (max if best else min)(scored, key=lambda extreme: extreme.score or 0)
        return reached._replace(bound=(min if best else max)(bounds, default=None))

    def ideal(self) -> Ideal:
        """The ideal call."""
        found = [look.ideal() for look in self._looks]
        if found and not found[-1].exact and self._look_closer():
            found.append(self._looks[-1].ideal())
        met = [one for one in found if one.path]
        if not met:
            return self._ideal_tried()
        best = max(met, key=lambda one: (one.exact, one.worth))
        return self._told(best.path, min(one.bound for one in found), best.exact)

    def _look_closer(self) -> bool:
        """Whether there is a map to look at."""
        if self._closer is not None:
            drawn, self._closer = self._closer(), None
            if drawn.complete:
                self._looks.append(_Look(self._script, self._rules, drawn))
        return len(self._looks) > 1

    def _told(self, path: Path, bound: int, exact: bool) -> Ideal:
        plan = Plan.along(self._script, path)
        neutral = score(self._script.scenario, play_out(self._script, Archetype("path", follow(plan), unhurried), 0))
        breathing = score(self._script.scenario, play_out(self._script, Archetype("path", follow(plan), pausing), 0))
        return Ideal(path, neutral.scores, breathing.scores, bound, exact)

    def _ideal_tried(self) -> Ideal:
        return self._told(_path_of(self._try_some()[-1]), _HIGHEST_LOWEST, exact=False)

    def _try_some(self) -> list[Log]:
        """Random calls, and the best plan that is found without a map."""
        if not self._tried:
            players = [*([random_player()] * TRIES), Archetype("path", follow(find_ideal(self._script)), unhurried)]
            self._tried = [play_out(self._script, player, seed) for seed, player in enumerate(players)]
        return self._tried

    def _extreme_tried(self, dimension: Dimension, best: bool) -> Extreme:
        scored = [(score(self._script.scenario, log).scores[dimension], log) for log in self._try_some()]
        rated = [(value, log) for value, log in scored if value is not None]
        if not rated:
            return Extreme(None, TRIVIAL[dimension, best])
        value, log = (max if best else min)(rated, key=lambda pair: pair[0])
        return Extreme(value, TRIVIAL[dimension, best], _path_of(log))


class _Ideal(NamedTuple):
    path: Path
    worth: tuple[int, ...]
    bound: int
    exact: bool


class _Look:
    """What one graph of a scenario promises."""

    def __init__(self, script: Script, rules: dict[Dimension, Rules], graph: Graph) -> None:
        self._script, self._rules, self._graph = script, rules, graph
        self._prospects = Prospects(script, graph)
        self._promises: dict[tuple[Dimension, bool], Promise] = {}

    def extreme(self, dimension: Dimension, best: bool) -> Extreme:
        promise = self._promise(dimension, best)
        most = MOST_LABELS if promise.fronts.settled else MOST_IN_CIRCLES
        found = self._search([promise], _highest if best else _lowest, most)
        if found.value is None or found.bound is None:
            return Extreme(None, TRIVIAL[dimension, best])
        reached, bound = found.value[0], found.bound[0]
        if best:
            result, limit = (None if reached == _UNRATED else reached), (None if bound == _UNRATED else bound)
        else:
            result, limit = (None if reached < -HIGHEST else -reached), (None if bound < -HIGHEST else -bound)
        if not promise.fronts.settled:
            limit = TRIVIAL[dimension, best]
        return Extreme(result, limit, self._path(found))

    def ideal(self) -> _Ideal:
        promises = [self._promise(dimension, best=True) for dimension in DIMENSIONS]
        settled = all(promise.fronts.settled for promise in promises)
        most = MOST_LABELS if settled else MOST_IN_CIRCLES
        found = self._search(promises, _lowest_then_sum, most)
        if found.value is None or found.bound is None:
            return _Ideal((), (), _HIGHEST_LOWEST, exact=False)
        bound = found.bound[1] if settled else _HIGHEST_LOWEST
        return _Ideal(self._path(found), found.value, bound, found.exact and settled)

    def _search(self, promises: list[Promise], worth: Worth, most: int) -> Found:
        return Search(self._prospects, promises, worth, most).run()

    def _promise(self, dimension: Dimension, best: bool) -> Promise:
        key = dimension, best
        if key not in self._promises:
            self._promises[key] = Promise(Fronts(self._script, self._rules[dimension], self._graph, best), best)
        return self._promises[key]

    def _path(self, found: Found) -> Path:
        path = []
        for number, option in found.replies:
            node = self._script.nodes[self._graph.situations[number].state.node]
            path.append((node.id, node.option_ids[option]))
        return tuple(path)


def _path_of(log: Log) -> Path:
    return tuple((turn.node, turn.choice.option) for turn in log.turns)


def _highest(scores: Sequence[int | None], complete: bool) -> tuple[int, ...]:
    return (_UNRATED if scores[0] is None else scores[0],)


def _lowest(scores: Sequence[int | None], complete: bool) -> tuple[int, ...]:
    # Larger is better: a call without a score is the last to be wanted.
    return (-HIGHEST - 1 if scores[0] is None else -scores[0],)


def _lowest_then_sum(scores: Sequence[int | None], complete: bool) -> tuple[int, ...]:
    known = [score or 0 for score in scores]
    return int(complete), min(known), sum(known)
