"""The game's window: hands the stage scenarios, journal, voice and settings; says which screen follows which.

The menu is shown first. What the screens behind it need (the models of a scenario, the call, its score) takes longer
to import than the menu to appear, so it is imported beside the running menu, or when a screen asks for it sooner.
"""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from importlib import import_module
from threading import Thread

from sim.commands.context import Context, UsageError
from sim.commands.game.exam import Exams
from sim.commands.game.modelcalls import ModelCalls
from sim.commands.game.plans import Plans
from sim.commands.game.progress import Practising
from sim.commands.game.quiz import Quizzes
from sim.commands.game.rewinding import Rewinding
from sim.commands.game.services import FIRST_CALLS
from sim.commands.game.shift import Shifts
from sim.commands.game.together import Together
from sim.commands.playing import playing_journal
from sim.commands.versions import NotHereYet
from sim.stage.app import App
from sim.stage.guard import display_problem
from sim.stage.kit.outcome import Next, Rekey
from sim.stage.services import Door

_BEHIND_THE_MENU = (
    "sim.commands.speaker",
    "sim.content.loading",
    "sim.stage.briefing.screen",
    "sim.stage.call.screen",
    "sim.stage.debrief.screen",
    "sim.stage.briefing.notice_screen",
    "sim.stage.settings.screen",
    "sim.stage.progress.screen",
)


class Game(Together, Practising, Plans, Rewinding, Quizzes, Exams, Shifts, ModelCalls):
    """The whole program: a class for each capability."""

    def doors(self) -> list[Door]:
        """What the menu leads to beside the calls: first what one comes back for, last what is asked for rarely."""
        return [self.progress_door(), self.shift_door(), self.models_door(), self.people_door(), self.team_door()]


def run(context: Context, options: Namespace) -> int:
    """Open the window and run until it closes."""
    texts = context.texts
    reason = display_problem()
    if reason is not None:
        wanted = getattr(options, "id", None) or FIRST_CALLS[0]
        raise UsageError(texts("cli.no_display", reason=context.why_no_display(reason), id=wanted))
    journal = playing_journal(context)
    game = Game(context, journal, options)
    context.closing.callback(game.close)
    app = App(
        game.look_settings(),
        title=texts("app.name"),
        accelerated=bool(game.settings.framebuffer_acceleration),
        hidden=_begins_hidden(),
    )
    app.carry_out(Rekey(game.keys))
    context.closing.callback(app.close)
    app.start(game.menu())
    app.carry_out(asked_for(game, options))
    if not game.settings.welcomed:
        app.carry_out(game.welcome())
    app.frame(0.0)
    _let_listen(app, game)
    gc.freeze()
    gc.enable()
    # No daemon: Python ends with a crash when it stops in the middle of an import.
    Thread(target=_import_the_rest, args=(app,), name="imports").start()
    app.run()
    return 0


def _begins_hidden() -> bool:
    """Whether the window is shown only when screen readers can see it; not on Linux, where the start is measured."""
    if sys.platform == "linux":
        return False
    from sim.stage.aloud.screen_reader import hides_window

    return hides_window()


def _let_listen(app: App, game: Game) -> None:
    """From now on the screens can be read aloud, by the program itself or by a screen reader."""
    from sim.stage.aloud.reader import Reader
    from sim.stage.aloud.screen_reader import connect

    app.reader = Reader(game)
    app.screen_reader = connect(game.texts("app.name"))


def _import_the_rest(app: App) -> None:
    for name in _BEHIND_THE_MENU:
        if app.running:
            import_module(name)


def asked_for(game: Game, options: Namespace) -> Next:
    """The briefing of the call that the command line asks for; calls that were broken off come first, in the menu."""
    scenario_id = getattr(options, "id", None)
    if scenario_id is None or game.open_calls():
        return None
    try:
        return game.open_briefing(scenario_id)
    except NotHereYet:
        return game.open_team()  # there it is seen that it is being fetched
