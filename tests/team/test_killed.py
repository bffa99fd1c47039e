"""A server that is killed again and again while calls come in: what it acknowledged is there, once.

A dozen kills here (forty of clients and servers are in test_client_killed.py), or as many as COOL_HEAD_KILLS says.
"""

import json
import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from uuid import uuid4

import httpx
import pytest

from tests.team.classroom import FIRST, document
from tests.team.real_server import DEADLINE_S, RealServer

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("COOL_HEAD_KILLS", "12"))
TRAINEES = 4


def at_once(text):
    """The same call without its time: the session is only a moment old."""
    call = json.loads(text)
    call["events"] = [{**event, "ms": 0} for event in call["events"]]
    return call


class Sender(threading.Thread):
    """A trainee whose outbox sends each call until it is acknowledged."""

    def __init__(self, base, token, acknowledged):
        super().__init__(daemon=True)
        self.base, self.headers = base, {"Authorization": f"Bearer {token}"}
        self.acknowledged, self.done, self.over, self.trouble = acknowledged, set(), threading.Event(), []
        self.calls = [at_once(document(number, FIRST)) for number in range(8)]

    def run(self):
        with httpx.Client(base_url=self.base, timeout=30) as http:
            while not self.over.is_set():
                uuid = str(uuid4())
                call = json.dumps({**self.calls[len(self.done) % len(self.calls)], "uuid": uuid})
                self.send(http, uuid, call)

    def send(self, http, uuid, call):
        while not self.over.is_set():
            try:
                answer = http.put(f"/api/attempts/{uuid}", content=call, headers=self.headers)
            except httpx.HTTPError:
                self.over.wait(0.05)
                continue
            if answer.status_code in (200, 201):
                self.done.add(uuid)
                self.acknowledged.release()
                return
            if not answer.json()["retry"]:
                self.trouble.append(answer.text)
                return
            self.over.wait(0.2)


def test_every_acknowledged_attempt_is_there_once_however_often_the_server_is_killed(tmp_path):
    chance, acknowledged = Random(7), threading.Semaphore(0)
    server = RealServer(tmp_path, "--workers", "0")
    with server:
        joined = [
            httpx.post(f"{server.base}/api/join", json={"code": server.code, "name": f"P{n}"}, timeout=30).json()
            for n in range(TRAINEES)
        ]
        senders = [Sender(server.base, one["token"], acknowledged) for one in joined]
        for sender in senders:
            sender.start()
        for _ in range(KILLS):
            for _ in range(chance.randrange(1, 20)):
                assert acknowledged.acquire(timeout=90), [sender.trouble for sender in senders]
            server.kill()
            server.start()
        for sender in senders:
            sender.over.set()
        for sender in senders:
            sender.join(60)
        assert [sender.trouble for sender in senders] == [[]] * TRAINEES
        for sender in senders:
            mine = httpx.get(f"{server.base}/api/me", headers=sender.headers, timeout=60).json()["attempts"]
            there = [one["uuid"] for one in mine]
            assert len(there) == len(set(there))
            assert sender.done <= set(there)
        server.end()
    with sqlite3.connect(tmp_path / "team" / "sessions.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def children_of(pid):
    """The processes that a process has started and that live."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = file.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.append(int(file.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_a_server_that_was_killed_leaves_no_judges_behind(tmp_path):
    with RealServer(tmp_path) as server:
        until(lambda: len(children_of(server.process.pid)) >= 2)
        left = children_of(server.process.pid)
        server.kill()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))


def until(wanted):
    end = time.monotonic() + DEADLINE_S
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.05)
