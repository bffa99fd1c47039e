"""The moment before a call: what do I feel, and which kind of anger, fear or question comes now?

Rules
- Two numbers answer the two questions; what the trainee expects to score may be said too.
- Nothing rings by itself: Enter goes on with what was said so far, which may be nothing.
- Nothing here is scored; the answers are kept with the call and come back in the debrief.
- A mistake is put right by choosing again, or by Backspace, until the phone rings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.core.events import MOST_TENSE, Notice
from sim.core.kinds import KINDS_OF, UNSURE
from sim.stage.briefing.notice_expected import Expected
from sim.stage.briefing.notice_parts import FeelingStep, KindCard
from sim.stage.face.stills import CallerPicture, face_of_scenario
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.look import BODY, LABEL, Look
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Brand, Columns, Page, Section, Stack, place_bar
from sim.stage.kit.places import inside, place_ways
from sim.stage.kit.presses import GUARD, goes_on, number_of
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.services import Program

_LEFT_SHARE = 0.238


class NoticeScreen(Screen):
    """Between briefing and phone. ring is told what was noticed; back says where Escape leads."""

    name = "notice"

    def __init__(
        self, program: Program, scenario: Scenario, ring: Callable[[Notice], Next], back: Callable[[], Next]
    ) -> None:
        super().__init__()
        say = self.texts = program.texts
        self.scenario, self._ring, self._back = scenario, ring, back
        self.feeling, self.kind = 0, ""
        self._seen = False
        self.kinds = (*KINDS_OF[scenario.family], UNSURE)
        self.brand = Brand(say("app.name"), scenario.title)
        self.picture = CallerPicture(face_of_scenario(scenario), scenario.caller.name, scenario.caller.about)
        self.page = Page(say("notice.title"))
        self.page.adopt(Columns(Stack([self.picture]), self._questions(), _LEFT_SHARE, 265))
        self.back = Button(say("common.back"), back, icon="back", hint=say("keys.escape"))
        self.words = Text(say("notice.keys"), LABEL, "muted")
        self.words.align = "centre"
        self.on = Button(say("notice.skip"), self._go, "primary", icon="phone", hint=say("keys.enter"))
        self.ui.add(self.brand, self.page, self.back, self.words, self.on)
        self._show()

    def _questions(self) -> Stack:
        say, chosen = self.texts, self.texts("settings.chosen")
        ends = {1: say("notice.calm"), MOST_TENSE: say("notice.tense")}
        self.steps = [
            FeelingStep(n, (say("notice.step", count=n), ends.get(n, ""), chosen), self._feels(n))
            for n in range(1, MOST_TENSE + 1)
        ]
        self.cards = [
            KindCard(n, (say(f"notice.kind.{kind}.name"), say(f"notice.kind.{kind}.means"), chosen), self._reads(kind))
            for n, kind in enumerate(self.kinds, 1)
        ]
        about = Text(self.scenario.about, BODY, "muted")
        which = Section(say(f"notice.ask.{self.scenario.family}"), [about, *self.cards], "phone", gap=9)
        self.expected = Expected(say, self._show)
        return Stack([Section(say("notice.feel"), [Row(list(self.steps))], "person"), which, self.expected.section])

    # --- what happens -------------------------------------------------------------------------------------------

    def _feels(self, feeling: int) -> Callable[[], Next]:
        return lambda: self._answer(feeling=feeling)

    def _reads(self, kind: str) -> Callable[[], Next]:
        return lambda: self._answer(kind=kind)

    def _answer(self, feeling: int | None = None, kind: str | None = None) -> Next:
        """One of the questions was answered; the next is brought into sight, as numbers choose no unread words."""
        self.feeling = self.feeling if feeling is None else feeling
        self.kind = self.kind if kind is None else kind
        if feeling:
            self.page.reveal(self.cards[-1])
        elif kind:
            self.page.reveal(self.expected.choices[-1])
        return self._show()

    def _show(self) -> Next:
        for step in self.steps:
            step.chosen = step.number == self.feeling
        for card, kind in zip(self.cards, self.kinds, strict=True):
            card.chosen, card.lit = kind == self.kind, bool(self.feeling)
        said = self.feeling or self.kind or self.expected.scores
        label = self.texts("notice.ring" if said else "notice.skip")
        if label != self.on.label:
            self.on.label = label
            self.ui.refresh()
        return STAY

    def _go(self) -> Next:
        noticed = Notice(feeling=self.feeling, kind=self.kind, expected=self.expected.scores)
        return attempt(self.ui, self.texts, lambda: self._ring(noticed))

    def entered(self, now: float) -> None:
        """The key press that led here skips nothing."""
        self.on.guard(now + GUARD)

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter goes on unless the focus is seen on something else."""
        if goes_on(event, self.ui):
            return self.ui.activate(self.on)
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """A number answers the question that is open; Backspace takes the last answer back; Escape goes back."""
        if self.ui.overlay is not None:
            return None
        if key == pygame.K_ESCAPE:
            return self._back()
        if key == pygame.K_BACKSPACE:
            return self._answer(kind="") if self.kind else self._answer(feeling=0)
        number = number_of(key)
        if not 0 < number <= MOST_TENSE:
            return None
        if not self.feeling:
            self._answer(feeling=number)
            self.ui.say(self.steps[number - 1].spoken())
        elif number <= len(self.kinds):
            self._answer(kind=self.kinds[number - 1])
            self.ui.set_focus(self.on, self.ui.shown_focus is not None)  # what Enter does is then seen
            self.ui.say(f"{self.cards[number - 1].spoken()} {self.on.spoken()}")
        return STAY

    def tick(self, now: float, dt: float) -> Next:
        """The portrait comes after the first frame."""
        if self._seen and self.picture.frame.waiting:
            self.picture.frame.develop()
        self._seen = True
        return super().tick(now, dt)

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """Bar above, buttons below, the questions between them."""
        inner = inside(area, look)
        top = place_bar(inner, look, self.brand, []) - look.u(6)
        foot = self._place_foot(inner, look)
        self.page.spread(pygame.Rect(area.x, area.y, area.width, foot - area.y), look, top)

    def _place_foot(self, inner: pygame.Rect, look: Look) -> int:
        """The two buttons, and between them what the keys do; returns the y above all."""
        foot, middle = place_ways(inner, look, self.back, self.on)
        if middle.width >= look.u(200) * look.text_scale:
            words = self.words.height_for(look, middle.width)
            foot, middle = place_ways(inner, look, self.back, self.on, words)
            self.words.place(pygame.Rect(middle.x, foot.centery - words // 2, middle.width, words))
            return foot.y
        _, above = boxes.cut_bottom(inner, foot.height, look.u(8))
        line, _ = boxes.cut_bottom(above, self.words.height_for(look, inner.width))
        self.words.place(line)
        return line.y
