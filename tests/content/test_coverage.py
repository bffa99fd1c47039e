"""Coverage: what of a scenario no play came to, each at its line in the file."""

import pytest

from sim.content.coverage import KINDS, Part, coverage
from sim.content.performing import perform
from sim.content.plays import play_of
from sim.content.reading import read_text
from sim.content.scenarios import scenario_from_text

TEXT = """\
format: 1
id: small
language: en
title: Small
family: angry
level: 1
minutes: 2
about: A small call.
caller: {name: A B, about: Somebody., start: {anger: 60, panic: 0, trust: 20, patience: 60}}
briefing: {company: C, role: Agent, goal: An end.}
policy: []
triggers: {leave: 80}
start: first
nodes:
  first:
    caller: "What now?"
    options:
      a: {say: "That is hard, four times.", moves: [name_feeling]}
      b: {say: "Calm down.", moves: [calm_down]}
      c: {say: "One moment.", moves: [hold_announce], hold: 30, to: second}
    next:
      - {when: anger >= 70, to: furious}
      - {to: second}
  second:
    caller:
      - {when: anger >= 55, say: "And when?"}
      - {say: "Good. When?"}
    options:
      a: {say: "Tomorrow at nine.", moves: [confirm_next], to: settled}
      b: {say: "No idea.", moves: [vague], to: lost}
  furious:
    caller: "You calm down!"
    options:
      a: {say: "Back to it.", moves: [ask_open], to: second}
      b: {say: "Your own fault, all of it.", moves: [blame, sarcasm, argue], to: second}
endings:
  settled: {complete: true, text: Settled.}
  lost: {complete: false, text: Lost.}
"""
READING = scenario_from_text(TEXT, "small.yaml")
SCENARIO = READING.scenario


def covered(*plays):
    """Coverage of plays, each a list of steps on one line."""
    played = []
    for steps in plays:
        text = f"format: 1\nscenario: small\nsteps: [{steps}]\n"
        played.append((perform(play_of(read_text(text, "play.yaml")), SCENARIO), 0))
    return coverage(SCENARIO, READING.document, played)


def reached(*plays):
    return set(covered(*plays).reached)


def test_a_call_comes_to_its_nodes_replies_lines_ways_and_ending():
    assert reached("{reply: a}, {reply: a}") == {
        Part("node", "first", ""), Part("option", "first", "a"), Part("way", "first", "2"),
        Part("node", "second", ""), Part("line", "second", "2"), Part("option", "second", "a"),
        Part("ending", "", "settled"),
    }  # fmt: skip


def test_the_first_way_and_the_first_variant_that_hold_are_those_that_count():
    found = reached("{reply: b}, {reply: a}, {reply: b}")
    assert {Part("way", "first", "1"), Part("node", "furious", ""), Part("line", "second", "1")} <= found
    assert Part("way", "first", "2") not in found


def test_what_is_missed_stands_at_its_line_in_the_order_of_the_file():
    one = covered("{reply: a}, {reply: a}")
    lines = TEXT.splitlines()
    said = [(part.kind, part.node, part.name, lines[line - 1].strip()[:12]) for part, line, _ in one.missed]
    assert said == [
        ("option", "first", "b", "b: {say: \"Ca"),
        ("option", "first", "c", "c: {say: \"On"),
        ("way", "first", "1", "- {when: ang"),
        ("line", "second", "1", "- {when: ang"),
        ("option", "second", "b", "b: {say: \"No"),
        ("node", "furious", "", "furious:"),
        ("option", "furious", "a", "a: {say: \"Ba"),
        ("option", "furious", "b", "b: {say: \"Yo"),
        ("ending", "", "lost", "lost: {compl"),
    ]  # fmt: skip


def test_plays_add_up_to_everything():
    some = covered("{reply: a}, {reply: a}")
    assert some.percent == 100 * 7 // 16
    assert some.counts("option") == (2, 7)
    every = covered(
        "{reply: a}, {reply: a}", "{reply: b}, {reply: a}, {reply: b}", "{reply: c}, {hold: 5}, {reply: b}",
        "{reply: b}, {reply: b}",
    )  # fmt: skip
    assert (every.percent, every.missed) == (100, ())
    assert [every.counts(kind)[0] for kind in KINDS] == [3, 7, 2, 2, 2]


def test_on_hold_nobody_has_come_to_where_the_call_goes_on():
    assert Part("node", "second", "") not in reached("{reply: c}, hang_up")
    assert Part("node", "second", "") in reached("{reply: c}, {hold: 5}, {reply: a}")


def test_a_caller_who_leaves_takes_no_way_and_comes_to_no_node():
    found = reached("{reply: b}, {reply: b}")
    assert {Part("way", "first", "1"), Part("option", "furious", "b")} <= found
    assert Part("node", "second", "") not in found
    assert not {part for part in found if part.kind == "ending"}


def test_hanging_up_comes_to_no_ending_of_the_scenario():
    assert reached("hang_up") == {Part("node", "first", "")}


@pytest.mark.parametrize("steps", ["{reply: zz}", "{reply: a}, {reply: zz}"])
def test_what_happened_before_a_step_that_cannot_happen_counts(steps):
    assert Part("node", "first", "") in reached(steps)
