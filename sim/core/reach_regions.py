"""Ranges of moods in which nothing changes: conditions and effects asked so that they say how far they hold.

A Box is eight bounds, the lowest and highest anger, panic, trust and patience. Asking narrows it: whoever stays inside
gets every answer the same. A box after a reply is carried back over the reply's effect, with the clamp to 0..100.
"""

from collections.abc import Callable, Sequence

from sim.core import conditions
from sim.core.decision import reply_effect
from sim.core.mood import Mood
from sim.core.moves import Effect
from sim.core.script import ABUSE, HEARD, IDENTITY, Script, State

Box = list[int]
Ask = Callable[[State, Box], bool]

HIGHEST = 100
_WORDS = {"heard": HEARD, "identity": IDENTITY, "abuse": ABUSE}


def everywhere() -> Box:
    """The box of all moods."""
    return [0, HIGHEST] * 4


def exactly(mood: Mood) -> Box:
    """The box of one mood."""
    return [bound for gauge in mood for bound in (gauge, gauge)]


def narrow(box: Box, other: Sequence[int]) -> None:
    """Keep of a box what lies in another too."""
    for place in (0, 2, 4, 6):
        box[place] = max(box[place], other[place])
        box[place + 1] = min(box[place + 1], other[place + 1])


def narrow_back(box: Box, after: Sequence[int], effect: Effect) -> None:
    """Keep of a box the moods that an effect takes into `after`."""
    for gauge, change in enumerate(effect):
        lowest, highest = after[2 * gauge], after[2 * gauge + 1]
        if lowest > 0:
            box[2 * gauge] = max(box[2 * gauge], lowest - change)
        if highest < HIGHEST:
            box[2 * gauge + 1] = min(box[2 * gauge + 1], highest - change)


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

    def at(self, state: State, index: int, box: Box) -> Effect:
        """The effect of the reply at `index`; narrows the box to the moods that it changes alike."""
        node = self._script.nodes[state.node]
        anger, panic = self._anger[state.mood.anger], self._panic[state.mood.panic]
        key = (state.node, index, node.used_here(state.used), state.words & HEARD, anger, panic)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._widest(state, index, anger, panic)
        effect, (least, most, calmest, wildest) = found
        box[0], box[1] = max(box[0], least), min(box[1], most)
        box[2], box[3] = max(box[2], calmest), min(box[3], wildest)
        return effect

    def _widest(self, state: State, index: int, anger: int, panic: int) -> tuple[Effect, tuple[int, int, int, int]]:
        node = self._script.nodes[state.node]

        def effect(angry: int, panicked: int) -> Effect:
            mood = state.mood._replace(anger=self._lowest_anger[angry], panic=self._lowest_panic[panicked])
            return reply_effect(self._script, state._replace(mood=mood), node, index)

        here = effect(anger, panic)
        first, last = _grown(anger, len(self._lowest_anger), lambda band: effect(band, panic) == here)
        low, high = _grown(
            panic,
            len(self._lowest_panic),
            lambda band: all(effect(angry, band) == here for angry in range(first, last + 1)),
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
