"""A call: events go in, what follows comes out.

    call = Call(scenario, Setup(seed=7))
    for follow in call.feed(Answer()): ...

Rules
- A call is a function of (scenario, setup, events): the same three give the same log and the same score, on any
  machine and under any hash seed. It knows no clock; each event carries the time that passed before it.
- `feed` never raises for an event: one that cannot happen now is answered by `Refused` and changes nothing.
- The decision itself is sim.core.decision, the phases are sim.core.phases, time within a turn is sim.core.clock.
  What is said is sim.core.lines, what cannot happen now sim.core.refusing. Here is what joins them: which line is said
  when, and what is kept.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.core import events as ev
from sim.core import scenario as sc
from sim.core.clock import (
    HOLDS_WITH_EFFECT,
    KEY_HOLD_MS,
    MOST_SILENCES,
    MOST_UNCLEAR,
    SAYING_MS,
    TYPING_MS,
    TurnClock,
)
from sim.core.course import Course
from sim.core.decision import Turn, decide, menu
from sim.core.events import Event, Finished, Follow, Noticed, Refused, Said, Utterance
from sim.core.lines import Lines
from sim.core.log import SAY_FIRST, TYPED, DefaultLines, Log, OfferedReply, Setup, Spoken, Written
from sim.core.mood import Mood, queue_effect
from sim.core.phases import BREATHING, CALLER_SPEAKING, LIVE, LOOKING_UP, ON_HOLD, RINGING, YOUR_TURN, Phases
from sim.core.refusing import refusal
from sim.core.script import ABUSE, IDENTITY, WARNED, Script, ScriptNode, State
from sim.core.wording import words_ms


class Place(NamedTuple):
    """A moment of a call to begin at: the state, or an ending that was just reached, and what came before.

    `opening`: the state that the log begins with, before `turns`; without it the log begins at `state`.
    """

    state: State
    ending: str = ""
    opening: State | None = None
    turns: tuple[Turn, ...] = ()
    transcript: tuple[Spoken, ...] = ()
    elapsed_ms: int = 0


class Call:
    """One call from the first ring to the end."""

    def __init__(
        self,
        scenario: sc.Scenario,
        setup: Setup,
        defaults: DefaultLines = DefaultLines(),  # noqa: B008  # immutable
        script: Script | None = None,
        phases: Phases | None = None,
    ) -> None:
        self.scenario, self.setup, self.defaults = scenario, setup, defaults
        self.script = script or Script(scenario)
        self.lines = Lines(self.script, setup.seed, defaults)
        self.phases = phases or Phases()
        opening = self.script.opening()
        self.state: State = opening._replace(mood=opening.mood.changed(queue_effect(setup.queued)))
        self.opening = self.state  # what the log begins with
        self.clock = TurnClock()
        self.timers = setup.timers
        self.untimed = not setup.timers  # whether any part of it was played without judging time
        self.turns: list[Turn] = []
        self.transcript: list[Spoken] = []
        self.elapsed_ms = 0
        self.line: Utterance | None = None  # what the caller said last
        self.replies: tuple[OfferedReply, ...] = ()
        self.finished: Finished | None = None
        self.noticed: ev.Notice | None = None  # what the trainee said before it
        self.notes: list[Written] = []
        self.course = Course()  # what happened beside the words, and when
        self._key_holds = 0
        self._after_hold: Utterance | None = None
        self._entered: Utterance | None = None  # the line with which the present turn began
        self._hung_up_without_ground = False

    @classmethod
    def placed(cls, script: Script, setup: Setup, defaults: DefaultLines, place: Place) -> "Call":
        """A call in the middle: it was picked up, and the caller begins to speak; or it has just come to an ending."""
        call = cls(script.scenario, setup, defaults, script)
        call.state, call.opening = place.state, place.opening or place.state
        call.turns, call.transcript, call.elapsed_ms = list(place.turns), list(place.transcript), place.elapsed_ms
        if place.ending:
            call.phases.fire("answer")
            call._finish(place.ending)
        else:
            call._answer(ev.Answer())
        return call

    # -- what can be seen -------------------------------------------------------------------------------------

    @property
    def phase(self) -> str:
        """The present phase, one of sim.core.phases.PHASES."""
        return self.phases.now

    @property
    def node(self) -> ScriptNode:
        """The node that is being played."""
        return self.script.nodes[self.state.node]

    @property
    def mood(self) -> Mood:
        """How the caller feels now, with what silence and holds did in this turn."""
        return self.state.mood.changed(self.clock.total_effect())

    @property
    def replies_shown(self) -> bool:
        """Whether the trainee sees the replies and may take one."""
        return self.clock.shown

    @property
    def says_first(self) -> bool:
        """Whether the replies stay hidden until the trainee has said an answer aloud."""
        return self.setup.way == SAY_FIRST

    @property
    def typing(self) -> bool:
        """Whether the reply of this turn is typed: the way of the call, until too much could not be read."""
        return self.setup.way == TYPED and self.clock.unclear < MOST_UNCLEAR

    @property
    def identity_verified(self) -> bool:
        """Whether the caller's identity was asked for."""
        return bool(self.state.words & IDENTITY)

    @property
    def ms_to_silence(self) -> int | None:
        """How long until the caller breaks the silence or a hold runs over; None while nothing of it is judged."""
        return self.clock.ms_left(self.phase) if self.timers else None

    @property
    def desk(self) -> tuple[sc.DeskCard, ...]:
        """The cards that may be read now."""
        return tuple(card for card in self.scenario.desk if card.after is None or self.identity_verified)

    def log(self) -> Log:
        """The log as it stands; of a call that is not over, as if it were broken off here."""
        ending, complete = self.finished or ("", False)
        tail = self.clock.timing(judged=self.timers)._replace(snap=False)
        final = self.state._replace(mood=self.mood)
        return Log(self.opening.mood, tuple(self.turns), tail, final, ending, complete, self._hung_up_without_ground)

    def next_lines(self) -> list[Utterance]:
        """What the caller may say next, for a voice that prepares: the answer to each reply, then the silence."""
        if self.finished:
            return []
        if self.phase == RINGING:
            return [self.lines.at(self.state)]
        if self._after_hold is not None:
            return [self._after_hold]
        if self.clock.unannounced:
            return [self._taken_back()]
        timing = self.clock.timing(judged=self.timers)
        steps = [decide(self.script, self.state, self.node.place_of[reply.option], timing) for reply in self.replies]
        lines = [*(self.lines.reaction(self.node, step, interrupted=False) for step in steps), self._aside("silence")]
        lines += [self._aside("unsure")] if self.typing else []
        return [line for line in lines if line is not None]

    # -- what happens -----------------------------------------------------------------------------------------

    def feed(self, event: Event) -> tuple[Follow, ...]:
        """Let an event happen; returns what follows, in order."""
        why = refusal(self, event)
        if why:
            return (Refused(why),)
        before = self.phases.now, len(self.turns) + 1
        kind = type(event)
        follows = self._pass_time(event.ms, writing=kind is ev.Note)
        # Should the caller have left in the meantime, only closing and writing still have a meaning.
        if not self.finished or kind is ev.Close or kind is ev.Note:
            follows += _DOES[kind](self, event)
        self.course.follow(self, event, before, follows)
        return tuple(follows)

    def _pass_time(self, ms: int, writing: bool = False) -> list[Follow]:
        phase = self.phases.now
        if phase not in LIVE:
            return []
        self.elapsed_ms += ms
        follows: list[Follow] = []
        # The caller hears that the trainee writes: that is no silence. A hold was promised for a time, writing or not.
        judged = self.timers and not (writing and phase == YOUR_TURN)
        for _ in range(self.clock.pass_time(phase, ms, judged)):
            announced = phase == ON_HOLD and not self.clock.unannounced
            follows.append(Noticed("hold_over" if announced else "dead_air"))
            follows += self._say(self._aside("hold_over" if announced else "silence"))
        if self.clock.silences >= MOST_SILENCES:
            follows += self._finish(sc.CALLER_HUNG_UP)
        elif follows and phase == YOUR_TURN and self.clock.due_ms == self.clock.limit_ms:
            # The clock waits until this line is over. Had more time passed, the line counts as heard.
            self.phases.fire("silence")
        return follows

    def _answer(self, _: ev.Answer) -> list[Follow]:
        self.phases.fire("answer")
        return self._enter(self.lines.at(self.state))

    def _show(self, event: ev.Heard | ev.Skip | ev.Show) -> list[Follow]:
        trigger = event.do
        self.phases.fire(trigger)
        if trigger == "show" or not self.says_first:
            self.clock.shown = True
        if trigger != "show":
            self.clock.cut_off = False
        if self.phases.now == YOUR_TURN:
            self.clock.begin_silence()
        return []

    def _keep_words(self, event: ev.Notice | ev.Note) -> list[Follow]:
        """What the trainee says about themselves or writes down changes nothing in the call."""
        if isinstance(event, ev.Notice):
            self.noticed = event
        elif event.text:
            self.notes.append(Written(event.text, len(self.turns) + 1, self.elapsed_ms))
        return []

    def _switch_timers(self, event: ev.Timers) -> list[Follow]:
        self.timers = event.on
        self.untimed = self.untimed or not event.on
        return []

    def _breathe(self, _: ev.Breathe) -> list[Follow]:
        self.phases.fire("breathe")
        self.clock.breath_ms = 0
        return []

    def _hold(self, _: ev.Hold) -> list[Follow]:
        if self.phase == CALLER_SPEAKING:
            return self._hold_without_a_word()
        self.phases.fire("hold")
        self.clock.begin_hold(KEY_HOLD_MS)
        self._key_holds += 1
        if self._key_holds <= HOLDS_WITH_EFFECT:
            self.clock.hold_pleases()
        return []

    def _hold_without_a_word(self) -> list[Follow]:
        """In mid-sentence nothing is announced: it pleases nobody, and it is dead air at once."""
        heard = self.clock.repeating
        self.phases.fire("hold")
        self.clock.begin_unannounced_hold(self.timers, heard)
        if not self.timers:
            return []
        gone = self._finish(sc.CALLER_HUNG_UP) if self.clock.silences >= MOST_SILENCES else []
        return [Noticed("hold_silent"), *gone]

    def _look_up(self, _: ev.LookUp) -> list[Follow]:
        first = self.phase != LOOKING_UP
        self.phases.fire("look_up")
        return self._say(self._aside("lookup")) if first else []

    def _resume(self, _: ev.Resume) -> list[Follow]:
        if self._after_hold is not None:
            line, self._after_hold = self._after_hold, None
            self.phases.fire("return_to_caller")
            return self._enter(line, keep_clock=True)
        if self.clock.unannounced:
            line = self._taken_back()
            self.clock.unannounced = False
            self.phases.fire("return_to_caller")
            return self._say(line)
        breathing = self.phase == BREATHING
        self.phases.fire("resume")
        if not breathing:
            self.clock.begin_silence()
        return []

    def _reply(self, event: ev.Reply) -> list[Follow]:
        node = self.node
        words = event.typed or next(reply.text for reply in self.replies if reply.option == event.option)
        permille = event.permille if self.phases.now == CALLER_SPEAKING and not self.clock.repeating else 1000
        timing = self.clock.timing(permille, self.timers, "interruptible" in node.flags)
        self.transcript.append(Spoken("you", words, len(self.turns) + 1, self.elapsed_ms))
        index = node.place_of[event.option]
        step = decide(self.script, self.state, index, timing, event.added)
        reaction = self.lines.reaction(node, step, timing.interrupted)
        self.turns.append(step.turn)
        self.state = step.state
        follows: list[Follow] = [Noticed("interrupted")] if timing.interrupted else []
        if step.ended:
            self.clock = TurnClock()
            return [*follows, *self._say(reaction), *self._finish(step.goes_to)]
        hold = node.options[index].hold
        if hold is not None and self.phases.admits("reply_with_hold"):
            self.phases.fire("reply_with_hold")
            self._after_hold = reaction
            self.replies = ()
            self.clock = TurnClock.at(0, panic=False)
            self.clock.begin_hold(hold * 1000)
            return follows
        self.phases.fire("reply")
        return follows + self._enter(reaction or self.lines.at(self.state))

    def _ask_back(self, event: ev.Unclear) -> list[Follow]:
        """What was typed could not be read: the caller asks what is meant. It costs nothing but the time it takes."""
        if event.typed:
            self.transcript.append(Spoken("you", event.typed, len(self.turns) + 1, self.elapsed_ms))
        line = self._aside("unsure")
        self.clock.unclear += 1
        if self.phase == BREATHING:
            self.phases.fire("resume")
        if line is not None and self.phase == YOUR_TURN:
            self.phases.fire("silence")  # the caller speaks; the clock waits until this line is over
        return self._say(line)

    def _hang_up(self, _: ev.HangUp) -> list[Follow]:
        ground = bool(self.state.words & ABUSE and self.state.words & WARNED)
        self._hung_up_without_ground = not ground
        return self._finish(sc.YOU_HUNG_UP, complete=ground)

    def _finish(self, ending: str, complete: bool = False) -> list[Follow]:
        known = self.scenario.endings.get(ending)
        self.finished = Finished(ending, known.complete if known else complete)
        self.phases.fire("finish")
        self.replies = ()
        return [self.finished]

    def _close(self, _: ev.Close) -> list[Follow]:
        self.phases.fire("close")
        if self.finished is None:
            self.finished = Finished("", complete=False)
            return [self.finished]
        return []

    def _wait(self, _: ev.Wait) -> list[Follow]:
        return []

    # -- what is said -----------------------------------------------------------------------------------------

    def _enter(self, line: Utterance, keep_clock: bool = False) -> list[Follow]:
        """The caller begins to speak at the present node."""
        self._entered, before = line, self.clock
        visit, offered = self._offer()
        self.replies = self.lines.replies(self.node, visit, offered)
        self.clock = self._new_clock(visit, offered)
        if keep_clock:
            # A hold that the last reply announced belongs to the turn that begins with it.
            self.clock.hold_ms, self.clock.silences, self.clock.effect = before.hold_ms, before.silences, before.effect
        return self._say(line)

    def _offer(self) -> tuple[int, tuple[str, ...]]:
        """How many turns were played at the present node, and the ids of the replies that it offers now."""
        node, state = self.node, self.state
        visit = sum(turn.node == node.id for turn in self.turns) if state.visited >> node.index & 1 else 0
        return visit, menu(self.script, state).offered

    def _new_clock(self, visit: int, offered: tuple[str, ...]) -> TurnClock:
        """The clock of a turn that begins with what `_offer` says."""
        access = self.setup.access
        allowance = words_ms(self.lines.words(self.state, visit, offered), access)
        saying = SAYING_MS * access // 100 if self.says_first else 0
        typing = TYPING_MS * access // 100 if self.setup.way == TYPED else 0
        return TurnClock.at(allowance, "panic" in self.node.flags, saying, typing)

    def _say(self, line: Utterance | None) -> list[Follow]:
        if line is None:
            return []
        self.line = line
        if line.text:
            self.transcript.append(Spoken("caller", line.text, len(self.turns) + 1, self.elapsed_ms, line))
        return [Said(line)]

    def _taken_back(self) -> Utterance:
        """What the caller says when nobody told them that they would be put on hold: that, and the line again."""
        line, aside = self._entered or self.lines.at(self.state), self._aside("hold_silent")
        if aside is None:
            return line
        return line._replace(text=f"{aside.text} {line.text}", mood=self.mood, recording=None)

    def _aside(self, kind: str) -> Utterance | None:
        """What the caller says at a special moment of this turn; None when there are no words for it."""
        before = self.clock.unclear if kind == "unsure" else self.clock.silences
        return self.lines.aside(self.node, kind, self.mood, before)


_DOES: dict[type[Event], Callable[[Call, Any], list[Follow]]] = {
    ev.Notice: Call._keep_words,
    ev.Answer: Call._answer,
    ev.Heard: Call._show,
    ev.Skip: Call._show,
    ev.Show: Call._show,
    ev.Reply: Call._reply,
    ev.Unclear: Call._ask_back,
    ev.Breathe: Call._breathe,
    ev.Hold: Call._hold,
    ev.LookUp: Call._look_up,
    ev.Resume: Call._resume,
    ev.Wait: Call._wait,
    ev.Note: Call._keep_words,
    ev.HangUp: Call._hang_up,
    ev.Timers: Call._switch_timers,
    ev.Close: Call._close,
}


def replay(call: Call, events: list[Event]) -> bool:
    """Feed all events; False when one of them could not have happened, so that this was not the call."""
    return all(not isinstance(follow, Refused) for event in events for follow in call.feed(event))
