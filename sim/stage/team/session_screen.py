"""The session that somebody is in: its calls, how it stands, what was not taken, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.families import FAMILY_TONES
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, ListCard, Small, Text
from sim.stage.kit.look import BODY, HEADING, Look
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.page import MARGIN, Brand, Columns, Page, Section, Stack, Tiles, place_bar
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.team.card import StandingLine, Watch
from sim.stage.team.together_parts import RoomCard
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.stage.kit.widget import Widget
    from sim.stage.services import Program
    from sim.stage.team.values import Acting, Errand, Outcome, Standing, TeamCall

_TILE = 300
GUARD = 0.4  # seconds in which what has just come takes no key that was meant for something else


class SessionScreen(Screen):
    """The session that somebody is in. view: how it stands now, None when they are in none any more."""

    name = "session"
    room_card: RoomCard | None = None

    def __init__(self, program: Program, view: Callable[[], Standing | None], acting: Acting, now: Standing) -> None:
        super().__init__()
        self.program, self._view, self._acting = program, view, acting
        self.shown, self._watch = now, Watch()
        self._errand: Errand[str] | None = None
        self._build()

    def _build(self) -> None:
        say, view = self.program.texts, self.shown
        self.brand = Brand(say("app.name"), say("join.title"))
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.page = Page(say("join.title"))
        head: list[Widget] = [
            Text(view.title, HEADING),
            Text(say("join.session.as", name=view.name, code=view.code), BODY, "muted"),
            StandingLine(say, self._view),
        ]
        if view.told:
            head.append(Text(view.told, BODY, "text", "info"))
        side = [*self._missing(), *self._refused(), self._manage()]
        if self._acting.room is not None:
            self.room_card = RoomCard(say, self._acting.room)
            self.room_card.follow(self.ui.now)
            self.page.adopt(self.room_card)
        self.page.adopt(Stack(head, gap=4), Columns(Stack([self._calls()]), Stack(list(side)), 0.6, 340))
        self.ui.add(self.brand, self.back, self.page)

    def _calls(self) -> Section:
        say = self.program.texts
        self.cards = [self._card(call) for call in self.shown.calls]
        parts: list[Widget] = [Small(say("join.session.what")), Tiles(list(self.cards), _TILE, gap=10)]
        coming = sum(call.coming for call in self.shown.calls)
        if coming:
            parts.insert(1, Text(say("join.session.fetching", count=coming), BODY, "info", "info"))
        if not self.cards:
            parts = [Small(say("join.session.none"))]
        return Section(say("join.session.calls"), parts, "phone")

    def _card(self, call: TeamCall) -> ListCard:
        say = self.program.texts
        tone, mark = FAMILY_TONES[call.family]
        left = say("join.session.any") if call.left is None else say("join.session.left", count=call.left)
        chips = [Chip(say(f"menu.family.{call.family}"), tone, mark), Chip(say("common.level", count=call.level))]
        if call.done:
            chips.append(Chip(say("join.session.done", count=call.done), "good", "tick"))
        if call.missing:
            chips.append(Chip(say("join.session.absent"), "bad", "cross"))
        elif call.coming:
            chips.append(Chip(say("join.session.coming"), "info", "info"))
        return ListCard(call.title, left, tuple(chips), lambda: self._play(call.id), icon=mark)

    def _play(self, scenario_id: str) -> Next:
        return attempt(self.ui, self.program.texts, lambda: self._acting.play(scenario_id))

    def _missing(self) -> list[Section]:
        """The calls whose version cannot be had, and why."""
        say, missing = self.program.texts, [call for call in self.shown.calls if call.missing]
        if not missing:
            return []
        titles: dict[str, list[str]] = {}  # an old game lacks all of them for one reason
        for call in missing:
            titles.setdefault(call.missing, []).append(call.title)
        rows: list[Widget] = [
            Text(say("join.session.missing_call", title=", ".join(names), reason=reason), BODY, "text", "dot")
            for reason, names in titles.items()
        ]
        rows.append(Row([Button(say("join.session.fetch"), self._hurry, icon="replay")], equal=False))
        return [Section(say("join.session.missing"), rows, "info")]

    def _refused(self) -> list[Section]:
        say, refused = self.program.texts, self.shown.refused
        if not refused:
            return []
        rows: list[Widget] = [
            Text(say("join.session.refused_call", title=title, reason=reason), BODY, "text", "dot")
            for title, reason in refused
        ]
        rows.append(Row([Button(say("join.session.again"), self._again, icon="replay")], equal=False))
        return [Section(say("join.session.refused"), rows, "info")]

    def _manage(self) -> Section:
        say, acting = self.program.texts, self._acting
        self.answer = Small("", "text", "info")
        self.answer.visible = False
        buttons: list[Widget] = [
            Button(say("join.session.try"), self._hurry, icon="replay"),
            Button(say("join.session.file"), self._file, icon="notes"),
            Button(say("join.session.leave"), acting.leave, icon="hang_up"),
            Button(say("join.session.forget"), self._ask, "quiet", icon="cross"),
        ]
        parts: list[Widget] = [Small(say("join.session.how")), self.answer, Row(buttons, equal=False)]
        return Section(say("join.session.manage"), parts, "person")

    # --- what happens -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """What there is now; the focus is on what is played together, else on the first call."""
        self._renew(self._view())
        together = self.room_card.button if self.room_card is not None and self.room_card.visible else None
        self.ui.set_focus(together or (self.cards[0] if self.cards else self.back), shown=False)

    def reword(self) -> None:
        """Everything anew, in the program's language."""
        self.ui.rebuild(self._build)

    def _renew(self, view: Standing | None) -> None:
        """Show what has changed beside the line, which follows by itself; the focus stays where it was."""
        if view is None or _still(view) == _still(self.shown):
            return
        spoken = self.ui.focus.label if self.ui.focus is not None else ""
        shown = self.ui.shown_focus is not None
        self.shown = view
        told = self.answer.label if self.answer.visible else ""
        self.ui.rebuild(self._build)
        if told:
            self._tell(told)
        same = next((one for one in self.ui.walk() if one.focusable and one.label == spoken), None)
        self.ui.set_focus(same or self.back, shown=shown and same is not None)

    def _again(self) -> Next:
        self._acting.again()
        self._renew(self._view())
        return STAY

    def _hurry(self) -> Next:
        self._acting.hurry()
        self._tell(self.program.texts("join.asking"))
        return STAY

    def _file(self) -> Next:
        done: Outcome[str] = self._acting.file()
        self._tell(done.value or done.problem)
        return STAY

    def _ask(self) -> Next:
        """Deleting there is asked once."""
        say = self.program.texts
        yes = Button(say("join.session.forget_yes"), self._forget, icon="cross")
        no = Button(say("join.session.stay"), self.ui.close, "primary")
        body: list[Widget] = [Text(say("join.session.forget_what"))]
        self.ui.open(Overlay(say("join.session.forget_title"), body, [no, yes], close_label=say("common.close")))
        return STAY

    def _forget(self) -> Next:
        self.ui.close()
        if self._errand is None:
            self._errand = self._acting.forget()
            self._tell(self.program.texts("join.asking"))
        return STAY

    def _tell(self, what: str) -> None:
        self.answer.label, self.answer.visible = what, True
        self.ui.say(what)
        self.ui.refresh()

    def tick(self, now: float, dt: float) -> Next:
        """Follow what changes."""
        super().tick(now, dt)
        self._follow_room(now)
        if self._errand is not None:
            outcome = self._errand.poll()
            if outcome is not None:
                self._errand = None
                if not outcome.problem:
                    return self._acting.leave()
                self._tell(outcome.problem)
        if self.ui.overlay is None and self._watch.due(now):
            self._renew(self._view())
        return None

    def _follow_room(self, now: float) -> None:
        """What the room plays together comes by itself; whoever does nothing else has the focus there."""
        card = self.room_card
        was = card is not None and card.visible
        if card is None or not card.follow(now):
            return
        self.ui.refresh()
        if card.visible and not was and self.ui.overlay is None and self.ui.shown_focus is None:
            card.button.guard(now + GUARD)
            self.ui.set_focus(card.button, shown=False)

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return Pop() if key == pygame.K_ESCAPE else None

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        bar = boxes.inset(area, look.u(MARGIN), look.u(16))
        top = place_bar(bar, look, self.brand, [self.back]) - look.u(6)
        self.page.spread(area, look, top)


def _still(view: Standing) -> tuple[object, ...]:
    """What the screen shows beside the line."""
    return view.title, view.code, view.name, view.calls, view.told, view.refused
