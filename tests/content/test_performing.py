"""Plays: a call written down is read, performed by the game's own events, and compared with what it expects."""

import json
from pathlib import Path

import pytest

from sim.content.performing import perform
from sim.content.plays import play_of, read_play
from sim.content.reading import read_text
from sim.content.scenarios import read_scenario, scenario_from_text
from sim.core.call import Call
from sim.core.events import Breathe, Heard, Hold, LookUp, Reply, Resume, Show, Timers, Wait
from sim.core.log import Setup
from sim.core.scoring import score

EXAMPLE = Path(__file__).parent / "four-afternoons.yaml"
SCENARIO = read_scenario(EXAMPLE).scenario
HEAD = "format: 1\nscenario: four-afternoons\nseed: 7\n"
IDEAL = "  - {reply: a}\n" * 6


def played(steps, expect="", scenario=SCENARIO):
    text = f"{HEAD}steps:\n{steps}" + (f"expect:\n{expect}" if expect else "")
    return perform(play_of(read_text(text, "play.yaml")), scenario)


def codes(performance):
    return [(problem.code, problem.line, problem.column) for problem in performance.problems]


def events(performance, kind):
    return [event for event in performance.events if isinstance(event, kind)]


def test_a_call_is_performed_from_the_first_ring_to_its_end():
    performance = played("  - {breathe: 2.0}\n" + "  - {reply: a}\n" * 5)
    assert performance.ok, performance.problems
    assert performance.path == ("opening", "story", "demand", "tomorrow", "close")
    assert performance.card.ending == "settled"
    assert performance.transcript[0].who == "caller"


def test_the_events_alone_give_the_same_score_again():
    performance = played(
        "  - {breathe: 2.0}\n  - {lookup: Visits}\n  - {reply: a}\n" if False else "  - {reply: a}\n" * 5
    )
    call = Call(SCENARIO, Setup(seed=7))
    for event in performance.events:
        call.feed(event)
    assert score(SCENARIO, call.log()) == performance.card


def test_a_reply_without_after_comes_at_half_of_the_reading_time():
    first = events(played("  - {reply: a}\n"), Reply)[0]
    call = Call(SCENARIO, Setup(seed=7))
    call.feed(played("  - {reply: a}\n").events[0])
    assert first.ms == call.clock.allowance_ms // 2
    assert events(played("  - {reply: a, after: 3.5}\n"), Reply)[0].ms == 3500


def test_breath_wait_hold_and_timers_become_events_with_their_time():
    performance = played("  - {breathe: 2}\n  - {wait: 1.25}\n  - {hold: 20}\n  - {timers: off}\n  - {timers: on}\n")
    kinds = [(type(event), event.ms) for event in performance.events[2:]]
    assert kinds == [
        (Breathe, 0), (Resume, 2000), (Wait, 1250), (Hold, 0), (Resume, 20000), (Timers, 0), (Timers, 0),
    ]  # fmt: skip
    assert [event.on for event in events(performance, Timers)] == [False, True]
    assert performance.ok


def with_options(**changes):
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new, 1)
    reading = scenario_from_text(text, EXAMPLE.name)
    assert reading.scenario, reading.problems
    return reading.scenario


def test_a_card_is_read_for_its_reading_time_unless_said_otherwise():
    open_desk = with_options(desk=("    after: identity", "    # open"))
    performance = played("  - {lookup: Visits}\n  - {lookup: Visits, seconds: 4}\n", scenario=open_desk)
    assert performance.ok, performance.problems
    assert [event.card for event in events(performance, LookUp)] == ["Visits", "Visits"]
    assert [event.ms for event in events(performance, Resume)] == [len(open_desk.desk[0].text.split()) * 250, 4000]


@pytest.mark.parametrize(("step", "ms"), [("  - {hold: 12}\n", 12000), ("  - {reply: a}\n", 0), ("  - {wait: 1}\n", 0)])
def test_after_a_reply_that_announces_a_hold_the_next_step_ends_it(step, ms):
    holding = with_options(hold=("moves: [name_feeling, listen]", "moves: [name_feeling, listen]\n        hold: 30"))
    performance = played("  - {reply: a}\n" + step, scenario=holding)
    assert performance.ok, performance.problems
    assert [event.ms for event in events(performance, Resume)] == [ms]
    assert not events(performance, Hold)


def test_a_hold_without_a_word_cuts_the_caller_off():
    performance = played("  - {interrupt: 0.4, hold: 12}\n  - {reply: b, after: 3}\n")
    assert performance.ok
    assert [event.ms for event in events(performance, Resume)] == [12000]
    assert len(events(performance, Heard)) == 1
    assert any(line.reason == "dead_air" for line in performance.card.lines)


def test_an_interruption_speaks_while_the_caller_does():
    performance = played("  - {interrupt: 0.4, reply: b, after: 3}\n")
    assert performance.ok
    assert len(events(performance, Show)) == 1
    assert not events(performance, Heard)
    assert [(event.permille, event.ms) for event in events(performance, Reply)] == [(400, 3000)]
    assert any(line.reason == "interruption" for line in performance.card.lines)


