"""The real program in a real window, used by a real AT-SPI client on a bus of its own: what Orca would see and do."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.x_server import x_server

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "tests" / "stage" / "atspi_client.py"
LAUNCHERS = [Path(folder) / "at-spi-bus-launcher" for folder in ("/usr/libexec", "/usr/lib/at-spi2-core")]
SYSTEM_PYTHON = "/usr/bin/python3"
DEADLINE = 60.0
# Everything inside one session: the bus that screen readers and programs meet on, the program, and the client.
SESSION = """
"$LAUNCHER" --launch-immediately &
"$PYTHON" run_sim.py --data "$DATA" --no-voice >"$DATA/said" 2>&1 &
game=$!
"$SYSTEM_PYTHON" "$CLIENT" "$@"
status=$?
kill $game
wait $game
exit $status
"""
# What a call looks like from there: a reply takes nothing in its first moment.
CALL = ["insist:Rieneke van Dalen*", "see:Take the call", "insist:Take the call", "see:Pick up", "insist:Pick up",
        "see:Rieneke van Dalen: *", "see:1. *", "insist:1. *", "see:Rieneke van Dalen is speaking"]  # fmt: skip


def bindings():
    code = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return Path(SYSTEM_PYTHON).exists() and not subprocess.run(
        [SYSTEM_PYTHON, "-c", code], capture_output=True, timeout=DEADLINE, check=False
    ).returncode  # fmt: skip


def missing():
    """What a machine lacks for this, in words; empty where it has all of it."""
    if sys.platform != "linux":
        return "AT-SPI is on Linux"
    wanted = {
        "the extra `access` (uv run --extra access)": find_spec("accesskit") is not None,
        "xvfb": shutil.which("Xvfb"),
        "dbus": shutil.which("dbus-run-session"),
        "at-spi2-core": any(path.exists() for path in LAUNCHERS),
    }
    lacking = [name for name, there in wanted.items() if not there]
    if not lacking and not bindings():
        lacking = ["python3-gi and gir1.2-atspi-2.0"]
    return f"needs {', '.join(lacking)}" if lacking else ""


@pytest.fixture
def display():
    if missing():
        pytest.skip(missing())
    with x_server() as name:
        yield name


@pytest.mark.slow
def test_a_screen_reader_finds_buttons_by_their_names_and_takes_a_call(display, tmp_path):
    kept = tmp_path / "settings.json"
    kept.write_text(json.dumps({"language": "en", "welcomed": True, "notice": False}), encoding="utf-8")
    unset = ("SDL_VIDEODRIVER", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | {
        "DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "XDG_CONFIG_HOME": str(tmp_path / "xdg"), "DATA": str(tmp_path),
        "PYTHON": sys.executable, "SYSTEM_PYTHON": SYSTEM_PYTHON, "CLIENT": str(CLIENT),
        "LAUNCHER": str(next(path for path in LAUNCHERS if path.exists())),
    }  # fmt: skip
    steps = ["see:Cool Head", "press:Settings", "see:Size", "press:Less movement", "on:Less movement",
             "focused:Less movement", "press:Back", "see:Callers", *CALL]  # fmt: skip
    run = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", SESSION, "session", *steps],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=9 * DEADLINE, check=False,
    )  # fmt: skip
    assert [line for line in run.stdout.splitlines() if line.startswith("done")] == [
        f"done: {step}" for step in steps
    ], run.stdout + run.stderr + (tmp_path / "said").read_text(encoding="utf-8")
    assert json.loads(kept.read_text(encoding="utf-8"))["reduced_motion"] is True
