"""Phrases of the lexicon in a reply: where they stand when it is wrapped, and what is said about them."""

import pytest

from sim.core.lexicon import Entry, Lexicon, PhraseFinder
from sim.stage.debrief.phrases import Span, spans
from tests.stage.debrief.desk import Desk
from tests.stage.debriefs import small
from tests.stage.fakes import FakeProgram

CALM = Entry(
    id="calm", phrase="calm down", kind="discouraged", better="One thing at a time.", why="An order to feel otherwise."
)
TELL = Entry(id="tell", phrase="tell me what happened", kind="encouraged")
FINDER = PhraseFinder(Lexicon(format=1, language="en", entries=(CALM, TELL)))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Please calm down now.",), [Span(0, 7, 16, False)]),
        (("Please calm", "down now."), [Span(0, 7, 11, False), Span(1, 0, 4, False)]),
        (("Now, tell me", "what happened?"), [Span(0, 5, 12, True), Span(1, 0, 13, True)]),
        (("Nothing of it.",), []),
    ],
)
def test_a_phrase_is_found_again_in_the_lines_it_was_wrapped_into(lines, found):
    text = " ".join(lines)
    assert spans(text, lines, FINDER.find(text)) == found


def test_the_transcript_says_which_words_to_keep_and_which_to_leave_with_the_better_ones():
    played = small("aabba")
    program = FakeProgram(played[0])
    said = played[1].turns[0].said
    program.entries = (
        CALM.model_copy(update={"phrase": " ".join(said.split()[:3])}),
        TELL.model_copy(update={"phrase": "tell me what happened"}),
    )
    desk = Desk(played, program=program)
    desk.player.key("t")
    assert desk.player.sees(f"Better not: “{program.entries[0].phrase}”")
    assert desk.player.sees("Better: “One thing at a time.” An order to feel otherwise.")
    assert desk.player.sees("Words to keep: “tell me what happened”")
