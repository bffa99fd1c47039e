"""What the checks look at: a scenario, where its parts stand in the file, and what else a check may need to know."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from sim.content.catalogue import BY_NAME
from sim.content.document import Document, Place
from sim.content.problems import Problem, make
from sim.core.lexicon import PhraseFinder
from sim.core.scenario import Node, Option, Scenario, Spoken

Keys = tuple[str | int, ...]
Figures = dict[str, Any]
FaceRule = Callable[[str, str], bool]


class Face(NamedTuple):
    """What the drawing knows of faces, handed in by whoever knows it: the keys, and whether a value fits its key."""

    keys: tuple[str, ...]
    is_legal: FaceRule


@dataclass(frozen=True)
class Subject:
    """One scenario under advice, in one language. A translation is a scenario of its own, with borrowed parts."""

    scenario: Scenario
    document: Document
    lexicon: PhraseFinder | None = None
    face: Face | None = None
    folder_has: Callable[[str], bool] | None = field(default=None, compare=False)

    def problem(self, name: str, keys: Keys, at_key: bool = False, /, **figures: Any) -> Problem:
        """A problem where this way of keys leads: at the value, or at its key."""
        spot = self.document.find(keys)[1]
        return make(BY_NAME[name], self.document.path, spot.key_place if at_key else spot.place, **figures)

    def problem_inside(self, name: str, keys: Keys, offset: int, /, **figures: Any) -> Problem:
        """A problem at a character of the text that stands there."""
        value, spot = self.document.find(keys)
        place: Place = self.document.inside(spot, value, offset) if isinstance(value, str) else spot.place
        return make(BY_NAME[name], self.document.path, place, **figures)

    @cached_property
    def replies(self) -> tuple["Reply", ...]:
        """Every reply of the scenario, in the order of the file."""
        return tuple(
            Reply(node_id, node, name, option, ("nodes", node_id, "options", name))
            for node_id, node in self.scenario.nodes.items()
            for name, option in node.options.items()
        )

    def wordings(self, keys: Keys, spoken: Spoken) -> Iterator[tuple[Keys, str]]:
        """Each wording of something that is said, with its place; without those that a translation lacks."""
        several, whole = bool(spoken.either), not self.document.root.borrowed
        for index, text in enumerate(spoken.wordings):
            way: Keys = (*keys, "either", index) if several else (*keys, "say")
            if whole or not self.document.find(way)[1].borrowed:
                yield way, text

    def caller_says(self) -> Iterator[tuple[Keys, Spoken]]:
        """Everything that the caller may say."""
        for node_id, node in self.scenario.nodes.items():
            for index, line in enumerate(node.caller):
                yield ("nodes", node_id, "caller", index), line
            if node.silence:
                yield ("nodes", node_id, "silence"), node.silence
            for name in type(node.lines).model_fields:
                spoken = getattr(node.lines, name)
                if spoken is not None:
                    yield ("nodes", node_id, "lines", name), spoken
        if self.scenario.reveal:
            yield ("reveal",), self.scenario.reveal


class Reply(NamedTuple):
    """One option with its node and its place."""

    node_id: str
    node: Node
    name: str
    option: Option
    keys: Keys
