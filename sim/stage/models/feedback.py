"""After a mark: whether it was the turn, what went wrong there, what to say instead, and who this was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import TurnReview
from sim.core.modelcalls import Fault, Mark, ModelCall, Verdict
from sim.core.texts import Texts
from sim.stage.debrief.parts import Instead
from sim.stage.debrief.words import capital, quoted
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Bubble, Note, Small, Text, Tone
from sim.stage.kit.look import BODY, HEADING, LABEL_STRONG, STRONG, Look
from sim.stage.kit.outcome import Next
from sim.stage.kit.page import Brand, Columns, Page, Stack
from sim.stage.kit.presses import GUARD, goes_on
from sim.stage.kit.reading import ReadCard
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget
from sim.stage.models.places import framed, lay_out

if TYPE_CHECKING:
    from sim.stage.services import Program

_TONES: dict[str, tuple[Tone, str]] = {"hit": ("good", "tick"), "near": ("info", "dot"), "miss": ("warn", "replay")}


class FeedbackScreen(Screen):
    """What a mark was worth. `again` watches the same call, `another` the next one, `back` leaves.

    unkept: why the result could not be kept, empty where it was.
    """

    name = "feedback"

    def __init__(  # noqa: PLR0913 - a screen's options are keywords
        self,
        program: Program,
        model: ModelCall,
        mark: Mark,
        verdict: Verdict,
        *,
        again: Callable[[], Next],
        another: Callable[[], Next],
        back: Callable[[], Next],
        unkept: str = "",
    ) -> None:
        super().__init__()
        say = self.texts = program.texts
        self._back = back
        title = model.call.scenario.title
        self.brand = Brand(say("app.name"), say("models.watching", title=title))
        self.page = Page(say("models.feedback"))
        tone, sign = _TONES[verdict.place]
        head: list[Widget] = [
            Text(headline(say, verdict), HEADING, tone, sign),
            Text(mark_words(say, mark, verdict), BODY, "muted"),
        ]
        if unkept:
            head.append(Text(unkept, BODY, "warn", "info"))
        left: list[Widget] = [who_card(say, model)]
        if verdict.found:
            left.append(all_card(say, verdict))
        about = turn_card(say, model, verdict) if verdict.review is not None else best_card(say, model)
        body = Columns(Stack([about]), Stack(left), 0.58, 380) if about is not None else Stack(left)
        self.page.adopt(Stack(head, gap=4), body)
        self.back = Button(say("common.back"), back, hint=say("keys.escape"))
        self.again = Button(say("models.again"), again, icon="replay")
        self.another = Button(say("models.another"), another, "primary", icon="next", hint=say("keys.enter"))
        self.foot = Row([self.back, self.again, self.another], equal=False)
        self.ui.add(self.brand, self.page, self.foot)

    def entered(self, now: float) -> None:
        """A key that chose the reason chooses nothing here."""
        for button in self.foot.children:
            button.guard(now + GUARD)

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter goes on unless the focus is seen on something else."""
        if goes_on(event, self.ui):
            return self.ui.activate(self.another)
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape leads back."""
        return self._back() if key == pygame.K_ESCAPE else None

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, the page, the buttons."""
        lay_out(area, look, self.page, framed(area, look, self.brand, [], self.foot))


def headline(texts: Texts, verdict: Verdict) -> str:
    """Whether it was the turn."""
    if verdict.fault is None:
        return texts("models.verdict.nothing_right" if verdict.place == "hit" else "models.verdict.nothing_missed")
    if verdict.place == "near":
        return texts("models.verdict.near", turn=_costliest(verdict).turn)
    if verdict.place == "miss":
        return texts("models.verdict.miss", turn=verdict.fault.turn)
    return texts("models.verdict.hit" if verdict.reason_fits else "models.verdict.hit_reason", turn=verdict.fault.turn)


def mark_words(texts: Texts, mark: Mark, verdict: Verdict) -> str:
    """What the trainee marked, and whether the reason fits."""
    if not mark.turn:
        return texts("models.you_said_nothing")
    said = texts("models.you_said", turn=mark.turn, reason=_reason(texts, mark.reason))
    if verdict.place == "miss":
        return said
    return f"{said} {texts('models.fits' if verdict.reason_fits else 'models.fits_not')}"


def _costliest(verdict: Verdict) -> Fault:
    return max(verdict.found, key=lambda fault: (fault.lost, -fault.turn))


def _reason(texts: Texts, reason: str) -> str:
    words = texts(f"models.reason.{reason}")
    return words[:1].lower() + words[1:]


def who_card(texts: Texts, model: ModelCall) -> Note:
    """Who this was, and what they do."""
    who = f"models.who.{model.who}"
    return Note(texts("models.who_is_this"), (texts(f"{who}.name"), texts(f"{who}.does")), "person")


def turn_card(texts: Texts, model: ModelCall, verdict: Verdict) -> ReadCard:
    """The turn that is talked about: heard, said, why it went wrong, the rule, and what to say instead."""
    turn, fault = verdict.review, verdict.fault
    assert turn is not None
    assert fault is not None
    reason = fault.reasons[0]
    rule = texts("models.rule", reason=texts(f"models.reason.{reason}"), rule=texts(f"models.rules.{reason}"))
    parts: list[Widget] = [
        *_said(texts, model, turn),
        *([Text(turn.because, BODY)] if turn.because else []),
        Text(rule, STRONG),
    ]
    if verdict.rule is not None:
        parts.append(Text(texts("models.broke", rule=verdict.rule.rule), BODY, "muted", "policy"))
    if turn.instead is not None:
        parts.append(Instead(texts("debrief.instead"), quoted(texts, turn.instead.text), turn.instead.because))
    return ReadCard(texts("models.wrong_turn", turn=turn.number), parts, "flag", gap=8)


def best_card(texts: Texts, model: ModelCall) -> ReadCard | None:
    """The best turn of a call in which nothing went wrong."""
    if not model.debrief.best:
        return None
    turn = model.debrief.turns[model.debrief.best - 1]
    because: list[Widget] = [Text(turn.because, BODY)] if turn.because else []
    title = texts("debrief.kicker.with_turn", kicker=texts("debrief.kicker.best"), turn=turn.number)
    return ReadCard(title, [*_said(texts, model, turn), *because], "star", gap=8)


def _said(texts: Texts, model: ModelCall, turn: TurnReview) -> list[Widget]:
    """What was heard and said, what it was, and what it did."""
    return [
        Bubble(model.call.scenario.caller.name, turn.heard),
        Bubble(texts("models.somebody"), turn.said, mine=True),
        Text(capital(telling.moves_words(texts, turn.moves)), LABEL_STRONG),
        Small(capital(telling.effect_words(texts, turn.before, turn.after))),
    ]


def all_card(texts: Texts, verdict: Verdict) -> ReadCard:
    """Every turn that went wrong, the costliest marked."""
    most, lines = _costliest(verdict), []
    for fault in verdict.found:
        key = "costliest" if fault == most else "cost"
        reason = _reason(texts, fault.reasons[0])
        lines.append(texts(f"models.{key}", turn=fault.turn, reason=reason, points=round(fault.lost)))
    body: list[Widget] = [Text(line, BODY) for line in lines]
    return ReadCard(texts("models.all_wrong", count=len(lines)), [*body, Small(texts("models.points"))], gap=5)
