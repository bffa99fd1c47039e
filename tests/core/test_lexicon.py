"""Phrases of a lexicon, found in texts: whole words, any case, either apostrophe, at their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.lexicon import Lexicon, PhraseFinder
from tests.examples import examples


def finder(*phrases):
    entries = [{"id": f"p{n}", "phrase": phrase, "kind": "discouraged"} for n, phrase in enumerate(phrases)]
    return PhraseFinder(Lexicon.model_validate({"format": 1, "language": "en", "entries": entries}))


def texts(text, *phrases):
    return [text[found.start : found.end] for found in finder(*phrases).find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("calm down", "Please CALM  down.", ["CALM  down"]),
        ("calm down", "'calm down', he said", ["calm down"]),
        ("calm down", "calm, down", ["calm, down"]),
        ("calm down", "Stay calm. Down there it is.", []),
        ("calm", "calmly", []),
        ("calm", "be-calm", ["calm"]),
        ("follow-up", "the follow up, the follow-up", ["follow up", "follow-up"]),
        ("I'll check", "Then I’ll check.", ["I’ll check"]),
        ("I’ll check", "I'll check", ["I'll check"]),
        ("I'll", "I'llness", []),
        ("What I can do now is ...", "What I can do now is this.", ["What I can do now is"]),
        ("One thing. I'm with you.", "One thing. I'm with you!", ["One thing. I'm with you"]),
        ("One thing. I'm with you.", "One thing? I'm with you!", []),
        ("één moment", "Eén moment", []),
        ("één moment", "Één moment", ["Één moment"]),
        ("één moment", "e\u0301e\u0301n moment", ["e\u0301e\u0301n moment"]),
        ("24 uur", "binnen 24 uur", ["24 uur"]),
        ("...", "...", []),
        ("calm down", "", []),
    ],
)
def test_a_phrase_is_found_as_whole_words(phrase, text, found):
    assert texts(text, phrase) == found


def test_what_lies_inside_a_longer_phrase_is_left_out():
    assert texts("sorry for the inconvenience", "sorry", "inconvenience", "sorry for the inconvenience") == [
        "sorry for the inconvenience"
    ]


def test_phrases_that_overlap_are_both_found():
    assert texts("I'm so sorry for that", "I'm so sorry", "sorry for that") == ["I'm so sorry", "sorry for that"]


def test_two_entries_with_the_same_words_are_both_found():
    matches = finder("calm down", "Calm down!").find("calm down")
    assert [match.entry.id for match in matches] == ["p0", "p1"]


def test_every_place_is_found():
    assert [(found.start, found.end) for found in finder("no").find("No no, no.")] == [(0, 2), (3, 5), (7, 9)]


@examples(60)
@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=8), max_size=3))
def test_any_text_and_any_phrases_give_places_in_order_inside_the_text(text, phrases):
    places = [(found.start, found.end) for found in finder(*phrases).find(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@examples(60)
@given(st.text(min_size=1, max_size=30))
def test_a_phrase_with_words_is_found_in_itself(phrase):
    assert bool(finder(phrase).find(phrase)) == any(char.isalnum() for char in phrase)
