"""The briefing: who rings, what they want, what is asked of the trainee, and the rules that hold in this call.

Rules
- Everything stands on one page that scrolls where the text is large; the two buttons below it are always there.
- "Take the call" is guarded for a moment, so that the key press that opened the briefing cannot start the call.
- Practice or exam, and how to answer, are chosen beside it; where the words are large, on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.briefing.choices import EXAM, Around, ModeBar
from sim.stage.briefing.parts import MarkedLine, PolicyCard
from sim.stage.face.stills import CallerPicture, face_of_scenario
from sim.stage.families import FAMILY_TONES
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, Chips, Note, Small, Text, Told
from sim.stage.kit.look import BODY, REPLY, STRONG, Look
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Brand, Columns, Page, Section, Stack, Tiles, place_bar
from sim.stage.kit.places import inside, place_ways
from sim.stage.kit.presses import GUARD, goes_on
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.core.texts import Texts
    from sim.stage.services import Program

_LEFT_SHARE = 0.238
_PORTRAIT = 0.7  # the notes below it need room
_ALONE = Around()


class BriefingScreen(Screen):
    """Before a call. start is told its mode and how it is answered; back says where Escape leads."""

    name = "briefing"

    def __init__(
        self,
        program: Program,
        scenario: Scenario,
        start: Callable[[str, str], Next],
        back: Callable[[], Next],
        around: Around = _ALONE,
    ) -> None:
        super().__init__()
        say = program.texts
        self.program, self.scenario, self._back, self._start = program, scenario, back, start
        self.around, self.mode, self.way = around, around.mode, around.way
        self._others: list[Button] = []
        self.brand = Brand(say("app.name"), scenario.title)
        caller = scenario.caller
        self.picture = CallerPicture(face_of_scenario(scenario), caller.name, caller.about, _PORTRAIT)
        self.bar, self.more_bar = (ModeBar(say, around.ways, self._choose) for _ in range(2))
        self.choices, self.more = (
            Row([bar, *self._buttons()], equal=False, gap=24) for bar in (self.bar, self.more_bar)
        )
        self.about = Told("", (), "trust")
        self.met = Told(say("briefing.met"), (), "info", "warn")
        placed = tuple(Chip(words, "info", "phone") for words in around.place)
        self.chips, self.more_chips = (Chips((*placed, *_chips(say, scenario))) for _ in range(2))
        self.page = Page(scenario.title)
        self.page.adopt(Columns(Stack([self.picture]), self._right(), _LEFT_SHARE, 265, self._notes()))
        self.back = Button(say("common.back"), back, icon="back", hint=say("keys.escape"))
        self.take = Button(
            "",
            lambda: attempt(self.ui, say, lambda: self._start(self.mode, self.way)),
            "primary",
            icon="phone",
            hotkey=pygame.K_RETURN,
            hint=say("keys.enter"),
        )
        self._seen = False
        self.ui.add(self.brand, self.chips, self.page, self.back, self.choices, self.take)
        self._show()

    # --- what stands on it --------------------------------------------------------------------------------------

    def _notes(self) -> Stack:
        """What this practice or exam is, and what the service is for."""
        say, purpose = self.program.texts, self.program.purpose
        notes: list[Widget] = [Note(say("briefing.purpose"), (purpose,))] if purpose else []
        self.purpose = Stack(notes)
        return Stack([*self._plan(), self.about, self.met, self.purpose])

    def _plan(self) -> list[Widget]:
        """What the trainee wants to do, in their own words, and which call that is from."""
        say, plan = self.program.texts, self.program.plan_for(self.scenario)
        if plan is None:
            return []
        other = plan.title and plan.title != self.scenario.title
        where = (say("plan.briefing_from", title=plan.title),) if other else ()
        return [Note(say("plan.briefing"), (plan.text, *where), "flag", "good")]

    def _buttons(self) -> list[Widget]:
        """The quiz, and for an exam a call that would be a new one."""
        other, say = self.around.other, self.program.texts
        quiz = Button(say("briefing.quiz"), self._ask, icon="bulb")
        take = (lambda: attempt(self.ui, say, other.open)) if other is not None else None
        instead = Button(other.label if other else "", take, icon="phone")
        quiz.visible = self.around.quiz is not None
        self._others.append(instead)
        return [quiz, instead]

    def _right(self) -> Stack:
        """The call, the trainee's part in it, and the rules."""
        say, policies = self.program.texts, self.scenario.policy
        parts: list[Widget] = [self.more_chips, self.more, Tiles([self._call(), self._part()], 330, gap=10)]
        if policies:
            why, instead = say("briefing.why"), say("briefing.instead")
            cards: list[Widget] = [PolicyCard(policy, why, instead) for policy in policies]
            asked = [Small(self.around.asked)] if self.around.asked else []
            head = Row([Text(say("briefing.policy"), STRONG), *asked], equal=False, gap=24)
            parts.append(Stack([head, Tiles(cards, 330, gap=10)], gap=7))
        return Stack(parts, gap=10)

    def _call(self) -> Section:
        """What they want, and what else is known."""
        scenario = self.scenario
        notes: list[Widget] = [Text(note, BODY, "muted") for note in scenario.briefing.notes]
        return Section(self.program.texts("briefing.call"), [Text(scenario.about, REPLY), *notes], "phone", gap=7)

    def _part(self) -> Section:
        """Who the trainee is in this call, and the aim."""
        say, briefing = self.program.texts, self.scenario.briefing
        role: list[Widget] = [Text(briefing.company, STRONG), Text(briefing.role, BODY, "muted")]
        aim = MarkedLine(say("briefing.aim"), briefing.goal, "flag")
        return Section(say("briefing.part"), [Stack(role, gap=1), aim], "person", gap=9)

    # --- what happens -------------------------------------------------------------------------------------------

    def _choose(self, mode: str, way: str) -> Next:
        self.mode, self.way = mode, way
        self._show()
        return STAY

    def _ask(self) -> Next:
        return self.around.quiz(self.mode) if self.around.quiz is not None else STAY

    def _show(self) -> None:
        """Everything that depends on the mode."""
        say, exam, around = self.program.texts, self.mode == EXAM, self.around
        for bar in (self.bar, self.more_bar):
            bar.show(self.mode, self.way, around.fixed)
        self.take.label = say("briefing.take_exam" if exam else "briefing.take")
        self.about.label = say("briefing.exam_title" if exam else "briefing.mistakes")
        self.about.paragraphs = (say("briefing.exam_text" if exam else f"briefing.about.{self.way}"),)
        self.about.tone, self.about.icon = ("info", "flag") if exam else ("trust", "trust")
        self.met.visible = exam and around.met
        self.met.paragraphs = (say("briefing.met_text"),)
        self.purpose.visible = not self.met.visible  # the call shows it too
        for button in self._others:
            button.visible = self.met.visible and around.other is not None
        self.ui.refresh()

    def entered(self, now: float) -> None:
        """The way on is what keys go to; an old key press does not take it."""
        self.take.guard(now + GUARD)

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter takes the call unless the focus is seen on something else: a choice just clicked does not use it up."""
        if goes_on(event, self.ui):
            return self.ui.activate(self.take)
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return self._back() if key == pygame.K_ESCAPE else None

    def tick(self, now: float, dt: float) -> Next:
        """The portrait comes after the first frame."""
        if self._seen and self.picture.frame.waiting:
            self.picture.frame.develop()
        self._seen = True
        return super().tick(now, dt)

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """Bar above, buttons below, the page between them."""
        inner = inside(area, look)
        chips = self.chips.width_for(look)
        self.chips.visible = self.brand.width_for(look) + look.u(24) + chips <= inner.width
        self.more_chips.visible = not self.chips.visible
        top = place_bar(inner, look, self.brand, [self.chips] if self.chips.visible else []) - look.u(6)
        foot = self._place_foot(inner, look)
        self.page.spread(pygame.Rect(area.x, area.y, area.width, foot - area.y), look, top)

    def _place_foot(self, inner: pygame.Rect, look: Look) -> int:
        """The two buttons, and between them what is chosen where it has room; returns the y above them."""
        foot, middle = place_ways(inner, look, self.back, self.take)
        wide = self.choices.width_for(look)
        self.choices.visible = wide <= middle.width
        self.more.visible = not self.choices.visible
        if self.choices.visible:
            self.choices.place(pygame.Rect(middle.centerx - wide // 2, foot.y, wide, foot.height))
        return foot.y


def _chips(texts: Texts, scenario: Scenario) -> tuple[Chip, ...]:
    """Family, level, minutes, and what is at the desk."""
    tone, mark = FAMILY_TONES[scenario.family]
    return (
        Chip(texts(f"menu.family.{scenario.family}"), tone, mark),
        Chip(texts("common.level", count=scenario.level)),
        Chip(texts("menu.minutes", count=scenario.minutes), "muted", "clock"),
        Chip(desk_words(texts, scenario), "muted", "desk"),
    )


def desk_words(texts: Texts, scenario: Scenario) -> str:
    """How many cards are at hand, and how many open later."""
    locked = sum(card.after is not None for card in scenario.desk)
    words = texts("briefing.cards", count=len(scenario.desk))
    return f"{words}; {texts('briefing.locked', count=locked)}" if locked else words
