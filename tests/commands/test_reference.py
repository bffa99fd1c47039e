"""The trainer's reference: the committed pages are those that the models, tables and examples give."""

import re

import pytest

from sim.commands.reference import DOCS, FACE_WORDS, pages
from sim.content.advice import WORDS, Subject, advice
from sim.content.around import Around
from sim.content.checking import check_paths
from sim.content.library import SHIPPED
from sim.content.reading import read_file
from sim.content.reference.examples import shown, uses
from sim.content.reference.format_page import FILES
from sim.content.reference.moves_page import GROUPS, move_words, moves_page, twists
from sim.content.scenarios import scenario_from_text
from sim.core.fields import NODE_FLAGS
from sim.core.moves import MOVES
from sim.stage.face.identity import FACE_KEYS
from tests.content.calls import changed

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_is_up_to_date(path):
    assert path.read_text(encoding="utf-8") == PAGES[path], "run: uv run python -m sim.commands.reference"


def test_every_key_of_every_file_is_described_and_most_have_an_example():
    page = PAGES[DOCS / "format.md"]
    for file in FILES:
        schema = file.model.model_json_schema()
        for model in (schema, *schema.get("$defs", {}).values()):
            for key, part in model["properties"].items():
                assert len(part["description"].split()) > 1, key
                assert f"| `{key}` | " in page
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert sum("<br>`" in row for row in rows) > len(rows) * 0.7


def test_the_examples_use_every_key_that_a_call_or_play_may_have():
    for file in FILES:
        schema = file.model.model_json_schema()
        used = {key for (_, key), _ in uses(schema, read_file(DOCS / "examples" / file.example).value)}
        keys = {key for model in (schema, *schema.get("$defs", {}).values()) for key in model["properties"]}
        assert keys - used <= {"hang_up", "source", "calm", "ownership", "policy", "language", "code", "reason"}


def test_the_examples_have_no_problem_that_they_do_not_say_they_stand_by(tool):
    reports = list(check_paths([DOCS / "examples"], Around((SHIPPED,))))
    assert [problem.to_line() for report in reports for problem in report.problems] == []
    code, out, _ = tool("perform", DOCS / "examples" / "plays" / "every-key-steps.yaml")
    assert (code, "As expected." in out) == (0, True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Four afternoons, no less.", "k: Four afternoons, no less."),
        ("so: quoted", 'k: "so: quoted"'),
        (["a, b", "c"], 'k: ["a, b", c]'),
        ({"ownership": "-2", "when": "anger >= 72"}, "k: {ownership: -2, when: anger >= 72}"),
        (["long " * 20, "short"], ""),
    ],
)
def test_a_value_is_shown_as_it_could_be_typed(value, text):
    assert shown("k", value) == text or (not text and len(value[0]) > 90)


def test_every_flag_and_every_part_of_a_face_is_on_the_page():
    page = PAGES[DOCS / "format.md"]
    assert all(f"| `{flag}` | " in page for flag in NODE_FLAGS)
    assert set(FACE_WORDS) == set(FACE_KEYS)
    assert all(f"| `{key}` | " in page for key in FACE_KEYS)


def test_links_inside_the_reference_lead_somewhere():
    for path, text in PAGES.items():
        for target in re.findall(r"\]\(([^)#]*)#?[^)]*\)", text):
            assert not target or target.startswith("http") or (path.parent / target).exists(), (path.name, target)
        headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
                    for line in text.splitlines() if line.startswith("#")}  # fmt: skip
        assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= headings


def test_every_move_stands_in_one_group_and_has_words_in_both_languages():
    names = [name for group in GROUPS.values() for name in group]
    assert sorted(names) == sorted(MOVES)
    assert set(move_words("en")) == set(move_words("nl")) == set(MOVES)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("move", sum([*GROUPS.values()][:6], ()))
def test_the_sentence_of_a_good_move_bears_it_out(move, language):
    sentence = move_words(language)[move].say.replace('"', "'")
    text = changed(("I'll plan it now.", sentence), ("moves: [own_action]", f"moves: [{move}]"))
    reading = scenario_from_text(text.replace("language: en", f"language: {language}"), "call.yaml")
    words = Subject(reading.scenario, reading.document, lexicon_of(language))
    about = [problem for problem in advice(words, WORDS) if problem.code.startswith("L")]
    assert [problem.to_line() for problem in about] == []


def lexicon_of(language):
    return Around((SHIPPED,)).lexicon(SHIPPED / "any.yaml", language)


def test_a_move_says_where_it_lands_otherwise():
    assert twists(MOVES["confirm_next"]) == []
    assert twists(MOVES["hold_line"]) == ["a caller whose anger is instrumental: anger -5, trust +3, patience -1"]
    assert "elsewhere than at an `abuse` node: anger +10, trust +2" in twists(MOVES["limit"])
    assert "<br>the second time: no points<br>" in moves_page()
