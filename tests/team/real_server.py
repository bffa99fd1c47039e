"""A real server in a process of its own, for tests that kill it or look at it from outside."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
DEADLINE_S = 90


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class RealServer:
    """`run_sim.py team serve` on a data folder; start it again after it was killed."""

    def __init__(self, data, *more, port=None):
        self.data, self.port, self.more = data, port or free_port(), more
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = Path(data) / "printed.txt"
        self.process = None

    def start(self):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as printed:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                stdout=printed,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUTF8": "1"},
            )
        self.wait_until_it_answers()
        return self

    def command(self):
        program = [sys.executable, "run_sim.py", "team", "serve", "--lang", "en", "--data", str(self.data)]
        return [*program, "--port", str(self.port), *self.more]

    def wait_until_it_answers(self):
        end = time.monotonic() + DEADLINE_S
        with httpx.Client(timeout=5) as http:  # one: making another takes as long as the server's own start
            while time.monotonic() < end:
                try:
                    http.get(f"{self.base}/api/hello").raise_for_status()
                    return
                except httpx.HTTPError:
                    assert self.process.poll() is None, self.printed()
                    time.sleep(0.05)
        raise AssertionError(f"it does not answer: {self.printed()}")

    def printed(self):
        return self.log.read_text(encoding="utf-8")

    @property
    def code(self):
        return re.search(r"^Code: +(\w{6})", self.printed(), re.MULTILINE)[1]

    @property
    def password(self):
        return re.search(r"password \(shown this once\): (\S+)", self.printed())[1]

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self, how=signal.SIGINT):
        """Ask it to end; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(DEADLINE_S)

    def __enter__(self):
        return self.start()

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.kill()
