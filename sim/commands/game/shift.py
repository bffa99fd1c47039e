"""The shift in the window: which screen follows which, and what is kept of it after every step.

A shift is kept anew at each change and the older record removed after it: whatever breaks off in between, the newest
record of its id is the shift as it stood. A call that ended while the shift was not looking (closed from the menu after
a crash) is found again by the shift's id in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.game.calls import Calls
from sim.commands.journal import rebuilt, record_error, version_of
from sim.commands.playing import fresh_seed
from sim.stage.kit.outcome import Next, Push, Replace, Reset
from sim.stage.services import CallerEntry, Door
from sim.store.errors import StoreError
from sim.store.kept import Kept

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.core.debrief import Debrief
    from sim.core.events import Notice
    from sim.core.recording import Recorder
    from sim.core.shift import Offer, Shift, Step
    from sim.stage.call.screen import CallScreen
    from sim.stage.director import Director
    from sim.stage.kit.screen import Screen

KIND = "shift"  # of what is kept


class Shifts(Calls):
    """Several calls in a row."""

    def shift_door(self) -> Door:
        """The way to a shift, with how many calls are to go in one that was left."""
        shift = self._open_shift()
        left = len(shift.plan) - len(shift.steps) if shift is not None else 0
        return Door(self.texts("shift.door"), self.open_shift, "clock", left)

    # -- choosing ---------------------------------------------------------------------------------------------

    def open_shift(self) -> Next:
        """Choose a shift, or go on with the one that was left."""
        return Push(self.shift_start())

    def shift_start(self) -> Screen:
        """The screen on which a shift is chosen."""
        from sim.stage.shift.start import StartScreen

        offers, minutes = self._offers(), {entry.id: entry.minutes for entry in self.callers()}

        def planned(length: int, families: Sequence[str]) -> tuple[int, int]:
            from sim.core.shift import plan

            calls = plan(offers, 0, length, families)
            return len(calls), sum(minutes[name] for name in calls)

        def begin(length: int, families: Sequence[str]) -> Next:
            return self.begin_shift(offers, length, families)

        return StartScreen(self.texts, planned, begin, lambda: Reset(self.menu()), self._left())

    def _left(self) -> tuple[str, Sequence[Door]]:
        """A shift that was left, in words and doors."""
        shift = self._open_shift()
        if shift is None:
            return "", ()
        say, left = self.texts, len(shift.plan) - len(shift.steps)
        words = say("shift.open_text", count=len(shift.steps), left=left)
        go_on = Door(say("shift.open_go"), lambda: self.go_on_with(shift), "phone")
        return words, (go_on, Door(say("shift.open_end"), lambda: self._end(shift), "stop"))

    def _offers(self) -> list[Offer]:
        """The calls that a shift may have: what is due, and what is better kept for an exam."""
        from sim.commands.met import shown_calls
        from sim.commands.practice import available, played, today
        from sim.core.practice.returns import due, exam_calls
        from sim.core.shift import Offer

        calls, library = played(self._my_calls(), self.context.library), available(self.context.library)
        back = {one.scenario for one in due(calls, library, today())}
        shown = shown_calls(self.journal, self.settings.trainee)
        kept = set(exam_calls(calls, library, shown).values()) if calls else set()
        return [
            Offer(one.scenario, one.family, one.level, one.scenario in back, one.scenario in kept - back)
            for one in library
        ]

    def begin_shift(self, offers: Sequence[Offer], length: int, families: Sequence[str]) -> Next:
        """A new shift begins with its first call; one that was left is over. Raises RecordError."""
        from uuid import uuid4

        from sim.core.shift import Shift, plan

        asked = getattr(self.options, "seed", None)
        seed = fresh_seed() if asked is None else asked
        left = self._open_shift()
        if left is not None:
            self._keep_shift(replace(left, stopped=True))
        shift = Shift(str(uuid4()), seed, length, plan(offers, seed, length, families))
        self._keep_shift(shift)
        return self.go_on_with(shift)

    # -- call after call --------------------------------------------------------------------------------------

    def go_on_with(self, shift: Shift) -> Next:
        """Whatever comes now: a call that was broken off, what stands after a call, the next call, the end."""
        from sim.core.shift import NOT_YET

        for call in self.open_calls():
            if call.playable and self._shift_of(call.id) == shift.id:
                return _over_the_menu(self.go_on(call.id))
        shift = self._caught_up(shift)
        if shift.steps and shift.steps[-1].breather == NOT_YET and not shift.stopped:
            return Replace(self.between(shift))
        return self._end(shift) if shift.over else Replace(self.shift_briefing(shift))

    def shift_briefing(self, shift: Shift) -> Screen:
        """The briefing of the next call of a shift."""
        from sim.stage.briefing.choices import Around
        from sim.stage.briefing.screen import BriefingScreen
        from sim.stage.shift.parts import minutes

        scenario = self.scenario(shift.next_scenario)
        _ = self.speaker, self.sound

        def start(mode: str, way: str) -> Next:
            if way != self.way():
                self.keep("way", way)
            return self.ring(scenario, mode, None, queued=shift.queued, shift=shift.id)

        number = self.texts("shift.briefing", number=len(shift.steps) + 1, count=len(shift.plan))
        waited = self.texts("shift.has_waited", time=minutes(self.texts, shift.queued)) if shift.queued else ""
        usual = self.around(scenario)
        around = Around(way=usual.way, ways=usual.ways, fixed=True, place=tuple(filter(None, (number, waited))))
        return BriefingScreen(self, scenario, start, lambda: Reset(self.menu()), around)

    def seat(self, call: Call, recorder: Recorder, noticed: Notice | None = None) -> CallScreen:
        """In a shift the queue is seen during the call."""
        from sim.stage.shift.parts import queue_words

        screen = super().seat(call, recorder, noticed)
        shift = self._shift(call.setup.shift)
        if shift is not None and shift.next_scenario == call.scenario.id:
            screen.queue = lambda seconds: queue_words(self.texts, shift.waiting(seconds))
        return screen

    def debrief(self, director: Director) -> Next:
        """After a call of a shift there is a short debrief; the whole one waits for its end."""
        call, call_id = director.call, getattr(director.recorder, "call_id", "")
        shift = self._shift(call.setup.shift)
        if shift is None or shift.next_scenario != call.scenario.id:
            return super().debrief(director)
        shift = shift.called(self._step(call, call_id, director.debrief()))
        self._keep_shift(shift)
        return Replace(self.between(shift))

    def _step(self, call: Call, call_id: str, debrief: Debrief) -> Step:
        from sim.core.kinds import DIMENSIONS
        from sim.core.plans import lesson_of
        from sim.core.shift import Step, slips_of

        card, lesson = debrief.card, lesson_of(self.texts, debrief)
        best = debrief.turns[debrief.best - 1] if debrief.best else None
        return Step(
            scenario=call.scenario.id,
            call=call_id,
            queued=call.setup.queued,
            seconds=call.elapsed_ms // 1000,
            slips=slips_of(call.log()),
            scores=tuple(card.scores[dimension] for dimension in DIMENSIONS),
            passed=card.passed,
            best=best.said if best is not None else "",
            gained=int(best.gained * 100) if best is not None else 0,
            rule=lesson.rule if lesson is not None else "",
        )

    def between(self, shift: Shift) -> Screen:
        """What stands after a call."""
        from sim.core.shift import NOT_YET
        from sim.stage.shift.between import BetweenScreen

        def go_on(feeling: int, breather: int) -> Next:
            if shift.over:
                return stop(feeling, breather)
            rested = shift.rested(feeling, breather)
            self._keep_shift(rested)
            return Replace(self.shift_briefing(rested))

        def stop(feeling: int, breather: int) -> Next:
            # Nobody rings after it, so there is no breather to skip.
            return self._end(shift.rested(feeling, breather or NOT_YET))

        return BetweenScreen(self.texts, shift, self._callers(), go_on, (stop, lambda: Reset(self.menu())))

    def _end(self, shift: Shift) -> Next:
        """The end of a shift, however it came; one without a call just is over."""
        shift = replace(shift, stopped=True)
        self._keep_shift(shift)
        return Replace(self.shift_end(shift)) if shift.steps else Reset(self.menu())

    def shift_end(self, shift: Shift) -> Screen:
        """The page at the end."""
        from sim.stage.shift.end import EndScreen

        acts = (lambda: Replace(self.shift_start()), lambda: Reset(self.menu()))
        return EndScreen(self.texts, shift, self._callers(), self.open_debrief, acts)

    def _callers(self) -> Mapping[str, CallerEntry]:
        return {entry.id: entry for entry in self.callers()}

    # -- what is kept -----------------------------------------------------------------------------------------

    def _kept_shifts(self) -> list[tuple[int, Shift]]:
        """Each shift of this trainee as it stands, oldest first, with the number of its record."""
        try:
            kept = self.journal.kept(self.settings.trainee, KIND)
        except StoreError:
            return []
        if not kept:
            return []  # the menu of somebody who never had a shift needs no rules of it
        from sim.core.shift import from_data

        found = [(thing.id, shift) for thing in kept if (shift := from_data(thing.data)) is not None]
        return list({shift.id: (number, shift) for number, shift in found}.values())

    def _shift(self, shift_id: str) -> Shift | None:
        if not shift_id:
            return None
        return next((shift for _, shift in self._kept_shifts() if shift.id == shift_id), None)

    def _open_shift(self) -> Shift | None:
        """The newest shift, where nobody has ended it."""
        shifts = self._kept_shifts()
        return shifts[-1][1] if shifts and not shifts[-1][1].stopped else None

    def _keep_shift(self, shift: Shift) -> None:
        """Raises RecordError."""
        from sim.core.shift import to_data

        try:
            older = [thing.id for thing in self.journal.kept(self.settings.trainee, KIND)
                     if thing.data.get("id") == shift.id]  # fmt: skip
            self.journal.keep(Kept(KIND, to_data(shift), self.settings.trainee))
            for number in older:
                self.journal.forget(number)
        except StoreError as error:
            raise record_error(error) from error

    def _shift_of(self, call_id: str) -> str:
        return next((call.shift for call in self._my_calls() if call.id == call_id), "")

    def _caught_up(self, shift: Shift) -> Shift:
        """With the calls that ended while the shift was not looking. Raises RecordError."""
        known = {step.call for step in shift.steps}
        for summary in self._my_calls():
            missed = summary.shift == shift.id and summary.status != "open" and summary.id not in known
            if missed and summary.scenario_id == shift.next_scenario:
                call = self._past_call(summary.id)
                if call is not None:
                    from sim.core.debrief import review

                    shift = shift.called(self._step(call, summary.id, review(call)))
                    self._keep_shift(shift)
        return shift

    def _past_call(self, call_id: str) -> Call | None:
        try:
            stored = self.journal.load(call_id)
        except StoreError as error:
            raise record_error(error) from error
        scenario = version_of(self.context, stored.header)
        return rebuilt(scenario, stored) if scenario is not None and stored.intact else None


def _over_the_menu(outcome: Next) -> Next:
    """A call stands directly over the menu, so that leaving it leads there."""
    return Replace(outcome.screen) if isinstance(outcome, Push) else outcome
