"""What a move is worth, in words, straight from the move table: shown where a writer chooses moves."""

from collections.abc import Sequence

from sim.core.kinds import DIMENSIONS
from sim.core.moves import MOVES, Grades, Move
from sim.core.texts import Texts

_TIMES = ("the first time", "the second time", "from the third time on")
_CONTEXTS = {
    "unheard": "before the caller was heard",
    "fresh": "the first two times",
    "first": "the first time",
    "unverified": "while identity is not verified",
    "after_limit": "after a limit",
    "after_warning": "after a last warning",
}


def move_meanings(texts: Texts) -> dict[str, str]:
    """Of each move: what was done, then its grades. `texts`: the program's."""
    return {name: f"{texts(f'move.{name}')}. {'; '.join(worth(move)).capitalize()}." for name, move in MOVES.items()}


def worth(move: Move) -> list[str]:
    """A move's grades: as a rule, or by how often it was used before; then wherever they are others."""
    usually = [_points(move.by_use[0])]
    if len(move.by_use) > 1:
        usually = [f"{when}: {_points(row)}" for when, row in zip(_TIMES, move.by_use, strict=False)]
    return [*usually, *(f"{_where(needed)}: {_points(row)}" for needed, row in move.contexts)]


def _points(grades: Grades) -> str:
    named = [f"{name} {grade:+}" for name, grade in zip(DIMENSIONS, grades, strict=True) if grade]
    return ", ".join(named) or "no points"


def _where(needed: frozenset[str]) -> str:
    flags = sorted(needed - _CONTEXTS.keys())
    parts: Sequence[str] = [f"at a node with {' and '.join(flags)}"] if flags else []
    return ", ".join([*parts, *(_CONTEXTS[word] for word in sorted(needed & _CONTEXTS.keys()))])
