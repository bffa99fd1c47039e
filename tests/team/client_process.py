"""A trainee's computer for tests that kill it: plays calls without end, every event durable, and sends them.

It runs in a process that is forked from one where everything is loaded already: there it can be killed every moment.
"""

import time
from datetime import UTC, datetime, timedelta

import httpx  # noqa: F401  # loaded before the fork

import sim.team.client_sender  # noqa: F401
from sim.commands import seats
from sim.commands.context import Context
from sim.core.events import from_json
from sim.core.log import Setup
from sim.store.journal import Journal
from sim.store.records import CallHeader
from sim.team.client_courier import Courier, Presence

MOST_WAITING = 30


def main(folder, calls, days, drain, signs):
    """Play and send. `days`: by how many its clock is wrong; `signs`: a pipe that gets one for each event.

    With `drain` it plays nothing and ends when nothing waits any more.
    """
    context = Context(folder, [], "en")
    presence = Presence(seats.book_of(context).active("Ann").ref)
    courier = Courier(lambda: seats.sender_of(context, "en"), 0.0)
    journal = Journal.open(folder, clock=lambda: datetime.now(UTC) + timedelta(days=days))
    journal.poster = seats.poster_of(context)
    courier.start()
    courier.wake(presence)
    number = 0
    while not drain:
        play(journal, calls[number % len(calls)], signs)
        courier.wake(presence, hurry=number % 3 == 0)
        number += 1
        while waiting(journal) > MOST_WAITING:
            signs.send_bytes(b".")
            time.sleep(0.05)
    while waiting(journal):
        number += 1
        courier.wake(presence, hurry=number % 20 == 1)
        time.sleep(0.05)
    courier.stop(30)
    journal.shut()


def play(journal, call, signs):
    setup = Setup(**call["setup"])
    call_id = journal.begin(CallHeader(call["scenario"], call["hash"], "en", "A call", setup, "0.1.0", "Ann"))
    for event in call["events"]:
        journal.append(call_id, from_json(event))
        signs.send_bytes(b".")
    journal.close(call_id, '{"complete":true,"passed":false,"scores":{"calm":1,"ownership":1,"policy":1}}')


def waiting(journal):
    return sum(row.status == "waiting" for row in journal.posted("Ann"))
