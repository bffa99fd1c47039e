"""The quiz: one question about the rules at a time; the reason at once in practice, at the end in an exam.

Rules
- A number, a click or Tab and Enter answer; Enter goes on. Escape leaves it: what was answered is then not kept.
- Nothing here is part of a score, and there is no time.
- The key press that answered one question does not answer the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core.quiz import Answered, Item
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Asked, Chip, Chips, Text, Told
from sim.stage.kit.look import HEADING, LABEL, Look
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Brand, Page, Stack, place_bar
from sim.stage.kit.places import inside, place_ways
from sim.stage.kit.presses import GUARD, goes_on
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget
from sim.stage.quiz.parts import Answer, Outcome
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.texts import Texts

_WIDTH = 820  # base pixels of the column
_DIGITS = tuple(range(pygame.K_1, pygame.K_7))
_KEYPAD = (pygame.K_KP1, pygame.K_KP2, pygame.K_KP3, pygame.K_KP4, pygame.K_KP5, pygame.K_KP6)


class Column(Stack):
    """A stack in the middle of the page, no wider than is good to read."""

    def inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        """As wide as the text size asks for."""
        width = min(rect.width, round(look.u(_WIDTH) * (0.5 + 0.5 * look.text_scale)))
        return pygame.Rect(rect.centerx - width // 2, rect.y, width, rect.height)


class QuizScreen(Screen):
    """Some questions on a call's rules. keep is told the answers when all were given; leave says where to go on."""

    name = "quiz"

    def __init__(  # noqa: PLR0913 - what a quiz needs
        self,
        texts: Texts,
        title: str,
        items: Sequence[Item],
        keep: Callable[[Sequence[Answered]], None],
        leave: Callable[[], Next],
        *,
        exam: bool = False,
    ) -> None:
        super().__init__()
        say = self.texts = texts
        self.items, self.exam, self._keep, self._leave = tuple(items), exam, keep, leave
        self.answered: list[Answered] = []
        self.shown: Answered | None = None  # whose verdict is seen
        self.over = False  # whether what came of it is seen
        self.cards: list[Answer] = []
        self.brand = Brand(say("app.name"), say("quiz.place", title=title))
        self.chips = Chips((Chip(say("quiz.exam" if exam else "quiz.practice"), "info", "bulb"),))
        self.page = Page(say("quiz.title"))
        self.words = Text(say("quiz.keys"), LABEL, "muted")
        self.words.align = "centre"
        self.back = Button(say("quiz.skip"), leave, icon="back", hint=say("keys.escape"))
        self.on = Button(say("quiz.next"), self._next, "primary", icon="next", hint=say("keys.enter"))
        self.ui.add(self.brand, self.chips, self.page, self.back, self.words, self.on)
        self._ask()

    # --- what stands on it --------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """The next question."""
        say = self.texts
        number = len(self.answered)
        item = self.items[number]
        self.cards = [
            Answer(n, answer, self._answers(n - 1), _DIGITS[n - 1]) for n, answer in enumerate(item.answers, 1)
        ]
        count = Text(say("quiz.count", number=number + 1, count=len(self.items)), LABEL, "muted")
        self.page.fill([Column([count, Asked(item.ask, HEADING), *self.cards], gap=11)])
        self.on.visible, self.words.visible = False, True
        self.ui.refresh()

    def _end(self) -> None:
        """Each question with its answer."""
        self.over = True
        say, right = self.texts, sum(one.right for one in self.answered)
        head = Asked(say("quiz.result", right=right, count=len(self.items)), HEADING)
        note = Text(say("quiz.all" if right == len(self.items) else "quiz.some"), tone="muted")
        cards: list[Widget] = [self._outcome(one) for one in self.answered]
        self.page.fill([Column([Stack([head, note], gap=2), *cards], gap=11)])
        self.on.label, self.on.icon = say("quiz.done"), "back"
        self.on.visible, self.words.visible = True, False
        self.back.visible = False
        self.on.guard(self.ui.now + GUARD)
        self.ui.refresh()
        self.ui.set_focus(None)

    def _outcome(self, one: Answered) -> Outcome:
        say, item = self.texts, one.item
        chosen = "" if one.right else say("quiz.chosen", answer=item.answers[one.chosen])
        return Outcome(item.ask, one.right, (say("quiz.right_is", answer=item.answers[item.right]), chosen, item.why))

    # --- what happens -------------------------------------------------------------------------------------------

    def _answers(self, place: int) -> Callable[[], Next]:
        return lambda: self._answer(place)

    def _answer(self, place: int) -> Next:
        if self.shown is not None or self.over:
            return STAY
        one = Answered(self.items[len(self.answered)], place)
        self.answered.append(one)
        if self.exam:
            return self._next()
        self.shown = one
        say, item = self.texts, one.item
        for n, card in enumerate(self.cards):
            card.enabled = False
            if n == item.right:
                card.tell("right", say("quiz.is_right"))
            elif n == place:
                card.tell("wrong", say("quiz.is_wrong"))
            card.chosen = one.right and n == place
        column = self.page.children[0]
        column.adopt(Told(say("quiz.yes" if one.right else "quiz.no"), (item.why,) if item.why else (), "bulb"))
        self.on.label = say("quiz.next" if len(self.answered) < len(self.items) else "quiz.finish")
        self.on.visible, self.words.visible = True, False
        self.on.guard(self.ui.now + GUARD)
        self.ui.refresh()
        self.ui.set_focus(self.on, shown=self.ui.shown_focus is not None)
        return STAY

    def _next(self) -> Next:
        if self.over:
            return self._leave()
        self.shown = None
        if len(self.answered) == len(self.items):
            self._end()
            return attempt(self.ui, self.texts, self._keep_all)
        self._ask()
        for card in self.cards:
            card.guard(self.ui.now + GUARD)
        self.ui.set_focus(self.cards[0], shown=self.ui.shown_focus is not None)
        return STAY

    def _keep_all(self) -> Next:
        self._keep(tuple(self.answered))
        return STAY

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter goes on where there is something to go on to."""
        if goes_on(event, self.ui):
            return self.ui.activate(self.on) if self.on.visible else STAY
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape leaves; the number pad answers too."""
        if self.ui.overlay is not None:
            return None
        if key == pygame.K_ESCAPE:
            return self._leave()
        if key in _KEYPAD and self.shown is None and not self.over:
            place = _KEYPAD.index(key)
            return self.ui.press(self.cards[place]) if place < len(self.cards) else STAY
        return None

    def entered(self, now: float) -> None:
        """The key press that led here answers nothing."""
        for card in self.cards:
            card.guard(now + GUARD)

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """Bar above, buttons below, the question between them."""
        inner = inside(area, look)
        self.chips.visible = self.brand.width_for(look) + look.u(24) + self.chips.width_for(look) <= inner.width
        top = place_bar(inner, look, self.brand, [self.chips] if self.chips.visible else []) - look.u(6)
        foot = self._place_foot(inner, look)
        self.page.spread(pygame.Rect(area.x, area.y, area.width, foot - area.y), look, top)

    def _place_foot(self, inner: pygame.Rect, look: Look) -> int:
        """Skip left, on right, what the keys do between them; returns the y above."""
        foot, middle = place_ways(inner, look, self.back, self.on)
        height = self.words.height_for(look, max(1, middle.width))
        fits = self.words.width_for(look) <= middle.width
        self.words.place(pygame.Rect(middle.x, foot.centery - height // 2, middle.width if fits else 0, height))
        return foot.y
