"""The move table: what each move is worth and what it does to the caller, as data.

An author tags a reply with 1 to 3 moves and never hands out points. A move's grades are (calm, ownership, policy),
each -2..+2. The first row of `contexts` whose words all hold at the node decides, else the row of `by_use` for how
often the move was used before in the call (the last row goes on). `effect` is (anger, panic, trust, patience).

Context words: a node's flags; `unheard` (nobody has heard the caller yet), `fresh` (used less than twice), `first`
(never used), `unverified` (an identity is required and not yet verified), `after_limit`, `after_warning`.
"""

from dataclasses import dataclass

Grades = tuple[int, int, int]
Effect = tuple[int, int, int, int]
Row = tuple[frozenset[str], Grades]

MODEL_VERSION = 1


@dataclass(frozen=True, slots=True)
class Move:
    """One move: its grades by use and by context, and its effect on the caller."""

    id: str
    by_use: tuple[Grades, ...]
    effect: Effect
    contexts: tuple[Row, ...] = ()


def _move(name: str, grades: Grades | tuple[Grades, ...], effect: Effect, **contexts: Grades) -> Move:
    # Context words are joined by two underscores: hot__unheard.
    by_use = grades if isinstance(grades[0], tuple) else (grades,)
    rows = tuple((frozenset(words.split("__")), row) for words, row in contexts.items())
    return Move(name, by_use, effect, rows)


_TABLE = (
    _move("listen", (0, 0, 0), (-8, -2, 4, 2), hot__fresh=(1, 0, 0)),
    _move("summarise", (1, 1, 0), (-6, -3, 6, 3)),
    _move("ask_open", (0, 1, 0), (-2, 0, 3, -1), panic=(-1, -1, 0)),
    _move("ask_closed", (0, 1, 0), (0, -2, 2, -1), panic=(1, 1, 0)),
    _move("one_step", (0, 1, 0), (0, -10, 5, 2), panic=(1, 1, 0)),
    _move("name_feeling", ((2, 0, 0), (0, 0, 0), (-1, -1, 0)), (-10, -6, 6, 2)),
    _move("validate", ((1, 0, 0), (0, -1, 0), (-1, -1, 0)), (-8, -4, 5, 0), key__first=(0, -1, 0)),
    _move("apologise", ((1, 2, 0), (0, 0, 0), (-1, -1, 0)), (-10, -2, 5, 2)),
    _move("sorry_generic", ((0, 0, 0), (0, -1, 0), (-1, -1, 0)), (-2, 0, 0, -1)),
    _move("own_action", (0, 2, 0), (-6, -6, 8, 5), panic=(1, 2, 0)),
    _move("alternative", (0, 2, 1), (-8, -6, 8, 5), hot__unheard=(0, 1, 1)),
    _move("warm_transfer", (0, 2, 1), (-4, -6, 6, 4)),
    _move("confirm_next", (0, 2, 1), (-3, -5, 6, 2)),
    _move("hold_announce", (0, 1, 0), (0, -2, 2, 6)),
    _move("explain_why", (0, 0, 2), (-2, 0, 4, 0), hot__unheard=(-1, 0, 1)),
    _move("hold_line", (0, 0, 1), (3, 0, 3, -1), pressure=(2, 0, 2)),
    _move("expect", (0, 1, 2), (-1, -4, 6, 1)),
    _move(
        "verify_id",
        (0, 0, 0),
        (0, 0, 1, -2),
        hot__unheard__unverified=(-1, 0, 2),
        hot__unheard=(-1, 0, 0),
        unverified=(0, 0, 2),
    ),
    _move("limit", (-2, -1, 0), (-6, 0, 2, 0), abuse=(2, 0, 2)),
    _move("final_warning", (-2, -1, -1), (-4, 0, 1, 0), abuse__after_limit=(1, 0, 2)),
    _move("end_by_policy", (-2, -2, 0), (0, 0, 0, 0), abuse__after_warning=(1, 0, 2)),
    _move("escalate_ok", (-1, -1, 0), (-6, -4, 4, 4), escalate=(0, 2, 2)),
    _move("safety", (0, 0, -1), (0, -6, 6, 2), safety=(1, 2, 2)),
    _move("ground", (0, 0, 0), (-2, -14, 5, 2), panic=(2, 1, 0), hot=(-1, 0, 0)),
    _move("persist", (0, 0, 0), (0, -12, 3, 0), panic=(2, 1, 0)),
    _move("filler", ((0, 0, 0), (0, -1, 0), (-1, -2, 0)), (2, 3, -2, -4), key__first=(0, -1, 0)),
    _move("vague", (0, -1, -1), (0, -2, -2, -2)),
    _move("minimise", (-1, -1, 0), (8, 5, -6, -3)),
    _move("jargon", (0, -1, 0), (2, 8, -3, -4), panic=(-1, -1, 0)),
    _move("advise_unasked", (0, -1, 0), (3, 0, -3, -2)),
    _move("premature", (0, -1, 0), (4, 2, -2, -2)),
    _move("stonewall", (-1, -2, 1), (10, 6, -8, -8)),
    _move("dismiss", (0, -2, 0), (10, 6, -10, -8)),
    _move("cold_transfer", (0, -2, 0), (10, 6, -10, -8)),
    _move("calm_down", (-2, -1, 0), (14, 8, -6, -4)),
    _move("argue", (-2, -1, 0), (12, 4, -6, -5)),
    _move("blame", (-2, -2, 0), (15, 4, -10, -5)),
    _move("sarcasm", (-2, -2, -1), (20, 4, -15, -8)),
    _move("grovel", (-1, -1, -1), (0, 0, -4, 0)),
    _move("promise_too_much", (0, 0, -2), (-8, -8, 3, 4)),
    _move("concede", (0, 0, -2), (-15, -6, 2, 4)),
    _move("disclose", (0, 0, -2), (-2, 0, -2, 0)),
    _move("hang_up", (-2, -2, 0), (20, 20, -20, -20)),
)
MOVES: dict[str, Move] = {move.id: move for move in _TABLE}

HEARING = frozenset({"name_feeling", "validate", "listen", "summarise", "apologise"})
RELATIONAL = frozenset({"name_feeling", "validate", "apologise", "sorry_generic", "listen", "grovel"})


def _never_of_use(move: Move) -> bool:
    """At its best such a move earns nothing in all, at its worst it costs."""
    rows = [*move.by_use, *(grades for _, grades in move.contexts)]
    return min(map(min, rows)) < 0 and max(map(sum, rows)) <= 0


HARMFUL = frozenset(move.id for move in _TABLE if _never_of_use(move))
CALMING = frozenset({"ask_closed", "one_step", "ground", "persist"})  # what still reaches a caller who loops
MOST_USES = 3  # used three times or more often: the table tells no further apart


def grades_of(move: Move, used: int, words: frozenset[str]) -> Grades:
    """The grades of one move at a node. `used`: how often before; `words`: the context words that hold."""
    here = words
    if used < 2:
        here = words | ({"fresh", "first"} if used == 0 else {"fresh"})
    for needed, grades in move.contexts:
        if needed <= here:
            return grades
    return move.by_use[min(used, len(move.by_use) - 1)]


def combine(grades: tuple[Grades, ...]) -> Grades:
    """One option's grades: harm cannot be sugared (the minimum), a pleasant extra adds nothing (the maximum)."""
    if not grades:
        return (0, 0, 0)
    columns = zip(*grades, strict=True)
    calm, ownership, policy = (min(column) if min(column) <= -1 else max(column) for column in columns)
    return calm, ownership, policy
