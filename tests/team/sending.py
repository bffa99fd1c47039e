"""A computer with seats, an outbox and a sender, joined to a classroom in this process; the network can be cut."""

from random import Random

import httpx

from sim.team.client import Server
from sim.team.client_courier import Presence
from sim.team.client_seats import OwnSeat, SeatBook
from sim.team.client_sender import Sender, told_of


class Wire(httpx.BaseTransport):
    """From a client to an application in this process. cut: "before" the server hears it, "after" it did. only: what
    is cut, as a part of an address."""

    def __init__(self, client):
        self.client, self.cut, self.only, self.asked = client, "", "", []

    def handle_request(self, request):
        self.asked.append((request.method, request.url.path))
        if self.cut == "before" or (self.only and self.only in request.url.path):
            raise httpx.ConnectError("cut")
        headers = {name: value for name, value in request.headers.items() if name != "host"}
        answer = self.client.request(request.method, str(request.url), content=request.read(), headers=headers)
        if self.cut == "after":
            raise httpx.ReadError("cut")
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def puts(self):
        return [path.rpartition("/")[2] for method, path in self.asked if method == "PUT"]


class MemoryBox:
    """An outbox without a file."""

    def __init__(self):
        self.rows, self.done, self.refusals = {}, [], {}

    def put(self, seat, uuid, document):
        self.rows[uuid] = (seat, document)

    def waiting(self):
        return [(seat, uuid) for uuid, (seat, _) in self.rows.items()]

    def document(self, uuid):
        return self.rows[uuid][1] if uuid in self.rows else None

    def delivered(self, uuid, said):
        self.done.append(uuid)
        del self.rows[uuid]

    def refused(self, uuid, code, said):
        self.refusals[uuid] = code
        del self.rows[uuid]


class Steady:
    """A clock that only goes forward, and only when told."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Computer:
    """One computer in the classroom."""

    def __init__(self, room, folder, box=None):
        self.room, self.folder = room, folder
        self.box, self.wire, self.clock = box or MemoryBox(), Wire(room.client), Steady()
        self.book = SeatBook(folder)
        self.start()

    def start(self):
        """As after a restart: only what is in the box and in the book is known."""
        self.sender = Sender(self.book, self.box, self.connect, self.clock, Random(7))

    def connect(self, address):
        return Server(address, transport=self.wire)

    def join(self, session, name, trainee=None):
        with self.connect("http://team.test") as server:
            joined = server.join(session["code"], name)
            told = told_of(server.session(joined.token))
        seat = OwnSeat(trainee, "http://team.test", ref=joined.seat.ref, token=joined.token, **told)
        self.book.take(seat)
        self.sender.presence = Presence(seat.ref)
        return seat

    def line(self, seat):
        return self.sender.lines[seat.ref]

    def go_on(self, steps=6):
        """Let time pass as the sender asks for it, and do what is due."""
        for _ in range(steps):
            wait = self.sender.step()
            assert 0 < wait <= 60
            self.clock.now += wait
