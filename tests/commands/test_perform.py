"""`perform` as a trainer meets it: files and folders of plays, what they come to and what they leave out."""

import json

import pytest


@pytest.fixture
def team(tool, tmp_path):
    """A folder with a starter and its play."""
    tool("new", "our-call", "--family", "angry")
    return tmp_path


def test_a_folder_of_plays_is_performed_and_what_they_leave_out_is_named_by_line(tool, team):
    code, out, err = tool("perform", "plays")
    assert (code, err) == (0, "")
    assert "plays/our-call-ideal.yaml: " in out
    assert "our-call: 1 play, " in out
    lines = (team / "our-call.yaml").read_text(encoding="utf-8").splitlines()
    missed = [line for line in out.splitlines() if line.startswith("our-call.yaml:")]
    assert missed
    for line in missed:
        _, number, what = line.split(":", 2)
        written = lines[int(number) - 1].strip()
        if "takes reply" in what:
            assert written.startswith(f"{what.split('takes reply ')[1].split()[0]}:")
        elif "comes to" in what:
            assert written.startswith(f"{what.split()[-1]}:")
        else:
            assert written.startswith("- ")


def test_what_belongs_to_a_missed_node_is_not_named_besides(tool, team):
    (team / "hung-up.yaml").write_text("format: 1\nscenario: our-call\nsteps: [hang_up]\n", encoding="utf-8")
    out = tool("perform", "hung-up.yaml", "--coverage")[1]
    missed = [line.split()[-1] for line in out.splitlines() if "comes to the node" in line]
    assert len(missed) >= 4
    assert not [line for line in out.splitlines() if any(f" of {node}: " in line for node in missed)]


def test_files_are_asked_about_one_by_one_unless_coverage_is_asked_for(tool, team):
    assert "%" not in tool("perform", "plays/our-call-ideal.yaml")[1]
    assert "%" in tool("perform", "plays/our-call-ideal.yaml", "--coverage")[1]


def test_as_json_plays_stay_an_array_and_with_coverage_there_are_both(tool, team):
    rows = json.loads(tool("perform", "plays", "--json")[1])
    code, out, _ = tool("perform", "plays", "--coverage", "--json")
    both = json.loads(out)
    assert code == 0
    assert both["plays"] == rows
    (one,) = both["coverage"]
    assert (one["scenario"], one["plays"]) == ("our-call", 1)
    reached = sum(count["reached"] for count in one["counts"].values())
    there = sum(count["all"] for count in one["counts"].values())
    assert one["percent"] == 100 * reached // there
    assert len(one["missed"]) == there - reached
    assert {"kind", "node", "name", "line", "column"} == set(one["missed"][0])


def test_a_folder_that_is_not_called_plays_has_its_plays_performed_too(tool, team):
    (team / "plays").rename(team / "calls")
    (team / "calls" / "notes.yaml").write_text("a: b\n", encoding="utf-8")
    rows = json.loads(tool("perform", "calls", "--json", "--scenarios", ".")[1])
    assert [row["play"] for row in rows] == ["calls/our-call-ideal.yaml"]


def test_plays_of_a_broken_scenario_say_what_is_wrong_with_it_once(tool, team):
    play = team / "plays" / "our-call-ideal.yaml"
    (team / "plays" / "our-call-other.yaml").write_text(play.read_text(encoding="utf-8"), encoding="utf-8")
    path = team / "our-call.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("level:", "levle:"), encoding="utf-8")
    code, out, err = tool("perform", "plays")
    assert code == 1
    assert err.count("levle") == 1
    assert "There is no scenario" not in err
    rows = json.loads(tool("perform", "plays", "--json")[1])
    assert [row["ok"] for row in rows] == [False, False]
    assert rows[0]["problems"][0]["path"].endswith("our-call.yaml")


def test_one_broken_play_hides_no_other(tool, team):
    (team / "plays" / "a-broken.yaml").write_text("steps: [", encoding="utf-8")
    code, out, err = tool("perform", "plays")
    assert code == 1
    assert "a-broken.yaml:1:" in err
    assert "our-call-ideal.yaml: " in out


@pytest.mark.parametrize(
    ("language", "path", "words"),
    [
        ("en", "no-such.yaml", "there is no such play"),
        ("nl", "no-such.yaml", "is er niet"),
        ("en", "empty", "there are no plays in this folder"),
        ("nl", "empty", "in deze map staan geen"),
        ("en", "call.yaml", "is a scenario, not a play"),
        ("nl", "call.yaml", "is een scenario, geen speelbestand"),
    ],
)
def test_what_is_not_there_is_one_clear_message(tool, tmp_path, language, path, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "call.yaml").write_text("nodes: {}\nendings: {}\n", encoding="utf-8")
    code, out, err = tool("perform", path, "--lang", language)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_coverage_is_told_in_dutch(tool, team):
    out = tool("perform", "plays", "--lang", "nl")[1]
    assert "1 speelbestand" in out
    assert "geen speelbestand neemt antwoord" in out
