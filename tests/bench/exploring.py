"""A whole `xray` beside 2,000 seeded plays of the same call, scored in the leanest way that we have.

Ours is the command from its start to its document: reading, exploration, best and worst calls, all simulated
trainees, dominance; wall time on all cores. Theirs is one trainee who clicks anything, 2,000 times, in one process;
taken before and after, so that load hits both.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measure import ROOT, Broken, Row, environment, last_line
from twelve import twelve

from sim.content.library import SHIPPED, Library
from sim.core.agents import play_out, random_player
from sim.core.scenario import Scenario
from sim.core.script import Script
from sim.core.standing import Scorer

PLAYS, TARGET = 2_000, 20
# Of the first six of each kind these have most situations.
DRAWN = ((3, False), (0, True), (4, True))
_LONGEST = 600


def rows() -> list[Row]:
    """A row for the largest call we ship and for the drawn calls of twelve decisions with four replies."""
    found = [_row("eviction-thursday", Library((SHIPPED,)).load("eviction-thursday", "en"), "eviction-thursday")]
    with tempfile.TemporaryDirectory() as folder:
        for seed, forked in DRAWN:
            data = twelve(seed, forked)
            path = Path(folder) / f"{data['id']}.yaml"
            path.write_text(json.dumps(data), encoding="utf-8")
            name = f"12 x 4 {'forked' if forked else 'straight'} {seed}"
            found.append(_row(name, Scenario.model_validate(data), str(path)))
    return found


def _row(name: str, scenario: Scenario, given: str) -> Row:
    script = Script(scenario)
    before = _plays(script)
    ours, document = _xray(given)
    theirs = (before + _plays(script)) / 2
    proved = "every figure exact" if document["exact"] else f"bounds: {document['bounds']}"
    return Row(f"xray, {name} / {PLAYS:,} plays", "s", ours, theirs, TARGET, note=proved)


def _xray(given: str) -> tuple[float, dict[str, Any]]:
    command = [sys.executable, str(ROOT / "run_sim.py"), "xray", given, "--json"]
    began = time.perf_counter()
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, timeout=_LONGEST, check=False, cwd=ROOT
    )
    took = time.perf_counter() - began
    if done.returncode > 1:
        raise Broken(f"xray {given}: {last_line(done.stderr)}")
    return took, json.loads(done.stdout)


def _plays(script: Script) -> float:
    scorer, player = Scorer(script), random_player()
    began = time.perf_counter()
    for seed in range(PLAYS):
        log = play_out(script, player, seed)
        standing = scorer.nothing
        for turn in log.turns:
            standing = scorer.after(standing, turn)
        scorer.result(standing, log.final, log.ending)
    return time.perf_counter() - began
