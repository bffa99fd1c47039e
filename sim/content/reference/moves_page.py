"""The moves as a page, docs/moves.md: what each is worth and does to the caller, from the tables that decide.

What a move is, in a sentence that is it, stands in assets/text/moves, in each language.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.content.editor.moves import worth
from sim.content.problems import TextsError
from sim.content.text_files import tree_of
from sim.content.texts import TEXT_FOLDER
from sim.core.mood import ANGER_STEPS, PANIC_STEPS, Listener, Mood, effect_of
from sim.core.moves import CALMING, MOVES, Effect, Move

_OPENING = """\
# The moves

A reply has one to three *moves*: what it does, whatever its words. You write the words and name the moves; the program
knows what a move is worth at this moment and what it does to the caller. Give a reply the moves that a fair listener
would hear in it, not those that you would like it to have. How to choose them is told in the
[guide](guide.md#how-replies-get-their-moves). This page is generated; do not edit it.

**Worth** is what a move counts for each score, from -2 to +2. Where a line begins with a condition, it holds there
instead. A reply with several moves counts, for each score, as its worst move where one of them harms, else as its best:
nothing sugars a harm, and a pleasant extra adds nothing. Staying constructive under fire *is* calm: at a node with
`provocation` or `pressure`, a reply that harms no score, and is worth at least +1 for ownership or policy, has calm +1
where it would have none.

**The caller** is what a move does to anger, panic, trust and patience, each from 0 to 100. The moves of one reply are
added up, and change nothing by more than 20. A caller in such panic that they loop is calmed by these alone:
{calming}.

The sentences belong to one case: four afternoons at home for a technician who never came, a job interview by video
tomorrow, and a rule that allows 25 euro.
"""
# In the order in which a writer looks for them.
GROUPS: dict[str, tuple[str, ...]] = {
    "Hear, and show it": ("listen", "summarise", "name_feeling", "validate", "apologise"),
    "Ask": ("ask_open", "ask_closed", "verify_id"),
    "Steady": ("ground", "one_step", "persist", "safety"),
    "Do something": ("own_action", "alternative", "warm_transfer", "escalate_ok", "hold_announce", "confirm_next"),
    "Hold the line": ("explain_why", "hold_line", "expect"),
    "Answer an insult": ("limit", "final_warning", "end_by_policy"),
    "Say nothing": ("filler", "vague", "sorry_generic", "grovel"),
    "Miss the point": ("premature", "advise_unasked", "jargon", "minimise"),
    "Send away": ("stonewall", "dismiss", "cold_transfer", "hang_up"),
    "Fight": ("calm_down", "argue", "blame", "sarcasm"),
    "Give in: tempting, and collected later": ("concede", "promise_too_much", "disclose"),
}
_GAUGES = ("anger", "panic", "trust", "patience")
_PLAIN = Listener(instrumental=False, loop_at=101, heard=True, abuse_node=True, escalate_node=True)
# A caller on whom every move has the effect that the table gives it.
_USUAL = Mood(ANGER_STEPS[0] - 1, PANIC_STEPS[0], 50, 50)


class Words(NamedTuple):
    """What a move does, and a sentence that is it."""

    does: str
    say: str


def move_words(language: str) -> dict[str, Words]:
    """The words for every move in a language. Raises TextsError."""
    path = TEXT_FOLDER / "moves" / f"{language}.yaml"
    try:
        return {name: Words(**parts) for name, parts in tree_of(path).items()}
    except TypeError as problem:
        raise TextsError(f"{path}: {problem}") from problem


def moves_page() -> str:
    """The whole page, as Markdown."""
    english, dutch = move_words("en"), move_words("nl")
    calming = ", ".join(f"`{move}`" for move in MOVES if move in CALMING)
    parts = [_OPENING.format(calming=calming)]
    for title, names in GROUPS.items():
        head = f"## {title}\n\n| move | what it does | worth | the caller |\n|---|---|---|---|"
        parts.append("\n".join([head, *(_row(MOVES[name], english, dutch) for name in names), ""]))
    return "\n".join(parts)


def moves_overview() -> str:
    """All moves by what they are for, as a short table for the guide."""
    rows = (f"| {title} | {', '.join(f'`{name}`' for name in names)} |" for title, names in GROUPS.items())
    return "\n".join(["| what for | moves |\n|---|---|", *rows])


def _row(move: Move, english: Mapping[str, Words], dutch: Mapping[str, Words]) -> str:
    here, there = english[move.id], dutch[move.id]
    said = f"{here.does}<br>“{here.say}”<br>*{there.does}*<br>*“{there.say}”*"
    effects = [_changes(move.effect), *twists(move)]
    return f"| `{move.id}` | {said} | {'<br>'.join(worth(move))} | {'<br>'.join(effects)} |"


def _changes(effect: Effect) -> str:
    changed = [f"{gauge} {part:+}" for gauge, part in zip(_GAUGES, effect, strict=True) if part]
    return ", ".join(changed) or "nothing"


def twists(move: Move) -> list[str]:
    """Where a move does something else to the caller than usual, found by asking the model at every such moment."""
    found: list[str] = []
    known = {move.effect}
    for moment, used, mood, listener in _moments():
        effect = effect_of(move, used, mood, listener)
        if effect not in known:
            found.append(f"{moment}: {_changes(effect)}")
            known.add(effect)
    return found


def _moments() -> Iterator[tuple[str, int, Mood, Listener]]:
    """Moments at which the model makes a difference, the milder before the stronger."""
    unheard = _PLAIN._replace(heard=False)
    for used, time in enumerate(("the second time", "the third time", "from the fourth time on"), 1):
        yield time, used, _USUAL, _PLAIN
    for anger in ANGER_STEPS[1:]:
        yield f"not heard yet, at anger {anger} or more", 0, _USUAL._replace(anger=anger), unheard
    yield "a caller whose anger is instrumental", 0, _USUAL, _PLAIN._replace(instrumental=True)
    yield "elsewhere than at an `abuse` node", 0, _USUAL, _PLAIN._replace(abuse_node=False)
    yield "elsewhere than at an `escalate` node", 0, _USUAL, _PLAIN._replace(escalate_node=False)
    calm = _USUAL._replace(panic=PANIC_STEPS[0] - 1)
    yield f"at panic below {PANIC_STEPS[0]}", 0, calm, _PLAIN
    yield (
        f"at panic below {PANIC_STEPS[0]} and anger {ANGER_STEPS[0]} or more",
        0,
        calm._replace(anger=ANGER_STEPS[0]),
        _PLAIN,
    )
    for panic in PANIC_STEPS[1:]:
        yield f"at panic {panic} or more", 0, _USUAL._replace(panic=panic), _PLAIN
