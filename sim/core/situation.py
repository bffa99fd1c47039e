"""Where a call stands, by names: so that it can be taken up again in another version of its scenario.

    situation = situation_of(call)
    call, lost = taken_up(script, setup, defaults, situation)

Mood, words and the use of moves are the model's own and always fit. A need, a flag or a node may be gone in the other
version: then it is left out and said, and the call goes on at the nearest earlier node that is still there.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sim.core.call import Call, Place
from sim.core.decision import Turn, decide, menu
from sim.core.log import DefaultLines, Setup, Spoken
from sim.core.mood import Mood
from sim.core.scenario import ENGINE_ENDINGS
from sim.core.script import ABUSE, BURNED, HEARD, IDENTITY, LIMITED, REVEALED, WARNED, WEARING, Script, State

# Every word that carries state, by name; conditions know the first three.
WORDS = {
    "heard": HEARD,
    "identity": IDENTITY,
    "abuse": ABUSE,
    "limited": LIMITED,
    "warned": WARNED,
    "burned": BURNED,
    "revealed": REVEALED,
}


class Situation(NamedTuple):
    """A moment of a call, by names. `way`: the nodes that led here, the present one last.

    `opening` and `turns` are what its log begins with and holds; a call that was changed by hand has a log that begins
    anew. `transcript` ends before what the caller says at this node.
    """

    node: str
    mood: Mood
    words: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    visited: frozenset[str] = frozenset()
    used: tuple[int, ...] = (0,) * len(WEARING)
    ending: str = ""
    way: tuple[str, ...] = ()
    opening: "Situation | None" = None
    turns: tuple[Turn, ...] = ()
    transcript: tuple[Spoken, ...] = ()
    elapsed_ms: int = 0


class Lost(NamedTuple):
    """What did not fit the other version: the node or ending that is gone, and needs and flags that are."""

    node: str = ""
    facts: tuple[str, ...] = ()


def situation_of(call: Call, way: Iterable[str] = ()) -> Situation:
    """Where a call stands now. `way`: the nodes that led here, where they are known better than by the turns."""
    opening = _named(call.script, call.opening)
    led = tuple(way) or (*(turn.node for turn in call.turns), call.node.id)
    said = [line for line in call.transcript if call.finished or line.turn <= len(call.turns)]
    return _named(call.script, call.state._replace(mood=call.mood))._replace(
        ending=call.finished.ending if call.finished else "",
        way=led,
        opening=opening,
        turns=tuple(call.turns),
        transcript=tuple(said),
        elapsed_ms=call.elapsed_ms,
    )


def _named(script: Script, state: State) -> Situation:
    return Situation(
        node=script.nodes[state.node].id,
        mood=state.mood,
        words=frozenset(name for name, bit in WORDS.items() if state.words & bit),
        facts=frozenset(script.fact_names(state.facts)),
        visited=frozenset(node.id for node in script.nodes if state.visited >> node.index & 1),
        used=state.used,
    )


def start_of(script: Script) -> Situation:
    """The moment at which the phone is picked up."""
    start = _named(script, script.opening())
    return start._replace(way=(start.node,))


def at_node(situation: Situation, node: str) -> Situation:
    """The same caller at another node. Its log begins there: nobody took that way."""
    return _by_hand(situation)._replace(node=node, ending="", way=(*situation.way, node))


def at_ending(situation: Situation, ending: str) -> Situation:
    """The call has just come to this ending."""
    return _by_hand(situation)._replace(ending=ending)


def changed(situation: Situation, **values: object) -> Situation:
    """The same moment with another mood, other words or facts (by their field names). Its log begins there."""
    return _by_hand(situation)._replace(**values)  # type: ignore[arg-type]


def _by_hand(situation: Situation) -> Situation:
    # Lines from before stay to be read, but belong to no turn of the log.
    said = tuple(line._replace(turn=0) for line in situation.transcript)
    return situation._replace(opening=None, turns=(), transcript=said)


def taken_up(script: Script, setup: Setup, defaults: DefaultLines, situation: Situation) -> tuple[Call, Lost]:
    """A call that stands there, in this version of its scenario, and what of the situation did not fit."""
    state, lost = _fitted(script, situation)
    ending = situation.ending
    if ending and ending not in (*script.scenario.endings, *ENGINE_ENDINGS):
        ending, lost = "", lost._replace(node=ending)
    place = Place(state, ending, transcript=situation.transcript, elapsed_ms=situation.elapsed_ms)
    if situation.opening is not None and not lost.node:
        opening, _ = _fitted(script, situation.opening)
        turns = _retraced(script, opening, situation.turns, state)
        if turns is not None:
            return Call.placed(script, setup, defaults, place._replace(opening=opening, turns=turns)), lost
    unnumbered = tuple(line._replace(turn=0) for line in situation.transcript)
    return Call.placed(script, setup, defaults, place._replace(transcript=unnumbered)), lost


def _fitted(script: Script, situation: Situation) -> tuple[State, Lost]:
    known = script.index_of
    node, gone = situation.node, ""
    if node not in known:
        gone = node
        node = next((name for name in reversed(situation.way) if name in known), script.scenario.start)
    facts = [name for name in situation.facts if name in script.facts]
    state = State(
        node=known[node],
        mood=situation.mood,
        used=situation.used,
        words=sum(WORDS[name] for name in situation.words),
        facts=sum(script.facts[name] for name in facts),
        visited=sum(1 << known[name] for name in situation.visited if name in known),
    )
    return state, Lost(gone, tuple(sorted(situation.facts - set(facts))))


def _retraced(script: Script, opening: State, turns: tuple[Turn, ...], end: State) -> tuple[Turn, ...] | None:
    """The same replies decided anew, as this version grades them; None where they lead another way now."""
    state, found = opening, []
    for number, turn in enumerate(turns):
        node = script.nodes[state.node]
        index = node.place_of.get(turn.choice.option)
        if node.id != turn.node or index is None or index not in menu(script, state).indexes:
            return None
        step = decide(script, state, index, turn.timing, turn.added)
        if step.ended and number < len(turns) - 1:
            return None
        found.append(step.turn)
        state = step.state
    return tuple(found) if state.node == end.node else None
