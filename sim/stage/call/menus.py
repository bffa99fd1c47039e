"""Opens and closes the cards over a call, and does what closing them means.

A pause holds everything as long as its card is open. The desk lets the caller wait from the first card that is read
until it is closed. Trouble opens by itself and stays until what was said could be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sim.core import telling
from sim.core.hints import EXAM
from sim.core.phases import ENDED, LOOKING_UP, WRAPPING_UP, YOUR_TURN
from sim.core.scenario import DeskCard
from sim.core.texts import Texts
from sim.stage.call.desk import DeskOverlay
from sim.stage.call.notes import Notepad
from sim.stage.call.overlays import (
    TroubleOverlay,
    feelings_overlay,
    hang_up_overlay,
    pause_overlay,
    policy_overlay,
    transcript_overlay,
)
from sim.stage.call.parts import feelings_of, make_feelings, make_purpose
from sim.stage.call.showing import ASIDES
from sim.stage.director import Director
from sim.stage.kit.cards import Text
from sim.stage.kit.meters import Feelings
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.page import Section
from sim.stage.kit.ui import UI
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.core.call import Call


class CallMenus:
    """The cards over one call. said gives the transcript; finish goes to the debrief."""

    def __init__(
        self,
        ui: UI,
        texts: Texts,
        director: Director,
        said: Callable[[], list[Widget]],
        finish: Callable[[], Next],
    ) -> None:
        self.ui, self.texts, self.director = ui, texts, director
        self.purpose, self.tip = "", False  # the service's purpose; whether there is a tip beside it
        self.norms: Sequence[str] = ()  # what everybody does who answers for the service
        self.settings: Callable[[], Next] | None = None  # opens them from the pause card
        self._said, self._finish = said, finish
        self._trouble: TroubleOverlay | None = None
        self._desk: DeskOverlay | None = None
        self._feelings: Feelings | None = None
        self._timers: bool | None = None  # what the pause card asked for and is not done yet
        self._ended = False  # whether the call was over at the last look
        self._closing = False  # whether the wrap-up waits for what could not be kept

    @property
    def call(self) -> Call:
        """The call below."""
        return self.director.call

    def _open(self, overlay: Overlay) -> Next:
        self.ui.open(overlay)
        return STAY

    # --- cards to read ------------------------------------------------------------------------------------------

    def policy(self) -> Next:
        """The policy of this call. Time goes on."""
        note = make_purpose(self.texts, self.purpose, self.call.scenario, self.tip)
        service: list[Widget] = [note] if note.paragraphs else []
        if self.norms:
            service.append(Section(self.texts("call.norms"), [Text(norm) for norm in self.norms], "person", gap=5))
        return self._open(policy_overlay(self.texts, self.call.scenario, service, lambda: STAY))

    def transcript(self) -> Next:
        """All that was said."""
        overlay = transcript_overlay(self.texts, self._said(), self._write, lambda: STAY)
        self.ui.open(overlay)
        overlay.panel.to_end()
        return STAY

    def feelings(self) -> Next:
        """How the caller sounds."""
        self._feelings = make_feelings(self.texts, self.call.mood)
        return self._open(feelings_overlay(self.texts, self._feelings, self._no_feelings))

    def _no_feelings(self) -> Next:
        self._feelings = None
        return STAY

    # --- the notepad --------------------------------------------------------------------------------------------

    def notes(self) -> Next:
        """The notepad: what is written costs no time."""
        self.director.begin_writing()
        return self._open(Notepad(self.texts, lambda: self.call.notes, self.director.write, self._put_away))

    def _write(self) -> Next:
        self.ui.close()
        return self.notes()

    def _put_away(self) -> Next:
        self.director.end_writing()
        return STAY

    # --- the desk -----------------------------------------------------------------------------------------------

    def desk(self) -> Next:
        """The desk."""
        self._desk = DeskOverlay(self.texts, self._desk_cards, self._read, self._leave_desk)
        return self._open(self._desk)

    def _desk_cards(self) -> tuple[Sequence[DeskCard], Sequence[DeskCard]]:
        known = self.call.desk
        return known, [card for card in self.call.scenario.desk if card not in known]

    def _read(self, title: str) -> None:
        """The caller waits; while they speak the card is read all the same, and they wait from their last word."""
        if self.call.phase in (YOUR_TURN, LOOKING_UP):
            self.director.look_up(title)

    def _tell_desk(self, desk: DeskOverlay) -> None:
        """The caller is heard and felt at the desk too: whether they speak or wait, how long, and how gladly."""
        say, director, name = self.texts, self.director, self.call.scenario.caller.name
        line = director.line
        quote = line.utterance.text if line is not None and line.utterance.kind in ASIDES else ""
        said = say("desk.says", name=name, text=quote) if quote else ""
        if self.call.phase == LOOKING_UP:
            waited = say("common.seconds", count=int(director.lookup_seconds))
            words = say("desk.waits", name=name, seconds=waited)
            if self.call.setup.mode != EXAM:
                band = say(f"feelings.band.{telling.band(self.call.mood.patience)}")
                words = say("desk.patience", waits=words, band=band)
            desk.tell("hold", words, said)
        elif self.call.phase == YOUR_TURN:
            left_of = director.silence_left
            left = say("common.seconds", count=int(left_of[0]) + 1) if left_of is not None else ""
            desk.tell(
                "clock", say("desk.answer", name=name, seconds=left) if left else say("call.time.answer_untimed"), said
            )
        else:
            desk.tell("speaker", say("call.time.speaking", name=name), said)

    def _leave_desk(self) -> Next:
        self._desk = None
        if self.call.phase == LOOKING_UP:
            self.director.resume()
        return STAY

    # --- pause and end ------------------------------------------------------------------------------------------

    def pause(self) -> Next:
        """Everything stands still."""
        self.director.pause(True)
        timers = self.call.timers if self._timers is None else self._timers
        acts = (self._go_on, self.policy, self.leave, self.hang_up)
        return self._open(pause_overlay(self.texts, (timers, self._want_timers), acts, self._unpause, self.settings))

    def _go_on(self) -> Next:
        return self.ui.close()

    def _want_timers(self, on: bool) -> Next:
        self._timers = on
        return STAY

    def _unpause(self) -> Next:
        self.director.pause(False)
        self._switch_timers()
        return STAY

    def _switch_timers(self) -> None:
        if self._timers is not None and (self._timers == self.call.timers or self.director.switch_timers(self._timers)):
            self._timers = None

    def leave(self) -> Next:
        """Leave the call for now: its journal stays open."""
        self.director.pause(True)
        self.director.leave()
        return Pop()

    def hang_up(self) -> Next:
        """Ask before the phone is put down."""
        return self._open(hang_up_overlay(self.texts, self.call.scenario.caller.name, self._put_down, self._stay))

    def _stay(self) -> Next:
        return self.ui.close()

    def _put_down(self) -> Next:
        self._close_all()
        self.director.hang_up()
        return STAY

    def renewed(self, menus: CallMenus) -> None:
        """Take over from these, whose words are in another language: a call that stands still goes on doing so."""
        paused, self._timers, self._ended = menus.director.paused, menus._timers, menus._ended
        menus._timers = None
        menus._close_all()
        if paused:
            self.pause()

    def _close_all(self) -> None:
        while self.ui.overlay is not None:
            self.ui.close()

    def debrief(self) -> Next:
        """The wrap-up is done: keep the result and go on, or wait until it can be kept."""
        if self.director.close():
            return self._finish()
        self._closing = True
        return STAY

    # --- every frame --------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """Open and close what opens and closes by itself."""
        if self.director.trouble is not None:
            self._show_trouble(self.director.trouble.code)
            return
        ended = self.call.phase in (WRAPPING_UP, ENDED)
        if ended and not self._ended:
            self._close_all()
        self._ended = ended
        if self.director.paused:
            return
        self._switch_timers()
        if self._desk is not None:
            self._tell_desk(self._desk)
        if self._desk is not None and self._desk.chosen is not None and self.call.phase == YOUR_TURN:
            self._read(self._desk.chosen.title)
        if self._feelings is not None:
            self._feelings.show(feelings_of(self.texts, self.call.mood))

    def _show_trouble(self, code: str) -> None:
        if self._trouble is None or self._trouble.ui is None:
            self._trouble = TroubleOverlay(self.texts, self._again, self.leave)
            self._trouble.tell(code)
            self.ui.open(self._trouble)
        elif self._trouble.tell(code):
            self.ui.refresh()

    def _again(self) -> Next:
        if not self.director.retry():
            return STAY
        overlay, self._trouble = self._trouble, None
        if overlay is not None:
            self.ui.close(overlay)
        return self.debrief() if self._closing else STAY
