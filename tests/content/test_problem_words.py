"""What is wrong with a file is said in Dutch as well as in English."""

import re
from string import Formatter

import pytest
import yaml

from sim.commands.looks import known_face
from sim.content.catalogue import BY_CODE, BY_NAME, CATALOGUE
from sim.content.checking import Around, check_paths
from sim.content.problem_words import FOLDER, GUESS, SAID, in_language, in_words
from sim.content.problems import Problem, make
from tests.content.test_catalogue import MUST_FAIL, WITH_FILE

WORDS = yaml.safe_load((FOLDER / "nl.yaml").read_text(encoding="utf-8"))
AROUND = Around(face=known_face())
KINDS = [kind for kind in CATALOGUE if kind.message]


def fields(template):
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def code_words(text):
    return set(re.findall(r"`([a-z_]+:?)`", text))


def test_every_kind_of_problem_has_dutch_words_and_there_are_no_others():
    assert WORDS.keys() - {GUESS, SAID} == {kind.name for kind in KINDS}


@pytest.mark.parametrize("part", ["message", "hint"])
def test_the_same_is_filled_in_and_the_same_keys_of_the_file_are_named(part):
    for kind in KINDS:
        english, dutch = getattr(kind, part), WORDS[kind.name][part]
        assert fields(dutch) == fields(english), kind.name
        assert code_words(english) <= code_words(dutch), kind.name
        assert bool(english) == bool(dutch), kind.name


def test_every_example_is_told_whole_in_dutch():
    for kind in WITH_FILE:
        for report in check_paths([MUST_FAIL / kind.example], AROUND):
            for problem in report.problems:
                told = in_language(problem, "nl")
                assert (told.code, told.line, told.column, told.path) == tuple(
                    getattr(problem, name) for name in ("code", "line", "column", "path")
                )
                assert told.message != problem.message
                assert not re.search(r"\{[a-z]*\}", told.message + told.hint)


@pytest.mark.parametrize(
    ("known", "english", "dutch"),
    [
        (["done", "angry"], "Did you mean done?", "Bedoel je done?"),
        (["red", "blue"], "Known here: red, blue.", "Hier bekend: red, blue."),
        ([f"w{n}" for n in range(14)], "and 2 more.", "en nog 2."),
        ([], "Write the id of a node or of an ending.", "een einde."),
    ],
)
def test_what_was_probably_meant_is_said_too(known, english, dutch):
    problem = make(BY_CODE["S001"], "call.yaml", (3, 7), found="dome", known=known)
    assert problem.hint.endswith(english)
    assert in_language(problem, "nl").hint.endswith(dutch)


def test_what_the_program_fills_in_is_dutch_and_what_the_author_wrote_stays():
    problem = make(
        BY_CODE["F021"], "call.yaml", (3, 7), problem="'high' is not a whole number", help="Such as: anger >= 60."
    )
    told = in_language(problem, "nl")
    assert told.message == "De voorwaarde klopt niet: 'high' is geen heel getal."
    assert told.hint.endswith("Bijvoorbeeld: anger >= 60.")


@pytest.mark.parametrize(
    ("name", "figures", "told"),
    [
        ("whole-number", {"found": "a list"}, "een lijst is geen heel getal."),
        ("missed-pass", {"expected": "passes", "found": "does not pass"}, "geslaagd. Het werd: niet geslaagd."),
        ("missed-ending", {"expected": "passes", "found": "the end"}, "passes. Het werd: the end."),
        ("unknown-target", {"found": "passes"}, "Er is geen knoop of einde `passes`."),
    ],
)
def test_a_field_is_dutch_only_where_the_program_itself_has_filled_it_in(name, figures, told):
    assert in_language(make(BY_NAME[name], "call.yaml", (3, 7), **figures), "nl").message.endswith(told)


def test_where_there_are_no_words_a_problem_stays_as_it_is():
    problem = make(BY_CODE["Q001"], "call.yaml", (3, 7), found="a")
    foreign = Problem("X001", "warning", "call.yaml", 1, 1, "Told elsewhere.")
    assert in_words([problem], "en") == in_words([problem], "de") == (problem,)
    assert in_words([foreign], "nl") == (foreign,)


def test_a_letter_with_an_accent_is_said_to_be_no_letter_of_an_id():
    problem = make(BY_NAME["bad-id"], "f", (1, 1), found="één")
    assert "without accents" in problem.hint
    assert "zonder accent" in in_language(problem, "nl").hint
