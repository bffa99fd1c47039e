"""A call as text: a call that was broken off first, then the one that was asked for."""

import sys
from argparse import Namespace

from sim.commands.context import Context
from sim.commands.journal import KeptCall, close_open, open_calls, resume
from sim.commands.met import met_calls
from sim.commands.plans import keep_plan, new_plan, phrases_for, plan_for
from sim.commands.playing import new_setup
from sim.commands.seats import book_of, send_now
from sim.commands.text_whatif import other_ways
from sim.commands.versions import NotHereYet, to_play
from sim.console.player import InputEnded, TextPlayer
from sim.console.terminal import Streams, Terminal
from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.core.debrief import Debrief
from sim.core.hints import EXAM
from sim.core.log import TYPED
from sim.core.recording import OpenCall
from sim.core.scenario import Scenario
from sim.core.texts import Texts
from sim.store.journal import Journal


def play_text(context: Context, journal: Journal, options: Namespace) -> int:
    """Play a call on standard input and output. Raises RecordError."""
    terminal, settings = Streams(sys.stdin, sys.stdout), context.settings
    try:
        found = _offer_open(context, journal, terminal)
    except InputEnded:
        terminal.write(context.texts("console.open"))
        return 0
    if found is None:
        scenario = _to_play(context, options.id)
        setup = new_setup(settings, options, judged=terminal.live)
        if setup.mode == EXAM and scenario.id in met_calls(journal, context.library, settings.trainee)[1]:
            terminal.write(f"{context.texts('briefing.met')}. {context.texts('briefing.met_text')}")
        call = Call(scenario, setup, caller_lines(scenario.language))
        found = call, KeptCall.begin(journal, call, settings.trainee)

    def play(call: Call, recorder: KeptCall) -> Debrief | None:
        player = _player(context, call, recorder, terminal)
        player.asks_first = settings.notice
        _with_plans(context, journal, player, recorder)
        return player.play()

    if play(*found) is not None:
        other_ways(context, journal, terminal, found, play)
    return 0


def _to_play(context: Context, scenario_id: str) -> Scenario:
    """The scenario that is played: in a session its version, fetched now where it is not here yet."""
    seat = book_of(context).active(context.settings.trainee)
    try:
        return to_play(context, seat, scenario_id, context.language)
    except NotHereYet:
        if seat is not None:
            send_now(context, seat)
        return to_play(context, seat, scenario_id, context.language)


def _with_plans(context: Context, journal: Journal, player: TextPlayer, recorder: KeptCall) -> None:
    """What the trainee takes along from earlier calls, and from this one."""
    scenario, trainee = player.call.scenario, recorder.trainee

    def keep(text: str) -> None:
        keep_plan(journal, new_plan(scenario, trainee, recorder.call_id, text))

    player.plan, player.keep_plan = plan_for(journal, trainee, scenario), keep
    player.phrases = phrases_for(context.library, scenario)


def _player(context: Context, call: Call, recorder: KeptCall, terminal: Terminal) -> TextPlayer:
    if call.setup.way != TYPED:
        return TextPlayer(call, recorder, terminal, context.texts)
    from sim.commands.typing import reads
    from sim.console.typed import TypedPlayer

    phrases = phrases_for(context.library, call.scenario)
    return TypedPlayer(call, recorder, terminal, context.texts, reads(call.scenario, phrases))


def _offer_open(context: Context, journal: Journal, terminal: Terminal) -> tuple[Call, KeptCall] | None:
    """A broken-off call that the trainee goes on with. Raises InputEnded when the input ends before the answer."""
    texts = context.texts
    for entry in open_calls(context, journal, context.settings.trainee):
        if not entry.playable:
            _leave_or_close(context, journal, terminal, entry)
            continue
        terminal.write(texts("console.resume", title=entry.title, caller=entry.caller, count=entry.turns))
        answer = _choice(terminal, texts, "console.resume_choice")
        call, recorder = resume(context, journal, entry.id)
        if answer == "1":
            return call, recorder
        TextPlayer(call, recorder, terminal, texts).close_as_it_stands()
    return None


def _leave_or_close(context: Context, journal: Journal, terminal: Terminal, entry: OpenCall) -> None:
    """A call whose scenario is not at hand as it was: it may be again, so nobody closes it but the trainee."""
    terminal.write(context.texts("console.changed", title=entry.title))
    if terminal.live and _choice(terminal, context.texts, "console.changed_choice") == "2":
        close_open(context, journal, entry.id)
        terminal.write(context.texts("console.closed"))


def _choice(terminal: Terminal, texts: Texts, key: str) -> str:
    """1 or 2, asked until it is one of them. Raises InputEnded."""
    while True:
        terminal.write(texts(key))
        answer = terminal.ask(texts("console.prompt"))
        if answer is None:
            raise InputEnded
        if answer in ("1", "2"):
            return answer
