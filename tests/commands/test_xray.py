"""`xray` as a trainer meets it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sim.content.catalogue.explored import EXPLORED, EXPLORED_BY_CODE
from sim.core.fairness import dominance_of
from sim.core.reach.exploring import explore
from sim.core.reach.values import Extreme

UNREACHABLE = Path(__file__).parents[1] / "must_fail" / "s013-unreachable-node.yaml"


@pytest.fixture(autouse=True)
def _fewer_calls_are_swapped(monkeypatch):
    """A thousand for a shipped call; those here have a few replies, and a hundred meet them all."""
    monkeypatch.setattr(dominance_of, "__defaults__", (100,))


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


EXPLORED_FILES = sorted((Path(__file__).parents[1] / "explored").glob("*.yaml"))


@pytest.mark.parametrize(
    "path",
    # Every third always: what the exploration finds is tried in tests/core. Calls that never end take 200 turns.
    [pytest.param(path, marks=() if n % 3 == 0 else pytest.mark.slow) for n, path in enumerate(EXPLORED_FILES)],
    ids=lambda path: path.stem,
)
def test_the_smallest_example_of_a_code_has_its_problem_and_says_what_to_do(tool, path):
    code, out, _ = tool("xray", path, "--json")
    problems = [problem for problem in json.loads(out)["problems"] if problem["code"].lower() == path.stem[:4]]
    assert code == 1
    assert problems
    for problem in problems:
        assert problem["severity"] == EXPLORED_BY_CODE[problem["code"]].severity
        assert len(problem["hint"].split()) > 4


def test_every_code_but_that_of_large_scenarios_has_an_example():
    assert {kind.example for kind in EXPLORED if kind.example} == {path.name for path in EXPLORED_FILES}
    assert [kind.code for kind in EXPLORED if not kind.example] == ["X001"]


def accepting(tmp_path, name, *codes):
    """An example whose writer stands by some codes."""
    text = next(path for path in EXPLORED_FILES if path.stem == name).read_text(encoding="utf-8")
    stood_by = "".join(f"  - {{code: {code}, reason: We know.}}\n" for code in codes)
    path = tmp_path / f"{name}.yaml"
    path.write_text(f"{text}accept:\n{stood_by}", encoding="utf-8")
    return path


def test_what_the_writer_accepts_is_shown_with_its_reason_and_is_no_finding(tool, tmp_path):
    path = accepting(tmp_path, "x009-never-true", "X009", "X012")
    code, out, err = tool("xray", path)
    assert (code, err) == (0, "")
    assert out.count("(We know.)") > 2
    code, out, _ = tool("xray", path, "--json")
    assert (code, json.loads(out)["problems"]) == (0, [])
    assert {one["code"] for one in json.loads(out)["accepted"]} == {"X009", "X012"}


def test_an_error_cannot_be_accepted_and_what_is_not_there_need_not_be(tool, tmp_path):
    _, _, err = tool("xray", accepting(tmp_path, "x008-never-complete", "X008", "X012", "X010"))
    assert " X008 " in err
    assert [line.split()[1] for line in err.splitlines() if " F0" in line] == ["F031", "F034"]


def test_check_leaves_to_xray_what_only_xray_can_find(tool, tmp_path):
    _, out, err = tool("check", accepting(tmp_path, "x009-never-true", "X009"))
    assert "X009" not in out + err


def test_where_a_figure_is_only_a_bound_it_says_so_and_how_wide(tool, monkeypatch):
    def unsure(script, **others):
        reach = explore(script, **others)
        return replace(reach, best={**reach.best, "ownership": Extreme(60, 75)})

    monkeypatch.setattr("sim.commands.xray.explore", unsure)
    _, out, _ = tool("xray", UNREACHABLE)
    assert (
        "best, ownership: only a bound. 60 was found, and no call can pass 75: the truth lies within 15 points." in out
    )
    document = json.loads(tool("xray", UNREACHABLE, "--json")[1])
    assert not document["exact"]
    assert document["bounds"] == {"best": {"ownership": {"found": 60, "bound": 75, "width": 15}}}


def test_replies_are_told_when_asked_for(tool):
    _, out, _ = tool("xray", UNREACHABLE, "--replies")
    assert "own_action" in out
    _, out, _ = tool("xray", UNREACHABLE)
    assert "own_action" not in out


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
