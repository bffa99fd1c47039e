"""A trainee's side of playing together: what is asked, and a vote that is sent until it is there or too late."""

import time
from collections import deque
from threading import Event

import pytest

from sim.team.client import Refused, Server
from sim.team.client_together import ASK_S, LOST_S, MOST_DELAY_S, Asker
from sim.team.client_voter import LOOKED_S, Ballot, Place, Seen, Voter
from sim.team.shapes import Together
from tests.team.sending import Steady, Wire
from tests.team.voting import Round

ADDRESS = "http://team.test"


class Seated:
    """Somebody who votes from the seat that they have."""

    def __init__(self, room):
        self.room, self.wire = room, Wire(room.client)
        self.round = Round(room, room.session())
        seat = self.round.voters[0].joined
        self.place = Place(seat["seat"]["ref"], ADDRESS, seat["token"])
        self.asker = Asker(lambda address: Server(address, transport=self.wire))
        self.seen, self.wait_s = Seen(), 0.0

    def step(self, ballot=None):
        self.seen, self.wait_s = self.asker.step(self.place, ballot)
        return self.seen

    def ballot(self, place=0):
        question = self.seen.question
        return Ballot(question.round, question.turn, question.replies[place].option)

    def asked(self):
        return [path for _, path in self.wire.asked]


@pytest.fixture
def ann(room):
    return Seated(room)


@pytest.mark.slow
def test_a_question_comes_and_a_vote_for_it_is_there(ann):
    assert (ann.step().question.phase, ann.seen.link) == ("", "connected")
    ann.round.begin()
    assert ann.step().question.phase == "asking"
    first, second = ann.ballot(0), ann.ballot(1)
    assert ann.step(first).ballot is None
    assert ann.seen.question.mine == first.option
    assert ann.step(second).question.mine == second.option, "it can be changed"
    ann.round.do("show")
    assert [reply.votes for reply in ann.step().question.replies[:2]] == [0, 1]
    assert ann.wait_s == ASK_S
    assert set(ann.asked()) == {"/api/together", "/api/together/vote"}
    assert len(ann.room.shown(ann.round.session)["seats"]) == len(ann.round.voters), "no second seat"


@pytest.mark.slow
@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_vote_outlives_a_lost_network_and_counts_once(ann, cut):
    ann.round.begin()
    ann.step()
    ballot, waits = ann.ballot(), []
    ann.wire.cut = cut
    for _ in range(6):
        seen = ann.step(ballot)
        assert (seen.link, seen.ballot, seen.failed) == ("offline", ballot, True)
        waits.append(ann.wait_s)
    assert waits == sorted(waits)
    assert waits[-1] == MOST_DELAY_S
    ann.wire.cut = ""
    assert (ann.step(ballot).ballot, ann.seen.question.mine, ann.seen.link) == (None, ballot.option, "connected")
    ann.round.do("show")
    assert ann.step().question.votes == 1


@pytest.mark.slow
def test_a_vote_that_comes_too_late_is_told_and_not_tried_again(ann):
    ann.round.begin()
    ann.step()
    ballot = ann.ballot()
    ann.round.do("show")
    seen = ann.step(ballot)
    assert (seen.ballot, seen.late, seen.question.mine) == (None, ballot, "")
    assert ann.step().late == ballot


@pytest.mark.slow
def test_a_vote_that_was_there_before_its_answer_was_lost_is_not_called_late(ann):
    ann.round.begin()
    ann.step()
    ballot, ann.wire.cut = ann.ballot(), "after"
    ann.step(ballot)
    ann.wire.cut = ""
    ann.round.do("show")
    seen = ann.step(ballot)
    assert (seen.ballot, seen.late, seen.question.mine) == (None, None, ballot.option)


@pytest.mark.slow
def test_who_has_lost_their_place_is_told_why_and_asks_rarely(ann):
    ann.round.begin()
    ann.step()
    ann.room.lead("DELETE", f"/api/lead/seats/{ann.round.voters[0].joined['seat']['id']}")
    assert ann.step().link == "lost"
    assert ann.seen.told
    assert ann.wait_s == LOST_S


