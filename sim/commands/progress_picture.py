"""The pages of progress and people in pictures: somebody who was made up, on a day that is always the same.

progress: some weeks in. progress-first: the first day. progress-ready: with three exam calls passed. progress-rest:
nothing is due.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.practice import available
from sim.core.kinds import FAMILIES, PASS
from sim.core.practice.played import EXAM, Available, Played

if TYPE_CHECKING:
    from sim.commands.window import Game
    from sim.stage.kit.screen import Screen
    from sim.stage.progress.values import Ways

_TODAY = 20_000
# Days ago, which of the calls in learning order, calm, ownership, policy-holding.
_WEEKS = (
    (24, 0, 41, 38, 55), (24, 0, 52, 50, 71), (23, 0, 66, 58, 74), (20, 1, 47, 44, 66), (19, 1, 63, 61, 58),
    (17, 0, 74, 70, 82), (16, 2, 58, 49, 71), (13, 1, 72, 71, 77), (13, 2, 66, 62, 80), (10, 2, 78, 73, 84),
    (9, 3, 69, 64, 75), (6, 3, 81, 72, 86), (5, 1, 84, 76, 88), (3, 4, 77, 69, 90), (2, 4, 86, 78, 91),
    (1, 5, 80, 66, 85),
)  # fmt: skip


def progress_picture(game: Game, options: Namespace) -> Screen:
    """The page of progress."""
    from sim.stage.progress.screen import ProgressScreen

    state = options.screen.partition("-")[2]
    if state != "first":
        game.keep_all({"trainee": _names(game)[0]})
    calls = [] if state == "first" else _calls(available(game.context.library), state)
    quiz = (10, 12) if calls else (0, 0)
    day = _TODAY - 1 if state == "rest" else _TODAY
    return ProgressScreen(game, lambda: game.progress_of(calls, day, quiz), _ways(game))


def _ways(game: Game) -> Ways:
    """A picture writes, opens and deletes nothing."""
    from sim.stage.progress.values import Done, Issued, Mine

    path = "/home/ada/certificate.html"
    done = Done(True, path)
    return replace(
        game.ways_on(),
        certificate=lambda: Issued("ER5B-27R7-TKES-KYHF", path),
        show_page=lambda page: True,
        save_page=lambda wanted: done,
        mine=Mine(lambda: done, lambda: done),
    )


def _names(game: Game) -> list[str]:
    return game.texts("progress.people.made_up").split(", ")


def people_picture(game: Game, options: Namespace) -> Screen:
    """Who plays."""
    from sim.stage.progress.people_screen import PeopleScreen
    from sim.stage.progress.values import Person

    names = _names(game)
    game.keep_all({"trainee": names[0]})
    people = [Person(None, 3), *(Person(name, calls) for name, calls in zip(names, (16, 1, 0), strict=True))]
    return PeopleScreen(game, lambda: people, lambda name: True)


def _calls(shelf: Sequence[Available], state: str) -> list[Played]:
    ordered = sorted(shelf, key=lambda one: (one.level, one.scenario))
    first = [next(one for one in ordered if one.family == family) for family in FAMILIES]
    known = [*first, *(one for one in ordered if one not in first)]
    if state == "rest":
        return [_call(known[place], _TODAY - 1, (78, 74, 80), number=place) for place in range(4)]
    calls = [
        _call(known[place % len(known)], _TODAY - ago, scores, number=number)
        for number, (ago, place, *scores) in enumerate(_WEEKS)
    ]
    fresh = [one for one in known if one.scenario not in {call.scenario for call in calls}]
    exams = [next((one for one in fresh if one.family == family), first[0]) for family in FAMILIES]
    if state == "ready":
        calls += [_call(one, _TODAY - 1, (84, 79, 91), EXAM, 50 + place) for place, one in enumerate(exams)]
    else:
        calls.append(_call(exams[0], _TODAY - 4, (76, 71, 88), EXAM, 50))
        calls.append(_call(exams[1], _TODAY - 3, (72, 58, 86), EXAM, 51))
    return calls


def _call(one: Available, day: int, scores: Sequence[int], mode: str = "practice", number: int = 0) -> Played:
    calm, ownership, policy = scores
    return Played(
        id=f"{number:02d}",
        scenario=one.scenario,
        family=one.family,
        level=one.level,
        day=day,
        scores=(calm, ownership, policy),
        passed=min(scores) >= PASS,
        mode=mode,
        at=f"{number:02d}",
    )
