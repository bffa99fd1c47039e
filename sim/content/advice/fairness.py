"""What makes a call fair: choices that differ, no place or length that wins, traps that tempt, enough to judge by."""

from collections.abc import Iterator
from textwrap import shorten

from sim.content.advice.grades import by_node, differing
from sim.content.advice.subject import Reply, Subject
from sim.content.advice.ways import Ways, knots, spread
from sim.content.problems import Problem
from sim.core.moves import Grades
from sim.core.scenario import DIMENSIONS

_BREACHES = ("concede", "promise_too_much", "disclose")
_ABSURD = -4  # the sum of the grades of what nobody in their senses says: sarcasm, blame, hanging up
_MOST_MOVES = 3
_FEWEST_NODES = 6  # below that, where the best reply stands says nothing
_FEWEST_TURNS = 5
_MOST_NAMED = 100  # letters of names in a message
_LONGEST_WINS = 4 / 3  # how much more often than by chance


def moves(subject: Subject) -> Iterator[Problem]:
    """One to three moves a reply, each once."""
    for reply in subject.replies:
        made = reply.option.moves
        if not made:
            yield subject.problem("no-moves", reply.keys, True, found=reply.name)
        elif len(made) > _MOST_MOVES:
            yield subject.problem("too-many-moves", (*reply.keys, "moves"), found=reply.name)
        seen: set[str] = set()
        for index, move in enumerate(made):
            if move in seen:
                yield subject.problem("move-twice", (*reply.keys, "moves", index), found=move)
            seen.add(move)


def because(subject: Subject) -> Iterator[Problem]:
    """Every reply says what it does to this caller."""
    for reply in subject.replies:
        if reply.option.because is None:
            yield subject.problem("no-because", reply.keys, True, found=reply.name)


def breaches_without_policy(subject: Subject) -> Iterator[Problem]:
    """What gives away more than the policy allows names the policy."""
    policies = ", ".join(policy.id for policy in subject.scenario.policy) or "none is there yet, write it first"
    for reply in subject.replies:
        made = [move for move in reply.option.moves if move in _BREACHES]
        if made and reply.option.breaks is None:
            keys = (*reply.keys, "moves", reply.option.moves.index(made[0]))
            yield subject.problem("no-breaks", keys, found=reply.name, move=made[0], policies=policies)


def grades_by_hand(subject: Subject) -> Iterator[Problem]:
    """Grades that do not come from the table are shown with their reason."""
    for reply in subject.replies:
        by_hand = reply.option.grade
        if by_hand is not None:
            yield subject.problem(
                "grade-by-hand", (*reply.keys, "grade"), True, found=reply.name, reason=by_hand.reason
            )


def choices_differ(subject: Subject) -> Iterator[Problem]:
    """A node where every reply is worth the same, or harms, is no decision."""
    for node_id, node in subject.scenario.nodes.items():
        if not any(differing(subject, node_id, node)) and all(option.moves for option in node.options.values()):
            yield subject.problem("replies-alike", ("nodes", node_id, "options"), True, found=node_id)
    for node_id, graded in by_node(subject):
        if all(min(grades) < 0 for _, grades in graded):
            yield subject.problem("no-good-reply", ("nodes", node_id, "options"), True, found=node_id)


def same_words(subject: Subject) -> Iterator[Problem]:
    """Two replies of a node with the same words cannot be told apart."""
    for _, graded in by_node(subject):
        seen: dict[str, str] = {}
        for reply, _ in graded:
            for text in reply.option.wordings:
                words = " ".join(text.casefold().split())
                other = seen.setdefault(words, reply.name)
                if other != reply.name:
                    yield subject.problem("same-words", (*reply.keys, "say"), found=reply.name, other=other)
                    break


def absurd_replies(subject: Subject) -> Iterator[Problem]:
    """Where one plainly rude reply alone does harm, avoiding it takes no skill."""
    for _, graded in by_node(subject):
        harmful = [(reply, grades) for reply, grades in graded if min(grades) < 0]
        if len(graded) > 2 and len(harmful) == 1 and sum(harmful[0][1]) <= _ABSURD:
            reply = harmful[0][0]
            yield subject.problem("absurd-reply", reply.keys, True, found=reply.name, move=reply.option.moves[0])


