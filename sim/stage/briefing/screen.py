"""The briefing: who rings, what they want, what is asked of the trainee, and the rules that hold in this call.

Rules
- Everything stands on one page that scrolls where the text is large; the two buttons below it are always there.
- "Take the call" is guarded for a moment, so that the key press that opened the briefing cannot start the call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.briefing.parts import Key, KeyLine, MarkedLine, PolicyCard
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Chip, Chips, Note, Text
from sim.stage.kit.look import BODY, REPLY, STRONG, Look
from sim.stage.kit.outcome import Next
from sim.stage.kit.page import MARGIN, Brand, Columns, Page, Section, Stack, Tiles, place_bar
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget
from sim.stage.menu.cards import FAMILY_TONES
from sim.stage.menu.faces import CallerPicture, face_of_scenario
from sim.stage.menu.trouble import attempt

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.core.texts import Texts
    from sim.stage.services import Program

GUARD = 0.4
PRACTICE = "practice"
_LEFT_SHARE = 0.238
_KEYS = {"answer": ("reply_1", "reply_5"), **{name: (name,) for name in ("breathe", "hold", "policy", "desk")}}


class BriefingScreen(Screen):
    """Before a call. start is told the mode of the call; back says where Escape leads."""

    name = "briefing"

    def __init__(
        self, program: Program, scenario: Scenario, start: Callable[[str], Next], back: Callable[[], Next]
    ) -> None:
        super().__init__()
        say = program.texts
        self.program, self.scenario, self._back = program, scenario, back
        self.brand = Brand(say("app.name"), scenario.title)
        self.picture = CallerPicture(face_of_scenario(scenario), scenario.caller.name, scenario.caller.about)
        self.keys, self.more_keys = KeyLine(_keys(say)), KeyLine(_keys(say))
        self.chips, self.more_chips = Chips(_chips(say, scenario)), Chips(_chips(say, scenario))
        self.page = Page(scenario.title)
        self.page.adopt(Columns(Stack([self.picture]), self._right(), _LEFT_SHARE, 265, self._notes()))
        self.back = Button(say("common.back"), back, icon="back", hint=say("keys.escape"))
        self.take = Button(
            say("briefing.take"),
            lambda: attempt(self.ui, say, lambda: start(PRACTICE)),
            "primary",
            icon="phone",
            hotkey=pygame.K_RETURN,
            hint=say("keys.enter"),
        )
        self._seen = False
        self.ui.add(self.brand, self.chips, self.page, self.back, self.keys, self.take)

    # --- what stands on it --------------------------------------------------------------------------------------

    def _notes(self) -> Stack:
        """What the service and this practice are for."""
        say, purpose = self.program.texts, self.program.purpose
        notes: list[Widget] = [Note(say("briefing.purpose"), (purpose,))] if purpose else []
        return Stack([*notes, Note(say("briefing.mistakes"), (say("briefing.mistakes_text"),), "trust")])

    def _right(self) -> Stack:
        """The call, the trainee's part in it, and the rules."""
        say, policies = self.program.texts, self.scenario.policy
        parts: list[Widget] = [self.more_chips, Tiles([self._call(), self._part()], 330, gap=10)]
        if policies:
            why, instead = say("briefing.why"), say("briefing.instead")
            cards: list[Widget] = [PolicyCard(policy, why, instead) for policy in policies]
            parts.append(Stack([Text(say("briefing.policy"), STRONG), Tiles(cards, 330, gap=10)], gap=7))
        return Stack([*parts, self.more_keys], gap=10)

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

    def entered(self, now: float) -> None:
        """The way on is what keys go to; an old key press does not take it."""
        self.take.guard(now + GUARD)

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
        inner = boxes.inset(area, look.u(MARGIN), look.u(16))
        chips = self.chips.width_for(look)
        self.chips.visible = self.brand.width_for(look) + look.u(24) + chips <= inner.width
        self.more_chips.visible = not self.chips.visible
        top = place_bar(inner, look, self.brand, [self.chips] if self.chips.visible else []) - look.u(6)
        foot = self._place_foot(inner, look)
        self.page.spread(pygame.Rect(area.x, area.y, area.width, foot - area.y), look, top)

    def _place_foot(self, inner: pygame.Rect, look: Look) -> int:
        """The two buttons, and between them the keys where they have room; returns the y above them."""
        widths = [button.width_for(look) + look.u(20) for button in (self.back, self.take)]
        height = max(look.u(44), *(b.height_for(look, w) for b, w in zip((self.back, self.take), widths, strict=True)))
        foot, _ = boxes.cut_bottom(inner, height)
        back, rest = boxes.cut_left(foot, widths[0], look.u(24))
        take, middle = boxes.cut_right(rest, widths[1], look.u(24))
        self.back.place(back)
        self.take.place(take)
        keys = self.keys.width_for(look)
        self.keys.visible = keys <= middle.width
        self.more_keys.visible = not self.keys.visible
        if self.keys.visible:
            tall = self.keys.height_for(look, keys)
            self.keys.place(pygame.Rect(middle.centerx - keys // 2, foot.centery - tall // 2, keys, tall))
        return foot.y


def _keys(texts: Texts) -> tuple[Key, ...]:
    return tuple(Key(actions, texts(f"briefing.key.{name}")) for name, actions in _KEYS.items())


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
