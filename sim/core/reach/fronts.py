"""The best (or worst) that the rest of a call can be: for each situation the tallies that no other tally beats.

    front(situation) = what is not beaten among  before(reply, rest)  for each reply and each rest of where it leads

Which of two rests is better can depend on what came before; a tally is dropped only when another is at least as good
in every part, so nothing is lost. Where a front grows long, neighbours are joined into one that is better than both:
it promises more than can be had, never less. Situations that score alike share one front. Where a call can go in
circles the fronts are drawn again until they stay the same; a worst that sinks with every round does not, and is said
to be open.
"""

from collections.abc import Iterable
from typing import TypeVar

from sim.core.reach.sketch import Edge, Graph
from sim.core.reach.steps import OVER
from sim.core.reach.tally import Gain, Rules, Tally, before
from sim.core.script import Script

MOST_WORK = 300_000  # tallies compared in circles before they are said not to come to rest
MOST_TALLIES = 40  # of one front, before like ones are joined
Front = tuple[Tally, ...]
Numbered = TypeVar("Numbered", Gain, Tally)
_Sums = tuple[int, int, int, int, int, int]  # a tally while fronts are drawn: millions are made, few are kept

# A reply as one dimension sees it: the number of what it does, and of the shape of the rest it leads to; below nought
# the number of an ending's rest.
Reply = tuple[int, int]


class Fronts:
    """One dimension's fronts for all situations of a graph. `settled` is False where circles did not come to rest."""

    def __init__(self, script: Script, rules: Rules, drawn: Graph, best: bool) -> None:
        self.rules, self._drawn, self._best = rules, drawn, best
        self._endings = {name: ending.complete for name, ending in script.scenario.endings.items()}
        self.shape_of = [0] * len(drawn.situations)
        self._fronts: list[Front] = []
        self._gains: list[Gain] = []
        self._rests: list[Tally] = []
        self._numbers: dict[Gain | Tally, int] = {}
        self._pieces: dict[int, Reply] = {}
        self.settled = True
        if drawn.loops:
            self._draw_circles()
        else:
            self._draw()

    def of(self, situation: int) -> Front:
        """The tallies that no other beats, for the rest of a call from a situation."""
        return self._fronts[self.shape_of[situation]]

    def _reply(self, edge: Edge) -> Reply:
        piece = edge.piece
        known = self._pieces.get(id(piece))
        if known is None:
            gain = self.rules.gain(piece.choice, piece.facts)
            rest = 0
            if edge.target == OVER:
                nothing = self.rules.nothing(piece.applies, self._endings.get(piece.ending, False))
                rest = -1 - self._numbered(nothing, self._rests)
            known = self._pieces[id(piece)] = self._numbered(gain, self._gains), rest
        return known if edge.target == OVER else (known[0], self.shape_of[edge.target])

    def _numbered(self, item: Numbered, items: list[Numbered]) -> int:
        number = self._numbers.get(item)
        if number is None:
            number = self._numbers[item] = len(items)
            items.append(item)
        return number

    def _draw(self) -> None:
        known: dict[frozenset[Reply], int] = {}
        situations = self._drawn.situations
        for number in self._drawn.finished:
            alike = frozenset([self._reply(edge) for edge in situations[number].edges])
            shape = known.get(alike)
            if shape is None:
                shape = known[alike] = len(self._fronts)
                front = self._front(alike)
                self._fronts.append(_fewer(front, self._best) if len(front) > MOST_TALLIES else front)
            self.shape_of[number] = shape

    def _draw_circles(self) -> None:
        count = len(self._drawn.situations)
        self.shape_of = list(range(count))
        self._fronts = [()] * count
        replies = [frozenset([self._reply(edge) for edge in found.edges]) for found in self._drawn.situations]
        work, changed = 0, True
        while changed:
            changed = False
            for number in self._drawn.finished:
                front = self._front(replies[number])
                changed |= set(front) != set(self._fronts[number])
                self._fronts[number] = front
                work += 1 + len(front) ** 2
                if work > MOST_WORK:
                    self.settled = False
                    return

    def _front(self, replies: Iterable[Reply]) -> Front:
        found: set[_Sums] = set()
        for number, shape in replies:
            gain = self._gains[number]
            rests = self._fronts[shape] if shape >= 0 else (self._rests[-1 - shape],)
            found.update([before(gain, rest) for rest in rests])
        return unbeaten(found, self._best)


def unbeaten(tallies: Iterable[_Sums], best: bool) -> Front:
    """The tallies that no other beats: for the best from above, for the worst from below."""
    classes: dict[tuple[int, bool], list[_Sums]] = {}
    for tally in tallies:
        # Another set of milestones has another scale; a call without a weighted turn has no score at all.
        classes.setdefault((tally[5], tally[1] > 0), []).append(tally)
    kept: list[_Sums] = []
    for found in classes.values():
        # Whoever beats another stands before it in this order.
        found.sort(key=_order, reverse=not best)
        kept += _highest(found) if best else _lowest(found)
    return tuple([Tally(*tally) for tally in kept])


def _fewer(front: Front, best: bool) -> Front:
    """A front of half as many tallies: of two neighbours one that neither beats. It promises more than can be had."""
    classes: dict[tuple[int, bool], list[Tally]] = {}
    for tally in sorted(front, key=lambda tally: (tally.marks, *_order(tally))):
        classes.setdefault((tally.applies, tally.plus > 0), []).append(tally)
    joined = [
        _join(found[place], found[min(place + 1, len(found) - 1)], best)
        for found in classes.values()
        for place in range(0, len(found), 2)
    ]
    return unbeaten(joined, best)


def _join(one: Tally, other: Tally, best: bool) -> Tally:
    more, less = (max, min) if best else (min, max)
    marks = one.marks | other.marks if best else one.marks & other.marks
    return Tally(
        more(one.n, other.n),
        less(one.plus, other.plus),
        more(one.minus, other.minus),
        more(one.balance, other.balance),
        marks,
        one.applies,
    )


def _order(tally: _Sums) -> tuple[int, ...]:
    n, plus, minus, balance, marks, _ = tally
    return -n, plus, -minus, -balance, -marks.bit_count(), marks


def _highest(found: list[_Sums]) -> list[_Sums]:
    """The tallies that none before them beats; n falls in their order, so it need not be compared."""
    kept: list[_Sums] = []
    for tally in found:
        _, plus, minus, balance, marks, _ = tally
        # Spelt out, as its mirror: half of the time of all scores goes here.
        for _, least, most, under_fire, has, _ in kept:
            if least <= plus and most >= minus and under_fire >= balance and has | marks == has:
                break
        else:
            kept.append(tally)
    return kept


def _lowest(found: list[_Sums]) -> list[_Sums]:
    kept: list[_Sums] = []
    for tally in found:
        _, plus, minus, balance, marks, _ = tally
        for _, most, least, under_fire, has, _ in kept:
            if most >= plus and least <= minus and under_fire <= balance and has | marks == marks:
                break
        else:
            kept.append(tally)
    return kept
