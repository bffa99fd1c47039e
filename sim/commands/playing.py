"""The commands that play: the game's window, and `play` with its text player."""

import secrets
import sys
from argparse import Namespace

from sim.commands.context import Context, UsageError
from sim.commands.journal import KeptCall, close_open, open_calls, open_for_playing, resume
from sim.console.player import InputEnded, TextPlayer
from sim.console.terminal import Streams, Terminal
from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.core.log import Setup
from sim.core.recording import RecordError
from sim.store.errors import AlreadyOpen
from sim.store.journal import Journal
from sim.store.settings import Settings, load_settings

MOST_SEED = 2**32


def game(context: Context, options: Namespace) -> int:
    """Open the window: the menu, or one scenario's briefing."""
    from sim.commands.window import run

    return run(context, options)


def play(context: Context, options: Namespace) -> int:
    """Straight into a call: in the window, or as text with --terminal."""
    if options.id is not None:
        context.library.find(options.id)  # an unknown scenario is said before anything opens
    if not options.terminal:
        return game(context, options)
    if options.id is None:
        raise UsageError(context.texts("cli.which_call", ids=", ".join(context.library.ids())))
    terminal = Streams(sys.stdin, sys.stdout)
    journal = playing_journal(context)
    try:
        return _play_text(context, journal, terminal, options)
    except RecordError as error:
        context.complain(context.texts("console.not_kept", trouble=context.texts(f"trouble.{error.code}")))
        return 2


def playing_journal(context: Context) -> Journal:
    """The journal to play on; a second copy of the program on the same data is told so."""
    try:
        return open_for_playing(context)
    except AlreadyOpen as error:
        raise UsageError(context.texts("cli.another_copy", folder=context.data, pid=error.data["pid"])) from None


def new_setup(settings: Settings, options: Namespace, judged: bool = True) -> Setup:
    """The setup of a new call: what was asked for, else what the settings say, else a fresh seed."""
    seed = getattr(options, "seed", None)
    return Setup(
        seed=secrets.randbelow(MOST_SEED) if seed is None else seed,
        mode=getattr(options, "mode", "practice"),
        timers=settings.timers and judged,
        access=settings.access,
    )


def _play_text(context: Context, journal: Journal, terminal: Terminal, options: Namespace) -> int:
    try:
        found = _offer_open(context, journal, terminal)
    except InputEnded:
        return 0
    if found is None:
        settings = load_settings(context.data).settings
        scenario = context.library.load(options.id, context.language)
        setup = new_setup(settings, options, judged=terminal.live)
        call = Call(scenario, setup, caller_lines(scenario.language))
        found = call, KeptCall.begin(journal, call, settings.trainee)
    call, recorder = found
    TextPlayer(call, recorder, terminal, context.texts).play()
    return 0


def _offer_open(context: Context, journal: Journal, terminal: Terminal) -> tuple[Call, KeptCall] | None:
    """A broken-off call that the trainee goes on with. Raises InputEnded when the input ends before the answer."""
    texts = context.texts
    for entry in open_calls(context, journal):
        terminal.write(texts("console.resume", title=entry.title, caller=entry.caller, turns=entry.turns))
        if not entry.playable:
            terminal.write(texts("console.changed"))
            close_open(context, journal, entry.id)
            continue
        answer: str | None = ""
        while answer not in ("1", "2"):
            terminal.write(texts("console.resume_choice"))
            answer = terminal.ask(texts("console.prompt"))
            if answer is None:
                raise InputEnded
        call, recorder = resume(context, journal, entry.id)
        if answer == "1":
            return call, recorder
        TextPlayer(call, recorder, terminal, texts).close_as_it_stands()
    return None
