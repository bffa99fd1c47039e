"""Can conditions hold together? Decided from the conditions alone, without playing.

Every name is taken as free to be true or false, every gauge as free within its bounds, so "never" and "always" are
certain, and "sometimes" is not: whether it happens in a call is for the exact look (xray). Gauges are tried at the
numbers that conditions name and right beside them. The work is bounded: beyond the budget the answer is None.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from sim.core.conditions import Compare, Condition, Join, Name, Not, Tree

Values = Mapping[str, int]
Test = Callable[[Values], bool]
Bounds = Mapping[str, tuple[int, int]]
_BUDGET = 200_000  # parts of conditions looked at, for one scenario
_TESTS: dict[str, Callable[[int, int], bool]] = {
    ">=": int.__ge__,
    "<=": int.__le__,
    ">": int.__gt__,
    "<": int.__lt__,
    "==": int.__eq__,
    "!=": int.__ne__,
}


class Wanted(NamedTuple):
    """A condition, and whether it is to hold."""

    condition: Condition
    holds: bool


class Truth:
    """Decides for one scenario. `fixed`: names whose value is known. `bounds`: lowest and highest value of a gauge."""

    def __init__(self, fixed: Mapping[str, bool]) -> None:
        self.fixed = {name: int(value) for name, value in fixed.items()}
        self._left = _BUDGET

    def is_open(self, condition: Condition, bounds: Bounds) -> bool:
        """Whether it plainly can hold and can fail: each name and gauge stands in it once and can go either way."""
        leaves = list(_leaves(condition.tree))
        names = {leaf.name if isinstance(leaf, Name) else leaf.gauge for leaf in leaves}
        return len(names) == len(leaves) and all(self._is_open(leaf, bounds) for leaf in leaves)

    def _is_open(self, leaf: Compare | Name, bounds: Bounds) -> bool:
        if isinstance(leaf, Name):
            return leaf.name not in self.fixed
        low, high = bounds.get(leaf.gauge, (0, 100))
        near = [n for n in (low, high, leaf.number - 1, leaf.number, leaf.number + 1) if low <= n <= high]
        return len({_TESTS[leaf.operator](number, leaf.number) for number in near}) > 1

    def together(self, wanted: Sequence[Wanted], bounds: Bounds) -> bool | None:
        """Whether all this can be so at one moment; None where that is too much to decide."""
        trees = [one.condition.tree for one in wanted]
        free = _free(trees, self.fixed, bounds)
        size = sum(_size(tree) for tree in trees)
        count = 1
        for choices in free.values():
            count *= len(choices)
            if count * size > self._left:
                return None
        self._left -= count * size
        tests = [(_compiled(one.condition.tree), one.holds) for one in wanted]
        for values in _each(free):
            known = {**self.fixed, **values}
            if all(test(known) == holds for test, holds in tests):
                return True
        return False


def _each(free: Mapping[str, Sequence[int]]) -> Iterator[dict[str, int]]:
    for values in product(*free.values()):
        yield dict(zip(free, values, strict=True))


def _free(trees: Sequence[Tree], fixed: Mapping[str, int], bounds: Bounds) -> dict[str, tuple[int, ...]]:
    """Each name and gauge of the conditions with the values to try."""
    numbers: dict[str, set[int]] = {}
    names: dict[str, tuple[int, ...]] = {}
    for leaf in (leaf for tree in trees for leaf in _leaves(tree)):
        if isinstance(leaf, Compare):
            numbers.setdefault(leaf.gauge, set()).update((leaf.number - 1, leaf.number, leaf.number + 1))
        elif leaf.name not in fixed:
            names[leaf.name] = (0, 1)
    for gauge, named in numbers.items():
        low, high = bounds.get(gauge, (0, 100))
        names[gauge] = tuple(sorted({low, high, *(number for number in named if low <= number <= high)}))
    return names


def _leaves(tree: Tree) -> Iterator[Compare | Name]:
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Not(part=part):
                waiting.append(part)
            case Join(parts=parts):
                waiting += parts
            case Compare() | Name() as leaf:
                yield leaf


def _size(tree: Tree) -> int:
    return sum(1 for _ in _leaves(tree))


def _compiled(tree: Tree) -> Test:
    match tree:
        case Compare(gauge=gauge, operator=operator, number=number):
            test = _TESTS[operator]
            return lambda values: test(values[gauge], number)
        case Name(name=name):
            return lambda values: bool(values[name])
        case Not(part=part):
            inner = _compiled(part)
            return lambda values: not inner(values)
        case Join(word="and", parts=parts):
            every = [_compiled(part) for part in parts]
            return lambda values: all(test(values) for test in every)
        case Join(parts=parts):
            some = [_compiled(part) for part in parts]
            return lambda values: any(test(values) for test in some)
