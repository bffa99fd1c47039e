"""Events are read as they are made: the quick way of reading the plain ones lets nothing else through."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.core.errors import InputError
from sim.core.events import MOST_MS, Heard, Reply, from_json, to_json

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from([1000, 1001, MOST_MS, MOST_MS + 1]),
    st.just(1.0), st.text(max_size=2), st.lists(st.sampled_from(["argue", "x"]), max_size=2),
)  # fmt: skip
FIELDS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("ms", "option", "permille", "typed", "added", "card"), ANYTHING),
)


def made(kind, values):
    """The event as its class makes it; None where that refuses."""
    try:
        return kind(**values)
    except (InputError, TypeError):
        return None


@pytest.mark.parametrize("kind", [Heard, Reply])
@given(values=FIELDS)
@example(values={"ms": 5, "option": "a", "permille": 1000})
@example(values={"ms": 5})
@example(values={"ms": True})
@example(values={"ms": 5, "option": "", "permille": 1000})
@example(values={"ms": 5, "option": "a", "permille": 1000, "typed": "b"})
@example(values={"ms": 5, "option": "a", "permille": True})
def test_an_event_is_read_exactly_where_it_can_be_made(kind, values):
    expected = made(kind, values)
    if expected is None:
        with pytest.raises(InputError):
            from_json({"do": kind.do, **values})
        return
    found = from_json({"do": kind.do, **values})
    assert (found, hash(found), repr(found)) == (expected, hash(expected), repr(expected))
    assert to_json(found) == to_json(expected)
