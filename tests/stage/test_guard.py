import os
import subprocess
import sys

import pytest

from sim.stage import guard


@pytest.mark.parametrize(
    ("found", "both"),
    [({"pygame-ce"}, False), ({"pygame"}, False), (set(), False), ({"pygame", "pygame-ce"}, True)],
)
def test_both_pygames_are_told_from_one(monkeypatch, found, both):
    monkeypatch.setattr(guard, "installed", found.__contains__)
    assert guard.both_pygames_installed() is both


def test_what_is_installed_is_read_from_the_environment():
    assert guard.installed("pytest")
    assert not guard.installed("no-such-distribution-anywhere")


def test_asking_about_both_pygames_imports_neither():
    code = "import sys; from sim.stage.guard import both_pygames_installed as b; b(); print('pygame' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def display_problem_with(**environment):
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    code = "from sim.stage.guard import display_problem as d; print(d())"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env=kept | {"PYGAME_HIDE_SUPPORT_PROMPT": "1"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.splitlines()[-1].strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always name a display")
def test_a_machine_without_a_display_is_noticed():
    assert display_problem_with() == ""


def test_a_display_that_does_not_answer_is_noticed():
    assert display_problem_with(DISPLAY=":4711", SDL_VIDEODRIVER="x11") != "None"


def test_a_display_that_can_be_opened_is_no_problem():
    assert display_problem_with(SDL_VIDEODRIVER="dummy") == "None"
