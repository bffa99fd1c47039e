"""The program's texts: read strictly, and the same in every language."""

import re
from pathlib import Path

import pytest

from sim.content import texts as catalogues
from sim.content.texts import TextsError

STAGE = Path(__file__).resolve().parents[2] / "sim" / "stage"
LANGUAGES = [language for language in catalogues.languages() if language != "en"]


def write(folder, words):
    (folder / "en.yaml").write_text(words, encoding="utf-8")
    return folder


def test_text_stays_text(tmp_path):
    texts = catalogues.load("en", write(tmp_path, "a: no\nb: 12:30\nc: 010\nd:\n  e: ~\n"))
    assert [texts(key) for key in ("a", "b", "c", "d.e")] == ["no", "12:30", "010", "~"]


def test_groups_become_dotted_keys_and_plurals_stay_together(tmp_path):
    texts = catalogues.load("en", write(tmp_path, "menu:\n  calls:\n    one: a call\n    other: '{count} calls'\n"))
    assert texts.keys == {"menu.calls"}
    assert texts("menu.calls", count=3) == "3 calls"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("a: x\na: y\n", "given twice"),
        ("a: [x]\n", "a is neither text nor a group"),
        ("- x\n", "expected keys"),
        ("a: 'x\n", "line"),
    ],
)
def test_a_broken_catalogue_says_where_and_why(tmp_path, words, complaint):
    with pytest.raises(TextsError, match=complaint):
        catalogues.load("en", write(tmp_path, words))


def test_a_language_without_a_catalogue_is_named(tmp_path):
    with pytest.raises(TextsError, match=r"fy\.yaml"):
        catalogues.load("fy", tmp_path)


def test_english_and_dutch_are_there():
    assert {"en", "nl"} <= set(catalogues.languages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_of_english(language):
    english, other = catalogues.load("en"), catalogues.load(language)
    assert other.keys ^ english.keys == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_fields_and_forms_of_english(language):
    english, other = catalogues.load("en"), catalogues.load(language)
    for key in english.keys:
        assert (key, other.fields(key), other.forms(key)) == (key, english.fields(key), english.forms(key))


@pytest.mark.parametrize("file", sorted(STAGE.rglob("*.py")), ids=lambda file: file.name)
def test_every_key_that_the_stage_asks_for_is_in_the_catalogue(file):
    english = catalogues.load("en")
    asked = set(re.findall(r'\b(?:say|texts)\(\s*"([a-z0-9_.]+)"', file.read_text(encoding="utf-8")))
    assert {key for key in asked if not english.has(key)} == set()
