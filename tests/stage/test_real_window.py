"""A few looks at a real window: X11 under Xvfb, keys and sizes from xdotool."""

import os
import subprocess
import sys
import time
from threading import Timer

import pytest

from tests.x_server import needs_x_server, x_server

pytestmark = [pytest.mark.slow, needs_x_server]

# Tells on standard output what happens to it.
PROGRAM = """
from sim.content import texts
from sim.stage.app import App
from sim.stage.gallery import Gallery

class Telling(Gallery):
    def layout(self, area, look):
        super().layout(area, look)
        print("size", *look.size, flush=True)
    def key(self, key, mod):
        return super().key(key, mod)
    def _pick(self, number):
        print("reply", number, flush=True)
        return super()._pick(number)

App(title="Cool Head").run(Telling(texts.load("en")))
print("ended", flush=True)
"""
DEADLINE = 90.0


@pytest.fixture
def display():
    with x_server() as name:
        yield name


class Window:
    """The program in its window, driven from outside."""

    def __init__(self, display):
        unset = ("SDL_VIDEODRIVER", "SDL_FRAMEBUFFER_ACCELERATION")
        kept = {key: value for key, value in os.environ.items() if key not in unset}
        self.environment = kept | {"DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "SDL_VIDEODRIVER": "x11"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        self.heard = self.process.stdout
        self.id = ""

    def find(self):
        until = time.monotonic() + DEADLINE
        while not self.id and time.monotonic() < until:
            self.id = self.tool("search", "--class", "cool-head").stdout.strip().split("\n")[0]
            time.sleep(0.1)
        assert self.id, "no window"

    def tool(self, *words):
        return subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=DEADLINE, check=False
        )

    def until(self, wanted):
        watch = Timer(DEADLINE, self.process.kill)  # a program that says nothing more would be waited for for ever
        watch.start()
        try:
            for line in self.heard:
                if line.strip() == wanted:
                    return
        finally:
            watch.cancel()
        raise AssertionError(f"the program ended, or was ended after {DEADLINE} s, without {wanted!r}")


@pytest.fixture
def window(display):
    opened = Window(display)
    yield opened
    opened.process.kill()
    opened.process.wait(DEADLINE)
    opened.heard.close()


def test_a_real_window_takes_keys_and_sizes_and_closes(window):
    window.until("size 1280 720")
    window.find()
    window.tool("windowfocus", "--sync", window.id)
    window.tool("key", "--window", window.id, "2")
    window.until("reply 2")
    window.tool("windowsize", window.id, "1024", "600")
    window.until("size 1024 600")
    window.tool("mousemove", "--window", window.id, "200", "150", "click", "1")
    window.until("reply 1")
    window.tool("key", "--window", window.id, "Escape")
    window.until("ended")
    assert window.process.wait(DEADLINE) == 0
