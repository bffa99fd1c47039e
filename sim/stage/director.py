"""A live call on the stage: turns keys and the app's clock into events, and what follows into sound and captions.

Rules
- Every event is durable before the next input is taken: `feed` hands it to the recorder before it returns. Should that
  fail, the call stands still (`trouble`) until `retry` succeeds; nothing is lost.
- While it stands still, paused or in trouble, nobody speaks and nothing is heard. A line that was interrupted by that
  begins again.
- The core counts in whole milliseconds between events; time while paused or in trouble is not counted.
- While the notepad is open (`writing`) the trainee's turn costs no time: what passes is told as a note, which is no
  silence. What the caller says, a hold and a breath go on as ever.
- A silence or a hold that runs out is fed at its exact moment, so the core and the screen agree on who speaks.
- The caller's line is over when its sound (or its caption's time) is over; then the replies appear by themselves.
"""

from __future__ import annotations

from sim.core import events as ev
from sim.core.call import Call
from sim.core.clock import LONGEST_BREATH_MS
from sim.core.debrief import Debrief, review
from sim.core.events import Event, Finished, Follow, Noticed, Refused, Said
from sim.core.mood import PATIENCE_MS
from sim.core.phases import (
    BREATHING,
    CALLER_SPEAKING,
    ENDED,
    LOOKING_UP,
    ON_HOLD,
    RINGING,
    WRAPPING_UP,
    YOUR_TURN,
)
from sim.core.recording import Recorder, RecordError
from sim.stage.call.line import Line
from sim.stage.call.mouth import Mouth
from sim.stage.call.sounds import CallSounds, Scene
from sim.stage.services import Speaker
from sim.stage.sound import Sound

GUARD = 0.4  # seconds for which a fresh reply cannot be hit by an old key press


