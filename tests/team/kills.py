"""Client and server are killed at random points, the network between them is cut, clocks are wrong: what is left?"""

import json
import multiprocessing
import random
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from sim.commands import seats
from sim.commands.context import Context
from sim.store.journal import Journal
from sim.team.client_link import Link
from tests.team import client_process
from tests.team.classroom import FIRST, document
from tests.team.real_server import RealServer

DEADLINE_S = 120
ACKNOWLEDGED_EVERY = 5  # kills
KINDS = (*["client"] * 16, "server", "server", "both", "both")


class Proxy:
    """Carries bytes between client and server, and cuts a connection now and then in the middle of something."""

    def __init__(self, port, chance):
        self.port, self.chance, self.honest, self.cuts = port, chance, False, 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.port), 5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            left = [10**9 if self.honest else self.chance.randrange(200, 30_000)]
            for one, other in ((client, server), (server, client)):
                carrying = threading.Thread(target=self._carry, args=(one, other, left), daemon=True)
                carrying.start()
                self.threads.append(carrying)

    def _carry(self, source, target, left):
        with suppress(OSError):
            while data := source.recv(4096):
                left[0] -= len(data)
                if left[0] < 0 and not self.honest:
                    target.sendall(data[: len(data) // 2])
                    self.cuts += 1
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # the other thread's recv ends
            end.close()

    def close(self):
        """After both ends are gone; every socket is closed when this returns."""
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for thread in self.threads:
            thread.join(DEADLINE_S)


@dataclass
class Numbers:
    """What a trial came to."""

    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("client", "server", "both"), 0))
    cuts: int = 0
    closed: int = 0
    acknowledged: int = 0  # when the last kill was over
    there: int = 0
    lost: int = 0
    doubled: int = 0
    foreign: int = 0
    refused: int = 0
    broken: int = 0
    seconds: float = 0.0


class Client:
    """The computer of a trainee, killed and started again."""

    def __init__(self, folder, calls, chance):
        self.folder, self.calls, self.chance, self.process = folder, calls, chance, None
        self.fork = multiprocessing.get_context("forkserver")
        self.fork.set_forkserver_preload(["tests.team.client_process"])

    def start(self, drain=False):
        days = self.chance.choice((0, -4000, 4000, 0.3))
        self.signs, theirs = self.fork.Pipe(duplex=False)
        self.process = self.fork.Process(
            target=client_process.main, args=(self.folder, self.calls, days, drain, theirs), daemon=True
        )
        self.process.start()
        theirs.close()

    def watch(self, signs):
        """Until that many signs of life were seen."""
        for _ in range(signs):
            assert self.signs.poll(DEADLINE_S), "the client stands still"
            self.signs.recv_bytes()

    def kill(self):
        self.process.kill()
        self.process.join()
        self.signs.close()

    def drain(self):
        self.start(drain=True)
        self.process.join(DEADLINE_S)
        assert self.process.exitcode == 0
        self.signs.close()


def calls_to_play():
    """Calls that take no time: the session is only a moment old."""
    found = []
    for number in range(8):
        call = json.loads(document(number, FIRST))
        events = [{**event, "ms": 0} for event in call["events"]]
        found.append(
            {"scenario": call["scenario"], "hash": call["scenario_hash"], "setup": call["setup"], "events": events}
        )
    return found


def trial(folder, kills, seed=7):
    """Kill that often, then let everything come to rest and count."""
    chance, numbers, begun = random.Random(seed), Numbers(), time.monotonic()
    mine = folder / "client"
    with RealServer(folder / "server", "--workers", "0") as server:
        proxy = Proxy(server.port, chance)
        seat = join(mine, server, proxy)
        client = Client(mine, calls_to_play(), chance)
        client.start()
        coming = threading.Thread()
        for number in range(kills):
            client.watch(chance.randrange(1, 60))
            if number % ACKNOWLEDGED_EVERY == 1:
                if coming.ident:
                    coming.join()
                wait_for_more(mine)
            kind = chance.choice(KINDS)
            numbers.kills[kind] += 1
            if kind != "server":
                client.kill()
            if kind != "client":
                if coming.ident:
                    coming.join()
                server.kill()
                coming = threading.Thread(target=server.start)  # trainees go on while it comes back
                coming.start()
            if kind != "server":
                client.start()
        if coming.ident:
            coming.join()
        client.kill()
        acknowledged = delivered(mine)
        proxy.honest = True
        client.drain()
        count(numbers, mine, server, seat, acknowledged)
    proxy.close()
    numbers.cuts, numbers.seconds = proxy.cuts, time.monotonic() - begun
    return numbers


def join(mine, server, proxy):
    """Ann takes a seat; from then on she speaks through the proxy."""
    proxy.honest = True
    with Context(mine, [], "en") as context:
        book = seats.book_of(context)
        link = Link(proxy.address, server.code)
        seat = seats.take_seat(book, seats.connector("en"), link, "Ann", "Ann")
    proxy.honest = False
    return seat


def wait_for_more(folder):
    """Until something more was acknowledged: a busy machine kills clients before they come to it."""
    known, end = len(delivered(folder)), time.monotonic() + DEADLINE_S
    while len(delivered(folder)) == known:
        assert time.monotonic() < end, "nothing is acknowledged any more"
        time.sleep(0.02)


def delivered(folder):
    with Journal.open(folder, read_only=True) as journal:
        return {row.uuid for row in journal.posted("Ann") if row.status == "delivered"}


def count(numbers, mine, server, seat, acknowledged):
    headers = {"Authorization": f"Bearer {seat.token}"}
    found = httpx.get(f"{server.base}/api/me", headers=headers, timeout=60).json()["attempts"]
    there = [one["uuid"] for one in found]
    with Journal.open(mine, read_only=True) as journal:
        closed = {call.id for call in journal.calls(status="closed")}
        numbers.refused = sum(row.status == "refused" for row in journal.posted("Ann"))
        numbers.broken = sum(not journal.load(call).intact for call in closed)
    numbers.closed, numbers.acknowledged, numbers.there = len(closed), len(acknowledged), len(there)
    numbers.doubled = len(there) - len(set(there))
    numbers.lost = len((closed | acknowledged) - set(there))
    numbers.foreign = len(set(there) - closed)