@pytest.mark.parametrize(
    "typed",
    [
        "Customer number and postcode, please",
        "  customer   NUMBER and postcode, please! ",
    ],
)
def test_a_typed_reply_is_understood_whatever_its_case_and_final_sign(typed):
    performance = played(f'  - {{type: "{typed}"}}\n')
    assert performance.ok, performance.problems
    assert events(performance, Reply)[0].option == "b"


def test_a_typed_paraphrase_is_understood_too():
    performance = played('  - {type: "four times off work and nobody came, tell me about today"}\n')
    assert events(performance, Reply)[0].option == "a"


def test_hanging_up_ends_the_call():
    performance = played("  - {reply: a}\n  - hang_up\n", "  ending: you_hung_up\n  pass: false\n")
    assert performance.ok, performance.problems
    assert performance.card.cap_of("calm")


WRONG = [
    ("  - {reply: z}\n", ("P004", 5, 13)),
    ("  - {lookup: Visits}\n", ("P007", 5, 14)),
    ("  - {lookup: Visit}\n", ("P006", 5, 14)),
    ("  - {reply: a}\n" * 5 + "  - {wait: 1}\n", ("P008", 10, 5)),
    ("  - {reply: a}\n" * 5 + "  - hang_up\n", ("P008", 10, 5)),
    ("  - {wait: 1}\n  - {interrupt: 0.2, reply: a}\n", ("P010", 6, 17)),
    ('  - {type: "I beg your pardon?"}\n', ("P011", 5, 12)),
    ("  - {reply: a, after: 100}\n", ("P012", 5, 13)),
    ("  - {reply: a, hold: 2}\n", ("P003", 5, 5)),
    ("  - {after: 2}\n", ("P003", 5, 5)),
    ("  - {wait: 2, after: 2}\n", ("P003", 5, 5)),
    ("  - {interrupt: 0.2}\n", ("P003", 5, 5)),
    ("  - hangup\n", ("P002", 5, 5)),
    ("  - {wait: -1}\n", ("F010", 5, 12)),
    ("  - {wait: nan}\n", ("F008", 5, 12)),
    ("  - {interrupt: 1.2, reply: a}\n", ("F011", 5, 17)),
    ("  - {timers: maybe}\n", ("F012", 5, 14)),
    ("  - {replay: a}\n", ("F002", 5, 6)),
]


@pytest.mark.parametrize(("steps", "expected"), WRONG, ids=lambda value: str(value)[:40])
def test_a_step_that_cannot_happen_is_a_problem_at_its_place(steps, expected):
    performance = played(steps)
    assert not performance.ok
    assert codes(performance) == [expected]


def test_the_step_that_cannot_happen_ends_the_performance_and_nothing_is_compared():
    performance = played("  - {reply: z}\n  - {reply: a}\n", "  ending: settled\n")
    assert [problem.code for problem in performance.problems] == ["P004"]
    assert performance.path == ()


def test_every_missed_expectation_is_told_with_what_came_out():
    expect = "  ending: caller_hung_up\n  pass: true\n  scores: {calm: 1}\n  path: [opening, story, insult]\n"
    performance = played("  - {reply: a}\n" * 5, expect)
    card = performance.card
    assert [problem.code for problem in performance.problems] == [
        "P015",
        *(["P016"] if not card.passed else []),
        "P017",
        "P018",
    ]
    assert "settled" in performance.problems[0].message
    assert str(card.scores["calm"]) in performance.problems[-2].message
    assert "demand" in performance.problems[-1].message


def test_only_what_is_named_is_checked():
    card = played("  - {reply: a}\n" * 5).card
    right = f"  scores: {{ownership: {card.scores['ownership']}}}\n"
    assert played("  - {reply: a}\n" * 5, right).ok


def test_an_unknown_scenario_is_a_problem_of_the_play():
    reading = play_of(read_text(f"{HEAD}steps: [hang_up]\n", "play.yaml"))
    performance = perform(reading, None)
    assert codes(performance) == [("P001", 2, 11)]
    assert performance.to_json()["scores"] == {"calm": None, "ownership": None, "policy": None}


def test_a_broken_play_file_is_not_performed(tmp_path):
    path = tmp_path / "play.yaml"
    path.write_text("steps: [\n", encoding="utf-8")
    performance = perform(read_play(path), SCENARIO)
    assert not performance.ok
    assert performance.card is None


def test_the_json_has_the_keys_of_the_contract_and_its_points_add_up():
    performance = played("  - {reply: a}\n" * 5)
    data = json.loads(json.dumps(performance.to_json()))
    keys = {"play", "scenario", "ending", "pass", "scores", "path", "ledger", "caps", "problems", "ok"}
    assert keys <= set(data)
    for dimension, value in data["scores"].items():
        total = sum(line["points"] for line in data["ledger"] if line["dimension"] == dimension)
        limit = min((cap["cap"] for cap in data["caps"] if cap["dimension"] == dimension), default=100)
        assert abs(min(total, limit) - value) <= 0.5 + 1e-9
