"""The exercises: for each caller a model call to watch and the tour of the worst answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, Chips, Small, Text
from sim.stage.kit.look import BODY, HEADING, Look
from sim.stage.kit.outcome import Next
from sim.stage.kit.page import Brand, Page, Section, Stack, Tiles
from sim.stage.kit.places import place_page
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.services import CallerEntry, Program

_CARD = 400  # base pixels


@dataclass(frozen=True)
class Done:
    """What a trainee did at a caller's exercises: calls watched, and how many of them were seen through (the turn and
    its reason); the share of the tour's worst answers that were found at best, in per cent, None where it was not made.
    """

    watched: int = 0
    seen: int = 0
    tour: int | None = None


class CallerButton(Button):
    """A button that stands once at each caller: who hears it only hears whose it is as well."""

    def __init__(self, label: str, title: str, on: Callable[[], Next], icon: str) -> None:
        super().__init__(label, on, icon=icon)
        self.title = title

    def spoken(self) -> str:
        """With the call that it belongs to."""
        return f"{self.title}: {self.label}"


class ModelsScreen(Screen):
    """Where model calls begin. `done` gives what was done at a caller's exercises each time it is entered."""

    name = "exercises"

    def __init__(
        self,
        program: Program,
        *,
        watch: Callable[[str], Next],
        tour: Callable[[str], Next],
        done: Callable[[], dict[str, Done]],
        back: Callable[[], Next],
    ) -> None:
        super().__init__()
        self.program, self._watch, self._tour, self._done, self._back = program, watch, tour, done, back
        say = program.texts
        self.brand = Brand(say("app.name"), say("models.title"))
        self.back = Button(say("common.back"), back, icon="back", hint=say("keys.escape"))
        self.page = Page(say("models.title"))
        self.ui.add(self.brand, self.back, self.page)

    def entered(self, now: float) -> None:
        """What was done since is shown."""
        self.ui.rebuild(self._build)

    def _build(self) -> None:
        say, done = self.program.texts, self._done()
        self.page = Page(say("models.title"))
        entries = self.program.callers()
        cards: list[Widget] = [self._card(entry, done.get(entry.id, Done())) for entry in entries]
        head = Stack([Text(say("models.material"), HEADING), Text(say("models.intro"), BODY, "muted")], gap=3)
        self.page.adopt(head, Tiles(cards, _CARD, 3) if cards else Small(say("menu.nobody"), "muted", "info"))
        self.ui.add(self.brand, self.back, self.page)

    def _card(self, entry: CallerEntry, done: Done) -> Section:
        say = self.program.texts
        buttons: list[Widget] = [
            CallerButton(say("models.watch"), entry.title, lambda: self._try(self._watch, entry.id), "play"),
            CallerButton(say("models.tour"), entry.title, lambda: self._try(self._tour, entry.id), "bulb"),
        ]
        about = say("models.about", caller=entry.caller, about=entry.about)
        chips = done_chips(say, done)
        parts: list[Widget] = [Text(about, BODY, "muted"), *([Chips(chips)] if chips else [])]
        return Section(entry.title, [*parts, Row(buttons, equal=False)])

    def _try(self, act: Callable[[str], Next], name: str) -> Next:
        return attempt(self.ui, self.program.texts, lambda: act(name))

    def key(self, key: int, mod: int) -> Next:
        """Escape leads back."""
        return self._back() if key == pygame.K_ESCAPE else None

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        place_page(area, look, self.brand, [self.back], self.page)


def done_chips(texts: Texts, done: Done) -> tuple[Chip, ...]:
    """What was done, in little pills."""
    chips: list[Chip] = []
    if done.watched:
        words = texts("models.done", seen=done.seen, count=done.watched)
        chips.append(Chip(words, "good" if done.seen else "muted", "tick"))
    if done.tour is not None:
        chips.append(Chip(texts("models.tour_done", percent=done.tour), "good", "bulb"))
    return tuple(chips)
