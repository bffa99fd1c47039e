"""The phases of a call as one table; the only module that knows the library `transitions`.

The table below is the whole machine: what may happen in which phase, and where it leads. The diagram in the docs is
made from it, and a test compares the library's machine with it on every phase and trigger.
"""

from typing import NamedTuple

from transitions import Machine, MachineError


class Rule(NamedTuple):
    """In `source`, `trigger` leads to `target`; `why` is the reason in words."""

    trigger: str
    source: str
    target: str
    why: str


RINGING, CALLER_SPEAKING, YOUR_TURN = "ringing", "caller_speaking", "your_turn"
BREATHING, ON_HOLD, LOOKING_UP, WRAPPING_UP, ENDED = "breathing", "on_hold", "looking_up", "wrapping_up", "ended"
PHASES = (RINGING, CALLER_SPEAKING, YOUR_TURN, BREATHING, ON_HOLD, LOOKING_UP, WRAPPING_UP, ENDED)
LIVE = (CALLER_SPEAKING, YOUR_TURN, BREATHING, ON_HOLD, LOOKING_UP)

TABLE = (
    Rule("answer", RINGING, CALLER_SPEAKING, "the phone is picked up and the caller begins"),
    Rule("heard", CALLER_SPEAKING, YOUR_TURN, "the caller has finished"),
    Rule("skip", CALLER_SPEAKING, YOUR_TURN, "a line known from an earlier call is skipped"),
    Rule("show", CALLER_SPEAKING, CALLER_SPEAKING, "the replies are asked for early"),
    Rule("show", YOUR_TURN, YOUR_TURN, "an answer was said aloud, so the replies to choose the nearest from are seen"),
    Rule("reply", CALLER_SPEAKING, CALLER_SPEAKING, "the trainee speaks over the caller, who goes on to the next line"),
    Rule("reply", YOUR_TURN, CALLER_SPEAKING, "the trainee answers and the caller goes on"),
    Rule("reply", BREATHING, CALLER_SPEAKING, "a reply ends the breath"),
    Rule("reply_with_hold", CALLER_SPEAKING, ON_HOLD, "the reply announced a hold"),
    Rule("reply_with_hold", YOUR_TURN, ON_HOLD, "the reply announced a hold"),
    Rule("reply_with_hold", BREATHING, ON_HOLD, "the reply announced a hold"),
    Rule("silence", YOUR_TURN, CALLER_SPEAKING, "nobody spoke for too long, so the caller does"),
    Rule("breathe", YOUR_TURN, BREATHING, "a breath before the answer; the line stays open"),
    Rule("resume", BREATHING, YOUR_TURN, "the breath is over"),
    Rule("hold", YOUR_TURN, ON_HOLD, "the caller is asked to wait for a stated time"),
    Rule("hold", CALLER_SPEAKING, ON_HOLD, "the caller is put on hold in mid-sentence, without a word"),
    Rule("resume", ON_HOLD, YOUR_TURN, "back from hold"),
    Rule("return_to_caller", ON_HOLD, CALLER_SPEAKING, "back from a hold that a reply, or nobody, announced"),
    Rule("look_up", YOUR_TURN, LOOKING_UP, "the trainee reads at the desk while the caller waits"),
    Rule("look_up", LOOKING_UP, LOOKING_UP, "another card"),
    Rule("resume", LOOKING_UP, YOUR_TURN, "back from the desk"),
    *(Rule("finish", phase, WRAPPING_UP, "the call came to an end") for phase in LIVE),
    *(Rule("close", phase, ENDED, "broken off: closed as it stands") for phase in (RINGING, *LIVE)),
    Rule("close", WRAPPING_UP, ENDED, "the wrap-up is done"),
)
TRIGGERS = tuple(dict.fromkeys(rule.trigger for rule in TABLE))
_LEADS_TO = {(rule.trigger, rule.source): rule.target for rule in TABLE}


class _Place:
    """Where the machine keeps its state: a private model, since `transitions` turns names into attributes."""

    state: str


class Phases:
    """The phase that a call is in. One machine for each call. `now`: the present phase."""

    def __init__(self) -> None:
        self.now = RINGING
        self._place = _Place()
        self._machine = Machine(
            model=self._place,
            states=list(PHASES),
            transitions=[[rule.trigger, rule.source, rule.target] for rule in TABLE],
            initial=RINGING,
            auto_transitions=False,
        )

    def admits(self, trigger: str) -> bool:
        """Whether the trigger may happen now."""
        return (trigger, self.now) in _LEADS_TO

    def fire(self, trigger: str) -> str:
        """Let it happen; returns the new phase. Raises MachineError when the table does not admit it."""
        if not self.admits(trigger):
            raise MachineError(f"{trigger} cannot happen in phase {self.now}")
        self._machine.events[trigger].trigger(self._place)
        self.now = self._place.state
        return self.now


class TablePhases(Phases):
    """The same, read off the table without a machine: for a server that plays thousands of calls again."""

    def __init__(self) -> None:
        self.now = RINGING

    def fire(self, trigger: str) -> str:
        """As the machine does it."""
        if not self.admits(trigger):
            raise MachineError(f"{trigger} cannot happen in phase {self.now}")
        self.now = _LEADS_TO[trigger, self.now]
        return self.now


def diagram() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    rows = dict.fromkeys((rule.source, rule.target, rule.trigger) for rule in TABLE)
    lines = [f"    {source} --> {target}: {trigger}" for source, target, trigger in rows]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {RINGING}", *lines, f"    {ENDED} --> [*]"])