def no_trap(subject: Subject) -> Iterator[Problem]:
    """A call under pressure tempts: somewhere a reply gives away what is not the trainee's to give."""
    if not any(move in _BREACHES for reply in subject.replies for move in reply.option.moves):
        yield subject.problem("no-trap", ("nodes",), True)


def best_stands_out(subject: Subject) -> Iterator[Problem]:
    """Neither the longest reply nor one place in the file may win by itself."""
    judged = [(graded, best) for _, graded in by_node(subject) if 0 < len(best := _best(graded)) < len(graded)]
    if len(judged) < _FEWEST_NODES:
        return
    count = len(judged)
    chance = sum(len(best) / len(graded) for graded, best in judged)
    longest = [graded for graded, best in judged if _longest(graded) in best]
    if len(longest) * 3 > count and len(longest) > _LONGEST_WINS * chance:
        figures = {"found": len(longest), "count": count, "nodes": _nodes(longest)}
        yield subject.problem("longest-is-best", ("nodes",), True, **figures)
    for place in range(max(len(graded) for graded, _ in judged)):
        wins = [graded for graded, best in judged if place < len(graded) and graded[place][0] in best]
        if len(wins) * 2 > count and len(wins) > 1.5 * chance:
            figures = {"found": place + 1, "wins": len(wins), "count": count, "nodes": _nodes(wins)}
            yield subject.problem("one-place-is-best", ("nodes",), True, **figures)


def _nodes(won: list[list[tuple[Reply, Grades]]]) -> str:
    """The nodes by name, as many as fit into a message."""
    return shorten(", ".join(str(graded[0][0].keys[1]) for graded in won), _MOST_NAMED, placeholder=" ...")


def _best(graded: list[tuple[Reply, Grades]]) -> list[Reply]:
    worth = [(min(grades) >= 0, sum(grades)) for _, grades in graded]
    return [reply for (reply, _), value in zip(graded, worth, strict=True) if value == max(worth)]


def _longest(graded: list[tuple[Reply, Grades]]) -> Reply:
    return max((reply for reply, _ in graded), key=lambda reply: len(reply.option.wordings[0]))


def enough_turns(subject: Subject) -> Iterator[Problem]:
    """On its longest way a call has five turns in each dimension that tell good from bad.

    The longest way is taken, with every node of a loop on it once (a node weighs only at its first visit): what even
    that way lacks, no call has.
    """
    ways = Ways.of(subject.scenario)
    ends = spread((name for name in subject.scenario.endings), ways.back())
    after = {node: ways.after[node] for node in subject.scenario.nodes if node in ways.reached and node in ends}
    if not after:
        return  # nothing leads to an end: that is said already
    nodes = subject.scenario.nodes
    telling = {node_id: differing(subject, node_id, nodes[node_id]) for node_id in after}
    most = [_most_on_a_way(after, {node_id: int(row[place]) for node_id, row in telling.items()}) for place in range(3)]
    few = [f"{dimension} ({count})" for dimension, count in zip(DIMENSIONS, most, strict=True) if count < _FEWEST_TURNS]
    if few:
        yield subject.problem("too-few-turns", ("nodes",), True, found=", ".join(few))


def _most_on_a_way(after: dict[str, tuple[str, ...]], worth: dict[str, int]) -> int:
    best: dict[str, int] = {}
    most = 0
    for knot in knots(after):
        here = sum(worth[node] for node in knot)
        on = max((best[t] for node in knot for t in after[node] if t in best), default=0)
        for node in knot:
            best[node] = here + on
        most = max(most, here + on)
    return most


def quiz(subject: Subject) -> Iterator[Problem]:
    """Questions with one right answer, which does not always stand at the same place."""
    questions = subject.scenario.quiz
    for index, question in enumerate(questions):
        for number, answer in enumerate(question.answers):
            if answer.casefold() in [other.casefold() for other in question.answers[:number]]:
                yield subject.problem("same-answer", ("quiz", index, "answers", number), found=answer)
    places = {question.right for question in questions}
    if len(questions) > 3 and len(places) == 1:
        yield subject.problem("one-right-place", ("quiz",), True, found=places.pop() + 1)
