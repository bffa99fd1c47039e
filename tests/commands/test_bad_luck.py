"""What goes wrong for people: each time one clear message, the exit code of CLI.md, nothing lost, no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEADLINE = 60.0


@pytest.fixture
def run(tmp_path):
    """Runs the program as a process of its own, on a data folder of its own, with input that is no terminal."""

    def call(*arguments, answers=(), environment=None, data=None, **options):
        plain = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "SDL_AUDIODRIVER": "dummy"}
        where = () if data == "" else ("--data", data or tmp_path / "data")
        return subprocess.run(
            [sys.executable, "run_sim.py", *map(str, (*arguments, *where))],
            cwd=ROOT, env=plain | (environment or {}), timeout=DEADLINE, check=False, capture_output=True,
            input="".join(f"{answer}\n" for answer in answers).encode(), **options,
        )  # fmt: skip

    return call


def calls_of(run, *arguments, **options):
    """The stored calls, as rescore sees them."""
    return json.loads(run("rescore", "--all", "--json", *arguments, **options).stdout)


def test_the_common_options_count_before_the_command_as_well_as_after_it(run, tmp_path):
    early = ("--data", tmp_path / "early", "--lang", "nl")
    done = run(*early, "play", "four-afternoons", "--terminal", answers="1", data="")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "gesprek" in done.stdout.decode()
    assert len(calls_of(run, data=tmp_path / "early")) == 1
    assert not (tmp_path / ".local").exists()


def test_folders_of_scenarios_add_up_wherever_they_are_named(run, tmp_path):
    shipped = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(shipped.replace("id: four-afternoons", f"id: {name}"), "utf-8")
    done = run("--scenarios", tmp_path / "one", "list", "--scenarios", tmp_path / "two", "--json")
    assert {"one", "two", "four-afternoons"} <= {row["id"] for row in json.loads(done.stdout)}
