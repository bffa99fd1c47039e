"""`new` as a trainer meets it: what it writes plays at once, passes the check, and overwrites nothing."""

import json

import pytest

from sim.content.reading import read_file
from sim.content.starters import FAMILIES, languages
from sim.core.scenario import DIMENSIONS


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("family", FAMILIES)
def test_a_starter_passes_the_check_and_its_play_passes(tool, tmp_path, family, language):
    code, out, err = tool("new", "our-call", "--family", family, "--lang", language)
    assert (code, err) == (0, "")
    assert "our-call.yaml" in out
    value = read_file(tmp_path / "our-call.yaml").value
    assert (value["id"], value["family"], value["language"]) == ("our-call", family, language)
    assert 5 <= len(value["nodes"]) <= 6
    code, out, _ = tool("check", tmp_path, "--json")
    found = json.loads(out)
    assert (code, found["problems"], found["accepted"]) == (0, [], [])
    code, out, _ = tool("perform", "plays/our-call-ideal.yaml", "--json")
    (row,) = json.loads(out)
    assert (code, row["pass"], row["problems"]) == (0, True, [])
    assert all(row["scores"][dimension] >= 85 for dimension in DIMENSIONS)


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("family", FAMILIES)
def test_a_starter_is_fair_as_xray_sees_it(tool, family, language):
    tool("new", "our-call", "--family", family, "--lang", language)
    code, _, err = tool("xray", "our-call.yaml")
    assert (code, err) == (0, "")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_starter_is_the_same_call_in_every_language(tool, tmp_path, family):
    shapes = []
    for language in languages():
        name = f"call-{language}"
        tool("new", name, "--family", family, "--lang", language)
        nodes = read_file(tmp_path / f"{name}.yaml").value["nodes"]
        shapes.append(
            {
                node: {key: {part: option.get(part) for part in ("moves", "to", "sets", "when", "breaks", "upholds")}
                       for key, option in parts["options"].items()}
                for node, parts in nodes.items()
            }
        )  # fmt: skip
    assert all(shape == shapes[0] for shape in shapes)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("answer", ["1", "2", "3"])
def test_a_starter_plays_whatever_is_answered(tool, tmp_path, family, answer):
    tool("new", "our-call", "--family", family)
    code, out, err = tool("record", "our-call.yaml", "-o", "mine.yaml", piped=[answer] * 20)
    assert (code, err) == (0, "")
    assert "ending:" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")


def test_a_starter_goes_into_the_teams_own_folder(tool, tmp_path):
    (tmp_path / "team").mkdir()
    assert tool("new", "our-call", "--scenarios", "team")[0] == 0
    assert (tmp_path / "team" / "our-call.yaml").is_file()
    assert (tmp_path / "team" / "plays" / "our-call-ideal.yaml").is_file()
    assert "our-call" in tool("list", "--scenarios", "team")[1]


@pytest.mark.parametrize("output", ["team", "team/our-call.yaml"])
def test_a_starter_goes_where_it_is_told(tool, tmp_path, output):
    (tmp_path / "team").mkdir()
    assert tool("new", "our-call", "-o", output)[0] == 0
    assert (tmp_path / "team" / "our-call.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["Our Call!"], "our-call"),
        (["../../etc/x"], "etc-x"),
        (["x-"], "x-"),
        (["nul"], "nul"),
        (["é"], "my-first-call"),
        (["a" * 65], "a" * 64),
        (["there"], "there.yaml"),
        (["played"], "played-ideal.yaml"),
        (["four-afternoons"], "four-afternoons.yaml"),
        (["our-call", "--family", "sad"], "sad"),
        (["our-call", "-o", "no/such"], "no/such"),
        (["our-call", "-o", "other.yaml"], "our-call.yaml"),
    ],
)
def test_wrong_use_is_one_clear_message_and_writes_nothing(tool, tmp_path, arguments, word):
    (tmp_path / "there.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "plays").mkdir()
    (tmp_path / "plays" / "played-ideal.yaml").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    code, out, err = tool("new", *arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_help_has_an_example(tool, capsys):
    with pytest.raises(SystemExit):
        tool("new", "--help")
    assert "run_sim.py new lost-parcel" in capsys.readouterr().out


def test_play_given_the_file_says_how_to_play_it(tool):
    assert tool("new", "our-call")[0] == 0
    code, out, err = tool("play", "our-call.yaml", "--terminal")
    assert (code, out) == (2, "")
    assert err == "To play, give the id and the folder: run_sim.py play our-call --scenarios .\n"
