"""Side by side: two calls of the same beginning, turn by turn from where they part, and why their scores differ.

The older call stands left. Where the window is narrow or the text large, they stand below each other. With more than
one other way the trainee chooses which one stands beside this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pygame

from sim.core.comparing import compare
from sim.core.comparison_words import way_name
from sim.stage.compare.parts import all_reasons, score_cards, turn_rows
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small, Text
from sim.stage.kit.controls import Choice
from sim.stage.kit.look import BODY, HEADING, Look
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Brand, Page, Stack
from sim.stage.kit.places import place_page
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.stage.services import Program


class Way(NamedTuple):
    """One of the calls of the same beginning. `order`: the first try is 1; `lowest`: the lowest of its scores."""

    order: int
    call: Call
    lowest: int | None = None


class CompareScreen(Screen):
    """`mine` beside one of `others`, which begins with the one at place `start`."""

    name = "compare"

    def __init__(
        self, program: Program, mine: Way, others: Sequence[Way], start: int, back: Callable[[], Next]
    ) -> None:
        super().__init__()
        say = self.texts = program.texts
        self.mine, self.others, self.place = mine, list(others), start
        self._back = back
        self.brand = Brand(say("app.name"), say("whatif.title"))
        self.back = Button(say("common.back"), back, icon="back", hint=say("keys.escape"))
        self.page = Page(say("whatif.title"))
        names = tuple(self._named(way) for way in self.others)
        self.choice = Choice(say("whatif.with"), names, start, self._choose)
        self.choice.visible = len(self.others) > 1
        self.ui.add(self.brand, self.back, self.page)
        self._fill()

    def _named(self, way: Way) -> str:
        """A way by its name and the lowest of its scores."""
        name = way_name(self.texts, way.order)
        return name if way.lowest is None else self.texts("whatif.named", name=name, score=way.lowest)

    def _choose(self, place: int) -> Next:
        """Another way stands beside this one from now on."""
        self.place = place
        self._fill()
        return STAY

    def _fill(self) -> None:
        say, scenario = self.texts, self.mine.call.scenario
        first, second = sorted((self.mine, self.others[self.place]), key=lambda way: way.order)
        found = compare(first.call, second.call)
        key = "subtitle" if found.pairs else "alike"
        caller = scenario.caller.name
        about = say(f"whatif.{key}", title=scenario.title, caller=caller, turn=found.parts_at)
        names = way_name(say, first.order), way_name(say, second.order)
        head: list[Widget] = [Text(" · ".join(names), HEADING), Text(about, BODY, "muted"), Small(say("whatif.intro"))]
        self.page.fill(
            [
                Stack(head, gap=3),
                self.choice,
                score_cards(say, found),
                *turn_rows(say, found, caller, names),
                *all_reasons(say, found),
            ]
        )

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return self._back() if key == pygame.K_ESCAPE else None

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        place_page(area, look, self.brand, [self.back], self.page)
