"""What to take along: one rule for next time, and one line "if ..., then I ..." that the trainee writes and keeps.

The line begins with a suggestion from the turn that cost most. What was written is kept by Enter or the button, and
also when the card is closed; a suggestion that nobody touched is nobody's plan.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core.plans import LONGEST_PLAN, Lesson
from sim.core.recording import RecordError
from sim.core.texts import Texts
from sim.stage.debrief.extras import Extras
from sim.stage.debrief.parts import SmallButton, alone
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Note, Text
from sim.stage.kit.look import BODY, LABEL, REPLY, STRONG
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.textfield import TextField

if TYPE_CHECKING:
    from sim.stage.kit.widget import Widget


class PlanBook:
    """The plan of a call: what was planned before it, what is suggested, what is kept, and how it is kept.

    Without `keep` it can only be read.
    """

    def __init__(self, lesson: Lesson | None, extras: Extras) -> None:
        self.lesson, self.plan, self.keep = lesson, extras.plan, extras.keep_plan
        self.planned = "" if extras.planned is None or extras.past else extras.planned.text

    @property
    def suggestion(self) -> str:
        """A line to begin with."""
        return self.lesson.plan if self.lesson is not None else ""

    @property
    def text(self) -> str:
        """What is kept, else the suggestion."""
        return self.plan.text if self.plan is not None else self.suggestion


class NextTime(Overlay):
    """The card. `show` opens a turn of the call."""

    def __init__(self, texts: Texts, book: PlanBook, show: Callable[[int], Next]) -> None:
        self._texts, self._book = texts, book
        self.field = TextField(
            texts("plan.field"), texts("plan.placeholder"), self._keep, longest=LONGEST_PLAN,
            on_change=self._changed, icon="notes",
        )  # fmt: skip
        self._put(book.text)
        self.line = Text(self.field.text, REPLY, "text", "flag")
        self.told = Text("", LABEL, "good", "tick")
        self.told.visible = False
        self.keep = Button(texts("plan.keep"), self._keep, "primary", icon="tick")
        self.forget = Button(texts("plan.forget"), self._forget)
        self.again = Button(texts("plan.suggestion"), self._suggest)
        self.own = Button(texts("plan.own"), self._begin)
        buttons: list[Widget] = [self.forget, self.again, self.own, self.keep] if book.keep is not None else []
        super().__init__(
            texts("plan.title"), self._body(show), buttons, close_label=texts("common.close"), width=680,
            on_close=self._put_away,
        )  # fmt: skip
        self._show_buttons()

    def _body(self, show: Callable[[int], Next]) -> list[Widget]:
        say, book = self._texts, self._book
        body: list[Widget] = [Note(say("plan.planned"), (book.planned,), "flag")] if book.planned else []
        body += [*_rule(say, book.lesson, show), Text(say("plan.your"), STRONG)]
        if book.keep is None:
            return [*body, self.line] if book.lesson is not None else body[:-1]
        return [*body, Text(say("plan.your_hint"), LABEL, "muted"), self.line, self.field, self.told]

    def first_focus(self) -> Widget | None:
        """The line to write, else whatever there is."""
        return self.field if self._book.keep is not None else super().first_focus()

    # --- what happens -------------------------------------------------------------------------------------------

    def _put(self, text: str) -> None:
        self.field.text, self.field.caret = text, len(text)

    def _changed(self, text: str) -> Next:
        self.line.label = text
        self.told.visible = False
        self._show_buttons()
        return STAY

    def _show_buttons(self) -> None:
        self.line.visible = bool(self.line.label)
        self.again.visible = bool(self._book.suggestion) and self.field.text != self._book.suggestion
        self.own.visible = bool(self.field.text) and self.field.text == self._book.suggestion
        self.forget.visible = self._book.plan is not None
        if self.ui is not None:
            self.ui.refresh()

    def _suggest(self) -> Next:
        self._put(self._book.suggestion)
        return self._changed(self.field.text)

    def _begin(self) -> Next:
        """An empty line, to be written from its beginning."""
        self.field.clear()
        if self.ui is not None:
            self.ui.set_focus(self.field, self.ui.shown_focus is not None)
        return self._changed("")

    def _keep(self) -> Next:
        return self._store(" ".join(self.field.text.split()), "plan.kept")

    def _forget(self) -> Next:
        return self._store("", "plan.forgotten")

    def _store(self, text: str, told: str) -> Next:
        """Keep the line, or none; say what came of it."""
        if self._book.keep is None or not (text or self._book.plan):
            return STAY
        try:
            self._book.plan = self._book.keep(text)
            self._tell(self._texts(told if text else "plan.forgotten"), True)
        except RecordError as error:
            self._tell(self._texts("plan.not_kept", trouble=self._texts(f"trouble.{error.code}")), False)
        self._show_buttons()
        return STAY

    def _tell(self, words: str, done: bool) -> None:
        self.told.label, self.told.tone, self.told.icon = words, "good" if done else "bad", "tick" if done else "info"
        self.told.visible = True
        if self.ui is not None:
            self.ui.say(words)

    def _put_away(self) -> Next:
        """What was written is not lost; an empty line forgets nothing."""
        text = " ".join(self.field.text.split())
        if text and text != self._book.text and self._book.keep is not None:
            self._store(text, "plan.kept")
        return STAY


def _rule(texts: Texts, lesson: Lesson | None, show: Callable[[int], Next]) -> list[Widget]:
    """The rule, where it comes from, and words that fit."""
    if lesson is None:
        return []
    number = lesson.turn
    where = texts("plan.rule_from" if lesson.costly else "plan.rule_kept", turn=number)
    parts: list[Widget] = [
        Text(texts("plan.rule_title"), STRONG),
        Text(lesson.rule, REPLY, "text", "bulb"),
        Text(f"{where} {texts('plan.why', why=lesson.why)}" if lesson.why else where, BODY, "muted"),
    ]
    if lesson.words:
        parts.append(Text(texts("plan.say", text=lesson.words), BODY))
    return [*parts, alone(SmallButton(texts("debrief.show_turn"), lambda: show(number), icon="transcript"))]
