"""A debrief on a dummy display, for tests: what was asked for is noted in `chosen`."""

from sim.core import events as ev
from sim.core.call import Call
from sim.core.debrief import review
from sim.core.decision import menu
from sim.core.log import Setup
from sim.stage.debrief.extras import NOTHING
from sim.stage.debrief.screen import DebriefScreen
from sim.stage.kit.outcome import STAY
from sim.stage.player import Player
from tests.stage.fakes import FakeProgram, shipped_scenario

SILENCE = ev.Wait()  # for as long as it takes until the caller breaks it


class Desk:
    """A debrief of (scenario, debrief) in a window; `program` may be prepared beforehand."""

    def __init__(self, played, settings=None, size=(1280, 720), language="en", extras=NOTHING, program=None):
        self.scenario, self.debrief = played
        self.program = program or FakeProgram(self.scenario, language=language)
        self.chosen = []
        self.screen = DebriefScreen(self.program, *played, self._note("again"), self._note("menu"), extras=extras)
        self.player = Player(self.screen, settings, size)
        self.player.wait(0.5)

    def _note(self, name):
        return lambda: self.chosen.append(name) or STAY

    @property
    def overlay(self):
        return self.screen.ui.overlay

    def cut(self):
        look = self.player.app.look
        return [w.label or type(w).__name__ for w in self.screen.ui.walk() if not w.fits(look)]


def eventful(expected=()):
    """Three turns of a shipped call with a breath, a silence, a hold, a look-up, haste and an interruption."""
    call = Call(shipped_scenario("four-afternoons"), Setup(seed=7))
    if expected:
        call.feed(ev.Notice(feeling=2, expected=expected))
    call.feed(ev.Answer())
    turns = [
        [ev.Heard(ms=3000), ev.Breathe(ms=500), ev.Resume(ms=2500)],
        [ev.Heard(ms=3000), SILENCE, ev.Heard(ms=2000), ev.Hold(ms=1000), ev.Resume(ms=9000)],
        [ev.Heard(ms=3000), ev.LookUp(ms=500, card=call.desk[0].title), ev.Resume(ms=4000)],
    ]
    for turn in turns:
        for event in turn:
            call.feed(ev.with_ms(event, call.ms_to_silence) if event is SILENCE else event)
        call.feed(ev.Reply(ms=3000, option=_fair(call)))
    call.feed(ev.Show(ms=300))
    call.feed(ev.Reply(ms=100, option=_fair(call), permille=100))
    call.feed(ev.Close())
    return call.scenario, review(call)


def _fair(call):
    """A reply that does no harm, so that the call goes on."""
    return max(menu(call.script, call.state).choices, key=lambda choice: (min(choice.grade), sum(choice.grade))).option
