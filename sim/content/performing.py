"""Performs a play: drives a call by the same events as the game, and compares what comes out with what was expected.

Rules
- The caller's line is heard to its end before any step, but for `interrupt` and `hang_up`.
- A reply without `after` comes at half of the reading allowance; a card is read for its reading time (250 ms a word,
  2 to 20 s) unless `seconds` says otherwise.
- After a reply that announces a hold the call is on hold: a `hold: N` step lasts N seconds in it, any other step
  resumes at once.
- A step that cannot happen ends the performance there: what came after it would be another call. Nothing is then
  compared. Nothing is stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.content.catalogue import BY_NAME
from sim.content.plays import Play, PlayReading, PlayStep
from sim.content.problems import Problem, make
from sim.core import events as ev
from sim.core.call import Call
from sim.core.events import Event, Refused
from sim.core.log import DefaultLines, Setup, Spoken
from sim.core.phases import CALLER_SPEAKING, ON_HOLD
from sim.core.scenario import DIMENSIONS, Scenario
from sim.core.scoring import Scorecard, score
from sim.core.wording import reading_ms

_FINAL_SIGNS = ".!?… "


@dataclass(frozen=True, slots=True)
class Performance:
    """What a play came to. `card` is None where the play could not be performed at all."""

    play: str
    scenario: str
    card: Scorecard | None
    path: tuple[str, ...]
    problems: tuple[Problem, ...]
    events: tuple[Event, ...] = ()
    transcript: tuple[Spoken, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything happened, and came out, as the play says."""
        return not any(problem.severity == "error" for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """The keys of `perform --json`; a point's exact fraction stands beside it."""
        card = self.card
        lines = card.lines if card else ()
        return {
            "play": self.play,
            "scenario": self.scenario,
            "ending": card.ending if card else "",
            "pass": bool(card and card.passed),
            "scores": {dimension: card.scores[dimension] if card else None for dimension in DIMENSIONS},
            "path": list(self.path),
            "ledger": [
                {
                    "dimension": line.dimension,
                    "turn": line.turn,
                    "reason": line.reason,
                    "points": float(line.points),
                    "exact": str(line.points),
                    "detail": line.detail,
                }
                for line in lines
            ],
            "caps": [cap._asdict() for cap in card.caps] if card else [],
            "problems": [problem.to_json() for problem in self.problems],
            "ok": self.ok,
        }


def perform(reading: PlayReading, scenario: Scenario | None, defaults: DefaultLines | None = None) -> Performance:
    """Perform a play. `scenario` is None where its id is not known; a play with errors is not performed."""
    document, play = reading.document, reading.play
    problems = list(reading.problems)
    if play is None:
        return Performance(document.path, "", None, (), tuple(problems))
    if scenario is None or scenario.id != play.scenario:
        place = document.find(("scenario",))[1].place
        problems.append(make(BY_NAME["unknown-scenario"], document.path, place, found=play.scenario))
        return Performance(document.path, play.scenario, None, (), tuple(problems))
    performer = _Performer(reading, play, Call(scenario, Setup(seed=play.seed), defaults or DefaultLines()))
    happened = performer.run()
    call = performer.call
    card = score(scenario, call.log())
    path = tuple(turn.node for turn in call.turns)
    problems += performer.problems
    if happened:
        problems += _compared(reading, play, card, path)
    return Performance(
        document.path, scenario.id, card, path, tuple(problems), tuple(performer.events), tuple(call.transcript)
    )


class _Performer:
    """Turns steps into events, one call long."""

    def __init__(self, reading: PlayReading, play: Play, call: Call) -> None:
        self.document, self.play, self.call = reading.document, play, call
        self.events: list[Event] = []
        self.problems: list[Problem] = []

    def run(self) -> bool:
        """Perform all steps; False when one of them could not happen."""
        self._feed(ev.Answer())
        for index, step in enumerate(self.play.steps):
            if self.call.finished:
                self._report("step-after-end", index, "")
                return False
            if not self._perform(index, step):
                return False
        if self.call.finished:
            self._feed(ev.Close())
        return True

    def _perform(self, index: int, step: PlayStep) -> bool:
        steps: dict[str, Callable[[int, PlayStep], bool]] = {
            "breathe": self._breathe,
            "reply": self._reply,
            "interrupt": self._interrupt,
            "type": self._type,
            "hold": self._hold,
            "lookup": self._look_up,
            "wait": self._wait,
            "timers": self._timers,
            "hang_up": self._hang_up,
        }
        if self.call.phase == ON_HOLD and step.verb not in ("hold", "hang_up", "timers"):
            self._feed(ev.Resume())
        if step.verb not in ("interrupt", "hang_up", "timers"):
            self._hear()
        return steps[step.verb](index, step)

    def _hear(self) -> None:
        if self.call.phase == CALLER_SPEAKING:
            self._feed(ev.Heard(ms=self._line_ms()))

    def _line_ms(self) -> int:
        # A play has no voice: a line takes the time that reading it takes.
        return reading_ms(self.call.line.text) if self.call.line else 0

    def _feed(self, event: Event) -> str:
        """Let an event happen; why it cannot, as a code, or nothing."""
        follows = self.call.feed(event)
        refused = next((follow.why for follow in follows if isinstance(follow, Refused)), "")
        if not refused:
            self.events.append(event)
        return refused

    def _report(self, name: str, index: int, key: str, **figures: Any) -> None:
        spot = self.document.find(("steps", index, key) if key else ("steps", index))[1]
        self.problems.append(make(BY_NAME[name], self.document.path, spot.place, **figures))

    def _or_not_now(self, refused: str, index: int, step: PlayStep) -> bool:
        if refused:
            self._report("not-now", index, "", found=step.verb, phase=self.call.phase)
        return not refused

    def _breathe(self, index: int, step: PlayStep) -> bool:
        refused = self._feed(ev.Breathe()) or self._feed(ev.Resume(ms=_ms(step.breathe)))
        return self._or_not_now(refused, index, step)

    def _wait(self, index: int, step: PlayStep) -> bool:
        return self._or_not_now(self._feed(ev.Wait(ms=_ms(step.wait))), index, step)

    def _timers(self, index: int, step: PlayStep) -> bool:
        return self._or_not_now(self._feed(ev.Timers(on=step.timers == "on")), index, step)

    def _hang_up(self, index: int, step: PlayStep) -> bool:
        return self._or_not_now(self._feed(ev.HangUp()), index, step)

    def _hold(self, index: int, step: PlayStep) -> bool:
        refused = "" if self.call.phase == ON_HOLD else self._feed(ev.Hold())
        if not refused and not self.call.finished:
            refused = self._feed(ev.Resume(ms=_ms(step.hold)))
        return self._or_not_now(refused, index, step)

    def _look_up(self, index: int, step: PlayStep) -> bool:
        title = step.lookup or ""
        refused = self._feed(ev.LookUp(card=title))
        if refused == "card":
            titles = tuple(card.title for card in self.call.scenario.desk)
            name = "hidden-card" if title in titles else "unknown-card"
            self._report(name, index, "lookup", found=title, known=titles)
            return False
        if not refused:
            card = next(card for card in self.call.desk if card.title == title)
            refused = self._feed(ev.Resume(ms=reading_ms(card.text) if step.seconds is None else _ms(step.seconds)))
        return self._or_not_now(refused, index, step)

    def _reply(self, index: int, step: PlayStep) -> bool:
        return self._answer(index, step, step.reply or "", "reply")

    def _interrupt(self, index: int, step: PlayStep) -> bool:
        if self.call.phase != CALLER_SPEAKING:
            self._report("nothing-to-interrupt", index, "interrupt")
            return False
        if step.hold is not None:
            return self._hold(index, step)
        self._feed(ev.Show())
        return self._answer(index, step, step.reply or "", "reply", round((step.interrupt or 0) * 1000))

    def _type(self, index: int, step: PlayStep) -> bool:
        wanted = _plain(step.type or "")
        options = self.call.node.node.options
        for offered in self.call.replies:
            option = options[offered.option]
            if any(_plain(text) == wanted for text in (*option.wordings, *option.paraphrases)):
                return self._answer(index, step, offered.option, "type")
        self._report("not-understood", index, "type", known=[offered.text for offered in self.call.replies])
        return False

    def _answer(self, index: int, step: PlayStep, option: str, key: str, permille: int = 1000) -> bool:
        ms = self.call.clock.allowance_ms // 2 if step.after is None else _ms(step.after)
        offered = tuple(reply.option for reply in self.call.replies)
        turns, node = len(self.call.turns), self.call.node
        refused = self._feed(ev.Reply(ms=ms, option=option, permille=permille))
        if refused == "option":
            name = "reply-not-offered" if option in node.option_ids else "unknown-reply"
            self._report(name, index, key, found=option, node=node.id, known=offered)
            return False
        if not refused and len(self.call.turns) == turns:
            self._report("too-late", index, key, found=option)
            return False
        return self._or_not_now(refused, index, step)


def _ms(seconds: float | None) -> int:
    return round((seconds or 0) * 1000)


def _plain(text: str) -> str:
    """A typed text without what does not matter: case, runs of spaces, the sign at its end."""
    return " ".join(text.casefold().split()).rstrip(_FINAL_SIGNS)


def _compared(reading: PlayReading, play: Play, card: Scorecard, path: tuple[str, ...]) -> list[Problem]:
    problems: list[Problem] = []

    def missed(name: str, keys: tuple[str | int, ...], expected: object, found: object, **figures: object) -> None:
        place = reading.document.find(("expect", *keys))[1].place
        figures = {"expected": expected, "found": found, **figures}
        problems.append(make(BY_NAME[name], reading.document.path, place, **figures))

    expect = play.expect
    if expect.ending is not None and expect.ending != card.ending:
        missed("missed-ending", ("ending",), expect.ending, card.ending or "nothing: the call is still open")
    if expect.passed is not None and expect.passed != card.passed:
        words = {True: "passes", False: "does not pass"}
        missed("missed-pass", ("pass",), words[expect.passed], words[card.passed])
    for dimension in DIMENSIONS:
        wanted, got = getattr(expect.scores, dimension), card.scores[dimension]
        if wanted is not None and wanted != got:
            missed("missed-score", ("scores", dimension), wanted, "not rated" if got is None else got, what=dimension)
    if expect.path is not None and expect.path != path:
        same = next((n for n, (a, b) in enumerate(zip(expect.path, path, strict=False)) if a != b), None)
        at = min(len(expect.path), len(path)) if same is None else same
        names = [places[at] if at < len(places) else "the end" for places in (expect.path, path)]
        missed("missed-path", ("path", at), *names)
    return problems
