"""`graph` as a trainer meets it."""

from pathlib import Path

import pytest

SHIPPED = Path(__file__).parents[2] / "scenarios" / "four-afternoons.yaml"


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "our-call.yaml"
    path.write_text(
        SHIPPED.read_text(encoding="utf-8").replace("id: four-afternoons", "id: our-call"), encoding="utf-8"
    )
    return path


def test_without_a_file_mermaid_goes_to_standard_output(tool):
    code, out, err = tool("graph", "four-afternoons")
    assert (code, err) == (0, "")
    assert out.startswith("flowchart TD\n")


@pytest.mark.parametrize(
    ("name", "start"), [("a.svg", "<?xml"), ("a.mmd", "flowchart"), ("a.html", "<!DOCTYPE html>"), ("B.SVG", "<?xml")]
)
def test_the_file_says_what_is_drawn(tool, tmp_path, scenario, name, start):
    code, out, err = tool("graph", scenario, "-o", name)
    assert (code, out.strip(), err) == (0, name, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_scenario_with_faults_is_drawn_and_the_faults_are_told(tool, tmp_path, scenario):
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("to: story", "to: stroy", 1), encoding="utf-8")
    code, _, err = tool("graph", scenario, "-o", "a.svg")
    assert code == 0
    assert "1 error" in err
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "stroy" in text
    assert "does not exist" in text


def test_a_drawing_speaks_its_readers_language(tool, tmp_path, scenario):
    scenario.with_name("our-call.nl.yaml").write_text(
        "format: 1\nid: our-call\nlanguage: nl\ntitle: Vier middagen\n", encoding="utf-8"
    )
    assert tool("graph", scenario, "-o", "a.html", "--lang", "nl")[0] == 0
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Vier middagen" in text
    assert "De beller zegt" in text
    assert tool("graph", scenario, "-o", "a.html", "--lang", "en")[0] == 0
    assert "Four afternoons" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["no-such-call"], "no-such-call"),
        (["none.yaml"], "none.yaml"),
        (["our-call.yaml", "-o", "a.png"], "a.png"),
        (["our-call.yaml", "-o", "a"], "a"),
        (["our-call.yaml", "-o", "no/such/a.svg"], "no/such/a.svg"),
    ],
)
def test_wrong_use_is_one_clear_message(tool, scenario, arguments, word):
    code, out, err = tool("graph", *arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1


def test_what_is_no_scenario_is_said_with_its_line(tool, tmp_path):
    (tmp_path / "bad.yaml").write_text("format: 1\nid: bad\n", encoding="utf-8")
    code, out, err = tool("graph", "bad.yaml")
    assert (code, out) == (2, "")
    assert "bad.yaml:1:1: " in err


def test_help_has_an_example(tool, capsys):
    with pytest.raises(SystemExit):
        tool("graph", "--help")
    assert "run_sim.py graph four-afternoons -o" in capsys.readouterr().out
