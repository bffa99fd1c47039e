"""The decision: a reply goes in; grades, mood, the log's entry and the next node come out.

    decide(script, state, option, timing) -> Step(state, turn, goes_to)

A pure function of what it is given, and the only implementation: the game, plays, exploration, agents and rescoring
all call it, so none can drift from the others. A Script is a scenario made ready for it. Whatever depends only on a
node's situation (grades of its menu, effect of a reply in a mood band) is computed once and remembered in the script;
memory never changes a result, only its speed.
"""

from typing import NamedTuple

from sim.core import moves
from sim.core.mood import NO_EFFECT, Listener, Mood, add, clipped, effect_of
from sim.core.moves import Effect, Grades
from sim.core.scenario import CALLER_HUNG_UP, Option
from sim.core.script import (
    BURNED,
    HEARD,
    IDENTITY,
    LIMITED,
    REVEALED,
    WARNED,
    WEARING_PLACE,
    Choice,
    Menu,
    Script,
    ScriptNode,
    State,
)


class Timing(NamedTuple):
    """What happened in time during one turn; milliseconds. `effect` is what it did to the caller's mood."""

    latency_ms: int = 0
    allowance_ms: int = 0
    breath_ms: int = 0
    hold_ms: int = 0
    lookup_ms: int = 0
    heard_permille: int = 1000
    silences: int = 0
    snap: bool = False
    interrupted: bool = False
    effect: Effect = NO_EFFECT


QUIET = Timing()


class Turn(NamedTuple):
    """One entry of a call's log."""

    node: str
    choice: Choice
    before: Mood
    after: Mood
    timing: Timing
    revealed: bool
    goes_to: str


class Step(NamedTuple):
    """What a decision gives: the state after it, its log entry, the node or ending that follows."""

    state: State
    turn: Turn
    goes_to: str
    ended: bool


def menu(script: Script, state: State) -> Menu:
    """The replies offered now. Should no condition hold, all are offered: a call never has nothing to say."""
    node = script.nodes[state.node]
    indexes = node.everything
    if node.conditional:
        indexes = tuple(i for i in indexes if (when := node.whens[i]) is None or when(state)) or indexes
    again = state.visited >> state.node & 1
    key = (indexes, node.used_here(state.used), state.words, again)
    found = node.menus.get(key)
    if found is None:
        found = node.menus[key] = _graded(script, state, indexes, bool(again))
    return found


def _graded(script: Script, state: State, indexes: tuple[int, ...], again: bool) -> Menu:
    node = script.nodes[state.node]
    words = _context_words(script, state)
    grades = {i: option_grade(node.options[i], node.flags, state.used, words) for i in indexes}
    columns = list(zip(*grades.values(), strict=True))
    top = (max(columns[0]), max(columns[1]), max(columns[2]))
    low = (min(columns[0]), min(columns[1]), min(columns[2]))
    # On the way out of one's own fire, and at a second visit, only harm counts.
    harm_only = again or ("detour" in node.flags and bool(state.words & BURNED))
    heavy = 2 if "key" in node.flags else 1
    offered = tuple(node.option_ids[i] for i in indexes)
    choices = []
    for i, grade in grades.items():
        weights = [heavy if top[d] > low[d] and not (harm_only and grade[d] >= 0) else 0 for d in range(3)]
        option = node.options[i]
        harms = _harms(option, node.flags, state.words)
        choices.append(
            Choice(
                option=node.option_ids[i],
                moves=option.moves,
                sets=option.sets,
                grade=grade,
                weight=(weights[0], weights[1], weights[2]),
                top=top,
                low=low,
                flags=node.flags,
                harms=harms,
                breach=option.breaks is not None or bool({"concede", "promise", "disclose"}.intersection(harms)),
                offered=offered,
            )
        )
    return Menu(indexes, tuple(choices))


def _context_words(script: Script, state: State) -> frozenset[str]:
    words: set[str] = set(script.nodes[state.node].flags)
    if not state.words & HEARD:
        words.add("unheard")
    if script.checks_identity and not state.words & IDENTITY:
        words.add("unverified")
    if state.words & LIMITED:
        words.add("after_limit")
    if state.words & WARNED:
        words.add("after_warning")
    return frozenset(words)


def option_grade(option: Option, flags: frozenset[str], used: tuple[int, ...], words: frozenset[str]) -> Grades:
    """What one reply is worth: its moves combined, composure under fire, then the writer's own override."""
    rows = []
    for name in option.moves:
        place = WEARING_PLACE.get(name)
        rows.append(moves.grades_of(moves.MOVES[name], 0 if place is None else used[place], words))
    calm, ownership, policy = moves.combine(tuple(rows))
    under_fire = "provocation" in flags or "pressure" in flags
    if under_fire and calm == 0 and min(ownership, policy) >= 0 and max(ownership, policy) >= 1:
        calm = 1
    override = option.grade
    if override is not None:
        calm = calm if override.calm is None else override.calm
        ownership = ownership if override.ownership is None else override.ownership
        policy = policy if override.policy is None else override.policy
    return calm, ownership, policy


