"""One rule for next time and a plan to begin with: from the turn that cost most, else from the best."""

from dataclasses import replace

import pytest

from sim.content import texts as catalogues
from sim.core.moves import MOVES
from sim.core.plans import LONGEST_PLAN, lesson_of
from tests.stage.debriefs import small

ENGLISH = catalogues.load("en")


def test_the_rule_comes_from_the_costliest_turn_with_words_that_were_on_offer():
    debrief = small("abbbb")[1]
    lesson = lesson_of(ENGLISH, debrief)
    costliest = debrief.turns[debrief.costliest - 1]
    assert (lesson.turn, lesson.costly) == (debrief.costliest, True)
    assert lesson.words == costliest.instead.text
    assert lesson.why == costliest.because


def test_a_call_that_lost_nothing_keeps_what_was_best_in_it():
    debrief = replace(small("aabba")[1], costliest=0)
    lesson = lesson_of(ENGLISH, debrief)
    assert (lesson.turn, lesson.costly) == (debrief.best, False)
    assert lesson.words == debrief.turns[debrief.best - 1].said


def test_where_nothing_stands_out_there_is_no_lesson():
    assert lesson_of(ENGLISH, replace(small("aabba")[1], costliest=0, best=0)) is None


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("letters", ["abbbb", "bbbbb", "aabba"])
def test_the_plan_is_one_whole_sentence_that_fits(language, letters):
    lesson = lesson_of(catalogues.load(language), small(letters)[1])
    assert lesson.plan.startswith("If " if language == "en" else "Als ")
    assert lesson.plan.endswith(".")
    assert "{" not in lesson.plan
    assert len(lesson.plan) <= LONGEST_PLAN


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_move_has_a_rule(language):
    texts = catalogues.load(language)
    assert all(texts.has(f"plan.rule.{move}") for move in MOVES)
