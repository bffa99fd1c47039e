"""What if, at a terminal: a call is played on from an earlier turn, and stands beside the one it was rewound from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.commands.ways import rewound, ways
from sim.console.beside import beside
from sim.console.terminal import Terminal
from sim.core.comparing import compare
from sim.core.comparison_words import way_name
from sim.core.recording import RecordError
from sim.core.rewinding import can_rewind

if TYPE_CHECKING:
    from sim.commands.context import Context
    from sim.commands.journal import KeptCall
    from sim.core.call import Call
    from sim.core.debrief import Debrief
    from sim.store.journal import Journal

Play = Callable[["Call", "KeptCall"], "Debrief | None"]


def other_ways(
    context: Context, journal: Journal, terminal: Terminal, played: tuple[Call, KeptCall], play: Play
) -> None:
    """As long as the trainee names a turn: play on from there, then say how the two calls differ."""
    call, recorder = played
    while terminal.live and call.turns and can_rewind(call.setup):
        turn = _turn(context, terminal, len(call.turns))
        if not turn:
            return
        try:
            again, kept = rewound(context, journal, context.settings, recorder.call_id, turn)
        except RecordError as error:
            terminal.write(context.texts(f"trouble.{error.code}"))
            return
        if play(again, kept) is None:
            return
        names = _name(context, journal, recorder), _name(context, journal, kept)
        for line in beside(context.texts, compare(call, again), call.scenario, names):
            terminal.write(line)
        call, recorder = again, kept


def _turn(context: Context, terminal: Terminal, most: int) -> int:
    """The turn to play on from; 0 for none."""
    terminal.write(context.texts("whatif.terminal", count=most))
    answer = (terminal.ask(context.texts("console.prompt")) or "").strip()
    return int(answer) if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= most else 0


def _name(context: Context, journal: Journal, recorder: KeptCall) -> str:
    ids = [way.id for way in ways(journal, recorder.trainee, recorder.call_id)]
    return way_name(context.texts, ids.index(recorder.call_id) + 1 if recorder.call_id in ids else 1)
