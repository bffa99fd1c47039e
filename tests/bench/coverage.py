"""What is known of a scenario after exploration, beside what 2,000 random plays of the same story in inkjs have met.

Counted are all replies and all variants of the caller's lines. Exploration decides every one: reached, or never. Random
play meets some; of the others it cannot say whether they are rare or impossible.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from pathlib import Path

from ink_story import ink_source
from measure import HERE, SCENARIOS, Broken, Row, last_line
from peers import inkjs
from twelve import call_of_twelve

from sim.content.library import SHIPPED, Library
from sim.core.reach.exploring import explore
from sim.core.scenario import Scenario
from sim.core.script import Script

PLAYS, SEED = 2_000, 20
_LONGEST = 300


def rows() -> list[Row]:
    """A row for each of three calls that we ship, and for one that forks at every step."""
    library = Library((SHIPPED,))
    scenarios = {name: library.load(name, "en") for name in SCENARIOS}
    scenarios["12 x 4 forked 2"] = call_of_twelve(2, forked=True)
    return [_row(name, scenario) for name, scenario in scenarios.items()]


def _row(name: str, scenario: Scenario) -> Row:
    began = time.process_time()
    reach = explore(Script(scenario))
    ours = time.process_time() - began
    if not reach.proven or not reach.lines_proven:
        raise Broken(f"{name} was not looked at whole")
    structure = reach.structure
    every = {mark for node in scenario.nodes for mark in _marks(scenario, node)}
    never = {f"{node}/{option}" for node, option in structure.unreachable_options}
    never |= {f"{node}/{number}" for node, number in structure.unreachable_lines}
    never |= {mark for node in structure.unreachable for mark in _marks(scenario, node)}
    met, theirs = _played(scenario)
    open_yet = every - met
    note = (
        f"{len(every)} replies and lines; not met in {PLAYS:,} plays: {len(open_yet)}, of which exploration says that "
        f"{len(open_yet & never)} can never come; {theirs:.1f} s CPU, exploration {ours:.1f} s"
    )
    decided = 100 - 100 * len(open_yet) / len(every)
    return Row(f"decided of {name} / {PLAYS:,} plays in inkjs", "%", 100, decided, note=note)


def _marks(scenario: Scenario, node: str) -> set[str]:
    parts = scenario.nodes[node]
    return {f"{node}/{name}" for name in parts.options} | {f"{node}/{number}" for number in range(len(parts.caller))}


def _played(scenario: Scenario) -> tuple[set[str], float]:
    node, folder = inkjs()
    with tempfile.TemporaryDirectory() as temporary:
        story = Path(temporary) / "story.ink"
        story.write_text(ink_source(scenario, marked=True), encoding="utf-8")
        command = [node, str(HERE / "peer_inkjs_random.js"), folder, str(story), str(PLAYS), str(SEED)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=False)
    if done.returncode:
        raise Broken(f"inkjs: {last_line(done.stderr)}")
    document = json.loads(done.stdout)
    return set(document["met"]), float(document["seconds"])
