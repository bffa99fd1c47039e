"""What the caller heard: quotes of the call and nothing made up, good and bad, in the order of the call."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from sim.content import texts as catalogues
from sim.core.caller_view import gist, impressions, opening, telling_move
from sim.core.course import Happening
from sim.core.moves import MOVES
from tests.stage.debriefs import small

ENGLISH = catalogues.load("en")


def told(letters):
    debrief = small(letters)[1]
    return debrief, impressions(ENGLISH, debrief)


@pytest.mark.parametrize("letters", ["aabba", "bbbbb", "aaaaa", "ab"])
def test_two_to_four_moments_are_told_in_the_order_of_the_call(letters):
    _, found = told(letters)
    assert 2 <= len(found) <= 4
    assert [one.turn for one in found] == sorted({one.turn for one in found})


def test_every_quote_is_what_was_said_in_that_turn():
    debrief, found = told("aabba")
    for one in found:
        turn = debrief.turns[one.turn - 1]
        for quote in one.text.split("“")[1:]:
            words = quote.split("”")[0].removesuffix(" …")
            assert words in turn.heard or words in turn.said


def test_what_helped_and_what_did_harm_are_both_told():
    _, found = told("aabba")
    assert {one.helped for one in found} == {True, False}


def test_a_feeling_that_changes_twice_is_not_told_in_the_same_words():
    texts = " ".join(one.text for one in told("aaaaa")[1])
    for sentence in ("My anger could come down a little.", "I began to trust you."):
        assert texts.count(sentence) <= 1


def test_a_silence_and_an_interruption_are_part_of_what_was_heard():
    debrief = small("aabba")[1]
    late = replace(debrief.turns[0], happened=(Happening("dead_air", 1, 9000),))
    found = impressions(ENGLISH, replace(debrief, turns=(late, *debrief.turns[1:2])))
    assert found[0].text.startswith("For a long time I heard nothing.")


def test_nobody_who_was_not_spoken_to_has_heard_anything():
    debrief = small("aabba")[1]
    assert impressions(ENGLISH, replace(debrief, turns=())) == []


@pytest.mark.parametrize(
    ("moves", "grade", "tells"),
    [
        (("name_feeling", "own_action"), (2, 2, 0), "own_action"),
        (("grovel", "concede"), (-1, -1, -2), "concede"),
        (("grovel", "minimise"), (-1, -1, -1), "grovel"),
        (("validate",), (0, -1, 0), "validate"),
    ],
)
def test_the_move_that_tells_is_the_worst_of_a_harmful_reply_and_else_the_best(moves, grade, tells):
    assert telling_move(SimpleNamespace(moves=moves, grade=grade)) == tells


def test_there_are_words_for_every_move():
    assert all(ENGLISH.has(f"caller_view.move.{move}") for move in MOVES)


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("No. I have an interview at ten tomorrow. Yes?", 60, "I have an interview at ten tomorrow."),
        ("One two three four five six", 14, "One two …"),
        ("Short.", 60, "Short."),
        ("", 60, ""),
    ],
)
def test_a_quote_is_the_sentence_that_says_most(text, most, shown):
    assert gist(text, most) == shown


def test_a_long_reply_is_quoted_from_its_beginning_in_whole_sentences():
    assert opening("First this. Then that. And all the rest of it, which is long.", 25) == "First this. Then that."
