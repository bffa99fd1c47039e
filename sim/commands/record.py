"""`record`: plays a call in the terminal and writes it down as a play. Nothing goes to the journal."""

import secrets
import sys
from argparse import Namespace
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sim.commands.context import Context, UsageError
from sim.commands.found import scenario_path, unused
from sim.console.player import TextPlayer
from sim.console.terminal import Streams
from sim.content.editor.files import first_line_of_play
from sim.content.loading import load_file
from sim.content.problems import printable
from sim.content.recorded import recorded
from sim.content.texts import caller_lines
from sim.content.writing import write_whole
from sim.core.call import Call
from sim.core.events import Event
from sim.core.log import Setup
from sim.core.scoring import Scorecard
from sim.store.settings import load_settings

MOST_SEED = 2**31


@dataclass
class Memory:
    """A recorder (sim.core.recording) that keeps a call for as long as the program runs."""

    events: list[Event] = field(default_factory=list)

    def knows(self, text: str) -> bool:
        """No line was ever heard before."""
        return False

    def append(self, event: Event) -> None:
        """Keep an event."""
        self.events.append(event)

    def heard(self, text: str) -> None:
        """Nothing is remembered from call to call."""

    def finish(self, card: Scorecard) -> None:
        """The result is worked out again from the events."""

    def notice(self) -> str | None:
        """Nothing happens to it."""
        return None


class _RecordedPlayer(TextPlayer):
    """A call that is written down when it is broken off, instead of waiting for the next start."""

    left_open = interrupted = "tools.record.broken_off"


def record(context: Context, options: Namespace) -> int:
    """Play, then write the play of what was done, also when the input ends before the call does."""
    target = _target(context, options.output)
    scenario = load_file(scenario_path(context, options.id))
    terminal = Streams(sys.stdin, sys.stdout)
    seed = secrets.randbelow(MOST_SEED) if options.seed is None else options.seed
    if not 0 <= seed < MOST_SEED:
        raise UsageError(context.texts("tools.record.seed", most=MOST_SEED - 1))
    # A play has the ordinary reading pace; whoever needs more time switches the limits off in the settings.
    setup = Setup(seed=seed, timers=terminal.live and load_settings(context.data).settings.timers)
    defaults = caller_lines(scenario.language)
    memory = Memory()
    context.out(context.texts("tools.record.begins", path=printable(target)))
    context.out()
    with suppress(KeyboardInterrupt):  # what was played until then is written
        _RecordedPlayer(Call(scenario, setup, defaults), memory, terminal, context.texts).play()
    done = recorded(scenario, setup, memory.events, defaults)
    if not any(event.do in ("reply", "hang_up") for event in memory.events):
        context.complain(context.texts("tools.record.nothing"))
        return 1
    first = first_line_of_play(target)
    _write(context, target, f"{first}\n{done.text}" if first else done.text)
    context.out()
    context.out(context.texts("tools.record.written", path=printable(target), count=done.steps))
    context.out(context.texts("tools.record.next", path=printable(target)))
    if not done.same:
        context.complain(context.texts("tools.record.differs", path=printable(target)))
        return 1
    return 0


def _target(context: Context, path: Path) -> Path:
    """Where the play goes; what would not do is said before anything is played."""
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(context.texts("tools.record.kind", path=printable(path)))
    if not path.absolute().parent.is_dir():
        raise UsageError(context.texts("tools.no_folder", path=printable(path.parent)))
    return unused(context, path)


def _write(context: Context, target: Path, text: str) -> None:
    try:
        write_whole(target, text, fresh=True)
    except OSError:
        context.out(text)  # whatever happens, what was played is not lost
        raise
