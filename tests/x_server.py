"""A screen of our own for the tests that open a real window: an X server that draws into memory."""

import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest

DEADLINE = 60.0

needs_x_server = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)


@contextmanager
def x_server(size="1600x1000x24"):
    """Starts one and gives the name of its display, as ":1".

    It may not start anew when its last client leaves, as an X server else does: who comes just then is turned away.
    """
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(DEADLINE)
