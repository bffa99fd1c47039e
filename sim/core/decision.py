"""The decision: a reply goes in; grades, mood, the log's entry and the next node come out.

    decide(script, state, option, timing, added) -> Step(state, turn, goes_to)

A pure function of what it is given, and the only implementation: the game, plays, exploration, agents and rescoring
all call it, so none can drift from the others. A Script is a scenario made ready for it. Whatever depends only on a
node's situation (grades of its menu, effect of a reply in a mood band) is computed once and remembered in the script;
memory never changes a result, only its speed.

A typed reply may add harmful moves to those of its option. They only ever take away: what an addition would give is
left out, its harm counts in grades, mood, caps and weights like that of any option.
"""

from typing import NamedTuple

from sim.core import moves
from sim.core.mood import NO_EFFECT, Listener, Mood, add, clipped, effect_of
from sim.core.moves import Effect, Grades
from sim.core.scenario import CALLER_HUNG_UP, Option
from sim.core.script import (
    BURNED,
    ENDING,
    HEARD,
    IDENTITY,
    LIMITED,
    REVEALED,
    WARNED,
    WEARING_PLACE,
    Answer,
    Choice,
    Menu,
    Script,
    ScriptNode,
    State,
    Way,
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
_new = tuple.__new__  # past a NamedTuple's own constructor, which takes twice as long, for what every turn makes


def plain_timing(ms: int, snap: bool) -> Timing:
    """A turn in which nothing happened but a reply after so much time."""
    return _new(Timing, (ms, 0, 0, 0, 0, 1000, 0, snap, False, NO_EFFECT))


class Turn(NamedTuple):
    """One entry of a call's log."""

    node: str
    choice: Choice
    before: Mood
    after: Mood
    timing: Timing
    revealed: bool
    goes_to: str
    added: tuple[str, ...] = ()  # harmful moves of typed words; choice.moves has them too


class Step(NamedTuple):
    """What a decision gives: the state after it, its log entry, the node or ending that follows."""

    state: State
    turn: Turn
    goes_to: str
    ended: bool


def menu(script: Script, state: State) -> Menu:
    """The replies offered now. Should no condition hold, all are offered: a call never has nothing to say."""
    place, _, used, words, _, visited = state
    node = script.nodes[place]
    indexes = _offered(node, state) if node.conditional else node.everything
    again = visited >> place & 1
    key = (indexes, node.used_here(used), words, again)
    found = node.menus.get(key)
    if found is None:
        found = node.menus[key] = _graded(script, state, indexes, bool(again))
    return found


def _offered(node: ScriptNode, state: State) -> tuple[int, ...]:
    return tuple(i for i in node.everything if (when := node.whens[i]) is None or when(state)) or node.everything


def _graded(script: Script, state: State, indexes: tuple[int, ...], again: bool) -> Menu:
    node = script.nodes[state.node]
    words = _context_words(script, state)
    grades = {i: option_grade(node.options[i], node.flags, state.used, words) for i in indexes}
    columns = list(zip(*grades.values(), strict=True))
    top = (max(columns[0]), max(columns[1]), max(columns[2]))
    low = (min(columns[0]), min(columns[1]), min(columns[2]))
    offered = tuple(node.option_ids[i] for i in indexes)
    offer = _Offer(top, low, offered, state.words, again)
    choices = tuple(_choice(node, i, node.options[i].moves, grade, offer) for i, grade in grades.items())
    return Menu(indexes, choices, offered, dict(zip(offered, indexes, strict=True)))


class _Offer(NamedTuple):
    """What is the same for all replies of a menu: the best and worst grades, and the situation."""

    top: Grades
    low: Grades
    offered: tuple[str, ...]
    words: int
    again: bool


def _choice(node: ScriptNode, index: int, done: tuple[str, ...], grade: Grades, offer: _Offer) -> Choice:
    """A reply that makes the moves `done`, for this grade, among those offered."""
    top, low = offer.top, offer.low
    # On the way out of one's own fire, and at a second visit, only harm counts.
    harm_only = offer.again or ("detour" in node.flags and bool(offer.words & BURNED))
    heavy = 2 if "key" in node.flags else 1
    weights = [heavy if top[d] > low[d] and not (harm_only and grade[d] >= 0) else 0 for d in range(3)]
    option = node.options[index]
    harms = _harms(done, node.flags, offer.words)
    return Choice(
        option=node.option_ids[index],
        moves=done,
        sets=option.sets,
        grade=grade,
        weight=(weights[0], weights[1], weights[2]),
        top=top,
        low=low,
        flags=node.flags,
        harms=harms,
        breach=option.breaks is not None or bool({"concede", "promise", "disclose"}.intersection(harms)),
        offered=offer.offered,
    )


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


def _harms(done: tuple[str, ...], flags: frozenset[str], words: int) -> tuple[str, ...]:
    """The kinds of harm that set a cap, each once."""
    found = [_HARMS[move] for move in done if move in _HARMS]
    if "disclose" in done and not words & IDENTITY:
        found.append("disclose")
    if "end_by_policy" in done and not ("abuse" in flags and words & WARNED):
        found.append("hang_up")
    return tuple(dict.fromkeys(found))


def _worked_out(offered: Menu, script: Script, state: State, index: int) -> Answer:
    node = script.nodes[state.node]
    choice = offered.choices[offered.indexes.index(index)]
    words, facts, wearing = node.marks[index]
    burned = BURNED if choice.grade[0] <= -1 else 0
    effect = reply_effect(script, state, node, index)
    return Answer(choice, effect, state.words | words | burned, facts, wearing, node.ways[index])


def _with_added(script: Script, state: State, answer: Answer, added: tuple[str, ...]) -> Answer:
    """The answer of a reply whose typed words make these harmful moves besides its own. Computed anew each time."""
    node, choice = script.nodes[state.node], answer.choice
    index = node.place_of[choice.option]
    extra = tuple(move for move in added if move not in choice.moves)
    if not extra:
        return answer
    done = (*choice.moves, *extra)
    words = _context_words(script, state)
    # Composure is for replies without harm: the point that it gave is taken back.
    uncomposed = option_grade(node.options[index], frozenset(), state.used, words)[0]
    calm = min(choice.grade[0], uncomposed) if uncomposed == 0 else choice.grade[0]
    grade = _lowered((calm, *choice.grade[1:]), extra, state.used, words)
    low = (min(choice.low[0], grade[0]), min(choice.low[1], grade[1]), min(choice.low[2], grade[2]))
    again = bool(state.visited >> state.node & 1)
    lowered = _choice(node, index, done, grade, _Offer(choice.top, low, choice.offered, state.words, again))
    return answer._replace(
        choice=lowered,
        effect=_effect(script, state, node, done),
        words=answer.words | (BURNED if grade[0] <= -1 else 0),
        wearing=(*answer.wearing, *(WEARING_PLACE[move] for move in extra if move in WEARING_PLACE)),
    )


def _lowered(grade: Grades, extra: tuple[str, ...], used: tuple[int, ...], words: frozenset[str]) -> Grades:
    """A grade with the harm of more moves: never above what it was, nor above what the harm itself is worth."""
    rows = []
    for name in extra:
        place = WEARING_PLACE.get(name)
        rows.append(moves.grades_of(moves.MOVES[name], 0 if place is None else used[place], words))
    calm, ownership, policy = (min(0, *column) for column in zip(*rows, strict=True))
    return (
        min(grade[0], calm) if calm < 0 else grade[0],
        min(grade[1], ownership) if ownership < 0 else grade[1],
        min(grade[2], policy) if policy < 0 else grade[2],
    )


def reply_effect(script: Script, state: State, node: ScriptNode, index: int) -> Effect:
    """What a reply does to the caller in this situation, before the clamp to 0..100."""
    return _effect(script, state, node, node.options[index].moves)


def _effect(script: Script, state: State, node: ScriptNode, done: tuple[str, ...]) -> Effect:
    listener = Listener(
        instrumental=script.instrumental,
        loop_at=script.scenario.triggers.loop,
        heard=bool(state.words & HEARD),
        abuse_node="abuse" in node.flags,
        escalate_node="escalate" in node.flags,
    )
    total = NO_EFFECT
    for name in done:
        place = WEARING_PLACE.get(name)
        used = 0 if place is None else state.used[place]
        total = add(total, effect_of(moves.MOVES[name], used, state.mood, listener))
    return clipped(total)


def decide(script: Script, state: State, index: int, timing: Timing = QUIET, added: tuple[str, ...] = ()) -> Step:
    """Take the reply at `index` of the node's options (one that `menu` offers) after what `timing` says happened.

    `added`: harmful moves that its typed words make besides its own.
    """
    answer = _answer(menu(script, state), script, state, index)
    if added:
        answer = _with_added(script, state, answer, added)
    return _step(script, state, answer, timing, added)


def decide_among(offered: Menu, script: Script, state: State, index: int, timing: Timing) -> Step:
    """As `decide`, for whoever has the state's menu at hand."""
    return _step(script, state, _answer(offered, script, state, index), timing, ())


def _answer(offered: Menu, script: Script, state: State, index: int) -> Answer:
    anger, panic, _, _ = state.mood
    key = index, script.anger_band[anger], script.panic_band[panic]
    answer = offered.answers.get(key)
    if answer is None:
        answer = offered.answers[key] = _worked_out(offered, script, state, index)
    return answer


def _step(script: Script, state: State, answer: Answer, timing: Timing, added: tuple[str, ...]) -> Step:
    place, before, used, words, facts, visited = state
    choice, effect, words, new_facts, wearing, ways = answer
    if timing.effect is not NO_EFFECT:
        effect = add(timing.effect, effect)
    mood = before.changed(effect)
    if wearing:
        used = _used_after(used, wearing)
    facts, visited = facts | new_facts, visited | 1 << place
    (when, goes_to, node), revealed = ways[0], False
    if when is None and mood.trust < script.reveal_at:  # nothing to ask, as mostly: the same as below, in short
        if node == ENDING:
            ended = True
        elif mood.anger >= script.leave_at or mood.patience <= 0:
            goes_to, ended = CALLER_HUNG_UP, True
        else:
            ended = False
        after = _new(State, (place if ended else node, mood, used, words, facts, visited))
    else:
        after = _new(State, (place, mood, used, words, facts, visited))
        goes_to, after, revealed, ended = _way_on(script, ways, after)
    turn = _new(Turn, (script.nodes[place].id, choice, before, mood, timing, revealed, goes_to, added))
    return _new(Step, (after, turn, goes_to, ended))


def _used_after(used: tuple[int, ...], wearing: tuple[int, ...]) -> tuple[int, ...]:
    counts = list(used)
    for place in wearing:
        counts[place] = min(counts[place] + 1, moves.MOST_USES)
    return tuple(counts)


def _way_on(script: Script, ways: tuple[Way, ...], state: State) -> tuple[str, State, bool, bool]:
    """Where the call goes, the state there, whether a fact was volunteered, whether the call is over.

    A caller who volunteers a fact does so before the way is chosen; one who leaves goes to no further node.
    """
    told = state if state.mood.trust < script.reveal_at else _volunteered(script, state)
    goes_to, node = _way(ways, told)
    if node == ENDING and told is not state:
        told = state  # the call is over: nothing is volunteered any more
        goes_to, node = _way(ways, state)
    if node == ENDING:
        return goes_to, state, False, True
    _, mood, used, words, facts, visited = told
    if mood.anger >= script.leave_at or mood.patience <= 0:
        return CALLER_HUNG_UP, state, False, True
    return goes_to, _new(State, (node, mood, used, words, facts, visited)), told is not state, False


def _volunteered(script: Script, state: State) -> State:
    """What the caller tells by themselves, once they trust enough."""
    if state.words & REVEALED:
        return state
    # What the trainee has already found by asking is not told again.
    if script.reveals and state.facts & script.reveals == script.reveals:
        return state
    return state._replace(words=state.words | REVEALED, facts=state.facts | script.reveals)


def _way(ways: tuple[Way, ...], state: State) -> tuple[str, int]:
    for when, goes_to, node in ways:
        if when is None or when(state):
            return goes_to, node
    raise AssertionError("the last way has no condition (soundness)")
