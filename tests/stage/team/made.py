"""A session made up, and the two screens of it."""

from dataclasses import replace

from sim.core.kinds import FAMILIES
from sim.stage.kit.outcome import STAY, Pop
from sim.stage.team.join_screen import JoinScreen
from sim.stage.team.session_screen import SessionScreen
from sim.stage.team.values import Acting, Found, Joining, Outcome, Standing, TeamCall
from tests.stage.fakes import FakeProgram

FOUND = Found("Practice at the front desk", "K7M3XR", False, ("Your name is seen.", "It is a training result."))
CALLS = tuple(
    TeamCall(f"call-{place}", f"The call of number {place}", FAMILIES[place % 3], 2, 6, place % 2, left)
    for place, left in enumerate((2, 1, 0, None))
)
NOW = Standing("Practice at the front desk", "K7M3XR", "Ann", "connected", 0, CALLS)
LOST = replace(NOW, link="lost", waiting=2, told="Your place was ended.", refused=(("Seat 14C", "All used."),))

WHY = "What the server sent is not this call. Your game may be older than the server's: update it."
FETCHING = replace(
    NOW,
    calls=(
        replace(CALLS[0], coming=True),
        CALLS[1],
        replace(CALLS[2], missing=WHY),
        replace(CALLS[3], coming=True),
    ),
)


class Slow:
    """An errand that is over when the test says so."""

    def __init__(self):
        self.outcome = None

    def poll(self):
        return self.outcome


class Door:
    """Joining; what is asked goes to `asked`."""

    def __init__(self, language="en", name="Ann", found=FOUND):
        self.program, self.asked, self.errand = FakeProgram(language=language), [], Slow()
        self.found = found
        self.screen = JoinScreen(self.program, Joining(self._find, self._join, self._joined), name)

    def _ask(self, *what):
        self.asked.append(what)
        self.errand = Slow()
        return self.errand

    def _find(self, link, code):
        return self._ask("find", link, code)

    def _join(self, name):
        return self._ask("join", name)

    def _joined(self, who):
        self.asked.append(("joined", who))
        return Pop()


class Room:
    """A session; `view` may be changed."""

    def __init__(self, view=NOW, language="en"):
        self.program, self.asked, self.view, self.errand = FakeProgram(language=language), [], view, Slow()
        acting = Acting(
            play=lambda name: self._note("play", name),
            hurry=lambda: self._note("hurry"),
            again=lambda: self._note("again"),
            file=self._file,
            leave=self._leave,
            forget=self._forget,
        )
        self.screen = SessionScreen(self.program, lambda: self.view, acting, view)

    def _note(self, *what):
        self.asked.append(what)
        return STAY

    def _file(self):
        self._note("file")
        return Outcome("2 attempts are in ann.coolhead.json")

    def _leave(self):
        self._note("leave")
        return Pop()

    def _forget(self):
        self._note("forget")
        return self.errand
