from pathlib import Path

import pytest
from transitions import MachineError

from sim.core.phases import ENDED, PHASES, RINGING, TABLE, TRIGGERS, Phases, TablePhases, diagram


def in_phase(phase, kind=Phases):
    phases = kind()
    phases.now = phase
    if kind is Phases:
        phases._place.state = phase
    return phases


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("trigger", TRIGGERS)
@pytest.mark.parametrize("kind", [Phases, TablePhases])
def test_the_machine_does_what_the_table_says_in_every_phase(phase, trigger, kind):
    rule = next((rule for rule in TABLE if rule.trigger == trigger and rule.source == phase), None)
    phases = in_phase(phase, kind)
    assert phases.admits(trigger) == (rule is not None)
    if rule is not None:
        assert phases.fire(trigger) == rule.target == phases.now
    else:
        with pytest.raises(MachineError):
            phases.fire(trigger)
        assert phases.now == phase


def test_in_one_phase_a_trigger_leads_to_one_place():
    assert len({(rule.trigger, rule.source) for rule in TABLE}) == len(TABLE)


def test_every_phase_can_be_reached_and_every_one_but_the_last_can_be_left():
    targets = {rule.target for rule in TABLE}
    assert set(PHASES) == targets | {RINGING}
    assert {rule.source for rule in TABLE} == set(PHASES) - {ENDED}


def test_the_diagram_shows_every_rule():
    drawn = diagram()
    assert all(f"{rule.source} --> {rule.target}: {rule.trigger}" in drawn for rule in TABLE)


def test_the_readme_shows_this_table():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{diagram()}\n```" in readme
