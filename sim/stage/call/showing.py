"""What the call screen shows: every frame the Director is looked at, and the widgets are told what they found.

Nothing about the call is kept here but what was shown last. Feelings go no further than the widgets: in an exam they
are not shown at all.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.core import telling
from sim.core.call import Call
from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.hints import EXAM, cue_after, cue_before
from sim.core.log import Spoken
from sim.core.mood import Mood
from sim.core.phases import (
    BREATHING,
    CALLER_SPEAKING,
    ENDED,
    LIVE,
    LOOKING_UP,
    ON_HOLD,
    RINGING,
    WRAPPING_UP,
    YOUR_TURN,
)
from sim.core.texts import Texts
from sim.stage.call.line import Line
from sim.stage.call.overlays import bubbles
from sim.stage.call.parts import CallParts, feelings_of
from sim.stage.call.say_first import SayFirst
from sim.stage.call.time_line import Stage, show_time
from sim.stage.call.typed import TypedReply
from sim.stage.director import GUARD, Director
from sim.stage.kit.cards import Tone
from sim.stage.kit.look import BODY, CAPTION, Style
from sim.stage.kit.meters import Feelings
from sim.stage.kit.outcome import Next
from sim.stage.kit.ui import UI
from sim.stage.kit.widget import Widget

NOTICE_SECONDS = 6.0
ASIDES = ("silence", "lookup", "hold_over", "unsure")
_ENDS, _CLOSING = (".", "!", "?", "…"), "'\"’”)"  # what a whole sentence ends with, and what may stand after it
_JUDGED = ("dead_air", "hold_over", "hold_silent", "interrupted", "snap")
_ACTIONS: dict[Stage, tuple[str, str]] = {
    "ringing": ("pick_up", "phone"), "hold": ("back", "phone"), "over": ("debrief", "next"),
}  # fmt: skip
_STATE_TONES: dict[str, Tone] = {
    "on_line": "good", "ringing": "info", "on_hold": "warn", "waits": "warn", "paused": "warn", "over": "muted",
}  # fmt: skip


class CallView:
    """Shows one call. choose is told the place of a reply; go holds what the large button does at each stage."""

    def __init__(
        self,
        texts: Texts,
        director: Director,
        parts: CallParts,
        choose: Callable[[int], Next],
        go: dict[Stage, Callable[[], Next]],
    ) -> None:
        self.texts, self.director, self.parts = texts, director, parts
        self._choose, self._go = choose, go
        self.exam = director.call.setup.mode == EXAM
        self._cued: set[str] = set()  # what was cued before; each cue comes once in a call
        self._cued_turn, self._after_turn = -1, len(director.call.turns)
        self.name = director.call.scenario.caller.name
        self._stage: Stage | None = None
        self._mood: Mood | None = None
        self._caption = ""
        self._said: list[Spoken] = []  # the transcript as far as it was heard
        self._running = ("", 0)  # the caption as it was at the last look
        self._before_hold: Line | None = None  # what was said last before the hold that goes on
        self._hinted: Line | None = None
        self._known = False  # whether that line may be skipped
        self._notice_until = 0.0
        self.typed: TypedReply | None = None  # where replies are typed
        self.whole_lines = False  # whether what is said is shown at once

    @property
    def call(self) -> Call:
        """The call that is shown."""
        return self.director.call

    @property
    def stage(self) -> Stage:
        """What the trainee is looking at."""
        match self.call.phase:
            case phase if phase == RINGING:
                return "ringing"
            case phase if phase == BREATHING:
                return "breathing"
            case phase if phase == ON_HOLD:
                return "hold"
            case phase if phase == ENDED or (phase == WRAPPING_UP and self.director.over):
                return "over"
            case phase if phase == WRAPPING_UP:
                return "ending"
        if self.call.replies_shown:
            return "replies"
        return "saying" if self.call.says_first and self.call.phase in (YOUR_TURN, LOOKING_UP) else "speaking"

    def update(self, ui: UI, now: float) -> None:
        """Show the call as it stands now."""
        stage = self.stage
        stale = self._show_card(stage)
        stale |= self._show_region(ui, stage)
        self._cue(stage)
        stale |= self._show_notice(now)
        stale |= self._show_transcript(now)
        show_time(self.texts, self.parts.time, self.director, stage)
        self._show_top(stage)
        self._show_tools(stage)
        if stale:
            ui.refresh()
        self._show_caller(ui, now, stage)
        self._stage = stage

    # --- the card -----------------------------------------------------------------------------------------------

    def _show_card(self, stage: Stage) -> bool:
        say, card, scenario = self.texts, self.parts.card, self.call.scenario
        card.ringing(self.director.sounds.ring(self.director.now))
        if stage == "ringing":
            briefing = scenario.briefing
            role = say("call.role", role=briefing.role, company=briefing.company)
            return card.show_page(
                ("phone", "accent"),
                say("call.calling", name=self.name),
                (say("call.ringing"), BODY, "muted"),
                (say("call.aim_is", goal=briefing.goal), CAPTION, "text"),
                (role, BODY, "muted"),
            )
        if stage == "over":
            dead = self._sound("hung_up")
            notes = "\n".join([say("notes.yours"), *(note.text for note in self.call.notes)])
            written: list[tuple[str, Style, Tone]] = [(notes, BODY, "muted")] if self.call.notes else []
            ending: tuple[str, Style, Tone] = (self._ending(), CAPTION, "text")
            return card.show_page(("hang_up", "muted"), say("call.over"), dead, ending, *written)
        if stage == "hold" and self._stage != "hold":
            self._before_hold = self.director.line
        if stage == "hold" and self.director.line is self._before_hold:
            title = say("call.hold_title", name=self.name)
            return card.show_page(("hold", "warn"), title, (self._announced(), CAPTION, "text"), self._sound("hold"))
        if stage == "breathing":
            return self._show_breath()
        return self._show_speech()

    def _announced(self) -> str:
        """What the caller was told before the hold."""
        if self.call.clock.unannounced:
            return self.texts("call.hold_silent", name=self.name)
        seconds = self.texts("common.seconds_spoken", count=round(self.director.hold_seconds[1]))
        return self.texts("call.hold_text", name=self.name, announced=seconds)

    def _show_breath(self) -> bool:
        """The ring, and in words whether the breath counts already and whether the caller still waits gladly."""
        card, seconds, left_of = self.parts.card, self.director.breath_seconds, self.director.breath_left
        late = None if left_of is None else seconds + left_of[0]
        state = "counts" if seconds * 1000 >= SHORTEST_BREATH_MS else "soon"
        if left_of is not None and left_of[0] <= 0:
            state = "late"
        elif self.exam:
            state = "exam"  # what counts is told at the end
        cap = card.keys.cap("show")
        changed = card.ring.state
        card.ring.show(seconds, self.texts(f"call.breath_{state}", cap=cap, name=self.name), late)
        return card.show_breath() or changed != card.ring.state

    def _show_speech(self) -> bool:
        card, line = self.parts.card, self.director.line
        text, shown = self.director.caption
        if line is not None and line.utterance.kind in ASIDES and not self.call.clock.cut_off:
            # What the caller says into a silence does not take the question away.
            question = self._question()
            if question != text:
                text, shown = f"{question}\n{text}", len(question) + 1 + shown
        card.cue = telling.manner_words(self.texts, line.manner) if line is not None else ""
        changed, self._caption = text != self._caption, text
        card.caption.say(text, len(text) if self.whole_lines else shown)
        unheard = self.director.unheard
        who = f"{self.name} {card.cue}".strip()  # how it is said cannot be heard either
        card.caption.unheard = f"{who}: {unheard}" if unheard else ""
        return card.show_speech() or changed

    def _sound(self, key: str) -> tuple[str, Style, Tone]:
        """A sound in words, on a page."""
        return self.texts(f"heard.{key}"), BODY, "muted"

    def _question(self) -> str:
        """The first thing that the caller said in this turn."""
        turn = len(self.call.turns) + 1
        return next((line.text for line in self.call.transcript if line.who == "caller" and line.turn == turn), "")

    def _ending(self) -> str:
        finished = self.call.finished
        ending = self.call.scenario.endings.get(finished.ending) if finished else None
        return telling.ending_words(self.texts, finished.ending if finished else "", ending.text if ending else "")

    def _show_notice(self, now: float) -> bool:
        notices = self.director.notices
        if now < self._notice_until and not notices:
            return False
        what = text = ""
        while notices and not text:
            what = notices.pop(0)
            text = self._notice_words(what)
        if text:
            self._notice_until = now + NOTICE_SECONDS
        return self.parts.card.notify(text, yields=what.startswith("hint."))

    def remind(self) -> None:
        """A breath waits until the caller has finished; say so where hints are given."""
        if not self.exam and "not_now" not in self.director.notices:
            self.director.notices.append("not_now")

    def _cue(self, stage: Stage) -> None:
        """A word after a reply that did harm, and one before a hard moment is answered."""
        given, turns = self.parts.help, self.call.turns
        if given != "none" and len(turns) > self._after_turn:
            dimension = cue_after(turns[-1].choice.grade)
            self.director.notices += [f"hint.after.{dimension}"] if dimension else []
        self._after_turn = len(turns)
        if given == "full" and stage in ("replies", "saying") and self._cued_turn != len(turns):
            self._cued_turn, flag = len(turns), cue_before(self.call.node.flags)
            if flag and flag not in self._cued:
                self._cued.add(flag)
                self.director.notices.append(f"hint.before.{flag}")

    def _notice_words(self, what: str) -> str:
        if what.startswith("hint."):
            return self.texts(what, name=self.name, cap=self.parts.card.keys.cap("breathe"))
        if what in _JUDGED:
            key = f"noticed.{what}"
            return self.texts(key) if self.parts.help != "none" and self.texts.has(key) else ""
        if what == "not_now":
            return self.texts("call.not_now", name=self.name)
        return self.texts(f"trouble.{what}") if self.texts.has(f"trouble.{what}") else what

    # --- the replies --------------------------------------------------------------------------------------------

    def _show_region(self, ui: UI, stage: Stage) -> bool:
        region, keyboard = self.parts.region, ui.shown_focus is not None
        before, other = region.offered, False
        if stage not in ("ringing", "hold", "ending", "over"):
            if self.typed is not None and self.call.typing:
                other = self.typed.lay()
            else:
                region.offer(self.call.replies, self._choose)
        if stage in self._go and stage != self._stage:
            label, sign = _ACTIONS[stage]
            if stage == "over" and self.call.setup.shift:
                label = "after"  # no debrief comes yet
            region.act(self.texts(f"call.{label}", name=self.name), sign, self.texts("keys.enter"), self._go[stage])
        seen = stage in ("replies", "breathing") and self.call.replies_shown
        changed = region.show("action" if stage in self._go else "replies" if seen else "waiting")
        changed |= self._show_waiting(stage)
        if changed or other or region.offered != before:
            self._guard_replies(ui, stage)
            self._move_focus(ui, keyboard)
            return True
        return False

    def _show_waiting(self, stage: Stage) -> bool:
        """True where a card that asks for an answer comes or goes."""
        waiting, first, changed = self.parts.region.waiting, self.call.says_first, False
        typed = self.typed is not None and self.call.typing
        if isinstance(waiting, SayFirst):
            changed = waiting.ask(stage == "saying", self.director.now)
            if stage == "saying":
                self._hinted = None
                return changed
        key = "say_first.wait" if first else "typed.wait" if typed else "call.wait"
        key = "call.last_words" if stage == "ending" else key
        waiting.label = self.texts(key, name=self.name)
        if self._hinted is not self.director.line:
            # Whether a line is known is asked of the journal: once a line, not once a frame.
            self._hinted, self._known = self.director.line, self.director.may_skip
            key = "say_first.said" if first else "typed.show" if typed else "call.show_replies"
            waiting.hint = self.texts("call.skip" if self._known else key)
        waiting.enabled = (stage == "speaking" and (self._known or self.director.may_show)) or (
            stage == "ending" and self._known
        )
        return changed

    def _guard_replies(self, ui: UI, stage: Stage) -> None:
        if stage == "replies" and self.director.replies_at is not None:
            for button in self.parts.region.buttons:
                button.guard(self.director.replies_at + GUARD)

    def _move_focus(self, ui: UI, keyboard: bool) -> None:
        """Someone who uses the keyboard finds the focus where the next thing is done."""
        region, focus = self.parts.region, ui.focus
        elsewhere = focus is not None and focus.ui is not None and not _within(focus, region)
        # When the call is over the tools do nothing any more: the focus cannot stay with one of them.
        # A line to type in wants the keyboard, also of somebody who used the mouse until now.
        wanted = keyboard or (self.typed is not None and region.shows == "replies")
        if ui.overlay is not None or not wanted or (elsewhere and keyboard and self.stage != "over"):
            return
        target: Widget = region.action if region.shows == "action" else region.waiting
        if region.shows == "replies" and region.first is not None:
            target = region.first
        ui.set_focus(target if target.enabled else None, shown=keyboard)

    # --- around them --------------------------------------------------------------------------------------------

    def _show_top(self, stage: Stage) -> None:
        phase = self.call.phase
        state = {"ringing": "ringing", "hold": "on_hold", "over": "over", "ending": "over"}.get(stage, "on_line")
        state = "waits" if phase in (LOOKING_UP, BREATHING) else state
        state = "paused" if self.director.still else state
        spent = self.call.elapsed_ms + (self.director.open_ms if phase in LIVE else 0)
        self.parts.clock.show(self.texts(f"call.status.{state}"), _STATE_TONES[state], spent / 1000)

    def _show_tools(self, stage: Stage) -> None:
        tools, phase = self.parts.tools, self.call.phase
        tools.breathe.enabled = phase in (YOUR_TURN, BREATHING)
        tools.breathe.active = phase == BREATHING
        tools.hold.enabled = phase in (CALLER_SPEAKING, YOUR_TURN, ON_HOLD)
        tools.hold.active = phase == ON_HOLD
        tools.hang_up.enabled = phase in LIVE
        tools.pause.enabled = tools.desk.enabled = stage != "over"
        tools.notes.enabled = stage != "ringing"

    def _show_caller(self, ui: UI, now: float, stage: Stage) -> None:
        director, portrait, mood = self.director, self.parts.portrait, self.call.mood
        quiet = director.still or stage in ("ringing", "hold", "over")
        portrait.light = "ringing" if stage == "ringing" else "waiting" if quiet else "live"
        if stage == "ringing" and stage == self._stage:
            portrait.warm_up(mood)  # not in the first frame, which is to be seen soon
        speaking = director.speaking and not director.still
        loudness = director.loudness if speaking else 0.0
        if not director.still:
            portrait.follow(now, mood, speaking, loudness, director.mouth.begins(now))
        self.parts.card.wave.follow(now, speaking, loudness)
        heard = None if stage == "ringing" else mood  # nobody sounds like anything before they speak
        if heard != self._mood and isinstance(self.parts.below, Feelings):
            still = ui.look is not None and ui.look.reduced_motion
            self.parts.below.show(feelings_of(self.texts, heard), at_once=still)
        self._mood = heard

    def _show_transcript(self, now: float) -> bool:
        before, self._running = self._running, self.director.caption
        if self.director.still:
            return False
        fresh = [
            self._as_heard(line, before) for line in self.call.transcript[len(self._said) : self._finished_lines(now)]
        ]
        if not fresh:
            return False
        panel = self.parts.transcript.list
        if self._said:
            panel.adopt(*self._bubbles(fresh))
        else:
            panel.fill(self._bubbles(fresh))
        self._said += fresh
        return True

    def _bubbles(self, lines: list[Spoken]) -> list[Widget]:
        return bubbles(self.texts, self.name, lines, self.call.setup.branch_turn)

    def _as_heard(self, line: Spoken, before: tuple[str, int]) -> Spoken:
        """A line that the trainee spoke into, or that a hold cut off, goes no further than it was heard."""
        current = self.director.line
        text, shown = before
        replaced = current is None or current.utterance.text != line.text or self.call.clock.unannounced
        if line.who == "caller" and line.text == text and shown < len(text) and replaced:
            heard = text[:shown].rstrip()
            return line._replace(text=heard if heard.rstrip(_CLOSING).endswith(_ENDS) else f"{heard} –")
        return line

    def _finished_lines(self, now: float) -> int:
        """How many lines of the transcript were said to their end: the newest is not read ahead of the voice."""
        lines, line = self.call.transcript, self.director.line
        running = (
            bool(lines) and line is not None and not line.over(now)
            and lines[-1].who == "caller" and lines[-1].text == line.utterance.text
        )  # fmt: skip
        return len(lines) - running

    def follow(self, view: CallView) -> None:
        """Go on where another view of the same call was."""
        self._said, self._running, self._notice_until = view._said, view._running, view._notice_until
        if self._said:
            self.parts.transcript.list.fill(self._bubbles(self._said))
        said = view.parts.region.said
        self.parts.region.mark(said.number, said.label)

    def said(self) -> list[Widget]:
        """Bubbles of all that was said, for the overlay."""
        return self._bubbles(self._said)


def _within(widget: Widget, holder: Widget) -> bool:
    parent: Widget | None = widget
    while parent is not None and parent is not holder:
        parent = parent.parent
    return parent is holder
