"""What was read of a file: plain values, and beside them a tree of the same shape that knows every place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.content.problems import Problem

Place = tuple[int, int]


class Spot(NamedTuple):
    """Where a value stands, and where its key does (the same place in a list): line and column from 1.

    `borrowed`: in a translation, a part that it does not have and that comes from the file it translates.
    """

    place: Place
    key_place: Place
    parts: "dict[str, Spot] | list[Spot] | None" = None
    borrowed: bool = False


NOWHERE = Spot((1, 1), (1, 1))


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of one file. `whole` is False where the text stopped making sense before its end."""

    path: str
    value: Any
    root: Spot
    problems: tuple[Problem, ...]
    lines: Sequence[str] = ()
    whole: bool = True

    def find(self, keys: Sequence[str | int]) -> tuple[Any, Spot]:
        """The deepest value that exists on this way, and its spot; a step that does not exist is passed over."""
        value, spot = self.value, self.root
        for key in keys:
            if isinstance(spot.parts, dict) and key not in spot.parts and _holds(spot.parts.get("say"), key):
                value, spot = value["say"], spot.parts["say"]  # `say: {either: ...}` is read as `either: ...`
            if _holds(spot, key):
                value, spot = value[key], spot.parts[key]  # type: ignore[index]
        return value, spot

    def inside(self, spot: Spot, text: str, offset: int) -> Place:
        """The place of a character of a text, where the text stands in one line as it is; else where it begins."""
        line, column = spot.place
        written = self.lines[line - 1] if line <= len(self.lines) else ""
        for start in (column, column + 1):  # one further in quotes
            if written.startswith(text, start - 1):
                return line, start + offset
        return spot.place


def _holds(spot: Spot | None, key: str | int) -> bool:
    if spot is None:
        return False
    if isinstance(spot.parts, dict):
        return key in spot.parts
    return isinstance(spot.parts, list) and isinstance(key, int) and 0 <= key < len(spot.parts)
