"""Ranges of moods in which nothing changes: conditions and effects asked so that they say how far they hold.

A Box is eight bounds, the lowest and highest anger, panic, trust and patience. Asking narrows it: whoever stays inside
gets every answer the same. A box after a reply is carried back over the reply's effect, with the clamp to 0..100.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sim.core import conditions
from sim.core.decision import reply_effect
from sim.core.mood import Mood
from sim.core.moves import Effect
from sim.core.script import ABUSE, HEARD, IDENTITY, Script, State

Box = list[int]
Bounds = tuple[int, ...]  # a box that is settled
Found = TypeVar("Found")
Ask = Callable[[State, Box], bool]

HIGHEST = 100
ALL: Bounds = (0, HIGHEST) * 4
_WORDS = {"heard": HEARD, "identity": IDENTITY, "abuse": ABUSE}


def everywhere() -> Box:
    """The box of all moods."""
    return [0, HIGHEST] * 4


def narrow(box: Box, other: Sequence[int]) -> None:
    """Keep of a box what lies in another too."""
    for low in (0, 2, 4, 6):
        box[low] = max(box[low], other[low])
        box[low + 1] = min(box[low + 1], other[low + 1])


def narrow_back(box: Box, after: Sequence[int], beyond: Sequence[int], effect: Effect) -> int:
    """Keep of a box the moods that an effect takes into `after` and into `beyond`. Gives the gauges that these ask
    for, as bits.
    """
    asked = low = 0
    for gauge, change in enumerate(effect):
        lowest = after[low] if after[low] > beyond[low] else beyond[low]
        if lowest > 0:
            asked |= 1 << gauge
            box[low] = max(box[low], lowest - change)
        high = low + 1
        highest = after[high] if after[high] < beyond[high] else beyond[high]
        if highest < HIGHEST:
            asked |= 1 << gauge
            box[high] = min(box[high], highest - change)
        low += 2
    return asked


def meet(one: Bounds, other: Bounds) -> Bounds | None:
    """What lies in both; None where nothing does."""
    a, b, c, d, e, f, g, h = one
    i, j, k, m, n, o, p, q = other
    # Spelt out, as the next two: exploration lives in them.
    a, b, c, d = a if a > i else i, b if b < j else j, c if c > k else k, d if d < m else m
    e, f, g, h = e if e > n else n, f if f < o else o, g if g > p else p, h if h < q else q
    return (a, b, c, d, e, f, g, h) if a <= b and c <= d and e <= f and g <= h else None


def contains(one: Bounds, other: Bounds) -> bool:
    """Whether a box lies in another."""
    return (
        one[0] <= other[0]
        and one[1] >= other[1]
        and one[2] <= other[2]
        and one[3] >= other[3]
        and one[4] <= other[4]
        and one[5] >= other[5]
        and one[6] <= other[6]
        and one[7] >= other[7]
    )


def inside(mood: Mood, box: Bounds) -> bool:
    """Whether a mood lies in a box."""
    anger, panic, trust, patience = mood
    return (
        box[0] <= anger <= box[1]
        and box[2] <= panic <= box[3]
        and box[4] <= trust <= box[5]
        and box[6] <= patience <= box[7]
    )


def covered(space: Bounds, at: Callable[[Mood], tuple[Box, Found]]) -> list[tuple[Bounds, Found]]:
    """Every mood of a space looked at, a box of equals at a time: `at` gives a mood's box and what is found there."""
    found, waiting = [], [space]
    while waiting:
        part = waiting.pop()
        box, value = at(Mood(*part[::2]))
        found.append((tuple(box), value))
        waiting += _without(part, box)
    return found


def _without(part: Bounds, box: Box) -> Iterator[Bounds]:
    """What is left of a part without a box, as boxes."""
    left = list(part)
    for low in (0, 2, 4, 6):
        high = low + 1
        if left[low] < box[low]:
            yield (*left[:low], left[low], box[low] - 1, *left[high + 1 :])
        if left[high] > box[high]:
            yield (*left[:low], box[high] + 1, left[high], *left[high + 1 :])
        left[low], left[high] = max(left[low], box[low]), min(left[high], box[high])


def at_least(box: Box, gauge: int, value: int, number: int) -> bool:
    """Whether a gauge's value is at least a number; narrows the box to the values of the same answer."""
    if value >= number:
        box[2 * gauge] = max(box[2 * gauge], number)
        return True
    box[2 * gauge + 1] = min(box[2 * gauge + 1], number - 1)
    return False


def asking(condition: conditions.Condition, script: Script) -> Ask:
    """A condition as a function of a state that narrows a box to the moods of the same answer."""
    return _asking(condition.tree, script)


