"""The menu: the callers to choose from, a call that was broken off, settings and the way out.

Rules
- Everything comes from the program each time the screen is entered: after a call there are other scores.
- The keyboard's focus begins on the first thing to do; the first arrow, Tab or Enter only shows where it is, so nothing
  opens that was not seen to be chosen.
- Portraits are drawn one a frame after the first one, so the window is there at once.
- Q quits without a question: nothing is lost by it. Escape, by which one comes here from everywhere, first shows what
  it would do, so that one press too many ends nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import pygame

from sim.core.recording import OpenCall
from sim.stage.face.stills import face_of_entry
from sim.stage.kit import boxes
from sim.stage.kit.action import ActionCard
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small, Text
from sim.stage.kit.focusing import ARROWS
from sim.stage.kit.look import Look, Style
from sim.stage.kit.outcome import STAY, Next, Quit
from sim.stage.kit.page import MARGIN, Brand, Page, Stack, place_bar
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.ui import ENTER_KEYS
from sim.stage.kit.widget import Widget
from sim.stage.menu.cards import CallerCard, CallerGrid, caller_chips
from sim.stage.services import CallerEntry, Program
from sim.stage.trouble import attempt, tell_findings

_WELCOME = Style(27, "semibold", 1.25)
_PURPOSE = Style(16.5, "regular", 1.4)
_MINUTES_AN_HOUR, _MINUTES_A_DAY = 60, 24 * 60


class MenuScreen(Screen):
    """Where the program begins. The callables say what happens next; they may raise InputError or RecordError."""

    name = "menu"

    def __init__(
        self,
        program: Program,
        open_briefing: Callable[[str], Next],
        open_settings: Callable[[], Next],
        resume: Callable[[str], Next],
        close_open: Callable[[str], Next],
    ) -> None:
        super().__init__()
        say = program.texts
        self.program = program
        self._open_briefing, self._resume, self._close_open = open_briefing, resume, close_open
        self.brand = Brand(say("app.name"))
        self.settings = Button(say("menu.settings"), open_settings, "quiet", icon="settings", hotkey="settings")
        self.quit = Button(say("menu.quit"), Quit, "quiet", hotkey="quit")
        self.mistakes = Button("", self._show_mistakes, "quiet", icon="info")
        self.page = Page(say("menu.callers"))
        self.cards: list[CallerCard] = []
        self.grid = CallerGrid([])
        self._rows: list[Row] = []  # of doors
        self._seen = False
        self.ui.add(self.brand, self.page, self.mistakes, self.settings, self.quit)

    # --- what stands on it --------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """Show what there is now; the focus stays with the caller it was on."""
        focus = self.ui.focus
        chosen = focus.entry.id if isinstance(focus, CallerCard) else ""
        shown = self.ui.shown_focus is not None
        self._fill()
        kept = next((card for card in self.cards if card.entry.id == chosen), None)
        self.ui.set_focus(kept or self._first(), shown=shown and kept is not None)

    def reword(self) -> None:
        """The bar says it in another language, and so does what is entered again."""
        say = self.program.texts
        self.settings.label, self.quit.label, self.page.label = (
            say("menu.settings"),
            say("menu.quit"),
            say("menu.callers"),
        )
        self._fill()
        self.ui.set_focus(self._first(), shown=False)

    def _first(self) -> Widget | None:
        """The first thing to do: go on with a call, or the first caller. The doors above them are for the curious."""
        inner = (widget for widget in self.ui.top.walk() if widget.focusable and widget.parent is not None)
        return next((widget for widget in inner if widget.parent not in self._rows), None)

    def _fill(self) -> None:
        say = self.program.texts
        self.cards = [self._card(entry) for entry in self.program.callers()]
        self.grid = CallerGrid(self.cards)
        purpose = self.program.purpose or say("menu.purpose")
        parts: list[Widget] = [
            Stack([Text(say("menu.welcome"), _WELCOME), Text(purpose, _PURPOSE, "muted")], gap=1),
            *self._door_row(),
            *self.program.standing(),
            *self._notices(),
            *self._open_cards(),
            self.grid,
        ]
        if not self.cards:
            parts.append(Small(say("menu.nobody"), "muted", "info"))
        files = len({finding.path for finding in self.program.findings})
        self.mistakes.visible = files > 0
        self.mistakes.label = say("menu.findings.title", count=files)
        self.page.fill(parts)

    def _door_row(self) -> list[Widget]:
        """What can be done beside taking a call."""
        say = self.program.texts
        buttons: list[Widget] = []
        for door in self.program.doors():
            label = say("menu.door", label=door.label, count=door.count) if door.count else door.label
            buttons.append(Button(label, door.open, icon=door.icon))
        self._rows = [Row(buttons, equal=False)] if buttons else []
        return [*self._rows]

    def _notices(self) -> list[Widget]:
        """What became of the trainee's data, until it was read."""
        say, notices = self.program.texts, self.program.notices()
        if not notices:
            return []
        read = Button(say("menu.notice.read"), self._dismiss, icon="tick")
        return [ActionCard(say("menu.notice.title"), "\n".join(notices), [read], "info", "info")]

    def _dismiss(self) -> Next:
        self.program.dismiss_notices()
        self.entered(self.ui.now)
        return STAY

    def _show_mistakes(self) -> Next:
        """What is wrong with the files that are not among the callers."""
        again = Button(self.program.texts("menu.findings.again"), self._look_again, "primary", icon="replay")
        return tell_findings(self.ui, self.program.texts, self.program.findings, again)

    def _look_again(self) -> Next:
        self.ui.close()
        self.program.look_again()
        self.entered(self.ui.now)
        return self._show_mistakes() if self.program.findings else STAY

    def _card(self, entry: CallerEntry) -> CallerCard:
        chips = caller_chips(self.program.texts, entry)
        return CallerCard(entry, face_of_entry(entry), chips, lambda: self._try(self._open_briefing, entry.id))

    def _open_cards(self) -> list[Widget]:
        """The newest call that was broken off; older ones come when it is dealt with."""
        say, calls = self.program.texts, self.program.open_calls()
        if not calls:
            return []
        call = calls[0]
        words = [f"{self._when(call)}."]
        if not call.playable:
            words.append(say("menu.open.changed"))
        if len(calls) > 1:
            words.append(say("menu.open.more", count=len(calls) - 1))
        close = Button(
            say("menu.open.score" if call.playable else "menu.open.close"), lambda: self._try(self._close_open, call.id)
        )
        go_on = Button(say("menu.open.go_on"), lambda: self._try(self._resume, call.id), "primary", icon="phone")
        buttons = [go_on, close] if call.playable else [close]
        who = say("menu.open.with", title=call.title, caller=call.caller) if call.caller else call.title
        return [ActionCard(say("menu.open.title", call=who), " ".join(words), buttons)]

    def _when(self, call: OpenCall) -> str:
        say = self.program.texts
        ago = say("menu.ago.now")
        for name, length in (("days", _MINUTES_A_DAY), ("hours", _MINUTES_AN_HOUR), ("minutes", 1)):
            if call.minutes_ago >= length:
                ago = say(f"menu.ago.{name}", count=call.minutes_ago // length)
                break
        if not call.turns:
            return ago
        later = ago[:1].lower() + ago[1:]  # in the middle of the sentence
        return say("menu.open.when", turns=say("menu.open.turns", count=call.turns), ago=later)

    # --- what happens -------------------------------------------------------------------------------------------

    def _try(self, act: Callable[[str], Next], name: str) -> Next:
        """Do it, or say what is in the way; where the menu stays, it shows what there is then."""
        outcome = attempt(self.ui, self.program.texts, lambda: act(name))
        if outcome == STAY and self.ui.overlay is None:
            self.entered(self.ui.now)
        return outcome

    def handle(self, event: pygame.event.Event) -> Next:
        """The first arrow, Tab or Enter shows where the focus is."""
        hidden = self.ui.overlay is None and self.ui.focus is not None and self.ui.shown_focus is None
        if hidden and event.type == pygame.KEYDOWN and event.key in (pygame.K_TAB, *ARROWS, *ENTER_KEYS):
            self.ui.set_focus(self.ui.focus)
            return STAY
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape goes to the way out; there it is taken."""
        if key != pygame.K_ESCAPE:
            return None
        if self.ui.shown_focus is self.quit:
            return Quit()
        self.ui.set_focus(self.quit)
        return STAY

    def tick(self, now: float, dt: float) -> Next:
        """One portrait a frame."""
        waiting = next((card for card in self.cards if card.frame.waiting), None)
        if waiting is not None and self._seen:
            waiting.frame.develop()
        self._seen = True
        return super().tick(now, dt)

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, and the page below it."""
        bar = boxes.inset(area, look.u(MARGIN), look.u(16))
        top = self._place_bar(bar, look) - look.u(6)
        self.grid.room = self._room(look, bar.width, self.page.room(look, area, top))
        self.page.spread(area, look, top)

    def _place_bar(self, bar: pygame.Rect, look: Look) -> int:
        """The mistakes left of the others, or below them where the words are large; returns the y below all."""
        beside: list[Widget] = [self.settings, self.quit]
        if not self.mistakes.visible:
            return place_bar(bar, look, self.brand, beside)
        width = self.mistakes.width_for(look)
        if width + sum(button.width_for(look) for button in beside) + look.u(18) <= bar.width:
            return place_bar(bar, look, self.brand, [self.mistakes, *beside])
        top = place_bar(bar, look, self.brand, beside)
        width = min(width, bar.width)
        height = self.mistakes.height_for(look, width)
        self.mistakes.place(pygame.Rect(bar.right - width, top, width, height))
        return top + height

    def _room(self, look: Look, width: int, height: int) -> int:
        """What the page's other parts leave for the callers."""
        others = [part for part in self.page.children if part is not self.grid and part.visible]
        used = sum(part.height_for(look, width) + look.u(self.page.gap) for part in others)
        return height - used
