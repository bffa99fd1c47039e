"""What a trainee never sees of a call: why the caller says this, and what each reply would do. For those who write it.

    inside(call) -> Inside(node, flags, lines, replies)

Nothing is computed anew here: moves, grades, moods and ways come from the same decision that the game takes.
"""

from typing import NamedTuple

from sim.core.call import Call
from sim.core.conditions import GAUGES, Compare, Condition, Join, Not, Tree
from sim.core.decision import Step, Timing, decide, menu
from sim.core.moves import Effect, Grades
from sim.core.scenario import CALLER_HUNG_UP
from sim.core.script import Script, ScriptNode, State


class LineInside(NamedTuple):
    """A variant of what the caller says at this node. `when` is empty where it has no condition; `gauges` are those
    that it asks for, with what they stood at when the caller began to speak.
    """

    number: int
    text: str
    when: str
    holds: bool
    said: bool
    gauges: tuple[tuple[str, int], ...] = ()


class ReplyInside(NamedTuple):
    """A reply of this node and what it would do now. `number`: its place on screen, 0 where it is not offered.

    `change`: what it does to the mood, as it lands (anger, panic, trust, patience); `to`: the node or ending that
    follows, and `way` the condition that leads there, empty where none was asked.
    """

    number: int
    option: str
    text: str
    when: str
    moves: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    grade: Grades = (0, 0, 0)
    change: Effect = (0, 0, 0, 0)
    to: str = ""
    way: str = ""
    ends: bool = False
    reveals: bool = False
    breach: bool = False


class Inside(NamedTuple):
    """The node that is being played, from the inside."""

    node: str
    flags: tuple[str, ...]
    lines: tuple[LineInside, ...]
    replies: tuple[ReplyInside, ...]

    @property
    def said(self) -> LineInside:
        """The variant that the caller says."""
        return next(line for line in self.lines if line.said)


def inside(call: Call) -> Inside:
    """The call as it stands, from the inside. Of a call that is over, the node that it ended at."""
    node = call.node
    return Inside(node.id, tuple(node.node.flags), _lines(call.script, call.state), _replies(call))


def _gauges(tree: Tree) -> set[str]:
    """The gauges that a condition asks for."""
    match tree:
        case Compare(gauge=gauge):
            return {gauge}
        case Not(part=part):
            return _gauges(part)
        case Join(parts=parts):
            return {gauge for part in parts for gauge in _gauges(part)}
    return set()


def _values(condition: Condition | None, state: State) -> tuple[tuple[str, int], ...]:
    asked = _gauges(condition.tree) if condition is not None else set()
    return tuple((gauge, state.mood[place]) for place, gauge in enumerate(GAUGES) if gauge in asked)


def _lines(script: Script, state: State) -> tuple[LineInside, ...]:
    found: list[LineInside] = []
    for number, line in enumerate(script.nodes[state.node].node.caller, 1):
        test = script.test(line.when)
        holds = test is None or test(state)
        said = holds and not any(other.said for other in found)
        found.append(LineInside(number, line.wordings[0], _text(line.when), holds, said, _values(line.when, state)))
    return tuple(found)


def _text(condition: Condition | None) -> str:
    return condition.text if condition is not None else ""


def _replies(call: Call) -> tuple[ReplyInside, ...]:
    """In the order of the screen; those that are not offered now come last."""
    order = [reply.option for reply in call.replies] or _offered(call)
    node, timing = call.node, call.clock.timing(judged=call.timers)
    shown = [_reply(call, option, number, timing) for number, option in enumerate(order, 1)]
    hidden = [
        ReplyInside(0, name, option.wordings[0], _text(option.when), option.moves, option.sets)
        for name, option in zip(node.option_ids, node.options, strict=True)
        if name not in order
    ]
    return (*shown, *hidden)


def _offered(call: Call) -> list[str]:
    return [call.node.option_ids[index] for index in menu(call.script, call.state).indexes]


def _reply(call: Call, name: str, number: int, timing: Timing) -> ReplyInside:
    node = call.node
    index = node.place_of[name]
    option, step = node.options[index], decide(call.script, call.state, index, timing)
    turn = step.turn
    anger, panic, trust, patience = (after - before for before, after in zip(call.mood, turn.after, strict=True))
    return ReplyInside(
        number=number,
        option=name,
        text=option.wordings[0],
        when=_text(option.when),
        moves=turn.choice.moves,
        sets=turn.choice.sets,
        grade=turn.choice.grade,
        change=(anger, panic, trust, patience),
        to=step.goes_to,
        way=_way(call.script, node, index, step),
        ends=step.ended,
        reveals=turn.revealed,
        breach=turn.choice.breach,
    )


def _way(script: Script, node: ScriptNode, index: int, step: Step) -> str:
    """The condition of the node's `next` that decided, empty where the reply itself says where it leads."""
    if node.options[index].to is not None or step.goes_to == CALLER_HUNG_UP:
        return ""
    for turning in node.node.next:
        test = script.test(turning.when)
        if test is None or test(step.state):
            return _text(turning.when)
    return ""
