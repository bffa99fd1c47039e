"""What can be reached in a scenario, and the best and worst that a call of it can score: exact, whatever the timing.

    explore(script) -> Reach

Timing neutral: no reply comes too fast, no silence runs over, nobody interrupts, no breath is taken, nobody hangs up by
the key. So a figure says what the replies are worth. The parts: reach_live.py (what a call still remembers),
reach_regions.py and reach_steps.py (one turn for all moods), reach_sketch.py (a scenario as a graph with guards),
reach_map.py and reach_structure.py (what is reached), reach_tally.py (scores as sums), reach_fronts.py (what the rest
of a call can come to), reach_search.py and reach_values.py (the best call). Where a scenario is too large, or a call
can go in circles that make it ever worse, a figure is a bound and says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sim.core.reach.map import ReachMap, draw_map, wander
from sim.core.reach.sketch import MOST_SITUATIONS, Graph, draw_sketch
from sim.core.reach.steps import Steps
from sim.core.reach.structure import Structure, calls_of, doubtful_lines, structure_of
from sim.core.reach.values import Extreme, Ideal, Values
from sim.core.scenario import DIMENSIONS, Dimension, Scenario
from sim.core.script import Script

WORTH_SHARING = 400  # situations on the sketch: below, another process is not worth its start


@dataclass(frozen=True, slots=True)
class Reach:
    """All that can and cannot be reached, and the figures. `proven` is False where the scenario was too large to look
    at whole: some things are then undecided; `lines_proven` says the same of the caller's lines.

    `calls`: how many different calls there are (None: one can go on for ever, or they were not counted).
    """

    structure: Structure
    calls: int | None
    situations: int
    proven: bool
    lines_proven: bool
    best: dict[Dimension, Extreme]
    worst: dict[Dimension, Extreme]
    ideal: Ideal


@dataclass(frozen=True, slots=True)
class Scores:
    """What calls can score."""

    best: dict[Dimension, Extreme]
    worst: dict[Dimension, Extreme]
    ideal: Ideal


# Starts scores_of(scenario, sketch, most) elsewhere; what it returns waits for the result.
Beside = Callable[[Callable[[Scenario, Graph, int], Scores], Scenario, Graph, int], Callable[[], Scores]]


def explore(script: Script, most: int = MOST_SITUATIONS, beside: Beside | None = None) -> Reach:
    """Look at every call of a scenario. `most`: how many situations to look at, at most. Given a `beside`, the scores
    of a large scenario are looked for elsewhere at the same time.
    """
    steps = Steps(script)
    sketch = draw_sketch(steps, most)
    if beside is not None and len(sketch.situations) >= WORTH_SHARING:
        scored = beside(scores_of, script.scenario, sketch, most)
    else:
        scored = partial(scores_of, script.scenario, sketch, most)
    drawn = draw_map(steps, sketch, most)
    lines_proven = _listen(steps, sketch, drawn, most)
    scores = scored()
    return Reach(
        structure=structure_of(script, drawn, sketch),
        calls=calls_of(drawn),
        situations=len(drawn.situations),
        proven=drawn.complete,
        lines_proven=lines_proven,
        best=scores.best,
        worst=scores.worst,
        ideal=scores.ideal,
    )


def _listen(steps: Steps, sketch: Graph, drawn: ReachMap, most: int) -> bool:
    """What the caller says does not divide situations; where a line was not met, it is looked for on its own."""
    script = steps.script
    if drawn.complete and doubtful_lines(script, drawn):
        wander(steps, sketch, drawn)
    watched = doubtful_lines(script, drawn) if drawn.complete else frozenset()
    if not watched:
        return drawn.complete
    steps = Steps(script, watched)
    closer = draw_map(steps, draw_sketch(steps, most), most)
    drawn.lines |= closer.lines
    for asked, bits in closer.asked.items():
        drawn.asked[asked] |= bits
    return closer.complete


def scores_of(scenario: Scenario, sketch: Graph, most: int = MOST_SITUATIONS) -> Scores:
    """What calls of a scenario can score, by its sketch; needs nothing but its arguments."""
    script = Script(scenario)

    def closer() -> Graph:
        # A sketch that has travelled to another process does not fit the steps that are made here.
        steps = Steps(script)
        return draw_map(steps, draw_sketch(steps, most), most, for_scores=True)

    values = Values(script, sketch, closer)
    return Scores(
        best={dimension: values.extreme(dimension, best=True) for dimension in DIMENSIONS},
        worst={dimension: values.extreme(dimension, best=False) for dimension in DIMENSIONS},
        ideal=values.ideal(),
    )
