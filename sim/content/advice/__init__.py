"""Advice on a scenario that can be played: what is probably not meant, not fair, or not said well.

A check is a function from a Subject to problems. CHECKS lists those that look at the scenario itself, WORDS those that
look at its words in one language (and so at each translation as well). A new check is one function and one row of the
catalogue.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from sim.content.advice import conditions, fairness, flow, glyphs, names, tags, wording
from sim.content.advice.subject import Face, Subject
from sim.content.building import MOST_PROBLEMS
from sim.content.problems import Problem

Check = Callable[[Subject], Iterator[Problem]]

WORDS: tuple[Check, ...] = (
    wording.discouraged_phrases,
    wording.promises,
    wording.lengths,
    wording.stage_directions,
    wording.insults,
    wording.facts_at_hand,
    tags.tags,
    glyphs.undrawable,
    names.recordings,
)
CHECKS: tuple[Check, ...] = (
    flow.unreachable,
    flow.no_complete_ending,
    flow.loops_without_exit,
    flow.abuse_by_itself,
    flow.detour_on_the_good_way,
    flow.flags_without_moves,
    conditions.conditions,
    names.needs_never_set,
    names.idle_flags,
    names.milestones_out_of_reach,
    names.identity,
    names.same_titles,
    names.twins,
    names.face,
    fairness.moves,
    fairness.because,
    fairness.breaches_without_policy,
    fairness.grades_by_hand,
    fairness.choices_differ,
    fairness.same_words,
    fairness.absurd_replies,
    fairness.no_trap,
    fairness.best_stands_out,
    fairness.enough_turns,
    fairness.quiz,
    *WORDS,
)

__all__ = ["CHECKS", "WORDS", "Check", "Face", "Subject", "advice"]


def advice(subject: Subject, checks: tuple[Check, ...] = CHECKS) -> list[Problem]:
    """The problems that the checks find, in no particular order; of each check not more than anybody reads."""
    return [problem for check in checks for problem in islice(check(subject), 2 * MOST_PROBLEMS)]
