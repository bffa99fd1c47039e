"""`import` as a trainer meets it."""

import json

import pytest

STORY = """:: StoryTitle
The late parcel

:: Start
Where is it?
[[Sorry.->Calm]]
[[Not us.->Gone]]
<<set $a to 1>>
:: Calm
Oh.
:: Gone
Bye.
"""


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.twee"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_story_is_written_as_a_scenario_that_checks_and_plays(tool, tmp_path, story):
    code, out, err = tool("import", story)
    assert (code, err) == (0, "")
    assert f"{story}:8: a macro: <<set $a to 1>>" in out
    code, out, _ = tool("check", "the-late-parcel.yaml", "--json")
    problems = json.loads(out)["problems"]
    assert code == 0
    assert {problem["severity"] for problem in problems} == {"warning"}
    assert tool("record", "the-late-parcel.yaml", "-o", "p.yaml", piped=["1"])[0] == 0


def test_json_is_one_document(tool, story):
    code, out, _ = tool("import", story, "-o", "late.yaml", "--json")
    assert code == 0
    assert json.loads(out) == {
        "path": "late.yaml",
        "lost": [{"line": 8, "what": "a macro: <<set $a to 1>>", "code": "macro"}],
    }


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["none.twee"], "none.twee"),
        (["."], "."),
        (["empty.twee"], "empty.twee"),
        (["story.twee", "-o", "there.yaml"], "there.yaml"),
        (["story.twee", "-o", "The Parcel.yaml"], "the-parcel"),
        (["story.twee", "-o", "parcel.yml"], "parcel.yml"),
        (["story.twee", "-o", "no/such/parcel.yaml"], "no/such"),
    ],
)
def test_wrong_use_is_one_clear_message_and_writes_nothing(tool, tmp_path, story, arguments, word):
    (tmp_path / "there.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "empty.twee").write_text("", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    code, out, err = tool("import", *arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_help_has_an_example(tool, capsys):
    with pytest.raises(SystemExit):
        tool("import", "--help")
    assert "run_sim.py import story.twee" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "said"), [("en", "gone.twee: there is no such file"), ("nl", "gone.twee: dat bestand is er niet")]
)
def test_a_story_that_is_not_there_is_said_in_the_language_of_the_program(tool, language, said):
    assert tool("import", "gone.twee", "--lang", language) == (2, "", said + "\n")
