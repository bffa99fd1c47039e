"""The page of progress: what to practise now, whether the trainee is ready, how it goes, every call so far.

Rules
- What there is to show is asked for when the screen is entered, and drawn anew only where it has changed.
- The focus begins on the first call to practise; everything is in reach of Tab, arrows and the mouse alone.
- Nothing is held against anybody: a quiet week is a quiet week.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import ListCard, Small, Text
from sim.stage.kit.look import Look
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.page import Brand, Columns, Page, Section, Stack
from sim.stage.kit.places import place_page
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.progress.parts import (
    calls_section,
    due_section,
    headline,
    ready_section,
    trend_section,
    try_card,
)
from sim.stage.progress.sheet import CertificateCard
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.stage.kit.widget import Widget
    from sim.stage.progress.values import Done, Mine, Progress, Ways
    from sim.stage.services import Program

MOST_TRIES = 12


class ProgressScreen(Screen):
    """How somebody stands. look: what there is to show now; ways: what can be done about it."""

    name = "progress"

    def __init__(self, program: Program, look: Callable[[], Progress], ways: Ways) -> None:
        super().__init__()
        self.program, self._look, self.ways = program, look, ways
        self.view = look()
        self._every = False  # every row of the table
        self._entered = False
        self._build()

    # --- what stands on it --------------------------------------------------------------------------------------

    def _build(self) -> None:
        say, view = self.program.texts, self.view
        place = say("progress.whose", name=view.person) if view.person else say("progress.title")
        self.brand = Brand(say("app.name"), place)
        who = say("progress.people.door", name=view.person) if view.person else say("progress.people.door_nobody")
        self.who = Button(who, self.ways.people, icon="person")
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.page = Page(say("progress.title"))
        self.due = due_section(say, view, self._practise)
        left, right = [self.due], [ready_section(say, view, self._examine, self._certificate)]
        if view.standings:
            left.append(calls_section(say, view, self._every, (self._tries, self._show_all)))
        if any(trend.points for trend in view.trends):
            right.append(trend_section(say, view))
        if self.ways.mine is not None:
            right.append(self._mine(self.ways.mine))
        self.page.adopt(headline(say, view), Columns(Stack(list(left)), Stack(list(right)), 0.56, 330))
        self.ui.add(self.brand, self.who, self.back, self.page)

    def _mine(self, mine: Mine) -> Section:
        """What can be done with the trainee's own data."""
        say = self.program.texts
        self.answer = Small("", icon="info")
        self.answer.visible = False
        export = Button(say("progress.mine.export"), lambda: self._export(mine))
        delete = Button(say("progress.mine.delete"), lambda: self._ask(mine), "danger")
        parts: list[Widget] = [Small(say("progress.mine.note")), Row([export, delete], equal=False), self.answer]
        return Section(say("progress.mine.title"), parts, "person")

    def entered(self, now: float) -> None:
        """Show what there is now; the focus stays where it was."""
        self._renew()
        if not self._entered:
            first = next((card for card in self.due.children if isinstance(card, ListCard)), None)
            self.ui.set_focus(first or self.back, shown=False)
        self._entered = True

    def _renew(self) -> Next:
        """Make the page anew where anything has changed."""
        if self._look() != self.view:
            self.reword()
        return STAY

    def reword(self) -> None:
        """Everything anew, in the program's language; the page stays where it was."""
        offset = self.page.offset
        self.view = self._look()
        self.ui.rebuild(self._build)
        self.page.scroll(offset - self.page.offset)

    # --- what happens -------------------------------------------------------------------------------------------

    def _practise(self, scenario: str) -> Next:
        return attempt(self.ui, self.program.texts, lambda: self.ways.practise(scenario))

    def _examine(self, scenario: str) -> Next:
        return attempt(self.ui, self.program.texts, lambda: self.ways.examine(scenario))

    def _show_all(self) -> Next:
        self._every = True
        self.reword()
        return STAY

    def _tries(self, scenario: str) -> Next:
        """Every try of a call, the newest first."""
        say, tries = self.program.texts, self.view.tries.get(scenario, ())
        body: list[Widget] = [try_card(say, call, self.view.today, self._review) for call in tries[:MOST_TRIES]]
        if len(tries) > MOST_TRIES:
            body.append(Small(say("progress.tries.more", count=len(tries) - MOST_TRIES)))
        buttons: list[Widget] = []
        if scenario in self.view.entries:
            take = say("progress.tries.practise")
            buttons.append(Button(take, lambda: self._practise(scenario), "primary", icon="phone"))
        else:
            body.append(Text(say("progress.calls.gone"), tone="muted"))
        title = self.view.titles.get(scenario, scenario)
        self.ui.open(Overlay(title, body, buttons, close_label=say("common.close"), width=660))
        return STAY

    def _review(self, call_id: str) -> Next:
        return attempt(self.ui, self.program.texts, lambda: self.ways.review(call_id))

    def _certificate(self) -> Next:
        def show() -> Next:
            card = CertificateCard(self.program, self.ways, self.ways.certificate())
            card.on_close = self._renew
            self.ui.open(card)
            return STAY

        return attempt(self.ui, self.program.texts, show)

    def _export(self, mine: Mine) -> Next:
        done = mine.export()
        key = "progress.mine.exported" if done.worked else "progress.mine.failed"
        return self._tell(self.program.texts(key, path=done.detail, reason=done.detail))

    def _ask(self, mine: Mine) -> Next:
        """Deleting asks first, and what keeps everything has the focus."""
        say, name = self.program.texts, self.view.person
        keep = Button(say("common.cancel"), self.ui.close, "primary")
        go = Button(say("progress.mine.sure_yes"), lambda: self._delete(mine), "danger")
        title = say("progress.mine.sure_title", name=name) if name else say("progress.mine.sure_nobody")
        self.ui.open(Overlay(title, [Text(say("progress.mine.sure"))], [keep, go], close_label=say("common.close")))
        return STAY

    def _delete(self, mine: Mine) -> Next:
        self.ui.close()
        done: Done = mine.delete()
        self.reword()
        say = self.program.texts
        if done.worked:
            return self._tell(say("progress.mine.deleted", count=done.gone))
        return self._tell(say("progress.mine.failed", reason=done.detail))

    def _tell(self, words: str) -> Next:
        self.answer.label, self.answer.visible = words, True
        self.ui.say(words)
        self.ui.refresh()
        return STAY

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return Pop() if key == pygame.K_ESCAPE else None

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        place_page(area, look, self.brand, [self.who, self.back], self.page)
