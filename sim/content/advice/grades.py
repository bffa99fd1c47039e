"""What replies are worth before a call is played: in the usual moment, and in every moment that may come.

The usual moment: somebody has heard the caller (not yet at the start), the move is used for the first time, an
identity that is required is still to be verified, and an insult has had its limit and its warning where that counts.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from sim.content.advice.subject import Reply, Subject
from sim.core.decision import option_grade
from sim.core.moves import Grades
from sim.core.scenario import Node, Option
from sim.core.script import WEARING

_UNUSED = (0,) * len(WEARING)
_LIMIT, _WARNING = "after_limit", "after_warning"
_AFTER = (frozenset[str](), frozenset({_LIMIT}), frozenset({_LIMIT, _WARNING}))


def usual_grades(subject: Subject, reply: Reply) -> Grades:
    """A reply's grades (calm, ownership, policy) in the usual moment."""
    words = {_LIMIT, _WARNING}
    if reply.node_id == subject.scenario.start:
        words.add("unheard")
    if subject.scenario.identity == "required":
        words.add("unverified")
    return _graded(reply.option.moves, frozenset(reply.node.flags), frozenset(words), _by_hand(reply.option))


def is_good(subject: Subject, reply: Reply) -> bool:
    """Whether a reply does no harm in any dimension."""
    return min(usual_grades(subject, reply)) >= 0


def by_node(subject: Subject) -> Iterator[tuple[str, list[tuple[Reply, Grades]]]]:
    """Each node with its replies and their usual grades."""
    found: dict[str, list[tuple[Reply, Grades]]] = {}
    for reply in subject.replies:
        found.setdefault(reply.node_id, []).append((reply, usual_grades(subject, reply)))
    yield from found.items()


def differing(subject: Subject, node_id: str, node: Node) -> tuple[bool, bool, bool]:
    """In which dimensions the replies of a node differ, in at least one moment that may come."""
    rows = [
        [_graded(option.moves, frozenset(node.flags), words, _by_hand(option)) for option in node.options.values()]
        for words in _moments(subject, node_id, node)
    ]
    calm, ownership, policy = (any(len({grades[d] for grades in row}) > 1 for row in rows) for d in range(3))
    return calm, ownership, policy


def _moments(subject: Subject, node_id: str, node: Node) -> Iterator[frozenset[str]]:
    heard = (frozenset({"unheard"}),) if node_id == subject.scenario.start else (frozenset(), frozenset({"unheard"}))
    checked = (frozenset(), frozenset({"unverified"})) if subject.scenario.identity == "required" else (frozenset(),)
    after = _AFTER if "abuse" in node.flags else (frozenset(),)
    for parts in product(heard, checked, after):
        yield frozenset[str]().union(*parts)


def _by_hand(option: Option) -> tuple[int | None, int | None, int | None]:
    by_hand = option.grade
    return (by_hand.calm, by_hand.ownership, by_hand.policy) if by_hand else (None, None, None)


@lru_cache(maxsize=20_000)
def _graded(
    moves: tuple[str, ...],
    flags: frozenset[str],
    words: frozenset[str],
    by_hand: tuple[int | None, int | None, int | None],
) -> Grades:
    plain = Option(say="...", moves=moves)
    calm, ownership, policy = option_grade(plain, flags, _UNUSED, flags | words)
    first, second, third = by_hand
    return (
        calm if first is None else first,
        ownership if second is None else second,
        policy if third is None else third,
    )
