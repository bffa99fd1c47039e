"""A whole scenario is read, and what is wrong with one is said at its place."""

from pathlib import Path

from sim.content.scenarios import read_scenario

EXAMPLE = Path(__file__).parent / "four-afternoons.yaml"


def test_the_example_of_the_format_is_read_without_a_problem():
    reading = read_scenario(EXAMPLE)
    assert [problem.to_line() for problem in reading.problems] == []
    assert reading.scenario is not None
    assert reading.scenario.id == "four-afternoons"
