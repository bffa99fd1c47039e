"""A call as text: a call that was broken off first, then the one that was asked for."""

import sys
from argparse import Namespace

from sim.commands.context import Context
from sim.commands.journal import KeptCall, close_open, open_calls, resume
from sim.commands.playing import new_setup
from sim.console.player import InputEnded, TextPlayer
from sim.console.terminal import Streams, Terminal
from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.store.journal import Journal
from sim.store.settings import load_settings


def play_text(context: Context, journal: Journal, options: Namespace) -> int:
    """Play a call on standard input and output. Raises RecordError."""
    terminal = Streams(sys.stdin, sys.stdout)
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
