"""The schemas that editors get: made from the models, with a word on every key, and never stricter than the check."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.editor.files import KINDS, first_line_of_play, keep_schemas, schema_name, schema_text
from sim.content.editor.schema import OURS, condition_pattern
from sim.content.files import TRANSLATION
from sim.core.conditions import parse
from sim.core.errors import ConditionError
from sim.core.moves import MOVES

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "scenarios"
CONDITION = re.compile(condition_pattern())


def groups(schema):
    """Every group of keys in a schema, with its name."""
    yield schema["title"], schema
    for name, part in schema["$defs"].items():
        yield name, next((one for one in part.get("anyOf", ()) if "properties" in one), part)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schema_is_what_the_command_prints(kind):
    shipped = (SHIPPED / schema_name(kind)).read_text(encoding="utf-8")
    assert shipped == schema_text(kind), f"run_sim.py schema {kind} > scenarios/{schema_name(kind)}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_is_for_and_no_other_key_is_allowed(kind):
    for name, group in groups(json.loads(schema_text(kind))):
        if "properties" not in group:
            continue
        assert group["additionalProperties"] is False, name
        assert [key for key, part in group["properties"].items() if not part.get("description")] == [], name


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_left_out_is_never_empty(kind):
    assert '"null"' not in schema_text(kind)
    assert '"default": null' not in schema_text(kind)


def test_every_move_is_offered_with_what_it_is_worth():
    move = json.loads(schema_text("scenario"))["$defs"]["Move"]
    said = dict(zip(move["enum"], move["markdownEnumDescriptions"], strict=True))
    assert set(said) == set(MOVES)
    assert said["name_feeling"].startswith("named the feeling. The first time: calm +2; the second time: no points")
    assert "at a node with panic: calm +1, ownership +2" in said["own_action"]


@pytest.mark.parametrize(
    "text",
    [
        "anger >= 60",
        "60 <= anger",
        "not heard",
        "not(heard)or need_met",
        "a and (b or not c)",
        "anger=3",
        "x-1",
        "a\nor b",
    ],
)
def test_a_condition_passes_in_the_editor(text):
    parse(text)
    assert CONDITION.match(text)


@pytest.mark.parametrize(
    "text", ["", "anger", "anger > sixty", "anger >= 60 and", "heard > 3", "and", "a b", "é", "60"]
)
def test_what_is_no_condition_is_marked_in_the_editor(text):
    assert not CONDITION.match(text)


WORDS = ["anger", "trust", "heard", "need-1", "and", "or", "not", "(", ")", ">=", "=", "60", "7x", " "]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_the_editor_never_marks_a_condition_that_the_reader_takes(words):
    text = " ".join(words)
    try:
        parse(text)
    except ConditionError:
        return
    assert CONDITION.match(text)


def test_schemas_are_put_beside_a_scenario_and_a_play_knows_the_way(tmp_path):
    play = tmp_path / "plays" / "x-ideal.yaml"
    assert first_line_of_play(play) == ""
    keep_schemas(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["play.schema.json", "scenario.schema.json"]
    assert first_line_of_play(play) == "# yaml-language-server: $schema=../play.schema.json"
    assert first_line_of_play(tmp_path / "x-ideal.yaml") == "# yaml-language-server: $schema=play.schema.json"


def test_a_schema_of_an_earlier_version_is_renewed_and_somebody_elses_stays(tmp_path):
    ours, theirs = tmp_path / "scenario.schema.json", tmp_path / "play.schema.json"
    ours.write_text(f'{{"$comment": "{OURS}"}}', encoding="utf-8")
    theirs.write_text("{}", encoding="utf-8")
    keep_schemas(tmp_path)
    assert ours.read_text(encoding="utf-8") == schema_text("scenario")
    assert theirs.read_text(encoding="utf-8") == "{}"


def test_a_folder_that_takes_no_schema_costs_nothing(tmp_path):
    (tmp_path / "scenario.schema.json").mkdir()
    keep_schemas(tmp_path)
    keep_schemas(tmp_path / "nowhere")


def test_every_shipped_scenario_and_starter_names_the_schema():
    files = [*SHIPPED.glob("*.yaml"), *(ROOT / "assets" / "starters").glob("*.??.yaml")]
    scenarios = [
        f
        for f in files
        if (f.parent != SHIPPED or not TRANSLATION.match(f.name))
        and not f.name.startswith("service")
        and not f.name.startswith("lexicon")
    ]
    for path in scenarios:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=scenario.schema.json", path
