"""One name for every text: the keys that `translate`, the review sheet and the check share."""

from copy import deepcopy

import pytest

from sim.content.reading import read_file, read_text
from sim.content.text_keys import matched, text_hash, texts_of
from sim.content.translations import overlaid
from tests.shipped import SCENARIOS, each

BASE = """
id: small
title: Small
needs: {need_found: A need}
policy: [{id: limit, rule: At most 25., why: Fair.}]
desk: [{title: Visits, text: Four.}]
milestones: {calm: [{id: heard, any: [listen], why: Heard.}]}
nodes:
  start:
    flags: [hot]
    caller: "Hello!"
    silence: {say: "Hello?", recording: hello.ogg}
    options:
      to:
        say: {either: ["One.", "Two."]}
        moves: [listen]
        to: done
        grade: {calm: 1, reason: Because.}
        because: Good.
endings: {done: {complete: true, text: Done.}}
quiz: [{ask: How much?, answers: [One, Two], right: 0}]
"""


def read(text):
    return read_text(text, "small.yaml").value


def test_a_key_is_the_way_to_a_text_by_ids_and_numbers():
    found = {text.key: (text.kind, text.text) for text in texts_of(read(BASE))}
    assert found == {
        "title": ("title", "Small"),
        "needs.need_found": ("needs", "A need"),
        "policy.limit.rule": ("rule", "At most 25."),
        "policy.limit.why": ("why", "Fair."),
        "desk.0.title": ("title", "Visits"),
        "desk.0.text": ("text", "Four."),
        "milestones.calm.heard.why": ("why", "Heard."),
        "nodes.start.caller": ("caller", "Hello!"),
        "nodes.start.silence.say": ("say", "Hello?"),
        "nodes.start.silence.recording": ("recording", "hello.ogg"),
        "nodes.start.options.to.say.either.0": ("either", "One."),
        "nodes.start.options.to.say.either.1": ("either", "Two."),
        "nodes.start.options.to.because": ("because", "Good."),
        "endings.done.text": ("text", "Done."),
        "quiz.0.ask": ("ask", "How much?"),
        "quiz.0.answers.0": ("answers", "One"),
        "quiz.0.answers.1": ("answers", "Two"),
    }


def replaced(value, way, text):
    copy = deepcopy(value)
    inner = copy
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = text
    return copy


def nested(key, text):
    for name in reversed(key.split(".")):
        text = {name: text}
    return text


@pytest.mark.slow
@pytest.mark.parametrize("path", each(SCENARIOS))
def test_a_translation_under_a_key_changes_that_text_and_nothing_else(path):
    base = read_file(path).value
    for source in list(texts_of(base))[::7]:
        assert overlaid(base, nested(source.key, "Anders.")) == replaced(base, source.way, "Anders.")
        (found,) = [pair for pair in matched(base, nested(source.key, "Anders.")).pairs if pair.text]
        assert (found.source.key, found.text) == (source.key, "Anders.")


@pytest.mark.parametrize("path", each(SCENARIOS))
def test_every_text_of_a_scenario_has_a_key_of_its_own(path):
    keys = [text.key for text in texts_of(read_file(path).value)]
    assert len(keys) == len(set(keys)) > 100


def test_a_translation_may_leave_out_say():
    texts = read("nodes: {start: {silence: Hallo?}}")
    (pair,) = [pair for pair in matched(read(BASE), texts).pairs if pair.text]
    assert (pair.source.key, pair.way, pair.state) == (
        "nodes.start.silence.say",
        ("nodes", "start", "silence"),
        "fresh",
    )


def test_a_text_is_stale_when_its_source_changed_and_fresh_without_a_hash():
    base = read(BASE)
    for known, state in (
        (text_hash("Small"), "fresh"),
        (text_hash("Smaller"), "stale"),
        ("", "fresh"),
        (None, "fresh"),
    ):
        source = {"source": {"title": known}} if known is not None else {}
        assert matched(base, {"title": "Klein", **source}).pairs[0].state == state


def test_an_empty_text_is_no_translation():
    assert matched(read(BASE), {"title": ""}).pairs[0].state == "missing"


def test_what_no_text_asks_for_is_unknown():
    texts = read(
        "title: Klein\nnodes: {gone: {caller: Weg}, start: {options: {to: {moves: [x]}}}}\nquiz: [{right: '1'}]"
    )
    unknown = {one.key: one.text for one in matched(read(BASE), texts).unknown}
    assert unknown == {"nodes.gone.caller": "Weg", "nodes.start.options.to.moves.0": "x", "quiz.0.right": "1"}


@pytest.mark.parametrize("texts", ["", "x", [], ["x"], {"nodes": "x"}, {"nodes": ["x"]}, {"source": "x"}, None])
def test_a_translation_of_any_shape_is_held_beside_its_scenario_without_a_fall(texts):
    assert all(pair.state == "missing" for pair in matched(read(BASE), texts).pairs)


def test_an_empty_text_never_empties_the_scenario():
    for texts in ("title: ''", "nodes: {start: {silence: '', caller: ''}}", "quiz: ['']", "desk: {0: {title: ''}}"):
        assert overlaid(read(BASE), read(texts)) == read(BASE)
