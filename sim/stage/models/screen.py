"""Watching a model call: the caller's face and voice, somebody's answers, and a mark where it went wrong.

Rules
- Who answers is not said here. A mark, with its reason, ends the watching; it can be made at any turn that was seen.
- Space or Enter does the obvious next thing, Backspace goes a turn back; both work while nothing has a visible focus.
- "Nothing went wrong" can be said when the call was watched to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.core.modelcalls import NOTHING, Mark, ModelCall
from sim.stage.call.parts import caller_portrait, feelings_of, make_feelings
from sim.stage.kit.buttons import Button, ToolButton
from sim.stage.kit.cards import Small
from sim.stage.kit.look import Look
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Brand
from sim.stage.kit.presses import GUARD
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.ui import ENTER_KEYS
from sim.stage.models.parts import TurnCard, why_overlay
from sim.stage.models.places import beside_face, framed
from sim.stage.models.playback import Playback
from sim.stage.trouble import attempt

if TYPE_CHECKING:
    from sim.core.mood import Mood
    from sim.stage.services import Program


class WatchScreen(Screen):
    """One model call. `judged` is told the mark and says what follows; `back` is the way out."""

    name = "models"

    def __init__(
        self, program: Program, model: ModelCall, judged: Callable[[Mark], Next], back: Callable[[], Next]
    ) -> None:
        super().__init__()
        say = self.texts = program.texts
        self.model, self._judged, self._back = model, judged, back
        self.playback = Playback(model, program.speaker, program.sound)
        self._begun = False
        self._mood: Mood | None = None
        scenario = model.call.scenario
        self.brand = Brand(say("app.name"), say("models.watching", title=scenario.title))
        self.back = Button(say("common.back"), back, icon="back", hint=say("keys.escape"))
        self.portrait = caller_portrait(scenario)
        self.portrait.light = "live"
        self.feelings = make_feelings(say, model.scenes[0].before)
        self.how = Small(say("models.how"))
        self.turns = ScrollPanel(say("models.turns"), bare=True, follow=True)
        self.cards: list[TurnCard] = []
        self.before = Button(say("models.before"), self._step_back, icon="back", hint=say("keys.backspace"))
        self.run = ToolButton(say("models.run"), "play", self._toggle_run, "let_run")
        self.nothing = Button(say("models.nothing"), self._nothing, icon="tick")
        self.nothing.visible = False
        self.on = Button(say("models.answer"), self._step, "primary", icon="next", hint=say("keys.space"))
        self.foot = Row([self.before, self.run, self.nothing, self.on], equal=False)
        self.turns.adopt(self.how)
        self.ui.add(self.brand, self.back, self.portrait, self.turns, self.feelings, self.foot)

    # --- what is seen -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """The call begins."""
        if not self._begun:
            self._begun = True
            self.on.guard(now + GUARD)
            self.playback.go_to(0, now)
            self.show(now)

    def closed(self) -> None:
        """Nobody speaks any more."""
        self.playback.stop()

    def tick(self, now: float, dt: float) -> Next:
        """The call goes on."""
        self.playback.tick(now)
        self.show(now)
        return super().tick(now, dt)

    def show(self, now: float) -> None:
        """Show the call as it stands."""
        playback, grown = self.playback, False
        while len(self.cards) <= playback.place:
            self._add_card()
            grown = True
        for place, card in enumerate(self.cards):
            if place == playback.place:
                grown |= card.show(playback.heard(), playback.stage != "speaking" or place < playback.furthest)
                card.heard.unheard = playback.unheard
            else:
                grown |= card.whole()
        newest = self._newest()
        for card in self.cards:
            card.wrong.hint = self.ui.keys.cap("wrong_here") if card is newest else ""
        self.nothing.visible = playback.seen_whole
        self._show_buttons()
        self._show_caller(now)
        if grown:
            self.ui.refresh()

    def _add_card(self) -> None:
        scene = self.model.scenes[len(self.cards)]
        name = self.model.call.scenario.caller.name
        card = TurnCard(self.texts, scene, name, lambda: self.ask_why(scene.number))
        self.cards.append(card)
        self.turns.adopt(card)

    def _show_buttons(self) -> None:
        stage, say = self.playback.stage, self.texts
        label = say("models.answer" if stage == "speaking" else "models.next")
        if label != self.on.label:
            self.on.label = label
            self.ui.refresh()
        self.on.enabled = stage != "over"
        self.run.active = self.playback.runs

    def _show_caller(self, now: float) -> None:
        playback = self.playback
        self.portrait.follow(now, playback.mood, playback.speaking, playback.loudness)
        if playback.mood != self._mood:
            still = self.ui.look is not None and self.ui.look.reduced_motion
            self._mood = playback.mood
            self.feelings.show(feelings_of(self.texts, playback.mood), at_once=still)

    # --- what is done -------------------------------------------------------------------------------------------

    def _step(self) -> Next:
        self.playback.step(self.ui.now)
        self.show(self.ui.now)
        self._reveal()
        return STAY

    def _step_back(self) -> Next:
        self.playback.back(self.ui.now)
        self.show(self.ui.now)
        self._reveal()
        return STAY

    def _reveal(self) -> None:
        """Bring the turn that is played into sight; where it is the newest, the list follows by itself."""
        if self.playback.place + 1 < len(self.cards):
            self.turns.reveal(self.cards[self.playback.place])
        else:
            self.turns.to_end()

    def _toggle_run(self) -> Next:
        self.playback.runs = not self.playback.runs
        return STAY

    def _nothing(self) -> Next:
        return self._mark(Mark(0, NOTHING))

    def ask_why(self, turn: int) -> Next:
        """It went wrong here: for which reason?"""
        self.playback.runs = False
        self.ui.open(why_overlay(self.texts, turn, lambda reason: self._mark(Mark(turn, reason))))
        return STAY

    def _mark(self, mark: Mark) -> Next:
        if self.ui.overlay is not None:
            self.ui.close()
        return attempt(self.ui, self.texts, lambda: self._judged(mark))

    def handle(self, event: pygame.event.Event) -> Next:
        """The obvious thing is done unless the keyboard's focus is seen on something."""
        idle = self.ui.overlay is None and (self.ui.shown_focus is None or not self.ui.shown_focus.activates)
        next_key = event.type == pygame.KEYDOWN and (event.key in ENTER_KEYS or self.ui.keys.presses("show", event.key))
        if idle and next_key:
            return self.ui.activate(self.on)
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape leaves, Backspace goes a turn back, and a key marks the newest turn that was answered."""
        if self.ui.overlay is not None:
            return None
        if key == pygame.K_ESCAPE:
            return self._back()
        if key == pygame.K_BACKSPACE:
            return self._step_back()
        if self.ui.keys.presses("wrong_here", key):
            newest = self._newest()
            return self.ask_why(newest.scene.number) if newest is not None else STAY
        return None

    def _newest(self) -> TurnCard | None:
        """The turn that a key marks: the one that is played, or the one before it while the caller speaks."""
        answered = [card for card in self.cards[: self.playback.place + 1] if card.wrong.visible]
        return answered[-1] if answered else None

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The face beside the turns, or small above them where the text is large; buttons below."""
        rest = framed(area, look, self.brand, [self.back], self.foot)
        rest = beside_face(rest, look, self.portrait, self.feelings)
        self.turns.arrange(rest.inflate(look.u(16), 0), look)
