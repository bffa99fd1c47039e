"""What can be reached in a scenario, and the best and worst that a call of it can score: exact, whatever the timing.

    explore(script) -> Reach

Timing neutral: no reply comes too fast, no silence runs over, nobody interrupts, no breath is taken, nobody hangs up by
the key. So a figure says what the replies are worth. The parts: reach_live.py (what a call still remembers),
reach_regions.py and reach_map.py (all situations), reach_structure.py (reached or not), reach_tally.py (scores as
sums), reach_fronts.py (what the rest of a call can come to), reach_search.py and reach_values.py (the best call).
Where a scenario is too large, or a call can go in circles that make it ever worse, a figure is a bound and says so.
"""

from dataclasses import dataclass

from sim.core.reach_map import MOST_SITUATIONS, draw_map
from sim.core.reach_structure import Structure, calls_of, doubtful_lines, structure_of
from sim.core.reach_values import Extreme, Ideal, Values
from sim.core.scenario import DIMENSIONS, Dimension
from sim.core.script import Script


@dataclass(frozen=True, slots=True)
class Reach:
    """All that can and cannot be reached, and the figures. `proven` is False where the scenario was too large to look
    at whole: what is named as not reached was then only not met; `lines_proven` says the same of the caller's lines.

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


def explore(script: Script, most: int = MOST_SITUATIONS) -> Reach:
    """Look at every call of a scenario. `most`: how many situations (sim.core.reach_map) to look at, at most."""
    drawn = draw_map(script, most)
    lines_proven = drawn.complete
    watched = doubtful_lines(script, drawn) if drawn.complete else frozenset()
    if watched:
        # What the caller says does not divide situations; where a line was not met, it is looked for on its own.
        closer = draw_map(script, most, watched)
        lines_proven = closer.complete
        drawn.lines |= closer.lines
        for asked, bits in closer.asked.items():
            drawn.asked[asked] |= bits
    values = Values(script, drawn)
    return Reach(
        structure=structure_of(script, drawn),
        calls=calls_of(drawn),
        situations=len(drawn.situations),
        proven=drawn.complete,
        lines_proven=lines_proven,
        best={dimension: values.extreme(dimension, best=True) for dimension in DIMENSIONS},
        worst={dimension: values.extreme(dimension, best=False) for dimension in DIMENSIONS},
        ideal=values.ideal(),
    )
