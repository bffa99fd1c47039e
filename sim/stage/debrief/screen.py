"""The debrief after a call: what it came to, why, how the caller felt, and what to try next time.

Mistakes are the material here. The page has the headline, three scores with their reasons, the caller's feelings
over time, the moments that mattered and the caller's needs; every point (L) and the whole call (T) are a key away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import Debrief
from sim.core.plans import lesson_of
from sim.core.scenario import Scenario
from sim.stage.debrief import words
from sim.stage.debrief.body import Page
from sim.stage.debrief.call import Told, TurnCard, call_body
from sim.stage.debrief.extras import NOTHING, Extras
from sim.stage.debrief.foot import Foot
from sim.stage.debrief.heard import heard_body, teller
from sim.stage.debrief.hearing import Hearing
from sim.stage.debrief.ledger import ledger_body
from sim.stage.debrief.next_time import NextTime, PlanBook
from sim.stage.debrief.parts import SmallButton, Verdict
from sim.stage.face.stills import CallerPicture
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text, Tone
from sim.stage.kit.look import BODY, LABEL, Style
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.presses import ENTER, GUARD, goes_on
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.widget import Widget
from sim.stage.services import Program
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_FOREIGN = pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META
_SUBTITLE = Style(16, "medium", 1.35)
_READING = 900  # base pixels of the two overlays


class Reading(Overlay):
    """An overlay to read: the arrows scroll it at once."""

    def first_focus(self) -> Widget | None:
        """The text, where there is more of it than fits."""
        return self.panel if self.panel.focusable else super().first_focus()


class Shade(Widget):
    """The shadow of a card of the page, while the page lies still on the desk."""

    elevation = 2


class DebriefScreen(Screen):
    """What a call came to. `again` and `menu` say what happens next, `extras` what else can be done from here."""

    name = "debrief"

    def __init__(  # noqa: PLR0913 - a screen's options are keywords
        self,
        program: Program,
        scenario: Scenario,
        debrief: Debrief,
        again: Callable[[], Next],
        menu: Callable[[], Next],
        *,
        extras: Extras = NOTHING,
    ) -> None:
        super().__init__()
        self.texts, self.scenario, self.debrief, self.extras = program.texts, scenario, debrief, extras
        self._program, self._hearing = program, Hearing(program, scenario)
        self._teller: CallerPicture | None = None
        self._book = PlanBook(lesson_of(program.texts, debrief), extras)
        self._head()
        self.page = Page(self.texts, debrief, self._rewinds, self.show_turn)
        self.scroll = ScrollPanel(self.texts("debrief.title"), bare=True)
        self.scroll.gap = 8
        self.scroll.adopt(self.ending, self.why_not, self.noticed, self.page, self.model_below)
        self._shades = [Shade() for _ in self.page.panels]
        self._buttons(again, menu)
        self.ui.add(*self._shades, self.verdict, self.subtitle, self.lowest)
        self.ui.add(self.scroll, self.model, self.buttons)

    def _head(self) -> None:
        texts, card, debrief = self.texts, self.debrief.card, self.debrief
        tone: Tone = "good" if card.distinction else "accent" if card.passed else "warn"
        sign = "star" if card.distinction else "tick" if card.passed else "replay"
        self.verdict = Verdict(telling.verdict(texts, card), tone, sign)
        length = words.length_words(texts, debrief.seconds)
        subtitle = texts("debrief.subtitle", title=self.scenario.title, caller=self.scenario.caller.name, length=length)
        named = (texts("debrief.exam"),) if self.extras.exam else ()
        self.subtitle = Text(" · ".join((*named, subtitle)), _SUBTITLE)
        self.lowest = Text(texts("verdict.lowest"), LABEL, "muted")
        self.ending = Text(telling.ending_words(texts, card.ending, debrief.ending_text), BODY, "muted")
        notes = [telling.why_not(texts, card), texts("verdict.untimed") if debrief.untimed else ""]
        notes.append(self.extras.note)
        self.why_not = Text(" ".join(note for note in notes if note), BODY, "text", "info")
        self.why_not.visible = bool(self.why_not.label)
        self.noticed = Text(telling.noticed_words(texts, debrief.noticed, debrief.meant), BODY, "muted", "person")
        self.noticed.visible = bool(self.noticed.label)
        self.model, self.model_below = (Text(texts("verdict.model", version=card.model), LABEL, "faint") for _ in "ab")

    def _buttons(self, again: Callable[[], Next], menu: Callable[[], Next]) -> None:
        say = self.texts
        self.again = Button(say("debrief.again"), again, "primary", icon="replay", hint=say("keys.enter"))
        self.menu = Button(say("common.back" if self.extras.past else "debrief.menu"), menu, hint=say("keys.escape"))
        self.ledger = Button(say("debrief.ledger"), self._open_ledger, icon="policy", action="ledger")
        self.whole = Button(say("debrief.transcript"), self._open_call, icon="transcript", action="whole_call")
        self.heard = Button(say("debrief.heard"), self._open_heard, icon="phone", action="heard")
        self.next = Button(say("debrief.next"), self._open_next, icon="bulb", action="next_time")
        more = [Button(door.label, door.open, icon=door.icon) for door in self.extras.more]
        self.buttons = Foot(say, [self.next, self.whole, self.heard, self.ledger, *more], [self.menu, self.again])

    def _rewinds(self, turn: int) -> Button | None:
        """A button that plays on from before the reply of a turn; None where that cannot be."""
        rewind = self.extras.rewind
        if rewind is None:
            return None
        return SmallButton(
            self.texts("debrief.rewind"), lambda: attempt(self.ui, self.texts, lambda: rewind(turn)), icon="back"
        )

    # --- what they do -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """A key that was still meant for the call starts no other; the verdict is said."""
        for button in self.buttons.children:
            button.guard(now + GUARD)
        spoken = [self.verdict.label, self.ending.label, self.why_not.label]
        spoken += [dial.spoken() for dial in self.page.scores.children]
        self.ui.say(". ".join(text.rstrip(".") for text in spoken if text))

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter plays again unless a button is seen to have the focus."""
        if goes_on(event, self.ui):
            return self.key(event.key, event.mod)
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """The keys that the buttons name."""
        button = self._button_of(key)
        if button is None or self.ui.overlay is not None or mod & _FOREIGN:
            return None
        return self.ui.activate(button)

    def _button_of(self, key: int) -> Button | None:
        """No hotkeys: those would take the focus, and Enter would then do again what they did."""
        if key in ENTER:
            return self.again
        if key == pygame.K_ESCAPE:
            return self.menu
        return self.buttons.pressed_by(key)

    def _open_ledger(self) -> Next:
        self._read(self.texts("ledger.title"), ledger_body(self.texts, self.debrief), 0)
        return STAY

    def _open_call(self) -> Next:
        self._read_call()
        return STAY

    def _read_call(self) -> Reading:
        told = Told(
            self.texts,
            self.debrief,
            self.scenario.caller.name,
            self._rewinds,
            self._hearing,
            self._program.phrases(self.scenario),
        )
        return self._read(self.texts("debrief.transcript"), call_body(told), 12)

    def show_turn(self, number: int) -> Next:
        """The whole call, at this turn; one after the last is how it ended."""
        if self.ui.overlay is not None:
            self.ui.close()
        overlay = self._read_call()
        cards = [child for child in overlay.panel.children if isinstance(child, TurnCard)]
        place = min(number, len(cards)) - 1
        if place >= 0:
            self.ui.set_focus(cards[place], self.ui.shown_focus is not None)
        return STAY

    def _open_heard(self) -> Next:
        self._teller = teller(self.texts, self.debrief, self.scenario)
        body = heard_body(self.texts, self.debrief, self._teller, self.show_turn)
        self._read(self.texts("caller_view.title"), body, 12)
        return STAY

    def _open_next(self) -> Next:
        self.ui.open(NextTime(self.texts, self._book, self.show_turn))
        return STAY

    def _read(self, title: str, body: list[Widget], gap: float) -> Reading:
        close = self.texts("common.close")
        overlay = Reading(title, body, None, close_label=close, width=_READING, on_close=self._hush)
        overlay.panel.gap = gap
        self.ui.open(overlay)
        return overlay

    def _hush(self) -> Next:
        self._hearing.stop()
        return STAY

    def tick(self, now: float, dt: float) -> Next:
        """A line of the caller begins and ends; their portrait comes after the first frame of its card."""
        self._hearing.tick(now)
        if self._teller is not None and self._teller.frame.waiting:
            self._teller.frame.develop()
        return super().tick(now, dt)

    def closed(self) -> None:
        """Nobody goes on speaking."""
        self._hearing.stop()

    # --- layout -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """Headline above, buttons below, the page between them."""
        inner = boxes.inset(area, look.u(20), look.u(16))
        rest = self._place_head(inner, look)
        rest = self._place_foot(rest, look)
        self._place_page(rest, look)

    def _place_head(self, inner: pygame.Rect, look: Look) -> pygame.Rect:
        """The verdict, with the title beside it where both fit; returns the rest."""
        width = min(inner.width, self.verdict.width_for(look))
        self.verdict.place(pygame.Rect(inner.x, inner.y, width, self.verdict.height_for(look, width)))
        beside = inner.width - width - look.u(16)
        if self.subtitle.width_for(look) <= beside:
            box = pygame.Rect(self.verdict.rect.right + look.u(16), inner.y, self.subtitle.width_for(look), 0)
            box.height = self.subtitle.height_for(look, box.width)
            box.centery = self.verdict.rect.centery
        else:
            box = pygame.Rect(inner.x, self.verdict.rect.bottom + look.u(6), inner.width, 0)
            box.height = self.subtitle.height_for(look, inner.width)
        self.subtitle.place(box)
        self._place_lowest(inner, look)
        below = max(self.verdict.rect.bottom, box.bottom) + look.u(6)
        return boxes.cut_top(inner, below - inner.y)[1]

    def _place_lowest(self, inner: pygame.Rect, look: Look) -> None:
        """The reminder which score counts: right of the headline, where there is room for it."""
        width, height = self.lowest.width_for(look), look.line(LABEL)
        left = max(self.verdict.rect.right, self.subtitle.rect.right)
        beside = self.subtitle.rect.y < self.verdict.rect.bottom
        self.lowest.visible = (
            self.debrief.card.lowest is not None and beside and inner.right - width > left + look.u(20)
        )
        self.lowest.place(pygame.Rect(inner.right - width, self.verdict.rect.centery - height // 2, width, height))

    def _place_foot(self, inner: pygame.Rect, look: Look) -> pygame.Rect:
        """The buttons right; the model's line left of them, or at the end of the page where there is no room."""
        self.buttons.fold(look, inner.width)
        wanted = min(inner.width, self.buttons.width_for(look))
        row = self.buttons.height_for(look, wanted)
        foot, rest = boxes.cut_bottom(inner, row, look.u(12))
        right, left = boxes.cut_right(foot, wanted, look.u(24))
        self.buttons.place(right)
        height = self.model.height_for(look, max(1, left.width))
        self.model.visible = left.width > look.t(220) and height <= row
        self.model_below.visible = not self.model.visible
        self.model.place(pygame.Rect(left.x, foot.centery - height // 2, left.width, height))
        return rest

    def _place_page(self, rest: pygame.Rect, look: Look) -> None:
        pad = look.u(8)
        # The scrolling panel keeps a rim round its content and a bar beside it: both lie in the margins.
        box = pygame.Rect(rest.x - pad, rest.y - pad, rest.width + 2 * pad + look.u(10), rest.height + 2 * pad)
        width = self.scroll.inner_width(look, box.width)
        others = [text for text in (self.ending, self.why_not, self.noticed, self.model_below) if text.visible]
        self.page.room = rest.height - sum(text.height_for(look, width) + look.u(self.scroll.gap) for text in others)
        self.scroll.arrange(box, look)
        still = not self.scroll.furthest
        if not still:  # it takes the focus now, and the ring needs room round it
            room = pygame.Rect(box.x, rest.y + look.u(2), box.width - look.u(6), rest.height - look.u(2))
            self.scroll.arrange(room, look)
        for shade, panel in zip(self._shades, self.page.panels, strict=True):
            shade.visible = still
            shade.place(panel.rect)
