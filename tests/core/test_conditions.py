import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.conditions import parse
from sim.core.errors import ConditionError
from sim.core.mood import Mood
from sim.core.script import HEARD, IDENTITY, WEARING, State, compile_condition

FACTS = {"need_found": 1, "promised-150": 2}


def holds(text, mood=(50, 50, 50, 50), words=0, facts=0):
    state = State(0, Mood(*mood), (0,) * len(WEARING), words, facts, 0)
    return compile_condition(parse(text), FACTS)(state)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anger >= 50", True), ("anger > 50", False), ("50 <= anger", True), ("60 <= anger", False),
        ("panic < 51 and trust != 49", True), ("anger = 50", True), ("patience == 51", False),
        ("not heard", True), ("heard or anger >= 50", True), ("heard and anger >= 50", False),
        ("not (anger >= 60 or panic >= 60)", True), ("not not heard", False),
        ("anger >= 50 and anger < 60 or heard", True), ("need_found", False), ("not promised-150", True),
    ],
)  # fmt: skip
def test_a_condition_means_what_it_says(text, expected):
    assert holds(text) is expected


def test_words_and_names_hold_once_they_were_set():
    assert holds("heard and identity", words=HEARD | IDENTITY)
    assert holds("need_found and promised-150", facts=3)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0), ("anger", 0), ("anger >= ", 9), ("anger >= high", 9), ("heard >= 3", 0), ("and heard", 0),
        ("heard heard", 6), ("(heard", 6), ("heard)", 5), ("anger >= 40 <= 60", 12), ("__import__('os')", 11),
        ("anger >= 60; import os", 11), ("40 <= heard", 6), ("anger >= ²", 9), ("not", 3), ("anger >= 99999", 9),
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_with_its_place(text, offset):
    with pytest.raises(ConditionError) as error:
        parse(text)
    assert error.value.offset == offset


@given(st.text(alphabet="angerptush ()<>=!0129and ornot_-", max_size=80))
def test_any_text_is_a_condition_or_an_error_and_nothing_else(text):
    try:
        parse(text)
    except ConditionError as error:
        offset = error.offset
    else:
        offset = 0
    assert 0 <= offset <= len(text)


def test_a_condition_of_endless_brackets_is_refused_without_a_crash():
    with pytest.raises(ConditionError):
        parse("(" * 5000 + "heard" + ")" * 5000)
