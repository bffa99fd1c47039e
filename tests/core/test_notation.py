"""Numbers are written as the program's language does."""

from fractions import Fraction

import pytest

from sim.content import texts as catalogues
from sim.core.notation import number

ENGLISH, DUTCH = catalogues.load("en"), catalogues.load("nl")


@pytest.mark.parametrize(
    ("value", "places", "english", "dutch"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (2000, 0, "2,000", "2.000"),
        (1234567, 0, "1,234,567", "1.234.567"),
        (1234.5, 1, "1,234.5", "1.234,5"),
        (0.96, 1, "1.0", "1,0"),
        (-0.04, 1, "0.0", "0,0"),
        (-12.34, 1, "−12.3", "−12,3"),
        (Fraction(175, 13), 2, "13.46", "13,46"),
    ],
)
def test_a_number_has_the_marks_of_its_language(value, places, english, dutch):
    assert (number(ENGLISH, value, places), number(DUTCH, value, places)) == (english, dutch)