@pytest.mark.slow
def test_another_seat_begins_anew(ann):
    ann.round.begin()
    ann.step()
    ann.step(ann.ballot())
    other = ann.round.voters[1].joined
    seen, _ = ann.asker.step(Place(other["seat"]["ref"], ADDRESS, other["token"]), None)
    assert (seen.ref, seen.question.mine) == (other["seat"]["ref"], "")


class Scripted:
    """A server that answers as it is told: with an answer, or by raising it."""

    def __init__(self, *answers):
        self.answers = deque(answers)

    def together(self, token, tag):
        answer = self.answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer, "tag", 9.0

    def close(self):
        pass


def test_a_server_that_is_busy_or_large_says_how_soon_to_come_again():
    server = Scripted(Refused("busy", "later", True, 7.0), Together(phase=""), None)
    asker, place = Asker(lambda address: server), Place("ref", ADDRESS, "token")
    seen, wait = asker.step(place, None)
    assert (seen.link, wait) == ("busy", 7.0)
    assert asker.step(place, None)[1] == 9
    seen, wait = asker.step(place, None)
    assert (seen.link, seen.question.phase, wait) == ("connected", "", 9), "nothing has changed"


# -- the thread ------------------------------------------------------------------------------------------------------


class Slow:
    """Stands in for an Asker: it answers while `gate` is open, and votes come through when the test says so."""

    def __init__(self):
        self.steps, self.open, self.closed, self.gate = [], False, False, Event()
        self.gate.set()

    def step(self, place, ballot):
        self.gate.wait(60)
        self.steps.append((place.ref, ballot))
        left = None if self.open else ballot
        return Seen(place.ref, "connected" if self.open else "offline", "", None, left, left is not None), 0.01

    def close(self):
        self.closed = True


def until(there):
    end = time.monotonic() + 60
    while not there():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.002)


PLACE, BALLOT = Place("ref", ADDRESS, "token"), Ballot(1, 2, "a")


@pytest.fixture
def slow():
    asker, clock = Slow(), Steady()
    voter = Voter(lambda: asker, clock, 0.0)
    yield asker, clock, voter
    voter.stop(60)
    assert asker.closed


def test_a_vote_is_shown_as_sending_then_not_sent_then_there(slow):
    asker, _, voter = slow
    asker.gate.clear()
    assert voter.look(PLACE) == Seen("ref")
    voter.vote(BALLOT)
    seen = voter.look(PLACE)
    assert (seen.ballot, seen.failed) == (BALLOT, False)
    asker.gate.set()
    until(lambda: voter.look(PLACE).failed)
    assert voter.look(PLACE).ballot == BALLOT
    asker.open = True
    until(lambda: voter.look(PLACE).ballot is None)
    assert voter.look(PLACE).link == "connected"


def test_the_last_of_two_votes_is_the_one_that_is_sent(slow):
    asker, _, voter = slow
    voter.look(PLACE)
    voter.vote(BALLOT)
    until(lambda: ("ref", BALLOT) in asker.steps)
    other = BALLOT._replace(option="b")
    voter.vote(other)
    assert voter.look(PLACE).ballot == other
    until(lambda: ("ref", other) in asker.steps)
    asker.open = True
    until(lambda: voter.look(PLACE).ballot is None)


def test_nobody_looks_nobody_asks_but_a_vote_is_still_sent(slow):
    asker, clock, voter = slow
    asker.open = True
    voter.look(PLACE)
    until(lambda: asker.steps)
    clock.now += LOOKED_S + 1
    voter.vote(BALLOT)
    until(lambda: ("ref", BALLOT) in asker.steps)
    until(lambda: voter._ballot is None)
    asked = len(asker.steps)
    voter.stop(60)
    assert len(asker.steps) == asked


def test_another_person_at_this_computer_sees_nothing_of_the_one_before(slow):
    asker, _, voter = slow
    voter.look(PLACE)
    voter.vote(BALLOT)
    until(lambda: voter.look(PLACE).failed)
    other = Place("other", ADDRESS, "token-2")
    assert voter.look(other) == Seen("other")
    until(lambda: ("other", None) in asker.steps)


def test_what_was_never_begun_is_stopped_too():
    voter = Voter(Slow)
    voter.stop()
