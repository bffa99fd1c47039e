"""What a server sends as a scenario: exactly the one of the hash, sound and clean, or refused with the reason."""

import json
from hashlib import sha256

import pytest

from sim.content.brought import NotThatVersion, scenario_brought
from sim.content.library import Library
from sim.core.kinds import MOST_SCENARIO_BYTES
from sim.core.scenario import Scenario


@pytest.fixture(scope="module")
def scenario():
    return Library().load("four-afternoons", "nl")


def changed(scenario, change):
    """The text with a change in its JSON, and the hash that it has then: a server may lie about both together."""
    data = json.loads(scenario.model_dump_json(exclude={"accept"}))
    change(data)
    text = json.dumps(data)
    try:
        return text, Scenario.model_validate_json(text).content_hash()
    except ValueError:
        return text, sha256(text.encode()).hexdigest()


def test_what_the_servers_database_holds_is_the_scenario_in_its_language(scenario):
    brought = scenario_brought(scenario.model_dump_json(exclude={"accept"}).encode(), scenario.content_hash())
    assert (brought.id, brought.language, brought.content_hash()) == (scenario.id, "nl", scenario.content_hash())


def test_another_line_is_another_version(scenario):
    text, content_hash = changed(scenario, lambda data: data.update(title="Vier middagen, anders"))
    assert scenario_brought(text, content_hash).title == "Vier middagen, anders"
    with pytest.raises(NotThatVersion):
        scenario_brought(text, scenario.content_hash())


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(title="a\u0007b"),
        lambda data: data.update(title="a\u202eb"),
        lambda data: data["caller"].update(face={"style\u200b": "bun"}),
        lambda data: data.update(start="nowhere"),
        lambda data: data.update(id="../../etc"),
        lambda data: data.update(surprise=1),
        lambda data: data["nodes"].clear(),
        lambda data: data["nodes"][data["start"]]["caller"].insert(0, {"say": "x", "when": "(" * 99}),
        lambda data: data["nodes"][data["start"]]["caller"].insert(0, {"say": "x", "when": f"anger > {'9' * 5000}"}),
    ],
)
def test_what_is_unsound_or_unclean_is_refused_even_with_its_own_hash(scenario, change):
    text, content_hash = changed(scenario, change)
    with pytest.raises(NotThatVersion) as refused:
        scenario_brought(text, content_hash)
    assert refused.value.why == "not_it"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "not_it"),
        (b"\xff\xfe", "not_it"),
        (b"null", "not_it"),
        (b"{}", "not_it"),
        (b"[" * 100_000, "not_it"),
        (b'{"id": ' + b'{"a":' * 50_000, "not_it"),
        (b'"\\ud800"', "not_it"),
        (b" " * (MOST_SCENARIO_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_scenario_is_refused(text, why):
    with pytest.raises(NotThatVersion) as refused:
        scenario_brought(text, "0" * 64)
    assert refused.value.why == why
