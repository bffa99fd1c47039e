"""What conditions can say together, against trying everything."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.advice.truth import Truth, Wanted
from sim.core.conditions import parse
from tests.examples import examples

LEAVES = st.sampled_from(["a", "b", "heard", "anger >= 60", "anger < 60", "anger = 100", "anger > 30", "trust <= 0"])
TEXTS = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        part.map(lambda text: f"not ({text})"),
        st.tuples(part, st.sampled_from(["and", "or"]), part).map(lambda three: f"({' '.join(three)})"),
    ),
    max_leaves=5,
)
GAUGES = (0, 29, 30, 31, 59, 60, 61, 99, 100)


def holds(text, values):
    words = text.replace("=", "==").replace(">==", ">=").replace("<==", "<=").replace("anger", "values['anger']")
    for name in ("trust", "heard"):
        words = words.replace(name, f"values['{name}']")
    return bool(eval(words, {"values": values, "a": values["a"], "b": values["b"]}))


@examples(150)
@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=3), st.booleans())
def test_it_says_what_trying_everything_says(parts, heard_never):
    wanted = [Wanted(parse(text), yes) for text, yes in parts]
    found = Truth({"heard": False} if heard_never else {}).together(wanted, {"anger": (0, 100)})
    tried = any(
        all(holds(text, values) == yes for text, yes in parts)
        for a, b, heard, anger, trust in product((0, 1), (0, 1), (0, 1), GAUGES, (0, 1, 100))
        if not (heard and heard_never)
        for values in [{"a": a, "b": b, "heard": heard, "anger": anger, "trust": trust}]
    )
    assert found is tried


@examples(150)
@given(TEXTS)
def test_what_is_plainly_open_can_hold_and_can_fail(text):
    truth, condition = Truth({}), parse(text)
    if truth.is_open(condition, {}):
        assert truth.together([Wanted(condition, True)], {})
        assert truth.together([Wanted(condition, False)], {})


@pytest.mark.parametrize(
    ("text", "bounds", "expected"),
    [
        ("anger >= 95", {"anger": (0, 94)}, False),
        ("anger >= 94", {"anger": (0, 94)}, True),
        ("patience = 0", {"patience": (1, 100)}, False),
        ("anger > 100", {}, False),
        ("anger != 50", {"anger": (50, 50)}, False),
    ],
)
def test_gauges_stay_within_their_bounds(text, bounds, expected):
    assert Truth({}).together([Wanted(parse(text), True)], bounds) is expected


def test_too_much_to_decide_is_not_decided():
    many = parse(" and ".join(f"f{n}" for n in range(40)))
    assert Truth({}).together([Wanted(many, True)], {}) is None