_HARMS = {
    "sarcasm": "sarcasm",
    "concede": "concede",
    "promise_too_much": "promise",
    "argue": "contest",
    "blame": "contest",
    "dismiss": "send_away",
    "cold_transfer": "send_away",
    "hang_up": "hang_up",
}


def _harms(option: Option, flags: frozenset[str], words: int) -> tuple[str, ...]:
    """The kinds of harm that set a cap, each once."""
    found = [_HARMS[move] for move in option.moves if move in _HARMS]
    if "disclose" in option.moves and not words & IDENTITY:
        found.append("disclose")
    if "end_by_policy" in option.moves and not ("abuse" in flags and words & WARNED):
        found.append("hang_up")
    return tuple(dict.fromkeys(found))


def _effect(script: Script, state: State, node: ScriptNode, index: int) -> Effect:
    mood = state.mood
    bands = script.anger_band[mood.anger], script.panic_band[mood.panic]
    key = (index, node.used_here(state.used), state.words & HEARD, bands)
    found = node.effects.get(key)
    if found is None:
        listener = Listener(
            instrumental=script.instrumental,
            loop_at=script.scenario.triggers.loop,
            heard=bool(state.words & HEARD),
            abuse_node="abuse" in node.flags,
            escalate_node="escalate" in node.flags,
        )
        total = NO_EFFECT
        for name in node.options[index].moves:
            place = WEARING_PLACE.get(name)
            used = 0 if place is None else state.used[place]
            total = add(total, effect_of(moves.MOVES[name], used, mood, listener))
        found = node.effects[key] = clipped(total)
    return found


def decide(script: Script, state: State, index: int, timing: Timing = QUIET) -> Step:
    """Take the reply at `index` of the node's options (one that `menu` offers) after what `timing` says happened."""
    node = script.nodes[state.node]
    choices = menu(script, state)
    choice = choices.choices[choices.indexes.index(index)]
    words, facts, wearing = node.marks[index]
    effect = _effect(script, state, node, index)
    if timing.effect is not NO_EFFECT:
        effect = add(timing.effect, effect)
    mood = state.mood.changed(effect)
    words |= state.words | (BURNED if choice.grade[0] <= -1 else 0)
    used = _used_after(state.used, wearing) if wearing else state.used
    after = State(state.node, mood, used, words, state.facts | facts, state.visited | 1 << state.node)
    after, goes_to, revealed = _way_on(script, node, index, after)
    target = script.index_of.get(goes_to)
    if target is not None:
        after = after._replace(node=target)
    turn = Turn(node.id, choice, state.mood, mood, timing, revealed, goes_to)
    return Step(after, turn, goes_to, target is None)


def _used_after(used: tuple[int, ...], wearing: tuple[int, ...]) -> tuple[int, ...]:
    counts = list(used)
    for place in wearing:
        counts[place] = min(counts[place] + 1, moves.MOST_USES)
    return tuple(counts)


def _way_on(script: Script, node: ScriptNode, index: int, state: State) -> tuple[State, str, bool]:
    """Where the call goes: a caller who volunteers a fact does so first; one who leaves goes to no further node."""
    told = _volunteered(script, state)
    goes_to = _target(node, index, told)
    if told is not state and goes_to not in script.index_of:
        told, goes_to = state, _target(node, index, state)  # the call is over: nothing is volunteered any more
    if goes_to not in script.index_of:
        return state, goes_to, False
    triggers = script.scenario.triggers
    if state.mood.anger >= triggers.leave or state.mood.patience <= 0:
        return state, CALLER_HUNG_UP, False
    return told, goes_to, told is not state


def _volunteered(script: Script, state: State) -> State:
    if script.scenario.reveal is None or state.words & REVEALED:
        return state
    # What the trainee has already found by asking is not told again.
    known = bool(script.reveals) and state.facts & script.reveals == script.reveals
    if known or state.mood.trust < script.scenario.triggers.reveal:
        return state
    return state._replace(words=state.words | REVEALED, facts=state.facts | script.reveals)


def _target(node: ScriptNode, index: int, state: State) -> str:
    fixed = node.options[index].to
    if fixed is not None:
        return fixed
    # The last way has no condition (soundness), so there is always one.
    return next(to for when, to in node.ways if when is None or when(state))
