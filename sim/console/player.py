"""Plays a call as text: the same events as the window, one answer a line.

    number   a reply         b breathe   h hold   p policy   d desk   n note   q hang up

At a terminal time counts as it does in the window. In a pipe nothing waits and time is not judged. The end of input
keeps the call open; the next start offers to go on with it.
"""

from collections.abc import Callable

from sim.console.outcome import outcome
from sim.console.terminal import Terminal, TimeRanOut
from sim.core import events as ev
from sim.core import telling
from sim.core.call import Call
from sim.core.debrief import Debrief, review
from sim.core.events import LONGEST_NOTE, MOST_TENSE, Event, Follow, Noticed, Refused, Said
from sim.core.kinds import KINDS_OF, UNSURE
from sim.core.lexicon import PhraseFinder
from sim.core.manner import Manners
from sim.core.phases import CALLER_SPEAKING, ENDED, ON_HOLD, RINGING
from sim.core.plans import LONGEST_PLAN, KeptPlan, lesson_of
from sim.core.recording import Recorder, RecordError
from sim.core.scenario import DIMENSIONS
from sim.core.texts import Texts

BREATH_MS = 2_000
SUGGESTED = "."  # the answer that takes the plan that was suggested


class InputEnded(Exception):  # not an error: the call stays open
    """There are no more answers."""


def expected_scores(answer: str) -> tuple[int, ...]:
    """Three scores of 0..100, or one for all three; nothing for anything else, which skips the question."""
    words = answer.replace(",", " ").split()
    if not words or not all(word.isascii() and word.isdigit() and int(word) <= 100 for word in words):
        return ()
    scores = tuple(int(word) for word in words)
    return scores * len(DIMENSIONS) if len(scores) == 1 else scores if len(scores) == len(DIMENSIONS) else ()


