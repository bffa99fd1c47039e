"""Two servers on one database, and everybody at once: each attempt is there once, for one seat."""

import threading
from collections import Counter

import pytest
from sqlalchemy import func, select

from sim.team.database import Database
from sim.team.judging import Judged, judge
from sim.team.storing import Arrival, Stored, store
from sim.team.tables import attempts
from sim.team.tokens import digest
from sim.team.trouble import Declined
from tests.team.classroom import FIRST, Classroom, document, scenario

WRITERS, CALLS = 4, 4


@pytest.fixture
def crowd(database, database_url):
    """A session with two seats, and as many open databases as there are writers."""
    with Classroom(database) as room:
        room.clean()
        session = room.session(attempts_allowed=CALLS)
        trainees = [room.join(session, name) for name in ("Ann", "Bob")]
        others = [Database.open(database_url) for _ in range(WRITERS)]
        yield room, trainees, others
        for other in others:
            other.close()


def arrival(room, trainee, number):
    verdict = judge(document(number).encode(), scenario(FIRST).model_dump_json(exclude={"accept"}))
    assert isinstance(verdict, Judged)
    return Arrival(trainee.joined["seat"]["id"], verdict, room.clock(), digest(trainee.joined["token"]))


def at_once(others, piles):
    """Each database stores its pile, all beginning together."""
    answers, start = [None] * len(others), threading.Barrier(len(others))

    def run(place):
        start.wait()
        with others[place].writing() as connection:
            answers[place] = store(connection, piles[place])

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(others))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for pile in answers for answer in pile]


def kinds(answers):
    return Counter(answer.code if isinstance(answer, Declined) else answer.new for answer in answers)


def stored(room):
    with room.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(attempts)).scalar_one()


@pytest.mark.slow
def test_the_same_attempts_sent_through_every_server_at_once_are_there_once(crowd):
    room, (ann, _), others = crowd
    pile = [arrival(room, ann, number) for number in range(CALLS)]
    answers = at_once(others, [pile] * WRITERS)
    assert kinds(answers) == {True: CALLS, False: CALLS * (WRITERS - 1)}
    assert all(isinstance(answer, Stored) for answer in answers)
    assert stored(room) == CALLS


@pytest.mark.slow
def test_one_uuid_for_two_seats_at_once_belongs_to_one_of_them(crowd):
    room, trainees, others = crowd
    piles = [[arrival(room, trainees[place % 2], number) for number in range(CALLS)] for place in range(WRITERS)]
    answers = at_once(others, piles)
    assert kinds(answers)[True] == CALLS
    assert kinds(answers)["foreign"] == CALLS * WRITERS // 2
    assert stored(room) == CALLS


@pytest.mark.slow
def test_no_more_attempts_are_taken_than_are_allowed_however_many_come_at_once(crowd):
    room, (ann, _), others = crowd
    piles = [[arrival(room, ann, 100 * place + number) for number in range(CALLS)] for place in range(WRITERS)]
    answers = at_once(others, piles)
    assert kinds(answers) == {True: CALLS, "attempts_used": CALLS * (WRITERS - 1)}
    assert stored(room) == CALLS
