"""A trainee's computer for tests that kill it: plays calls without end, every event durable, and sends them.

    python client_process.py FOLDER CALLS.json DAYS [drain]
DAYS: by how many days its clock is wrong. A dot is printed for each event, and a line with its id for each call that
closed. With `drain` it plays nothing and ends when nothing waits any more.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sim.commands import seats
from sim.commands.context import Context
from sim.core.events import from_json
from sim.core.log import Setup
from sim.store.journal import Journal
from sim.store.records import CallHeader
from sim.team.client_courier import Courier, Presence

MOST_WAITING = 30


def main(folder, calls, days, drain):
    context = Context(Path(folder), [], "en")
    book = seats.book_of(context)
    seat = book.active("Ann")
    courier = Courier(lambda: seats.sender_of(context, "en"), 0.0)
    journal = Journal.open(Path(folder), clock=lambda: datetime.now(UTC) + timedelta(days=days))
    journal.poster = seats.poster_of(context)
    courier.start()
    courier.wake(Presence(seat.ref))
    number = 0
    while not drain:
        play(journal, calls[number % len(calls)], seat)
        courier.wake(Presence(seat.ref), hurry=number % 3 == 0)
        number += 1
        while waiting(journal) > MOST_WAITING:
            say(".")
            time.sleep(0.05)
    while waiting(journal):
        number += 1
        courier.wake(Presence(seat.ref), hurry=number % 20 == 1)
        time.sleep(0.05)
    courier.stop(30)
    journal.shut()


def play(journal, call, seat):
    header = CallHeader(
        call["scenario"], call["hash"], "en", "A call", Setup(**call["setup"]), "0.1.0", trainee=seat.trainee
    )
    call_id = journal.begin(header)
    for event in call["events"]:
        journal.append(call_id, from_json(event))
        say(".")
    journal.close(call_id, '{"complete":true,"passed":false,"scores":{"calm":1,"ownership":1,"policy":1}}')
    say(f"{call_id}\n")


def waiting(journal):
    return sum(row.status == "waiting" for row in journal.posted("Ann"))


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main(
        sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), float(sys.argv[3]), "drain" in sys.argv
    )
