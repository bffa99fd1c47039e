"""`xray` as a trainer meets it."""

import json
from pathlib import Path

import pytest

UNREACHABLE = Path(__file__).parents[1] / "must_fail" / "s013-unreachable-node.yaml"


def test_what_is_wrong_comes_with_its_place_in_the_file_and_code_1(tool):
    code, out, err = tool("xray", UNREACHABLE)
    assert code == 1
    assert any(f"{UNREACHABLE}:" in line and " X002 " in line for line in err.splitlines())
    assert "calm" in out


def test_json_is_one_document(tool):
    code, out, err = tool("xray", UNREACHABLE, "--json")
    document = json.loads(out)
    assert (code, err) == (1, "")
    assert document["unreachable"]
    problem = next(problem for problem in document["problems"] if problem["code"] == "X002")
    written = UNREACHABLE.read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
    assert document["unreachable"][0] in written


def test_a_page_is_written_with_the_call_drawn(tool, tmp_path):
    code, out, _ = tool("xray", UNREACHABLE, "-o", "page.html")
    assert (code, out.strip()) == (1, "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<svg" in text
    assert "X002" in text


def test_dutch_speaks_dutch(tool):
    _, out, err = tool("xray", UNREACHABLE, "--lang", "nl")
    assert "gesimuleerde deelnemer" in out
    assert "nooit te bereiken" in err


@pytest.mark.parametrize("named", ["no-such-call", "none.yaml"])
def test_a_scenario_that_is_not_there_is_named(tool, named):
    code, out, err = tool("xray", named)
    assert (code, out) == (2, "")
    assert named in err


def test_a_scenario_with_errors_is_not_looked_through(tool, tmp_path):
    broken = tmp_path / "our-call.yaml"
    broken.write_text("format: 1\nid: our-call\n", encoding="utf-8")
    code, out, err = tool("xray", broken)
    assert (code, out) == (2, "")
    assert "our-call.yaml" in err
