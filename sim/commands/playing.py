"""The commands that play: the game's window, and `play` with its text player."""

import gc
import os
from argparse import Namespace
from pathlib import Path

from sim.commands.context import Context, UsageError
from sim.commands.journal import open_for_playing
from sim.commands.windowed import only_one_pygame
from sim.content.library import UnknownScenario
from sim.content.problems import printable
from sim.core.log import CHOOSE, Setup
from sim.core.recording import RecordError
from sim.store.errors import AlreadyOpen
from sim.store.journal import Journal
from sim.store.settings import Settings

SEED_BYTES = 4


def game(context: Context, options: Namespace) -> int:
    """Open the window: the menu, or one scenario's briefing."""
    # Until the menu is seen nothing becomes garbage: looking for it would only cost time. `run` looks again from then.
    gc.disable()
    try:
        only_one_pygame(context)
        from sim.commands.window import run

        return run(context, options)
    finally:
        gc.enable()


def play(context: Context, options: Namespace) -> int:
    """Straight into a call: in the window, or as text with --terminal."""
    if options.id is not None:
        _find(context, options.id)  # an unknown scenario is said before anything opens
    if options.mode == "exam" and (options.way or CHOOSE) != CHOOSE:
        raise UsageError(context.texts("typed.practice_only", way=options.way))
    if not options.terminal:
        return game(context, options)
    if options.id is None:
        raise UsageError(context.texts("cli.which_call", ids=", ".join(context.library.ids())))
    from sim.commands.text_call import play_text

    try:
        code = play_text(context, playing_journal(context), options)
        _send(context)
        return code
    except RecordError as error:
        context.complain(context.texts("console.not_kept", trouble=context.texts(f"trouble.{error.code}")))
        return 2


def _send(context: Context) -> None:
    """Who is in a team session hears whether their call has arrived there."""
    from sim.commands.seats import book_of, send_now
    from sim.store.errors import StoreError

    seat = book_of(context).active(context.settings.trainee)
    if seat is None:
        return
    try:
        left = send_now(context, seat)
    except StoreError:
        return  # it stays in the outbox
    say, now = context.texts, book_of(context).by_ref(seat.ref) or seat
    waiting = say("join.line.waiting", count=left) if left else ""
    if now.trouble:
        lost = say("join.line.lost")
        context.out(say("join.line.both", state=lost, waiting=waiting) if waiting else lost)
        context.out(printable(now.told))
    else:
        context.out(waiting or say("join.line.sent"))


def _find(context: Context, scenario_id: str) -> None:
    """Raises UnknownScenario, or UsageError with the problems of the file that should have been it."""
    from sim.commands.seats import book_of

    try:
        context.library.find(scenario_id)
    except UnknownScenario:
        seat = book_of(context).active(context.settings.trainee)
        if seat is not None and any(one.get("id") == scenario_id for one in seat.scenarios):
            return
        meant = [problem for problem in context.library.problems if Path(problem.path).stem == scenario_id]
        if meant:
            raise UsageError("\n".join(context.line_of(problem) for problem in meant)) from None
        file = Path(scenario_id)
        if file.suffix in (".yaml", ".yml") and file.is_file():  # as the tools for trainers take it
            named = {"id": printable(file.name.split(".")[0]), "folder": printable(file.parent)}
            raise UsageError(context.texts("tools.play_by_id", **named)) from None
        raise


def playing_journal(context: Context) -> Journal:
    """The journal to play on; a second copy of the program on the same data is told so."""
    try:
        return open_for_playing(context)
    except AlreadyOpen as error:
        raise UsageError(context.texts("cli.another_copy", folder=context.data, pid=error.data["pid"])) from None


def fresh_seed() -> int:
    """A seed that no call had before, as far as can be told."""
    return int.from_bytes(os.urandom(SEED_BYTES), "big")


def new_setup(settings: Settings, options: Namespace, judged: bool = True) -> Setup:
    """The setup of a new call: what was asked for, else what the settings say, else a fresh seed."""
    seed = getattr(options, "seed", None)
    return Setup(
        seed=fresh_seed() if seed is None else seed,
        mode=getattr(options, "mode", "practice"),
        way=getattr(options, "way", None) or CHOOSE,
        timers=settings.timers and judged,
        access=settings.access,
    )
