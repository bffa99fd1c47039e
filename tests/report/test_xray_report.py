"""What `xray` shows: the promised keys, what is wrong in words of both languages, one page that stands alone."""

import json
import re

import pytest

from sim.content.texts import load
from sim.core.fairness import judge
from sim.core.reach.exploring import explore
from sim.core.reach.findings import findings
from sim.core.scenario import DIMENSIONS
from sim.core.script import Script
from sim.report.xray.page import page
from sim.report.xray.replies import reply_lines, shares, shown
from sim.report.xray.text import advice, lines, message
from sim.report.xray.values import Xray, to_json
from tests.core.small_scenarios import small

PICTURE = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>drawn</text></svg>'


def with_slips(data):
    """Short, without circles, and wrong in several ways."""
    for option in data["nodes"]["insult"]["options"].values():
        option["to"] = "close"
    data["nodes"]["opening"]["next"] = [{"when": "anger > 100", "to": "rule"}, {"to": "insult"}]
    data["nodes"]["close"]["caller"] = [{"when": "abuse", "say": "So?"}, {"say": "And now, <b>you</b>?"}]
    data["nodes"]["close"]["options"]["bye"]["when"] = "promised and not abuse"
    data["nodes"]["close"]["options"]["next"]["when"] = "not promised"
    data["title"] = "A call & <more>"


@pytest.fixture(scope="module")
def found():
    script = Script(small(with_slips))
    reach = explore(script)
    fairness = judge(script, reach.ideal.path, reach.calls)
    return Xray(script.scenario, reach, fairness, findings(script, reach, fairness))


def codes(found):
    return {finding.code for finding in found.findings}


@pytest.mark.slow
def test_the_document_has_the_promised_keys(found):
    document = json.loads(json.dumps(to_json(found, [])))
    assert document["id"] == "a-call"
    assert (document["nodes"], document["reachable"], document["unreachable"]) == (4, 3, ["rule"])
    assert document["endings"] == ["settled", "dropped"]
    assert document["ideal"]["path"] == ["opening", "insult", "close"]
    for figures in (document["best"], document["worst"], document["ideal"]["scores"]):
        assert set(figures) == set(DIMENSIONS)
    for dimension in DIMENSIONS:
        values = document["worst"][dimension], document["ideal"]["scores"][dimension], document["best"][dimension]
        assert list(values) == sorted(values)
    assert {"calm", "ownership", "policy", "pass_rate"} <= set(document["archetypes"]["doormat"])
    assert len(document["archetypes"]) == 18
    assert document["exact"]
    assert document["bounds"] == {}


def test_a_reply_is_taken_by_all_together_as_often_as_calls_come_to_its_node(found):
    opening = to_json(found, [])["replies"]["opening"]
    for trainee in ("random", "doormat", "ideal"):
        assert sum(taken.get(trainee, 0) for taken in opening.values()) == pytest.approx(1, abs=1e-3)


def test_what_is_wrong_has_a_stable_code_and_a_place(found):
    places = {finding.code: finding.place for finding in found.findings}
    assert places["X002"] == ("nodes", "rule")
    assert places["X006"] == ("nodes", "close", "options")
    conditions = [f.figures["condition"] for f in found.findings if f.code in ("X009", "X010")]
    assert "anger > 100" in conditions
    assert "abuse" in conditions


def test_a_trainee_that_misses_its_bands_is_one_finding_that_says_where_to_look(found):
    missed = [finding for finding in found.findings if finding.code == "X012"]
    named = [finding.figures["archetype"] for finding in missed]
    assert len(named) == len(set(named))
    random = next(finding for finding in missed if finding.figures["archetype"] == "random")
    assert random.place[:2] == ("nodes", random.look_at[0][0])
    for node, reply in random.look_at:
        assert reply in found.scenario.nodes[node].options


def test_shares_say_how_many_come_to_a_node_and_what_they_reply(found):
    nodes = {node.id: node for node in shares(found)}
    assert nodes["opening"].hundred["random"] == pytest.approx(100, abs=0.1)
    assert nodes["rule"].hundred["random"] == 0
    for node in nodes.values():
        assert node.hundred["random"] == pytest.approx(sum(reply.hundred["random"] for reply in node.replies))
    assert (shown(0), shown(0.2), shown(49.6)) == ("·", "<1", "50")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_finding_and_every_line_has_its_words(found, language):
    texts = load(language)
    told = [message(finding, texts) for finding in found.findings] + list(lines(found, texts))
    hints = [advice(finding, texts) for finding in found.findings]
    assert all(len(hint.split()) > 4 for hint in hints)
    assert all(len(line) <= 120 for line in reply_lines(found, texts))
    assert not texts.missing
    assert all(told[: len(found.findings)])
    assert all(len(line) <= 200 for line in told)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_word_of_a_table_runs_into_the_next(found, language):
    texts = load(language)
    names = [texts(f"xray.dimension.{dimension}") for dimension in DIMENSIONS]
    heads = [line for line in lines(found, texts) if names[1] in line.split("(")[0] and names[2] in line]
    assert [line.split()[-3:] for line in heads[:1]] == [names]
    assert len({line.index(names[2]) + len(names[2]) for line in heads}) == 1


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_stands_alone(found, language):
    texts = load(language)
    problems = [
        {"code": f.code, "severity": "warning", "line": 3, "message": message(f, texts), "hint": advice(f, texts)}
        for f in found.findings
    ]
    html = page(found, problems[1:], [{**problems[0], "reason": "Meant <so>."}], PICTURE, texts)
    assert not texts.missing
    assert html.startswith("<!DOCTYPE html>")
    assert "A call &amp; &lt;more&gt;" in html
    assert "<b>you</b>" not in html
    assert "drawn" in html
    assert "Meant &lt;so&gt;." in html
    targets = re.findall(r'href="#([^"]+)"', html)
    assert set(targets) <= set(re.findall(r'id="([^"]+)"', html))
    assert "<?xml" not in html
    outside = re.sub(r'xmlns="http://www.w3.org/2000/svg"', "", html)
    assert not re.search(r"https?://|<script|<link|src=|@import|url\(", outside)
    assert "$" not in html
