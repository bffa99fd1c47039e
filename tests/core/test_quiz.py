"""Which questions a quiz asks, in which order, and what is kept of it."""

import pytest

from sim.core.quiz import AT_ONCE, Answered, deal, tally, to_data
from sim.core.scenario import Question

QUESTIONS = [
    Question(ask=f"Question {number}?", answers=("A", "B", "C"), right=number % 3, why="So.") for number in range(5)
]


def answered(items, *, right):
    return [Answered(item, item.right if right else (item.right + 1) % 3) for item in items]


def test_three_are_asked_and_each_knows_its_right_answer():
    items = deal(QUESTIONS, 1)
    assert len(items) == AT_ONCE == len({item.ask for item in items})
    assert all(item.answers[item.right] == QUESTIONS[item.place].answers[QUESTIONS[item.place].right] for item in items)


def test_the_seed_draws_questions_and_the_order_of_answers():
    assert deal(QUESTIONS, 1) == deal(QUESTIONS, 1)
    assert len({tuple(item.ask for item in deal(QUESTIONS, seed)) for seed in range(20)}) > 5
    assert {deal(QUESTIONS[:1], seed)[0].right for seed in range(20)} == {0, 1, 2}


def test_what_was_wrong_comes_first_and_then_what_was_never_asked():
    first = deal(QUESTIONS, 4)
    wrong = to_data([*answered(first[:1], right=False), *answered(first[1:], right=True)])
    again = deal(QUESTIONS, 5, [wrong])
    assert again[0].ask == first[0].ask
    assert {item.ask for item in again[1:]} == {question.ask for question in QUESTIONS} - {item.ask for item in first}


def test_what_was_right_the_last_time_waits_again():
    first = deal(QUESTIONS, 4)
    past = [to_data(answered(first, right=False)), to_data(answered(first, right=True))]
    assert not {item.ask for item in first} & {item.ask for item in deal(QUESTIONS, 6, past, 2)}


def test_all_can_be_asked():
    assert sorted(item.place for item in deal(QUESTIONS, 3, count=9)) == [0, 1, 2, 3, 4]


def test_what_is_kept_says_how_it_went():
    items = deal(QUESTIONS, 2)
    data = to_data([*answered(items[:2], right=True), *answered(items[2:], right=False)])
    assert tally(data) == (2, 3)
    assert [item["right"] for item in data["items"]] == [True, True, False]


@pytest.mark.parametrize("data", [{}, {"right": 4, "asked": 3}, {"right": "2", "asked": 3}, {"items": 7}])
def test_what_is_no_quiz_tells_nothing_and_breaks_nothing(data):
    assert tally(data) is None
    assert len(deal(QUESTIONS, 1, [data])) == AT_ONCE
