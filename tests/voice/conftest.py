import platform
import sys
import time
from pathlib import Path

import pytest

from sim.voice.client import Voice
from sim.voice.engines import Engine, find_engines
from sim.voice.lines import Line

FAKE = Path(__file__).with_name("fake_worker.py")


class Ear:
    """A voice and the means to wait for it, for as long as a test may take and no longer."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice

    def hear(self, *lines, seconds=30.0):
        """Request the lines; their speeches in the order of the requests."""
        ids = [self.voice.request(line if isinstance(line, Line) else Line(line)) for line in lines]
        found = {}
        self.wait(lambda: found.update({s.id: s for s in self.voice.poll()}) or set(ids) <= set(found), seconds)
        return [found[id_] for id_ in ids]

    def wait(self, condition, seconds=30.0):
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.002)


@pytest.fixture
def fake(tmp_path):
    """fake(start, **options) -> Ear on a scripted worker; `start` as in fake_worker.py."""
    ears = []

    def make(start="", patience=(0.3, 0.0), folder=tmp_path / "cache", engines=None, **options):
        engine = Engine("fake", "fake 1", (sys.executable, "-S", "-E", str(FAKE), str(start)), patience=patience)
        ears.append(Ear(Voice(folder, engines=[engine] if engines is None else engines(engine), **options)))
        return ears[-1]

    yield make
    for ear in ears:
        ear.voice.close()


@pytest.fixture(scope="module")
def espeak(tmp_path_factory):
    """Ear on the real espeak, one for all tests of a module."""
    if platform.system() != "Linux" or not find_engines():
        pytest.skip("no espeak here")
    with Voice(tmp_path_factory.mktemp("spoken")) as voice:
        yield Ear(voice)