def _asking(tree: conditions.Tree, script: Script) -> Ask:
    match tree:
        case conditions.Compare(gauge=gauge, operator=operator, number=number):
            return _comparing(conditions.GAUGES.index(gauge), operator, number)
        case conditions.Name(name=name) if name in _WORDS:
            word = _WORDS[name]
            return lambda state, box: bool(state.words & word)
        case conditions.Name(name=name):
            fact = script.facts[name]
            return lambda state, box: bool(state.facts & fact)
        case conditions.Not(part=part):
            inner = _asking(part, script)
            return lambda state, box: not inner(state, box)
        case conditions.Join(word=join, parts=parts):
            # What does not look at the mood is asked first: where it decides alone, the mood does not matter.
            ordered = sorted(parts, key=_looks_at_mood)
            return _joined([_asking(part, script) for part in ordered], until=join == "or")


def _joined(asks: list[Ask], until: bool) -> Ask:
    def ask(state: State, box: Box) -> bool:
        return next((until for part in asks if part(state, box) is until), not until)

    return ask


def _looks_at_mood(tree: conditions.Tree) -> bool:
    match tree:
        case conditions.Compare():
            return True
        case conditions.Not(part=part):
            return _looks_at_mood(part)
        case conditions.Join(parts=parts):
            return any(_looks_at_mood(part) for part in parts)
    return False


def _comparing(gauge: int, operator: str, number: int) -> Ask:
    if operator in (">=", "<"):
        wanted = operator == ">="
        return lambda state, box: at_least(box, gauge, state.mood[gauge], number) is wanted
    if operator in (">", "<="):
        wanted = operator == ">"
        return lambda state, box: at_least(box, gauge, state.mood[gauge], number + 1) is wanted
    wanted = operator == "=="

    def equal(state: State, box: Box) -> bool:
        value = state.mood[gauge]
        same = at_least(box, gauge, value, number) and not at_least(box, gauge, value, number + 1)
        return same is wanted

    return equal


class Effects:
    """The effect of replies, each with the widest range of anger and panic around a mood in which it stays the same."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._anger, self._panic = _dense(script.anger_band), _dense(script.panic_band)
        self._lowest_anger, self._lowest_panic = _starts(self._anger), _starts(self._panic)
        self._known: dict[tuple[object, ...], tuple[Effect, tuple[int, int, int, int]]] = {}

    def at(self, state: State, index: int, box: Box, gauges: Sequence[int] = range(4)) -> Effect:
        """The effect of the reply at `index`; narrows the box to the moods in which it changes these gauges alike."""
        node = self._script.nodes[state.node]
        anger, panic = self._anger[state.mood.anger], self._panic[state.mood.panic]
        key = (state.node, index, node.used_here(state.used), state.words & HEARD, anger, panic, tuple(gauges))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._widest(state, index, gauges)
        effect, (least, most, calmest, wildest) = found
        box[0], box[1] = max(box[0], least), min(box[1], most)
        box[2], box[3] = max(box[2], calmest), min(box[3], wildest)
        return effect

    def _widest(self, state: State, index: int, gauges: Sequence[int]) -> tuple[Effect, tuple[int, int, int, int]]:
        node = self._script.nodes[state.node]
        anger, panic = self._anger[state.mood.anger], self._panic[state.mood.panic]

        def effect(angry: int, panicked: int) -> Effect:
            mood = state.mood._replace(anger=self._lowest_anger[angry], panic=self._lowest_panic[panicked])
            return reply_effect(self._script, state._replace(mood=mood), node, index)

        here = effect(anger, panic)

        def alike(angry: int, panicked: int) -> bool:
            there = effect(angry, panicked)
            return all(there[gauge] == here[gauge] for gauge in gauges)

        first, last = _grown(anger, len(self._lowest_anger), lambda band: alike(band, panic))
        low, high = _grown(
            panic,
            len(self._lowest_panic),
            lambda band: all(alike(angry, band) for angry in range(first, last + 1)),
        )
        ends_anger, ends_panic = (*self._lowest_anger, HIGHEST + 1), (*self._lowest_panic, HIGHEST + 1)
        return here, (ends_anger[first], ends_anger[last + 1] - 1, ends_panic[low], ends_panic[high + 1] - 1)


def _dense(bands: tuple[int, ...]) -> tuple[int, ...]:
    """The bands numbered without a gap: a loop at 60 beside the step at 60 leaves one empty."""
    numbers = {band: number for number, band in enumerate(sorted(set(bands)))}
    return tuple(numbers[band] for band in bands)


def _starts(bands: tuple[int, ...]) -> tuple[int, ...]:
    """The lowest value of each band."""
    return tuple(bands.index(band) for band in range(max(bands) + 1))


def _grown(middle: int, count: int, fits: Callable[[int], bool]) -> tuple[int, int]:
    first = last = middle
    while first > 0 and fits(first - 1):
        first -= 1
    while last < count - 1 and fits(last + 1):
        last += 1
    return first, last
