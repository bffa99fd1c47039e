"""Somebody's progress, made up, and a program to show it in: three callers, one of each family."""

from dataclasses import replace

from sim.core.kinds import DIMENSIONS
from sim.core.practice.played import Available, Played
from sim.core.practice.readiness import readiness
from sim.core.practice.results import practised, standings, trend
from sim.core.practice.returns import due, exam_calls, next_return
from sim.stage.kit.outcome import STAY
from sim.stage.progress.people_screen import PeopleScreen
from sim.stage.progress.screen import ProgressScreen
from sim.stage.progress.values import Done, Issued, Mine, Person, Progress, Ways
from tests.stage.fakes import FakeProgram, shipped_scenario

SHIPPED = ("four-afternoons", "eviction-thursday", "the-helpful-man")
TODAY = 1000
CODE = "ER5B-27R7-TKES-KYHF"


def program(language="en", trainee="Ada"):
    made = FakeProgram(*(shipped_scenario(name) for name in SHIPPED), language=language)
    made.values["trainee"] = trainee
    return made


def call(scenario, ago, scores=(80, 75, 90), **more):
    """A call of so many days ago, passed where every score is 70 or more."""
    families = dict(zip(SHIPPED, ("angry", "out_of_scope", "panicked"), strict=True))
    given = {
        "id": f"{scenario}-{ago}-{more.get('at', '')}",
        "family": families.get(scenario, ""),
        "passed": min(scores) >= 70,
    }
    return Played(scenario=scenario, level=2, day=TODAY - ago, scores=scores, **given | more)


SOME = [
    call("four-afternoons", 9, (40, 50, 60)),
    call("four-afternoons", 8),
    call("eviction-thursday", 2, (72, 66, 90)),
    call("a-call-that-is-gone", 3, (71, 85, 79)),
    call("four-afternoons", 1, (40, 50, 60), attempt=0),
]
READY = [call(name, 1, mode="exam", at=str(place)) for place, name in enumerate(SHIPPED)]


def progress(calls, made):
    """What the game would hand to the screen."""
    entries = {entry.id: entry for entry in made.callers()}
    shelf = [Available(entry.id, entry.family, entry.level) for entry in entries.values()]
    newest = sorted(calls, key=lambda one: (one.day, one.at), reverse=True)
    return Progress(
        made.values["trainee"],
        TODAY,
        tuple(due(calls, shelf, TODAY)),
        next_return(calls, shelf, TODAY),
        practised(calls, TODAY),
        tuple(trend(calls, name) for name in DIMENSIONS),
        tuple(standings(calls)),
        readiness(calls, TODAY),
        exam_calls(calls, shelf),
        entries,
        {name: entry.title for name, entry in entries.items()} | {"a-call-that-is-gone": "A call of last year"},
        {name: tuple(one for one in newest if one.scenario == name) for name in {one.scenario for one in calls}},
        frozenset(one.family for one in calls if one.passed),
    )


class Desk:
    """A screen of progress, and a note of all that it asked for."""

    def __init__(self, calls=SOME, language="en", trainee="Ada"):
        self.asked, self.calls = [], list(calls)
        self.program = program(language, trainee)
        self.ways = Ways(
            practise=self._note("practise"),
            examine=self._note("examine"),
            review=self._note("review"),
            people=self._note("people"),
            certificate=lambda: Issued(CODE, "/data/certificates/Ada.html"),
            show_page=lambda path: self.asked.append(("show", path)) is None,
            save_page=lambda path: self.asked.append(("save", path)) or Done(True, path),
            mine=Mine(lambda: Done(True, "/home/ada/my.zip"), self._delete),
        )
        self.screen = ProgressScreen(self.program, lambda: progress(self.calls, self.program), self.ways)

    def _note(self, name):
        def noted(*given):
            self.asked.append((name, *given))
            return STAY

        return noted

    def _delete(self):
        count, self.calls = len(self.calls), []
        self.program.values["trainee"] = None
        return Done(True, gone=count)

    def change(self, **values):
        """Other ways than the usual ones."""
        self.ways = replace(self.ways, **values)
        self.screen = ProgressScreen(self.program, lambda: progress(self.calls, self.program), self.ways)
        return self


KNOWN = (Person(None, 3), Person("Ada", 12), Person("Bas", 1))


class Room:
    """A screen of people, and who was chosen."""

    def __init__(self, people=KNOWN, language="en", trainee="Ada"):
        self.chosen = []
        self.program = program(language, trainee)
        self.screen = PeopleScreen(self.program, lambda: people, self._choose)

    def _choose(self, name):
        self.chosen.append(name)
        return True
