"""What the tests of the call share: a screen with its player, and the ways from one moment of a call to the next."""

from dataclasses import dataclass, field

from sim.core.call import Call
from sim.core.log import Setup
from sim.core.scenario import Scenario
from sim.stage.call.screen import CallScreen
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Pop, Rekey
from sim.stage.kit.screen import Screen
from sim.stage.sound import Sound
from tests.stage.fakes import FakeProgram, FakeRecorder, small_scenario
from tests.stage.patient import PatientPlayer

# The first line of small_scenario, and what is said into a silence.
FIRST = "Fourth time! Fourth afternoon off work and NOBODY shows up!"
HELLO = "Hello? Are you still there, or did you walk off as well?"
USUAL = (1280, 720)
SMALL = (960, 540)  # half the pixels: drawing is most of the time


@dataclass
class Desk:
    """A trainee at a call. over holds the directors that were handed on to the debrief."""

    scenario: Scenario = field(default_factory=small_scenario)
    language: str = "en"
    size: tuple[int, int] = SMALL
    looks: LookSettings = field(default_factory=LookSettings)
    setup: Setup = field(default_factory=lambda: Setup(seed=7))
    call: Call | None = None
    settings: dict = field(default_factory=dict)
    frames_per_second: int | None = None  # only where a test is about the frames themselves

    def __post_init__(self):
        self.over = []
        self.program = FakeProgram(self.scenario, language=self.language, setup=self.setup)
        self.program.values |= self.settings
        self.call = self.call or self.program.call()
        self.recorder: FakeRecorder = self.program.begin(self.call)
        self.screen = CallScreen(self.program, self.call, self.recorder, Sound(open=False), self._over)
        self.player = PatientPlayer(Screen(), self.looks, self.size, self.frames_per_second)
        self.player.app.carry_out(Rekey(self.program.keys))
        self.player.app.carry_out(_push(self.screen))
        self.player.frame()

    def _over(self, director):
        self.over.append(director)
        return Pop()

    @property
    def stage(self):
        return self.screen.view.stage

    @property
    def done(self):
        """What was made durable, as words."""
        return [event.do for event in self.recorder.events]

    def until(self, stage, limit=60.0):
        return self.player.until(lambda: self.stage == stage, limit)

    def pick_up(self):
        self.player.key("return")
        return self

    def to_replies(self):
        """The replies are seen and may be given."""
        if self.stage == "ringing":
            self.pick_up()
        self.until("replies")
        self.player.wait(0.5)
        return self

    def through_the_call(self, reply):
        """To the call's end; reply() gives one whenever it may be given."""
        while self.stage != "over":
            self.player.until(lambda: self.stage in ("replies", "over"))
            self.player.wait(0.5)
            if self.stage == "replies":
                reply()

    def cut_off(self):
        """Labels that do not fit into their places, on all layers."""
        look = self.player.app.look
        return [
            widget.label or type(widget).__name__
            for widget in self.screen.ui.walk()
            if widget.rect.width and not widget.fits(look)
        ]


def _push(screen):
    from sim.stage.kit.outcome import Push

    return Push(screen)
