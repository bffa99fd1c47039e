import platform
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sim.voice import client, desk
from sim.voice.client import Voice
from sim.voice.engines import Engine, find_engines
from sim.voice.lines import Line

FAKE = Path(__file__).with_name("fake_worker.py")
SHORT, LONG = 0.3, 60.0


@dataclass(frozen=True)
class Patient(Engine):
    """Waits for any line for longer than a busy machine takes, except for one that is said to be without end."""

    def deadline(self, text):
        return SHORT if "hang" in text or "haste" in text else LONG


def patient_engines():
    """Those of this machine, which may take their time."""
    return [replace(engine, patience=(LONG, 0.0)) for engine in find_engines()]


class Ear:
    """A voice and the means to wait for it, for as long as a test may take and no longer."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice

    def hear(self, *lines, seconds=2 * LONG):
        """Request the lines; their speeches in the order of the requests."""
        ids = [self.voice.request(line if isinstance(line, Line) else Line(line)) for line in lines]
        found = {}
        self.wait(lambda: found.update({s.id: s for s in self.voice.poll()}) or set(ids) <= set(found), seconds)
        return [found[id_] for id_ in ids]

    def notice(self):
        """What it says of itself; that may come a moment after the last line."""
        told = []
        self.wait(lambda: told.append(self.voice.notice()) or told[-1])
        return told[-1]

    def wait(self, condition, seconds=2 * LONG):
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.002)


@pytest.fixture
def fake(tmp_path):
    """fake(start, **options) -> Ear on a scripted worker; `start` as in fake_worker.py."""
    ears = []

    def make(start="", folder=tmp_path / "cache", engines=None, **options):
        engine = Patient("fake", "fake 1", (sys.executable, "-S", "-E", str(FAKE), str(start)))
        ears.append(Ear(Voice(folder, engines=[engine] if engines is None else engines(engine), **options)))
        return ears[-1]

    yield make
    for ear in ears:
        ear.voice.close()


@pytest.fixture(autouse=True, scope="package")
def _a_busy_machine_is_waited_for():
    """Nobody plays here: a worker may start, and a voice may close, as slowly as a busy machine lets it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "START_SECONDS", LONG)
        patch.setattr(client, "_CLOSE_SECONDS", LONG)
        yield


@pytest.fixture(scope="module")
def espeak(tmp_path_factory):
    """Ear on the real espeak, one for all tests of a module."""
    if platform.system() != "Linux" or not find_engines():
        pytest.skip("no espeak here")
    with Voice(tmp_path_factory.mktemp("spoken"), engines=patient_engines()) as voice:
        yield Ear(voice)
