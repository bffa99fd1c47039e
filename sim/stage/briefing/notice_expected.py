"""What the trainee expects to score: three quick choices, which may be left out. Said before, seen afterwards."""

from __future__ import annotations

from collections.abc import Callable

from sim.core.kinds import DIMENSIONS
from sim.core.texts import Texts
from sim.stage.kit.controls import Choice
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Section, Tiles

STEPS = (50, 70, 85, 95)  # a pass and a distinction are among them
_UNSAID = 0


class Expected:
    """Three choices that are all said or all left out: the first that is said stands for the others too."""

    def __init__(self, texts: Texts, changed: Callable[[], Next]) -> None:
        self._changed = changed
        values = (texts("expected.unsaid"), *(str(step) for step in STEPS))
        self.choices = [
            Choice(texts(f"scores.{dimension}"), values, _UNSAID, self._chosen(place))
            for place, dimension in enumerate(DIMENSIONS)
        ]
        tiles = Tiles(list(self.choices), 250, len(self.choices))
        self.section = Section(texts("expected.ask"), [tiles], "flag", gap=9)

    @property
    def scores(self) -> tuple[int, ...]:
        """What is expected, in the order of DIMENSIONS; empty where nothing was said."""
        indexes = [choice.index for choice in self.choices]
        return () if _UNSAID in indexes else tuple(STEPS[index - 1] for index in indexes)

    def _chosen(self, place: int) -> Callable[[int], Next]:
        def chosen(index: int) -> Next:
            others = [choice for choice in self.choices if choice is not self.choices[place]]
            for choice in others:
                if _UNSAID in (index, choice.index):
                    choice.index = index
            return self._changed() or STAY

        return chosen
