"""How many attempts a team's server takes in a second, where the curve has its knee; all of them checked afterwards.

A real `run_sim.py team serve`, its clients in this process: connections that stay open, whole calls of real scenarios
as simulated trainees take them. Every answer is an attempt that was played again, scored and on disk. Afterwards each
acknowledged one is looked for: once, with the score that we count.

uv run python tests/bench/team_load.py [--database URL] [--servers N] [--clients 1,10,30,100,300] [--seconds 8]
    [--long] [--scenarios 12] [--no-class] [--no-bare] [--server-option=--workers=1 ...]

--long: calls of about twenty turns. Beside the attempts a second stands what a FastAPI takes on the same machine in the
same run that only stores them (bare_server.py), measured before and after ours, and our share of it.
"""

import argparse
import os
import selectors
import socket
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[2]))

from long_calls import FEWEST, MOST, twice
from sqlalchemy import select, text, update

from sim.content.library import Library
from sim.core.agents import random_player
from sim.core.script import Script
from sim.team import seats as team_seats
from sim.team import sessions as team_sessions
from sim.team.database import Database, sqlite_url
from sim.team.judging import judge
from sim.team.moments import now_ms
from sim.team.shapes import NewSession
from sim.team.simulated import documents
from sim.team.tables import attempts, sessions
from tests.team.real_server import RealServer

DAY_MS = 24 * 3_600_000
SEATS, CLASS = 600, 30
ROUNDS = 25
NOBODY = "0" * 36  # stands for the uuid in a call that is sent many times
DIMENSIONS = ("calm", "ownership", "policy")
STARTED = "2026-11-22T10:00:00Z"
BARE = Path(__file__).with_name("bare_server.py")


class BareServer(RealServer):
    """The one of bare_server.py."""

    def command(self):
        return [sys.executable, str(BARE), str(self.data / "bare.db"), str(self.port)]


class Call(NamedTuple):
    """A call that may be sent under any uuid: what stands before, between and behind it, and what it is worth."""

    before: bytes
    behind: bytes
    turns: int
    worth: tuple


def calls(scenarios, fewest, most, seeds=40):
    """Different calls of real scenarios with so many turns."""
    found = []
    for scenario in scenarios:
        script = Script(scenario)
        text_of = scenario.model_dump_json()
        for document in documents(script, random_player(), range(seeds), map(UUID, _ids(seeds)), STARTED):
            judged = judge(document.encode(), text_of)
            if fewest <= judged.turns <= most:
                before, behind = document.split(judged.uuid)
                worth = tuple(getattr(judged, name) for name in DIMENSIONS)
                found.append(Call(before.encode(), behind.encode(), judged.turns, worth))
    Random(7).shuffle(found)
    return found


def _ids(many):
    return [str(UUID(int=number + 1, version=4)) for number in range(many)]


def prepared(url, scenarios):
    """A session on a fresh database with seats: the tokens of the seats."""
    with Database.open(url) as database, database.writing() as connection:
        now = now_ms()
        made = team_sessions.create(connection, NewSession(title="Load", language="en"), scenarios, now)
        # The calls last as long as real ones: they were begun yesterday.
        connection.execute(update(sessions).values(opened_at=now - DAY_MS))
        joined = [team_seats.join(connection, made["code"], f"Trainee {n}", "", now)[0] for n in range(SEATS)]
    return [one["token"] for one in joined]