class TextPlayer:
    """One call at a terminal. `play` returns the debrief, or None when the call stays open.

    `left_open` and `interrupted` are the keys of what is said then; who keeps a call otherwise says so otherwise.
    `asks_first`: whether a person at a terminal is asked what they feel before the phone rings. `plan`: what they want
    to remember in this call. `keep_plan` keeps what they want to remember next time, where that can be kept; it raises
    RecordError. `phrases`: words to keep and to leave, for the debrief.
    """

    how = "console.keys"  # how to answer, said before the phone rings
    left_open, interrupted = "console.open", "console.interrupted"
    asks_first = False
    plan: KeptPlan | None = None
    keep_plan: Callable[[str], None] | None = None
    phrases: PhraseFinder | None = None

    def __init__(self, call: Call, recorder: Recorder, terminal: Terminal, texts: Texts) -> None:
        self.call, self.recorder, self.terminal, self.texts = call, recorder, terminal, texts
        self._counted_to = terminal.now()
        self._manners = Manners()

    def play(self) -> Debrief | None:
        """The whole call from where it stands, and what came of it."""
        try:
            if self.call.phase == RINGING:
                self._briefing()
                if self.asks_first and self.terminal.live:
                    self._notice()
                self._pick_up()
            else:
                self._again()
            while self.call.finished is None:
                self._turn()
        except InputEnded:
            if self.terminal.live:
                self.terminal.write()  # the prompt's own line
            self.terminal.write(self.texts(self.left_open))
            return None
        except KeyboardInterrupt:
            self.terminal.write()
            self.terminal.write(self.texts(self.interrupted))
            raise
        debrief = self.close_as_it_stands()
        self._plan(debrief)
        return debrief

    def close_as_it_stands(self) -> Debrief:
        """Close the call, over or not, and tell what came of it."""
        if self.call.phase != ENDED:
            self._feed(ev.Close())
        debrief = review(self.call)
        self._keep(lambda: self.recorder.finish(debrief.card))
        self._tell(debrief)
        return debrief

    # -- before and between -----------------------------------------------------------------------------------

    def _briefing(self) -> None:
        say, scenario = self.texts, self.call.scenario
        write = self.terminal.write
        write(say("console.briefing"))
        write(f"{scenario.title}. {scenario.about}")
        write(f"{scenario.caller.name}: {scenario.caller.about}")
        write(say("console.role", role=scenario.briefing.role, company=scenario.briefing.company))
        write(say("console.goal", goal=scenario.briefing.goal))
        if self.plan is not None:
            write(f"{say('plan.briefing')}: {self.plan.text}")
        write()
        self._policy()
        write(say(self.how))
        write()

    def _notice(self) -> None:
        """What the trainee feels, and what caller they expect; each may be left out."""
        say, write, family = self.texts, self.terminal.write, self.call.scenario.family
        kinds = (*KINDS_OF[family], UNSURE)
        write(say("notice.terminal.feel"))
        feeling = self._number(MOST_TENSE)
        write(say("notice.terminal.which", ask=say(f"notice.ask.{family}")))
        for number, kind in enumerate(kinds, 1):
            name, means = say(f"notice.kind.{kind}.name"), say(f"notice.kind.{kind}.means")
            write(say("notice.terminal.kind", number=number, name=name, means=means))
        number = self._number(len(kinds))
        write(say("expected.terminal"))
        expected = expected_scores(self._ask(say("console.prompt")))
        if feeling or number or expected:
            self._feed(ev.Notice(feeling=feeling, kind=kinds[number - 1] if number else "", expected=expected))

    def _number(self, most: int) -> int:
        """A number of 1..most; 0 for anything else, which skips the question."""
        answer = self._ask(self.texts("console.prompt"))
        return int(answer) if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= most else 0

    def _pick_up(self) -> None:
        """A person reads the briefing for as long as it takes: time counts from the answer on."""
        if self.terminal.live:
            self.terminal.write(self.texts("console.pick_up"))
            self._ask("")
        else:
            self.terminal.write(self.texts("console.ringing"))
        self._feed(ev.Answer())

    def _policy(self) -> None:
        self.terminal.write(self.texts("console.policy"))
        for rule in self.call.scenario.policy:
            self.terminal.write(self.texts("console.policy_line", rule=rule.rule))
            if rule.why:
                self.terminal.write(self.texts("console.policy_why", why=rule.why))
            if rule.instead:
                self.terminal.write(self.texts("console.policy_instead", instead=rule.instead))
        self.terminal.write()

    def _again(self) -> None:
        """A call that was broken off: the last line stands there again."""
        if self.call.line is not None:
            self._show(Said(self.call.line))

    # -- a turn -----------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        if self.call.phase == CALLER_SPEAKING:
            self._feed(ev.Heard())
        if self.call.phase == ON_HOLD:
            self._on_hold()
            return
        if self.call.setup.mode != "exam":
            self.terminal.write(self.texts("console.mood", mood=telling.mood_words(self.texts, self.call.mood)))
        turn = len(self.call.turns)
        if self.call.says_first:
            self._say_first()
        self._offer()
        while self.call.finished is None and len(self.call.turns) == turn and self.call.phase != ON_HOLD:
            self._take(self._ask(self.texts("console.prompt")))

    def _say_first(self) -> None:
        """The replies come when the trainee has said an answer aloud; in a pipe nobody speaks."""
        if self.terminal.live:
            self.terminal.write(self.texts("say_first.terminal"))
        while self.call.finished is None and not self.call.replies_shown:
            if self.terminal.live and self._does(self._ask(self.texts("console.prompt"))):
                continue
            self._feed(ev.Show())
        if self.terminal.live and self.call.finished is None:
            self.terminal.write(self.texts("say_first.nearest"))

    def _offer(self) -> None:
        """What can be answered."""
        for number, reply in enumerate(self.call.replies, 1):
            self.terminal.write(f"  {number}  {reply.text}")

    def _does(self, answer: str) -> bool:
        """Whether an answer was a key of the call, which is then done."""
        actions = {
            "b": self._breathe, "h": self._hold, "p": self._policy, "d": self._desk, "n": self._note,
            "q": self._hang_up,
        }  # fmt: skip
        if answer.lower() in actions:
            actions[answer.lower()]()
            return True
        return False

    def _take(self, answer: str) -> None:
        if self._does(answer):
            return
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(self.call.replies):
            reply = self.call.replies[int(answer) - 1]
            self.terminal.write(self.texts("console.you", text=reply.text))
            self._feed(ev.Reply(option=reply.option))
        else:
            keys = self.texts("console.keys")
            self.terminal.write(self.texts("console.not_an_answer", answer=f"“{answer[:40]}”", keys=keys))

    def _breathe(self) -> None:
        self._feed(ev.Breathe())
        if self.terminal.live:
            self.terminal.write(self.texts("console.breathing"))
            self._ask("")
            self._feed(ev.Resume())
        else:
            self._feed(ev.Resume(), BREATH_MS)
            self.terminal.write(self.texts("console.breathed"))

    def _hold(self) -> None:
        self._feed(ev.Hold())
        self._on_hold()

    def _on_hold(self) -> None:
        name = self.call.scenario.caller.name
        seconds = self.call.clock.announced_ms // 1000
        key = "console.on_hold_silent" if self.call.clock.unannounced else "console.on_hold"
        self.terminal.write(self.texts(key, name=name, seconds=seconds))
        if self.terminal.live:
            self._ask("")
        if self.call.phase == ON_HOLD:
            self.terminal.write(self.texts("console.back", name=name))
            self._feed(ev.Resume())

    def _desk(self) -> None:
        cards = self.call.desk
        for number, card in enumerate(cards, 1):
            self.terminal.write(f"  {number}  {card.title}")
        for card in self.call.scenario.desk:
            if card not in cards:
                self.terminal.write(f"  -  {self.texts('call.desk_locked', title=card.title)}")
        if not cards:
            self.terminal.write(self.texts("console.desk_empty"))
            return
        self.terminal.write(self.texts("console.desk"))
        answer = self._ask(self.texts("console.prompt"))
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(cards):
            card = cards[int(answer) - 1]
            self._feed(ev.LookUp(card=card.title))
            self.terminal.write(self.texts("console.card", title=card.title, text=card.text))
            if self.terminal.live:
                self.terminal.write(self.texts("console.card_read", name=self.call.scenario.caller.name))
                self._ask("")
            self._feed(ev.Resume())
        elif answer:
            self.terminal.write(self.texts("console.not_a_card", answer=f"“{answer[:40]}”"))

    def _note(self) -> None:
        """A line to write down; while it is written nobody breaks the silence."""
        self._feed(ev.Wait())
        self.terminal.write(self.texts("notes.line"))
        answer = self.terminal.ask(self.texts("console.prompt"))
        if answer is None:
            raise InputEnded
        text = "".join(c if c.isprintable() else " " for c in answer)[:LONGEST_NOTE].strip()
        self._feed(ev.Note(text=text))

    def _hang_up(self) -> None:
        self.terminal.write(self.texts("console.hang_up_sure"))
        answer = self._ask(self.texts("console.prompt"))
        # A pipe that says q and no more has said what it means.
        if answer.lower() in ("y", "j", "yes", "ja", "q"):
            self._feed(ev.HangUp())

    # -- events and answers -----------------------------------------------------------------------------------

    def _ask(self, prompt: str) -> str:
        """The next answer; while it is awaited the caller may break the silence."""
        while True:
            left = self.call.ms_to_silence
            try:
                answer = self.terminal.ask(prompt, None if left is None else left / 1000)
            except TimeRanOut:
                self._feed(ev.Wait(), left)
                if self.call.finished is not None:
                    return ""
                if self.call.phase == CALLER_SPEAKING:
                    self._feed(ev.Heard(), 0)
                continue
            if answer is None:
                raise InputEnded
            return answer

    def _feed(self, event: Event, ms: int | None = None) -> None:
        now = self.terminal.now()
        passed = max(0, round((now - self._counted_to) * 1000)) if ms is None else ms
        timed = ev.with_ms(event, passed)
        follows = self.call.feed(timed)
        if any(isinstance(follow, Refused) for follow in follows):
            return
        self._counted_to = now
        self._keep(lambda: self.recorder.append(timed))
        for follow in follows:
            self._show(follow)

    def _keep(self, action: Callable[[], None]) -> None:
        """Make something durable; at a terminal as often as it takes, in a pipe the error goes up."""
        while True:
            try:
                action()
                return
            except RecordError as error:
                if not self.terminal.live:
                    raise
                trouble = self.texts(f"trouble.{error.code}")
                self.terminal.write(self.texts("console.not_kept", trouble=trouble))
                self.terminal.write(self.texts("console.retry"))
                if self.terminal.ask("") is None:
                    raise

    def _show(self, follow: Follow) -> None:
        match follow:
            case Said(utterance=line):
                how = telling.manner_words(self.texts, self._manners.of(line))
                name = f"{self.call.scenario.caller.name} {how}".rstrip()
                self.terminal.write(self.texts("console.caller", name=name, text=line.text))
                self.recorder.heard(line.text)
            case Noticed(what=what) if self.call.setup.mode != "exam":
                self.terminal.write(self.texts(f"noticed.{what}"))
            case _:
                pass

    # -- what came of it --------------------------------------------------------------------------------------

    def _tell(self, debrief: Debrief) -> None:
        for line in outcome(self.texts, debrief, self.phrases):
            self.terminal.write(line)

    def _plan(self, debrief: Debrief) -> None:
        """One line for next time: the suggestion by a full stop, own words, or nothing."""
        lesson = lesson_of(self.texts, debrief)
        if self.keep_plan is None or lesson is None or not self.terminal.live:
            return
        self.terminal.write()
        self.terminal.write(self.texts("console.plan", plan=lesson.plan))
        answer = self.terminal.ask(self.texts("console.prompt")) or ""
        text = " ".join(ev.one_line(answer).split())[:LONGEST_PLAN]
        if text:
            keep, plan = self.keep_plan, lesson.plan if text == SUGGESTED else text
            self._keep(lambda: keep(plan))
            self.terminal.write(self.texts("plan.kept"))
