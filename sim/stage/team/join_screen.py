"""Joining a session: where it is, then what is promised and under which name. The last button sends, none before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small, Text
from sim.stage.kit.look import BODY, HEADING, Look
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.page import MARGIN, Brand, Columns, Page, Section, Stack, place_bar
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.textfield import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.stage.kit.widget import Widget
    from sim.stage.services import Program
    from sim.stage.team.values import Errand, Found, Joining, Outcome

_LONGEST_LINK, _LONGEST_CODE, _LONGEST_NAME = 300, 12, 60


class JoinScreen(Screen):
    """Joining a session. `joining`: what can be asked for; name: how whoever plays is called here, if known."""

    name = "join"

    def __init__(self, program: Program, joining: Joining, name: str | None) -> None:
        super().__init__()
        self.program, self._joining, self._person = program, joining, name
        self.found: Found | None = None
        self._errand: Errand[Found] | Errand[str] | None = None
        self._then: Callable[[Outcome[Found] | Outcome[str]], Next] = lambda outcome: STAY
        self._typed = ("", "", name or "")
        self._build()

    def _build(self) -> None:
        say = self.program.texts
        self.brand = Brand(say("app.name"), say("join.title"))
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.page = Page(say("join.title"))
        self.answer = Small("", "text", "info")
        self.answer.visible = False
        where, who = self._where(), self._who()
        self.page.adopt(Columns(Stack([where]), Stack([who]), 0.46, 340) if who is not None else where)
        self.ui.add(self.brand, self.back, self.page)

    def _where(self) -> Section:
        say, (link, code, _) = self.program.texts, self._typed
        self.link = TextField(say("join.where.link"), say("join.where.link_hint"), self._find, longest=_LONGEST_LINK)
        self.code = TextField(say("join.where.code"), say("join.where.code_hint"), self._find, longest=_LONGEST_CODE)
        self.link.insert(link)
        self.code.insert(code)
        self.find = Button(
            say("join.where.find"), self._find, "primary" if self.found is None else "plain", icon="search"
        )
        parts: list[Widget] = [
            Text(say("join.where.what"), BODY, "muted"),
            _labelled(self.link),
            _labelled(self.code),
            Row([self.find], equal=False),
        ]
        if self.found is None:
            parts.insert(3, self.answer)
        return Section(say("join.where.title"), parts, "search")

    def _who(self) -> Section | None:
        found, say = self.found, self.program.texts
        if found is None:
            return None
        kind = "alias" if found.aliases else "name"
        self.name_field = TextField(
            say(f"join.who.{kind}"), say(f"join.who.{kind}_hint"), self._join, longest=_LONGEST_NAME, icon="person"
        )
        self.name_field.insert(self._typed[2])
        self.join = Button(say("join.who.join"), self._join, "primary", icon="next")
        person = say("join.who.person", name=self._person) if self._person else say("join.who.person_new")
        parts: list[Widget] = [
            _labelled(self.name_field),
            self.answer,
            Row([self.join], equal=False),
            Text(say("join.who.sent"), BODY, "text", "info"),
            Small(person, icon="person"),
            Text(say("join.who.privacy"), HEADING),
            *(Small(line, icon="dot") for line in found.notice),
        ]
        return Section(say("join.who.title", title=found.title, code=found.code), parts, "flag", gap=10)

    # --- what happens -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """The focus is on the first field."""
        self.ui.set_focus(self.name_field if self.found is not None else self.link, shown=False)

    def reword(self) -> None:
        """Everything anew, in the program's language; what was typed stays."""
        self._keep_typed()
        self.ui.rebuild(self._build)

    def _keep_typed(self) -> None:
        name = self.name_field.text if self.found is not None else self._typed[2]
        self._typed = (self.link.text, self.code.text, name)

    def _find(self) -> Next:
        return self._begin(self._joining.find(self.link.text, self.code.text), self._take_found)

    def _join(self) -> Next:
        return self._begin(self._joining.join(self.name_field.text.strip()), self._take_joined)

    def _begin(self, errand: Errand[Found] | Errand[str], then: Callable[..., Next]) -> Next:
        if self._errand is None:
            self._errand, self._then = errand, then
            self._tell(self.program.texts("join.asking"))
        return STAY

    def _take_found(self, outcome: Outcome[Found]) -> Next:
        if outcome.value is None:
            return STAY
        self._keep_typed()
        self.found, shown = outcome.value, self.ui.shown_focus is not None
        self.ui.rebuild(self._build)
        self.ui.set_focus(self.name_field, shown=shown)
        self.ui.say(self.program.texts("join.found", title=self.found.title, code=self.found.code))
        return STAY

    def _take_joined(self, outcome: Outcome[str]) -> Next:
        return self._joining.joined(outcome.value or "")

    def tick(self, now: float, dt: float) -> Next:
        """See whether what was asked for is there."""
        super().tick(now, dt)
        outcome = self._errand.poll() if self._errand is not None else None
        if outcome is None:
            return None
        self._errand = None
        if outcome.problem:
            self._tell(outcome.problem)
            return None
        self.answer.visible = False
        return self._then(outcome)

    def _tell(self, what: str) -> None:
        self.answer.label, self.answer.visible = what, True
        self.ui.say(what)
        self.ui.refresh()

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back; nothing was joined by it."""
        return Pop() if key == pygame.K_ESCAPE else None

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        bar = boxes.inset(area, look.u(MARGIN), look.u(16))
        top = place_bar(bar, look, self.brand, [self.back]) - look.u(6)
        self.page.spread(area, look, top)


def _labelled(field: TextField) -> Stack:
    """A field with its name above it: what is typed hides what stands in it."""
    return Stack([Small(field.label), field], gap=3)