class Load:
    """Sends calls and keeps what was acknowledged."""

    def __init__(self, ports, tokens, pool):
        self.ports, self.tokens, self.pool = ports, tokens, pool
        self.numbers, self.acknowledged, self.refused, self.signed = count(1), {}, [], 0
        self.turn = count()
        self.signs = False  # whether signs of life are sent instead of calls

    def request(self, seat=None):
        """The bytes of one PUT, its uuid and the call."""
        number = next(self.numbers)
        uuid, call = str(UUID(int=number, version=4)), self.pool[number % len(self.pool)]
        token = self.tokens[next(self.turn) % len(self.tokens) if seat is None else seat]
        if self.signs:
            return _sign(token, number), uuid, call
        length = len(call.before) + 36 + len(call.behind)
        head = (
            f"PUT /api/attempts/{uuid} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
        return b"".join((head.encode(), call.before, uuid.encode(), call.behind)), uuid, call

    def connected(self, clients):
        """So many open connections, spread over the servers."""
        found = []
        for place in range(clients):
            end = socket.create_connection(("127.0.0.1", self.ports[place % len(self.ports)]))
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            found.append(end)
        return found

    def take(self, answer, uuid, call):
        """An answer came."""
        if self.signs and answer[9:12] == b"200":
            self.signed += 1
        elif answer[9:12] in (b"201", b"200"):
            self.acknowledged[uuid] = call.worth
        else:
            self.refused.append(answer.partition(b"\r\n\r\n")[2])

    def stream(self, clients, seconds):
        """Each client sends its next call when the last was acknowledged: (how many a second, waiting times)."""
        ends, times, open_ones = self.connected(clients), [], {}
        chosen = selectors.DefaultSelector()
        begun = time.perf_counter()
        for end in ends:
            chosen.register(end, selectors.EVENT_READ)
            open_ones[end] = self._send(end)
        done = begun
        while open_ones:
            for key, _ in chosen.select():
                end = key.fileobj
                sent, uuid, call, got = open_ones[end]
                got += end.recv(65536)
                if not _whole(got):
                    open_ones[end] = sent, uuid, call, got
                    continue
                done = time.perf_counter()
                times.append(done - sent)
                self.take(got, uuid, call)
                if done - begun < seconds:
                    open_ones[end] = self._send(end)
                else:
                    del open_ones[end]
        for end in ends:
            chosen.unregister(end)
            end.close()
        return len(times) / (done - begun), times

    def _send(self, end, seat=None):
        raw, uuid, call = self.request(seat)
        sent = time.perf_counter()
        end.sendall(raw)
        return sent, uuid, call, b""

    def class_at_once(self, trainees, rounds):
        """All of a class send at the same moment, again and again: waiting times."""
        ends, times = self.connected(trainees), []
        chosen = selectors.DefaultSelector()
        for end in ends:
            chosen.register(end, selectors.EVENT_READ)
        for _ in range(rounds):
            waiting = {end: [*self.request(place), b""] for place, end in enumerate(ends)}
            sent = time.perf_counter()
            for end in ends:
                end.sendall(waiting[end][0])
            while waiting:
                for key, _ in chosen.select():
                    one = waiting[key.fileobj]
                    one[3] += key.fileobj.recv(65536)
                    if _whole(one[3]):
                        times.append(time.perf_counter() - sent)
                        self.take(one[3], one[1], one[2])
                        del waiting[key.fileobj]
            time.sleep(0.3)  # the server is at rest again
        for end in ends:
            end.close()
        return times


def _sign(token, number):
    """The bytes of a sign of life; each second one says something new."""
    body = b'{"state":"idle","scenario":""}' if number // SEATS % 2 else b'{"state":"in_call","scenario":"x"}'
    head = (
        f"POST /api/state HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _whole(got):
    """Whether an answer has come to its end."""
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return not got
    at = got.lower().find(b"content-length: ")
    return len(got) >= end + 4 + int(got[at + 16 : got.find(b"\r\n", at)])


def check(url, load):
    """Every acknowledged attempt is there, once, with its score; returns how many are not, or are wrong."""
    with Database.open(url) as database, database.reading() as connection:
        columns = [attempts.c[name] for name in ("uuid", *DIMENSIONS)]
        rows = [tuple(row) for row in connection.execute(select(*columns))]
    there = {row[0]: row[1:] for row in rows}
    wrong = sum(there.get(uuid) != worth for uuid, worth in load.acknowledged.items())
    return wrong + len(rows) - len(there)


def spent(servers):
    """The processor time of servers with their workers so far, in seconds."""
    parents, own = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(file.parent.name)] = int(fields[1])
        own[int(file.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    roots = {server.process.pid for server in servers}
    return sum(used for pid, used in own.items() if pid in roots or parents[pid] in roots)


def line(name, rate, times, used, bare=None):
    """One row of the table. `used`: processor time of the servers in seconds; `bare`: what the bare server took."""
    times = sorted(times)
    at = [1000 * times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99)]
    shown = f"{rate:9.0f}" if rate else f"{'':9}"
    print(
        f"{name:>14} {shown} {at[0]:9.1f} {at[1]:9.1f} {at[2]:9.1f} {1000 * times[-1]:9.1f}"
        f" {1000 * used / len(times):9.2f} {os.getloadavg()[0]:6.1f}",
        f"{bare:9.0f} {rate / bare:6.2f}" if bare else "",
        flush=True,
    )


def fresh(wanted, folder):
    """The address of a database that nobody has used; with PostgreSQL one beside the database that was named."""
    if not wanted:
        return sqlite_url(folder / "team" / "sessions.db")
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    name = f"load_{os.getpid()}"
    with create_engine(wanted, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return make_url(wanted).set(database=name).render_as_string(hide_password=False)


def dropped(wanted, url):
    """The database that `fresh` made is gone again."""
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    with create_engine(wanted, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP DATABASE {make_url(url).database} WITH (FORCE)"))


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="")
    parser.add_argument("--servers", type=int, default=1)
    parser.add_argument("--clients", default="1,10,30,100,300")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--scenarios", type=int, default=12)
    parser.add_argument("--no-class", action="store_true")
    parser.add_argument("--no-bare", action="store_true")
    parser.add_argument("--server-option", action="append", default=[])
    return parser.parse_args()


def main():
    """Run it; 1 where an acknowledged attempt is missing, doubled or worth something else."""
    options = parsed()
    library = Library()
    scenarios = [library.load(name, "en") for name in library.ids()[: options.scenarios]]
    if options.long:
        scenarios = [twice(scenario) for scenario in scenarios]
    pool = calls(scenarios, *((FEWEST, MOST) if options.long else (0, 99)))
    turns, size = (
        sum(map(of, pool)) / len(pool) for of in (lambda c: c.turns, lambda c: len(c.before + c.behind) + 36)
    )
    print(f"{len(pool)} calls of {len(scenarios)} scenarios, {turns:.1f} turns and {size:.0f} bytes on average")
    with tempfile.TemporaryDirectory() as folder:
        url = fresh(options.database, Path(folder))
        tokens = prepared(url, scenarios)
        more = [*(["--database", url] if options.database else []), *options.server_option]
        servers = [RealServer(Path(folder) / f"own{n}" if n else Path(folder), *more) for n in range(options.servers)]
        bare = None if options.no_bare else BareServer(Path(folder) / "bare")
        every = [*servers, *([bare] if bare else [])]
        try:
            for server in every:
                server.start()
            load = Load([server.port for server in servers], tokens, pool)
            wrong = measure(load, url, options, servers, Load([bare.port], tokens, pool) if bare else None)
        finally:
            for server in every:
                if server.process and server.process.poll() is None:
                    server.end()
            if options.database:
                dropped(options.database, url)
    return int(bool(wrong or load.refused))


def measure(load, url, options, servers, bare=None):
    """All rows; how many attempts are not as they should be. `bare`: the load for the server that only stores."""
    load.stream(30, 2)  # every server has met every scenario
    heads = ("a second", "p50 ms", "p95 ms", "p99 ms", "max ms", "cpu ms")
    print(f"{'clients':>14}", *(f"{head:>9}" for head in heads), f"{'load':>6}", f"{'bare':>9}", f"{'share':>6}")
    if not options.no_class:
        before = spent(servers)
        times = load.class_at_once(CLASS, ROUNDS)
        line(f"{CLASS} at once", 0, times, spent(servers) - before)
    for clients in map(int, options.clients.split(",")):
        # The machine's speed changes within minutes: half of theirs before ours, half behind.
        theirs = [bare.stream(clients, options.seconds / 2)[0]] if bare else []
        before = spent(servers)
        rate, times = load.stream(clients, options.seconds)
        used = spent(servers) - before
        theirs += [bare.stream(clients, options.seconds / 2)[0]] if bare else []
        line(str(clients), rate, times, used, sum(theirs) / 2)
    before, load.signs = spent(servers), True
    rate, times = load.stream(CLASS, options.seconds)
    line(f"{CLASS}, signs", rate, times, spent(servers) - before)
    wrong = check(url, load)
    print(f"acknowledged {len(load.acknowledged)}, refused {len(load.refused)}, not as they should be {wrong}")
    for answer in load.refused[:2]:
        print(answer.decode())
    if load.refused:
        log = servers[0].data / "team" / "server.log"
        print(log.read_text(encoding="utf-8")[-3000:] if log.is_file() else servers[0].printed())
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
