"""A text as words that can be compared."""

import pytest

from sim.content.matching import reader_of
from sim.core.matching.words import asks


def stems(text, language="en"):
    return [word.stem for word in reader_of(language).words(text)]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("I can't refund that", "i cannot refund that", "en"),
        ("I CAN’T", "I can't", "en"),
        ("dont worry", "don't worry", "en"),
        ("I'll ring you", "ill call u", "en"),
        ("four thousand three hundred euro", "4300 eur", "en"),
        ("a hundred and fifty", "a 150", "en"),
        ("calling", "called", "en"),
        ("café", "cafe", "en"),
        ("U krijgt vijfentwintig euro", "jij krijgt 25 eur", "nl"),
        ("vierduizend driehonderd", "4.300", "nl"),
        ("ik heb u gebeld", "ik heb je gebeld", "nl"),
        ("betaalt", "betalen", "nl"),
        ("brieven", "brief", "nl"),
        ("dat kan niet, niks aan te doen", "dat kan niet niets aan te doen", "nl"),
    ],
)
def test_the_same_said_in_another_way_is_the_same(one, other, language):
    assert stems(one, language) == stems(other, language)


@pytest.mark.parametrize(("text", "found"), [("one two three", ["one", "2", "3"]), ("sixty twenty five", ["60", "25"])])
def test_numbers_that_follow_each_other_are_not_one_number(text, found):
    assert stems(text) == found


@pytest.mark.parametrize(
    ("text", "language", "denying"),
    [
        ("I will not pay", "en", 1), ("I won't pay", "en", 1), ("nobody knows", "en", 1), ("I will pay", "en", 0),
        ("ik betaal niet", "nl", 1), ("geen cent", "nl", 1), ("ik betaal", "nl", 0),
    ],
)  # fmt: skip
def test_denials_are_heard(text, language, denying):
    assert sum(word.denies for word in reader_of(language).words(text)) == denying


def test_a_language_that_nothing_is_known_of_still_has_words():
    assert stems("Das weiß ich nicht!", "de") == ["das", "weis", "ich", "nicht"]


def test_a_question_is_one_by_its_mark():
    assert (asks("How are you?"), asks("I am fine.")) == (True, False)
