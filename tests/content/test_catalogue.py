"""The catalogue of problems: every code has a smallest file that has it, at a place that the file itself states."""

import re
from pathlib import Path

import pytest

from sim.commands.looks import known_face
from sim.content.catalogue import BY_CODE, BY_NAME, CATALOGUE
from sim.content.catalogue.page import PAGE, page
from sim.content.checking import Around, check_paths
from sim.core import soundness

MUST_FAIL = Path(__file__).parents[1] / "must_fail"
# What no small file can have: it is missing or huge, or it guards against what should not come up.
WITHOUT_FILE = {"Y001", "Y002", "Y025", "Y029", "Y030", "F028", "P009"}
AROUND = Around(face=known_face())
WITH_FILE = [kind for kind in CATALOGUE if kind.code not in WITHOUT_FILE]


@pytest.mark.parametrize("kind", WITH_FILE, ids=lambda kind: f"{kind.code}-{kind.name}")
def test_the_smallest_example_has_just_this_problem_at_the_place_it_states(kind):
    path = MUST_FAIL / kind.example
    stated = re.search(rb"# must be: (\w+) (\d+):(\d+)\s*$", path.read_bytes())
    assert stated, "the example states no code and place"
    where = path.parent.parent if kind.name == "same-id-twice" else path
    problems = [problem for report in check_paths([where], AROUND) for problem in report.problems]
    found = [(problem.code, problem.line, problem.column, problem.severity) for problem in problems]
    assert found == [(stated[1].decode(), int(stated[2]), int(stated[3]), kind.severity)]
    assert stated[1].decode() == kind.code


@pytest.mark.parametrize("kind", WITH_FILE, ids=lambda kind: kind.code)
def test_an_example_leaves_no_place_of_its_message_unfilled(kind):
    path = MUST_FAIL / kind.example
    where = path.parent.parent if kind.name == "same-id-twice" else path
    for report in check_paths([where], AROUND):
        for problem in report.problems:
            assert not re.search(r"\{[a-z]+\}", problem.message)
            assert len(problem.message) < 200


def test_codes_and_names_are_unique():
    assert len(BY_CODE) == len(BY_NAME) == len(CATALOGUE)


def test_every_code_says_what_it_means_and_what_to_do():
    assert [kind.code for kind in CATALOGUE if len(kind.meaning.split()) < 3 or len(kind.hint.split()) < 3] == []
    assert [kind.code for kind in CATALOGUE if "\n" in kind.meaning or len(kind.meaning) > 120] == []


def test_codes_are_a_letter_of_an_area_and_three_digits():
    assert all(re.fullmatch(r"[YFSPQLTO]\d{3}", kind.code) for kind in CATALOGUE)


def test_every_fault_of_the_core_has_a_row():
    source = Path(soundness.__file__).read_text(encoding="utf-8")
    names = set(re.findall(r'Fault\(\s*"([a-z-]+)"', source))
    assert names
    assert names <= set(BY_NAME)


def test_no_example_lies_about_unused():
    used = {(MUST_FAIL / kind.example).parts[len(MUST_FAIL.parts)] for kind in WITH_FILE}
    assert {path.name for path in MUST_FAIL.iterdir()} == used


def test_only_the_known_codes_have_no_example():
    assert {kind.code for kind in CATALOGUE if not kind.example} == WITHOUT_FILE


def test_the_page_for_trainers_is_up_to_date_and_has_every_code():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: uv run python -m sim.content.catalogue.page"
    assert all(re.search(rf"\| \[?{kind.code}\b", page()) for kind in CATALOGUE)
    assert not re.search(r"(?<!`)\{[a-z]+\}(?!`)", page())
