"""A whole scenario is read, and what is wrong with one is said at its place."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.scenarios import read_scenario, scenario_from_text
from sim.content.shapes import choices_at, fields_at
from sim.core.scenario import Scenario
from tests.examples import examples

EXAMPLE = Path(__file__).parent / "four-afternoons.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
NAME = "four-afternoons.yaml"


def changed(old, new):
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def place_of(text, part):
    before = text[: text.index(part)].split("\n")
    return len(before), len(before[-1]) + 1


def test_the_example_of_the_format_is_read_without_a_problem():
    reading = read_scenario(EXAMPLE)
    assert [problem.to_line() for problem in reading.problems] == []
    assert reading.scenario is not None
    assert reading.scenario.id == "four-afternoons"
    assert (
        reading.scenario.nodes["demand"].caller[1].say
        == "I'd like a hundred and fifty back, and somebody here tonight."
    )


CHANGES = [
    ("level: 2", "level: two", ("F007", "two")),
    ("flags: [hot, provocation]", "flags: [hot, provokation]", ("F012", "provokation")),
    ("when: anger >= 60", "when: anger >> 60", ("F021", "> 60")),
    ("when: anger >= 72", 'when: "anger >= 72 and hard"', ("S007", "hard")),
    ("- {when: anger >= 72, to: insult}", "- {when: anger >= 72, to: insults}", ("S001", "insults}")),
    ('caller: "Fourth time!', 'caller: {say: {either: ["Fourth time!", []]}}\n    silence: "Fourth', ("F004", "[]]}}")),
    ("sex: female, age: 41", "sex: female, age: 4", ("F010", "4}   ")),
    ("right: 0", "right: 7", ("S010", "7                   # counted")),
    ("after: identity", "after: identitty", ("F012", "identitty")),
    ("reveal: {say:", "reveal: {said:", ("F002", "said:")),
    ("upholds: credit-limit", "upholds: credit_limit", ("S006", "credit_limit")),
    ("endings:\n", "endings:\n  caller_hung_up: {complete: false, text: Gone.}\n", ("S002", "caller_hung_up")),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=lambda v: str(v)[:30])
def test_a_change_that_breaks_it_is_found_where_it_was_made(old, new, expected):
    text = changed(old, new)
    reading = scenario_from_text(text, NAME)
    assert reading.scenario is None
    code, part = expected
    found = {(problem.code, problem.line, problem.column) for problem in reading.problems}
    assert (code, *place_of(text, part)) in found, [p.to_line() for p in reading.problems]


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("because: She hears", "becuase: She hears", "because"),
        ("[name_feeling, listen]", "[name_feelings, listen]", "name_feeling"),
        ("[name_feeling, listen]", "[Name feeling, listen]", "name_feeling"),
        ("to: story", "to: storry", "story"),
        ("sets: [need_met], to: close", "sets: [need-met], to: close", "need_met"),
        ("breaks: credit-limit", "breaks: credit", "credit-limit"),
        ("family: angry", "family: Angry", "angry"),
        ("anger_type: emotional", "anger_typ: emotional", "anger_type"),
    ],
)
def test_what_was_probably_meant_is_said(old, new, meant):
    problems = scenario_from_text(changed(old, new), NAME).problems
    assert any(f"Did you mean {meant}?" in problem.hint for problem in problems), problems


def test_all_problems_come_at_once():
    text = changed("level: 2", "level: two").replace("to: story", "too: story").replace("title: Four", "titel: Four")
    codes = [problem.code for problem in scenario_from_text(text, NAME).problems]
    assert {"F007", "F002", "F003"} <= set(codes)


def test_an_empty_value_is_said_once():
    problems = scenario_from_text(changed("title: Four afternoons", "title:"), NAME).problems
    assert [problem.code for problem in problems] == ["Y018"]


def test_a_list_with_one_broken_entry_does_not_count_as_too_short():
    text = changed("answers: [25 euro, 50 euro, What feels fair]", "answers: [25 euro, [50]]")
    assert [problem.code for problem in scenario_from_text(text, NAME).problems] == ["F004"]


def test_the_models_say_what_may_stand_where():
    assert "because" in fields_at(Scenario, ("nodes", "opening", "options", "a"))
    assert fields_at(Scenario, ("nodes", "x", "silence")) == ("say", "either", "recording")
    assert fields_at(Scenario, ("nodes", "x", "caller", 0)) == ("say", "either", "recording", "when")
    assert choices_at(Scenario, ("family",)) == ("angry", "panicked", "out_of_scope")
    assert "interruptible" in choices_at(Scenario, ("nodes", "x", "flags", 0))


def test_a_condition_in_quotes_counts_its_columns_too():
    text = changed("when: anger >= 72", 'when: "anger >= 72 and (heard"')
    (problem,) = scenario_from_text(text, NAME).problems
    assert problem.code == "F021"
    line, column = place_of(text, "(heard")
    assert problem.line == line
    assert problem.column > column


def mutated(seed):
    """The example with a few random edits, as a slip of the hand would make them."""
    rng = random.Random(seed)
    text = TEXT
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(text))
        kind = rng.randrange(6)
        if kind == 0:
            text = text[:at] + text[at + rng.randint(1, 30) :]
        elif kind == 1:
            text = text[:at] + rng.choice(list("{}[]:,\"'-#&*!\t\n é“\u202e\\|>%@")) + text[at:]
        elif kind == 2:
            lines = text.split("\n")
            lines.insert(rng.randrange(len(lines)), rng.choice(lines))
            text = "\n".join(lines)
        elif kind == 3:
            lines = text.split("\n")
            del lines[rng.randrange(len(lines))]
            text = "\n".join(lines)
        elif kind == 4:
            words = re.findall(r"[A-Za-z_]+", text)
            text = text.replace(
                rng.choice(words), rng.choice([*words, "[]", "{}", '""', "1", "-1", "nan", "9" * 30]), 1
            )
        else:
            lines = text.split("\n")
            number = rng.randrange(len(lines))
            lines[number] = rng.choice(["  ", " ", "\t"]) + lines[number]
            text = "\n".join(lines)
    return text


@examples(250)
@given(st.integers(0, 2**32))
def test_a_mutated_scenario_never_raises_and_is_either_sound_or_explained(seed):
    text = mutated(seed)
    reading = scenario_from_text(text, NAME)
    assert (reading.scenario is None) == any(problem.severity == "error" for problem in reading.problems)
    lines = re.split(r"\r\n|\r|\n", text)
    for problem in reading.problems:
        assert 1 <= problem.line <= len(lines)
        assert problem.message


HUGE = "9" * 5000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("level: 2", f"level: {HUGE}"),
        ("anger: 70", "anger: nan"),
        ("age: 41", "age: 41, rate: nan"),
        ("age: 41", "age: 41, rate: inf"),
        ("age: 41", f"age: 41, rate: {HUGE}"),
        ("when: anger >= 60", "when: anger >= " + "(" * 3000),
        ("when: anger >= 60", "when: " + "not " * 3000 + "heard"),
        ("id: four-afternoons", "id: ../../etc/passwd"),
        ("id: four-afternoons", "id: C:\\con"),
        ("format: 1", "format: [1]"),
        ("format: 1", "format: {a: 1}"),
        ("format: 1", "format: 1.0"),
    ],
    ids=lambda value: value[:30],
)
def test_odd_values_are_problems_and_no_more(old, new):
    reading = scenario_from_text(changed(old, new), NAME)
    assert reading.scenario is None
    assert reading.problems
    assert all(len(problem.to_line()) < 600 for problem in reading.problems)


@pytest.mark.parametrize(
    ("scenario_id", "fine"),
    [("our_call", True), ("OurCall2", True), ("2", True), ("_x", True), ("a" * 64, True),
     ("-x", False), ("a/b", False), ("..", False), ("a b", False), ("käse", False), ("a" * 65, False)],
)  # fmt: skip
def test_letters_digits_dashes_and_underscores_are_free_in_the_id_of_a_scenario(scenario_id, fine):
    text = changed("id: four-afternoons", f'id: "{scenario_id}"')
    codes = {problem.code for problem in scenario_from_text(text, f"{scenario_id}.yaml").problems}
    assert ("F014" not in codes) is fine
