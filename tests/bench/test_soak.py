"""A soak in short: calls, frames and counters as `game_soak.py 300` has them, by ratios that load leaves alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.measure import environment
from tests.real_window import SHORT_CALL

pytestmark = pytest.mark.slow

SOAK = Path(__file__).with_name("game_soak.py")
HARDLY_EVER = 0.05  # share of the frames that may be long; in five minutes alone on two cores it is below 0.01


def soak(*arguments):
    display = environment(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
    command = [sys.executable, str(SOAK), *map(str, arguments)]
    done = subprocess.run(command, env=display, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def lived():
    """Half a minute of a call in real time."""
    return soak(30)


def test_hardly_any_frame_costs_as_much_as_a_whole_face(lived):
    costs = lived["frames"]["cpu"]
    assert sum(lived["frames"]["face"]) > len(costs) / 4, "the caller hardly moved"
    assert sum(cost > lived["portrait"] for cost in costs) < HARDLY_EVER * len(costs)


def test_nobody_speaks_over_themselves_and_every_sound_is_heard(lived):
    assert lived["sound"]["crowded"] == lived["sound"]["dropped"] == 0


def test_fifty_calls_take_no_more_memory_than_ten(tmp_path):
    path = tmp_path / "short-call.yaml"
    path.write_text(SHORT_CALL, encoding="utf-8")
    memory = soak("--calls", 50, "--scenario", path)["memory"]
    assert memory[-1] < 1.2 * memory[9]
