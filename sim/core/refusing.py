"""What cannot happen in a call now. A table of phases decides most of it (sim.core.phases); the rest stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core import events as ev
from sim.core.phases import CALLER_SPEAKING, LIVE, RINGING, YOUR_TURN

if TYPE_CHECKING:
    from sim.core.call import Call


def refusal(call: Call, event: ev.Event) -> str:
    """Why an event cannot happen now, as a code of sim.core.events.Refused; empty when it can."""
    closing = isinstance(event, ev.Close)
    late = closing or isinstance(event, ev.Note)  # what can still be done when the caller has gone
    if call.finished and not (late and call.phases.admits("close")):
        return "over"
    if isinstance(event, ev.Wait | ev.Timers) or closing:
        return ""
    if isinstance(event, ev.Notice):
        return "" if call.phase == RINGING else "phase"
    if isinstance(event, ev.Note):
        return "" if call.phase != RINGING else "phase"
    if isinstance(event, ev.HangUp):
        return "" if call.phase in LIVE else "phase"
    if isinstance(event, ev.Unclear):
        return "" if call.typing and call.clock.shown and call.phases.admits("reply") else "phase"
    if not call.phases.admits(event.do) or (isinstance(event, ev.Reply) and not call.clock.shown):
        return "phase"
    if isinstance(event, ev.Show) and not _may_show(call):
        return "phase"
    if isinstance(event, ev.Reply) and not any(reply.option == event.option for reply in call.replies):
        return "option"
    if isinstance(event, ev.LookUp) and not any(card.title == event.card for card in call.desk):
        return "card"
    return ""


def _may_show(call: Call) -> bool:
    """Replies are asked for while the caller speaks; who says an answer first, asks when the line was heard."""
    if call.says_first:
        return not call.clock.shown and (call.phase == YOUR_TURN or call.clock.repeating)
    return call.phase == CALLER_SPEAKING
