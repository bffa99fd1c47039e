"""What cannot happen in a call now. A table of phases decides most of it (sim.core.phases); the rest stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.core import events as ev
from sim.core.phases import CALLER_SPEAKING, LIVE, RINGING, YOUR_TURN

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.core.call import Call


def refusal(call: Call, event: ev.Event) -> str:
    """Why an event cannot happen now, as a code of sim.core.events.Refused; empty when it can."""
    kind = type(event)
    if call.finished and not (kind in _LATE and call.phases.admits("close")):
        return "over"
    return _ASKED.get(kind, _by_phase)(call, event)


def _by_phase(call: Call, event: ev.Event) -> str:
    return "" if call.phases.admits(event.do) else "phase"


def _always(call: Call, event: ev.Event) -> str:
    return ""


def _notice(call: Call, event: ev.Notice) -> str:
    return "" if call.phase == RINGING else "phase"


def _note(call: Call, event: ev.Note) -> str:
    return "" if call.phase != RINGING else "phase"


def _hang_up(call: Call, event: ev.HangUp) -> str:
    return "" if call.phase in LIVE else "phase"


def _unclear(call: Call, event: ev.Unclear) -> str:
    return "" if call.typing and call.clock.shown and call.phases.admits("reply") else "phase"


def _reply(call: Call, event: ev.Reply) -> str:
    if not (call.clock.shown and call.phases.admits("reply")):
        return "phase"
    return "" if any(reply.option == event.option for reply in call.replies) else "option"


def _show(call: Call, event: ev.Show) -> str:
    """Replies are asked for while the caller speaks; who says an answer first, asks when the line was heard."""
    if call.says_first:
        may = not call.clock.shown and (call.phase == YOUR_TURN or call.clock.repeating)
    else:
        may = call.phase == CALLER_SPEAKING
    return "" if may and call.phases.admits("show") else "phase"


def _look_up(call: Call, event: ev.LookUp) -> str:
    if not call.phases.admits("look_up"):
        return "phase"
    return "" if any(card.title == event.card for card in call.desk) else "card"


_LATE = (ev.Close, ev.Note)  # what can still be done when the caller has gone
_ASKED: dict[type[ev.Event], Callable[[Call, Any], str]] = {
    ev.Wait: _always,
    ev.Timers: _always,
    ev.Close: _always,
    ev.Notice: _notice,
    ev.Note: _note,
    ev.HangUp: _hang_up,
    ev.Unclear: _unclear,
    ev.Reply: _reply,
    ev.Show: _show,
    ev.LookUp: _look_up,
}
