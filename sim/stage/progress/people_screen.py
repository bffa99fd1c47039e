"""Who plays: a name or an alias from those that are known here, a new one, or none.

Everything that is shown and kept from then on is that person's: results, what is due, best scores, lines heard before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, ListCard, Small, Text
from sim.stage.kit.look import BODY, HEADING, Look
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.page import Brand, Columns, Page, Section, Stack, Tiles
from sim.stage.kit.places import place_page
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.textfield import TextField

if TYPE_CHECKING:
    from sim.stage.kit.widget import Widget
    from sim.stage.progress.values import Person
    from sim.stage.services import Program

LONGEST_NAME = 60
_TILE = 260


class PeopleScreen(Screen):
    """Who plays. people: those who are known, with how many calls they have; choose: makes somebody the one who plays
    (None: nobody said), and says whether that could be a name.
    """

    name = "people"

    def __init__(
        self, program: Program, people: Callable[[], Sequence[Person]], choose: Callable[[str | None], bool]
    ) -> None:
        super().__init__()
        self.program, self._people, self._choose = program, people, choose
        self._build()

    def _build(self) -> None:
        say, now = self.program.texts, self.program.setting("trainee")
        self.brand = Brand(say("app.name"), say("progress.people.title"))
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.page = Page(say("progress.people.title"))
        words = say("progress.people.now", name=now) if now else say("progress.people.now_nobody")
        head = Stack([Text(words, HEADING), Text(say("progress.people.follow"), BODY, "muted")], gap=4)
        people = self._people()
        self.cards = [self._card(person, now) for person in people]
        pick = Section(say("progress.people.pick"), [Tiles(list(self.cards), _TILE, gap=10)], "person")
        self.page.adopt(head, Columns(Stack([pick]), Stack([self._new()]), 0.56, 330))
        self.ui.add(self.brand, self.back, self.page)

    def _card(self, person: Person, now: str | None) -> ListCard:
        say, chosen = self.program.texts, person.name == now
        chips = (Chip(say("progress.people.chosen"), "good", "tick"),) if chosen else ()
        name = person.name or say("progress.people.nobody")
        calls = say("progress.people.calls", count=person.calls)
        card = ListCard(name, calls, chips, lambda: self._take(person.name), icon="person")
        card.selected = chosen
        return card

    def _new(self) -> Section:
        say = self.program.texts
        self.field = TextField(
            say("progress.people.field"), say("progress.people.field"), self._add, longest=LONGEST_NAME, icon="person"
        )
        self.add = Button(say("progress.people.add"), self._add, "primary", icon="next")
        self.answer = Small("", icon="info")
        self.answer.visible = False
        privacy = Small(say("progress.people.privacy"))
        parts: list[Widget] = [self.field, self.answer, Row([self.add], equal=False), privacy]
        return Section(say("progress.people.add_title"), parts, "next")

    # --- what happens -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """The focus is on who plays now; where nobody is known yet, on the field for a name."""
        chosen = next((card for card in self.cards if card.selected and card.label), None)
        self.ui.set_focus(chosen if len(self.cards) > 1 else self.field, shown=False)

    def reword(self) -> None:
        """Everything anew, in the program's language; what was typed stays."""
        typed = self.field.text
        self.ui.rebuild(self._build)
        self.field.insert(typed)

    def _take(self, name: str | None) -> Next:
        return Pop() if self._choose(name) else self._tell("wrong")

    def _add(self) -> Next:
        name = self.field.text.strip()
        return self._take(name) if name else self._tell("empty")

    def _tell(self, what: str) -> Next:
        self.answer.label, self.answer.visible = self.program.texts(f"progress.people.{what}"), True
        self.ui.say(self.answer.label)
        self.ui.refresh()
        self.ui.set_focus(self.field, self.ui.shown_focus is not None)
        return STAY

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back; nobody is changed by it."""
        return Pop() if key == pygame.K_ESCAPE else None

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        place_page(area, look, self.brand, [self.back], self.page)