class Director:
    """One call, live. `tick` once a frame; the other methods are what the trainee does."""

    def __init__(self, call: Call, recorder: Recorder, speaker: Speaker, sound: Sound) -> None:
        self.call, self.recorder, self.speaker = call, recorder, speaker
        self.mouth = Mouth(call, speaker, sound)
        self.sounds = CallSounds(sound, self.mouth.breaths())
        self.now = 0.0
        self.trouble: RecordError | None = None
        self.paused = False
        self.writing = False
        self.notices: list[str] = []
        self.replies_at: float | None = None  # when the replies appeared
        self._stood_still_at: float | None = None  # when the pause began
        self._counted_to: float | None = None  # up to this moment time has been fed
        self._unsaved: Event | None = None
        self._result_kept = False
        self._shown_turn = -1

    # -- what can be seen -------------------------------------------------------------------------------------

    @property
    def phase(self) -> str:
        """The call's phase."""
        return self.call.phase

    @property
    def line(self) -> Line | None:
        """What the caller says, or said last."""
        return self.mouth.line

    @property
    def over(self) -> bool:
        """Whether the call is over and its last line was said."""
        return self.phase == WRAPPING_UP and (self.line is None or self.line.over(self._heard_until))

    @property
    def _heard_until(self) -> float:
        """The moment up to which the line counts as heard: in a pause it does not go on."""
        return self.now if self._stood_still_at is None else self._stood_still_at

    @property
    def still(self) -> bool:
        """Whether the call stands still: paused, or in trouble."""
        return self.paused or self.trouble is not None

    @property
    def ready_for_reply(self) -> bool:
        """Whether a reply may be taken now; not in the first moment after the replies appeared."""
        shown = self.replies_at is not None and self.now - self.replies_at >= GUARD
        return self.call.replies_shown and shown and not self.still

    @property
    def may_skip(self) -> bool:
        """Whether the trainee has heard this line to its end in an earlier call."""
        line, speaks = self.line, self.phase in (CALLER_SPEAKING, WRAPPING_UP) and not self.over
        return speaks and line is not None and self.recorder.knows(line.utterance.text)

    @property
    def may_show(self) -> bool:
        """Whether the replies may be asked for while the caller speaks."""
        return not self.call.says_first or self.call.clock.silences > 0

    @property
    def caption(self) -> tuple[str, int]:
        """The caller's line and how many characters of it are shown."""
        return self.mouth.caption(self._heard_until)

    @property
    def loudness(self) -> float:
        """How loud the caller is at this moment, 0..1."""
        return self.mouth.loudness(self._heard_until)

    @property
    def speaking(self) -> bool:
        """Whether the caller is speaking now."""
        return self.mouth.speaking(self._heard_until)

    @property
    def unheard(self) -> str:
        """The caller's line where it has begun without a sound, so that somebody must read it; else nothing."""
        line = self.line
        silent = line is not None and line.started is not None and (line.speech is None or line.speech.path is None)
        return line.utterance.text if line is not None and silent else ""

    @property
    def open_ms(self) -> int:
        """Milliseconds that have passed since the last event and were not yet fed."""
        return 0 if self._counted_to is None else max(0, round((self.now - self._counted_to) * 1000))

    @property
    def silence_left(self) -> tuple[float, float] | None:
        """Seconds left until the caller breaks the silence, and of how many; None when nothing is judged."""
        left = self.call.ms_to_silence
        if left is None or self.phase != YOUR_TURN:
            return None
        passed = 0 if self.writing else self.open_ms
        return max(0.0, (left - passed) / 1000), self.call.clock.limit_ms / 1000

    @property
    def breath_seconds(self) -> float:
        """How long the present breath has lasted."""
        return (self.call.clock.breath_ms + self.open_ms) / 1000 if self.phase == BREATHING else 0.0

    @property
    def breath_left(self) -> tuple[float, float] | None:
        """Seconds left to answer while the breath goes on, and of how many; None when nothing is judged."""
        if self.phase != BREATHING or not self.call.timers:
            return None
        clock = self.call.clock
        return max(0.0, (clock.due_ms - self.open_ms) / 1000), clock.limit_ms / 1000

    @property
    def lookup_seconds(self) -> float:
        """How long the caller has waited for the desk in this turn."""
        open_ms = self.open_ms if self.phase == LOOKING_UP else 0
        return (self.call.clock.lookup_ms + open_ms) / 1000

    @property
    def hold_seconds(self) -> tuple[float, float]:
        """How long the caller has been on hold, and how long was announced."""
        clock = self.call.clock
        return (clock.this_hold_ms + self.open_ms) / 1000, clock.announced_ms / 1000

    def debrief(self) -> Debrief:
        """The call as it can be talked about."""
        return review(self.call)

    # -- what the trainee does --------------------------------------------------------------------------------

    def notice(self, noticed: ev.Notice) -> bool:
        """Keep what the trainee said before the call."""
        return self._feed(noticed)

    def answer(self) -> bool:
        """Pick up."""
        return self._feed(ev.Answer())

    def show_replies(self) -> bool:
        """Show the replies before the caller has finished; a line known from an earlier call is skipped.

        Where an answer is said aloud first, this is the way to say that it was.
        """
        if self.still:
            return False
        if self.phase == YOUR_TURN:
            return self._feed(ev.Show())
        if self.phase not in (CALLER_SPEAKING, WRAPPING_UP):
            return False
        if self.may_skip:
            self.mouth.cut(self.now)
            return self.phase == WRAPPING_UP or self._feed(ev.Skip())
        return self.phase == CALLER_SPEAKING and not self.call.replies_shown and self._feed(ev.Show())

    def reply(self, option: str, typed: str = "", added: tuple[str, ...] = ()) -> bool:
        """Take a reply; typed: the trainee's own words for it, with the harmful moves that they add."""
        if not self.ready_for_reply:
            return False
        speaking = self.phase == CALLER_SPEAKING and self.line is not None
        permille = self.line.permille(self.now) if speaking and self.line is not None else 1000
        return self._feed(ev.Reply(option=option, permille=permille, typed=typed, added=added))

    def unclear(self, text: str) -> bool:
        """The caller asks what was meant by a text that could not be read."""
        return self.ready_for_reply and self._feed(ev.Unclear(typed=text))

    def breathe(self) -> bool:
        """Begin or end a breath."""
        if self.phase == BREATHING:
            return self.resume()
        return self._feed(ev.Breathe())

    def hold(self) -> bool:
        """Put the caller on hold, or come back."""
        if self.phase == ON_HOLD:
            return self.resume()
        if not self._feed(ev.Hold()):
            return False
        self.mouth.cut(self.now)  # in mid-sentence, without a word
        return True

    def look_up(self, card: str) -> bool:
        """Read a card of the desk while the caller waits."""
        return self._feed(ev.LookUp(card=card))

    def begin_writing(self) -> None:
        """The notepad is open; a breath ends with it."""
        if self.phase == BREATHING:
            self.resume()
        elif self.phase == YOUR_TURN:
            self._feed(ev.Wait())
        self.writing = True

    def write(self, text: str) -> bool:
        """Keep a line of the notepad."""
        return self._feed(ev.Note(text=text))

    def end_writing(self) -> None:
        """The notepad is closed: time counts again."""
        self._writing_is_no_silence()
        self.writing = False

    def _writing_is_no_silence(self) -> None:
        if self.writing and self.phase == YOUR_TURN and self.open_ms:
            self._feed(ev.Note())

    def resume(self) -> bool:
        """Back to the caller."""
        return self._feed(ev.Resume())

    def hang_up(self) -> bool:
        """Put the phone down."""
        return self._feed(ev.HangUp())

    def switch_timers(self, on: bool) -> bool:
        """Judge time from here on, or not."""
        return self._feed(ev.Timers(on=on))

    def close(self) -> bool:
        """The wrap-up is done: keep the result. False while it could not be kept."""
        if self.phase == WRAPPING_UP and not self._feed(ev.Close()):
            return False
        return self._keep_result()

    def pause(self, on: bool) -> None:
        """Stand still, or go on."""
        if on == self.paused:
            return
        if on:
            self._feed(ev.Wait())
        self.paused = on
        if on:
            self._stand_still()
        else:
            self._go_on()

    def _stand_still(self) -> None:
        if self._stood_still_at is None:
            self._stood_still_at = self.now
        self.mouth.hush(self.now)
        self.sounds.silence(self.now)

    def _go_on(self) -> None:
        if self.still:
            return
        interrupted = self.line is not None and not self.line.over(self._heard_until)
        self._stood_still_at, self._counted_to = None, self.now
        if self.line is not None and interrupted:
            self.mouth.say(self.line.utterance, self.now)

    def retry(self) -> bool:
        """Try again to keep what could not be kept."""
        if self.trouble is None:
            return True
        self.trouble = None
        if self._unsaved is not None and not self._keep(self._unsaved):
            return False
        if self.phase == ENDED and not self._keep_result():
            return False
        self._go_on()
        return True

    def leave(self) -> None:
        """The screen goes: silence, whatever state the call is in. Its journal stays open unless it was closed."""
        self.mouth.cut(self.now)
        self.sounds.silence(self.now)
        self.speaker.stop()

    # -- time -------------------------------------------------------------------------------------------------

    def begin(self, now: float) -> None:
        """Start, or go on with a call that was broken off: the line that was being said is said again."""
        self.now = self._counted_to = now
        if self.call.line is not None and self.phase != RINGING:
            if self.call.replies_shown:
                self.replies_at = now
            if self.phase == CALLER_SPEAKING:
                self.mouth.say(self.call.line, now)
            else:
                self.mouth.show(self.call.line, now)
        self._prepare()

    def tick(self, now: float) -> None:
        """Time has passed to `now`, in seconds of the app's clock."""
        self.now = now
        for speech in self.speaker.poll():
            if not self.still:
                self.mouth.deliver(speech, now)
        notice = self.speaker.notice()
        if notice is not None:
            self.notices.append(notice)
        if self.still:
            self._counted_to = now
            return
        self._line_progress()
        self._silence_progress()
        if self.phase == BREATHING and self.breath_seconds * 1000 >= LONGEST_BREATH_MS:
            self.resume()
        if not self.still:
            self.sounds.follow(now, self._scene(), self.speaking)

    def _scene(self) -> Scene:
        """What is to be heard besides the caller."""
        if self.phase == ENDED or self.over:
            return "over"
        scenes: dict[str, Scene] = {RINGING: "ringing", BREATHING: "breath", ON_HOLD: "hold"}
        return scenes.get(self.phase, "line")

    def _line_progress(self) -> None:
        line = self.line
        if line is None:
            return
        self.mouth.tick(self.now)
        if line.over(self.now) and not line.told:
            line.told = True
            if line.cut_at is None:
                self.recorder.heard(line.utterance.text)
            if self.phase == CALLER_SPEAKING:
                self._feed(ev.Heard())

    def _silence_progress(self) -> None:
        left = self.call.ms_to_silence
        if self.writing and self.phase == YOUR_TURN:
            return
        if left is not None and self.open_ms >= left:
            self._feed(ev.Wait(), left)
        elif self.phase in (ON_HOLD, LOOKING_UP) and self.open_ms >= PATIENCE_MS:
            self._feed(ev.Wait(), PATIENCE_MS)  # waiting tells on a caller while it lasts, not only at its end

    # -- what follows -----------------------------------------------------------------------------------------

    def _feed(self, event: Event, ms: int | None = None) -> bool:
        """Let an event happen, after all the time that is open or after `ms` of it. False when it cannot happen."""
        if self.still:
            return False
        if not isinstance(event, ev.Note):
            self._writing_is_no_silence()
        passed = self.open_ms if ms is None else ms
        event = ev.with_ms(event, passed)
        follows = self.call.feed(event)
        if any(isinstance(follow, Refused) for follow in follows):
            return False
        self._counted_to = (self.now if self._counted_to is None else self._counted_to) + passed / 1000
        self._keep(event)
        self._perform(follows)
        self._note_replies()
        self._prepare()
        if self.trouble is not None:
            self._stand_still()
        return True

    def _note_replies(self) -> None:
        turn = len(self.call.turns)
        if not self.call.replies_shown:
            self.replies_at = None
        elif self.replies_at is None or turn != self._shown_turn:
            self.replies_at, self._shown_turn = self.now, turn

    def _perform(self, follows: tuple[Follow, ...]) -> None:
        for follow in follows:
            match follow:
                case Said(utterance=utterance):
                    self.mouth.say(utterance, self.now)
                case Noticed(what=what):
                    self.notices.append(what)
                case Finished() if not any(isinstance(other, Said) for other in follows):
                    self.mouth.cut(self.now)  # nobody says a last word
                case _:
                    pass

    def _keep(self, event: Event) -> bool:
        try:
            self.recorder.append(event)
        except RecordError as error:
            self.trouble, self._unsaved = error, event
            return False
        self._unsaved = None
        self._note_record()
        return True

    def _note_record(self) -> None:
        notice = self.recorder.notice()
        if notice is not None:
            self.notices.append(notice)

    def _keep_result(self) -> bool:
        if self._result_kept:
            return True
        try:
            self.recorder.finish(review(self.call).card)
        except RecordError as error:
            self.trouble = error
            self._stand_still()
            return False
        self._result_kept = True
        return True

    def _prepare(self) -> None:
        self.speaker.prepare(self.call.scenario, self.call.next_lines())
